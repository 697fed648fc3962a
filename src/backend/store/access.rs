//! Who may do what in a file: users, teams, roles, identity providers, connected apps and the audit.

mod apps;
mod audit_log;
mod deletion;
mod directory;
mod gaps;
mod identity;
mod records;
mod teams;

use std::sync::Arc;

pub(super) use self::audit_log::AuditLog;
pub(super) use self::directory::Directory;
use super::FileBackend;
use crate::backend::OnPartial;
use crate::backend::access::AccessReads;
use crate::domain::access::PlaceAccess;
use crate::domain::audit::{AuditQuery, AuditRecord, AuditValues};
use crate::domain::change::Object;
use crate::domain::connected_app::{AppAuthorization, AppScope};
use crate::domain::grant::{HolderId, HolderKind, Holding};
use crate::domain::identity_provider::{IdentityProviderDetails, IdentitySettings, SigningKey};
use crate::domain::rules::{self, Refusal};
use crate::domain::snapshot::SnapshotItem;
use crate::domain::team::{ExternalGroup, TeamMember};
use crate::domain::user::UserTeam;
use crate::domain::{
    ConnectedApp, ConnectedAppId, Coverage, Error, Grant, IdentityProvider, IdentityProviderId, IdentityProviderRef,
    Listing, OrgId, Permission, PermissionId, RoleGroup, RoleGroupId, Team, TeamId, Untrusted, User, UserId,
};

fn gone(what: &str) -> Error {
    Error::NotFound(what.into())
}

impl FileBackend {
    /// What the file says of who may do what, for who administers any organization (R20); and whether scopes limit them.
    fn directory(&self) -> Result<(Arc<Directory>, bool), Error> {
        let (document, account) = self.signed_in()?;
        rules::read_directory(&account, &document.tree)?;
        Ok((self.read_directory()?, account.limited_by_scopes))
    }

    /// The same, for who administers this organization.
    fn directory_of(&self, organization: OrgId) -> Result<(Arc<Directory>, bool), Error> {
        let (document, account) = self.signed_in()?;
        rules::read_access(&account, document.seen(&account, organization)?)?;
        Ok((self.read_directory()?, account.limited_by_scopes))
    }

    /// The same, for who administers the root.
    fn directory_of_root(&self) -> Result<(Arc<Directory>, bool), Error> {
        let (document, _) = self.signed_in()?;
        let root = document.tree.root().ok_or(Error::Refused(Refusal::NotSeen))?;
        self.directory_of(root.id)
    }

    pub(super) fn read_directory(&self) -> Result<Arc<Directory>, Error> {
        self.directory.read(&self.medium, |content| {
            Directory::parse(&content.bytes).map_err(|why| self.wrong(self.damage(why)))
        })
    }

    fn audit_log(&self, organization: OrgId) -> Result<Arc<AuditLog>, Error> {
        let (document, account) = self.signed_in()?;
        rules::read_access(&account, document.seen(&account, organization)?)?;
        self.audit_log.read(&self.medium, |content| {
            AuditLog::parse(&content.bytes).map_err(|why| self.wrong(why))
        })
    }
}

impl Directory {
    fn found_user(&self, id: UserId) -> Result<&User, Error> {
        self.user(id).ok_or_else(|| gone("This user"))
    }

    fn found_team(&self, id: TeamId) -> Result<&Team, Error> {
        self.teams.team(id).ok_or_else(|| gone("This team"))
    }

    fn found_role_group(&self, organization: OrgId, id: RoleGroupId) -> Result<&RoleGroup, Error> {
        let found = self
            .role_group(id)
            .filter(|role| role.organization == Some(organization));
        found.ok_or_else(|| gone("This role"))
    }

    /// The name of a holder; `None` for one that is in no list.
    fn holder_name(&self, holder: HolderId) -> Option<Untrusted> {
        Some(match holder {
            HolderId::User(id) => self.user(id)?.username.clone(),
            HolderId::Team(id) => self.teams.team(id)?.name.clone(),
            HolderId::RoleGroup(id) => self.role_group(id)?.name.clone(),
        })
    }

    /// The users who have any permission in an organization or its environments. Anybody else of whom not all is known may be
    /// one too.
    fn members_of(&self, organization: OrgId) -> Listing<User> {
        let here = |grant: &Grant| grant.context.organization == Some(organization);
        let (mut rows, mut coverage) = (Vec::new(), self.users.coverage.clone());
        for user in self.users.iter() {
            let held = self.effective(user.id);
            if held.iter().any(here) {
                rows.push(user.clone());
            } else {
                coverage = coverage.and(held.coverage);
            }
        }
        Listing { rows, coverage }
    }
}

