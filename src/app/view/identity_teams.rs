//! The teams that external groups of an identity provider lead to.

use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::team::ExternalGroup;
use crate::domain::{Coverage, IdentityProviderRef, TeamId};

const COLUMNS: &[Column] = &[
    grows(Col::Name, "TEAM", 18),
    fixed(Col::ExternalGroups, "GROUP NAMES", 24, 1),
];

#[derive(Debug)]
pub struct IdentityTeamsView(pub IdentityProviderRef);

impl IdentityTeamsView {
    fn groups<'a>(&self, model: &'a Model, team: TeamId) -> impl Iterator<Item = &'a ExternalGroup> {
        let provider = self.0;
        let all = model.data.access.team_mappings(team).into_iter().flatten();
        all.filter(move |group| group.provider == Some(provider))
    }
}

/// Whether groups of a team may be those of any provider.
fn has_untold(model: &Model, team: TeamId) -> bool {
    let mut all = model.data.access.team_mappings(team).into_iter().flatten();
    all.any(|group| group.provider.is_none())
}

fn mappings(model: &Model) -> impl Iterator<Item = AccessRead> {
    let teams = model.data.access.teams().into_iter().flat_map(|teams| teams.iter());
    teams.map(|team| AccessRead::TeamMappings(team.id))
}

impl View for IdentityTeamsView {
    fn tab(&self) -> &'static str {
        "Teams"
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(AccessRead::Teams)
    }

    fn row_resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let reads = [AccessRead::Teams].into_iter().chain(mappings(model));
        reads.map(Resource::from).collect()
    }

    fn resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        self.row_resources(model, list)
    }

    /// A request for each team.
    fn waits_for_focus(&self, _: &Model) -> bool {
        true
    }

    /// The first piece that isn't read yet, while the tab is open.
    fn in_view(&self, model: &Model, _: &List) -> Vec<Resource> {
        let mut reads = [AccessRead::Teams].into_iter().chain(mappings(model));
        let unread = reads.find(|read| model.data.is_absent((*read).into()));
        unread.map(Resource::from).into_iter().collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let teams = model.data.access.teams().into_iter().flat_map(|teams| teams.iter());
        let mapped = teams.filter(|team| self.groups(model, team.id).next().is_some());
        mapped.map(|team| RowId::Team(team.id)).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::Team(id) = row else {
            return None;
        };
        if col == Col::Name {
            return Some(Cell::plain(model.data.access.team(id)?.name.shown()));
        }
        let names: Vec<_> = self.groups(model, id).map(|group| group.name.shown()).collect();
        Some(Cell::dim(names.join(", ")))
    }

    fn is_arriving(&self, model: &Model) -> bool {
        let reads = mappings(model).chain([AccessRead::Teams]);
        reads.map(Resource::from).any(|read| model.data.is_loading(read))
    }

    /// A team whose external groups aren't known may be one of them.
    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        let access = &model.data.access;
        let untold = |read| match read {
            AccessRead::TeamMappings(team) if has_untold(model, team) => {
                Coverage::Partial("The identity provider of some external groups isn't known.".into())
            }
            _ => Coverage::Complete,
        };
        mappings(model).fold(access.coverage(AccessRead::Teams), |all, read| {
            let one = match access.coverage(read) {
                Coverage::Unread => Coverage::Partial("The external groups of some teams aren't read.".into()),
                read => read,
            };
            all.and(one).and(untold(read))
        })
    }

    fn none(&self, _: &Model) -> &'static str {
        "No team has external groups of this provider."
    }
}
