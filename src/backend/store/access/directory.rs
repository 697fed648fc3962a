//! Users, teams, roles, identity providers and connected apps of a file, by what they are asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Display;
use std::sync::Arc;

use super::super::absent::{coverage_of, listing};
use super::super::document::full_name;
use super::super::ids::{linked, once};
use super::super::schema::{self, StrictObject};
use super::apps::{self, AppLists};
use super::gaps::Gaps;
use super::identity::{self, IdentityLists};
use super::records::{
    DirectoryMembers, DirectoryUser, GrantRecord, OrganizationIds, PermissionRecord, RoleGroupRecord, Taker,
};
use super::teams::{self, TeamLists, external_group};
use crate::domain::change::{TeamPart, team_parts};
use crate::domain::grant::{HolderId, HolderKind};
use crate::domain::snapshot::SnapshotItem;
use crate::domain::team::{ExternalGroup, TeamMember};
use crate::domain::text::fold;
use crate::domain::{
    Coverage, EnvironmentId, Grant, GrantContext, IdentityProviderRef, Listing, OrgId, Permission, PermissionId,
    RoleGroup, RoleGroupId, Team, TeamId, Untrusted, User, UserId,
};

pub(in crate::backend::store) struct Directory {
    /// By user name.
    pub(super) users: Arc<Listing<User>>,
    places: HashMap<UserId, usize>,
    pub(super) teams: TeamLists,
    /// By name.
    pub(super) role_groups: Listing<RoleGroup>,
    pub(super) role_members: HashMap<RoleGroupId, Listing<UserId>>,
    /// How much of the members of all roles the file has.
    role_members_coverage: Coverage,
    /// By product and name.
    pub(super) permissions: Arc<Listing<Permission>>,
    grants: HashMap<HolderId, Vec<Grant>>,
    grants_coverage: Coverage,
    /// Names of permissions that users have, and that the catalogue doesn't.
    unnamed: Coverage,
    pub(super) identity: IdentityLists,
    pub(super) apps: AppLists,
    pub(super) gaps: Gaps,
}

