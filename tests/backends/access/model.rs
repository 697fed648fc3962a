//! Random users, teams and roles, and who may do what, said in the plainest way.

use std::collections::{BTreeMap, BTreeSet};

use amtui::domain::access::Origin;
use amtui::domain::grant::HolderId;
use amtui::domain::{EnvironmentId, Grant, GrantContext, OrgId, PermissionId, RoleGroupId, TeamId, UserId};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fixture::{RETAIL, ROOT, environment, org};
use crate::generate::id;

pub const USERS: usize = 5;
pub const TEAMS: usize = 7;
pub const ROLES: usize = 2;
pub const PERMISSIONS: usize = 3;

/// One thing that somebody may do: who (users, then teams, then roles), which permission, and where.
pub type Held = (usize, usize, usize);

/// An organization, as numbers.
#[derive(Clone, Debug)]
pub struct Model {
    /// The parent of each team but the first.
    parents: Vec<usize>,
    /// Users and the teams that they are in.
    members: BTreeSet<(usize, usize)>,
    /// Users and the roles that they have.
    roles: BTreeSet<(usize, usize)>,
    pub grants: BTreeSet<Held>,
}

pub fn model() -> impl Strategy<Value = Model> {
    let parents = (1..TEAMS).map(|team| 0..team).collect::<Vec<_>>();
    let members = prop::collection::btree_set((0..USERS, 0..TEAMS), 0..12);
    let roles = prop::collection::btree_set((0..USERS, 0..ROLES), 0..5);
    let grants = prop::collection::btree_set((0..USERS + TEAMS + ROLES, 0..PERMISSIONS, 0..5_usize), 0..24);
    (parents, members, roles, grants).prop_map(|(parents, members, roles, grants)| Model {
        parents,
        members,
        roles,
        grants,
    })
}

fn uuid(kind: &str, n: usize) -> Uuid {
    Uuid::parse_str(&id(kind, n)).unwrap()
}

pub fn user(n: usize) -> UserId {
    format!("user-{n}").parse().unwrap()
}

pub fn team(n: usize) -> TeamId {
    TeamId(uuid("0d", n))
}

pub fn role(n: usize) -> RoleGroupId {
    RoleGroupId(uuid("0e", n))
}

pub fn permission(n: usize) -> PermissionId {
    PermissionId(uuid("0f", n))
}

/// Whose each role is.
pub fn home(of: RoleGroupId) -> OrgId {
    org(if of == role(0) { ROOT } else { RETAIL })
}

/// The root, an environment of it, a business group, and the root narrowed ever more.
fn context(n: usize) -> GrantContext {
    let (organization, environment) = match n {
        1 => (org(ROOT), Some(environment(3))),
        2 => (org(RETAIL), None),
        _ => (org(ROOT), None),
    };
    let narrowed = [("asset", "orders"), ("region", "eu")].map(|(name, value)| (name.into(), value.into()));
    let narrowed = narrowed.into_iter().take(n.saturating_sub(2)).collect();
    GrantContext::new(Some(organization), environment, narrowed)
}

/// Whether one grant gives all that another does: the same permission, there or with less that narrows it.
pub fn covers(wide: &Grant, narrow: &Grant) -> bool {
    let place = |grant: &Grant| (grant.permission, grant.context.organization, grant.context.environment);
    let parts = |grant: &Grant| grant.context.other().iter().cloned().collect::<BTreeSet<_>>();
    place(wide) == place(narrow) && parts(wide).is_subset(&parts(narrow))
}

pub fn grant((_, of, place): Held) -> Grant {
    Grant {
        permission: permission(of),
        name: Some(format!("Permission {of}").as_str().into()),
        context: context(place),
    }
}

