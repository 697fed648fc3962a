//! A list to move in, filter and sort; the selection follows identity, not place.

pub mod column;
pub mod marks;
pub mod prepared;
pub mod query;
pub mod values;
pub mod widest;

use std::collections::BTreeSet;

use tui_input::Input;

use super::action::Action;
use super::audit_key::AuditKey;
use super::work::{self, WorkDone};
use crate::domain::change::Object;
use crate::domain::{
    ApiId, ApplicationId, ConnectedAppId, EnvironmentId, IdentityProviderRef, OrgId, PermissionId, ProviderRef,
    RoleGroupId, TeamId, UserId,
};
use marks::{Marking, Marks};

/// The identity of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowId {
    /// The organization backend to sign in to.
    Home,
    /// A profile that leads to the platform, by its place in [`Model::profiles`](super::model::Model).
    Profile(usize),
    /// An account, by its place in the backend's list.
    Account(usize),
    AccessManagement,
    ApiManager,
    /// An entry of the nav, by its number.
    Nav(u8),
    Org(OrgId),
    Environment(EnvironmentId),
    Provider(ProviderRef),
    Api(EnvironmentId, ApiId),
    Application(ApplicationId),
    User(UserId),
    Team(TeamId),
    /// A role, and the organization that it belongs to.
    Role(OrgId, RoleGroupId),
    /// A permission, as somebody may have it in an organization.
    Permission(OrgId, PermissionId),
    IdentityProvider(IdentityProviderRef),
    /// A connected app, and the organization that it belongs to.
    ConnectedApp(OrgId, ConnectedAppId),
    /// An entry of the audit, by what it says.
    AuditEntry(AuditKey),
    /// A row that is nothing by itself, by its place in what its list is made of.
    Entry(usize),
    /// An action of the palette or the help.
    Binding(usize),
    /// A line of text.
    Line(usize),
    /// The last step of taking a client provider out of use.
    DeleteStep,
    /// A tab of the page, by its name.
    Tab(&'static str),
    /// An action in a line.
    Action(Action),
}

impl RowId {
    /// The place of an entry that has no id.
    pub fn entry(self) -> Option<usize> {
        match self {
            Self::Entry(at) => Some(at),
            _ => None,
        }
    }

    /// The platform's word for the object in this row. Lines and buttons have none.
    pub fn noun(self) -> Option<&'static str> {
        match self {
            Self::Org(_) => Some("business group"),
            Self::Environment(_) => Some("environment"),
            Self::Provider(_) => Some("client provider"),
            Self::Api(..) => Some("API"),
            Self::Application(_) => Some("client application"),
            Self::User(_) => Some("user"),
            Self::Team(_) => Some("team"),
            Self::Role(..) => Some("role"),
            Self::Permission(..) => Some("permission"),
            Self::IdentityProvider(_) => Some("identity provider"),
            Self::ConnectedApp(..) => Some("connected app"),
            Self::AuditEntry(_) => Some("audit entry"),
            _ => None,
        }
    }
}

