//! What follows from the reads of access for the one thing that is on screen.

use std::collections::{BTreeMap, BTreeSet};

use super::administrators::{KnownAdministrators, Surroundings, SurroundingsKey};
use super::applications::ContractReads;
use super::{AccessData, AccessRead};
use crate::app::list::RowId;
use crate::domain::access::{
    AccessOverview, AppHolder, OverviewFacts, TeamDeletion, UserAccess, UserFacts, teams_to_read, user_access,
    user_loss,
};
use crate::domain::change::Losses;
use crate::domain::grant::{HolderId, HolderKind};
use crate::domain::{Coverage, Grant, Listing, OrgId, PermissionId, RoleGroup, TeamId, UserId};

/// Of how many members of a team it is looked up what else they have, before the team is deleted: three requests for each.
pub const MAX_MEMBERS: usize = 2_000;

#[derive(Debug, Default)]
pub(super) struct DerivedAccess {
    /// The revision that it follows from, and what it is about.
    of: Option<(u64, Option<RowId>, Option<SurroundingsKey>)>,
    /// The organization that has all users, where it is seen.
    root: Option<OrgId>,
    user: Option<(UserId, UserAccess)>,
    overview: Option<Overview>,
    loss: Option<DerivedLoss>,
    pub(super) administrators: KnownAdministrators,
    pub(super) contracts: ContractReads,
}

/// What the deletion of a team takes, as far as that was read when it was derived.
#[derive(Debug)]
struct DerivedLoss {
    team: TeamId,
    found: TeamLoss,
    /// How many of its reads were still on their way.
    awaited: usize,
}

/// Who has a permission in an organization, as far as that was read when it was derived.
#[derive(Debug)]
struct Overview {
    of: (OrgId, PermissionId),
    found: AccessOverview,
    apps: Vec<AppHolder>,
    /// How many of its reads were still on their way.
    awaited: usize,
}

/// What the deletion of a team takes from whom.
#[derive(Debug)]
pub struct TeamLoss {
    pub deletion: TeamDeletion,
    /// Each permission that the teams give: the user names of those who lose it, and of those who keep it another way.
    pub permissions: BTreeMap<Grant, (BTreeSet<String>, BTreeSet<String>)>,
    /// What each member loses of whom all is known that they have another way.
    pub lost: Losses,
    /// Members of whom it wasn't looked up what else they have.
    pub unknown: usize,
    pub coverage: Coverage,
}

fn unread<T>() -> Listing<T> {
    Listing::partial(Vec::new(), "Not all that explains it is read.")
}

impl AccessData {
    /// Derives what the page or the dialog about `watched` shows, and who administers the organization you work in. It does
    /// so only where anything changed.
    pub(in crate::app::model::data) fn refresh(
        &mut self,
        watched: Option<RowId>,
        around: Option<&Surroundings>,
        of_holders: &[OrgId],
    ) {
        let of = Some((self.revision, watched, around.map(Surroundings::key)));
        if self.derived.of == of {
            return;
        }
        self.derived.of = of;
        self.derived.root = around.and_then(|around| around.root);
        self.refresh_administrators(around);
        self.derived.contracts = self.count_contract_reads();
        self.derived.user = match watched {
            Some(RowId::User(id)) => self.find_user_access(id).map(|access| (id, access)),
            _ => None,
        };
        match watched {
            Some(RowId::Team(id)) => self.refresh_loss(id),
            _ => self.derived.loss = None,
        }
        match watched {
            Some(RowId::Permission(organization, permission)) => {
                self.refresh_overview(organization, permission, of_holders);
            }
            _ => self.derived.overview = None,
        }
    }

    pub(super) fn is_awaited(&self, read: AccessRead) -> bool {
        self.remote(read)
            .is_none_or(|piece| piece.is_absent() || piece.awaited().is_some())
    }

