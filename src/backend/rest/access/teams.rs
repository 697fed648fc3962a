//! Teams of the platform, with the teams above each in order.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::RestBackend;
use super::super::pages::PagedList;
use super::{ACCOUNTS, ON_THEIR_WAY, ROWS, wire};
use crate::backend::OnPartial;
use crate::domain::text::fold;
use crate::domain::{Error, Listing, OrgId, Team, TeamId};

/// Teams, each before its children, by name within one parent. How a path is ordered is not documented: the team with
/// fewer teams above it comes first.
fn teams(rows: Vec<wire::TeamWire>) -> Vec<Team> {
    let mut teams: Vec<Team> = rows.into_iter().map(wire::TeamWire::team).collect();
    let known: HashMap<TeamId, (usize, String)> = teams
        .iter()
        .map(|team| (team.id, (team.ancestors.len(), fold(team.name.raw()))))
        .collect();
    for team in &mut teams {
        team.ancestors.sort_by_key(|id| known.get(id).map(|(depth, _)| *depth));
    }
    teams.sort_by_cached_key(|team| {
        let path = team.ancestors.iter().chain([&team.id]);
        path.map(|id| (known.get(id).map(|(_, name)| name.clone()), *id))
            .collect::<Vec<_>>()
    });
    teams
}

impl RestBackend {
    pub(in super::super) fn read_teams(
        &self,
        root: OrgId,
        on_partial: OnPartial<'_, Arc<Listing<Team>>>,
    ) -> Result<Listing<Team>, Error> {
        let path = format!("{ACCOUNTS}/{root}/teams?sort=team_id&ascending=true");
        let list = PagedList::new(path, ROWS, "This organization", "teams");
        let tell = |rows: &[wire::TeamWire]| {
            on_partial(Arc::new(Listing::partial(teams(rows.to_vec()), ON_THEIR_WAY)));
        };
        Ok(self.stream_pages(&list, |team| team.id, &tell)?.map(teams))
    }

    pub(in super::super) fn read_team(&self, root: OrgId, team: TeamId, noun: &str) -> Result<Team, Error> {
        let row: wire::TeamWire = self.access.get(format!("{ACCOUNTS}/{root}/teams/{team}"), noun)?;
        let mut team = row.team();
        // Of a path with one team nothing is to be put in order. A team above that can't be read says nothing of this one.
        if team.ancestors.len() > 1 {
            let above = |id: &TeamId| -> Result<Option<usize>, Error> {
                let row = self.access.get(format!("{ACCOUNTS}/{root}/teams/{id}"), noun);
                Ok(row.ok().map(|row: wire::TeamWire| row.team().ancestors.len()))
            };
            let depths: Option<Vec<usize>> = self.all(&team.ancestors, above)?.into_iter().collect();
            let Some(depths) = depths else {
                return Ok(team);
            };
            let mut path: Vec<_> = depths.into_iter().zip(team.ancestors).collect();
            path.sort_by_key(|(depth, _)| *depth);
            team.ancestors = path.into_iter().map(|(_, id)| id).collect();
        }
        Ok(team)
    }
}
