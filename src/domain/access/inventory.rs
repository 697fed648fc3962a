//! Everything that was read of who may do what, and what could not be read of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::{Origin, UserFacts};
use crate::domain::connected_app::{AppKind, AppScope};
use crate::domain::grant::{BUSINESS_GROUP_VIEWER, GrantContext, HolderId, HolderKind};
use crate::domain::identity_provider::IdentityProviderDetails;
use crate::domain::snapshot::{NotRead, SnapshotItem};
use crate::domain::team::{ExternalGroup, MemberId, TeamMember, everyones_team};
use crate::domain::user::UserTeam;
use crate::domain::{
    ConnectedApp, ConnectedAppId, Coverage, Grant, Listing, OrgId, Permission, PermissionId, RoleGroup, RoleGroupId,
    Team, TeamId, Untrusted, User, UserId,
};

/// What was read. Where a list or a part of it is missing, that is among the gaps.
#[derive(Clone, Debug, Default)]
pub struct AccessInventory {
    pub users: Arc<Listing<User>>,
    pub teams: Arc<Listing<Team>>,
    pub team_members: BTreeMap<TeamId, Listing<TeamMember>>,
    pub external_groups: BTreeMap<TeamId, Listing<ExternalGroup>>,
    pub permissions: Arc<Listing<Permission>>,
    /// The roles of every organization.
    pub roles: Vec<RoleGroup>,
    pub role_members: BTreeMap<RoleGroupId, Listing<User>>,
    /// What each has itself.
    pub grants: BTreeMap<HolderId, Listing<Grant>>,
    pub identity_providers: Vec<IdentityProviderDetails>,
    /// The apps of every organization.
    pub apps: Vec<ConnectedApp>,
    /// Those of apps that act on their own behalf.
    pub scopes: BTreeMap<ConnectedAppId, Listing<AppScope>>,
    gaps: BTreeMap<(SnapshotItem, Option<String>), NotRead>,
}

impl AccessInventory {
    /// Remembers what could not be read, or not whole. Without an id it stands for all of its kind.
    pub fn add_gap(&mut self, gap: NotRead) {
        self.gaps.entry((gap.what, gap.id.clone())).or_insert(gap);
    }

    pub fn gaps(&self) -> impl Iterator<Item = &NotRead> {
        self.gaps.values()
    }

    /// Each gap by its kind and the id in it.
    pub fn gaps_by_key(&self) -> &BTreeMap<(SnapshotItem, Option<String>), NotRead> {
        &self.gaps
    }

    /// Why something may be missing: of the one with this id, else of any.
    pub fn gap(&self, what: SnapshotItem, id: Option<&dyn ToString>) -> Option<&NotRead> {
        let of_all = self.gaps.get(&(what, None));
        of_all.or_else(|| self.gaps.get(&(what, Some(id?.to_string()))))
    }

    /// Why something may be missing in any list of this kind.
    pub fn any_gap(&self, what: SnapshotItem) -> Option<&NotRead> {
        let mut gaps = self.gaps.range((what, None)..).map(|(_, gap)| gap);
        gaps.next().filter(|gap| gap.what == what)
    }

    /// The same beside another inventory: an empty list that proves nothing is no gap where the other one has nothing either.
    #[must_use]
    pub fn beside(&self, other: &Self) -> Self {
        let mut own = self.clone();
        own.gaps
            .retain(|(what, id), gap| !gap.is_unverified() || other.has_rows(*what, id.as_deref()));
        own
    }

    /// Whether anything of such a list is known: of the one with this id, else of any.
    pub fn has_rows(&self, what: SnapshotItem, id: Option<&str>) -> bool {
        use SnapshotItem as Item;
        fn any<'a, K: ToString + 'a, T: 'a>(
            lists: impl IntoIterator<Item = (&'a K, &'a Listing<T>)>,
            id: Option<&str>,
        ) -> bool {
            let mut lists = lists.into_iter();
            lists.any(|(key, list)| !list.is_empty() && id.is_none_or(|id| key.to_string() == id))
        }
        let of = |organization: Option<OrgId>| {
            id.is_none_or(|id| organization.is_some_and(|organization| organization.to_string() == id))
        };
        let held = |kind: HolderKind| {
            self.grants.iter().any(|(holder, all)| {
                let own = match holder {
                    HolderId::User(id) => id.to_string(),
                    HolderId::Team(id) => id.to_string(),
                    HolderId::RoleGroup(id) => id.to_string(),
                };
                holder.kind() == kind && !all.is_empty() && id.is_none_or(|id| own == id)
            })
        };
        match what {
            Item::Users => !self.users.is_empty(),
            Item::Teams => !self.teams.is_empty(),
            Item::Roles => self.roles.iter().any(|role| of(role.organization)),
            Item::ConnectedApps => self.apps.iter().any(|app| of(app.organization)),
            Item::Permissions => !self.permissions.is_empty(),
            // The built-in one is everywhere.
            Item::IdentityProviders => self.identity_providers.len() > 1,
            Item::TeamMembers => any(&self.team_members, id),
            Item::TeamGroups => any(&self.external_groups, id),
            Item::RoleMembers => any(&self.role_members, id),
            Item::AppScopes => any(&self.scopes, id),
            Item::UserGrants => held(HolderKind::User),
            Item::TeamGrants => held(HolderKind::Team),
            Item::RoleGrants => held(HolderKind::RoleGroup),
            _ => false,
        }
    }

    /// Whether nothing of it is known.
    pub fn is_unknown(&self) -> bool {
        let lists = [
            (SnapshotItem::Users, self.users.len()),
            (SnapshotItem::Teams, self.teams.len()),
            (SnapshotItem::Roles, self.roles.len()),
            (SnapshotItem::ConnectedApps, self.apps.len()),
        ];
        lists
            .iter()
            .all(|(what, rows)| *rows == 0 && self.any_gap(*what).is_some())
    }

    /// The scopes of an app, each once; `None` where they aren't known.
    pub fn scopes_of(&self, app: &ConnectedApp) -> Option<BTreeSet<AppScope>> {
        if let Some(own) = self.scopes.get(&app.id) {
            let known = own.is_complete() || !own.is_empty();
            return known.then(|| own.iter().cloned().collect());
        }
        let named = app.scopes.as_ref().filter(|_| app.kind() != AppKind::OwnBehalf)?;
        let scope = |name: &_| AppScope {
            scope: Clone::clone(name),
            context: GrantContext::default(),
        };
        Some(named.iter().map(scope).collect())
    }
}