    /// What a user may do, for the user that is on screen.
    pub fn user_access(&self, user: UserId) -> Option<&UserAccess> {
        self.derived
            .user
            .as_ref()
            .filter(|(of, _)| *of == user)
            .map(|(_, access)| access)
    }

    /// The reads that say what a user may do and why; the first says what.
    pub fn user_reads(&self, user: UserId) -> Vec<AccessRead> {
        let mut reads = vec![
            AccessRead::EffectiveGrants(user),
            AccessRead::Permissions,
            AccessRead::Teams,
        ];
        reads.extend(self.explaining_reads(user));
        reads
    }

    /// The reads that say what gives a user something.
    fn explaining_reads(&self, user: UserId) -> Vec<AccessRead> {
        let own = [
            AccessRead::UserTeams(user),
            AccessRead::UserRoles(user),
            AccessRead::UserGrants(user),
        ];
        let teams = self.user_teams(user).into_iter().flatten();
        let paths = teams.flat_map(|of| of.team.ancestors.iter().copied().chain([of.team.id]));
        let paths: BTreeSet<TeamId> = paths.chain(self.everyones_team()).collect();
        let roles = self.user_roles(user).into_iter().flatten();
        let roles = roles.filter_map(|role| Some(AccessRead::RoleGrants(role.organization?, role.id)));
        own.into_iter()
            .chain(paths.into_iter().map(AccessRead::TeamGrants))
            .chain(roles)
            .collect()
    }

    /// Whether everything was read that may explain what a user has.
    pub fn is_explained(&self, user: UserId) -> bool {
        !self
            .explaining_reads(user)
            .into_iter()
            .any(|read| self.is_awaited(read))
    }

    fn held(&self, holder: HolderId, roles: &[RoleGroup]) -> Option<&Listing<Grant>> {
        self.grants(match holder {
            HolderId::User(id) => AccessRead::UserGrants(id),
            HolderId::Team(id) => AccessRead::TeamGrants(id),
            HolderId::RoleGroup(id) => {
                let role = roles.iter().find(|role| role.id == id)?;
                AccessRead::RoleGrants(role.organization?, id)
            }
        })
    }

    fn find_user_access(&self, user: UserId) -> Option<UserAccess> {
        let effective = self.grants(AccessRead::EffectiveGrants(user))?;
        let (no_grants, no_teams, no_roles) = (unread(), unread(), unread());
        let role_groups = self.user_roles(user).unwrap_or(&no_roles);
        let facts = UserFacts {
            effective,
            direct: self.grants(AccessRead::UserGrants(user)).unwrap_or(&no_grants),
            teams: self.user_teams(user).unwrap_or(&no_teams),
            role_groups,
            everyone: self.everyones_team(),
            held: &|holder| self.held(holder, role_groups),
        };
        Some(user_access(facts, self.catalogue().map_or(&[][..], |all| all)))
    }

    /// Who has a permission, for the permission that is on screen.
    pub fn overview(&self, organization: OrgId, permission: PermissionId) -> Option<&AccessOverview> {
        let overview = self.derived.overview.as_ref()?;
        (overview.of == (organization, permission)).then_some(&overview.found)
    }

    /// The connected apps that may do the same, for the permission that is on screen.
    pub fn app_holders(&self, organization: OrgId, permission: PermissionId) -> &[AppHolder] {
        let overview = self.derived.overview.as_ref();
        let overview = overview.filter(|overview| overview.of == (organization, permission));
        overview.map_or(&[], |overview| &overview.apps)
    }

    /// Whether some of what says who has a permission is on its way.
    pub fn is_overview_arriving(&self, organization: OrgId, permission: PermissionId) -> bool {
        let overview = self.derived.overview.as_ref();
        overview.is_none_or(|overview| overview.of != (organization, permission) || overview.awaited > 0)
    }

