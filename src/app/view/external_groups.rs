//! The groups of identity providers whose people become members of a team, or get a role.

use std::borrow::Cow;

use super::who::identity_provider_name;
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::team::ExternalGroup;
use crate::domain::{Coverage, OrgId, RoleGroupId, TeamId};

const OF_TEAM: &[Column] = &[
    wide(Col::Name, "GROUP NAME", 18, 0),
    fixed(Col::Role, "TYPE", 10, 2),
    wide(Col::Provider, "PROVIDER", 16, 1),
];
const OF_ROLE: &[Column] = &[
    wide(Col::Name, "GROUP NAME", 18, 0),
    wide(Col::Provider, "PROVIDER", 16, 1),
];

#[derive(Clone, Copy, Debug)]
pub enum ExternalGroupsView {
    Team(TeamId),
    Role(OrgId, RoleGroupId),
}

impl ExternalGroupsView {
    fn list(self) -> AccessRead {
        match self {
            Self::Team(id) => AccessRead::TeamMappings(id),
            Self::Role(organization, _) => AccessRead::Roles(organization),
        }
    }

    /// `None` where they are not told.
    fn groups(self, model: &Model) -> Option<&[ExternalGroup]> {
        match self {
            Self::Team(id) => model.data.access.team_mappings(id).map(|groups| &**groups),
            Self::Role(organization, id) => model.data.access.role(organization, id)?.external_groups.as_deref(),
        }
    }

    fn group(self, model: &Model, row: RowId) -> Option<&ExternalGroup> {
        self.groups(model)?.get(row.entry()?)
    }
}

impl View for ExternalGroupsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "External IdP groups".into()
    }

    fn tab(&self) -> &'static str {
        "IdP groups"
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(self.list())
    }

    fn resources(&self, _: &Model, _: &List) -> Vec<Resource> {
        vec![self.list().into(), AccessRead::IdentityProviders.into()]
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        match self {
            Self::Team(_) => OF_TEAM,
            Self::Role(..) => OF_ROLE,
        }
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        (0..self.groups(model).map_or(0, <[_]>::len))
            .map(RowId::Entry)
            .collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let group = self.group(model, row)?;
        Some(match col {
            Col::Name => Cell::plain(group.name.shown()),
            Col::Provider => Cell::plain(identity_provider_name(model, group.provider?)),
            _ => Cell::plain(group.membership.as_ref()?.label()),
        })
    }

    fn leads_to(&self, model: &Model, row: RowId) -> Option<Vec<RowId>> {
        let provider = self.group(model, row)?.provider;
        Some(provider.map(RowId::IdentityProvider).into_iter().collect())
    }

    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        match self {
            Self::Team(_) => model.data.access.coverage(self.list()),
            Self::Role(..) if self.groups(model).is_none() => Coverage::Unverified,
            Self::Role(..) => Coverage::Complete,
        }
    }

    fn none(&self, _: &Model) -> &'static str {
        "No external groups."
    }
}
