//! The teams of a file: their tree, members and mappings.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::super::absent::{coverage_of, listing};
use super::super::ids::{linked, once};
use super::super::schema::StrictObject;
use super::gaps::Gaps;

use super::records::{MappingRecord, MemberRecord, TeamRecord};
use crate::domain::snapshot::SnapshotItem;
use crate::domain::team::{ExternalGroup, MemberId, Membership, TeamMember, everyones_team};
use crate::domain::text::fold;
use crate::domain::user::UserTeam;
use crate::domain::{Coverage, IdentityProviderRef, Listing, Team, TeamId, Untrusted, User, UserId};

pub(super) struct TeamLists {
    /// Each before its children, by name within one parent.
    pub(super) rows: Arc<Listing<Team>>,
    places: HashMap<TeamId, usize>,
    /// Users and child teams.
    members: HashMap<TeamId, Listing<TeamMember>>,
    /// How much of the members of all teams the file has.
    pub(super) members_coverage: Coverage,
    mappings: HashMap<TeamId, Listing<ExternalGroup>>,
    /// The teams that each user is listed in.
    of_users: HashMap<UserId, Vec<TeamId>>,
    /// The team that every user is a member of.
    pub(super) everyone: Option<TeamId>,
}

impl TeamLists {
    pub(super) fn team(&self, id: TeamId) -> Option<&Team> {
        self.rows.get(*self.places.get(&id)?)
    }

    /// Where each team stands in the list.
    pub(super) fn places(&self) -> &HashMap<TeamId, usize> {
        &self.places
    }

    pub(super) fn members(&self, team: TeamId) -> Listing<TeamMember> {
        self.members.get(&team).cloned().unwrap_or_default()
    }

    pub(super) fn mappings(&self, team: TeamId) -> Listing<ExternalGroup> {
        self.mappings.get(&team).cloned().unwrap_or_default()
    }

    /// The teams that a user is a member of.
    pub(super) fn of_user(&self, user: UserId) -> Vec<UserTeam> {
        let teams = self.of_users.get(&user).into_iter().flatten();
        let team = |id: &TeamId| {
            let mut members = self.members.get(id)?.iter();
            let member = members.find(|member| member.id == MemberId::User(user))?;
            Some(UserTeam {
                team: self.team(*id)?.clone(),
                membership: member.membership.clone(),
                by_mapping: member.by_mapping,
            })
        };
        teams.filter_map(team).collect()
    }

    /// The same with all teams above them and the one that everybody is in, each once.
    pub(super) fn with_ancestors(&self, user: UserId) -> impl Iterator<Item = TeamId> {
        let teams = self.of_users.get(&user).into_iter().flatten();
        let teams = teams.filter_map(|id| self.team(*id));
        let all: HashSet<TeamId> = teams
            .flat_map(|team| team.ancestors.iter().copied().chain([team.id]))
            .chain(self.everyone)
            .collect();
        all.into_iter()
    }
}

