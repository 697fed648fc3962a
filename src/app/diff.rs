//! Comparing a file with the organization on screen: asking for it, and showing what changed since.

use super::awaited::Awaited;
use super::line::Tone;
use super::overlay::Overlay;
use super::overlay::viewer::Viewer;
use super::request::{Reply, Request};
use super::{App, words};
use crate::domain::Error;
use crate::domain::text::{count, escape};

impl App {
    /// Asks for what changed since the organization was as in this file.
    pub(super) fn diff(&mut self, path: Option<String>) {
        let Some(path) = path else {
            return self.model.say(Tone::Plain, "Give the file to compare with: :diff FILE");
        };
        if self.model.account.is_none() {
            return self.model.say(Tone::Plain, "Sign in first.");
        }
        // Whoever asks for another one does not wait for the one before.
        self.stop_comparing();
        let file = escape(&path).into_owned();
        self.send_awaited(Request::Compare(path), Awaited::Compare(file));
    }

    /// Stops waiting for a comparison. Says whether there was one.
    pub(super) fn stop_comparing(&mut self) -> bool {
        self.stop_awaiting(|a| matches!(a, Awaited::Compare(_)))
    }

    pub(super) fn compared(&mut self, file: &str, result: Result<Reply, Error>) {
        match result {
            Ok(Reply::Compared(found)) => {
                let lines = words::changes(&found);
                let n = count(found.differences.len(), "difference", "differences");
                // The stand-ins must know what is shown of client ids.
                self.model.data.compared = found.differences;
                if self.router.overlays.is_empty() {
                    return self.overlay(Overlay::Viewer(Viewer::new(format!("Changes since {file}"), lines)));
                }
                // Keys that are meant for what is open must not go elsewhere.
                let text = format!("Compared with {file}: {n}. Close what is open, and :diff again shows them.");
                self.model.say(Tone::Plain, text);
            }
            Ok(_) => self.model.say(Tone::Bad, "The answer to the comparison made no sense."),
            Err(error) => self.model.say(Tone::Bad, format!("Nothing was compared. {error}")),
        }
    }
}
