//! Everything that any backend tells of who may do what. Imports `domain`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Backend;
use super::inventory::InventoryReader;
use super::parallel::RunParallel;
use crate::domain::connected_app::AppScope;
use crate::domain::grant::HolderId;
use crate::domain::snapshot::SnapshotPhase;
use crate::domain::team::TeamMember;
use crate::domain::{
    ConnectedApp, ConnectedAppId, Coverage, Error, Grant, IdentityProvider, Listing, OrgId, Permission, RoleGroup,
    RoleGroupId, Team, TeamId, Tree, User, UserId,
};

/// Which parts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessParts {
    /// Users, and where they sign in.
    Users,
    /// Connected apps, and the users who may own one.
    Apps,
    /// Users, teams, roles, and what each of them may do.
    Grants,
}

/// A part that could not be read, or not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessGap {
    /// What it is called: `users`.
    pub what: String,
    /// A sentence, fit to be shown.
    pub why: String,
}

/// What was read. A list that could not be read is `None`, and among the gaps.
#[derive(Debug, Default)]
pub struct AccessInventory {
    pub users: Option<Arc<Listing<User>>>,
    pub teams: Option<Arc<Listing<Team>>>,
    pub members: BTreeMap<TeamId, Vec<TeamMember>>,
    pub permissions: Option<Arc<Listing<Permission>>>,
    /// The roles of every organization.
    pub roles: Option<Vec<RoleGroup>>,
    pub role_members: BTreeMap<RoleGroupId, Vec<UserId>>,
    /// What each has itself.
    pub grants: BTreeMap<HolderId, Vec<Grant>>,
    pub identity_providers: Option<Vec<IdentityProvider>>,
    /// The apps of every organization.
    pub apps: Option<Vec<ConnectedApp>>,
    pub scopes: BTreeMap<ConnectedAppId, Vec<AppScope>>,
    pub gaps: Vec<AccessGap>,
}

impl AccessInventory {
    /// Reads it for the signed-in account, so many pieces at a time.
    ///
    /// # Errors
    /// Nobody is signed in any more. Anything else that fails is among the gaps.
    pub fn read(
        backend: &dyn Backend,
        tree: &Tree,
        parts: AccessParts,
        (at_once, parallel): (usize, RunParallel),
    ) -> Result<Self, Error> {
        let reader = &InventoryReader::new(backend, at_once, parallel);
        let mut found = Self::default();
        let Some(root) = tree.root().map(|root| root.id) else {
            return Ok(found);
        };
        let users = backend.users(root);
        found.users = found.list("users", users, |users| &users.coverage)?;
        let organizations: Vec<OrgId> = tree.iter().map(|one| one.id).collect();
        match parts {
            AccessParts::Users => {
                let providers = backend.identity_providers();
                let providers = found.list("identity providers", providers, |all| &all.coverage)?;
                found.identity_providers = providers.map(|all| all.rows);
            }
            AccessParts::Apps => found.read_apps(reader, &organizations)?,
            AccessParts::Grants => found.read_grants(reader, &organizations)?,
        }
        Ok(found)
    }

