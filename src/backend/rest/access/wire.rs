//! The platform's rows of users, teams, roles and permissions, and what they mean.
//!
//! Members that are not named here are skipped while reading: secrets, and the whole organizations that rows carry.

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::super::wire::{UnderstoodWire, lenient};
use crate::domain::grant::{HolderId, HolderKind, Holding};
use crate::domain::team::{ExternalGroup, MemberId, Membership, TeamMember};
use crate::domain::time::{LastTime, UnixTime};
use crate::domain::user::UserTeam;
use crate::domain::{
    EnvironmentId, Grant, GrantContext, IdentityProviderRef, OrgId, Permission, PermissionId, RoleGroup, RoleGroupId,
    Team, TeamId, Untrusted, User, UserId,
};

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserRowWire {
    pub(super) id: UserId,
    username: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    first_name: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    last_name: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    email: Option<Untrusted>,
    #[serde(default, rename = "idprovider_id", deserialize_with = "lenient")]
    provider: Option<Untrusted>,
    #[serde(default, deserialize_with = "flag")]
    enabled: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    deleted: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    organization_id: Option<OrgId>,
    #[serde(default, deserialize_with = "time")]
    created_at: Option<UnixTime>,
    #[serde(default, deserialize_with = "last_time")]
    last_login: Option<LastTime>,
    #[serde(default, deserialize_with = "last_time")]
    previous_last_login: Option<LastTime>,
    #[serde(default, deserialize_with = "flag")]
    mfa_verification_excluded: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    mfa_verifiers_configured: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    ip_allowlist_excluded: Option<bool>,
}

impl UserRowWire {
    pub(super) fn user(self) -> User {
        let names = [self.first_name, self.last_name];
        let names = names
            .iter()
            .flatten()
            .map(Untrusted::raw)
            .filter(|name| !name.is_empty());
        let name = names.collect::<Vec<_>>().join(" ");
        // A row that tells when its user was made tells their sign-ins too: without one there was none.
        let no_sign_in = self.created_at.map_or(LastTime::Unknown, |_| LastTime::Never);
        User {
            name: (!name.is_empty()).then(|| Untrusted::new(&name)),
            email: self.email,
            provider: self.provider.and_then(|id| IdentityProviderRef::of_user(id.raw())),
            enabled: self.enabled,
            deleted: self.deleted,
            organization: self.organization_id,
            created: self.created_at,
            last_sign_in: self.last_login.unwrap_or(no_sign_in),
            previous_sign_in: self.previous_last_login.unwrap_or_default(),
            mfa_exempt: self.mfa_verification_excluded,
            mfa_configured: self.mfa_verifiers_configured,
            ip_exempt: self.ip_allowlist_excluded,
            ..User::new(self.id, self.username)
        }
    }
}

#[derive(Clone, Deserialize)]
pub(super) struct TeamWire {
    #[serde(rename = "team_id")]
    pub(super) id: TeamId,
    team_name: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    org_id: Option<OrgId>,
    #[serde(default, deserialize_with = "lenient")]
    team_type: Option<Untrusted>,
    /// Not lenient: without its ancestors a team counts as the topmost one.
    ancestor_team_ids: Vec<TeamId>,
    #[serde(default, deserialize_with = "time")]
    created_at: Option<UnixTime>,
    #[serde(default, deserialize_with = "time")]
    updated_at: Option<UnixTime>,
    /// What a user is in it, in a list of their teams.
    #[serde(default, deserialize_with = "lenient")]
    membership_type: Option<Untrusted>,
    #[serde(default, deserialize_with = "flag")]
    is_assigned_via_external_groups: Option<bool>,
}

impl TeamWire {
    pub(super) fn team(self) -> Team {
        Team {
            id: self.id,
            name: self.team_name,
            ancestors: self.ancestor_team_ids,
            kind: self.team_type,
            organization: self.org_id,
            created: self.created_at,
            updated: self.updated_at,
        }
    }

    pub(super) fn user_team(self) -> Option<UserTeam> {
        let membership = Membership::parse(self.membership_type.as_ref()?.raw());
        let by_mapping = self.is_assigned_via_external_groups;
        Some(UserTeam {
            team: self.team(),
            membership,
            by_mapping,
        })
    }
}

#[derive(Deserialize)]
pub(super) struct TeamMemberWire {
    pub(super) identity_type: Untrusted,
    pub(super) id: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    username: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    name: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    team_name: Option<Untrusted>,
    membership_type: Untrusted,
    #[serde(default, deserialize_with = "flag")]
    is_assigned_via_external_groups: Option<bool>,
}

impl TeamMemberWire {
    pub(super) fn member(self) -> Option<TeamMember> {
        let id = match self.identity_type.raw() {
            "user" => MemberId::User(self.id.raw().parse().ok()?),
            "team" => MemberId::Team(TeamId(self.id.raw().parse().ok()?)),
            _ => return None,
        };
        Some(TeamMember {
            id,
            name: self.username.or(self.name).or(self.team_name).unwrap_or(self.id),
            membership: Membership::parse(self.membership_type.raw()),
            by_mapping: self.is_assigned_via_external_groups,
        })
    }
}

#[derive(Deserialize)]
pub(super) struct MappingWire {
    #[serde(alias = "external_name")]
    pub(super) external_group_name: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) provider_id: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) membership_type: Option<Untrusted>,
}

