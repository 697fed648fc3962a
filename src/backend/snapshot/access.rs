//! Who may do what, as a snapshot has it. Imports `domain`.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::domain::access::AccessInventory;
use crate::domain::identity_provider::IdentityProviderDetails;
use crate::domain::record;
use crate::domain::snapshot::{NotRead, SnapshotItem};
use crate::domain::team::{MemberId, TeamMember};
use crate::domain::{ConnectedApp, IdentityProviderRef, RoleGroup, Team, User, UserId};

/// The record of a user, as files have it.
pub(super) fn user(one: &User) -> Map<String, Value> {
    let Value::Object(mut members) = record::user(one) else {
        return Map::new();
    };
    // Files have it in two parts.
    if let Some(name) = members.shift_remove("name") {
        members.insert("firstName".into(), name);
    }
    members
}

/// The lists beside the users. One of which nothing was read isn't among them.
pub(super) fn lists(found: &AccessInventory) -> Vec<(&'static str, Vec<Value>)> {
    let listed: HashSet<UserId> = found.users.iter().map(|user| user.id).collect();
    let teams = found.teams.iter().map(|one| team(one, found, &listed)).collect();
    let roles = found.roles.iter().map(|role| role_group(role, found)).collect();
    let permissions = found.permissions.iter().map(record::permission).collect();
    let grants = found.grants.iter();
    let grants = grants.flat_map(|(holder, all)| all.iter().map(|grant| record::grant(*holder, grant)));
    let external = |one: &&IdentityProviderDetails| one.provider.id != IdentityProviderRef::BuiltIn;
    let providers = found.identity_providers.iter().filter(external);
    let apps = found.apps.iter().map(|app| connected_app(app, found)).collect();
    let all = [
        ("teams", teams, SnapshotItem::Teams),
        ("roleGroups", roles, SnapshotItem::Roles),
        ("permissions", permissions, SnapshotItem::Permissions),
        ("grants", grants.collect(), SnapshotItem::UserGrants),
        (
            "identityProviders",
            providers
                .map(|one| one.put_into(record::identity_provider(&one.provider)))
                .collect(),
            SnapshotItem::IdentityProviders,
        ),
        ("connectedApps", apps, SnapshotItem::ConnectedApps),
    ];
    // Grants are of three kinds, and each kind has gaps of its own.
    let known = |name: &str, rows: &Vec<Value>, what| {
        name == "grants" || !rows.is_empty() || found.gap(what, None).is_none_or(NotRead::is_unverified)
    };
    all.into_iter()
        .filter(|(name, rows, what): &(_, Vec<Value>, _)| known(name, rows, *what))
        .map(|(name, rows, _)| (name, rows))
        .collect()
}

fn team(one: &Team, found: &AccessInventory, listed: &HashSet<UserId>) -> Value {
    let member = |member: &TeamMember| {
        let mut written = record::team_member(member)?;
        if let (MemberId::User(id), Some(members)) = (member.id, written.as_object_mut())
            && !listed.contains(&id)
        {
            members.insert("name".into(), json!(member.name));
        }
        Some(written)
    };
    let members = found.team_members.get(&one.id).into_iter().flatten();
    let groups = found.external_groups.get(&one.id).into_iter().flatten();
    let mut written = record::team(one);
    written.insert("members".into(), members.filter_map(member).collect());
    written.insert("mappings".into(), groups.map(record::external_group).collect());
    written.into()
}

fn role_group(one: &RoleGroup, found: &AccessInventory) -> Value {
    let members = found.role_members.get(&one.id).into_iter().flatten();
    let mut written = record::role_group(one);
    written.insert("memberIds".into(), members.map(|user| json!(user.id)).collect());
    written.into()
}

fn connected_app(one: &ConnectedApp, found: &AccessInventory) -> Value {
    let mut written = record::connected_app(one);
    if let Some(scopes) = found.scopes_of(one) {
        written.insert("scopes".into(), scopes.iter().map(record::app_scope).collect());
    }
    written.into()
}
