//! Reads of who may do what, of client applications and of the audit, with their answers.

use std::sync::Arc;

use super::audit_key::AuditKey;
use super::list::RowId;
use crate::domain::access::PlaceAccess;
use crate::domain::audit::{AuditPreset, AuditQuery, AuditRecord, AuditValues};
use crate::domain::change::Object;
use crate::domain::connected_app::{AppAuthorization, AppScope};
use crate::domain::grant::{HolderKind, Holding};
use crate::domain::identity_provider::{IdentityProviderDetails, IdentitySettings, SigningKey};
use crate::domain::team::{ExternalGroup, MemberId, TeamMember};
use crate::domain::user::UserTeam;
use crate::domain::{
    Application, ApplicationContract, ApplicationId, ConnectedApp, ConnectedAppId, Coverage, Grant, IdentityProvider,
    IdentityProviderId, IdentityProviderRef, Listing, OrgId, Permission, PermissionId, RoleGroup, RoleGroupId, Team,
    TeamId, UnixTime, Untrusted, User, UserId,
};

/// One list or one object that is read for the pages about access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccessRead {
    /// The users of the root, or the members of a business group.
    Users(OrgId),
    User(UserId),
    UserTeams(UserId),
    UserRoles(UserId),
    /// What a user has directly.
    UserGrants(UserId),
    /// What a user has in any way.
    EffectiveGrants(UserId),
    Teams,
    Team(TeamId),
    TeamMembers(TeamId),
    TeamGrants(TeamId),
    TeamMappings(TeamId),
    Roles(OrgId),
    RoleGrants(OrgId, RoleGroupId),
    RoleMembers(OrgId, RoleGroupId),
    /// The catalogue.
    Permissions,
    /// Who themselves hold a permission in an organization or its environments.
    Holders(HolderKind, PermissionId, OrgId),
    IdentityProviders,
    IdentityProvider(IdentityProviderRef),
    IdentityProviderKeys(IdentityProviderId),
    IdentitySettings,
    ConnectedApps(OrgId),
    AppScopes(OrgId, ConnectedAppId),
    AppAuthorizations(OrgId),
    /// What goes with an environment or a business group.
    PlaceAccess(Object),
    /// The scopes of the app that is signed in.
    OwnScopes,
    /// The client applications of all client providers.
    Applications,
    ApplicationContracts(ApplicationId),
    /// Which of them have a contract.
    ContractedApplications,
    Audit(AuditRead),
    AuditValues(OrgId),
}

/// Which entries of the audit are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuditRead {
    pub organization: OrgId,
    pub from: UnixTime,
    /// The end; `None` is now.
    pub to: Option<UnixTime>,
    /// Entries about this one alone.
    pub object: Option<Object>,
    pub preset: Option<AuditPreset>,
    pub only: AuditOnly,
    /// At most so many, the newest.
    pub limit: usize,
}

/// Which values entries must have, by the place of the choice: a read is its own key and is copied. 0 is no choice.
/// [`AuditWatch`](super::model::audit_watch::AuditWatch) knows the names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuditOnly(pub u32);

impl AuditRead {
    pub fn query(self) -> AuditQuery {
        AuditQuery {
            to: self.to,
            objects: self
                .object
                .map(|object| Untrusted::new(&object.id_text()))
                .into_iter()
                .collect(),
            ..AuditQuery::since(self.organization, self.from, self.limit)
        }
    }
}

/// The answer to an [`AccessRead`].
#[derive(Clone, Debug, PartialEq)]
pub enum AccessReply {
    Users(Arc<Listing<User>>),
    User(Box<User>),
    UserTeams(Listing<UserTeam>),
    Roles(Listing<RoleGroup>),
    Grants(Listing<Grant>),
    Teams(Arc<Listing<Team>>),
    Team(Box<Team>),
    Members(Listing<TeamMember>),
    Mappings(Listing<ExternalGroup>),
    Permissions(Arc<Listing<Permission>>),
    Holders(Listing<Holding>),
    IdentityProviders(Listing<IdentityProvider>),
    IdentityProvider(Box<IdentityProviderDetails>),
    SigningKeys(Listing<SigningKey>),
    IdentitySettings(IdentitySettings),
    ConnectedApps(Arc<Listing<ConnectedApp>>),
    PlaceAccess(PlaceAccess),
    AppScopes(Listing<AppScope>),
    AppAuthorizations(Listing<AppAuthorization>),
    Applications(Arc<Listing<Application>>),
    Contracts(Listing<ApplicationContract>),
    Contracted(Listing<ApplicationId>),
    Audit(Arc<Listing<AuditRecord>>),
    AuditValues(Box<AuditValues>),
}

