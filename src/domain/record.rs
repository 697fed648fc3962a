//! How things are written as JSON: with the members of organization files, and without secrets.

use serde_json::{Map, Value, json};

use super::connected_app::AppScope;
use super::grant::HolderId;
use super::id::IdentityProviderRef;
use super::identity_provider::{IdentityProvider, IdentityProviderKind};
use super::team::{ExternalGroup, MemberId, Membership, TeamMember};
use super::time::{LastTime, UnixTime};
use super::{
    Api, Application, ConnectedApp, Environment, Grant, GrantContext, Organization, Permission, RoleGroup, Team, User,
};

pub fn user(one: &User) -> Value {
    let mut record = known([
        ("id", json!(one.id)),
        ("username", json!(one.username)),
        // Whole: where it parts isn't known.
        ("name", json!(one.name)),
        ("email", json!(one.email)),
        ("enabled", json!(one.enabled)),
        ("deleted", json!(one.deleted)),
        ("identityProviderId", json!(one.provider.map(provider_id))),
        ("mfaExempt", json!(one.mfa_exempt)),
        ("mfaConfigured", json!(one.mfa_configured)),
        ("ipExempt", json!(one.ip_exempt)),
        ("createdAt", time(one.created)),
    ]);
    record.extend(last_time("lastLogin", one.last_sign_in));
    record.extend(last_time("previousLastLogin", one.previous_sign_in));
    record.into()
}

pub fn team(one: &Team) -> Map<String, Value> {
    known([
        ("id", json!(one.id)),
        ("name", json!(one.name)),
        ("parentId", json!(one.parent())),
        ("type", json!(one.kind)),
        ("createdAt", time(one.created)),
        ("updatedAt", time(one.updated)),
    ])
}

/// A user in a team; child teams tell their parents themselves.
pub fn team_member(one: &TeamMember) -> Option<Value> {
    let MemberId::User(id) = one.id else {
        return None;
    };
    let membership = one.membership.word();
    let member = known([
        ("userId", json!(id)),
        ("membership", json!(membership)),
        ("byMapping", json!(one.by_mapping)),
    ]);
    Some(member.into())
}

pub fn external_group(one: &ExternalGroup) -> Value {
    let membership = one.membership.as_ref().map(Membership::word);
    let group = known([
        ("group", json!(one.name)),
        ("providerId", json!(one.provider.map(provider_id))),
        ("membership", json!(membership)),
    ]);
    group.into()
}

pub fn role_group(one: &RoleGroup) -> Map<String, Value> {
    let groups = one.external_groups.as_ref();
    let groups: Option<Vec<Value>> = groups.map(|all| all.iter().map(external_group).collect());
    known([
        ("id", json!(one.id)),
        ("organizationId", json!(one.organization)),
        ("name", json!(one.name)),
        ("description", json!(one.description)),
        ("editable", json!(one.editable)),
        ("createdAt", time(one.created)),
        ("externalGroups", json!(groups)),
    ])
}

/// A permission of a user, team or role.
pub fn grant(holder: HolderId, one: &Grant) -> Value {
    let (who, id) = match holder {
        HolderId::User(id) => ("userId", json!(id)),
        HolderId::Team(id) => ("teamId", json!(id)),
        HolderId::RoleGroup(id) => ("roleGroupId", json!(id)),
    };
    let mut grant = known([
        (who, id),
        ("permissionId", json!(one.permission)),
        ("organizationId", json!(one.context.organization)),
        ("environmentId", json!(one.context.environment)),
    ]);
    grant.extend(other_context(&one.context));
    grant.into()
}

/// What else narrows where something holds.
fn other_context(context: &GrantContext) -> Option<(String, Value)> {
    let other = context.other().iter();
    let other: Map<String, Value> = other
        .map(|(name, value)| (name.raw().to_owned(), json!(value)))
        .collect();
    (!other.is_empty()).then(|| ("context".into(), other.into()))
}

pub fn permission(one: &Permission) -> Value {
    let permission = known([
        ("id", json!(one.id)),
        ("name", json!(one.name)),
        ("description", json!(one.description)),
        ("product", json!(one.product)),
        ("internal", json!(one.internal)),
    ]);
    permission.into()
}