    /// The reads that say who has a permission in an organization.
    pub fn overview_reads(&self, organization: OrgId, permission: PermissionId) -> Vec<AccessRead> {
        let holders = |kind| AccessRead::Holders(kind, permission, organization);
        let mut reads = vec![
            holders(HolderKind::User),
            holders(HolderKind::Team),
            holders(HolderKind::RoleGroup),
            AccessRead::Teams,
        ];
        if let (Some(held), Some(teams)) = (self.holders(HolderKind::Team, permission, organization), self.teams()) {
            let everyone = self.everyones_team().map(HolderId::Team);
            let by_all = held.iter().any(|held| Some(held.holder) == everyone);
            reads.extend(self.derived.root.filter(|_| by_all).map(AccessRead::Users));
            reads.extend(teams_to_read(held, teams).into_iter().map(AccessRead::TeamMembers));
        }
        let roles = self
            .holders(HolderKind::RoleGroup, permission, organization)
            .into_iter()
            .flatten();
        reads.extend(roles.filter_map(|held| match held.holder {
            HolderId::RoleGroup(id) => Some(AccessRead::RoleMembers(held.organization?, id)),
            _ => None,
        }));
        reads
    }

    /// Derives the overview again once half of the awaited answers came. There may be a thousand of them.
    fn refresh_overview(&mut self, organization: OrgId, permission: PermissionId, with_those_above: &[OrgId]) {
        let of = (organization, permission);
        let mut reads = self.overview_reads(organization, permission);
        reads.extend(self.app_holder_reads(with_those_above));
        let awaited = self.awaited(&reads);
        let fresh = |before: &Overview| before.of == of && awaited > 0 && awaited * 2 > before.awaited;
        if self.derived.overview.as_ref().is_some_and(fresh) {
            return;
        }
        let (apps, all_apps) = self.find_app_holders(of, with_those_above);
        let found = self.find_overview(organization, permission);
        self.derived.overview = found.map(|mut found| {
            found.coverage = found.coverage.and(all_apps);
            Overview {
                of,
                found,
                apps,
                awaited,
            }
        });
    }

    /// How many of these reads are on their way.
    fn awaited(&self, reads: &[AccessRead]) -> usize {
        reads.iter().filter(|read| self.is_awaited(**read)).count()
    }

    /// The same for any permission. It takes as long as there are holders.
    pub fn find_overview(&self, organization: OrgId, permission: PermissionId) -> Option<AccessOverview> {
        let holders = |kind| self.holders(kind, permission, organization);
        let (no_holders, no_teams) = (unread(), unread());
        let found = [HolderKind::User, HolderKind::Team, HolderKind::RoleGroup].map(holders);
        if found.iter().all(Option::is_none) {
            return None;
        }
        let [users, teams, role_groups] = found.map(|found| found.unwrap_or(&no_holders));
        Some(AccessOverview::new(OverviewFacts {
            users,
            teams,
            role_groups,
            tree: self.teams().map_or(&no_teams, |teams| teams),
            everyone: self.derived.root.and_then(|root| Some(&**self.users(root)?)),
            team_members: &|team| self.team_members(team),
            role_members: &|own, role| Some(&**self.role_members(own, role)?),
        }))
    }

    /// What the deletion of a team takes from whom, for the team that is on screen.
    pub fn team_loss(&self, team: TeamId) -> Option<&TeamLoss> {
        let loss = self.derived.loss.as_ref().filter(|loss| loss.team == team);
        loss.map(|loss| &loss.found)
    }

    /// Of how many members it was looked up what else they have, and of how many it is; `None` where nothing of that is on
    /// its way.
    pub fn team_loss_progress(&self, team: TeamId) -> Option<(usize, usize)> {
        let members = &self.team_loss(team)?.deletion.members;
        let all: Vec<UserId> = members.keys().take(MAX_MEMBERS).copied().collect();
        let awaited = |user: &&UserId| self.awaited(&self.explaining_reads(**user)) > 0;
        let awaited = all.iter().filter(awaited).count();
        (awaited > 0).then_some((all.len() - awaited, all.len()))
    }

