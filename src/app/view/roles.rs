//! Roles of the current organization and the business groups below it, or of one organization.

use std::borrow::Cow;

use super::scope::Scope;
use super::sort::sorted_by;
use super::who::refusal;
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, grows, number, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{Counted, OrgId, Tree};

pub(super) const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    number(Col::Members, "MEMBERS", 8, 1),
    wide(Col::Description, "DESCRIPTION", 18, 3),
    fixed(Col::Group, "BUSINESS GROUP", 18, 2),
];
const OF_GROUP: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    number(Col::Members, "MEMBERS", 8, 1),
    wide(Col::Description, "DESCRIPTION", 18, 2),
];

#[derive(Debug)]
pub struct RolesView(pub Scope);

/// What says how many members a row has.
fn members_of(row: &RowId) -> Option<Resource> {
    match *row {
        RowId::Role(organization, id) => Some(AccessRead::RoleMembers(organization, id).into()),
        _ => None,
    }
}

fn members_in_view(model: &Model, list: &List) -> impl Iterator<Item = Resource> {
    let rows = list.rows.iter().skip(list.top).take(model.size.height.into());
    rows.filter_map(members_of)
}

impl RolesView {
    /// The organizations whose roles are listed.
    fn organizations(&self, model: &Model) -> Vec<OrgId> {
        if let Scope::Organization(id) = self.0 {
            return vec![id];
        }
        let all = model.data.tree.get().into_iter().flat_map(Tree::iter);
        let ids = all.map(|organization| organization.id);
        ids.filter(|id| model.is_current_or_below(*id)).collect()
    }
}

impl View for RolesView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Roles".into()
    }

    fn tab(&self) -> &'static str {
        "Roles"
    }

    fn subtitle(&self, _: &Model) -> Option<String> {
        Some("deprecated: teams replace roles".into())
    }

    fn resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        let lists = self.row_resources(model, list).into_iter();
        let members: Vec<_> = if sorted_by(self, model, list) == Some(Col::Members) {
            list.rows.iter().filter_map(members_of).collect()
        } else {
            members_in_view(model, list).collect()
        };
        lists.chain(members).collect()
    }

    /// The page of a business group opens without them.
    fn waits_for_focus(&self, _: &Model) -> bool {
        self.0 != Scope::Here
    }

    fn row_resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let all = self.organizations(model).into_iter();
        all.map(|id| AccessRead::Roles(id).into()).collect()
    }

    fn in_view(&self, model: &Model, list: &List) -> Vec<Resource> {
        let waited = self.waits_for_focus(model).then(|| self.organizations(model));
        let lists = waited.into_iter().flatten().map(|id| AccessRead::Roles(id).into());
        lists.chain(members_in_view(model, list)).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        match self.0 {
            Scope::Here => COLUMNS,
            _ => OF_GROUP,
        }
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let of = |id| {
            let roles = model.data.access.roles(id).into_iter().flatten();
            roles.map(move |role| RowId::Role(id, role.id))
        };
        self.organizations(model).into_iter().flat_map(of).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::Role(organization, id) = row else {
            return None;
        };
        let access = &model.data.access;
        let role = access.role(organization, id)?;
        Some(match col {
            Col::Name => Cell::plain(role.name.shown()),
            Col::Members => {
                let members = &**access.role_members(organization, id)?;
                Cell::plain(Counted::from(members).words()?)
            }
            Col::Description => Cell::dim(role.description.as_ref()?.shown()),
            Col::Group => Cell::dim(model.data.organization(organization)?.name.shown()),
            _ => return None,
        })
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::Description)
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::Roles(*self.organizations(model).first()?))
    }

    fn none(&self, _: &Model) -> &'static str {
        "No roles."
    }
}
