//! The pages on the way here, and the popups over the last of them.

use super::access_read::AccessRead;
use super::component::{Component, Leave};
use super::doubts::Sent;
use super::keymap::Context;
use super::list::RowId;
use super::list::marks::Marking;
use super::location::Location;
use super::model::Model;
use super::model::audit_watch::AuditChange;
use super::model::notices::Notices;
use super::model::remote::Remote;
use super::model::resource::Resource;
use super::overlay::form::Form;
use super::overlay::{Overlay, Overlays};
use super::page::Page;
use super::pane::Pane;
use super::show::Open;
use super::time::Now;
use crate::domain::change::Object;
use crate::domain::{OrgId, ProviderRef};

/// Where a person is.
#[derive(Debug, Default)]
pub(super) struct Router {
    /// The way here: the last page is shown.
    pub(super) pages: Vec<Page>,
    /// Popups: the last one is on top and has the keys.
    pub(super) overlays: Overlays,
    /// The nav entry that has the keys, while the nav has them.
    pub(super) nav: Option<usize>,
    /// Lists that were left: order, filter and selection hold while the program runs.
    pub(super) left: Vec<Page>,
    /// Whether other pages are open than those whose rows are derived.
    pub(super) changed: bool,
    /// Whether another page is open than before.
    pub(super) turned: bool,
}

impl Router {
    pub(super) fn page(&self) -> Option<&Page> {
        self.pages.last()
    }

    /// The selected row, and its page.
    pub(super) fn selected(&self) -> Option<(Location, RowId)> {
        let page = self.page()?;
        page.pane()?.list.current().map(|row| (page.at, row))
    }

    /// The components of the popups, from the bottom up.
    pub(super) fn popups(&self) -> impl DoubleEndedIterator<Item = &dyn Component> {
        self.overlays.iter().map(Overlay::component)
    }

    pub(super) fn popups_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut dyn Component> {
        self.overlays.iter_mut().map(Overlay::component_mut)
    }

    /// Whether a filter that is being typed doesn't search every row yet.
    pub(super) fn is_preparing(&self) -> bool {
        let pane = self.overlays.last().map_or_else(|| self.page()?.pane(), Overlay::pane);
        pane.is_some_and(Pane::is_preparing)
    }

    /// What is open over the page, as far as that decides what may be shown or kept.
    pub(super) fn shown_over(&self) -> Open {
        let is_secret = |overlay: &Overlay| matches!(overlay, Overlay::Secret(_));
        match () {
            () if self.overlays.iter().any(is_secret) => Open::Secret,
            () if self.overlays.iter().any(|overlay| overlay.dialog().is_some()) => Open::DeleteDialog,
            () if self.overlays.is_empty() => Open::Nothing,
            () => Open::Other,
        }
    }

    /// The form of a change whose outcome is unknown, where it is open.
    pub(super) fn form_in_doubt(&mut self, sent: &Sent) -> Option<&mut Form> {
        let form = self.overlays.iter_mut().find_map(Overlay::form_mut);
        form.filter(|form| form.doubt && sent.is_in(form))
    }

    /// Whether a click beside the popups closes the one on top.
    pub(super) fn closes_lightly(&self) -> bool {
        !self.overlays.is_empty() && self.popups().all(|popup| popup.leave() == Leave::Free)
    }

