//! The tree of teams: all of them, or those below one. Members and permissions are read for the rows in view.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use super::sort::{SortKey, sorted_by};
use super::{Cell, View, ViewShape, shown_cell};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, grows, number};
use crate::app::list::values::Values;
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::team::{MemberId, TeamMember};
use crate::domain::{Counted, Permission, Team, TeamId};

pub(super) const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 24),
    number(Col::Members, "MEMBERS", 8, 1).takes(Values::NumberOr("all")),
    // The page of a team shows those of the teams above as well.
    number(Col::Permissions, "OWN PERMS", 9, 2),
    number(Col::ExternalGroups, "EXTERNAL GROUPS", 15, 3),
];

/// The teams below one; `None` for all.
#[derive(Debug)]
pub struct TeamsView(pub Option<TeamId>);

impl TeamsView {
    fn teams<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = &'a Team> {
        let all = model.data.access.teams().into_iter().flat_map(|teams| teams.iter());
        all.filter(|team| self.0.is_none_or(|above| team.ancestors.contains(&above)))
    }

    /// How many teams stand above a team in this list.
    fn depth(&self, team: &Team) -> usize {
        let above = |above: &TeamId| team.ancestors.iter().position(|id| id == above).map_or(0, |at| at + 1);
        team.ancestors.len() - self.0.as_ref().map_or(0, above)
    }
}

impl View for TeamsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        if self.0.is_some() { "Child teams" } else { "Teams" }.into()
    }

    fn tab(&self) -> &'static str {
        "Children"
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Tree
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(AccessRead::Teams)
    }

    fn resources(&self, model: &Model, list: &List) -> Vec<Resource> {
        let by_counts = matches!(
            sorted_by(self, model, list),
            Some(Col::Members | Col::Permissions | Col::ExternalGroups)
        );
        // Three requests a team: an order by what they say needs all, else those in view are enough.
        let counts = if by_counts {
            list.rows.iter().flat_map(counted_by).collect()
        } else {
            self.in_view(model, list)
        };
        let lists = [AccessRead::Teams, AccessRead::Permissions].map(Resource::from);
        lists.into_iter().chain(counts).collect()
    }

    fn in_view(&self, model: &Model, list: &List) -> Vec<Resource> {
        let in_view = list.rows.iter().skip(list.top).take(model.size.height.into());
        in_view.flat_map(counted_by).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, list: &List) -> Vec<RowId> {
        let filtering = !list.filter.value().is_empty();
        let folded = |team: &Team| {
            team.ancestors
                .iter()
                .any(|above| list.folded.contains(&RowId::Team(*above)))
        };
        let shown = |team: &&Team| filtering || list.folded.is_empty() || !folded(team);
        self.teams(model)
            .filter(shown)
            .map(|team| RowId::Team(team.id))
            .collect()
    }

    fn total(&self, model: &Model, _: usize) -> usize {
        match self.0 {
            Some(_) => self.teams(model).count(),
            None => model.data.access.teams().map_or(0, |teams| teams.len()),
        }
    }

    fn cell<'a>(&self, model: &'a Model, list: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::Team(id) = row else {
            return None;
        };
        let access = &model.data.access;
        let team = access.team(id)?;
        Some(match col {
            Col::Name => {
                let mark = match (access.child_teams(id), list.folded.contains(&row)) {
                    (0, _) => ' ',
                    (_, false) => '-',
                    (_, true) => '+',
                };
                let indent = self.depth(team) * 2;
                Cell::plain(format!("{:indent$}{mark} {}", "", team.name.shown()))
            }
            Col::Members => {
                let is_user = |member: &&TeamMember| matches!(member.id, MemberId::User(_));
                let members = Counted::of(access.team_members(id)?, is_user);
                if members.n == 0 && members.coverage.is_complete() && access.holds_everyone(team) {
                    return Some(Cell::plain("all"));
                }
                Cell::plain(members.words()?)
            }
            Col::Permissions => {
                let hidden = |id| access.permission(id).is_some_and(Permission::is_hidden);
                let grants = access.grants(AccessRead::TeamGrants(id))?;
                Cell::plain(Counted::of(grants, |grant| !hidden(grant.permission)).words()?)
            }
            Col::ExternalGroups => Cell::plain(Counted::from(access.team_mappings(id)?).words()?),
            _ => return None,
        })
    }

    /// Each team stays below its parent, whatever the order is.
    fn sort(&self, model: &Model, list: &List, rows: &mut [RowId]) {
        let (column, reverse) = (sorted_by(self, model, list), list.order.reverse);
        if column.is_none() && !reverse {
            return;
        }
        let key = |team: &Team, column| match column {
            // The cell is indented and marked.
            Col::Name => SortKey::of(&model.show(team.name.shown())),
            _ => SortKey::of(&shown_cell(self, model, list, RowId::Team(team.id), column).text),
        };
        let teams = self.teams(model).zip(0..);
        // Its place keeps apart what has the same key.
        let keys: HashMap<TeamId, (Option<SortKey>, usize)> = teams
            .map(|(team, at)| (team.id, (column.map(|column| key(team, column)), at)))
            .collect();
        let path = |row: &RowId| -> Vec<(Option<SortKey>, usize)> {
            let team = match row {
                RowId::Team(id) => model.data.access.team(*id),
                _ => None,
            };
            let path = team
                .into_iter()
                .flat_map(|team| team.ancestors.iter().chain([&team.id]));
            path.filter_map(|id| keys.get(id).cloned()).collect()
        };
        if reverse {
            rows.sort_by_cached_key(|row| path(row).into_iter().map(Reverse).collect::<Vec<_>>());
        } else {
            rows.sort_by_cached_key(path);
        }
    }

    fn none(&self, _: &Model) -> &'static str {
        if self.0.is_some() {
            "No teams below it."
        } else {
            "No teams."
        }
    }
}

/// What says how many members, permissions and external groups a row has.
fn counted_by(row: &RowId) -> Vec<Resource> {
    let RowId::Team(id) = *row else {
        return Vec::new();
    };
    let reads = [
        AccessRead::TeamMembers(id),
        AccessRead::TeamGrants(id),
        AccessRead::TeamMappings(id),
    ];
    reads.map(Resource::from).into()
}