impl Directory {
    /// Reads these members of a file. The error is a sentence that says what is wrong and where.
    pub(in crate::backend::store) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let mut file: DirectoryMembers = schema::members(bytes)?;
        let gaps = Gaps::new(file.snapshot.is_some(), file.not_read);
        let taken_with = file.users.iter().flatten().any(|user| user.0.taker.is_some());
        let left_out = file.snapshot.as_ref().is_some_and(|about| about.0.leaves_out_access());
        if gaps.is_snapshot && (left_out || !taken_with) {
            // An older snapshot names the one who took it, and no user. So does one without access.
            file.users = None;
        }
        let environments: HashSet<EnvironmentId> = file.environments.iter().map(|e| e.0.id).collect();
        let mut organizations = HashSet::new();
        collect(&file.organization.0, &mut organizations);
        let (users, direct, places) = users(file.users, &gaps)?;
        let teams = teams::read(file.teams, &users, &places, &gaps)?;
        let (role_groups, role_members) = role_groups(file.role_groups, (&places, &gaps), &organizations)?;
        let permissions = permissions(file.permissions, &gaps)?;
        let mut directory = Self {
            grants_coverage: coverage_of(file.grants.as_ref(), "grants"),
            unnamed: Coverage::Complete,
            identity: identity::read(file.identity_providers, &file.identity_provider_settings.0, &gaps)?,
            apps: apps::read(file.connected_apps)?,
            users: Arc::new(users),
            places,
            teams,
            role_groups,
            role_members_coverage: role_members
                .values()
                .fold(Coverage::Complete, |all, one| all.and(one.coverage.clone())),
            role_members,
            permissions: Arc::new(permissions),
            grants: HashMap::new(),
            gaps,
        };
        directory.add_grants(file.grants.unwrap_or_default(), &organizations, &environments)?;
        directory.add_direct(direct);
        Ok(directory)
    }

    pub(in crate::backend::store) fn user(&self, id: UserId) -> Option<&User> {
        self.users.get(*self.places.get(&id)?)
    }

    pub(in crate::backend::store) fn team(&self, id: TeamId) -> Option<&Team> {
        self.teams.team(id)
    }

    /// A team and all below it.
    pub(in crate::backend::store) fn teams_within(&self, id: TeamId) -> impl Iterator<Item = &Team> {
        self.teams.rows.iter().filter(move |team| team.is_within(id))
    }

    pub(in crate::backend::store) fn teams(&self) -> &[Team] {
        &self.teams.rows
    }

    pub(super) fn team_members(&self, id: TeamId) -> Listing<TeamMember> {
        let Listing { rows, coverage } = self.teams.members(id);
        let coverage = self.gaps.of(SnapshotItem::TeamMembers, &id).and(coverage);
        Listing { rows, coverage }
    }

    pub(super) fn team_mappings(&self, id: TeamId) -> Listing<ExternalGroup> {
        let Listing { rows, coverage } = self.teams.mappings(id);
        let coverage = self.gaps.of(SnapshotItem::TeamGroups, &id).and(coverage);
        Listing { rows, coverage }
    }

    /// What goes with a team; `None` where the file doesn't have all of it.
    pub(in crate::backend::store) fn team_parts(&self, id: TeamId) -> Option<BTreeMap<TeamPart, String>> {
        team_parts(
            &self.team_members(id),
            &self.grants(HolderId::Team(id)),
            &self.team_mappings(id),
        )
    }

    pub(super) fn role_group(&self, id: RoleGroupId) -> Option<&RoleGroup> {
        self.role_groups.iter().find(|role| role.id == id)
    }

    /// The permissions that this one has itself.
    pub(super) fn grants(&self, holder: HolderId) -> Listing<Grant> {
        let rows = self.grants.get(&holder).cloned().unwrap_or_default();
        let read = match holder {
            HolderId::User(id) => self.gaps.of(SnapshotItem::UserGrants, &id).and(self.unnamed.clone()),
            HolderId::Team(id) => self.gaps.of(SnapshotItem::TeamGrants, &id),
            HolderId::RoleGroup(id) => self.gaps.of(SnapshotItem::RoleGrants, &id),
        };
        let coverage = read.and(self.grants_coverage.clone());
        Listing { rows, coverage }
    }

    /// Everyone who holds a permission themselves.
    pub(super) fn holders(&self) -> impl Iterator<Item = (HolderId, &[Grant])> {
        self.grants.iter().map(|(holder, grants)| (*holder, &**grants))
    }

    /// How much is known of who holds a permission themselves.
    pub(super) fn grants_coverage(&self, kind: HolderKind) -> Coverage {
        let what = match kind {
            HolderKind::User => SnapshotItem::UserGrants,
            HolderKind::Team => SnapshotItem::TeamGrants,
            HolderKind::RoleGroup => SnapshotItem::RoleGrants,
        };
        self.gaps.of_all(what).and(self.grants_coverage.clone())
    }

    /// The roles that a user has.
    pub(super) fn role_groups_of(&self, user: UserId) -> impl Iterator<Item = &RoleGroup> {
        let has = move |role: &&RoleGroup| self.role_members.get(&role.id).is_some_and(|all| all.contains(&user));
        self.role_groups.iter().filter(has)
    }

    /// How much is known of the teams that anybody is in.
    pub(super) fn knows_teams(&self) -> Coverage {
        let members = self.gaps.of_all(SnapshotItem::TeamMembers);
        let listed = self.teams.members_coverage.clone();
        self.teams.rows.coverage.clone().and(members).and(listed)
    }

    /// How much is known of the roles that anybody has, in any organization.
    pub(super) fn knows_roles(&self) -> Coverage {
        let gaps = [SnapshotItem::Roles, SnapshotItem::RoleMembers].map(|what| self.gaps.of_all(what));
        let listed = self.role_groups.coverage.clone();
        let members = self.role_members_coverage.clone();
        gaps.into_iter().fold(listed.and(members), Coverage::and)
    }

    /// Everything that a user has, each once.
    pub(super) fn effective(&self, user: UserId) -> Listing<Grant> {
        let teams = self.teams.with_ancestors(user).map(HolderId::Team);
        let roles = self.role_groups_of(user).map(|role| HolderId::RoleGroup(role.id));
        let mut rows = BTreeSet::new();
        let mut coverage = self.knows_teams().and(self.knows_roles());
        for holder in [HolderId::User(user)].into_iter().chain(teams).chain(roles) {
            let grants = self.grants(holder);
            coverage = coverage.and(grants.coverage);
            rows.extend(grants.rows);
        }
        let rows = rows.into_iter().collect();
        Listing { rows, coverage }
    }

    fn add_grants(
        &mut self,
        records: Vec<StrictObject<GrantRecord>>,
        organizations: &HashSet<OrgId>,
        environments: &HashSet<EnvironmentId>,
    ) -> Result<(), String> {
        let names: HashMap<PermissionId, _> = self.permissions.iter().map(|p| (p.id, p.name.clone())).collect();
        let mut seen = HashSet::with_capacity(records.len());
        let linked = |there: bool, id: &dyn Display, noun: &str, place: &dyn Fn() -> String| {
            linked(there || self.gaps.is_snapshot, &id, noun, place)
        };
        for (i, StrictObject(grant)) in records.into_iter().enumerate() {
            let place = |member: &str| format!("grants[{i}].{member}");
            let holder = match (grant.user, grant.team, grant.role_group) {
                (Some(id), None, None) => {
                    linked(self.places.contains_key(&id), &id, "user", &|| place("userId"))?;
                    HolderId::User(id)
                }
                (None, Some(id), None) => {
                    linked(self.teams.places().contains_key(&id), &id, "team", &|| place("teamId"))?;
                    HolderId::Team(id)
                }
                (None, None, Some(id)) => {
                    let there = self.role_members.contains_key(&id);
                    linked(there, &id, "role group", &|| place("roleGroupId"))?;
                    HolderId::RoleGroup(id)
                }
                _ => {
                    return Err(format!(
                        "`grants[{i}]` needs one of `userId`, `teamId` and `roleGroupId`, and no other."
                    ));
                }
            };
            let id = grant.permission;
            if self.permissions.is_complete() {
                linked(names.contains_key(&id), &id, "permission", &|| place("permissionId"))?;
            }
            if let Some(id) = grant.organization {
                let there = organizations.contains(&id);
                linked(there, &id, "organization", &|| place("organizationId"))?;
            }
            if let Some(id) = grant.environment {
                let there = environments.contains(&id);
                linked(there, &id, "environment", &|| place("environmentId"))?;
            }
            let grant = Grant {
                permission: id,
                name: names.get(&id).cloned(),
                context: GrantContext::new(
                    grant.organization,
                    grant.environment,
                    grant.context.into_iter().collect(),
                ),
            };
            if !seen.insert((holder, grant.clone())) {
                return Err(format!("`grants[{i}]` is there twice."));
            }
            self.grants.entry(holder).or_default().push(grant);
        }
        Ok(())
    }

    /// What users have by the name of a permission, in their own `roles`.
    fn add_direct(&mut self, direct: Vec<(UserId, Vec<NamedGrant>)>) {
        let ids: HashMap<&str, &Permission> = self.permissions.iter().map(|p| (p.name.raw(), p)).collect();
        for (user, named) in direct {
            for (name, organization) in named {
                let Some(permission) = ids.get(name.raw()) else {
                    let missing = format!("The organization file has no permission '{}'.", name.shown());
                    self.unnamed = self.unnamed.clone().and(Coverage::Partial(missing));
                    continue;
                };
                let grant = Grant {
                    permission: permission.id,
                    name: Some(permission.name.clone()),
                    context: GrantContext::new(Some(organization), None, Vec::new()),
                };
                let grants = self.grants.entry(HolderId::User(user)).or_default();
                if !grants.contains(&grant) {
                    grants.push(grant);
                }
            }
        }
    }
}