pub fn identity_provider(one: &IdentityProvider) -> Value {
    let kind = match &one.kind {
        IdentityProviderKind::Anypoint => "anypoint",
        IdentityProviderKind::Saml => "saml",
        IdentityProviderKind::OpenId => "openid",
        IdentityProviderKind::Ldap => "ldap",
        IdentityProviderKind::Other(word) => word.raw(),
    };
    json!({"providerId": provider_id(one.id), "name": one.name, "type": {"name": kind}})
}

pub fn connected_app(one: &ConnectedApp) -> Map<String, Value> {
    let mut record = known([
        ("clientId", json!(one.id)),
        ("name", json!(one.name)),
        ("organizationId", json!(one.organization)),
        ("ownerId", json!(one.owner)),
        ("grantTypes", json!(one.grant_types)),
        ("redirectUris", json!(one.redirect_uris)),
        ("enabled", json!(one.enabled)),
        ("audience", json!(one.audience)),
        ("website", json!(one.website)),
        ("createdAt", time(one.created)),
    ]);
    record.extend(last_time("lastUsed", one.last_used));
    record
}

pub fn app_scope(one: &AppScope) -> Value {
    let mut scope = known([
        ("scope", json!(one.scope)),
        ("organizationId", json!(one.context.organization)),
        ("environmentId", json!(one.context.environment)),
    ]);
    scope.extend(other_context(&one.context));
    scope.into()
}

pub fn application(one: &Application) -> Value {
    let owners = one.owners.as_ref();
    let owners: Option<Vec<String>> = owners.map(|all| all.iter().map(|owner| owner.id.to_string()).collect());
    let mut record = known([
        ("id", json!(one.id)),
        ("name", json!(one.name)),
        ("clientId", json!(one.client_id)),
        ("grantTypes", json!(one.grant_types.as_deref())),
        ("redirectUris", json!(one.redirect_uris.as_deref())),
        ("ownerIds", json!(owners)),
        ("createdAt", time(one.created)),
        ("formerProviderId", json!(one.former_provider)),
    ]);
    // The built-in one is null.
    record.insert("providerId".into(), json!(one.provider));
    record.into()
}

pub fn environment(one: &Environment) -> Value {
    json!({"id": one.id, "organizationId": one.organization, "name": one.name, "type": one.kind})
}

pub fn organization(one: &Organization) -> Value {
    let organization = known([
        ("id", json!(one.id)),
        ("name", json!(one.name)),
        ("parentOrganizationIds", json!(one.parents)),
        (
            "owner",
            json!(one.owner.as_ref().map(|username| json!({"username": username}))),
        ),
        ("domain", json!(one.domain)),
        ("clientId", json!(one.client_id)),
    ]);
    organization.into()
}

/// With its policies and contracts, where all of them were read.
pub fn api(one: &Api) -> Value {
    let policies = one
        .policies
        .iter()
        .map(|p| json!({"assetId": p.asset, "disabled": p.disabled}));
    let contracts = one.contracts.iter();
    let contracts = contracts.map(|c| json!({"status": c.status, "applicationId": c.application}));
    let mut record = known([
        ("id", json!(one.id)),
        ("environmentId", json!(one.environment)),
        ("kind", json!(one.kind)),
        ("assetId", json!(one.asset)),
        ("assetVersion", json!(one.version)),
        ("instanceLabel", json!(one.label)),
        ("apiGroup", json!(one.group)),
        (
            "policies",
            json!(one.policies.is_complete().then(|| policies.collect::<Vec<_>>())),
        ),
        (
            "contracts",
            json!(one.contracts.is_complete().then(|| contracts.collect::<Vec<_>>())),
        ),
    ]);
    record.insert("providerId".into(), json!(one.provider));
    record.into()
}

/// The built-in one has a word of the platform in place of an id.
fn provider_id(id: IdentityProviderRef) -> String {
    match id {
        IdentityProviderRef::BuiltIn => "mulesoft".into(),
        IdentityProviderRef::External(id) => id.to_string(),
    }
}

/// What isn't known is left out: null may have a meaning of its own.
pub fn known<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    let known = members.into_iter().filter(|(_, value)| !value.is_null());
    known.map(|(name, value)| (name.to_owned(), value)).collect()
}

fn time(time: Option<UnixTime>) -> Value {
    json!(time.map(|time| time.to_string()))
}

/// Null is never.
fn last_time(name: &str, last: LastTime) -> Option<(String, Value)> {
    let value = match last {
        LastTime::Unknown => return None,
        LastTime::Never => Value::Null,
        LastTime::At(at) => at.to_string().into(),
    };
    Some((name.to_owned(), value))
}
