//! The permissions of a team, its own and those of the teams above it; or those of a role.

use super::who::{holders_row, permission_name, place_rows, place_words, refusal, team_name};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::grant::BUSINESS_GROUP_VIEWER;
use crate::domain::{Coverage, Grant, OrgId, RoleGroupId, TeamId};

const OF_TEAM: &[Column] = &[
    wide(Col::Permission, "PERMISSION", 18, 0),
    wide(Col::Group, "WHERE", 16, 2),
    wide(Col::Origin, "FROM", 14, 1),
];
const OF_ROLE: &[Column] = &[
    wide(Col::Permission, "PERMISSION", 18, 0),
    wide(Col::Group, "WHERE", 16, 1),
];

/// Whose permissions they are.
#[derive(Clone, Copy, Debug)]
pub enum GrantsView {
    Team(TeamId),
    Role(OrgId, RoleGroupId),
}

impl GrantsView {
    /// The lists that they stand in, each with the team that has them: its own first, then those above, the nearest first.
    fn lists(self, model: &Model) -> Vec<(AccessRead, Option<TeamId>)> {
        match self {
            Self::Role(organization, id) => vec![(AccessRead::RoleGrants(organization, id), None)],
            Self::Team(id) => {
                let above = model
                    .data
                    .access
                    .team(id)
                    .map(|team| team.ancestors.as_slice())
                    .unwrap_or_default();
                let path = [id].into_iter().chain(above.iter().rev().copied());
                path.map(|team| (AccessRead::TeamGrants(team), Some(team))).collect()
            }
        }
    }

    fn all(self, model: &Model) -> impl Iterator<Item = (Option<TeamId>, &Grant)> {
        let lists = self.lists(model).into_iter();
        lists.flat_map(|(read, team)| {
            let grants = model.data.access.grants(read).into_iter().flatten();
            grants.map(move |grant| (team, grant))
        })
    }

    fn found(self, model: &Model, row: RowId) -> Option<(Option<TeamId>, &Grant)> {
        self.all(model).nth(row.entry()?)
    }
}

fn is_hidden(model: &Model, grant: &Grant) -> bool {
    let known = model.data.access.permission(grant.permission);
    known.map_or(grant.permission == BUSINESS_GROUP_VIEWER, |permission| {
        permission.is_hidden()
    })
}

impl View for GrantsView {
    fn tab(&self) -> &'static str {
        "Permissions"
    }

    /// The list of teams counts the own ones alone.
    fn subtitle(&self, model: &Model) -> Option<String> {
        let Self::Team(own) = self else {
            return None;
        };
        let shown = self.all(model).filter(|(_, grant)| !is_hidden(model, grant));
        let (own, above): (Vec<_>, Vec<_>) = shown.partition(|(team, _)| *team == Some(*own));
        (!above.is_empty()).then(|| format!("{} own, {} from teams above", own.len(), above.len()))
    }

    fn row_resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        self.lists(model).into_iter().map(|(read, _)| read.into()).collect()
    }

    fn resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        let lists = self.row_resources(model, list).into_iter();
        let teams = matches!(self, Self::Team(_)).then_some(AccessRead::Teams.into());
        lists
            .chain(teams)
            .chain([AccessRead::Permissions.into(), Resource::Environments])
            .collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        match self {
            Self::Team(_) => OF_TEAM,
            Self::Role(..) => OF_ROLE,
        }
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let all = self.all(model).enumerate();
        let shown = all.filter(|(_, (_, grant))| !is_hidden(model, grant));
        shown.map(|(at, _)| RowId::Entry(at)).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let (team, grant) = self.found(model, row)?;
        Some(match (col, self, team) {
            (Col::Permission, ..) => Cell::plain(permission_name(model, grant)),
            (Col::Group, ..) => Cell::dim(place_words(model, &grant.context)),
            (_, Self::Team(own), Some(team)) if team == *own => Cell::plain("own"),
            (_, _, Some(team)) => Cell::dim(format!("team {}", team_name(model, team))),
            _ => return None,
        })
    }

    fn leads_to(&self, model: &Model, row: RowId) -> Option<Vec<RowId>> {
        let (team, grant) = self.found(model, row)?;
        let above = team
            .filter(|team| !matches!(self, Self::Team(own) if own == team))
            .map(RowId::Team);
        let holders = holders_row(model, grant.permission, &grant.context);
        Some(
            above
                .into_iter()
                .chain(holders)
                .chain(place_rows(&grant.context))
                .collect(),
        )
    }

    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        let access = &model.data.access;
        let lists = self.lists(model).into_iter().map(|(read, _)| access.coverage(read));
        // Without the team nobody knows those above it.
        let above = match self {
            Self::Team(id) if access.team(*id).is_none() => access.coverage(AccessRead::Teams),
            _ => Coverage::Complete,
        };
        lists.fold(above, Coverage::and)
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::Teams)
    }

    fn none(&self, _: &Model) -> &'static str {
        "No permissions."
    }
}
