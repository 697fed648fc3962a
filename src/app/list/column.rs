//! A column of a table.

use super::values::Values;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Col {
    Name,
    /// Whether others have the same name; only filters ask.
    SameName,
    Type,
    /// First characters of the id.
    Id,
    Environments,
    Apis,
    Applications,
    /// In how many environments it is the default.
    DefaultIn,
    Owner,
    /// Organization it belongs to.
    Group,
    /// Default client provider.
    Default,
    /// What the provider is there.
    Role,
    /// What changed.
    Note,
    Environment,
    Provider,
    /// State of the provider-tied policy.
    Policy,
    Contracts,
    ClientId,
    Created,
    GrantTypes,
    Permission,
    Username,
    LastSignIn,
    /// Second factor.
    Mfa,
    /// Whether a user administers the organization.
    Administrator,
    /// Whether a user may sign in.
    Status,
    Members,
    Permissions,
    ExternalGroups,
    Description,
    Product,
    /// Where something comes from.
    Origin,
    Keys,
    Time,
    Action,
    /// What something was done to.
    Object,
    User,
    ConnectedApp,
    Value,
    Age,
    Scopes,
    Contexts,
    LastUsed,
    /// Words.
    Label,
    /// What kind of step.
    Step,
    /// How far it is.
    State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub col: Col,
    pub title: &'static str,
    /// Its width in cells where room is short and its cells need as many.
    pub width: u16,
    /// Whether it takes the width that is left over before others do.
    pub grows: bool,
    /// Whether it stands at the right.
    pub right: bool,
    /// Whether others that grow are cut before it is.
    pub whole: bool,
    /// Dropped first when narrow, where high.
    pub rank: u8,
    /// What a filter may ask of it.
    pub values: Values,
}

impl Column {
    /// The same column, of which a filter asks these.
    #[must_use]
    pub const fn takes(self, values: Values) -> Self {
        Self { values, ..self }
    }
}

/// From this rank on a column is dropped before another one is cut.
pub const EXTRA: u8 = 10;

/// Cells of a sign for a state and the blank behind it.
pub const SIGN: u16 = 2;

impl Column {
    /// Whether a sign before the words says how they are meant.
    pub fn is_state(&self) -> bool {
        matches!(self.col, Col::Policy | Col::Status)
    }

    /// The cells that such a sign takes.
    pub fn sign_cells(&self) -> u16 {
        if self.is_state() { SIGN } else { 0 }
    }
}

/// Which columns of a list are seen, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenColumns {
    /// All that the list has.
    pub of: &'static [Column],
    /// The places of those that are seen.
    pub shown: Vec<usize>,
}

pub const fn fixed(col: Col, title: &'static str, width: u16, rank: u8) -> Column {
    Column {
        col,
        title,
        width,
        grows: false,
        right: false,
        whole: false,
        rank,
        values: Values::Text,
    }
}

pub const fn number(col: Col, title: &'static str, width: u16, rank: u8) -> Column {
    Column {
        right: true,
        values: Values::Number,
        ..fixed(col, title, width, rank)
    }
}

pub const fn grows(col: Col, title: &'static str, width: u16) -> Column {
    wide(col, title, width, 0)
}

pub const fn wide(col: Col, title: &'static str, width: u16, rank: u8) -> Column {
    Column {
        grows: true,
        ..fixed(col, title, width, rank)
    }
}

/// It grows, and others that grow are cut before it is.
pub const fn whole(col: Col, title: &'static str, width: u16, rank: u8) -> Column {
    Column {
        whole: true,
        ..wide(col, title, width, rank)
    }
}
