//! What a deletion takes of who may do what.

use std::collections::{BTreeSet, HashMap};

use super::directory::Directory;
use crate::domain::access::{PlaceAccess, UserFacts, user_loss};
use crate::domain::change::{Losses, Object};
use crate::domain::grant::{HolderId, HolderKind};
use crate::domain::snapshot::SnapshotItem;
use crate::domain::team::MemberId;
use crate::domain::{
    Coverage, Environment, EnvironmentId, Grant, GrantContext, Listing, OrgId, PermissionId, TeamId, UserId,
};

impl Directory {
    /// How a permission is called, fit to be shown.
    pub(in crate::backend::store) fn permission_name(&self, id: PermissionId) -> String {
        let found = self.permissions.iter().find(|one| one.id == id);
        found.map_or_else(|| id.short(), |one| one.name.shown().into_owned())
    }

    /// What members of these teams lose with them.
    pub(in crate::backend::store) fn lost_with(&self, gone: &BTreeSet<TeamId>) -> Losses {
        let members = gone.iter().flat_map(|team| self.teams.members(*team).rows);
        let users: BTreeSet<UserId> = members
            .filter_map(|member| match member.id {
                MemberId::User(id) => Some(id),
                MemberId::Team(_) => None,
            })
            .collect();
        users.into_iter().map(|user| (user, self.lost_by(user, gone))).collect()
    }

    fn lost_by(&self, user: UserId, gone: &BTreeSet<TeamId>) -> BTreeSet<(PermissionId, GrantContext)> {
        let teams = self.teams.with_ancestors(user).map(HolderId::Team);
        let roles = self.role_groups_of(user).map(|role| HolderId::RoleGroup(role.id));
        let held: HashMap<HolderId, Listing<Grant>> =
            teams.chain(roles).map(|holder| (holder, self.grants(holder))).collect();
        // What the teams give follows from the teams.
        let effective = Listing::unread();
        let facts = UserFacts {
            effective: &effective,
            direct: &self.grants(HolderId::User(user)),
            teams: &self.teams.of_user(user).into(),
            role_groups: &self.role_groups_of(user).cloned().collect::<Vec<_>>().into(),
            everyone: self.teams.everyone,
            held: &|holder| held.get(&holder),
        };
        user_loss(facts, gone, &self.permissions).lost_keys()
    }

    /// What goes with an environment, or with a business group and those of all environments that are its own.
    pub(in crate::backend::store) fn place_access(&self, place: Object, all: &[Environment]) -> PlaceAccess {
        let environments = all.iter().filter(|e| match place {
            Object::Environment(id) => e.id == id,
            _ => Object::Group(e.organization) == place,
        });
        let environments: BTreeSet<EnvironmentId> = environments.map(|e| e.id).collect();
        let organization = match place {
            Object::Group(id) => Some(id),
            _ => None,
        };
        let here = |of: Option<OrgId>| of.is_some() && of == organization;
        let there =
            |at: &GrantContext| here(at.organization) || at.environment.is_some_and(|id| environments.contains(&id));
        let roles = self.role_groups.iter().filter(|role| here(role.organization));
        let roles: BTreeSet<HolderId> = roles.map(|role| HolderId::RoleGroup(role.id)).collect();
        let held = self.holders().map(|(holder, grants)| {
            let all = roles.contains(&holder);
            let held = grants.iter().filter(|grant| all || there(&grant.context));
            held.count()
        });
        let kinds = [HolderKind::User, HolderKind::Team, HolderKind::RoleGroup];
        let grants = kinds.map(|kind| self.grants_coverage(kind));
        let unread = [
            SnapshotItem::Roles,
            SnapshotItem::ConnectedApps,
            SnapshotItem::AppScopes,
        ]
        .map(|what| self.gaps.of_all(what));
        let listed = [self.role_groups.coverage.clone(), self.apps.coverage()];
        PlaceAccess {
            roles: roles.len(),
            apps: self.apps.organizations().filter(|of| here(*of)).count(),
            permissions: held.sum(),
            scopes: self.apps.scopes_elsewhere(organization).filter(|at| there(at)).count(),
            coverage: grants
                .into_iter()
                .chain(listed)
                .chain(unread)
                .fold(Coverage::Complete, Coverage::and),
        }
    }

    /// Whether a permission or a scope holds in this environment or business group, or a role or a connected app is the group's.
    pub(in crate::backend::store) fn has_any_in(&self, place: Object) -> bool {
        let of = |id: Option<OrgId>| id.map(Object::Group) == Some(place);
        let within = |at: &GrantContext| of(at.organization) || at.environment.map(Object::Environment) == Some(place);
        let mut contexts = self
            .holders()
            .flat_map(|(_, grants)| grants)
            .map(|grant| &grant.context);
        let mut owners = self.role_groups.iter().map(|role| role.organization);
        contexts.any(within) || self.apps.contexts().any(within) || owners.any(of) || self.apps.organizations().any(of)
    }
}
