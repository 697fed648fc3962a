//! What the deletion of a team takes from whom.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{EffectivePermission, Origin, UserFacts, user_access};
use crate::domain::grant::{Grant, GrantContext, Permission};
use crate::domain::id::PermissionId;
use crate::domain::listing::{Coverage, Listing};
use crate::domain::team::{ExternalGroup, MemberId, TeamMember};
use crate::domain::text::{Untrusted, count};
use crate::domain::{Team, TeamId, UserId};

/// What happens when a team is deleted with the teams below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamDeletion {
    /// The teams below it, each before its children.
    pub below: Vec<TeamId>,
    /// The users who are a member of any of them, by id.
    pub members: BTreeMap<UserId, Untrusted>,
    /// External groups that no longer lead to a team.
    pub mappings: Vec<(TeamId, ExternalGroup)>,
    /// Unless it is complete, teams, members or mappings may be missing.
    pub coverage: Coverage,
}

impl TeamDeletion {
    /// `members` and `mappings` answer `None` for a team of which they were not read.
    pub fn new<'a>(
        team: TeamId,
        tree: &Listing<Team>,
        members: impl Fn(TeamId) -> Option<&'a Listing<TeamMember>>,
        mappings: impl Fn(TeamId) -> Option<&'a Listing<ExternalGroup>>,
    ) -> Self {
        let within = tree.iter().filter(|one| one.is_within(team)).map(|one| one.id);
        let below: Vec<TeamId> = within.filter(|id| *id != team).collect();
        let mut deletion = Self {
            below: Vec::new(),
            members: BTreeMap::new(),
            mappings: Vec::new(),
            coverage: tree.coverage.clone(),
        };
        let mut unread = BTreeSet::new();
        for id in [team].iter().chain(&below) {
            match members(*id) {
                Some(listing) => deletion.add_members(listing),
                None => drop(unread.insert(*id)),
            }
            match mappings(*id) {
                Some(listing) => {
                    deletion
                        .mappings
                        .extend(listing.iter().map(|group| (*id, group.clone())));
                    deletion.cover(&listing.coverage);
                }
                None => drop(unread.insert(*id)),
            }
        }
        if !unread.is_empty() {
            let teams = count(unread.len(), "team", "teams");
            deletion.coverage = Coverage::Partial(format!("The members or mappings of {teams} are not read."));
        }
        deletion.below = below;
        deletion
    }

    fn add_members(&mut self, listing: &Listing<TeamMember>) {
        for member in listing {
            if let MemberId::User(id) = member.id {
                self.members.insert(id, member.name.clone());
            }
        }
        self.cover(&listing.coverage);
    }

    fn cover(&mut self, coverage: &Coverage) {
        let own = std::mem::take(&mut self.coverage);
        self.coverage = own.and(coverage.clone());
    }
}

/// What one user loses with teams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserLoss {
    pub lost: Vec<Grant>,
    /// What the teams give, and something else as well, there or without what narrows it: with what is left.
    pub kept: Vec<EffectivePermission>,
    /// Unless it is complete, more may be lost, and what counts as lost may be kept.
    pub coverage: Coverage,
}

impl UserLoss {
    /// What tells the lost permissions from others.
    pub fn lost_keys(&self) -> BTreeSet<(PermissionId, GrantContext)> {
        let key = |grant: &Grant| (grant.permission, grant.context.clone());
        self.lost.iter().map(key).collect()
    }
}

/// What a user no longer may do when these teams are gone.
pub fn user_loss(facts: UserFacts<'_>, gone: &BTreeSet<TeamId>, catalogue: &[Permission]) -> UserLoss {
    let access = user_access(facts, catalogue);
    let is_gone = |origin: &Origin| matches!(origin, Origin::Team { through, .. } if gone.contains(through));
    let (mut gone, mut kept, mut wide) = (Vec::new(), Vec::new(), HashMap::<_, Vec<_>>::new());
    for EffectivePermission { grant, mut origins } in access.rows {
        let before = origins.len();
        origins.retain(|origin| !is_gone(origin));
        let left = EffectivePermission { grant, origins };
        if left.origins.is_empty() && before > 0 {
            gone.push(left.grant);
            continue;
        }
        if left.origins.len() < before {
            kept.push(left.clone());
        }
        wide.entry(left.grant.permission).or_default().push(left);
    }
    let mut lost = Vec::new();
    for grant in gone {
        // What isn't narrowed is covered by nothing else.
        let others = wide
            .get(&grant.permission)
            .filter(|_| !grant.context.other().is_empty());
        let covers = |left: &&EffectivePermission| left.grant.context.covers(&grant.context);
        match others.and_then(|all| all.iter().find(covers)) {
            Some(left) => kept.push(EffectivePermission {
                grant,
                origins: left.origins.clone(),
            }),
            None => lost.push(grant),
        }
    }
    UserLoss {
        lost,
        kept,
        coverage: access.coverage,
    }
}
