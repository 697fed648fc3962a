//! The reads about access, each as the user who is signed in.

use std::sync::Arc;

use amtui::backend::{AccessReads, OnPartial};
use amtui::domain::audit::{AuditQuery, AuditRecord, AuditValues};
use amtui::domain::connected_app::{AppAuthorization, AppScope};
use amtui::domain::grant::{HolderKind, Holding};
use amtui::domain::identity_provider::{IdentityProviderDetails, IdentitySettings, SigningKey};
use amtui::domain::team::{ExternalGroup, TeamMember};
use amtui::domain::user::UserTeam;
use amtui::domain::{
    ConnectedApp, ConnectedAppId, Error, Grant, IdentityProvider, IdentityProviderId, IdentityProviderRef, Listing,
    OrgId, Permission, PermissionId, RoleGroup, RoleGroupId, Team, TeamId, User, UserId,
};

use super::Users;

impl AccessReads for Users {
    fn stream_users(
        &self,
        organization: OrgId,
        on_partial: OnPartial<'_, Arc<Listing<User>>>,
    ) -> Result<Arc<Listing<User>>, Error> {
        self.now()?.stream_users(organization, on_partial)
    }

    fn user(&self, user: UserId) -> Result<User, Error> {
        self.now()?.user(user)
    }

    fn user_teams(&self, user: UserId) -> Result<Listing<UserTeam>, Error> {
        self.now()?.user_teams(user)
    }

    fn user_role_groups(&self, user: UserId) -> Result<Listing<RoleGroup>, Error> {
        self.now()?.user_role_groups(user)
    }

    fn user_grants(&self, user: UserId) -> Result<Listing<Grant>, Error> {
        self.now()?.user_grants(user)
    }

    fn effective_grants(&self, user: UserId) -> Result<Listing<Grant>, Error> {
        self.now()?.effective_grants(user)
    }

    fn stream_teams(&self, on_partial: OnPartial<'_, Arc<Listing<Team>>>) -> Result<Arc<Listing<Team>>, Error> {
        self.now()?.stream_teams(on_partial)
    }

    fn team(&self, team: TeamId) -> Result<Team, Error> {
        self.now()?.team(team)
    }

    fn team_members(&self, team: TeamId) -> Result<Listing<TeamMember>, Error> {
        self.now()?.team_members(team)
    }

    fn team_grants(&self, team: TeamId) -> Result<Listing<Grant>, Error> {
        self.now()?.team_grants(team)
    }

    fn team_mappings(&self, team: TeamId) -> Result<Listing<ExternalGroup>, Error> {
        self.now()?.team_mappings(team)
    }

    fn role_groups(&self, organization: OrgId) -> Result<Listing<RoleGroup>, Error> {
        self.now()?.role_groups(organization)
    }

    fn role_group_grants(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<Grant>, Error> {
        self.now()?.role_group_grants(organization, role)
    }

    fn role_group_members(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<User>, Error> {
        self.now()?.role_group_members(organization, role)
    }

    fn permissions(&self) -> Result<Arc<Listing<Permission>>, Error> {
        self.now()?.permissions()
    }

    fn holders(
        &self,
        kind: HolderKind,
        permission: PermissionId,
        organization: OrgId,
    ) -> Result<Listing<Holding>, Error> {
        self.now()?.holders(kind, permission, organization)
    }

    fn identity_providers(&self) -> Result<Listing<IdentityProvider>, Error> {
        self.now()?.identity_providers()
    }

    fn identity_provider(&self, provider: IdentityProviderRef) -> Result<IdentityProviderDetails, Error> {
        self.now()?.identity_provider(provider)
    }

    fn identity_provider_keys(&self, provider: IdentityProviderId) -> Result<Listing<SigningKey>, Error> {
        self.now()?.identity_provider_keys(provider)
    }

    fn identity_settings(&self) -> Result<IdentitySettings, Error> {
        self.now()?.identity_settings()
    }

    fn stream_connected_apps(
        &self,
        organization: OrgId,
        on_partial: OnPartial<'_, Arc<Listing<ConnectedApp>>>,
    ) -> Result<Arc<Listing<ConnectedApp>>, Error> {
        self.now()?.stream_connected_apps(organization, on_partial)
    }

    fn app_scopes(&self, organization: OrgId, app: ConnectedAppId) -> Result<Listing<AppScope>, Error> {
        self.now()?.app_scopes(organization, app)
    }

    fn app_authorizations(&self, organization: OrgId) -> Result<Listing<AppAuthorization>, Error> {
        self.now()?.app_authorizations(organization)
    }

    fn stream_audit(
        &self,
        query: &AuditQuery,
        on_partial: OnPartial<'_, Arc<Listing<AuditRecord>>>,
    ) -> Result<Arc<Listing<AuditRecord>>, Error> {
        self.now()?.stream_audit(query, on_partial)
    }

    fn audit_values(&self, organization: OrgId) -> Result<AuditValues, Error> {
        self.now()?.audit_values(organization)
    }
}
