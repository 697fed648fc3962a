//! What lists and texts show: one [`View`] a file. The text of a cell is what is drawn, searched, sorted and copied.

pub mod accounts;
pub mod api_configuration;
pub mod api_contracts;
pub mod api_policies;
pub mod apis;
pub mod app_authorizations;
pub mod app_scopes;
pub mod app_settings;
pub mod application_contracts;
pub mod application_settings;
pub mod applications;
mod association;
pub mod attention;
pub mod audit;
pub mod audit_entry;
pub mod audit_json;
pub mod audit_values;
pub mod backends;
mod cell;
pub mod client_applications;
pub mod commands;
pub mod configuration;
pub mod connected_apps;
pub mod contents;
pub mod delete_button;
pub mod environment_providers;
pub mod environments;
pub mod external_groups;
pub mod facts;
pub mod find;
pub mod grants;
pub mod groups;
pub mod help;
pub mod holders;
pub mod identity_configuration;
pub mod identity_keys;
pub mod identity_providers;
pub mod identity_teams;
pub mod identity_users;
pub mod impact;
pub mod lists;
pub mod move_dependents;
pub mod overview;
pub mod permissions;
pub mod preview;
pub mod products;
pub mod providers;
pub mod role_members;
pub mod role_settings;
pub mod roles;
pub mod scope;
pub mod screen_access;
pub mod settings;
mod sort;
pub mod team_members;
pub mod team_settings;
pub mod teams;
pub mod text;
pub mod user_access;
pub mod user_settings;
pub mod user_teams;
pub mod users;
mod who;

use std::borrow::Cow;
use std::fmt::Debug;

use super::access_read::AccessRead;
use super::action::Action;
use super::line::Line;
use super::list::column::{Col, Column};
use super::list::query::Fit;
use super::list::{List, RowId};
use super::model::Model;
use super::model::resource::Resource;
use super::operation::Operation;
use super::work::{self, WorkDone};
use crate::domain::Coverage;
pub use cell::{Cell, ShownCell};
use who::refusal;

/// How a view looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewShape {
    /// Rows with cells. Their number stands behind the title.
    Table,
    /// Rows that fold.
    Tree,
    /// Rows whose number says nothing.
    Uncounted,
    /// Rows that stand alone in the middle of the screen, as before anybody is signed in.
    Centered,
    /// Lines instead of rows.
    Text,
    /// Only a button for its action.
    Button,
}

impl ViewShape {
    pub fn is_counted(self) -> bool {
        matches!(self, Self::Table | Self::Tree)
    }

    /// Whether it has rows.
    pub fn is_list(self) -> bool {
        !matches!(self, Self::Text | Self::Button)
    }
}

/// The cell of a view, escaped and masked.
pub fn shown_cell<'a>(
    view: &(impl View + ?Sized),
    model: &'a Model,
    list: &List,
    row: RowId,
    col: Col,
) -> ShownCell<'a> {
    work::count(WorkDone {
        cells: 1,
        ..WorkDone::default()
    });
    let cell = view.cell(model, list, row, col);
    let cell = cell.unwrap_or_else(|| Cell::dim("-"));
    ShownCell {
        text: model.show(cell.text),
        tone: cell.tone,
    }
}

