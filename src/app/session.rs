//! The session: how one signs in, where that leads, and how it ends.

use super::action::Action;
use super::component::Component;
use super::connection::OpenedBackend;
use super::key::Key;
use super::line::Tone;
use super::location::{Location, Place};
use super::msg::{Effect, ScreenSettings};
use super::overlay::form::Form;
use super::overlay::{Overlay, Overlays};
use super::page::Page;
use super::request::{Reply, Request, Ticket};
use super::requests::Awaited;
use super::start_at::{self, StartAt};
use super::{App, TWICE, show};
use crate::domain::login::{Login, SignInPrompt};
use crate::domain::{Error, OrgId, Untrusted};

/// What waits for the next sign-in.
#[derive(Debug, Default)]
pub(super) struct SessionState {
    pub(super) sign_in_as: Option<Untrusted>,
    /// Whom config.toml names to sign in, and in which line.
    pub(super) named_in_line: Option<(Untrusted, usize)>,
    /// The place to open after signing in.
    pub(super) start_at: Option<StartAt>,
    pub(super) parked: Option<Parked>,
}

/// Where somebody was who was signed out, and what they typed.
#[derive(Debug)]
pub(super) struct Parked {
    user: Untrusted,
    organization: Option<OrgId>,
    pages: Vec<Page>,
    overlays: Overlays,
}

impl App {
    pub(super) fn prefer(&mut self, settings: ScreenSettings) {
        self.effects.extend(self.input.capture_mouse(settings.mouse));
        if let Some((username, line)) = self.model.prefer(settings) {
            self.session.named_in_line = Some((username.clone(), line));
            self.sign_in(Login::Account(username));
        }
        self.mark_dirty();
    }

    /// The page that comes next, drawn while the file is opened. Nothing can be chosen on it yet.
    pub fn opening(&self) -> Option<Location> {
        let signs_in = self.model.live.is_none() && self.requests.awaits(|a| *a == Awaited::SignIn);
        let next = || self.session.start_at.as_ref().map_or(Location::Products, StartAt::list);
        signs_in.then(next)
    }

    /// Asks for the backend that a profile leads to.
    pub(super) fn choose_profile(&mut self, at: usize) {
        // Nobody saw it under a page that is only drawn yet.
        let seen = self.opening().is_none() || !self.router.overlays.is_empty();
        let Some(profile) = self.model.profiles.get(at).filter(|_| seen) else {
            return;
        };
        if self.model.would_record_people() {
            let text = "The recording would show accounts, ids and hosts. End it first (F6), or hide them (F4).";
            return self.model.notify(Tone::Warning, text);
        }
        let (name, shown) = (profile.name.clone(), profile.shown.clone());
        // Whatever was chosen before this counts no longer.
        self.stop_awaiting(|a| matches!(a, Awaited::SignIn | Awaited::OpenProfile(_)));
        let ticket = self.requests.ticket();
        self.effects.push(Effect::Connect(ticket, name));
        let now = self.model.now.mono;
        self.requests.register(ticket, Awaited::OpenProfile(shown), now);
    }

    /// The profile that is being opened, fit to be shown.
    pub fn opening_profile(&self) -> Option<&str> {
        match self.requests.find(|a| matches!(a, Awaited::OpenProfile(_)))? {
            (.., Awaited::OpenProfile(shown)) => Some(shown),
            _ => None,
        }
    }

    /// Whether the backend that was asked for with this ticket is still wanted, once it is open.
    pub fn awaits_profile(&self, ticket: Ticket) -> bool {
        let awaited = self.requests.find(|a| matches!(a, Awaited::OpenProfile(_)));
        awaited.is_some_and(|(of, _)| of == ticket)
    }

    /// Stays in the backend that is open, whatever becomes of the one that was chosen.
    pub(super) fn stop_opening_profile(&mut self) {
        let Some(shown) = self.opening_profile().map(str::to_owned) else {
            return;
        };
        self.stop_awaiting(|a| matches!(a, Awaited::OpenProfile(_)));
        self.model
            .notify(Tone::Plain, format!("Stopped opening profile {shown}."));
    }

    /// Another backend is open: nothing of the one before is left.
    pub(super) fn connected(&mut self, ticket: Ticket, backend: Result<Box<OpenedBackend>, String>) {
        if !self.awaits_profile(ticket) {
            return;
        }
        self.requests.take(ticket);
        let backend = match backend {
            Ok(backend) => *backend,
            Err(why) => return self.model.notify(Tone::Bad, why),
        };
        self.sign_out();
        self.requests.leave_backend(&self.model.backend_name());
        self.session.parked = None;
        self.session.start_at = None;
        self.requests.doubts.clear();
        self.model.data.forget_effects();
        self.model.accounts.clear();
        self.model.file.clear();
        self.model.mode = backend.mode;
        self.model.read_only = backend.read_only;
        self.model.live = Some(backend.live);
        // Another backend's limit is not this one's.
        self.model.limited = None;
        self.model.warn(backend.says);
        self.mark_dirty();
        self.connect(None);
    }

