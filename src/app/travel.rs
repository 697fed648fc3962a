//! Going from place to place: signing in and out, pages and popups, the organization one works in.

use std::collections::BTreeSet;

use super::action::Action;
use super::list::RowId;
use super::msg::{Reply, Request};
use super::nav::{At, ENTRIES, Place};
use super::notice::Tone;
use super::overlay::Overlay;
use super::overlay::delete::{Delete, Doomed, NOTHING, Step, Thing};
use super::page::Page;
use super::pane::{Pane, PaneKind};
use super::slot::Slot;
use super::{App, SWALLOW};
use crate::domain::impact::Trace;
use crate::domain::text::{escape, normal};
use crate::domain::{Error, Foreign, OrgId, ProviderRef};

/// Where to go as soon as that can be found.
#[derive(Debug)]
pub(super) struct Destination {
    place: Place,
    /// Whether to open the delete dialog there: only where it was open when one was signed out.
    delete: bool,
}

impl From<Place> for Destination {
    fn from(place: Place) -> Self {
        Self { place, delete: false }
    }
}

impl App {
    pub(super) fn push(&mut self, at: At) {
        self.nav = None;
        let page = Page::new(at, &self.world);
        self.pages.push(page);
        self.stale();
    }

    /// Goes back one page; says whether there was one.
    pub(super) fn pop(&mut self) -> bool {
        let leaves = self.pages.len() > 1;
        if leaves {
            self.nav = None;
            self.pages.pop();
            self.stale();
        }
        leaves
    }

    /// Goes to a page of the nav, from wherever one is; back to it where one came from there.
    pub(super) fn go_to(&mut self, at: At) {
        self.nav = None;
        if let Some(was) = self.pages.iter().position(|p| p.at == at) {
            self.pages.truncate(was + 1);
            return self.stale();
        }
        let leads = |p: &Page| matches!(p.at, At::Products);
        let keep = self.pages.iter().position(leads).map_or(0, |i| i + 1);
        self.pages.truncate(keep);
        self.push(at);
    }

    /// The pane that has the keys: of the topmost popup, else of the page.
    pub(super) fn pane_mut(&mut self) -> Option<&mut Pane> {
        match self.overlays.last_mut() {
            Some(overlay) => overlay.pane_mut(),
            None => self.pages.last_mut().and_then(Page::pane_mut),
        }
    }

    pub(super) fn focus(&mut self, pane: usize) {
        self.nav = None;
        if let Some(page) = self.pages.last_mut().filter(|p| pane < p.panes.len()) {
            page.focus = pane;
        }
    }

    pub(super) fn close_overlay(&mut self) {
        self.overlays.pop();
        self.seen.fits = false;
        self.stale();
    }

    /// Closes the delete dialog and whatever stands over it.
    fn close_dialog(&mut self) -> Option<Box<Delete>> {
        let at = self.overlays.iter().position(|o| matches!(o, Overlay::Delete(_)))?;
        let closed = self.overlays.drain(at..).next();
        self.seen.fits = false;
        self.stale();
        match closed {
            Some(Overlay::Delete(dialog)) => Some(dialog),
            _ => None,
        }
    }

    /// A click on a part of the breadcrumb.
    pub(super) fn crumb(&mut self, at: At) {
        if self.overlays.is_empty() {
            self.go_to(at);
        }
    }

    pub(super) fn sign_in(&mut self, username: Foreign) {
        if self.signing_in.is_none() {
            let ticket = self.send(Request::SignIn(username));
            self.signing_in = Some((ticket, self.world.now.mono));
        }
    }

    pub(super) fn signed_in(&mut self, result: Result<Reply, Error>) {
        match result {
            Ok(Reply::SignedIn(account)) => {
                self.world.data.forget_but(&BTreeSet::new());
                self.world.data.traces.clear();
                self.world.notices.hide();
                self.world.organization = None;
                self.world.account = Some(account);
                self.pages.clear();
                self.push(At::Products);
            }
            Ok(_) => self.world.say(Tone::Bad, "The answer to signing in made no sense."),
            Err(error) => self.world.say(Tone::Bad, error.to_string()),
        }
    }

