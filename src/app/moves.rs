//! Moving about in what is open: lists, panes, the nav, folds and orders.

use super::action::Action;
use super::command_line::NO_COLUMNS;
use super::component::{Command, Outcome};
use super::line::Tone;
use super::list::{Order, RowId};
use super::location::{Location, NAV};
use super::model::Model;
use super::navigation::Router;
use super::page::Page;
use super::pane::Pane;
use super::view::ViewShape;
use super::viewport::Viewport;
use crate::domain::Team;

impl Router {
    /// The pane that has the keys: of the topmost popup, else of the page.
    pub(super) fn pane_mut(&mut self) -> Option<&mut Pane> {
        match self.overlays.last_mut() {
            Some(overlay) => overlay.pane_mut(),
            None => self.pages.last_mut().and_then(Page::pane_mut),
        }
    }

    /// The page, where no popup stands over it.
    fn free_page(&mut self) -> Option<&mut Page> {
        self.pages.last_mut().filter(|_| self.overlays.is_empty())
    }

    /// What moves about in what is open, opens what is selected, or changes how it is listed.
    pub(super) fn on(&mut self, action: Action, viewport: Viewport, model: &Model) -> Outcome {
        match action {
            Action::Open | Action::Run | Action::Press => return self.enter(model),
            Action::Unfold => return self.unfold(model),
            Action::Left => return self.left(model),
            Action::Next | Action::Previous => {
                return self.turn(action == Action::Next, model);
            }
            Action::Filter => {
                if let Some(pane) = self.pane_mut().filter(|pane| pane.view().shape() != ViewShape::Button) {
                    pane.list.begin_filter();
                }
            }
            Action::SortBy if self.sortable(model).is_none() => {
                return Command::Notify(Tone::Plain, NO_COLUMNS.into()).into();
            }
            Action::Sort | Action::Reverse => return self.sort(action == Action::Reverse, viewport.columns, model),
            _ => return self.go(action, viewport.rows, model),
        }
        Outcome::done()
    }

    /// Ends typing a filter, or opens what is selected on the page.
    fn enter(&mut self, model: &Model) -> Outcome {
        let popup = !self.overlays.is_empty();
        if let Some(pane) = self.pane_mut().filter(|pane| pane.list.filtering) {
            // Enter in a popup's field runs the selected row. Without a row, you can go on typing.
            if popup && pane.list.rows.is_empty() {
                return Outcome::done();
            }
            pane.list.accept_filter();
            if !popup {
                // Whole words may need more to be read.
                return Command::Refresh.into();
            }
        }
        let command = self.page().filter(|_| !popup).and_then(|page| page.open(model));
        Outcome::Handled(command.into_iter().collect())
    }

    fn unfold(&mut self, model: &Model) -> Outcome {
        let popup = !self.overlays.is_empty();
        let Some(list) = self.pane_mut().map(|pane| &mut pane.list) else {
            return Outcome::done();
        };
        match list.current() {
            Some(row) if list.folded.remove(&row) => return Command::Refresh.into(),
            Some(RowId::Org(_)) if popup => {}
            Some(RowId::Org(id)) => return Command::Open(Location::BusinessGroup(id)).into(),
            Some(RowId::Line(_)) | None => {
                self.right();
                return Command::LoadInView.into();
            }
            _ => return self.enter(model),
        }
        Outcome::done()
    }

    /// Moves in the list that has the keys, where `action` is a move.
    pub(super) fn go(&mut self, action: Action, rows: usize, model: &Model) -> Outcome {
        let top = self.pane_mut().map(|pane| pane.list.top);
        if !self.pane_mut().is_some_and(|pane| pane.list.go(action, rows)) {
            return match action {
                Action::NextMatch | Action::PreviousMatch => {
                    Command::Notify(Tone::Plain, "Nothing to go to: filter the list with / first.".into()).into()
                }
                _ => Outcome::Ignored,
            };
        }
        if self.free_page().is_some_and(|page| page.previewed(model).is_some()) {
            return Command::Refresh.into();
        }
        // Other rows are in view only where the list is scrolled.
        if self.pane_mut().map(|pane| pane.list.top) == top {
            return Outcome::done();
        }
        Command::LoadInView.into()
    }

    /// Whether an action only moves the selection in the table that has the keys. How much of a text is seen, and what a
    /// dialog says, changes with each move.
    pub(super) fn only_moves(&self, action: Action, model: &Model) -> bool {
        let in_dialog = self.overlays.dialog().is_some() || self.overlays.form().is_some();
        let pane = match self.overlays.last() {
            Some(popup) => popup.pane(),
            None => self.page().and_then(Page::pane),
        };
        let is_table = pane.is_some_and(|pane| !pane.is_text() && !pane.list.marks.in_range());
        let more = self.nav.is_some() || model.trail.is_some() || in_dialog;
        action.moves_in_list() && is_table && !more
    }

