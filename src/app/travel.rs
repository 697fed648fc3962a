//! Going from place to place: signing in and out, pages and popups, the organization one works in.

use super::data::Slot;
use super::list::RowId;
use super::msg::{Reply, Request};
use super::nav::{At, ENTRIES, Place};
use super::notice::Tone;
use super::overlay::Overlay;
use super::overlay::delete::{Delete, NOTHING, Step};
use super::page::Page;
use super::pane::{Pane, PaneKind};
use super::{App, SWALLOW};
use crate::domain::impact::Aftermath;
use crate::domain::text::{escape, normal};
use crate::domain::{Error, Foreign, OrgId, ProviderRef};

impl App {
    pub(super) fn push(&mut self, at: At) {
        let page = Page::new(at, &self.world);
        self.pages.push(page);
        self.stale();
    }

    /// Goes back one page; says whether there was one.
    pub(super) fn pop(&mut self) -> bool {
        let leaves = self.pages.len() > 1;
        if leaves {
            self.pages.pop();
            self.stale();
        }
        leaves
    }

    /// Goes to a page of the nav, from wherever one is.
    pub(super) fn go_to(&mut self, at: At) {
        self.nav = None;
        if self.page().is_some_and(|p| p.at == at) {
            return;
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
        self.stale();
    }

    /// A click on the breadcrumb: 0 is the main page, 1 the page of the nav, 2 the page itself.
    pub(super) fn crumb(&mut self, depth: usize) {
        if self.overlays.is_empty() {
            let first = self.pages.iter().position(|p| p.at == At::Products).unwrap_or(0);
            let keep = (first + depth + 1).min(self.pages.len()).max(1);
            self.pages.truncate(keep);
            self.stale();
        }
    }

    pub(super) fn sign_in(&mut self, username: Foreign) {
        if self.signing_in.is_none() {
            self.signing_in = Some(self.send(Request::SignIn(username)));
        }
    }

    pub(super) fn signed_in(&mut self, result: Result<Reply, Error>) {
        match result {
            Ok(Reply::SignedIn(account)) => {
                self.world.data.forget_but(&[]);
                self.world.data.aftermath.clear();
                self.world.organization = None;
                self.world.account = Some(account);
                self.pages.clear();
                self.push(At::Products);
                self.ask(Slot::Tree);
            }
            Ok(_) => self.world.say(Tone::Bad, "The answer to signing in made no sense."),
            Err(error) => self.world.say(Tone::Bad, error.to_string()),
        }
    }

    pub(super) fn sign_out(&mut self) {
        self.world.account = None;
        self.world.organization = None;
        self.world.data.forget_but(&[]);
        self.overlays.clear();
        self.pages.clear();
        self.push(At::SignIn);
    }

    pub(super) fn signed_out(&mut self) {
        self.sign_out();
        self.world.say(Tone::Bad, Error::SignedOut.to_string());
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
        match self.open.take() {
            Some(Place::BusinessGroups) => self.go_to(At::BusinessGroups),
            Some(Place::Environments) => self.go_to(At::Environments),
            Some(Place::ClientProviders) => self.go_to(At::ClientProviders),
            Some(Place::Provider(wanted)) => self.open_provider(wanted),
            None => {}
        }
    }

    fn open_provider(&mut self, wanted: String) {
        self.go_to(At::ClientProviders);
        let rows = self
            .world
            .organization
            .and_then(|here| self.world.data.providers.get(&here)?.get());
        let Some(rows) = rows else {
            self.open = Some(Place::Provider(wanted));
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
                self.push(At::ClientProvider(id));
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
            pane.list.selected = Some(row);
        }
    }

    /// Works in another organization from here on.
    pub(super) fn work_in(&mut self, organization: OrgId) {
        self.overlays.clear();
        if self.world.organization != Some(organization) {
            self.world.organization = Some(organization);
            self.send(Request::WorkIn(organization));
        }
        // Details of one organization's things make no sense in another: back to the list they came from.
        let list = self
            .page()
            .and_then(|p| p.at.entry())
            .and_then(|n| ENTRIES.iter().find(|e| e.0 == n));
        let at = match list {
            Some((4, ..)) => At::Environments,
            Some((7, ..)) => At::ClientProviders,
            _ => At::BusinessGroups,
        };
        self.pages.retain(|p| p.at == At::Products);
        self.push(at);
        if let Some(here) = self.world.here() {
            let text = format!("Working in {}, a {}.", here.name.shown(), here.kind());
            self.world.say(Tone::Plain, text);
        }
    }

    /// Opens the menu with the organization one works in selected.
    pub(super) fn open_menu(&mut self) {
        if self.world.account.is_none() {
            return;
        }
        let mut menu = Pane::new(PaneKind::Groups);
        menu.list.selected = self.world.organization.map(RowId::Org);
        self.overlays.push(Overlay::Menu(menu));
        self.stale();
    }

    /// Does what the delete dialog wants.
    pub(super) fn step(&mut self, step: Step) {
        match step {
            Step::Stay => {}
            Step::Send(request) => {
                let deletes = matches!(request, Request::DeleteProvider { .. });
                let ticket = self.send(request);
                let now = self.world.now;
                let impact = self.dialog().map(|d| ProviderRef::External(d.doomed.provider));
                let impact = impact.and_then(|id| self.world.data.impact(id));
                if let Some(dialog) = self.dialog_mut() {
                    dialog.went(ticket, now);
                    if let (true, Some(impact)) = (deletes, impact) {
                        dialog.loses = impact.environments;
                    }
                }
            }
            Step::Close(tone, text) => {
                self.close_overlay();
                self.world.say(tone, text);
                if tone != Tone::Plain {
                    self.reread();
                }
            }
            Step::Deleted => self.deleted(),
            Step::SignedOut => {
                self.sign_out();
                let text = format!("{NOTHING} You are signed out. Sign in and open the dialog again.");
                self.world.say(Tone::Bad, text);
            }
        }
    }

    fn deleted(&mut self) {
        let Some(Overlay::Delete(dialog)) = self.overlays.pop() else {
            return;
        };
        self.swallow_until = Some(self.world.now.mono + SWALLOW);
        self.world
            .data
            .aftermath
            .push(dialog.loses.iter().map(|l| (l.environment, Aftermath::of(l))).collect());
        let gone = At::ClientProvider(ProviderRef::External(dialog.doomed.provider));
        self.pages.retain(|p| p.at != gone);
        self.stale();
        self.reread();
        self.world.say(
            Tone::Good,
            format!("Deleted client provider '{}'.", dialog.doomed.name.shown()),
        );
    }

    pub(super) fn dialog(&self) -> Option<&Delete> {
        match self.overlays.last() {
            Some(Overlay::Delete(dialog)) => Some(dialog),
            _ => None,
        }
    }

    pub(super) fn dialog_mut(&mut self) -> Option<&mut Delete> {
        match self.overlays.last_mut() {
            Some(Overlay::Delete(dialog)) => Some(dialog),
            _ => None,
        }
    }
}