impl MappingWire {
    pub(super) fn group(self) -> ExternalGroup {
        ExternalGroup {
            name: self.external_group_name,
            provider: self.provider_id.and_then(|id| IdentityProviderRef::of_user(id.raw())),
            membership: self.membership_type.map(|word| Membership::parse(word.raw())),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct GrantWire {
    role_id: PermissionId,
    #[serde(default, deserialize_with = "lenient")]
    name: Option<Untrusted>,
    context_params: Map<String, Value>,
}

impl GrantWire {
    pub(super) fn grant(&self) -> Grant {
        Grant {
            permission: self.role_id,
            name: self.name.clone(),
            context: context(&self.context_params),
        }
    }
}

/// Where a permission or a scope holds. An id in another form stays what it is: a name and a text.
pub(super) fn context(params: &Map<String, Value>) -> GrantContext {
    let uuid = |name: &str| params.get(name)?.as_str()?.parse().ok();
    let (organization, environment) = (uuid("org"), uuid("envId"));
    let is_read = |name: &str| (name == "org" && organization.is_some()) || (name == "envId" && environment.is_some());
    let others = params.iter().filter(|(name, _)| !is_read(name)).map(|(name, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        (Untrusted::new(name), Untrusted::new(&text))
    });
    GrantContext::new(
        organization.map(OrgId),
        environment.map(EnvironmentId),
        others.collect(),
    )
}

#[derive(Deserialize)]
pub(super) struct RoleGroupWire {
    #[serde(rename = "role_group_id")]
    pub(super) id: RoleGroupId,
    name: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    description: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    org_id: Option<OrgId>,
    #[serde(default, deserialize_with = "flag")]
    editable: Option<bool>,
    /// Names, or objects that tell the provider too.
    #[serde(default, deserialize_with = "lenient")]
    external_names: Option<Vec<ExternalNameWire>>,
    #[serde(default, deserialize_with = "time")]
    created_at: Option<UnixTime>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ExternalNameWire {
    Name(Untrusted),
    Mapping(MappingWire),
}

impl RoleGroupWire {
    pub(super) fn role_group(self) -> RoleGroup {
        let group = |name| match name {
            ExternalNameWire::Mapping(mapping) => mapping.group(),
            ExternalNameWire::Name(name) => ExternalGroup {
                name,
                provider: None,
                membership: None,
            },
        };
        RoleGroup {
            id: self.id,
            name: self.name,
            description: self.description,
            organization: self.org_id,
            editable: self.editable,
            external_groups: self.external_names.map(|all| all.into_iter().map(group).collect()),
            created: self.created_at,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct PermissionWire {
    #[serde(rename = "role_id")]
    pub(super) id: PermissionId,
    name: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    description: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    product: Option<Untrusted>,
    #[serde(default, deserialize_with = "flag")]
    internal: Option<bool>,
}

impl PermissionWire {
    pub(super) fn permission(self) -> Permission {
        Permission {
            id: self.id,
            name: self.name,
            description: self.description,
            product: self.product,
            internal: self.internal,
        }
    }
}

/// Someone who was found by what they hold. Which members there are follows from what was searched.
#[derive(Deserialize)]
pub(super) struct HoldingWire {
    #[serde(alias = "team_id", alias = "role_group_id")]
    pub(super) id: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    username: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    team_name: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    name: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    org_id: Option<OrgId>,
    assignments: UnderstoodWire<GrantWire>,
}

impl HoldingWire {
    /// What is held of this permission in this organization; `None` where that is not told.
    pub(super) fn holding(self, kind: HolderKind, of: PermissionId, at: OrgId) -> Option<Holding> {
        let id = self.id.raw();
        let holder = match kind {
            HolderKind::User => HolderId::User(id.parse().ok()?),
            HolderKind::Team => HolderId::Team(TeamId(id.parse().ok()?)),
            HolderKind::RoleGroup => HolderId::RoleGroup(RoleGroupId(id.parse().ok()?)),
        };
        let asked = |grant: &Grant| grant.permission == of && grant.context.organization == Some(at);
        let grants: Vec<Grant> = self
            .assignments
            .rows
            .iter()
            .map(GrantWire::grant)
            .filter(asked)
            .collect();
        let told = self.assignments.skipped == 0 && !grants.is_empty();
        told.then_some(Holding {
            holder,
            name: self.username.or(self.team_name).or(self.name).unwrap_or(self.id),
            organization: self.org_id.filter(|_| kind == HolderKind::RoleGroup),
            grants,
        })
    }
}

/// A switch, which may stand in quotes.
pub(super) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Bool(on) => Some(on),
        Value::String(text) => text.parse().ok(),
        _ => None,
    })
}

pub(in crate::backend::rest) fn time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<UnixTime>, D::Error> {
    let told = Value::deserialize(from)?;
    Ok(told.as_str().and_then(UnixTime::parse))
}

/// The last time of something, where it is told; `null` is never.
pub(super) fn last_time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<LastTime>, D::Error> {
    let told = Value::deserialize(from)?;
    let time = told
        .as_str()
        .and_then(UnixTime::parse)
        .map_or(LastTime::Unknown, LastTime::At);
    Ok(Some(if told.is_null() { LastTime::Never } else { time }))
}
