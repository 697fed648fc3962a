//! The members of an organization file that say who may do what. Imports `domain`.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::super::moment::{LastMoment, Moment};
use super::super::schema::{SnapshotRecord, StrictObject};
use crate::domain::identity_provider::{IdentityProviderDetails, IdentityProviderKind};
use crate::domain::secret::WipedJson;
use crate::domain::snapshot::NotRead;
use crate::domain::{
    ConnectedAppId, EnvironmentId, IdentityProvider, IdentityProviderId, IdentityProviderRef, OrgId, PermissionId,
    RoleGroupId, TeamId, Untrusted, UserId,
};

/// The members of a file that are read for the pages about access. A list that isn't there is unknown, not empty.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DirectoryMembers {
    pub(super) organization: StrictObject<OrganizationIds>,
    #[serde(default)]
    pub(super) environments: Vec<StrictObject<EnvironmentIds>>,
    pub(super) users: Option<Vec<StrictObject<DirectoryUser>>>,
    pub(super) teams: Option<Vec<StrictObject<TeamRecord>>>,
    pub(super) role_groups: Option<Vec<StrictObject<RoleGroupRecord>>>,
    pub(super) permissions: Option<Vec<StrictObject<PermissionRecord>>>,
    pub(super) grants: Option<Vec<StrictObject<GrantRecord>>>,
    pub(super) identity_providers: Option<Vec<StrictObject<IdentityProviderRecord>>>,
    #[serde(default)]
    pub(super) identity_provider_settings: StrictObject<IdentitySettingsRecord>,
    pub(super) connected_apps: Option<Vec<StrictObject<ConnectedAppRecord>>>,
    /// Only snapshots have it.
    #[serde(rename = "x-amtui-snapshot")]
    pub(super) snapshot: Option<StrictObject<SnapshotRecord>>,
    #[serde(default, rename = "x-amtui-not-read")]
    pub(super) not_read: Vec<StrictObject<NotRead>>,
}

/// Who took a snapshot, as their record among the users says.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Taker {
    /// One of the users. What they may do in the copy isn't what they themselves were granted.
    User,
    /// Not one of the users that were read.
    Only,
}

/// The audit of a file, and the organization that entries without one belong to.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AuditMembers {
    pub(super) organization: StrictObject<RootId>,
    pub(super) audit: Option<Vec<Value>>,
    /// Only snapshots have it.
    #[serde(rename = "x-amtui-snapshot")]
    pub(super) snapshot: Option<IgnoredAny>,
}

