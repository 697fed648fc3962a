//! The users of an identity provider: all of them, or those who need no second factor.

use std::borrow::Cow;

use super::connected_apps::owners;
use super::users::{STATUS, user_cell, user_fits, whole_user_cell};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::query::Fit;
use crate::app::list::values::Values;
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::domain::{Coverage, IdentityProviderRef, User};

const COLUMNS: &[Column] = &[
    wide(Col::Name, "NAME", 16, 0),
    wide(Col::Username, "USERNAME", 14, 1),
    fixed(Col::LastSignIn, "LAST SIGN-IN", 12, 2).takes(Values::Age),
    fixed(Col::Status, "STATUS", 8, 3).takes(STATUS),
];

#[derive(Clone, Copy, Debug)]
pub enum IdentityUsersView {
    All(IdentityProviderRef),
    Exempt(IdentityProviderRef),
}

impl View for IdentityUsersView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        match self {
            Self::All(_) => "Users",
            Self::Exempt(_) => "MFA-exempt users",
        }
        .into()
    }

    fn tab(&self) -> &'static str {
        match self {
            Self::All(_) => "Users",
            Self::Exempt(_) => "MFA-exempt",
        }
    }

    fn read(&self, model: &Model) -> Option<AccessRead> {
        owners(model)
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let Some(AccessRead::Users(root)) = owners(model) else {
            return Vec::new();
        };
        let users = model.data.access.users(root).into_iter().flat_map(|users| users.iter());
        let is_meant = |user: &&User| match *self {
            Self::All(id) => user.provider == Some(id),
            Self::Exempt(id) => user.provider == Some(id) && user.mfa_exempt == Some(true),
        };
        users.filter(is_meant).map(|user| RowId::User(user.id)).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::User(id) = row else {
            return None;
        };
        Some(user_cell(model, model.data.access.listed_user(id)?, col))
    }

    fn whole(&self, model: &Model, row: RowId, col: Col) -> Option<String> {
        match row {
            RowId::User(id) => whole_user_cell(model.data.access.listed_user(id)?, col),
            _ => None,
        }
    }

    /// Who signs in through a provider that is not told may be one of them.
    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        let (Self::All(id) | Self::Exempt(id)) = *self;
        let access = &model.data.access;
        let through = |users| access.users_through(users, id).map(|through| through.coverage);
        owners(model).map_or(Coverage::Unread, |users| {
            through(users).unwrap_or_else(|| access.coverage(users))
        })
    }

    fn matches(&self, model: &Model, row: RowId, col: Col, wanted: &str) -> Option<Fit> {
        match row {
            RowId::User(id) => user_fits(model, model.data.access.listed_user(id)?, col, wanted),
            _ => None,
        }
    }

    fn none(&self, _: &Model) -> &'static str {
        match self {
            Self::All(_) => "No user signs in through it.",
            Self::Exempt(_) => "No user is known to be exempt.",
        }
    }
}
