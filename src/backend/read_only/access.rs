//! A read-only backend reads what the one in it reads.

use std::sync::Arc;

use super::ReadOnly;
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

impl<B: AccessReads> AccessReads for ReadOnly<B> {
    fn stream_users(
        &self,
        organization: OrgId,
        on_partial: OnPartial<'_, Arc<Listing<User>>>,
    ) -> Result<Arc<Listing<User>>, Error> {
        self.0.stream_users(organization, on_partial)
    }

    fn user(&self, user: UserId) -> Result<User, Error> {
        self.0.user(user)
    }

    fn user_teams(&self, user: UserId) -> Result<Listing<UserTeam>, Error> {
        self.0.user_teams(user)
    }

    fn user_role_groups(&self, user: UserId) -> Result<Listing<RoleGroup>, Error> {
        self.0.user_role_groups(user)
    }

    fn user_grants(&self, user: UserId) -> Result<Listing<Grant>, Error> {
        self.0.user_grants(user)
    }

    fn effective_grants(&self, user: UserId) -> Result<Listing<Grant>, Error> {
        self.0.effective_grants(user)
    }

    fn stream_teams(&self, on_partial: OnPartial<'_, Arc<Listing<Team>>>) -> Result<Arc<Listing<Team>>, Error> {
        self.0.stream_teams(on_partial)
    }

    fn team(&self, team: TeamId) -> Result<Team, Error> {
        self.0.team(team)
    }

    fn team_members(&self, team: TeamId) -> Result<Listing<TeamMember>, Error> {
        self.0.team_members(team)
    }

    fn team_grants(&self, team: TeamId) -> Result<Listing<Grant>, Error> {
        self.0.team_grants(team)
    }

    fn team_mappings(&self, team: TeamId) -> Result<Listing<ExternalGroup>, Error> {
        self.0.team_mappings(team)
    }

    fn role_groups(&self, organization: OrgId) -> Result<Listing<RoleGroup>, Error> {
        self.0.role_groups(organization)
    }

    fn role_group_grants(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<Grant>, Error> {
        self.0.role_group_grants(organization, role)
    }

    fn role_group_members(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<User>, Error> {
        self.0.role_group_members(organization, role)
    }

    fn permissions(&self) -> Result<Arc<Listing<Permission>>, Error> {
        self.0.permissions()
    }

    fn holders(
        &self,
        kind: HolderKind,
        permission: PermissionId,
        organization: OrgId,
    ) -> Result<Listing<Holding>, Error> {
        self.0.holders(kind, permission, organization)
    }

    fn identity_providers(&self) -> Result<Listing<IdentityProvider>, Error> {
        self.0.identity_providers()
    }

    fn identity_provider(&self, provider: IdentityProviderRef) -> Result<IdentityProviderDetails, Error> {
        self.0.identity_provider(provider)
    }

    fn identity_provider_keys(&self, provider: IdentityProviderId) -> Result<Listing<SigningKey>, Error> {
        self.0.identity_provider_keys(provider)
    }

    fn identity_settings(&self) -> Result<IdentitySettings, Error> {
        self.0.identity_settings()
    }

    fn stream_connected_apps(
        &self,
        organization: OrgId,
        on_partial: OnPartial<'_, Arc<Listing<ConnectedApp>>>,
    ) -> Result<Arc<Listing<ConnectedApp>>, Error> {
        self.0.stream_connected_apps(organization, on_partial)
    }

    fn app_scopes(&self, organization: OrgId, app: ConnectedAppId) -> Result<Listing<AppScope>, Error> {
        self.0.app_scopes(organization, app)
    }

    fn app_authorizations(&self, organization: OrgId) -> Result<Listing<AppAuthorization>, Error> {
        self.0.app_authorizations(organization)
    }

    fn stream_audit(
        &self,
        query: &AuditQuery,
        on_partial: OnPartial<'_, Arc<Listing<AuditRecord>>>,
    ) -> Result<Arc<Listing<AuditRecord>>, Error> {
        self.0.stream_audit(query, on_partial)
    }

    fn audit_values(&self, organization: OrgId) -> Result<AuditValues, Error> {
        self.0.audit_values(organization)
    }
}
