//! Pages and popups that are opened and left, and the organization one works in.

use super::App;
use super::line::Tone;
use super::list::RowId;
use super::location::Location;
use super::overlay::Overlay;
use super::overlay::menu::Menu;
use super::page::Page;
use super::pane::Pane;
use super::remote::Remote;
use crate::domain::{OrgId, ProviderRef};

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
        self.router.pane_mut()
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
                self.derived.mark_dirty();
            }
        }
    }

    pub(super) fn select(&mut self, row: RowId) {
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
        let list = match self.page().map(|page| page.at) {
            Some(Location::ApiManager) => Some(Location::ApiManager),
            at => at.and_then(Location::entry).map(|entry| entry.at),
        };
        let at = list.unwrap_or(Location::BusinessGroups);
        self.router.pages.retain(|p| p.at == Location::Products);
        self.push(at);
        if let Some(here) = self.model.current_organization() {
            let article = if here.is_root() { "the" } else { "a" };
            let text = format!("Working in {}, {article} {}.", here.name.shown(), here.kind());
            self.model.notify(Tone::Plain, text);
        }
    }

    /// Opens the menu with the organization one works in selected.
    pub(super) fn open_menu(&mut self) {
        if self.model.account.is_some() {
            let menu = Menu::new(self.model.organization);
            self.overlay(Overlay::Menu(menu));
        }
    }
}
