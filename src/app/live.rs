//! An organization on the platform: how one gets in, and what is said of it wherever one is.

use super::App;
use super::awaited::Awaited;
use super::connection::{Mode, OpenedBackend, ProfileEntry};
use super::key::Key;
use super::line::Tone;
use super::msg::Effect;
use super::overlay::Overlay;
use super::overlay::form::Form;
use super::request::Ticket;
use crate::domain::login::{Login, SignInPrompt};
use crate::domain::text::identifies;
use crate::domain::{Error, OrgId};

impl App {
    pub(super) fn list_profiles(&mut self, profiles: Result<Vec<ProfileEntry>, String>) {
        match profiles {
            Ok(profiles) => self.model.profiles = profiles,
            Err(why) => self.model.say(Tone::Warning, why),
        }
        self.mark_dirty();
    }

    /// Asks for the backend that a profile leads to.
    pub(super) fn choose_profile(&mut self, at: usize) {
        let Some(profile) = self.model.profiles.get(at) else {
            return;
        };
        if self.would_record_people() {
            let text = "What is recorded would show your users, ids and hosts. End the recording first (F6), or F4.";
            return self.model.say(Tone::Warning, text);
        }
        let (name, shown) = (profile.name.clone(), profile.shown.clone());
        // Whatever was chosen before this counts no longer.
        self.stop_awaiting(|a| matches!(a, Awaited::SignIn | Awaited::OpenProfile(_)));
        let ticket = self.requests.ticket();
        self.effects.push(Effect::Connect(ticket, name));
        self.wait_for(ticket, Awaited::OpenProfile(shown));
    }

    /// Whether a recording is going on that must not show the platform.
    pub(super) fn would_record_people(&self) -> bool {
        let may = Mode::Live.may_record(self.model.mask.is_some(), self.model.unmasked);
        self.model.recorded.is_some() && !may
    }

    /// The profile that is being opened, fit to be shown.
    #[must_use]
    pub fn opening_profile(&self) -> Option<&str> {
        match self.requests.awaiting.find(|a| matches!(a, Awaited::OpenProfile(_)))? {
            (.., Awaited::OpenProfile(shown)) => Some(&shown),
            _ => None,
        }
    }

    /// Whether the backend that was asked for with this ticket is still wanted, once it is open.
    #[must_use]
    pub fn awaits_profile(&self, ticket: Ticket) -> bool {
        let awaited = self.requests.awaiting.find(|a| matches!(a, Awaited::OpenProfile(_)));
        awaited.is_some_and(|(of, ..)| *of == ticket)
    }

    /// Another backend is open: nothing of the one before is left.
    pub(super) fn connected(&mut self, ticket: Ticket, backend: Result<Box<OpenedBackend>, String>) {
        if !self.awaits_profile(ticket) {
            return;
        }
        self.requests.awaiting.take(ticket);
        let backend = match backend {
            Ok(backend) => *backend,
            Err(why) => return self.model.say(Tone::Bad, why),
        };
        self.sign_out();
        self.requests.awaiting.leave_backend(&self.model.backend_name());
        self.session.parked = None;
        self.session.open = None;
        self.requests.doubts.clear();
        self.model.data.forget_traces();
        self.model.accounts.clear();
        self.model.file.clear();
        self.model.mode = backend.mode;
        self.model.read_only = backend.read_only;
        self.model.live = Some(backend.live);
        // Another backend's limit is not this one's.
        self.model.limited = None;
        for text in backend.says {
            self.model.say(Tone::Warning, text);
        }
        self.mark_dirty();
        self.connect(None);
    }

    /// Signs in to the platform, and asks for what that takes.
    pub(super) fn connect(&mut self, key: Option<Key>) {
        let Some(live) = &self.model.live else {
            return;
        };
        if live.asks == SignInPrompt::Nothing {
            self.sign_in(Login::Given);
        } else if !self.signs_in() {
            let form = Form::sign_in(&live.host, &live.asks);
            self.stop_awaiting(|a| matches!(a, Awaited::OpenProfile(_)));
            self.show_form(form, key);
        }
    }

    /// Whether the answer to signing in is awaited.
    #[must_use]
    pub fn signs_in(&self) -> bool {
        self.requests.awaiting.any(|a| *a == Awaited::SignIn)
    }

    /// Signs in with what the form on top holds.
    pub(super) fn sign_in_typed(&mut self) {
        let form = self.router.overlays.last().and_then(Overlay::form);
        if let Some(credentials) = form.and_then(Form::credentials) {
            self.sign_in(Login::Typed(credentials));
        }
    }

    /// Stops waiting to be signed in: what was typed stays.
    pub(super) fn stop_signing_in(&mut self) {
        if self.stop_awaiting(|a| *a == Awaited::SignIn) {
            self.model.say(Tone::Plain, "Stopped signing in.");
        }
    }

    /// Stays in the backend that is open, whatever becomes of the one that was chosen.
    pub(super) fn stop_opening_profile(&mut self) {
        let Some(shown) = self.opening_profile().map(str::to_owned) else {
            return;
        };
        self.stop_awaiting(|a| matches!(a, Awaited::OpenProfile(_)));
        self.model.say(Tone::Plain, format!("Stopped opening profile {shown}."));
    }

    /// Says why one could not sign in: in the form, where that is open, so that it can be tried again.
    pub(super) fn not_signed_in(&mut self, error: &Error) {
        let in_form = self.form().is_some();
        let text = match error {
            // Nobody was signed in before: there is nothing to sign in to again.
            Error::SignedOut => "These credentials are not accepted, or not any more.".into(),
            // On the page a key tries again; in a form that key types.
            error if self.model.live.is_some() && !in_form => self.model.told(error),
            error => error.to_string(),
        };
        match self.router.overlays.last_mut().and_then(Overlay::form_mut) {
            Some(form) => form.note = Some(text),
            None => self.model.say(Tone::Bad, text),
        }
        // What was given is not tried for ever; what was asked for is asked for again.
        if let (Some(live), Error::SignedOut | Error::Forbidden(_)) = (&mut self.model.live, error)
            && live.asks == SignInPrompt::Nothing
        {
            live.asks = SignInPrompt::Anything;
        }
    }

    /// The organization that was asked for, once the tree is there.
    pub(super) fn asked_organization(&mut self) -> Option<OrgId> {
        let tree = self.model.data.tree.get()?;
        let wanted = self.model.live.as_mut()?.organization.take()?;
        let named = tree.iter().filter(|o| identifies(&wanted, &o.id.to_string(), &o.name));
        let found: Vec<OrgId> = named.map(|o| o.id).collect();
        match found.as_slice() {
            [one] => return Some(*one),
            [] => {
                let text = format!(
                    "There is no organization '{}' here.",
                    crate::domain::text::escape(&wanted)
                );
                self.model.say(Tone::Warning, text);
            }
            _ => self.model.say(
                Tone::Warning,
                "Several organizations have the name in ANYPOINT_ORG. Use the id.",
            ),
        }
        None
    }

    /// Stops waiting for what is on its way; what is not sent yet is not sent. Says whether there was anything.
    pub(super) fn stop_loading(&mut self) -> bool {
        self.wait_for_nothing();
        let tickets = self.model.data.stop();
        let any = self.stop_comparing() || !tickets.is_empty();
        if !tickets.is_empty() {
            self.effects.push(Effect::Cancel(tickets));
        }
        any
    }

    /// The platform lets nobody ask before this moment, in Unix seconds. What waits goes on by itself.
    pub(super) fn limited(&mut self, until: i64) {
        self.model.limited = self.model.limited.max(Some(until));
    }
}