impl AccessReads for FileBackend {
    fn stream_users(
        &self,
        organization: OrgId,
        _: OnPartial<'_, Arc<Listing<User>>>,
    ) -> Result<Arc<Listing<User>>, Error> {
        let (directory, limited) = self.directory_of(organization)?;
        let root = self.document()?.tree.root().is_some_and(|root| root.id == organization);
        if root && !limited {
            return Ok(Arc::clone(&directory.users));
        }
        let users = if root {
            Listing::clone(&directory.users)
        } else {
            directory.members_of(organization)
        };
        Ok(Arc::new(users.unverified_if_empty(limited)))
    }

    fn user(&self, user: UserId) -> Result<User, Error> {
        Ok(self.directory()?.0.found_user(user)?.clone())
    }

    fn user_teams(&self, user: UserId) -> Result<Listing<UserTeam>, Error> {
        let (directory, limited) = self.directory()?;
        directory.found_user(user)?;
        let rows = directory.teams.of_user(user);
        let coverage = directory.knows_teams();
        Ok(Listing { rows, coverage }.unverified_if_empty(limited))
    }

    fn user_role_groups(&self, user: UserId) -> Result<Listing<RoleGroup>, Error> {
        let (directory, limited) = self.directory()?;
        directory.found_user(user)?;
        let rows = directory.role_groups_of(user).cloned().collect();
        let coverage = directory.knows_roles();
        Ok(Listing { rows, coverage }.unverified_if_empty(limited))
    }

    fn user_grants(&self, user: UserId) -> Result<Listing<Grant>, Error> {
        let (directory, limited) = self.directory()?;
        directory.found_user(user)?;
        Ok(directory.grants(HolderId::User(user)).unverified_if_empty(limited))
    }

    fn effective_grants(&self, user: UserId) -> Result<Listing<Grant>, Error> {
        let (directory, limited) = self.directory()?;
        directory.found_user(user)?;
        Ok(directory.effective(user).unverified_if_empty(limited))
    }

    fn stream_teams(&self, _: OnPartial<'_, Arc<Listing<Team>>>) -> Result<Arc<Listing<Team>>, Error> {
        let (directory, limited) = self.directory()?;
        let teams = &directory.teams.rows;
        if !teams.is_empty() {
            return Ok(Arc::clone(teams));
        }
        Ok(Arc::new(Listing::clone(teams).unverified_if_empty(limited)))
    }

    fn team(&self, team: TeamId) -> Result<Team, Error> {
        Ok(self.directory()?.0.found_team(team)?.clone())
    }

    fn team_members(&self, team: TeamId) -> Result<Listing<TeamMember>, Error> {
        let (directory, limited) = self.directory()?;
        directory.found_team(team)?;
        Ok(directory.team_members(team).unverified_if_empty(limited))
    }

    fn team_grants(&self, team: TeamId) -> Result<Listing<Grant>, Error> {
        let (directory, limited) = self.directory()?;
        directory.found_team(team)?;
        Ok(directory.grants(HolderId::Team(team)).unverified_if_empty(limited))
    }

    fn team_mappings(&self, team: TeamId) -> Result<Listing<ExternalGroup>, Error> {
        let (directory, limited) = self.directory()?;
        directory.found_team(team)?;
        Ok(directory.team_mappings(team).unverified_if_empty(limited))
    }

    fn role_groups(&self, organization: OrgId) -> Result<Listing<RoleGroup>, Error> {
        let (directory, limited) = self.directory_of(organization)?;
        let here = |role: &&RoleGroup| role.organization == Some(organization);
        let rows = directory.role_groups.iter().filter(here).cloned().collect();
        let coverage = directory.gaps.of(SnapshotItem::Roles, &organization);
        let coverage = coverage.and(directory.role_groups.coverage.clone());
        Ok(Listing { rows, coverage }.unverified_if_empty(limited))
    }

