//! The users who have a role.

use super::users::user_cell;
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{OrgId, RoleGroupId};

const COLUMNS: &[Column] = &[
    wide(Col::Name, "NAME", 16, 0),
    wide(Col::Username, "USERNAME", 14, 1),
    fixed(Col::LastSignIn, "LAST SIGN-IN", 12, 3),
    fixed(Col::Status, "STATUS", 8, 2),
];

#[derive(Debug)]
pub struct RoleMembersView(pub OrgId, pub RoleGroupId);

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
        let RowId::User(id) = row else {
            return None;
        };
        let access = &model.data.access;
        // A row of a role may know less than the list of users does.
        let user = access
            .listed_user(id)
            .or_else(|| access.role_member(self.0, self.1, id))?;
        Some(user_cell(model, user, col))
    }

    fn none(&self, _: &Model) -> &'static str {
        "No members."
    }
}