fn collect(node: &OrganizationIds, found: &mut HashSet<OrgId>) {
    found.insert(node.id);
    for StrictObject(child) in &node.sub_organizations {
        collect(child, found);
    }
}

/// A permission by its name, and where it holds.
type NamedGrant = (Untrusted, OrgId);

type Users = (Listing<User>, Vec<(UserId, Vec<NamedGrant>)>, HashMap<UserId, usize>);

fn users(records: Option<Vec<StrictObject<DirectoryUser>>>, gaps: &Gaps) -> Result<Users, String> {
    let coverage = gaps.of_list(SnapshotItem::Users, records.as_ref());
    let mut direct = Vec::new();
    let mut rows: Vec<User> = Vec::new();
    let mut seen = HashMap::new();
    for (i, StrictObject(user)) in records.into_iter().flatten().enumerate() {
        if user.taker == Some(Taker::Only) {
            continue;
        }
        let id: UserId = user
            .id
            .raw()
            .parse()
            .map_err(|e| format!("`users[{i}].id` is no id: {e}."))?;
        once(&mut seen, id, format!("users[{i}].id"))?;
        if user.taker.is_none() {
            let grants = user
                .roles
                .iter()
                .map(|role| (role.0.name.clone(), role.0.organization_id));
            direct.push((id, grants.collect()));
        }
        let provider = user.identity_provider_id;
        rows.push(User {
            name: full_name(user.first_name, user.last_name),
            email: user.email,
            provider: provider.and_then(|id| IdentityProviderRef::of_user(id.raw())),
            enabled: user.enabled,
            deleted: user.deleted,
            created: user.created_at.map(|at| at.0),
            last_sign_in: user.last_login.0,
            previous_sign_in: user.previous_last_login.0,
            mfa_exempt: user.mfa_exempt,
            mfa_configured: user.mfa_configured,
            ip_exempt: user.ip_exempt,
            ..User::new(id, user.username)
        });
    }
    rows.sort_by_cached_key(|user| (fold(user.username.raw()), user.id));
    let places = rows.iter().enumerate().map(|(at, user)| (user.id, at)).collect();
    Ok((Listing { rows, coverage }, direct, places))
}