    /// Signs in to the platform, and asks for what that takes.
    pub(super) fn connect(&mut self, key: Option<Key>) {
        let Some(live) = &self.model.live else {
            return;
        };
        if let Some(login) = live.asks.login() {
            self.sign_in(login);
        } else if !self.signs_in() {
            let form = Form::sign_in(&live.host, &live.asks);
            self.stop_awaiting(|a| matches!(a, Awaited::OpenProfile(_)));
            self.show_form(form, key);
        }
    }

    /// Whether the answer to signing in is awaited.
    pub fn signs_in(&self) -> bool {
        self.requests.awaits(|a| *a == Awaited::SignIn)
    }

    /// Stops waiting to be signed in: what was typed stays.
    pub(super) fn stop_signing_in(&mut self) {
        if self.stop_awaiting(|a| *a == Awaited::SignIn) {
            self.router.overlays.stop_showing_address();
            self.model.notify(Tone::Plain, "Stopped signing in.");
        }
    }

    pub(super) fn sign_in(&mut self, login: Login) {
        if !self.signs_in() {
            self.stop_awaiting(|a| matches!(a, Awaited::OpenProfile(_)));
            self.send_awaited(Request::SignIn(login), Awaited::SignIn);
        }
    }

    pub(super) fn signed_in(&mut self, result: Result<Reply, Error>) {
        match result {
            Ok(Reply::SignedIn(account)) => {
                self.model.data.keep_only(|_| false);
                self.model.data.forget_effects();
                self.model.notices.hide();
                // What is wrong with a person's own files is read whenever they sign in.
                self.router.overlays.retain(|one| matches!(one, Overlay::Viewer(_)));
                let parked = self.session.parked.take();
                let parked = parked.filter(|parked| parked.user == account.username);
                self.model.data.limited_by_scopes = account.limited_by_scopes;
                // On the platform it is known at once, so that the first list need not wait for the tree.
                self.model
                    .change_organization(account.active.filter(|_| self.model.mode.is_live()));
                let own = |to: &StartAt| to.delete.as_ref().is_none_or(|user| *user == account.username);
                self.session.start_at = self.session.start_at.take().filter(own);
                self.model.account = Some(account);
                self.router.begin(Location::Products, &self.model);
                if let Some(parked) = parked {
                    self.resume(parked);
                }
                self.arrived();
            }
            Ok(_) => self
                .model
                .notify(Tone::Bad, "You are not signed in. The answer can't be read."),
            Err(error) => self.not_signed_in(&error),
        }
    }

    /// Says why one could not sign in: in the form, where that is open, so that it can be tried again.
    pub(super) fn not_signed_in(&mut self, error: &Error) {
        self.router.overlays.stop_showing_address();
        let text = match error {
            // Nobody was signed in before: there is nothing to sign in to again.
            Error::SignedOut => "These credentials are not accepted.".into(),
            // On the page a key tries again; in a form that key types.
            error if self.model.live.is_some() && self.router.overlays.form().is_none() => self.model.message(error),
            error => show::not_signed_in(error, self.session.named_in_line.take(), &self.model.accounts),
        };
        match self.router.overlays.last_mut().and_then(Overlay::form_mut) {
            Some(form) => form.note = Some(text),
            None => self.model.notify(Tone::Bad, text),
        }
        // What was given is not tried for ever; what was asked for is asked for again.
        if let Error::SignedOut | Error::Forbidden(_) = error
            && self.model.live.as_ref().is_some_and(|live| live.asks.is_given())
        {
            self.ask_anew(SignInPrompt::after_refusal);
        }
    }

    /// To where one was before one was signed out.
    fn resume(&mut self, parked: Parked) {
        self.model.change_organization(parked.organization);
        self.router.pages = parked.pages;
        self.router.overlays = parked.overlays;
        self.mark_dirty();
        if !self.router.overlays.is_empty() {
            self.model
                .notify(Tone::Plain, "Restored what you typed before you were signed out.");
        }
    }

    pub(super) fn sign_out(&mut self) {
        self.stop_loading();
        let stopped = self.requests.end_session();
        self.cancel(stopped);
        self.model.account = None;
        self.model.change_organization(None);
        self.model.data.keep_only(|_| false);
        self.requests.checked = None;
        self.wait_for_nothing();
        self.model.notices.hide();
        self.router.overlays.clear();
        self.router.begin(Location::SignIn, &self.model);
    }

    pub(super) fn signed_out(&mut self) {
        // What was typed waits for the same person to come back.
        let user = self.model.account.as_ref().map(|a| a.username.clone());
        let parked = user.map(|user| Parked {
            user,
            organization: self.model.organization,
            overlays: if self.holds_work() {
                std::mem::take(&mut self.router.overlays)
            } else {
                Overlays::default()
            },
            pages: std::mem::take(&mut self.router.pages),
        });
        self.sign_out();
        self.session.parked = parked;
        self.ask_anew(SignInPrompt::again);
        self.model.notify(Tone::Bad, Error::SignedOut.to_string());
    }

    /// What one signed in with is at its end, and can't be renewed: `asked` says what the next sign-in asks for.
    pub(super) fn ask_anew(&mut self, asked: fn(SignInPrompt) -> SignInPrompt) {
        if let Some(live) = &mut self.model.live {
            live.asks = asked(std::mem::take(&mut live.asks));
        }
    }

