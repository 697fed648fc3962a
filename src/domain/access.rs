//! Who may do what, and why: derived from what the platform tells piece by piece.
//!
//! The platform says what is effective for a user, and not from where. That follows from the user's own permissions, those of
//! their teams and of all teams above them, and those of their roles.

mod administrators;
mod app_holders;
mod inventory;
mod overview;
mod place;
mod report;
mod risk;
mod screens;
mod team_deletion;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::grant::{Grant, GrantContext, HolderId, Permission};
use super::id::{PermissionId, RoleGroupId, TeamId};
use super::listing::{Coverage, Listing};
use super::role_group::RoleGroup;
use super::text::{Untrusted, count};
use super::user::UserTeam;

pub use administrators::Administrators;
pub use app_holders::{AppHolder, ScopeEffect, app_holders, scopes_like};
pub use inventory::{AccessIndex, AccessInventory, PermissionNames};
pub use overview::{AccessOverview, HolderAccess, OverviewFacts, teams_to_read};
pub use place::PlaceAccess;
pub use report::{
    AccessReport, ReportNames, access as report_access, apps as report_apps, origin_words, users as report_users,
};
pub use risk::{broadest_scope, is_idle, is_outside_sso, is_owner_gone, is_past, is_unused, is_user_gone};
pub use screens::{AccessEvidence, MayDo, ScreenAccess, screen_access};
pub use team_deletion::{TeamDeletion, UserLoss, user_loss};

/// Where somebody has a permission from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    Direct,
    /// The permission is `team`'s. It comes through `through`: that team, or one below it.
    Team {
        team: TeamId,
        through: TeamId,
    },
    RoleGroup(RoleGroupId),
}

/// A permission in one context, with all that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectivePermission {
    pub grant: Grant,
    /// Empty where nothing that was read explains it: its origin is unknown.
    pub origins: BTreeSet<Origin>,
}

/// What a user may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserAccess {
    /// Each permission and context once, by name. Those that the platform gives by itself are not among them.
    pub rows: Vec<EffectivePermission>,
    /// Unless it is complete, permissions or origins may be missing.
    pub coverage: Coverage,
}

/// What was read of a user.
#[derive(Clone, Copy)]
pub struct UserFacts<'a> {
    pub effective: &'a Listing<Grant>,
    pub direct: &'a Listing<Grant>,
    pub teams: &'a Listing<UserTeam>,
    pub role_groups: &'a Listing<RoleGroup>,
    /// The team that every user is a member of, where it is known (R83).
    pub everyone: Option<TeamId>,
    /// The permissions of a team or a role; `None` where they were not read.
    pub held: &'a dyn Fn(HolderId) -> Option<&'a Listing<Grant>>,
}

impl UserFacts<'_> {
    /// The teams and roles whose permissions have to be read, each once.
    pub fn holders(&self) -> BTreeSet<HolderId> {
        let teams = self.paths().into_iter();
        let roles = self.role_groups.iter().map(|role| HolderId::RoleGroup(role.id));
        teams.map(|(team, _)| HolderId::Team(team)).chain(roles).collect()
    }

    /// The teams whose permissions memberships give, each with the team it comes through. What everyone has comes through no
    /// other team: it stays where that one goes.
    fn paths(&self) -> BTreeSet<(TeamId, TeamId)> {
        let through = |(team, through)| (team, if self.everyone == Some(team) { team } else { through });
        let listed = self.teams.iter().flat_map(paths).map(through);
        listed.chain(self.everyone.map(|team| (team, team))).collect()
    }

    /// Everything that was read of what the user may do, and how much of it that is.
    fn explained(&self) -> (BTreeMap<(PermissionId, &GrantContext), BTreeSet<Origin>>, Coverage) {
        let mut origins: BTreeMap<_, BTreeSet<Origin>> = BTreeMap::new();
        let lists = [&self.direct.coverage, &self.teams.coverage, &self.role_groups.coverage];
        let mut coverage = lists.into_iter().cloned().fold(Coverage::Complete, Coverage::and);
        for grant in self.direct {
            origins.entry(grant.key()).or_default().insert(Origin::Direct);
        }
        let teams = self.paths().into_iter();
        let teams = teams.map(|(team, through)| (HolderId::Team(team), Origin::Team { team, through }));
        let roles = self.role_groups.iter().map(|role| role.id);
        let roles = roles.map(|id| (HolderId::RoleGroup(id), Origin::RoleGroup(id)));
        let mut unread = BTreeSet::new();
        for (holder, origin) in teams.chain(roles) {
            let Some(held) = (self.held)(holder) else {
                unread.insert(holder);
                continue;
            };
            coverage = coverage.and(held.coverage.clone());
            for grant in held {
                origins.entry(grant.key()).or_default().insert(origin);
            }
        }
        if !unread.is_empty() {
            let holders = count(unread.len(), "team or role", "teams and roles");
            coverage = Coverage::Partial(format!("The permissions of {holders} are not read."));
        }
        (origins, coverage)
    }
}

/// The teams whose permissions a membership gives: the team and each above it, with the team it comes through.
fn paths(of: &UserTeam) -> impl Iterator<Item = (TeamId, TeamId)> {
    let through = of.team.id;
    let all = of.team.ancestors.iter().copied().chain([through]);
    all.map(move |team| (team, through))
}

/// What a user may do, and where each permission comes from. The catalogue names the permissions, and says which are hidden.
pub fn user_access(facts: UserFacts<'_>, catalogue: &[Permission]) -> UserAccess {
    let permissions: HashMap<PermissionId, &Permission> = catalogue.iter().map(|one| (one.id, one)).collect();
    let (mut origins, coverage) = facts.explained();
    let mut rows: Vec<EffectivePermission> = Vec::new();
    let mut add = |(permission, context): (PermissionId, &GrantContext), name: Option<&Untrusted>, origins| {
        let known = permissions.get(&permission);
        if known.map_or(permission == super::grant::BUSINESS_GROUP_VIEWER, |p| p.is_hidden()) {
            return;
        }
        rows.push(EffectivePermission {
            grant: Grant {
                permission,
                name: known.map(|p| &p.name).or(name).cloned(),
                context: context.clone(),
            },
            origins,
        });
    };
    let effective: BTreeMap<_, _> = facts.effective.iter().map(|grant| (grant.key(), grant)).collect();
    for (key, grant) in effective {
        add(key, grant.name.as_ref(), origins.remove(&key).unwrap_or_default());
    }
    if !facts.effective.is_complete() {
        for (key, origins) in origins {
            add(key, None, origins);
        }
    }
    rows.sort_by(|one, other| (&one.grant.name, one.grant.key()).cmp(&(&other.grant.name, other.grant.key())));
    UserAccess {
        rows,
        coverage: facts.effective.coverage.clone().and(coverage),
    }
}
