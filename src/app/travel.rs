//! Going from place to place: signing in and out, pages and popups, the organization one works in.

use super::App;
use super::action::Action;
use super::awaited::Awaited;
use super::line::Tone;
use super::list::RowId;
use super::location::{ENTRIES, Location, Place};
use super::overlay::Overlay;
use super::overlay::menu::Menu;
use super::page::Page;
use super::pane::Pane;
use super::remote::Remote;
use super::request::{Reply, Request};
use super::resource::Resource;
use crate::domain::login::{Login, SignInPrompt};
use crate::domain::text::{escape, identifies};
use crate::domain::{Error, OrgId, ProviderRef, Untrusted};

/// Where to go as soon as that can be found.
#[derive(Debug)]
pub(super) struct StartAt {
    pub(super) place: Place,
    /// Who is asked there once more whether to delete: who was signed out while the dialog was open.
    pub(super) delete: Option<Untrusted>,
}

/// Where somebody was who was signed out, and what they typed.
#[derive(Debug)]
pub(super) struct Parked {
    user: Untrusted,
    organization: Option<OrgId>,
    pages: Vec<Page>,
    overlays: Vec<Overlay>,
}

impl From<Place> for StartAt {
    fn from(place: Place) -> Self {
        Self { place, delete: None }
    }
}

impl App {
    pub(super) fn push(&mut self, at: Location) {
        self.router.nav = None;
        let page = Page::new(at, &self.model);
        self.router.pages.push(page);
        self.mark_dirty();
    }

    /// Goes back one page; says whether there was one.
    pub(super) fn pop(&mut self) -> bool {
        let leaves = self.router.pages.len() > 1;
        if leaves {
            self.router.nav = None;
            self.router.pages.pop();
            self.mark_dirty();
        }
        leaves
    }

    /// Goes to a page of the nav, from wherever one is; back to it where one came from there.
    pub(super) fn go_to(&mut self, at: Location) {
        self.router.nav = None;
        if let Some(was) = self.router.pages.iter().position(|p| p.at == at) {
            self.router.pages.truncate(was + 1);
            return self.mark_dirty();
        }
        let leads = |p: &Page| matches!(p.at, Location::Products);
        let keep = self.router.pages.iter().position(leads).map_or(0, |i| i + 1);
        self.router.pages.truncate(keep);
        self.push(at);
    }

    /// The pane that has the keys: of the topmost popup, else of the page.
    pub(super) fn pane_mut(&mut self) -> Option<&mut Pane> {
        match self.router.overlays.last_mut() {
            Some(overlay) => overlay.pane_mut(),
            None => self.router.pages.last_mut().and_then(Page::pane_mut),
        }
    }

    pub(super) fn focus(&mut self, pane: usize) {
        self.router.nav = None;
        if let Some(page) = self.router.pages.last_mut().filter(|p| pane < p.panes.len()) {
            page.focus = pane;
        }
    }

    pub(super) fn close_overlay(&mut self) {
        self.router.overlays.pop();
        self.viewport.fits = false;
        self.mark_dirty();
    }