    /// Stops waiting for what is on its way; what is not sent yet is not sent. Says whether there was anything.
    pub(super) fn stop_loading(&mut self) -> bool {
        self.wait_for_nothing();
        let tickets = self.model.data.stop();
        let comparing = self.stop_awaiting(|a| matches!(a, Awaited::Compare(_)));
        self.cancel(tickets) || comparing
    }

    /// Something arrived: the first tree gives the current organization, and then `--open` can go on.
    pub(super) fn arrived(&mut self) {
        if let Some(asked) = self.asked_organization() {
            self.router.change_organization(&mut self.model, Some(asked));
            self.mark_dirty();
        }
        if let Some(tree) = self.model.data.tree.get()
            && self.model.organization.is_none_or(|here| tree.get(here).is_none())
        {
            let last = self
                .model
                .account
                .as_ref()
                .and_then(|a| a.active)
                .filter(|id| tree.get(*id).is_some());
            let next = last.or_else(|| tree.root().map(|o| o.id));
            self.router.change_organization(&mut self.model, next);
            self.mark_dirty();
        }
        if self.model.organization.is_none() {
            return;
        }
        let Some(destination) = self.session.start_at.take() else {
            return;
        };
        match destination.place {
            Place::List(at) => self.router.go_to_filtered(at, destination.filter, &self.model),
            Place::Provider(ref wanted) => self.open_object(Location::ClientProviders, &wanted.clone(), destination),
            Place::Object(at, ref wanted) => self.open_object(at, &wanted.clone(), destination),
        }
    }

    /// Opens the one thing of a list that has this name or id, as soon as it is there.
    fn open_object(&mut self, at: Location, wanted: &str, destination: StartAt) {
        self.router.go_to(at, &self.model);
        let Some(pane) = self.router.page().and_then(Page::pane) else {
            return;
        };
        let (data, lists) = (&self.model.data, start_at::lists(pane, &self.model));
        // The page says why it can't be read.
        if lists.iter().any(|list| data.error(*list).is_some()) {
            return;
        }
        // Another thing of this name may be in a list that is still to come.
        if lists.iter().any(|list| !data.has(*list)) {
            return self.session.start_at = Some(destination);
        }
        match start_at::object(wanted, pane, &self.model) {
            Ok(row) => {
                self.router.choose(row);
                // The list knows the place of its row before it is left: after a delete the next one is selected.
                self.mark_dirty();
                self.refresh();
                if let Some(page) = Location::of(row) {
                    self.router.open(page, &self.model);
                }
                self.router.go_back_to(&destination.tab, destination.filter);
                if destination.delete.is_some() {
                    self.act(Action::Delete, None);
                }
            }
            Err(why) => self.model.notify(Tone::Warning, why),
        }
    }

    /// The organization that was asked for, once the tree is there.
    pub(super) fn asked_organization(&mut self) -> Option<OrgId> {
        let tree = self.model.data.tree.get()?;
        let wanted = self.model.live.as_mut()?.organization.take()?;
        match start_at::organization(&wanted, tree) {
            Ok(found) => return Some(found),
            Err(why) => self.model.notify(Tone::Warning, why),
        }
        None
    }

    /// `q` and Ctrl-C: close what is open; at the top, twice to quit.
    pub(super) fn quit(&mut self, action: Action) {
        let again = self.input.quit_until.take().is_some_and(|(asked, _)| asked == action);
        if again {
            return self.effects.push(Effect::Quit);
        }
        let press = match action {
            Action::Quit => "Press q again",
            _ => "Press Ctrl-C again",
        };
        let changing = self.awaits_change();
        if action == Action::Quit && !changing && !self.model.size.is_too_small() {
            if !self.router.overlays.is_empty() {
                return self.back();
            }
            if self.router.pop() {
                return;
            }
        }
        self.input.quit_until = Some((action, self.model.now.mono + TWICE));
        if changing {
            let text = format!("A change is in progress. {press} to quit without its answer.");
            return self.model.notify(Tone::Warning, text);
        }
        if action == Action::Cancel {
            let dirty = self.holds_work();
            let dialog = self.router.popups().position(Component::takes_cancel);
            if let Some(at) = dialog {
                self.in_popup(at, None, |popup, cx| popup.on(action, cx));
                return;
            }
            if !self.model.size.is_too_small() && self.on_top(None, |popup, cx| popup.on(action, cx)) {
                // What was typed is not thrown away by a key that means to stop something.
                let lost = if dirty { " You lose what you typed." } else { "" };
                return self.model.notify(Tone::Plain, format!("{press} to quit.{lost}"));
            }
            let filtering = self.router.pane_mut().is_some_and(|p| p.list.filtering);
            if self.router.overlays.is_empty() && !filtering {
                self.stop_loading();
            } else if self.close() {
                // What the popup says matters more.
                return;
            }
        }
        let lost = show::lost_by_quitting(self.requests.snapshot().is_some(), &self.model);
        self.model.notify(Tone::Plain, format!("{press} to quit{lost}"));
    }
}
