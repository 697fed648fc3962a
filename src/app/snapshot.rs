//! Saving the organization as a file: asking for it, telling how far it is, and what became of it.

use super::App;
use super::awaited::Awaited;
use super::line::Tone;
use super::request::{Request, Ticket};
use crate::domain::snapshot::SnapshotProgress;

impl App {
    /// Asks for a snapshot in this file, or in one that is named by the time.
    pub(super) fn take_snapshot(&mut self, path: Option<String>) {
        if self.session.watched {
            let text = "No snapshot is taken here: a tape or a tour saves nothing but pictures.";
            return self.model.say(Tone::Plain, text);
        }
        if self.model.account.is_none() {
            return self.model.say(Tone::Plain, "Sign in first.");
        }
        if self.takes_snapshot() {
            return self.model.say(Tone::Plain, "A snapshot is being taken already.");
        }
        self.send_awaited(Request::Snapshot(path), Awaited::Snapshot(None));
    }

    /// Whether a snapshot is being taken.
    pub(super) fn takes_snapshot(&self) -> bool {
        self.requests.awaiting.any(|a| matches!(a, Awaited::Snapshot(_)))
    }

    pub(super) fn progress(&mut self, ticket: Ticket, progress: SnapshotProgress) {
        for awaited in self.requests.awaiting.iter_mut() {
            if let (of, Awaited::Snapshot(far)) = awaited
                && of == ticket
            {
                *far = Some(progress);
            }
        }
    }

    /// What is said while a snapshot is being taken. Nothing waits for it, and no key stops it.
    #[must_use]
    pub fn snapshot_words(&self) -> Option<String> {
        let (.., Awaited::Snapshot(progress)) = self.requests.awaiting.find(|a| matches!(a, Awaited::Snapshot(_)))?
        else {
            return None;
        };
        let far = progress
            .as_ref()
            .map_or(String::new(), |progress| format!(": {progress}"));
        Some(format!("Taking a snapshot{far}. You can go on working."))
    }
}
