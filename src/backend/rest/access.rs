//! Users, teams, roles, identity providers, connected apps and the audit of the platform.

mod apps;
mod audit_log;
mod identity_wire;
pub(super) mod role_places;
mod teams;
pub(super) mod wire;

use std::sync::Arc;

use serde_json::{Value, json};

use self::identity_wire::{IdentityProviderWire, IdentitySettingsWire, SigningKeyWire};
use super::call::Call;
use super::pages::{PagedList, understood};
use super::read::ACCOUNTS;
use super::{RestBackend, guard};
use crate::backend::OnPartial;
use crate::backend::access::AccessReads;
use crate::domain::audit::{AuditQuery, AuditRecord, AuditValues};
use crate::domain::connected_app::{AppAuthorization, AppScope};
use crate::domain::grant::{HolderId, HolderKind, Holding};
use crate::domain::identity_provider::{IdentityProviderDetails, IdentitySettings, SigningKey};
use crate::domain::secret::WipedJson;
use crate::domain::team::{ExternalGroup, TeamMember};
use crate::domain::text::fold;
use crate::domain::user::UserTeam;
use crate::domain::{
    ConnectedApp, ConnectedAppId, Error, Grant, IdentityProvider, IdentityProviderId, IdentityProviderRef, Listing,
    OrgId, Permission, PermissionId, RoleGroup, RoleGroupId, Team, TeamId, User, UserId,
};

/// Why a list is a part while more of its pages are read.
const ON_THEIR_WAY: &str = "More are loading.";

/// The most rows of a page: of most lists, and of a search for teams or roles.
const ROWS: usize = 500;
const SEARCHED: usize = 25;

/// An id as a part of a path.
///
/// # Errors
/// It has other characters than ids have, and could lead elsewhere.
fn segment(id: &str) -> Result<&str, Error> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if !id.is_empty() && id.bytes().all(fits) {
        return Ok(id);
    }
    Err(Error::Failed("an id has characters that can't be asked for".into()))
}

fn no_meaning() -> Error {
    Error::Failed("a row has another meaning than expected".into())
}

fn user_path(root: OrgId, user: UserId, what: &str) -> Result<String, Error> {
    Ok(format!("{ACCOUNTS}/{root}/users/{}{what}", segment(user.as_str())?))
}

fn users(rows: Vec<wire::UserRowWire>) -> Vec<User> {
    let mut users: Vec<User> = rows.into_iter().map(wire::UserRowWire::user).collect();
    users.sort_by_cached_key(|user| (fold(user.username.raw()), user.id));
    users
}

impl RestBackend {
    pub(super) fn read_user(&self, root: OrgId, user: UserId, noun: &str) -> Result<User, Error> {
        let row: wire::UserRowWire = self.access.get(user_path(root, user, "")?, noun)?;
        Ok(row.user())
    }

    fn grants(&self, path: String, noun: &'static str) -> Result<Listing<Grant>, Error> {
        let list = PagedList::new(path, ROWS, noun, "permissions");
        let rows = self.pages(&list, wire::GrantWire::grant)?;
        Ok(rows.map(|rows| rows.iter().map(wire::GrantWire::grant).collect()))
    }

    fn read_role_groups(&self, organization: OrgId) -> Result<Listing<RoleGroup>, Error> {
        let path = format!("{ACCOUNTS}/{organization}/rolegroups?displayProviderId=true");
        let list = PagedList::new(path, ROWS, "This organization", "roles");
        let mut found = self.role_group_rows(&list)?;
        let mut places = guard(&self.role_places);
        for role in &mut found.rows {
            role.organization.get_or_insert(organization);
            places.known.insert(role.id, Some(organization));
        }
        Ok(found)
    }

    fn role_group_rows(&self, list: &PagedList) -> Result<Listing<RoleGroup>, Error> {
        let rows = self.pages(list, |role: &wire::RoleGroupWire| role.id)?;
        Ok(rows.map(|rows| {
            let mut roles: Vec<RoleGroup> = rows.into_iter().map(wire::RoleGroupWire::role_group).collect();
            roles.sort_by_cached_key(|role| (fold(role.name.raw()), role.id));
            roles
        }))
    }
}

impl AccessReads for RestBackend {
    fn stream_users(
        &self,
        organization: OrgId,
        on_partial: OnPartial<'_, Arc<Listing<User>>>,
    ) -> Result<Arc<Listing<User>>, Error> {
        let root = self.session()?.root == organization;
        let what = if root { "users?type=host" } else { "members" };
        let path = format!("{ACCOUNTS}/{organization}/{what}");
        let list = PagedList::new(path, ROWS, "This organization", "users");
        let tell = |rows: &[wire::UserRowWire]| {
            on_partial(Arc::new(Listing::partial(users(rows.to_vec()), ON_THEIR_WAY)));
        };
        Ok(Arc::new(self.stream_pages(&list, |user| user.id, &tell)?.map(users)))
    }

    fn user(&self, user: UserId) -> Result<User, Error> {
        self.read_user(self.session()?.root, user, "This user")
    }