    fn role_group_grants(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<Grant>, Error> {
        let (directory, limited) = self.directory_of(organization)?;
        directory.found_role_group(organization, role)?;
        Ok(directory.grants(HolderId::RoleGroup(role)).unverified_if_empty(limited))
    }

    fn role_group_members(&self, organization: OrgId, role: RoleGroupId) -> Result<Listing<User>, Error> {
        let (directory, limited) = self.directory_of(organization)?;
        directory.found_role_group(organization, role)?;
        let members = directory.role_members.get(&role);
        // In a snapshot somebody may have it who isn't listed.
        let unlisted = |id: &UserId| User::new(*id, Untrusted::new(id.as_str()));
        let user = |id: &UserId| directory.user(*id).cloned().unwrap_or_else(|| unlisted(id));
        let rows = members.into_iter().flatten().map(user).collect();
        let listed = members.map_or(Coverage::Complete, |all| all.coverage.clone());
        let coverage = directory.gaps.of(SnapshotItem::RoleMembers, &role).and(listed);
        Ok(Listing { rows, coverage }.unverified_if_empty(limited))
    }

    fn permissions(&self) -> Result<Arc<Listing<Permission>>, Error> {
        let (directory, limited) = self.directory()?;
        let permissions = &directory.permissions;
        if !permissions.is_empty() {
            return Ok(Arc::clone(permissions));
        }
        Ok(Arc::new(Listing::clone(permissions).unverified_if_empty(limited)))
    }

    fn holders(
        &self,
        kind: HolderKind,
        permission: PermissionId,
        organization: OrgId,
    ) -> Result<Listing<Holding>, Error> {
        let (directory, limited) = self.directory_of(organization)?;
        let asked = |grant: &&Grant| grant.permission == permission && grant.context.organization == Some(organization);
        let holding = |(holder, grants): (HolderId, &[Grant])| {
            let grants: Vec<Grant> = grants.iter().filter(asked).cloned().collect();
            let name = directory.holder_name(holder)?;
            let organization = match holder {
                HolderId::RoleGroup(id) => directory.role_group(id)?.organization,
                HolderId::User(_) | HolderId::Team(_) => None,
            };
            let found = Holding {
                holder,
                name,
                organization,
                grants,
            };
            (holder.kind() == kind && !found.grants.is_empty()).then_some(found)
        };
        let mut rows: Vec<Holding> = directory.holders().filter_map(holding).collect();
        rows.sort_by(|one, other| (&one.name, one.holder).cmp(&(&other.name, other.holder)));
        let coverage = directory.grants_coverage(kind);
        Ok(Listing { rows, coverage }.unverified_if_empty(limited))
    }

    fn identity_providers(&self) -> Result<Listing<IdentityProvider>, Error> {
        let (directory, limited) = self.directory_of_root()?;
        Ok(directory.identity.rows(limited))
    }

    fn identity_provider(&self, provider: IdentityProviderRef) -> Result<IdentityProviderDetails, Error> {
        let (directory, _) = self.directory_of_root()?;
        let found = directory.identity.find(provider);
        let gap = match provider {
            IdentityProviderRef::External(id) => directory.gaps.of(SnapshotItem::IdentityProvider, &id),
            IdentityProviderRef::BuiltIn => Coverage::Complete,
        };
        match gap {
            Coverage::Partial(why) if found.is_some() => Err(Error::NotRead(why)),
            _ => found.ok_or_else(|| gone("This identity provider")),
        }
    }

    fn identity_provider_keys(&self, provider: IdentityProviderId) -> Result<Listing<SigningKey>, Error> {
        let (directory, limited) = self.directory_of_root()?;
        let found = directory.identity.find(IdentityProviderRef::External(provider));
        found.ok_or_else(|| gone("This identity provider"))?;
        Ok(directory.identity.keys(provider).unverified_if_empty(limited))
    }

    fn identity_settings(&self) -> Result<IdentitySettings, Error> {
        Ok(self.directory_of_root()?.0.identity.settings.clone())
    }

    fn stream_connected_apps(
        &self,
        organization: OrgId,
        _: OnPartial<'_, Arc<Listing<ConnectedApp>>>,
    ) -> Result<Arc<Listing<ConnectedApp>>, Error> {
        let (directory, limited) = self.directory_of(organization)?;
        let mut apps = directory.apps.of(organization);
        apps.coverage = directory
            .gaps
            .of(SnapshotItem::ConnectedApps, &organization)
            .and(apps.coverage);
        Ok(Arc::new(apps.unverified_if_empty(limited)))
    }

    fn place_access(&self, place: Object) -> Result<PlaceAccess, Error> {
        let (document, account) = self.signed_in()?;
        let (directory, _) = self.directory()?;
        let mut found = directory.place_access(place, &document.environments);
        let none = found.words().is_none();
        found.coverage = found.coverage.and(Coverage::unverified_if_empty(
            account.limited_by_scopes,
            usize::from(!none),
        ));
        Ok(found)
    }

    fn app_scopes(&self, organization: OrgId, app: ConnectedAppId) -> Result<Listing<AppScope>, Error> {
        let (directory, limited) = self.directory_of(organization)?;
        let scopes = directory.apps.scopes(organization, app);
        let mut scopes = scopes.ok_or_else(|| gone("This connected app"))?;
        scopes.coverage = directory.gaps.of(SnapshotItem::AppScopes, &app).and(scopes.coverage);
        Ok(scopes.unverified_if_empty(limited))
    }

    fn app_authorizations(&self, organization: OrgId) -> Result<Listing<AppAuthorization>, Error> {
        let (directory, limited) = self.directory_of(organization)?;
        Ok(directory.apps.authorizations(organization).unverified_if_empty(limited))
    }

    fn stream_audit(
        &self,
        query: &AuditQuery,
        _: OnPartial<'_, Arc<Listing<AuditRecord>>>,
    ) -> Result<Arc<Listing<AuditRecord>>, Error> {
        Ok(self.audit_log(query.organization)?.ask(query))
    }

    fn audit_values(&self, organization: OrgId) -> Result<AuditValues, Error> {
        Ok(self.audit_log(organization)?.values(organization))
    }
}