/// A table or a text. What is left out has the most common answer.
pub trait View: Debug {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        self.tab().into()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Table
    }

    /// What stands at the right of the title.
    fn subtitle(&self, _: &Model) -> Option<String> {
        None
    }

    /// Its name in the strip of panes, where the page has one.
    fn tab(&self) -> &'static str {
        ""
    }

    /// The action that it shows, or that it is the button of.
    fn action(&self) -> Option<Action> {
        None
    }

    /// The action that Enter stands for, where that isn't to open the selected row.
    fn enter(&self, _: &List) -> Option<Action> {
        None
    }

    /// What `action` means in this list, where that isn't what it does to the row anywhere else.
    ///
    /// An error says why it means nothing.
    fn operation(&self, _: Action, _: &List, _: &Model) -> Option<Result<Operation, String>> {
        None
    }

    /// The answer about access that its rows come from, where they come from one.
    fn read(&self, _: &Model) -> Option<AccessRead> {
        None
    }

    /// The resources that its rows are made of: the first is what it cannot do without.
    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        self.read(model).map(Resource::from).into_iter().collect()
    }

    /// Those of them that its rows come from. The others name what is in the rows.
    fn row_resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        let read = self.read(model).map(Resource::from);
        let first = read.or_else(|| self.resources(model, list).first().copied());
        first.into_iter().collect()
    }

    /// Whether it is read only once its tab is opened.
    fn waits_for_focus(&self, _: &Model) -> bool {
        false
    }

    /// Those of them that only the rows in view need. Each move asks: it takes as long as there are rows in view.
    fn in_view(&self, _: &Model, _: &List) -> Vec<Resource> {
        Vec::new()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        &[]
    }

    /// All rows in their natural order, whatever the filter is.
    fn rows(&self, _: &Model, _: &List) -> Vec<RowId> {
        Vec::new()
    }

    /// How many rows there are, of which `rows` are unfolded.
    fn total(&self, _: &Model, rows: usize) -> usize {
        rows
    }

    /// What is read aloud for a cell without a value; nothing where a row names only what it has.
    fn absent(&self) -> &'static str {
        "unknown"
    }

    /// What stands in a cell; `None` where there is nothing to say, as where that is not known.
    fn cell<'a>(&self, _: &'a Model, _: &List, _: RowId, _: Col) -> Option<Cell<'a>> {
        None
    }

    /// The id or the time that a cell shortens, for a file; `None` where the cell has all of it.
    fn whole(&self, _: &Model, _: RowId, _: Col) -> Option<String> {
        None
    }

    /// The objects that opening a row may lead to, the likeliest first; `None` where the row itself is the object.
    fn leads_to(&self, _: &Model, _: RowId) -> Option<Vec<RowId>> {
        None
    }

    /// What its counts count, where that isn't what its title names: one and several.
    fn counted(&self) -> Option<(&'static str, &'static str)> {
        None
    }

    /// Whether a row fits what a filter wants of one column; `None` where that is told by the words in it.
    fn matches(&self, _: &Model, _: RowId, _: Col, _: &str) -> Option<Fit> {
        None
    }

    /// The column whose whole text stands in the status row for the selected row.
    fn detail(&self) -> Option<Col> {
        None
    }

    /// What of the filter is searched for in the rows.
    fn searched<'a>(&self, _: &Model, filter: &'a str) -> &'a str {
        filter
    }

    /// Whether a few letters of the first cell, in their order, are enough for a filter.
    fn is_fuzzy(&self) -> bool {
        false
    }

    /// Whether the selected row is drawn as such: Enter is about it.
    fn highlights(&self, _: &Model, _: &List) -> bool {
        true
    }

    /// More text that a filter finds a row by, beside its cells.
    fn also_found_by(&self, _: &Model, _: RowId) -> String {
        String::new()
    }

    /// Sorts `rows`, which come in their natural order.
    fn sort(&self, model: &Model, list: &List, rows: &mut [RowId]) {
        sort::by_cells(self, model, list, rows);
    }

    /// Its lines; `None` where they never change.
    fn lines(&self, _: &Model) -> Option<Vec<Line>> {
        None
    }

    /// Which rows a filter leaves out because it can't tell of them. `fits` says whether a row fits what the filter seeks
    /// elsewhere than in this column.
    fn left_out(&self, _: &Model, _: &List, _: &dyn Fn(RowId, Col) -> bool) -> Option<Line> {
        None
    }

    /// What stands below the rows.
    fn notes(&self, _: &Model) -> Vec<Line> {
        Vec::new()
    }

    /// Whether more rows are on their way, where [`View::coverage`] doesn't say that.
    fn is_arriving(&self, _: &Model) -> bool {
        false
    }

    /// How many of the rows there are it has. A resource that could not be read may hold some as well.
    fn coverage(&self, model: &Model, list: &List) -> Coverage {
        if !self.shape().is_counted() {
            return Coverage::Complete;
        }
        let resources = self.row_resources(model, list).into_iter();
        let coverages = resources.map(|resource| model.data.coverage(resource));
        coverages.fold(Coverage::Complete, Coverage::and)
    }

    /// Whether what it is about is listed at all, so that no row means none.
    fn is_listed(&self, _: &Model) -> bool {
        true
    }

    /// Whether its rows are kept from the account, so that none seen is not none there.
    fn is_refused(&self, _: &Model) -> bool {
        false
    }

    /// Whose right it is that the account lacks, where that helps more than the backend's refusal.
    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, self.read(model)?)
    }

    /// What is said where no row matches the filter, in place of the usual words.
    fn no_match(&self, _: &Model, _: &str) -> Option<String> {
        None
    }

    /// What `Esc` does where no row matches the filter.
    fn after_no_match(&self) -> &'static str {
        "Esc clears the filter."
    }

    /// What is said where it has no rows at all and reads none.
    fn empty(&self, model: &Model, list: &List) -> &'static str {
        match self.coverage(model, list) {
            Coverage::Complete => self.none(model),
            Coverage::Unread => NOT_LOADED,
            Coverage::Unverified | Coverage::Partial(_) => PARTLY_EMPTY,
        }
    }

    /// The same, where there are none.
    fn none(&self, _: &Model) -> &'static str {
        NOT_LOADED
    }
}

const NOT_LOADED: &str = "Not loaded. Press r to load.";
const PARTLY_EMPTY: &str = "Nothing is visible here. You may not see everything. :access says what you may read.";