    fn user_teams(&self, user: UserId) -> Result<Listing<UserTeam>, Error> {
        let path = user_path(self.session()?.root, user, "/teams?sort=team_id&ascending=true")?;
        let list = PagedList::new(path, ROWS, "This user", "teams");
        let rows = self.pages(&list, |team: &wire::TeamWire| team.id)?;
        Ok(understood(rows, "teams", |row| row.user_team().ok_or_else(no_meaning)))
    }

    fn user_role_groups(&self, user: UserId) -> Result<Listing<RoleGroup>, Error> {
        let session = self.session()?;
        let list = PagedList::new(
            user_path(session.root, user, "/rolegroups")?,
            ROWS,
            "This user",
            "roles",
        );
        let mut found = self.role_group_rows(&list)?;
        let roles = found.rows.iter_mut().map(|role| (role.id, &mut role.organization));
        self.place_roles(&session, None, roles.collect())?;
        Ok(found)
    }

    fn user_grants(&self, user: UserId) -> Result<Listing<Grant>, Error> {
        self.grants(user_path(self.session()?.root, user, "/roles")?, "This user")
    }

    fn effective_grants(&self, user: UserId) -> Result<Listing<Grant>, Error> {
        let path = user_path(self.session()?.root, user, "/roles?role_groups=true&teams=true")?;
        // What comes through two teams may come twice.
        let list = PagedList {
            repeats: true,
            ..PagedList::new(path, ROWS, "This user", "permissions")
        };
        let rows = self.pages(&list, wire::GrantWire::grant)?;
        Ok(rows.map(|rows| rows.iter().map(wire::GrantWire::grant).collect()))
    }

    fn stream_teams(&self, on_partial: OnPartial<'_, Arc<Listing<Team>>>) -> Result<Arc<Listing<Team>>, Error> {
        let root = self.session()?.root;
        Ok(Arc::new(self.read_teams(root, on_partial)?))
    }

    fn team(&self, team: TeamId) -> Result<Team, Error> {
        self.read_team(self.session()?.root, team, "This team")
    }

    fn team_members(&self, team: TeamId) -> Result<Listing<TeamMember>, Error> {
        let root = self.session()?.root;
        let path = format!("{ACCOUNTS}/{root}/teams/{team}/members?displayUserDetails=true");
        let list = PagedList::new(path, ROWS, "This team", "members");
        let rows = self.pages(&list, |row: &wire::TeamMemberWire| {
            (row.identity_type.clone(), row.id.clone())
        })?;
        Ok(understood(rows, "members", |row| row.member().ok_or_else(no_meaning)))
    }

    fn team_grants(&self, team: TeamId) -> Result<Listing<Grant>, Error> {
        let root = self.session()?.root;
        self.grants(format!("{ACCOUNTS}/{root}/teams/{team}/roles"), "This team")
    }

    fn team_mappings(&self, team: TeamId) -> Result<Listing<ExternalGroup>, Error> {
        let root = self.session()?.root;
        let path = format!("{ACCOUNTS}/{root}/teams/{team}/groupmappings");
        let list = PagedList::new(path, ROWS, "This team", "external groups");
        let key = |row: &wire::MappingWire| (row.provider_id.clone(), row.external_group_name.clone());
        let rows = self.pages(&list, key)?;
        Ok(rows.map(|rows| rows.into_iter().map(wire::MappingWire::group).collect()))
    }

    fn role_groups(&self, organization: OrgId) -> Result<Listing<RoleGroup>, Error> {
        self.session()?;
        self.read_role_groups(organization)
    }