impl Model {
    /// The file of the fixture with these users, teams and roles beside its own.
    pub fn file(&self) -> Value {
        let mut file = crate::fixture::organization();
        for n in 0..USERS {
            let user = json!({"id": user(n), "username": format!("user-{n}"), "enabled": true});
            file["users"].as_array_mut().unwrap().push(user);
        }
        let teams = (0..TEAMS).map(|n| {
            let members = self.members.iter().filter(|(_, of)| *of == n);
            let members: Vec<Value> = members.map(|(n, _)| json!({"userId": user(*n)})).collect();
            let parent = n.checked_sub(1).map(|at| team(self.parents[at]));
            json!({"id": team(n), "name": format!("Team {n}"), "parentId": parent, "members": members, "mappings": [], "x-team": n})
        });
        file["teams"] = teams.collect();
        let roles = (0..ROLES).map(|n| {
            let members = self.roles.iter().filter(|(_, of)| *of == n);
            let members: Vec<UserId> = members.map(|(n, _)| user(*n)).collect();
            json!({"id": role(n), "organizationId": home(role(n)), "name": format!("Role {n}"), "memberIds": members})
        });
        file["roleGroups"] = roles.collect();
        let permissions = (0..PERMISSIONS).map(|n| json!({"id": permission(n), "name": format!("Permission {n}")}));
        let administrator = json!({"id": permission(PERMISSIONS), "name": "Organization Administrator"});
        let developer = json!({"id": permission(PERMISSIONS + 1), "name": "Developer"});
        file["permissions"] = permissions.chain([administrator, developer]).collect();
        let grants = self.grants.iter().map(|held| {
            let grant = grant(*held);
            let who = match holder(held.0) {
                HolderId::User(id) => ("userId", json!(id)),
                HolderId::Team(id) => ("teamId", json!(id)),
                HolderId::RoleGroup(id) => ("roleGroupId", json!(id)),
            };
            let place: Option<EnvironmentId> = grant.context.environment;
            let organization: Option<OrgId> = grant.context.organization;
            let mut record = json!({"permissionId": grant.permission, "organizationId": organization});
            record[who.0] = who.1;
            if let Some(place) = place {
                record["environmentId"] = json!(place);
            }
            for (name, value) in grant.context.other() {
                record["context"][name.raw()] = json!(value.raw());
            }
            record
        });
        file["grants"] = grants.collect();
        file
    }

    /// A team and every team above it.
    pub fn path(&self, team: usize) -> Vec<usize> {
        let mut path = vec![team];
        while let Some(at) = path[path.len() - 1].checked_sub(1) {
            path.push(self.parents[at]);
        }
        path
    }

    /// What a user may do, and why.
    pub fn access(&self, user: usize) -> BTreeMap<Grant, BTreeSet<Origin>> {
        let mut access: BTreeMap<Grant, BTreeSet<Origin>> = BTreeMap::new();
        for held in &self.grants {
            let mut add = |origin| {
                access.entry(grant(*held)).or_default().insert(origin);
            };
            match holder(held.0) {
                HolderId::User(_) if held.0 == user => add(Origin::Direct),
                // Everyone is a member of the topmost team, and has what it gives whatever else they are in.
                HolderId::Team(id) if held.0 == USERS => add(Origin::Team { team: id, through: id }),
                HolderId::Team(id) => {
                    let teams = self.members.iter().filter(|(member, _)| *member == user);
                    for (_, through) in teams.filter(|(_, of)| self.path(*of).contains(&(held.0 - USERS))) {
                        add(Origin::Team {
                            team: id,
                            through: team(*through),
                        });
                    }
                }
                HolderId::RoleGroup(id) if self.roles.contains(&(user, held.0 - USERS - TEAMS)) => {
                    add(Origin::RoleGroup(id));
                }
                _ => {}
            }
        }
        access
    }

    /// The same organization after a team was deleted with those below it.
    pub fn without_team(&self, team: usize) -> Self {
        let gone = |of: usize| self.path(of).contains(&team);
        let mut left = self.clone();
        left.members.retain(|(_, of)| !gone(*of));
        left.grants
            .retain(|(who, ..)| !(USERS..USERS + TEAMS).contains(who) || !gone(who - USERS));
        left
    }
}

pub fn holder(n: usize) -> HolderId {
    match n {
        n if n < USERS => HolderId::User(user(n)),
        n if n < USERS + TEAMS => HolderId::Team(team(n - USERS)),
        n => HolderId::RoleGroup(role(n - USERS - TEAMS)),
    }
}