    /// Derives the loss again once half of the awaited answers came, as there may be thousands of them.
    fn refresh_loss(&mut self, team: TeamId) {
        let awaited = self.awaited(&self.team_loss_reads(team));
        let fresh = |before: &DerivedLoss| before.team == team && awaited > 0 && awaited * 2 > before.awaited;
        if self.derived.loss.as_ref().is_some_and(fresh) {
            return;
        }
        let found = self.find_team_loss(team);
        self.derived.loss = found.map(|found| DerivedLoss { team, found, awaited });
    }

    /// A team and those below it; it alone before the teams are read.
    pub(in crate::app) fn within(&self, team: TeamId) -> BTreeSet<TeamId> {
        let teams = self.teams().map_or(&[][..], |teams| teams);
        let within = teams.iter().filter(|one| one.is_within(team)).map(|one| one.id);
        within.chain([team]).collect()
    }

    fn find_deletion(&self, team: TeamId) -> Option<TeamDeletion> {
        let members = |id| self.team_members(id);
        Some(TeamDeletion::new(team, self.teams()?, members, |id| {
            self.team_mappings(id)
        }))
    }

    /// The reads that say what the deletion of a team takes from whom.
    pub fn team_loss_reads(&self, team: TeamId) -> Vec<AccessRead> {
        let within = self.within(team).into_iter();
        let own = within.flat_map(|id| {
            [
                AccessRead::TeamMembers(id),
                AccessRead::TeamMappings(id),
                AccessRead::TeamGrants(id),
            ]
        });
        let mut reads: Vec<AccessRead> = [AccessRead::Teams, AccessRead::Permissions]
            .into_iter()
            .chain(own)
            .collect();
        if let Some(deletion) = self.find_deletion(team) {
            let members = deletion.members.keys().take(MAX_MEMBERS);
            reads.extend(members.flat_map(|user| self.explaining_reads(*user)));
        }
        reads
    }

    fn find_team_loss(&self, team: TeamId) -> Option<TeamLoss> {
        let deletion = self.find_deletion(team)?;
        let gone = self.within(team);
        let catalogue = self.catalogue().map_or(&[][..], |all| all);
        let mut permissions: BTreeMap<Grant, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
        let mut coverage = deletion.coverage.clone();
        let mut losses = Losses::new();
        let mut unknown = deletion.members.len().saturating_sub(MAX_MEMBERS);
        for (user, name) in deletion.members.iter().take(MAX_MEMBERS) {
            let direct = self.grants(AccessRead::UserGrants(*user));
            let (Some(direct), Some(teams), Some(role_groups)) =
                (direct, self.user_teams(*user), self.user_roles(*user))
            else {
                unknown += 1;
                continue;
            };
            // What the teams give follows from the teams: what is effective needn't be read as well.
            let effective = unread();
            let facts = UserFacts {
                effective: &effective,
                direct,
                teams,
                role_groups,
                everyone: self.everyones_team(),
                held: &|holder| self.held(holder, role_groups),
            };
            let holders = facts.holders().into_iter().map(|holder| self.held(holder, role_groups));
            let held =
                holders.map(|held| held.map_or_else(|| unread::<Grant>().coverage, |held| held.coverage.clone()));
            let own = [&direct.coverage, &teams.coverage, &role_groups.coverage].map(Clone::clone);
            let known = own.into_iter().chain(held).fold(Coverage::Complete, Coverage::and);
            let found = user_loss(facts, &gone, catalogue);
            if known.is_complete() {
                losses.insert(*user, found.lost_keys());
            }
            coverage = coverage.and(known);
            for grant in found.lost {
                permissions
                    .entry(grant)
                    .or_default()
                    .0
                    .insert(name.shown().into_owned());
            }
            for kept in found.kept {
                permissions
                    .entry(kept.grant)
                    .or_default()
                    .1
                    .insert(name.shown().into_owned());
            }
        }
        Some(TeamLoss {
            deletion,
            permissions,
            lost: losses,
            unknown,
            coverage,
        })
    }
}
