//! What a backend reads of users, teams, roles, identity providers, connected apps and the audit.

use std::sync::Arc;

use super::OnPartial;
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

/// The reads of the pages about access. Each is one list or one object of the platform, so that an answer can be kept and
/// used for several pages. Methods block, and none changes anything.
///
/// # Errors
/// Each answers [`Error::SignedOut`], [`Error::NotFound`] for an object that isn't there, [`Error::Refused`] or
/// [`Error::Forbidden`] where the account may not read it, [`Error::Unsupported`] where the backend has no such thing,
/// or why the backend can't be read.
pub trait AccessReads {
    /// The users of the root, or the members of a business group, by user name.
    fn users(&self, organization: OrgId) -> Result<Arc<Listing<User>>, Error> {
        self.stream_users(organization, &|_| ())
    }

    /// The same, and passes on what has arrived.
    fn stream_users(
        &self,
        organization: OrgId,
        on_partial: OnPartial<'_, Arc<Listing<User>>>,
    ) -> Result<Arc<Listing<User>>, Error>;

    /// One user, with what no list tells.
    fn user(&self, user: UserId) -> Result<User, Error>;

    /// The teams that a user is a member of, without those above them.
    fn user_teams(&self, user: UserId) -> Result<Listing<UserTeam>, Error>;

    /// The roles that a user has, in every organization.
    fn user_role_groups(&self, user: UserId) -> Result<Listing<RoleGroup>, Error>;

    /// The permissions that a user has directly, in every organization.
    fn user_grants(&self, user: UserId) -> Result<Listing<Grant>, Error>;

    /// Every permission that a user has, each once: directly, through teams and through roles. It isn't told from where.
    fn effective_grants(&self, user: UserId) -> Result<Listing<Grant>, Error>;

    /// The teams of the root organization, each before its children.
    fn teams(&self) -> Result<Arc<Listing<Team>>, Error> {
        self.stream_teams(&|_| ())
    }

    /// The same, and passes on what has arrived.
    fn stream_teams(&self, on_partial: OnPartial<'_, Arc<Listing<Team>>>) -> Result<Arc<Listing<Team>>, Error>;

    /// One team.
    fn team(&self, team: TeamId) -> Result<Team, Error>;

    /// The members of a team: users, and the teams right below it.
    fn team_members(&self, team: TeamId) -> Result<Listing<TeamMember>, Error>;

    /// The permissions of a team itself, without those of the teams above it.
    fn team_grants(&self, team: TeamId) -> Result<Listing<Grant>, Error>;

    /// The external groups whose people become members of a team.
    fn team_mappings(&self, team: TeamId) -> Result<Listing<ExternalGroup>, Error>;

    /// The roles of an organization, by name.
    fn role_groups(&self, organization: OrgId) -> Result<Listing<RoleGroup>, Error>;

    /// The permissions of a role.
    fn role_group_grants(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<Grant>, Error>;

    /// The users who have a role.
    fn role_group_members(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<User>, Error>;

    /// The platform's catalogue of permissions, by product and name, internal ones among them.
    fn permissions(&self) -> Result<Arc<Listing<Permission>>, Error>;

    /// Those of a kind who themselves hold a permission in an organization or one of its environments: nobody who only
    /// has it through another.
    fn holders(
        &self,
        kind: HolderKind,
        permission: PermissionId,
        organization: OrgId,
    ) -> Result<Listing<Holding>, Error>;

    /// The identity providers of the root, the built-in one first, then by name.
    fn identity_providers(&self) -> Result<Listing<IdentityProvider>, Error>;

    /// One identity provider with its configuration, without secrets.
    fn identity_provider(&self, provider: IdentityProviderRef) -> Result<IdentityProviderDetails, Error>;

    /// The keys with which the platform signs what it sends to a SAML provider.
    fn identity_provider_keys(&self, provider: IdentityProviderId) -> Result<Listing<SigningKey>, Error>;

    /// What holds for all identity providers.
    fn identity_settings(&self) -> Result<IdentitySettings, Error>;

    /// What of who may do what is deleted with an environment or a business group.
    ///
    /// # Errors
    /// The backend can't tell without reading everything.
    fn place_access(&self, _: Object) -> Result<PlaceAccess, Error> {
        Err(Error::Unsupported("Counting the permissions in it"))
    }

    /// The connected apps of an organization, by name. Their secrets are never read.
    fn connected_apps(&self, organization: OrgId) -> Result<Arc<Listing<ConnectedApp>>, Error> {
        self.stream_connected_apps(organization, &|_| ())
    }

    /// The same, and passes on what has arrived.
    fn stream_connected_apps(
        &self,
        organization: OrgId,
        on_partial: OnPartial<'_, Arc<Listing<ConnectedApp>>>,
    ) -> Result<Arc<Listing<ConnectedApp>>, Error>;

    /// The scopes of a connected app, each with where it holds.
    fn app_scopes(&self, organization: OrgId, app: ConnectedAppId) -> Result<Listing<AppScope>, Error>;

    /// The scopes of the connected app that is signed in.
    ///
    /// # Errors
    /// A user is signed in, or the app may not read its own scopes.
    fn own_scopes(&self) -> Result<Listing<AppScope>, Error> {
        Err(Error::Unsupported("Reading the scopes of a user"))
    }

    /// The users' authorizations of connected apps.
    fn app_authorizations(&self, organization: OrgId) -> Result<Listing<AppAuthorization>, Error>;

    /// Entries of the audit, the newest first. Where more match than the query's limit, the list is partial.
    fn audit(&self, query: &AuditQuery) -> Result<Arc<Listing<AuditRecord>>, Error> {
        self.stream_audit(query, &|_| ())
    }

    /// The same, and passes on what has arrived.
    fn stream_audit(
        &self,
        query: &AuditQuery,
        on_partial: OnPartial<'_, Arc<Listing<AuditRecord>>>,
    ) -> Result<Arc<Listing<AuditRecord>>, Error>;

    /// What the audit can be asked for.
    fn audit_values(&self, organization: OrgId) -> Result<AuditValues, Error>;
}