    pub(super) fn in_nav(&mut self, action: Action) -> Outcome {
        let Some(at) = self.nav.take() else {
            return Outcome::Ignored;
        };
        let last = NAV.len() - 1;
        self.nav = match action {
            Action::Down => Some((at + 1).min(last)),
            Action::Up => Some(at.saturating_sub(1)),
            Action::First => Some(0),
            Action::Last => Some(last),
            Action::Left => Some(at),
            Action::Next | Action::Previous | Action::Unfold | Action::Close => None,
            Action::Open => {
                return NAV
                    .get(at)
                    .map_or(Outcome::done(), |entry| Command::Act(entry.action).into());
            }
            _ => return Outcome::Ignored,
        };
        Outcome::done()
    }

    /// Folds, or goes one pane or into the nav to the left.
    fn left(&mut self, model: &Model) -> Outcome {
        let row = self.pane_mut().and_then(|pane| pane.list.current());
        if let Some(row @ (RowId::Org(_) | RowId::Team(_))) = row
            && self.fold(row, model)
        {
            return Command::Refresh.into();
        }
        if let Some(page) = self.free_page() {
            if page.focus > 0 {
                page.focus -= 1;
                return Command::LoadInView.into();
            }
            self.enter_nav(model);
        }
        Outcome::done()
    }

    /// Folds an organization or a team, or goes to the one above; says whether it did either.
    fn fold(&mut self, row: RowId, model: &Model) -> bool {
        let (tree, access) = (model.data.tree.get(), &model.data.access);
        let (has_children, parent) = match row {
            RowId::Org(id) => {
                let parent = tree.and_then(|tree| tree.get(id)?.parents.last().copied());
                (tree.is_some_and(|tree| tree.has_children(id)), parent.map(RowId::Org))
            }
            RowId::Team(id) => {
                let parent = access.team(id).and_then(Team::parent);
                (access.child_teams(id) > 0, parent.map(RowId::Team))
            }
            _ => return false,
        };
        // A list that isn't a tree has nothing to fold.
        let Some(pane) = self.pane_mut().filter(|pane| pane.view().shape() == ViewShape::Tree) else {
            return false;
        };
        if has_children && pane.list.folded.insert(row) {
            return true;
        }
        let parent = parent.filter(|parent| pane.list.rows.contains(parent));
        if let Some(parent) = parent {
            pane.list.choose(parent);
        }
        parent.is_some()
    }

    /// To the pane at the right, where there is one; the last is a button, and pressing on to the right is no press.
    fn right(&mut self) {
        if let Some(page) = self.free_page() {
            page.focus = (page.focus + 1).min(page.panes.len().saturating_sub(1));
        }
    }

    /// To the next pane or the one before, round and round; from the only one to the nav.
    fn turn(&mut self, forward: bool, model: &Model) -> Outcome {
        let Some(page) = self.free_page() else {
            return Outcome::done();
        };
        let n = page.panes.len().max(1);
        if n > 1 {
            page.focus = if forward { page.focus + 1 } else { page.focus + n - 1 } % n;
        } else if !self.enter_nav(model) {
            return Command::Notify(Tone::Plain, "There is nothing beside this list.".into()).into();
        }
        Command::LoadInView.into()
    }

    /// Gives the keys to the nav, where there is one and the page belongs to it.
    fn enter_nav(&mut self, model: &Model) -> bool {
        let entry = self.page().and_then(|page| page.at.entry());
        let at = NAV.iter().position(|e| entry.is_some_and(|entry| entry.at == e.at));
        self.nav = at.filter(|_| model.has_nav());
        self.nav.is_some()
    }

    /// Sorts by the next column that is on screen, after the last one in the natural order; or turns the order round.
    fn sort(&mut self, reverse: bool, on_screen: u32, model: &Model) -> Outcome {
        let Some((order, columns)) = self.sortable(model) else {
            return Outcome::done();
        };
        if reverse {
            order.reverse = !order.reverse;
        } else {
            let next = order.column.map_or(0, |c| c + 1);
            order.column = (next..columns).find(|c| on_screen & (1 << c) != 0);
        }
        Command::Refresh.into()
    }

    /// A click on a column's title: sorts by it, and the second time the other way round.
    pub(super) fn sort_by(&mut self, column: usize, model: &Model) {
        if let Some((order, _)) = self.sortable(model) {
            let again = order.column == Some(column);
            *order = Order {
                column: Some(column),
                reverse: again && !order.reverse,
            };
            self.changed = true;
        }
    }

    /// The order of the list that has the keys and how many columns it has, where those have titles to sort by.
    fn sortable(&mut self, model: &Model) -> Option<(&mut Order, usize)> {
        let pane = self.pane_mut()?;
        let columns = pane.columns(model);
        let titled = columns.iter().any(|c| !c.title.is_empty());
        titled.then_some((&mut pane.list.order, columns.len()))
    }
}