    fn read_grants(&mut self, reader: &InventoryReader<'_>, organizations: &[OrgId]) -> Result<(), Error> {
        let backend = reader.backend;
        let permissions = backend.permissions();
        self.permissions = self.list("permissions", permissions, |all| &all.coverage)?;
        let teams = backend.teams();
        self.teams = self.list("teams", teams, |all| &all.coverage)?;
        let ids: Vec<TeamId> = self
            .teams
            .iter()
            .flat_map(|all| all.iter())
            .map(|team| team.id)
            .collect();
        let members = reader.each(SnapshotPhase::Access, &ids, |id| backend.team_members(*id))?;
        self.members = self.rows("members of teams", &ids, members)?;
        let roles = reader.each(SnapshotPhase::Access, organizations, |id| backend.role_groups(*id))?;
        let roles = self.rows("roles", organizations, roles)?;
        let placed: Vec<(OrgId, RoleGroupId)> = roles
            .iter()
            .flat_map(|(at, all)| all.iter().map(|role| (*at, role.id)))
            .collect();
        self.roles = Some(roles.into_values().flatten().collect());
        let members = reader.each(SnapshotPhase::Access, &placed, |(at, id)| {
            backend.role_group_members(*at, *id)
        })?;
        let role_ids: Vec<RoleGroupId> = placed.iter().map(|(_, id)| *id).collect();
        let members: BTreeMap<RoleGroupId, Vec<User>> = self.rows("members of roles", &role_ids, members)?;
        let ids_of = |all: Vec<User>| all.into_iter().map(|user| user.id).collect();
        self.role_members = members.into_iter().map(|(id, all)| (id, ids_of(all))).collect();
        let users = self
            .users
            .iter()
            .flat_map(|all| all.iter())
            .map(|user| HolderId::User(user.id));
        let teams = ids.iter().copied().map(HolderId::Team);
        let holders: Vec<HolderId> = users.chain(teams).collect();
        let grants = reader.each(SnapshotPhase::Access, &holders, |holder| match *holder {
            HolderId::User(id) => backend.user_grants(id),
            HolderId::Team(id) => backend.team_grants(id),
            HolderId::RoleGroup(_) => Ok(Listing::default()),
        })?;
        self.grants = self.rows("permissions of users and teams", &holders, grants)?;
        let held = reader.each(SnapshotPhase::Access, &placed, |(at, id)| {
            backend.role_group_grants(*at, *id)
        })?;
        let holders: Vec<HolderId> = role_ids.into_iter().map(HolderId::RoleGroup).collect();
        let held = self.rows("permissions of roles", &holders, held)?;
        self.grants.extend(held);
        Ok(())
    }

    fn read_apps(&mut self, reader: &InventoryReader<'_>, organizations: &[OrgId]) -> Result<(), Error> {
        let backend = reader.backend;
        let apps = reader.each(SnapshotPhase::Access, organizations, |id| {
            backend.connected_apps(*id).map(|all| Listing::clone(&all))
        })?;
        let apps = self.rows("connected apps", organizations, apps)?;
        let placed: Vec<(OrgId, ConnectedAppId)> = apps
            .iter()
            .flat_map(|(at, all)| all.iter().map(|app| (*at, app.id)))
            .collect();
        self.apps = Some(apps.into_values().flatten().collect());
        let scopes = reader.each(SnapshotPhase::Access, &placed, |(at, id)| backend.app_scopes(*at, *id))?;
        let ids: Vec<ConnectedAppId> = placed.iter().map(|(_, id)| *id).collect();
        self.scopes = self.rows("scopes of connected apps", &ids, scopes)?;
        Ok(())
    }

    /// The list, where it could be read. What is missing of it becomes a gap.
    fn list<T>(
        &mut self,
        what: &str,
        read: Result<T, Error>,
        coverage: impl Fn(&T) -> &Coverage,
    ) -> Result<Option<T>, Error> {
        match read {
            Err(Error::SignedOut) => Err(Error::SignedOut),
            Err(why) => {
                self.gap(what, why.to_string());
                Ok(None)
            }
            Ok(list) => {
                self.covered(what, coverage(&list));
                Ok(Some(list))
            }
        }
    }

    /// The rows of many lists of one kind, without those that only look empty. However many are missing, that is one gap.
    fn rows<K: Copy + Ord, T>(
        &mut self,
        what: &str,
        keys: &[K],
        answers: Vec<Result<Listing<T>, Error>>,
    ) -> Result<BTreeMap<K, Vec<T>>, Error> {
        let mut found = BTreeMap::new();
        for (key, answer) in keys.iter().zip(answers) {
            let list = self.list(what, answer, |list| &list.coverage)?;
            if let Some(list) = list.filter(|list| list.is_complete() || !list.is_empty()) {
                found.insert(*key, list.rows);
            }
        }
        Ok(found)
    }

    fn covered(&mut self, what: &str, coverage: &Coverage) {
        match coverage {
            Coverage::Complete => {}
            Coverage::Partial(why) => self.gap(what, why.clone()),
            Coverage::Unverified => self.gap(
                what,
                "None is visible, and that may only mean that a scope is missing.".into(),
            ),
        }
    }

    fn gap(&mut self, what: &str, why: String) {
        if !self.gaps.iter().any(|gap| gap.what == what) {
            let what = what.to_owned();
            self.gaps.push(AccessGap { what, why });
        }
    }
}
