//! Moving about in what is open: lists, panes, the nav, folds and orders.

use super::App;
use super::action::Action;
use super::list::{Order, RowId};
use super::location::ENTRIES;
use super::pane::Pane;
use crate::domain::OrgId;

impl App {
    /// Moves in the list that has the keys; says whether `action` is a move.
    pub(super) fn go(&mut self, action: Action) -> bool {
        self.settle();
        let rows = self.viewport.rows;
        let moved = self.pane_mut().is_some_and(|pane| pane.list.go(action, rows));
        if moved && self.model.preview {
            self.mark_dirty();
        }
        // Other rows are in view.
        self.derived.wanting |= moved;
        moved
    }

    pub(super) fn in_nav(&mut self, action: Action) -> bool {
        let at = self.router.nav.unwrap_or_default();
        match action {
            Action::Down => self.router.nav = Some((at + 1).min(ENTRIES.len() - 1)),
            Action::Up => self.router.nav = Some(at.saturating_sub(1)),
            Action::First => self.router.nav = Some(0),
            Action::Last => self.router.nav = Some(ENTRIES.len() - 1),
            Action::Open => {
                if let Some((_, _, go)) = ENTRIES.get(at) {
                    self.router.nav = None;
                    self.act(*go, None);
                }
            }
            Action::Next | Action::Previous | Action::Close => self.router.nav = None,
            Action::Left => {}
            _ => {
                self.router.nav = None;
                return false;
            }
        }
        true
    }

    pub(super) fn left(&mut self) {
        let row = self.pane_mut().and_then(|p| p.list.current());
        let folded = matches!(row, Some(RowId::Org(id)) if self.fold(id));
        if folded || !self.router.overlays.is_empty() {
            return;
        }
        let entry = self.page().and_then(|p| p.at.entry());
        match self.router.pages.last_mut() {
            Some(page) if page.focus > 0 => page.focus -= 1,
            Some(_) if self.model.has_nav() => {
                self.router.nav = entry.and_then(|n| ENTRIES.iter().position(|e| e.0 == n));
            }
            Some(_) | None => {}
        }
    }

    /// Folds an organization, or goes to the one above; says whether it did either.
    pub(super) fn fold(&mut self, id: OrgId) -> bool {
        let tree = self.model.data.tree.get();
        let has = tree.is_some_and(|t| t.has_children(id));
        let parent = tree.and_then(|t| t.get(id)?.parents.last().copied());
        let Some(pane) = self.pane_mut() else {
            return false;
        };
        if has && pane.list.folded.insert(id) {
            self.mark_dirty();
            return true;
        }
        if let Some(parent) = parent {
            pane.list.choose(RowId::Org(parent));
            self.mark_dirty();
        }
        parent.is_some()
    }

    pub(super) fn turn(&mut self, forward: bool) {
        if !self.router.overlays.is_empty() {
            return;
        }
        if let Some(page) = self.router.pages.last_mut() {
            let n = page.panes.len().max(1);
            page.focus = if forward { page.focus + 1 } else { page.focus + n - 1 } % n;
        }
    }

    /// The list that has the keys, where it is a table with titles to sort by.
    pub(super) fn sortable(&mut self) -> Option<(&mut Pane, usize)> {
        let model = &self.model;
        let pane = match self.router.overlays.last_mut() {
            Some(overlay) => overlay.pane_mut(),
            None => self.router.pages.last_mut().and_then(|p| p.pane_mut()),
        }?;
        let columns = pane.columns(model);
        let titled = columns.iter().any(|c| !c.title.is_empty());
        titled.then_some((pane, columns.len()))
    }

    pub(super) fn sort(&mut self, reverse: bool) {
        let seen = self.viewport.columns;
        let Some((pane, columns)) = self.sortable() else {
            return;
        };
        let order = &mut pane.list.order;
        if reverse {
            order.reverse = !order.reverse;
        } else {
            // By the next column that is on screen; after the last one in the order that the rows came in.
            let next = order.column.map_or(0, |c| c + 1);
            order.column = (next..columns).find(|c| seen & (1 << c) != 0);
        }
        self.mark_dirty();
    }

    /// A click on a column's title: sorts by it, and the second time the other way round.
    pub(super) fn sort_by(&mut self, column: usize) {
        if let Some((pane, _)) = self.sortable() {
            let order = &mut pane.list.order;
            let again = order.column == Some(column);
            *order = Order {
                column: Some(column),
                reverse: again && !order.reverse,
            };
            self.mark_dirty();
        }
    }

    /// To the pane at the right, where there is one; the last is a button, and pressing on to the right is no press.
    pub(super) fn right(&mut self) {
        if let Some(page) = self.router.pages.last_mut().filter(|_| self.router.overlays.is_empty()) {
            page.focus = (page.focus + 1).min(page.panes.len().saturating_sub(1));
        }
    }
}