impl From<Object> for RowId {
    fn from(object: Object) -> Self {
        match object {
            Object::Provider(id) => Self::Provider(ProviderRef::External(id)),
            Object::Environment(id) => Self::Environment(id),
            Object::Group(id) => Self::Org(id),
            Object::Api(environment, id) => Self::Api(environment, id),
            Object::User(id) => Self::User(id),
            Object::Team(id) => Self::Team(id),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The column; `None` keeps the natural order.
    pub column: Option<usize>,
    /// From the end.
    pub reverse: bool,
}

#[derive(Debug, Default)]
pub struct List {
    pub selected: Option<RowId>,
    /// The first row on screen, as far as the last move left it; drawing keeps the selected one in sight.
    pub top: usize,
    pub filter: Input,
    pub filtering: bool,
    pub order: Order,
    pub marks: Marks,
    pub folded: BTreeSet<RowId>,
    /// Derived: the rows to show.
    pub rows: Vec<RowId>,
    /// Derived: how many rows there are without the filter.
    pub total: usize,
    /// The filter and the selected row before a filter is typed.
    before: Option<(Input, Option<RowId>)>,
    at: usize,
    /// Whether nobody chose the selected row yet: then it is the first, whatever arrives before it.
    unchosen: bool,
    /// The row that is to be selected as soon as it arrives.
    awaited: Option<RowId>,
    /// What the filter found that was cleared last, and the places of that.
    found: BTreeSet<RowId>,
    found_at: Vec<usize>,
}

impl List {
    pub fn index(&self) -> usize {
        self.at
    }

    /// Takes new rows and keeps the selection by identity; where that row is gone, the next one is selected.
    pub fn set_rows(&mut self, rows: Vec<RowId>, total: usize) {
        self.rows = rows;
        self.total = total;
        self.marks.follow(&self.rows);
        self.found_at.clear();
        if !self.found.is_empty() {
            let found = self.rows.iter().enumerate().filter(|(_, row)| self.found.contains(row));
            self.found_at.extend(found.map(|(at, _)| at));
        }
        if self.selected.is_none() || self.unchosen {
            (self.at, self.unchosen) = (0, true);
            self.selected = None;
        }
        if let Some(row) = self.awaited.filter(|row| self.rows.contains(row)) {
            (self.selected, self.awaited) = (Some(row), None);
        }
        let found = self.selected.and_then(|id| self.rows.iter().position(|r| *r == id));
        self.at = found.unwrap_or(self.at).min(self.rows.len().saturating_sub(1));
        // An empty list keeps what was selected, for when its rows come (back).
        if let Some(row) = self.rows.get(self.at) {
            self.selected = Some(*row);
        }
    }

    /// Changes marks from the selected row on.
    pub fn mark(&mut self, marking: Marking) {
        match marking {
            Marking::Row => self.marks.toggle(self.at, &self.rows),
            Marking::Range(marks) => self.marks.range(marks, self.at, &self.rows),
            Marking::Invert => self.marks.invert(&self.rows),
        }
    }

    /// The selected row, where it is really there.
    pub fn current(&self) -> Option<RowId> {
        self.rows.get(self.at).copied()
    }

    /// Whether a person moved to the selected row.
    pub fn is_chosen(&self) -> bool {
        self.selected.is_some() && !self.unchosen
    }

    /// Selects a row by what it is, wherever it stands or will stand.
    pub fn choose(&mut self, row: RowId) {
        (self.selected, self.awaited, self.unchosen) = (Some(row), Some(row), false);
    }

    /// The API instances that are marked, else the selected one.
    pub fn meant_apis(&self) -> Vec<(EnvironmentId, ApiId)> {
        self.meant(|row| match row {
            RowId::Api(environment, id) => Some((environment, id)),
            _ => None,
        })
    }

    /// What the marked rows stand for, else the selected one.
    pub fn meant<T>(&self, of: impl Fn(RowId) -> Option<T>) -> Vec<T> {
        // What a filter hides is not meant: nobody sees that it is marked.
        work::count(WorkDone {
            rows: self.marks.places().len(),
            ..WorkDone::default()
        });
        let marked = self.marks.places().iter().filter_map(|at| self.rows.get(*at));
        let marked: Vec<T> = marked.filter_map(|row| of(*row)).collect();
        if marked.is_empty() {
            self.current().and_then(of).into_iter().collect()
        } else {
            marked
        }
    }

    /// Selects the row at `at`, or the last one.
    pub fn select(&mut self, at: usize, port: usize) {
        let before = std::mem::replace(&mut self.at, at.min(self.rows.len().saturating_sub(1)));
        self.marks.moved(before, self.at, &self.rows);
        (self.unchosen, self.awaited) = (false, None);
        self.selected = self.rows.get(self.at).copied();
        let port = port.max(1);
        self.top = self.top.min(self.at).max((self.at + 1).saturating_sub(port));
    }

    /// Moves the selection; says whether `action` is a move.
    pub fn go(&mut self, action: Action, port: usize) -> bool {
        let page = port.max(1);
        let seen = self.first_seen(port)..self.rows.len().min(self.first_seen(port) + page);
        let half = page.div_ceil(2);
        let scrolled = match action {
            Action::RowToTop => self.at,
            Action::RowToMiddle => self.at.saturating_sub(page / 2),
            Action::RowToBottom => (self.at + 1).saturating_sub(page),
            Action::ScrollDown => (seen.start + 1).min(self.rows.len().saturating_sub(page)),
            Action::ScrollUp => seen.start.saturating_sub(1),
            _ => self.top,
        };
        let at = match action {
            Action::Down => self.at.saturating_add(1),
            Action::Up => self.at.saturating_sub(1),
            Action::First => 0,
            Action::Last => usize::MAX,
            Action::Top => seen.start,
            Action::Middle => usize::midpoint(seen.start, seen.end.saturating_sub(1)),
            Action::Bottom => seen.end.saturating_sub(1),
            Action::HalfDown => self.at.saturating_add(half),
            Action::HalfUp => self.at.saturating_sub(half),
            Action::PageDown => self.at.saturating_add(page),
            Action::PageUp => self.at.saturating_sub(page),
            Action::RowToTop | Action::RowToMiddle | Action::RowToBottom => self.at,
            Action::ScrollDown | Action::ScrollUp => self.at.clamp(scrolled, scrolled + page - 1),
            Action::NextMatch | Action::PreviousMatch => match self.next_match(action == Action::NextMatch) {
                Some(at) => at,
                None => return false,
            },
            _ => return false,
        };
        self.top = scrolled;
        self.select(at, port);
        true
    }

    /// The first visible row when `port` rows are seen.
    pub fn first_seen(&self, port: usize) -> usize {
        let last = self.rows.len().saturating_sub(port);
        let top = self.top.min(self.at).max((self.at + 1).saturating_sub(port.max(1)));
        top.min(last)
    }

    /// The next row that the filter finds, or that the last one found, round and round; `None` without either.
    fn next_match(&self, forward: bool) -> Option<usize> {
        let n = self.rows.len();
        if !self.filter.value().is_empty() {
            return (n > 0).then(|| if forward { self.at + 1 } else { self.at + n - 1 } % n);
        }
        let (first, last) = (self.found_at.first()?, self.found_at.last()?);
        let next = self.found_at.partition_point(|at| *at <= self.at);
        let before = self.found_at.partition_point(|at| *at < self.at).checked_sub(1);
        let found = if forward {
            self.found_at.get(next).unwrap_or(first)
        } else {
            before.and_then(|before| self.found_at.get(before)).unwrap_or(last)
        };
        Some(*found)
    }

    /// Takes all marks away, or ends the range that is being marked; says whether there were any.
    pub fn clear_marks(&mut self) -> bool {
        self.marks.end_range().is_some() || self.marks.clear()
    }

    /// Lets the person type a filter. The one that holds comes back if they leave it.
    pub fn begin_filter(&mut self) {
        self.before = Some((std::mem::take(&mut self.filter), self.selected));
        self.filtering = true;
    }

    pub fn accept_filter(&mut self) {
        self.filtering = false;
        self.before = None;
    }

    /// Leaves the filter that is being typed, else takes away the one that holds; says whether there was one.
    pub fn clear_filter(&mut self) -> bool {
        let was = self.filtering || !self.filter.value().is_empty();
        if !self.filtering && was {
            self.found = self.rows.iter().copied().collect();
        }
        self.filter.reset();
        if let (true, Some((filter, selected))) = (self.filtering, self.before.take()) {
            self.filter = filter;
            if let Some(row) = selected {
                self.choose(row);
            }
        }
        self.filtering = false;
        was
    }
}