    fn role_group_grants(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<Grant>, Error> {
        self.session()?;
        self.grants(
            format!("{ACCOUNTS}/{organization}/rolegroups/{role}/roles"),
            "This role",
        )
    }

    fn role_group_members(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<User>, Error> {
        self.session()?;
        let path = format!("{ACCOUNTS}/{organization}/rolegroups/{role}/users");
        let list = PagedList::new(path, ROWS, "This role", "users");
        Ok(self.pages(&list, |user: &wire::UserRowWire| user.id)?.map(users))
    }

    fn permissions(&self) -> Result<Arc<Listing<Permission>>, Error> {
        self.session()?;
        let path = "/accounts/api/roles?include_internal=true&sort=role_id&ascending=true";
        let list = PagedList::new(path.into(), ROWS, "The list of permissions", "permissions");
        let rows = self.pages(&list, |row: &wire::PermissionWire| row.id)?;
        let mut found = rows.map(|rows| rows.into_iter().map(wire::PermissionWire::permission).collect());
        found.rows.sort_by_cached_key(|permission: &Permission| {
            let product = permission.product.as_ref().map(|product| fold(product.raw()));
            (product, fold(permission.name.raw()), permission.id)
        });
        Ok(Arc::new(found))
    }

    fn holders(
        &self,
        kind: HolderKind,
        permission: PermissionId,
        organization: OrgId,
    ) -> Result<Listing<Holding>, Error> {
        let session = self.session()?;
        let (what, rows, field, limit) = match kind {
            HolderKind::User => ("users", "users", "id", ROWS),
            HolderKind::Team => ("teams", "teams", "team_id", SEARCHED),
            HolderKind::RoleGroup => ("rolegroups", "roles", "role_group_id", SEARCHED),
        };
        // What holds in an environment has its organization too.
        let operand = json!({"role_id": permission, "context_params": {"org": organization}, "match_type": "partial"});
        let body = move |limit: usize, offset: usize| {
            json!([
                {"name": "expression", "operator": "AND", "operands": [operand]},
                {"name": "pagination", "limit": limit, "offset": offset},
                {"name": "sort", "order": "ASC", "field": field},
            ])
        };
        let list = PagedList {
            body: Some(Box::new(body)),
            ..PagedList::new(
                format!("/accounts/api/roles/{what}/search"),
                limit,
                "This permission",
                rows,
            )
        };
        let found = self.pages(&list, |row: &wire::HoldingWire| row.id.clone())?;
        let mut found = understood(found, rows, |row| {
            row.holding(kind, permission, organization).ok_or_else(no_meaning)
        });
        let roles = found.rows.iter_mut().filter_map(|held| match held.holder {
            HolderId::RoleGroup(id) => Some((id, &mut held.organization)),
            HolderId::User(_) | HolderId::Team(_) => None,
        });
        self.place_roles(&session, Some(organization), roles.collect())?;
        found
            .rows
            .sort_by_cached_key(|held| (fold(held.name.raw()), held.holder));
        Ok(found)
    }

    fn identity_providers(&self) -> Result<Listing<IdentityProvider>, Error> {
        let root = self.session()?.root;
        let path = format!("{ACCOUNTS}/{root}/identityProviders?sort=provider_id&ascending=true");
        let list = PagedList::new(path, ROWS, "This organization", "identity providers");
        let rows = self.pages(&list, |row: &IdentityProviderWire| row.provider_id)?;
        let mut found = rows.map(|rows| rows.into_iter().map(IdentityProviderWire::provider).collect());
        found
            .rows
            .sort_by_cached_key(|one: &IdentityProvider| (fold(one.name.raw()), one.id));
        // The platform does not list it.
        found.rows.insert(0, IdentityProvider::built_in());
        Ok(found)
    }

    fn identity_provider(&self, provider: IdentityProviderRef) -> Result<IdentityProviderDetails, Error> {
        let root = self.session()?.root;
        let IdentityProviderRef::External(id) = provider else {
            return Ok(IdentityProviderDetails::new(IdentityProvider::built_in(), &Value::Null));
        };
        let id = segment(id.as_str())?;
        let path = format!("{ACCOUNTS}/{root}/identityProviders/{id}?include_secrets=false");
        let object = WipedJson(self.access.get(path, "This identity provider")?);
        let row: IdentityProviderWire = serde_json::from_value(object.0.clone())
            .map_err(|_| Error::Failed("the identity provider has another form than expected".into()))?;
        Ok(IdentityProviderDetails::new(row.provider(), &object.0))
    }

    fn identity_provider_keys(&self, provider: IdentityProviderId) -> Result<Listing<SigningKey>, Error> {
        let root = self.session()?.root;
        let id = segment(provider.as_str())?;
        let path = format!("{ACCOUNTS}/{root}/identityProviders/{id}/saml-sp-keys");
        let rows: Listing<SigningKeyWire> = self.list(&Call::get(path, "This identity provider"), "keys")?;
        Ok(rows.map(|rows| rows.into_iter().map(SigningKeyWire::key).collect()))
    }

    fn identity_settings(&self) -> Result<IdentitySettings, Error> {
        let root = self.session()?.root;
        let path = format!("{ACCOUNTS}/{root}/identityProviderSettings");
        let row: IdentitySettingsWire = self.access.get(path, "This organization")?;
        Ok(row.settings())
    }

    fn stream_connected_apps(
        &self,
        organization: OrgId,
        on_partial: OnPartial<'_, Arc<Listing<ConnectedApp>>>,
    ) -> Result<Arc<Listing<ConnectedApp>>, Error> {
        self.session()?;
        self.read_apps(organization, on_partial).map(Arc::new)
    }

    fn app_scopes(&self, organization: OrgId, app: ConnectedAppId) -> Result<Listing<AppScope>, Error> {
        self.session()?;
        self.read_app_scopes(organization, app)
    }

    fn own_scopes(&self) -> Result<Listing<AppScope>, Error> {
        let session = self.session()?;
        let app = session.app.ok_or(Error::Unsupported("Reading the scopes of a user"))?;
        self.read_app_scopes(session.root, app)
    }

    fn app_authorizations(&self, organization: OrgId) -> Result<Listing<AppAuthorization>, Error> {
        self.session()?;
        self.read_authorizations(organization)
    }

    fn stream_audit(
        &self,
        query: &AuditQuery,
        on_partial: OnPartial<'_, Arc<Listing<AuditRecord>>>,
    ) -> Result<Arc<Listing<AuditRecord>>, Error> {
        self.session()?;
        self.read_audit(query, on_partial).map(Arc::new)
    }

    fn audit_values(&self, organization: OrgId) -> Result<AuditValues, Error> {
        self.session()?;
        self.read_audit_values(organization)
    }
}