    pub(super) fn sign_out(&mut self) {
        self.world.account = None;
        self.world.organization = None;
        self.world.data.forget_but(&BTreeSet::new());
        self.after = None;
        self.remembering = None;
        self.world.notices.hide();
        self.overlays.clear();
        self.pages.clear();
        self.push(At::SignIn);
    }

    pub(super) fn signed_out(&mut self) {
        // What became of the last change must not be lost over it.
        let last = self.world.notices.current().map(|n| n.text.clone() + " ");
        self.sign_out();
        let text = format!("{}{}", last.unwrap_or_default(), Error::SignedOut);
        self.world.say(Tone::Bad, text);
    }

    /// Something arrived: the first tree says where one works, and then `--open` can go on.
    pub(super) fn arrived(&mut self) {
        let Some(tree) = self.world.data.tree.get() else {
            return;
        };
        if self.world.organization.is_none_or(|here| tree.get(here).is_none()) {
            let last = self
                .world
                .account
                .as_ref()
                .and_then(|a| a.active)
                .filter(|id| tree.get(*id).is_some());
            self.world.organization = last.or_else(|| tree.root().map(|o| o.id));
            self.stale();
        }
        let Some(destination) = self.open.take() else {
            return;
        };
        match destination.place {
            Place::BusinessGroups => self.go_to(At::BusinessGroups),
            Place::Environments => self.go_to(At::Environments),
            Place::ClientProviders => self.go_to(At::ClientProviders),
            Place::ApiManager => self.go_to(At::ApiManager),
            Place::Provider(wanted) => self.open_provider(wanted, destination.delete),
        }
    }

