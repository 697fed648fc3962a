//! Showing the client secret of an organization: only when that was asked for in so many words, to nobody who watches, and
//! for a short time.

use super::App;
use super::line::Tone;
use super::location::Location;
use super::overlay::Overlay;
use super::overlay::secret::{Revealed, SHOWN};
use super::request::{Reply, Request};
use super::requests::Awaited;
use crate::domain::rules::{self, Refusal};
use crate::domain::{Error, OrgId};

impl App {
    pub(super) fn reveal(&mut self) {
        let Some(Location::BusinessGroup(id)) = self.page().map(|p| p.at) else {
            return self.model.notify(
                Tone::Plain,
                "Open a business group first: the secret is one of its settings.",
            );
        };
        let asked = self.model.who().and_then(|who| rules::reveal_secret(who, id));
        if let Err(why) = asked {
            return self.model.notify(Tone::Warning, why.to_string());
        }
        if self.model.mode.is_live() {
            return self.model.notify(Tone::Warning, Refusal::NotInContract.to_string());
        }
        let stored = self.model.data.organization(id).is_some_and(|o| o.has_secret);
        if !stored {
            return self
                .model
                .notify(Tone::Plain, "No client secret of this organization is stored.");
        }
        if self.model.is_watched() {
            let text = "A secret is not shown while others watch: end recording, stand-ins and tour first.";
            return self.model.notify(Tone::Warning, text);
        }
        if !self.requests.awaits(|a| matches!(a, Awaited::Secret(_))) {
            self.send_awaited(Request::RevealSecret(id), Awaited::Secret(id));
        }
    }

    pub(super) fn revealed(&mut self, id: OrgId, result: Result<Reply, Error>) {
        match result {
            Ok(Reply::Revealed(secret))
                if !self.model.is_watched()
                    && self.router.overlays.is_empty()
                    && self.page().is_some_and(|p| p.at == Location::BusinessGroup(id)) =>
            {
                let of = self.model.data.organization(id).map(|o| o.name.shown().into_owned());
                self.overlay(Overlay::Secret(Box::new(Revealed {
                    of: of.unwrap_or_default(),
                    secret,
                    until: self.model.now.mono + SHOWN,
                })));
            }
            Ok(_) => self
                .model
                .notify(Tone::Plain, "The secret was not shown: something else is on screen."),
            Err(error) => self.model.notify(Tone::Bad, error.to_string()),
        }
    }

    /// Takes a secret off the screen that stood there long enough, or that others would see now.
    pub(super) fn hide_secret(&mut self) {
        let now = self.model.now.mono;
        let watched = self.model.is_watched();
        let gone = |o: &Overlay| matches!(o, Overlay::Secret(shown) if watched || shown.until <= now);
        if self.router.overlays.iter().any(gone) {
            self.router.overlays.retain(|o| !gone(o));
            self.mark_dirty();
        }
    }
}