/// Reads the list of a file. The users are listed, each at its place.
pub(super) fn read(
    records: Option<Vec<StrictObject<TeamRecord>>>,
    users: &[User],
    places: &HashMap<UserId, usize>,
    gaps: &Gaps,
) -> Result<TeamLists, String> {
    let coverage = gaps.of_list(SnapshotItem::Teams, records.as_ref());
    let records: Vec<TeamRecord> = records.into_iter().flatten().map(|record| record.0).collect();
    let mut seen = HashMap::new();
    for (i, team) in records.iter().enumerate() {
        once(&mut seen, team.id, format!("teams[{i}].id"))?;
    }
    let parents: HashMap<TeamId, Option<TeamId>> = records.iter().map(|team| (team.id, team.parent_id)).collect();
    let mut lists = TeamLists {
        rows: Arc::default(),
        places: HashMap::new(),
        members: HashMap::new(),
        members_coverage: Coverage::Complete,
        mappings: HashMap::new(),
        of_users: HashMap::new(),
        everyone: None,
    };
    let mut rows = Vec::with_capacity(records.len());
    for (i, team) in records.into_iter().enumerate() {
        let ancestors = ancestors(team.id, &parents, gaps.is_snapshot).map_err(|wrong| match wrong {
            Some(parent) => format!("`teams[{i}].parentId` leads to {parent}, and there is no team with this id."),
            None => format!("`teams[{i}].parentId` leads back to the team itself."),
        })?;
        let members = members(i, team.members, (users, places), gaps)?;
        for member in &members {
            if let MemberId::User(id) = member.id {
                lists.of_users.entry(id).or_default().push(team.id);
            }
        }
        lists.members_coverage = lists.members_coverage.and(members.coverage.clone());
        lists.members.insert(team.id, members);
        let mappings = listing(team.mappings, "`mappings` of this team", |one| external_group(one.0));
        lists.mappings.insert(team.id, mappings);
        rows.push(Team {
            id: team.id,
            name: team.name,
            ancestors,
            kind: team.kind,
            organization: None,
            created: team.created_at.map(|at| at.0),
            updated: team.updated_at.map(|at| at.0),
        });
    }
    let names: HashMap<TeamId, String> = rows.iter().map(|team| (team.id, fold(team.name.raw()))).collect();
    rows.sort_by_cached_key(|team| {
        let path = team.ancestors.iter().chain([&team.id]);
        path.map(|id| (names.get(id).cloned(), *id)).collect::<Vec<_>>()
    });
    for team in &rows {
        if let Some(above) = team.parent().and_then(|parent| lists.members.get_mut(&parent)) {
            above.rows.push(TeamMember {
                id: MemberId::Team(team.id),
                name: team.name.clone(),
                membership: Membership::Member,
                by_mapping: None,
            });
        }
    }
    lists.places = rows.iter().enumerate().map(|(at, team)| (team.id, at)).collect();
    let rows = Listing { rows, coverage };
    lists.everyone = everyones_team(&rows);
    lists.rows = Arc::new(rows);
    Ok(lists)
}

/// The path to a team. The error is a parent that isn't there, or nothing where the path is a circle.
fn ancestors(
    team: TeamId,
    parents: &HashMap<TeamId, Option<TeamId>>,
    is_snapshot: bool,
) -> Result<Vec<TeamId>, Option<TeamId>> {
    let mut path = Vec::new();
    let mut above = parents.get(&team).copied().flatten();
    while let Some(parent) = above {
        if parent == team || path.contains(&parent) {
            return Err(None);
        }
        path.push(parent);
        above = match parents.get(&parent) {
            Some(next) => *next,
            // It was not read.
            None if is_snapshot => None,
            None => return Err(Some(parent)),
        };
    }
    path.reverse();
    Ok(path)
}

fn members(
    team: usize,
    records: Option<Vec<StrictObject<MemberRecord>>>,
    (users, places): (&[User], &HashMap<UserId, usize>),
    gaps: &Gaps,
) -> Result<Listing<TeamMember>, String> {
    let coverage = coverage_of(records.as_ref(), "`members` of this team");
    let (mut seen, mut rows) = (HashMap::new(), Vec::new());
    for (i, StrictObject(member)) in records.into_iter().flatten().enumerate() {
        let place = || format!("teams[{team}].members[{i}].userId");
        once(&mut seen, member.user_id, place())?;
        let found = places.get(&member.user_id).and_then(|at| users.get(*at));
        linked(found.is_some() || gaps.is_snapshot, &member.user_id, "user", place)?;
        let name = found.map(|user| user.username.clone()).or(member.name);
        rows.push(TeamMember {
            id: MemberId::User(member.user_id),
            name: name.unwrap_or_else(|| Untrusted::new(member.user_id.as_str())),
            membership: Membership::parse(member.membership.raw()),
            by_mapping: member.by_mapping,
        });
    }
    Ok(Listing { rows, coverage })
}

pub(super) fn external_group(mapping: MappingRecord) -> ExternalGroup {
    let provider = mapping.provider_id;
    ExternalGroup {
        name: mapping.group,
        provider: provider.and_then(|id| IdentityProviderRef::of_user(id.raw())),
        membership: mapping.membership.map(|word| Membership::parse(word.raw())),
    }
}