    fn open_provider(&mut self, wanted: String, delete: bool) {
        self.go_to(At::ClientProviders);
        let Some(here) = self.world.organization else {
            return;
        };
        let Some(rows) = self.world.data.providers.get(&here).and_then(|r| r.get()) else {
            // It waits for the list; where that cannot be read, the page says why.
            let place = Place::Provider(wanted);
            let failed = self.world.data.error(Slot::Providers(here)).is_some();
            self.open = Some(Destination { place, delete }).filter(|_| !failed);
            return;
        };
        let is = |row: &&crate::domain::ProviderRow| {
            super::words::provider_id(row.id) == wanted || normal(row.name.raw()) == normal(&wanted)
        };
        let found: Vec<_> = rows.iter().filter(is).map(|row| row.id).collect();
        match found.as_slice() {
            [one] => {
                let id = *one;
                self.select(RowId::Provider(id));
                // The list knows the place of its row before it is left: after a delete the next one is selected.
                self.stale();
                self.settle();
                self.push(At::ClientProvider(id));
                if delete {
                    self.act(Action::Delete, None);
                }
            }
            [] => self.world.say(
                Tone::Warning,
                format!("There is no client provider '{}' here.", escape(&wanted)),
            ),
            _ => {
                let text = format!(
                    "{} client providers are named '{}'. Use the id.",
                    found.len(),
                    escape(&wanted)
                );
                self.world.say(Tone::Warning, text);
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
        self.overlays.clear();
        if self.world.organization != Some(organization) {
            self.world.organization = Some(organization);
            self.remember(organization);
        }
        // Details of one organization's things make no sense in another: back to the list they came from.
        let list = self
            .page()
            .and_then(|p| p.at.entry())
            .and_then(|n| ENTRIES.iter().find(|e| e.0 == n));
        let product = self.page().map(|p| p.at).filter(|at| *at == At::ApiManager);
        let at = match list {
            None if product.is_some() => At::ApiManager,
            Some((4, ..)) => At::Environments,
            Some((7, ..)) => At::ClientProviders,
            _ => At::BusinessGroups,
        };
        self.pages.retain(|p| p.at == At::Products);
        self.push(at);
        if let Some(here) = self.world.here() {
            let article = if here.is_root() { "the" } else { "a" };
            let text = format!("Working in {}, {article} {}.", here.name.shown(), here.kind());
            self.world.say(Tone::Plain, text);
        }
    }

    /// Where one works is kept for the next time, one request after the other: the last one counts.
    fn remember(&mut self, organization: OrgId) {
        if let Some((_, next)) = &mut self.remembering {
            *next = Some(organization);
        } else {
            let ticket = self.send(Request::WorkIn(organization));
            self.remembering = Some((ticket, None));
        }
    }

    pub(super) fn remembered(&mut self, result: Result<Reply, Error>, next: Option<OrgId>) {
        if let Err(error) = result {
            let text = format!("Where you work is not kept for the next time. {error}");
            self.world.say(Tone::Warning, text);
        }
        if let Some(organization) = next {
            self.remember(organization);
        }
    }

    /// Opens the menu with the organization one works in selected.
    pub(super) fn open_menu(&mut self) {
        if self.world.account.is_none() {
            return;
        }
        let mut menu = Pane::new(PaneKind::Groups);
        if let Some(here) = self.world.organization {
            menu.list.choose(RowId::Org(here));
        }
        self.overlays.push(Overlay::Menu(menu));
        self.stale();
    }

    /// Does what the delete dialog wants.
    pub(super) fn step(&mut self, step: Step) {
        match step {
            Step::Stay => {}
            Step::Send(request) => {
                let deletes = Doomed::deletes(&request);
                let ticket = self.send(request);
                let now = self.world.now;
                self.settle();
                let impact = self.dialog().and_then(|d| d.doomed.provider());
                let impact = impact.and_then(|id| self.world.data.impact(id));
                let trace = impact.filter(|_| deletes).map(Trace::from);
                if let Some(dialog) = self.dialog_mut() {
                    dialog.went(ticket, now);
                    dialog.trace = trace.unwrap_or_default();
                }
            }
            Step::Close(tone, text) => {
                self.close_dialog();
                self.world.say(tone, text);
                if tone != Tone::Plain {
                    self.reread();
                }
            }
            Step::Deleted => self.deleted(),
            Step::SignedOut => {
                // Signed in again, one is asked anew: with the same provider, and an empty field.
                let provider = self.dialog().filter(|d| d.doomed.provider().is_some());
                let provider = provider.map(|d| d.doomed.id());
                self.sign_out();
                self.open = provider.map(|id| Destination {
                    place: Place::Provider(id),
                    delete: true,
                });
                let text = format!("{NOTHING} You are signed out. Sign in to be asked again.");
                self.world.say(Tone::Bad, text);
            }
        }
    }

    fn deleted(&mut self) {
        let Some(dialog) = self.close_dialog() else {
            return;
        };
        self.swallow_until = Some(self.world.now.mono + SWALLOW);
        let gone = dialog.doomed.page();
        self.pages.retain(|p| {
            p.at != gone
                && !matches!(p.at, At::Retirement(id) if dialog.doomed.provider() == Some(ProviderRef::External(id)))
        });
        self.world.data.traces.push(dialog.trace.clone());
        if matches!(dialog.doomed.thing, Thing::Group(id) if self.world.organization == Some(id)) {
            self.world.organization = Some(dialog.doomed.organization);
        }
        self.stale();
        self.reread();
        let undo = self
            .world
            .keymap
            .key_of(Action::Undo)
            .map(|key| format!(" {key} undoes it."));
        let name = dialog.doomed.name.shown();
        let noun = dialog.doomed.noun();
        let text = format!("Deleted {noun} '{name}'.{}", undo.unwrap_or_default());
        self.world.say(Tone::Good, text);
    }

    /// The delete dialog, also where help stands over it.
    #[must_use]
    pub fn dialog(&self) -> Option<&Delete> {
        self.overlays.iter().find_map(Overlay::dialog)
    }

    pub(super) fn dialog_mut(&mut self) -> Option<&mut Delete> {
        self.overlays.iter_mut().find_map(Overlay::dialog_mut)
    }
}