#[derive(Deserialize)]
pub(super) struct RootId {
    pub(super) id: OrgId,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrganizationIds {
    pub(super) id: OrgId,
    #[serde(default)]
    pub(super) sub_organizations: Vec<StrictObject<OrganizationIds>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EnvironmentIds {
    pub(super) id: EnvironmentId,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DirectoryUser {
    pub(super) id: Untrusted,
    pub(super) username: Untrusted,
    #[serde(rename = "x-amtui-account")]
    pub(super) taker: Option<Taker>,
    pub(super) first_name: Option<Untrusted>,
    pub(super) last_name: Option<Untrusted>,
    pub(super) email: Option<Untrusted>,
    pub(super) enabled: Option<bool>,
    pub(super) deleted: Option<bool>,
    pub(super) created_at: Option<Moment>,
    #[serde(default)]
    pub(super) last_login: LastMoment,
    #[serde(default)]
    pub(super) previous_last_login: LastMoment,
    /// `mulesoft` is the built-in one.
    pub(super) identity_provider_id: Option<Untrusted>,
    pub(super) mfa_exempt: Option<bool>,
    pub(super) mfa_configured: Option<bool>,
    pub(super) ip_exempt: Option<bool>,
    #[serde(default)]
    pub(super) roles: Vec<StrictObject<DirectGrant>>,
}

/// A permission that a user has directly, by its name.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DirectGrant {
    pub(super) name: Untrusted,
    pub(super) organization_id: OrgId,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TeamRecord {
    pub(super) id: TeamId,
    pub(super) name: Untrusted,
    pub(super) parent_id: Option<TeamId>,
    #[serde(rename = "type")]
    pub(super) kind: Option<Untrusted>,
    pub(super) created_at: Option<Moment>,
    pub(super) updated_at: Option<Moment>,
    pub(super) members: Option<Vec<StrictObject<MemberRecord>>>,
    pub(super) mappings: Option<Vec<StrictObject<MappingRecord>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MemberRecord {
    pub(super) user_id: UserId,
    /// In a snapshot, of a user that isn't listed.
    pub(super) name: Option<Untrusted>,
    #[serde(default = "member")]
    pub(super) membership: Untrusted,
    pub(super) by_mapping: Option<bool>,
}

fn member() -> Untrusted {
    "member".into()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MappingRecord {
    pub(super) group: Untrusted,
    pub(super) provider_id: Option<Untrusted>,
    pub(super) membership: Option<Untrusted>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RoleGroupRecord {
    pub(super) id: RoleGroupId,
    pub(super) organization_id: OrgId,
    pub(super) name: Untrusted,
    pub(super) description: Option<Untrusted>,
    pub(super) editable: Option<bool>,
    pub(super) created_at: Option<Moment>,
    pub(super) member_ids: Option<Vec<UserId>>,
    pub(super) external_groups: Option<Vec<StrictObject<MappingRecord>>>,
}

#[derive(Deserialize)]
pub(super) struct PermissionRecord {
    pub(super) id: PermissionId,
    pub(super) name: Untrusted,
    pub(super) description: Option<Untrusted>,
    pub(super) product: Option<Untrusted>,
    pub(super) internal: Option<bool>,
}

/// A permission of one user, team or role.
#[derive(Deserialize)]
pub(super) struct GrantRecord {
    #[serde(rename = "userId")]
    pub(super) user: Option<UserId>,
    #[serde(rename = "teamId")]
    pub(super) team: Option<TeamId>,
    #[serde(rename = "roleGroupId")]
    pub(super) role_group: Option<RoleGroupId>,
    #[serde(rename = "permissionId")]
    pub(super) permission: PermissionId,
    #[serde(rename = "organizationId")]
    pub(super) organization: Option<OrgId>,
    #[serde(rename = "environmentId")]
    pub(super) environment: Option<EnvironmentId>,
    /// Anything else that narrows it.
    #[serde(default)]
    pub(super) context: BTreeMap<Untrusted, Untrusted>,
}

/// An identity provider as the platform gives it. Only documented settings are taken from it.
pub(super) struct IdentityProviderRecord {
    pub(super) details: IdentityProviderDetails,
    pub(super) keys: Option<Vec<KeyRecord>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IdentityProviderMembers {
    provider_id: IdentityProviderId,
    name: Untrusted,
    #[serde(rename = "type")]
    kind: TypeName,
    keys: Option<Vec<KeyRecord>>,
}

#[derive(Deserialize)]
struct TypeName {
    name: Untrusted,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KeyRecord {
    pub(super) id: Untrusted,
    pub(super) primary: Option<bool>,
    pub(super) created_at: Option<Moment>,
    pub(super) is_default_certificate: Option<bool>,
}

impl<'de> Deserialize<'de> for IdentityProviderRecord {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let object = WipedJson(Value::deserialize(from)?);
        let known = IdentityProviderMembers::deserialize(&object.0).map_err(serde::de::Error::custom)?;
        let provider = IdentityProvider {
            id: IdentityProviderRef::External(known.provider_id),
            name: known.name,
            kind: IdentityProviderKind::parse(known.kind.name.raw()),
        };
        Ok(Self {
            details: IdentityProviderDetails::new(provider, &object.0),
            keys: known.keys,
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct IdentitySettingsRecord {
    pub(super) allow_new_non_sso_users: Option<bool>,
    pub(super) bypass_expiration: Option<bool>,
}

/// A connected app. Its secret, where the file has one, isn't read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConnectedAppRecord {
    pub(super) client_id: ConnectedAppId,
    pub(super) name: Untrusted,
    pub(super) organization_id: OrgId,
    pub(super) owner_id: Option<UserId>,
    #[serde(default)]
    pub(super) grant_types: Vec<Untrusted>,
    pub(super) scopes: Option<Vec<StrictObject<ScopeRecord>>>,
    pub(super) redirect_uris: Option<Vec<Untrusted>>,
    pub(super) enabled: Option<bool>,
    pub(super) audience: Option<Untrusted>,
    pub(super) website: Option<Untrusted>,
    pub(super) created_at: Option<Moment>,
    #[serde(default)]
    pub(super) last_used: LastMoment,
    pub(super) authorizations: Option<Vec<StrictObject<AuthorizationRecord>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScopeRecord {
    pub(super) scope: Untrusted,
    pub(super) organization_id: Option<OrgId>,
    pub(super) environment_id: Option<EnvironmentId>,
    #[serde(default)]
    pub(super) context: BTreeMap<Untrusted, Untrusted>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AuthorizationRecord {
    pub(super) id: Untrusted,
    pub(super) user_id: Option<UserId>,
    #[serde(default)]
    pub(super) scopes: Vec<Untrusted>,
    pub(super) created_at: Option<Moment>,
    pub(super) updated_at: Option<Moment>,
    #[serde(default)]
    pub(super) last_used: LastMoment,
}