    pub(super) fn contexts(&self) -> &'static [Context] {
        match (self.overlays.last(), self.page()) {
            (Some(overlay), _) => overlay.contexts(),
            (None, Some(page)) if page.pane().is_some_and(|pane| pane.list.filtering) => {
                &[Context::Field, Context::Always]
            }
            (None, Some(page)) => page.contexts(),
            (None, None) => &[Context::Any, Context::Always],
        }
    }

    /// Whether anything that was typed or ticked, or is being done, would be lost with the popups.
    pub(super) fn holds_work(&self) -> bool {
        let works = |leave| matches!(leave, Leave::Unsaved | Leave::InFlight);
        self.popups().any(|popup| works(popup.leave()))
    }

    /// Takes the filter away, else the marks of a page; says whether there were any.
    pub(super) fn clear_list(&mut self) -> bool {
        let page = self.overlays.is_empty();
        let list = self.pane_mut().map(|pane| &mut pane.list);
        list.is_some_and(|list| list.clear_filter() || (page && list.clear_marks()))
    }

    /// Opens a page on top of the way here.
    pub(super) fn open(&mut self, at: Location, model: &Model) {
        // Who opens a row comes back to it, also once the filter is gone that found it.
        if let Some(list) = self.pane_mut().map(|pane| &mut pane.list)
            && let Some(row) = list.current().filter(|row| Location::of(*row) == Some(at))
        {
            list.choose(row);
        }
        self.nav = None;
        self.pages.push(Page::new(at, model));
        (self.changed, self.turned) = (true, true);
    }

    /// What was said on a page that was left goes, where it passes.
    pub(super) fn take_down(&mut self, notices: &mut Notices, now: Now) {
        if std::mem::take(&mut self.turned) {
            notices.leave_page(now);
        }
    }

    /// Begins at a page, as if nothing had been open before.
    pub(super) fn begin(&mut self, at: Location, model: &Model) {
        self.pages.clear();
        self.left.clear();
        self.open(at, model);
    }

    /// Works in another organization. Its lists begin without the filters of the one before.
    pub(super) fn change_organization(&mut self, model: &mut Model, organization: Option<OrgId>) {
        if model.organization != organization {
            self.left.clear();
            model.change_organization(organization);
        }
    }

    /// Forgets the lists that were left, with their filters.
    pub(super) fn forget_left(&mut self) {
        self.left.clear();
    }

    /// Goes back one page; says whether there was one.
    pub(super) fn pop(&mut self) -> bool {
        let leaves = self.pages.len() > 1;
        if leaves {
            self.nav = None;
            self.leave_from(self.pages.len() - 1);
        }
        leaves
    }

    /// Goes to a page of the nav, from wherever one is; back to it where one came from there.
    pub(super) fn go_to(&mut self, at: Location, model: &Model) {
        let open = self.pages.iter().position(|page| page.at == at);
        let products = || self.pages.iter().position(|page| page.at == Location::Products);
        let keep = open.or_else(products).map_or(0, |last| last + 1);
        self.leave_from(keep);
        self.nav = None;
        match self.left.iter().position(|page| page.at == at) {
            _ if open.is_some() => {}
            Some(left) => self.pages.push(self.left.swap_remove(left)),
            None => self.open(at, model),
        }
    }

    /// Leaves the pages from this one on. Marks end: nobody sees them any more.
    fn leave_from(&mut self, first: usize) {
        (self.changed, self.turned) = (true, true);
        for mut page in self.pages.split_off(first.min(self.pages.len())) {
            if page.at.list() != Some(page.at) {
                continue;
            }
            for pane in &mut page.panes {
                pane.list.clear_marks();
                if pane.list.filtering {
                    pane.list.clear_filter();
                }
            }
            self.left.retain(|left| left.at != page.at);
            self.left.push(page);
        }
    }

    /// The same, with the filter that its list had.
    pub(super) fn go_to_filtered(&mut self, at: Location, filter: String, model: &Model) {
        self.go_to(at, model);
        self.go_back_to("", filter);
    }

    /// Opens a tab of the page, where it has one of this name, and filters its list.
    pub(super) fn go_back_to(&mut self, tab: &str, filter: String) {
        let at = self.page().and_then(|page| page.tab(tab)).filter(|_| !tab.is_empty());
        if let Some(at) = at {
            self.focus(at);
        }
        if !filter.is_empty() {
            self.filter(filter);
        }
    }

    /// Another organization has other things: from the page of one it goes back to the list. The home page stays.
    pub(super) fn leave_details(&mut self, model: &Model) {
        let at = self.page().map(|page| page.at);
        let list = at.and_then(Location::list);
        self.pages.retain(|page| page.at == Location::Products);
        self.left.clear();
        self.changed = true;
        if at != Some(Location::Products) {
            self.open(list.unwrap_or(Location::BusinessGroups), model);
        }
    }

    pub(super) fn focus(&mut self, pane: usize) {
        self.nav = None;
        if let Some(page) = self.pages.last_mut().filter(|page| pane < page.panes.len()) {
            page.focus = pane;
        }
    }

    pub(super) fn choose(&mut self, row: RowId) {
        if let Some(pane) = self.pane_mut() {
            pane.list.choose(row);
        }
    }

    /// Filters the list that has the keys.
    pub(super) fn filter(&mut self, text: String) {
        if let Some(pane) = self.pane_mut() {
            pane.list.clear_filter();
            pane.list.filter = text.into();
            self.changed = true;
        }
    }

    /// Changes what is read of the audit, and filters its list by what the reading can't say.
    pub(super) fn change_audit(&mut self, model: &mut Model, change: AuditChange) {
        if let Some(filter) = model.change_audit(change) {
            self.filter(filter.into());
        }
    }

    /// Changes marks from the selected row on.
    pub(super) fn mark(&mut self, marking: Marking) {
        if let Some(pane) = self.pane_mut() {
            pane.list.mark(marking);
        }
    }

    /// Selects what was made. A filter of the old rows must not hide it.
    pub(super) fn select(&mut self, row: RowId) {
        if let Some(pane) = self.pane_mut() {
            if !pane.list.rows.contains(&row) {
                pane.list.clear_filter();
            }
            pane.list.clear_marks();
            pane.list.choose(row);
        }
    }

    /// Selects what an undo or a redo was about, where its list is open.
    pub(super) fn came_back(&mut self, object: Option<Object>) {
        let row = object.map(RowId::from);
        let list = row.and_then(Location::of).and_then(Location::list);
        // What nobody sees now must not hide it later.
        self.left.retain(|left| Some(left.at) != list);
        let page = self.pages.last_mut().filter(|page| Some(page.at) == list);
        if let Some((row, pane)) = row.zip(page.and_then(Page::pane_mut)) {
            pane.list.choose(row);
        }
    }

    /// A page about something that is not there any more, as after undoing that it was added, is left.
    pub(super) fn leave_dead_page(&mut self, model: &Model) {
        let data = &model.data;
        let gone = match self.page().map(|page| page.at) {
            Some(Location::ClientProvider(id @ ProviderRef::External(_))) => {
                let rows = model.organization.and_then(|here| data.providers.get(&here));
                matches!(rows, Some(Remote::Ready(rows)) if rows.is_complete() && !rows.iter().any(|row| row.id == id))
            }
            Some(Location::Environment(id)) => {
                matches!(&data.environments, Remote::Ready(all) if all.is_complete()) && data.environment(id).is_none()
            }
            Some(Location::Team(id)) => {
                let teams = Resource::Access(AccessRead::Teams);
                data.is_ready(teams)
                    && data.access.coverage(AccessRead::Teams).is_complete()
                    && data.access.team(id).is_none()
            }
            Some(Location::BusinessGroup(id)) => matches!(&data.tree, Remote::Ready(tree) if tree.get(id).is_none()),
            _ => false,
        };
        if gone && self.overlays.is_empty() {
            self.pop();
        }
    }

    /// What may be seen is known, or known anew: a page of a client provider that was opened before has other panes now.
    pub(super) fn remake_pages(&mut self, model: &Model) {
        if model.view().is_none() {
            return;
        }
        for page in &mut self.pages {
            let made = Page::new(page.at, model);
            if made.panes.len() != page.panes.len() {
                *page = made;
                self.changed = true;
            }
        }
    }
}
