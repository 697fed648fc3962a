//! The users who have a role.

use super::users::{STATUS, user_cell, user_fits, whole_user_cell};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::query::Fit;
use crate::app::list::values::Values;
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{OrgId, RoleGroupId, User};

const COLUMNS: &[Column] = &[
    wide(Col::Name, "NAME", 16, 0),
    wide(Col::Username, "USERNAME", 14, 1),
    fixed(Col::LastSignIn, "LAST SIGN-IN", 12, 3).takes(Values::Age),
    fixed(Col::Status, "STATUS", 8, 2).takes(STATUS),
];

#[derive(Debug)]
pub struct RoleMembersView(pub OrgId, pub RoleGroupId);

impl RoleMembersView {
    /// A row of a role may know less than the list of users does.
    fn user<'a>(&self, model: &'a Model, row: RowId) -> Option<&'a User> {
        let RowId::User(id) = row else {
            return None;
        };
        let access = &model.data.access;
        access
            .listed_user(id)
            .or_else(|| access.role_member(self.0, self.1, id))
    }
}

impl View for RoleMembersView {
    fn tab(&self) -> &'static str {
        "Members"
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(AccessRead::RoleMembers(self.0, self.1))
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let reads = |here| {
            vec![
                AccessRead::RoleMembers(self.0, self.1).into(),
                AccessRead::Users(here).into(),
            ]
        };
        model.organization.map_or(Vec::new(), reads)
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let members = model.data.access.role_members(self.0, self.1);
        members
            .into_iter()
            .flat_map(|all| all.iter())
            .map(|user| RowId::User(user.id))
            .collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        Some(user_cell(model, self.user(model, row)?, col))
    }

    fn whole(&self, model: &Model, row: RowId, col: Col) -> Option<String> {
        whole_user_cell(self.user(model, row)?, col)
    }

    fn matches(&self, model: &Model, row: RowId, col: Col, wanted: &str) -> Option<Fit> {
        user_fits(model, self.user(model, row)?, col, wanted)
    }

    fn none(&self, _: &Model) -> &'static str {
        "No members."
    }
}
