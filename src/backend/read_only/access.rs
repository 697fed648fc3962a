//! A read-only backend reads what the one in it reads.

use std::sync::Arc;

use super::ReadOnly;
use crate::backend::OnPartial;
use crate::backend::access::AccessReads;
use crate::domain::access::PlaceAccess;
use crate::domain::audit::{AuditQuery, AuditRecord, AuditValues};
use crate::domain::change::Object;
use crate::domain::connected_app::{AppAuthorization, AppScope};
use crate::domain::grant::{HolderKind, Holding};
use crate::domain::identity_provider::{IdentityProviderDetails, IdentitySettings, SigningKey};
use crate::domain::team::{ExternalGroup, TeamMember};
use crate::domain::user::UserTeam;
use crate::domain::{
    ConnectedApp, ConnectedAppId, Error, Grant, IdentityProvider, IdentityProviderId, IdentityProviderRef, Listing,
    OrgId, Permission, PermissionId, RoleGroup, RoleGroupId, Team, TeamId, User, UserId,
};

impl<B: AccessReads> AccessReads for ReadOnly<B> {
    forward! {
        fn stream_users(&self, organization: OrgId, on_partial: OnPartial<'_, Arc<Listing<User>>>)
            -> Result<Arc<Listing<User>>, Error>;
        fn user(&self, user: UserId) -> Result<User, Error>;
        fn user_teams(&self, user: UserId) -> Result<Listing<UserTeam>, Error>;
        fn user_role_groups(&self, user: UserId) -> Result<Listing<RoleGroup>, Error>;
        fn user_grants(&self, user: UserId) -> Result<Listing<Grant>, Error>;
        fn effective_grants(&self, user: UserId) -> Result<Listing<Grant>, Error>;
        fn stream_teams(&self, on_partial: OnPartial<'_, Arc<Listing<Team>>>) -> Result<Arc<Listing<Team>>, Error>;
        fn team(&self, team: TeamId) -> Result<Team, Error>;
        fn team_members(&self, team: TeamId) -> Result<Listing<TeamMember>, Error>;
        fn team_grants(&self, team: TeamId) -> Result<Listing<Grant>, Error>;
        fn team_mappings(&self, team: TeamId) -> Result<Listing<ExternalGroup>, Error>;
        fn role_groups(&self, organization: OrgId) -> Result<Listing<RoleGroup>, Error>;
        fn role_group_grants(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<Grant>, Error>;
        fn role_group_members(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<User>, Error>;
        fn permissions(&self) -> Result<Arc<Listing<Permission>>, Error>;
        fn holders(&self, kind: HolderKind, permission: PermissionId, organization: OrgId)
            -> Result<Listing<Holding>, Error>;
        fn identity_providers(&self) -> Result<Listing<IdentityProvider>, Error>;
        fn identity_provider(&self, provider: IdentityProviderRef) -> Result<IdentityProviderDetails, Error>;
        fn identity_provider_keys(&self, provider: IdentityProviderId) -> Result<Listing<SigningKey>, Error>;
        fn identity_settings(&self) -> Result<IdentitySettings, Error>;
        fn stream_connected_apps(&self, organization: OrgId, on_partial: OnPartial<'_, Arc<Listing<ConnectedApp>>>)
            -> Result<Arc<Listing<ConnectedApp>>, Error>;
        fn place_access(&self, place: Object) -> Result<PlaceAccess, Error>;
        fn app_scopes(&self, organization: OrgId, app: ConnectedAppId) -> Result<Listing<AppScope>, Error>;
        fn own_scopes(&self) -> Result<Listing<AppScope>, Error>;
        fn app_authorizations(&self, organization: OrgId) -> Result<Listing<AppAuthorization>, Error>;
        fn stream_audit(&self, query: &AuditQuery, on_partial: OnPartial<'_, Arc<Listing<AuditRecord>>>)
            -> Result<Arc<Listing<AuditRecord>>, Error>;
        fn audit_values(&self, organization: OrgId) -> Result<AuditValues, Error>;
    }
}
