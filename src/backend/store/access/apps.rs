//! The connected apps of a file, with their scopes and authorizations.

use std::collections::{BTreeSet, HashMap};

use super::super::absent::{coverage_of, not_there};
use super::super::ids::once;
use super::super::schema::StrictObject;

use super::records::{AuthorizationRecord, ConnectedAppRecord, ScopeRecord};
use crate::domain::connected_app::{AppAuthorization, AppScope};
use crate::domain::secret::{addresses_without_secrets, without_secrets};
use crate::domain::text::fold;
use crate::domain::{ConnectedApp, ConnectedAppId, Coverage, GrantContext, Listing, OrgId, Untrusted};

pub(super) struct AppLists {
    /// By name, of all organizations.
    rows: Listing<ConnectedApp>,
    /// Of the apps whose scopes the file lists.
    scopes: HashMap<ConnectedAppId, Vec<AppScope>>,
    /// Of the apps whose authorizations the file lists.
    authorizations: HashMap<ConnectedAppId, Vec<AppAuthorization>>,
}

impl AppLists {
    pub(super) fn of(&self, organization: OrgId) -> Listing<ConnectedApp> {
        let here = self.rows.iter().filter(|app| app.organization == Some(organization));
        Listing {
            rows: here.cloned().collect(),
            coverage: self.rows.coverage.clone(),
        }
    }

    /// The organizations that apps belong to.
    pub(super) fn organizations(&self) -> impl Iterator<Item = Option<OrgId>> {
        self.rows.iter().map(|app| app.organization)
    }

    /// How much of them, and of their scopes, the file has.
    pub(super) fn coverage(&self) -> Coverage {
        let all_scopes = self.rows.iter().all(|app| app.scopes.is_some());
        let scopes = if all_scopes {
            Coverage::Complete
        } else {
            not_there("scopes of some apps")
        };
        self.rows.coverage.clone().and(scopes)
    }

    /// Where the scopes of those hold that don't belong to this organization.
    pub(super) fn scopes_elsewhere(&self, organization: Option<OrgId>) -> impl Iterator<Item = &GrantContext> {
        let elsewhere = self
            .rows
            .iter()
            .filter(move |app| organization.is_none() || app.organization != organization);
        let scopes = elsewhere.filter_map(|app| self.scopes.get(&app.id)).flatten();
        scopes.map(|scope| &scope.context)
    }

    /// Where their scopes hold.
    pub(super) fn contexts(&self) -> impl Iterator<Item = &GrantContext> {
        self.scopes.values().flatten().map(|scope| &scope.context)
    }

    /// `None` for an app that isn't there.
    pub(super) fn scopes(&self, organization: OrgId, id: ConnectedAppId) -> Option<Listing<AppScope>> {
        let is_it = |app: &ConnectedApp| app.id == id && app.organization == Some(organization);
        self.rows.iter().any(is_it).then(|| {
            let found = self.scopes.get(&id);
            Listing {
                rows: found.cloned().unwrap_or_default(),
                coverage: found.map_or_else(|| not_there("scopes of this app"), |_| Coverage::Complete),
            }
        })
    }

    pub(super) fn authorizations(&self, organization: OrgId) -> Listing<AppAuthorization> {
        let mut all = Listing {
            rows: Vec::new(),
            coverage: self.rows.coverage.clone(),
        };
        for app in self.rows.iter().filter(|app| app.organization == Some(organization)) {
            match self.authorizations.get(&app.id) {
                Some(some) => all.rows.extend(some.iter().cloned()),
                None => all.coverage = all.coverage.and(not_there("authorizations of some apps")),
            }
        }
        all
    }
}

/// Reads the list of a file.
pub(super) fn read(records: Option<Vec<StrictObject<ConnectedAppRecord>>>) -> Result<AppLists, String> {
    let coverage = coverage_of(records.as_ref(), "connected apps");
    let mut lists = AppLists {
        rows: Listing::default(),
        scopes: HashMap::new(),
        authorizations: HashMap::new(),
    };
    let (mut rows, mut seen) = (Vec::new(), HashMap::new());
    for (i, StrictObject(app)) in records.into_iter().flatten().enumerate() {
        let id = app.client_id;
        once(&mut seen, id, format!("connectedApps[{i}].clientId"))?;
        let scopes = app
            .scopes
            .map(|all| all.into_iter().map(|one| scope(one.0)).collect::<Vec<_>>());
        let names = |scopes: &Vec<AppScope>| {
            let names: BTreeSet<&Untrusted> = scopes.iter().map(|one| &one.scope).collect();
            names.into_iter().cloned().collect()
        };
        rows.push(ConnectedApp {
            id,
            name: app.name,
            organization: Some(app.organization_id),
            owner: app.owner_id,
            grant_types: app.grant_types,
            scopes: scopes.as_ref().map(names),
            redirect_uris: app.redirect_uris.as_deref().map(addresses_without_secrets),
            enabled: app.enabled,
            audience: app.audience,
            website: app.website.map(|website| without_secrets(website.raw())),
            created: app.created_at.map(|at| at.0),
            last_used: app.last_used.0,
        });
        lists.scopes.extend(scopes.map(|scopes| (id, scopes)));
        let authorizations = app.authorizations;
        lists.authorizations.extend(authorizations.map(|all| {
            let all = all.into_iter().map(|one| authorization(id, one.0));
            (id, all.collect())
        }));
    }
    rows.sort_by_cached_key(|app| (fold(app.name.raw()), app.id));
    lists.rows = Listing { rows, coverage };
    Ok(lists)
}

fn scope(record: ScopeRecord) -> AppScope {
    AppScope {
        scope: record.scope,
        context: GrantContext::new(
            record.organization_id,
            record.environment_id,
            record.context.into_iter().collect(),
        ),
    }
}

fn authorization(app: ConnectedAppId, record: AuthorizationRecord) -> AppAuthorization {
    AppAuthorization {
        id: record.id,
        app,
        user: record.user_id,
        scopes: record.scopes,
        created: record.created_at.map(|at| at.0),
        updated: record.updated_at.map(|at| at.0),
        last_used: record.last_used.0,
    }
}