type RoleGroups = (Listing<RoleGroup>, HashMap<RoleGroupId, Listing<UserId>>);

fn role_groups(
    records: Option<Vec<StrictObject<RoleGroupRecord>>>,
    (users, gaps): (&HashMap<UserId, usize>, &Gaps),
    organizations: &HashSet<OrgId>,
) -> Result<RoleGroups, String> {
    let coverage = coverage_of(records.as_ref(), "role groups");
    let linked = |there: bool, id: &dyn Display, noun: &str, place: &dyn Fn() -> String| {
        linked(there || gaps.is_snapshot, &id, noun, place)
    };
    let (mut rows, mut members, mut seen) = (Vec::new(), HashMap::new(), HashMap::new());
    for (i, StrictObject(role)) in records.into_iter().flatten().enumerate() {
        once(&mut seen, role.id, format!("roleGroups[{i}].id"))?;
        let organization = role.organization_id;
        let there = organizations.contains(&organization);
        let place = || format!("roleGroups[{i}].organizationId");
        linked(there, &organization, "organization", &place)?;
        for (j, user) in role.member_ids.iter().flatten().enumerate() {
            let place = || format!("roleGroups[{i}].memberIds[{j}]");
            linked(users.contains_key(user), user, "user", &place)?;
        }
        members.insert(role.id, listing(role.member_ids, "`memberIds` of this role", |id| id));
        let groups = role.external_groups;
        rows.push(RoleGroup {
            id: role.id,
            name: role.name,
            description: role.description,
            organization: Some(organization),
            editable: role.editable,
            external_groups: groups.map(|all| all.into_iter().map(|group| external_group(group.0)).collect()),
            created: role.created_at.map(|at| at.0),
        });
    }
    rows.sort_by_cached_key(|role| (fold(role.name.raw()), role.id));
    Ok((Listing { rows, coverage }, members))
}

fn permissions(
    records: Option<Vec<StrictObject<PermissionRecord>>>,
    gaps: &Gaps,
) -> Result<Listing<Permission>, String> {
    let coverage = gaps
        .of_all(SnapshotItem::Permissions)
        .and(coverage_of(records.as_ref(), "permissions"));
    let (mut rows, mut seen) = (Vec::new(), HashMap::new());
    for (i, StrictObject(permission)) in records.into_iter().flatten().enumerate() {
        once(&mut seen, permission.id, format!("permissions[{i}].id"))?;
        rows.push(Permission {
            id: permission.id,
            name: permission.name,
            description: permission.description,
            product: permission.product,
            internal: permission.internal,
        });
    }
    rows.sort_by_cached_key(|p| {
        let product = p.product.as_ref().map(|name| fold(name.raw()));
        (product, fold(p.name.raw()), p.id)
    });
    Ok(Listing { rows, coverage })
}
