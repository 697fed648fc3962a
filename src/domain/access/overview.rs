//! Who has a permission in an organization or its environments, directly and through others.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Origin;
use crate::domain::grant::{GrantContext, HolderId, Holding};
use crate::domain::listing::{Coverage, Listing};
use crate::domain::team::{MemberId, TeamMember, everyones_team};
use crate::domain::text::{Untrusted, count, fold};
use crate::domain::{OrgId, RoleGroupId, Team, TeamId, User};

/// What was read of a permission in an organization.
#[derive(Clone, Copy)]
pub struct OverviewFacts<'a> {
    /// Who holds it themselves.
    pub users: &'a Listing<Holding>,
    pub teams: &'a Listing<Holding>,
    pub role_groups: &'a Listing<Holding>,
    /// All teams of the root.
    pub tree: &'a Listing<Team>,
    /// All users; `None` where they were not read. They are the members of the topmost team (R83).
    pub everyone: Option<&'a Listing<User>>,
    /// The members of a team; `None` where they were not read.
    pub team_members: &'a dyn Fn(TeamId) -> Option<&'a Listing<TeamMember>>,
    /// The same of a role of an organization.
    pub role_members: &'a dyn Fn(OrgId, RoleGroupId) -> Option<&'a Listing<User>>,
}

/// A user or a team that has the permission in a context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderAccess {
    /// A user or a team.
    pub holder: HolderId,
    pub name: Untrusted,
    pub context: GrantContext,
    pub origins: BTreeSet<Origin>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessOverview {
    /// Users, then teams, each by name; one row for each context.
    pub rows: Vec<HolderAccess>,
    /// Unless it is complete, somebody may be missing.
    pub coverage: Coverage,
}

/// The teams whose members have the permission: those that hold it, and all below them.
pub fn teams_to_read(teams: &[Holding], tree: &[Team]) -> BTreeSet<TeamId> {
    let held: BTreeSet<HolderId> = teams.iter().map(|held| held.holder).collect();
    let within = |team: &&Team| path(team).any(|id| held.contains(&HolderId::Team(id)));
    tree.iter().filter(within).map(|team| team.id).collect()
}

fn origin_through(team: TeamId, through: TeamId) -> Origin {
    Origin::Team { team, through }
}

/// A team and each above it.
fn path(team: &Team) -> impl Iterator<Item = TeamId> {
    team.ancestors.iter().copied().chain([team.id])
}

impl AccessOverview {
    pub fn new(facts: OverviewFacts<'_>) -> Self {
        let mut found = OverviewRows::default();
        let lists = [
            &facts.users.coverage,
            &facts.teams.coverage,
            &facts.role_groups.coverage,
        ];
        let lists = lists.into_iter().chain([&facts.tree.coverage]).cloned();
        let mut coverage = lists.fold(Coverage::Complete, Coverage::and);
        for held in facts.users {
            found.add(held.holder, &held.name, held, Origin::Direct);
        }
        let holdings: HashMap<HolderId, &Holding> = facts.teams.iter().map(|held| (held.holder, held)).collect();
        let mut unread = 0;
        let everyone = everyones_team(facts.tree);
        for team in facts.tree {
            let held: Vec<&Holding> = path(team)
                .filter_map(|id| holdings.get(&HolderId::Team(id)).copied())
                .collect();
            if held.is_empty() {
                continue;
            }
            let origin = |held: &Holding| match held.holder {
                HolderId::Team(id) if id != team.id => origin_through(id, team.id),
                _ => Origin::Direct,
            };
            for held in &held {
                found.add(HolderId::Team(team.id), &team.name, held, origin(held));
            }
            let is_topmost = everyone == Some(team.id);
            let users = facts.everyone.filter(|_| is_topmost);
            if let Some(users) = users {
                coverage = coverage.and(users.coverage.clone());
                for user in users {
                    for held in &held {
                        let id = HolderId::User(user.id);
                        found.add(id, &user.username, held, origin_through(team.id, team.id));
                    }
                }
                // Its list of members can add nobody to all users.
                if users.is_complete() {
                    continue;
                }
            }
            let members = (facts.team_members)(team.id);
            unread += usize::from(members.is_none() || (is_topmost && users.is_none()));
            let Some(members) = members else {
                continue;
            };
            coverage = coverage.and(members.coverage.clone());
            for member in members {
                let MemberId::User(user) = member.id else {
                    continue;
                };
                for held in &held {
                    if let HolderId::Team(id) = held.holder {
                        let for_all = everyone == Some(id);
                        let through = if for_all { id } else { team.id };
                        found.add(HolderId::User(user), &member.name, held, origin_through(id, through));
                    }
                }
            }
        }
        // A team that isn't in the tree holds it all the same.
        for held in facts.teams {
            found.add(held.holder, &held.name, held, Origin::Direct);
        }
        for held in facts.role_groups {
            let HolderId::RoleGroup(role) = held.holder else {
                continue;
            };
            let members = held.organization.and_then(|own| (facts.role_members)(own, role));
            let Some(members) = members else {
                unread += 1;
                continue;
            };
            coverage = coverage.and(members.coverage.clone());
            for user in members {
                found.add(HolderId::User(user.id), &user.username, held, Origin::RoleGroup(role));
            }
        }
        if unread > 0 {
            let holders = count(unread, "team or role", "teams and roles");
            coverage = Coverage::Partial(format!("The members of {holders} are not read."));
        }
        Self {
            rows: found.rows(),
            coverage,
        }
    }
}

#[derive(Default)]
struct OverviewRows(BTreeMap<(HolderId, GrantContext), (Untrusted, BTreeSet<Origin>)>);

impl OverviewRows {
    fn add(&mut self, holder: HolderId, name: &Untrusted, held: &Holding, origin: Origin) {
        for grant in &held.grants {
            let entry = self.0.entry((holder, grant.context.clone()));
            let (_, origins) = entry.or_insert_with(|| (name.clone(), BTreeSet::new()));
            origins.insert(origin);
        }
    }

    fn rows(self) -> Vec<HolderAccess> {
        let row = |((holder, context), (name, origins))| HolderAccess {
            holder,
            name,
            context,
            origins,
        };
        let mut rows: Vec<HolderAccess> = self.0.into_iter().map(row).collect();
        rows.sort_by_cached_key(|row| (row.holder.kind(), fold(row.name.raw()), row.holder, row.context.clone()));
        rows
    }
}
