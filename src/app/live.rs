//! An organization on the platform: how one gets in, and what is said of it wherever one is.

use super::App;
use super::key::Key;
use super::msg::Effect;
use super::notice::Tone;
use super::overlay::Overlay;
use super::overlay::form::Form;
use crate::domain::login::{Asks, Login};
use crate::domain::text::normal;
use crate::domain::{Error, OrgId};

/// What is known of a home on the platform before anybody signs in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// The profile, fit to be shown.
    pub profile: String,
    /// The host, fit to be shown.
    pub host: String,
    /// What a person must be asked for to sign in.
    pub asks: Asks,
    /// Whether the organization's name must be typed as well before anything is deleted.
    pub protected: bool,
    /// The folder in which a client provider's configuration is kept before it is deleted, fit to be shown.
    pub copies: String,
    /// The organization to work in, by name or id; the one of last time where none is said.
    pub organization: Option<String>,
}

impl App {
    /// Signs in to the platform, and asks for what that takes.
    pub(super) fn connect(&mut self, key: Option<Key>) {
        let Some(live) = &self.world.live else {
            return;
        };
        if live.asks == Asks::Nothing {
            self.sign_in(Login::Given);
        } else if self.signing_in.is_none() {
            let form = Form::sign_in(&live.host, &live.asks);
            self.show_form(form, key);
        }
    }

    /// Whether the answer to signing in is awaited.
    #[must_use]
    pub fn signs_in(&self) -> bool {
        self.signing_in.is_some()
    }

    /// Signs in with what the form on top holds.
    pub(super) fn sign_in_typed(&mut self) {
        let form = self.overlays.last().and_then(Overlay::form);
        if let Some(credentials) = form.and_then(Form::credentials) {
            self.sign_in(Login::Typed(credentials));
        }
    }

    /// Says why one could not sign in: in the form, where that is open, so that it can be tried again.
    pub(super) fn not_signed_in(&mut self, error: &Error) {
        let text = match error {
            // Nobody was signed in before: there is nothing to sign in to again.
            Error::SignedOut => "These credentials are not accepted, or not any more.".into(),
            error => error.to_string(),
        };
        match self.overlays.last_mut().and_then(Overlay::form_mut) {
            Some(form) => form.note = Some(text),
            None => self.world.say(Tone::Bad, text),
        }
        if let (Some(live), Error::SignedOut) = (&mut self.world.live, error) {
            live.asks = Asks::Anything;
        }
    }

    /// The organization that was asked for, once the tree is there.
    pub(super) fn asked_organization(&mut self) -> Option<OrgId> {
        let tree = self.world.data.tree.get()?;
        let wanted = self.world.live.as_mut()?.organization.take()?;
        let is =
            |o: &&crate::domain::Organization| o.id.to_string() == wanted || normal(o.name.raw()) == normal(&wanted);
        let found: Vec<OrgId> = tree.iter().filter(is).map(|o| o.id).collect();
        match found.as_slice() {
            [one] => return Some(*one),
            [] => {
                let text = format!(
                    "There is no organization '{}' here.",
                    crate::domain::text::escape(&wanted)
                );
                self.world.say(Tone::Warning, text);
            }
            _ => self.world.say(
                Tone::Warning,
                "Several organizations have the name in ANYPOINT_ORG. Use the id.",
            ),
        }
        None
    }

    /// Stops waiting for what is on its way; what is not sent yet is not sent. Says whether there was anything.
    pub(super) fn stop_loading(&mut self) -> bool {
        let tickets = self.world.data.stop();
        let any = !tickets.is_empty();
        if any {
            self.effects.push(Effect::Forget(tickets));
        }
        any
    }

    /// The platform lets nobody ask before this moment, in Unix seconds. What waits goes on by itself.
    pub(super) fn limited(&mut self, until: i64) {
        self.world.limited = self.world.limited.max(Some(until));
    }
}