impl AccessReply {
    /// Whether it answers `read`.
    pub fn answers(&self, read: AccessRead) -> bool {
        use AccessRead as R;
        matches!(
            (read, self),
            (R::Users(_) | R::RoleMembers(..), Self::Users(_))
                | (R::User(_), Self::User(_))
                | (R::UserTeams(_), Self::UserTeams(_))
                | (R::UserRoles(_) | R::Roles(_), Self::Roles(_))
                | (
                    R::UserGrants(_) | R::EffectiveGrants(_) | R::TeamGrants(_) | R::RoleGrants(..),
                    Self::Grants(_)
                )
                | (R::Teams, Self::Teams(_))
                | (R::Team(_), Self::Team(_))
                | (R::TeamMembers(_), Self::Members(_))
                | (R::TeamMappings(_), Self::Mappings(_))
                | (R::Permissions, Self::Permissions(_))
                | (R::Holders(..), Self::Holders(_))
                | (R::IdentityProviders, Self::IdentityProviders(_))
                | (R::IdentityProvider(_), Self::IdentityProvider(_))
                | (R::IdentityProviderKeys(_), Self::SigningKeys(_))
                | (R::IdentitySettings, Self::IdentitySettings(_))
                | (R::ConnectedApps(_), Self::ConnectedApps(_))
                | (R::PlaceAccess(_), Self::PlaceAccess(_))
                | (R::AppScopes(..) | R::OwnScopes, Self::AppScopes(_))
                | (R::AppAuthorizations(_), Self::AppAuthorizations(_))
                | (R::Applications, Self::Applications(_))
                | (R::ApplicationContracts(_), Self::Contracts(_))
                | (R::ContractedApplications, Self::Contracted(_))
                | (R::Audit(_), Self::Audit(_))
                | (R::AuditValues(_), Self::AuditValues(_))
        )
    }

    /// How many rows a list has that comes in parts.
    pub fn row_count(&self) -> usize {
        match self {
            Self::Users(all) => all.len(),
            Self::Teams(all) => all.len(),
            Self::ConnectedApps(all) => all.len(),
            Self::Applications(all) => all.len(),
            Self::Audit(all) => all.len(),
            _ => 0,
        }
    }

    /// How much of a list it is; an object is whole.
    pub fn coverage(&self) -> Option<&Coverage> {
        Some(match self {
            Self::Users(all) => &all.coverage,
            Self::UserTeams(all) => &all.coverage,
            Self::Roles(all) => &all.coverage,
            Self::Grants(all) => &all.coverage,
            Self::Teams(all) => &all.coverage,
            Self::Members(all) => &all.coverage,
            Self::Mappings(all) => &all.coverage,
            Self::Permissions(all) => &all.coverage,
            Self::Holders(all) => &all.coverage,
            Self::IdentityProviders(all) => &all.coverage,
            Self::SigningKeys(all) => &all.coverage,
            Self::ConnectedApps(all) => &all.coverage,
            Self::PlaceAccess(all) => &all.coverage,
            Self::AppScopes(all) => &all.coverage,
            Self::AppAuthorizations(all) => &all.coverage,
            Self::Applications(all) => &all.coverage,
            Self::Contracts(all) => &all.coverage,
            Self::Contracted(all) => &all.coverage,
            Self::Audit(all) => &all.coverage,
            Self::User(_)
            | Self::Team(_)
            | Self::IdentityProvider(_)
            | Self::IdentitySettings(_)
            | Self::AuditValues(_) => {
                return None;
            }
        })
    }

    /// What its rows stand for, in their order; nothing for a list in which nothing is looked up by its id.
    pub fn rows(&self, read: AccessRead) -> Vec<RowId> {
        match (self, read) {
            (Self::Users(all), _) => all.iter().map(|user| RowId::User(user.id)).collect(),
            (Self::Teams(all), _) => all.iter().map(|team| RowId::Team(team.id)).collect(),
            (Self::Roles(all), AccessRead::Roles(organization)) => {
                all.iter().map(|role| RowId::Role(organization, role.id)).collect()
            }
            (Self::Members(all), _) => {
                let row = |member: &TeamMember| match member.id {
                    MemberId::User(id) => RowId::User(id),
                    MemberId::Team(id) => RowId::Team(id),
                };
                all.iter().map(row).collect()
            }
            (Self::ConnectedApps(all), AccessRead::ConnectedApps(organization)) => all
                .iter()
                .map(|app| RowId::ConnectedApp(organization, app.id))
                .collect(),
            (Self::Applications(all), _) => all.iter().map(|one| RowId::Application(one.id)).collect(),
            (Self::Contracted(all), _) => all.iter().copied().map(RowId::Application).collect(),
            (Self::IdentityProviders(all), _) => all
                .iter()
                .map(|provider| RowId::IdentityProvider(provider.id))
                .collect(),
            (Self::Audit(all), _) => AuditKey::of(all).into_iter().map(RowId::AuditEntry).collect(),
            _ => Vec::new(),
        }
    }
}