    /// A click on a part of the breadcrumb.
    pub(super) fn crumb(&mut self, at: Location) {
        if self.router.overlays.is_empty() {
            self.go_to(at);
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
                self.model.data.forget_but(|_| false);
                self.model.data.forget_traces();
                self.model.notices.hide();
                self.router.overlays.clear();
                let parked = self
                    .session
                    .parked
                    .take()
                    .filter(|parked| parked.user == account.username);
                self.model.data.scoped = account.scoped;
                // On the platform it is known at once, so that the first list need not wait for the tree.
                self.model.organization = account.active.filter(|_| self.model.mode.is_live());
                let own = |to: &StartAt| to.delete.as_ref().is_none_or(|user| *user == account.username);
                self.session.open = self.session.open.take().filter(own);
                self.model.account = Some(account);
                self.router.pages.clear();
                self.push(Location::Products);
                if let Some(parked) = parked {
                    self.resume(parked);
                }
                self.arrived();
            }
            Ok(_) => self.model.say(Tone::Bad, "The answer to signing in made no sense."),
            Err(error) => self.not_signed_in(&error),
        }
    }

    /// To where one was before one was signed out.
    fn resume(&mut self, parked: Parked) {
        self.model.organization = parked.organization;
        self.router.pages = parked.pages;
        self.router.overlays = parked.overlays;
        self.mark_dirty();
        if !self.router.overlays.is_empty() {
            self.model
                .say(Tone::Plain, "Here is what you typed before you were signed out.");
        }
    }

    pub(super) fn sign_out(&mut self) {
        self.stop_loading();
        self.end_session();
        self.model.account = None;
        self.model.organization = None;
        self.model.data.forget_but(|_| false);
        self.requests.checked = None;
        self.wait_for_nothing();
        self.model.notices.hide();
        self.router.overlays.clear();
        self.router.pages.clear();
        self.push(Location::SignIn);
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
                Vec::new()
            },
            pages: std::mem::take(&mut self.router.pages),
        });
        self.sign_out();
        self.session.parked = parked;
        self.ask_anew();
        self.model.say(Tone::Bad, Error::SignedOut.to_string());
    }

    /// What one signed in with is at its end, and cannot be renewed: the next time all of it is asked for.
    pub(super) fn ask_anew(&mut self) {
        if let Some(live) = &mut self.model.live {
            live.asks = SignInPrompt::Anything;
        }
    }

    /// Something arrived: the first tree says where one works, and then `--open` can go on.
    pub(super) fn arrived(&mut self) {
        if let Some(asked) = self.asked_organization() {
            self.model.organization = Some(asked);
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
            self.model.organization = last.or_else(|| tree.root().map(|o| o.id));
            self.mark_dirty();
        }
        if self.model.organization.is_none() {
            return;
        }
        let Some(destination) = self.session.open.take() else {
            return;
        };
        match destination.place {
            Place::BusinessGroups => self.go_to(Location::BusinessGroups),
            Place::Environments => self.go_to(Location::Environments),
            Place::ClientProviders => self.go_to(Location::ClientProviders),
            Place::ApiManager => self.go_to(Location::ApiManager),
            Place::Provider(wanted) => self.open_provider(wanted, destination.delete),
        }
    }

    fn open_provider(&mut self, wanted: String, delete: Option<Untrusted>) {
        self.go_to(Location::ClientProviders);
        let Some(here) = self.model.organization else {
            return;
        };
        let Some(rows) = self.model.data.providers.get(&here).and_then(|r| r.get()) else {
            // It waits for the list; where that cannot be read, the page says why.
            let place = Place::Provider(wanted);
            let failed = self.model.data.error(Resource::Providers(here)).is_some();
            self.session.open = Some(StartAt { place, delete }).filter(|_| !failed);
            return;
        };
        let named = rows
            .iter()
            .filter(|row| identifies(&wanted, &row.id.id_text(), &row.name));
        let found: Vec<_> = named.map(|row| row.id).collect();
        match found.as_slice() {
            [one] => {
                let id = *one;
                self.select(RowId::Provider(id));
                // The list knows the place of its row before it is left: after a delete the next one is selected.
                self.mark_dirty();
                self.settle();
                self.push(Location::ClientProvider(id));
                if delete.is_some() {
                    self.act(Action::Delete, None);
                }
            }
            [] => self.model.say(
                Tone::Warning,
                format!("There is no client provider '{}' here.", escape(&wanted)),
            ),
            _ => {
                let text = format!(
                    "{} client providers are named '{}'. Use the id.",
                    found.len(),
                    escape(&wanted)
                );
                self.model.say(Tone::Warning, text);
            }
        }
    }

    /// A page about something that is not there any more, as after undoing that it was added, is left.
    pub(super) fn leave_dead_page(&mut self) {
        let data = &self.model.data;
        let here = self.model.organization;
        let gone = match self.page().map(|p| p.at) {
            Some(Location::ClientProvider(id @ ProviderRef::External(_))) => {
                let rows = here.and_then(|here| data.providers.get(&here));
                matches!(rows, Some(Remote::Ready(rows)) if rows.is_complete() && !rows.iter().any(|row| row.id == id))
            }
            Some(Location::Environment(id)) => {
                matches!(&data.environments, Remote::Ready(all) if all.is_complete()) && data.environment(id).is_none()
            }
            Some(Location::BusinessGroup(id)) => matches!(&data.tree, Remote::Ready(tree) if tree.get(id).is_none()),
            _ => false,
        };
        if gone && self.router.overlays.is_empty() {
            self.pop();
        }
    }

    /// What may be seen is known, or known anew: a page of a client provider that was opened before has other panes now.
    pub(super) fn remake_pages(&mut self) {
        if self.model.view().is_none() {
            return;
        }
        for page in &mut self.router.pages {
            let made = Page::new(page.at, &self.model);
            if made.panes.len() != page.panes.len() {
                *page = made;
                self.derived.settled = None;
            }
        }
    }

    fn select(&mut self, row: RowId) {
        if let Some(pane) = self.pane_mut() {
            pane.list.choose(row);
        }
    }

    /// Works in another organization from here on.
    pub(super) fn work_in(&mut self, organization: OrgId) {
        self.wait_for_nothing();
        self.router.overlays.clear();
        if self.model.organization != Some(organization) {
            self.model.organization = Some(organization);
            self.remember(organization);
        }
        // Details of one organization's things make no sense in another: back to the list they came from.
        let list = self
            .page()
            .and_then(|p| p.at.entry())
            .and_then(|n| ENTRIES.iter().find(|e| e.0 == n));
        let product = self.page().map(|p| p.at).filter(|at| *at == Location::ApiManager);
        let at = match list {
            None if product.is_some() => Location::ApiManager,
            Some((4, ..)) => Location::Environments,
            Some((7, ..)) => Location::ClientProviders,
            _ => Location::BusinessGroups,
        };
        self.router.pages.retain(|p| p.at == Location::Products);
        self.push(at);
        if let Some(here) = self.model.here() {
            let article = if here.is_root() { "the" } else { "a" };
            let text = format!("Working in {}, {article} {}.", here.name.shown(), here.kind());
            self.model.say(Tone::Plain, text);
        }
    }

    /// Where one works is kept for the next time, one request after the other: the last one counts.
    fn remember(&mut self, organization: OrgId) {
        for (_, awaited) in self.requests.awaiting.iter_mut() {
            if let Awaited::WorkIn(next) = awaited {
                *next = Some(organization);
                return;
            }
        }
        self.send_awaited(Request::WorkIn(organization), Awaited::WorkIn(None));
    }

    pub(super) fn remembered(&mut self, result: Result<Reply, Error>, next: Option<OrgId>) {
        if let Err(error) = result {
            let text = format!("Where you work is not kept for the next time. {error}");
            self.model.say(Tone::Warning, text);
        }
        if let Some(organization) = next {
            self.remember(organization);
        }
    }

    /// Opens the menu with the organization one works in selected.
    pub(super) fn open_menu(&mut self) {
        if self.model.account.is_none() {
            return;
        }
        let menu = Menu::new(self.model.organization);
        self.overlay(Overlay::Menu(menu));
    }
}
