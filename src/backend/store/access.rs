//! Users, teams, roles, identity providers, connected apps and the audit of a file.

use std::sync::Arc;

use super::FileBackend;
use crate::backend::OnPartial;
use crate::backend::access::AccessReads;
use crate::domain::audit::{AuditQuery, AuditRecord, AuditValues};
use crate::domain::connected_app::{AppAuthorization, AppScope};
use crate::domain::grant::{HolderKind, Holding};
use crate::domain::identity_provider::{IdentityProviderDetails, IdentitySettings, SigningKey};
use crate::domain::team::{ExternalGroup, TeamMember};
use crate::domain::user::UserTeam;
use crate::domain::{
    ConnectedApp, ConnectedAppId, Error, Grant, IdentityProvider, IdentityProviderId, IdentityProviderRef, Listing,
    OrgId, Permission, PermissionId, RoleGroup, RoleGroupId, Team, TeamId, User, UserId,
};

impl AccessReads for FileBackend {
    fn stream_users(&self, _: OrgId, _: OnPartial<'_, Arc<Listing<User>>>) -> Result<Arc<Listing<User>>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn user(&self, _: UserId) -> Result<User, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn user_teams(&self, _: UserId) -> Result<Listing<UserTeam>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn user_role_groups(&self, _: UserId) -> Result<Listing<RoleGroup>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn user_grants(&self, _: UserId) -> Result<Listing<Grant>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn effective_grants(&self, _: UserId) -> Result<Listing<Grant>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn stream_teams(&self, _: OnPartial<'_, Arc<Listing<Team>>>) -> Result<Arc<Listing<Team>>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn team(&self, _: TeamId) -> Result<Team, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn team_members(&self, _: TeamId) -> Result<Listing<TeamMember>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn team_grants(&self, _: TeamId) -> Result<Listing<Grant>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn team_mappings(&self, _: TeamId) -> Result<Listing<ExternalGroup>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn role_groups(&self, _: OrgId) -> Result<Listing<RoleGroup>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn role_group_grants(&self, _: OrgId, _: RoleGroupId) -> Result<Listing<Grant>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn role_group_members(&self, _: OrgId, _: RoleGroupId) -> Result<Listing<User>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn permissions(&self) -> Result<Arc<Listing<Permission>>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn holders(&self, _: HolderKind, _: PermissionId, _: OrgId) -> Result<Listing<Holding>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn identity_providers(&self) -> Result<Listing<IdentityProvider>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn identity_provider(&self, _: IdentityProviderRef) -> Result<IdentityProviderDetails, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn identity_provider_keys(&self, _: IdentityProviderId) -> Result<Listing<SigningKey>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn identity_settings(&self) -> Result<IdentitySettings, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn stream_connected_apps(
        &self,
        _: OrgId,
        _: OnPartial<'_, Arc<Listing<ConnectedApp>>>,
    ) -> Result<Arc<Listing<ConnectedApp>>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn app_scopes(&self, _: OrgId, _: ConnectedAppId) -> Result<Listing<AppScope>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn app_authorizations(&self, _: OrgId) -> Result<Listing<AppAuthorization>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn stream_audit(
        &self,
        _: &AuditQuery,
        _: OnPartial<'_, Arc<Listing<AuditRecord>>>,
    ) -> Result<Arc<Listing<AuditRecord>>, Error> {
        Err(Error::Unsupported("Reading this"))
    }

    fn audit_values(&self, _: OrgId) -> Result<AuditValues, Error> {
        Err(Error::Unsupported("Reading this"))
    }
}