/// The permissions of somebody, each with where it comes from.
pub type OriginsByPermission = BTreeMap<(PermissionId, GrantContext), BTreeSet<Origin>>;

/// The teams and roles of each user, and what follows from them.
pub struct AccessIndex<'a> {
    pub inventory: &'a AccessInventory,
    teams: HashMap<UserId, Listing<UserTeam>>,
    roles: HashMap<UserId, Listing<RoleGroup>>,
    no_team: Listing<UserTeam>,
    no_role: Listing<RoleGroup>,
    /// The team that all of these are members of.
    everyone: Option<TeamId>,
    users: HashSet<UserId>,
    unread: Listing<Grant>,
}

impl<'a> AccessIndex<'a> {
    pub fn new(inventory: &'a AccessInventory) -> Self {
        let doubt = |kinds: [SnapshotItem; 2]| {
            let gap = kinds.into_iter().find_map(|what| inventory.any_gap(what));
            gap.map_or(Coverage::Complete, |gap| {
                Coverage::Partial(gap.why.shown().into_owned())
            })
        };
        let no_team = Listing {
            rows: Vec::new(),
            coverage: doubt([SnapshotItem::Teams, SnapshotItem::TeamMembers]),
        };
        let no_role = Listing {
            rows: Vec::new(),
            coverage: doubt([SnapshotItem::Roles, SnapshotItem::RoleMembers]),
        };
        let mut teams: HashMap<UserId, Listing<UserTeam>> = HashMap::new();
        for team in inventory.teams.iter() {
            for member in inventory.team_members.get(&team.id).into_iter().flatten() {
                if let MemberId::User(id) = member.id {
                    let of_user = teams.entry(id).or_insert_with(|| no_team.clone());
                    of_user.rows.push(UserTeam {
                        team: team.clone(),
                        membership: member.membership.clone(),
                        by_mapping: member.by_mapping,
                    });
                }
            }
        }
        let mut roles: HashMap<UserId, Listing<RoleGroup>> = HashMap::new();
        for role in &inventory.roles {
            for user in inventory.role_members.get(&role.id).into_iter().flatten() {
                let of_user = roles.entry(user.id).or_insert_with(|| no_role.clone());
                of_user.rows.push(role.clone());
            }
        }
        Self {
            inventory,
            teams,
            roles,
            no_team,
            no_role,
            everyone: everyones_team(&inventory.teams),
            users: inventory.users.iter().map(|user| user.id).collect(),
            unread: Listing::partial(Vec::new(), "The user's own permissions are not read."),
        }
    }

    /// Everything that a user has, and how much of it that is.
    pub fn access(&self, user: UserId) -> (OriginsByPermission, Coverage) {
        let nothing = Listing::default();
        let facts = UserFacts {
            effective: &nothing,
            direct: self.own(HolderId::User(user)).unwrap_or(&self.unread),
            teams: self.teams.get(&user).unwrap_or(&self.no_team),
            role_groups: self.roles.get(&user).unwrap_or(&self.no_role),
            everyone: self.everyone.filter(|_| self.users.contains(&user)),
            held: &|holder| self.own(holder),
        };
        let (origins, coverage) = facts.explained();
        let owned = origins
            .into_iter()
            .map(|((permission, context), origins)| ((permission, context.clone()), origins));
        (owned.collect(), coverage)
    }

    /// Whether it is known who is in which team and has which role.
    pub fn knows_members(&self) -> bool {
        self.no_team.is_complete() && self.no_role.is_complete()
    }

    /// What somebody has itself, where that was read.
    pub fn own(&self, holder: HolderId) -> Option<&Listing<Grant>> {
        self.inventory.grants.get(&holder)
    }
}

/// The names of permissions: of the catalogue, else of the answers that name them.
pub struct PermissionNames {
    names: HashMap<PermissionId, Untrusted>,
    hidden: BTreeSet<PermissionId>,
}

impl PermissionNames {
    /// A name of a later inventory goes before that of an earlier one.
    pub fn new<'a>(inventories: impl IntoIterator<Item = &'a AccessInventory>) -> Self {
        let mut found = Self {
            names: HashMap::new(),
            hidden: BTreeSet::from([BUSINESS_GROUP_VIEWER]),
        };
        for inventory in inventories {
            for grant in inventory.grants.values().flatten() {
                if let Some(name) = &grant.name {
                    found.names.insert(grant.permission, name.clone());
                }
            }
            for permission in inventory.permissions.iter() {
                found.names.insert(permission.id, permission.name.clone());
                if permission.is_hidden() {
                    found.hidden.insert(permission.id);
                }
            }
        }
        found
    }

    /// Its name; its id where nobody tells that.
    pub fn name(&self, id: PermissionId) -> Untrusted {
        let known = self.names.get(&id);
        known.cloned().unwrap_or_else(|| Untrusted::new(&id.to_string()))
    }

    /// Whether the platform gives it by itself.
    pub fn is_hidden(&self, id: PermissionId) -> bool {
        self.hidden.contains(&id)
    }
}
