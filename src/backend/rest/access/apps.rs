//! The platform's connected apps, read without their secrets.
//!
//! A row has the secret of its app in clear. No type here has a member for it.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::super::RestBackend;
use super::super::pages::PagedList;
use super::super::read::ACCOUNTS;
use super::super::wire::lenient;
use super::wire::{context, flag, last_time, time};
use super::{ON_THEIR_WAY, segment};
use crate::backend::OnPartial;
use crate::domain::connected_app::{AppAuthorization, AppKind, AppScope};
use crate::domain::grant::GrantContext;
use crate::domain::secret::{addresses_without_secrets, without_secrets};
use crate::domain::text::fold;
use crate::domain::time::{LastTime, UnixTime};
use crate::domain::{ConnectedApp, ConnectedAppId, Error, Listing, OrgId, Untrusted, UserId};

/// The most apps of a page, and the most scopes that are told at a time whatever is asked for.
const APPS: usize = 20;
const SCOPES: usize = 25;

#[derive(Clone, Deserialize)]
struct ConnectedAppWire {
    #[serde(rename = "client_id")]
    id: ConnectedAppId,
    #[serde(default, deserialize_with = "lenient")]
    client_name: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    owner_org_id: Option<OrgId>,
    #[serde(default, deserialize_with = "lenient")]
    owner_user_id: Option<UserId>,
    #[serde(default, deserialize_with = "lenient")]
    grant_types: Vec<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    scopes: Option<Vec<Untrusted>>,
    #[serde(default, deserialize_with = "lenient")]
    redirect_uris: Option<Vec<Untrusted>>,
    #[serde(default, deserialize_with = "flag")]
    enabled: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    audience: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    client_uri: Option<Untrusted>,
    #[serde(default, deserialize_with = "time")]
    created_at: Option<UnixTime>,
}

impl ConnectedAppWire {
    fn app(self) -> ConnectedApp {
        let mut app = ConnectedApp {
            id: self.id,
            name: self.client_name,
            organization: self.owner_org_id,
            owner: self.owner_user_id,
            grant_types: self.grant_types,
            scopes: self.scopes,
            redirect_uris: self.redirect_uris.as_deref().map(addresses_without_secrets),
            enabled: self.enabled,
            audience: self.audience,
            website: self.client_uri.map(|website| without_secrets(website.raw())),
            created: self.created_at,
            // The list does not tell it, and how its usage statistics look is not documented.
            last_used: LastTime::Unknown,
        };
        // What acts on its own behalf has other scopes than the ones of a row.
        if app.kind() == AppKind::OwnBehalf {
            app.scopes = None;
        }
        app
    }
}

#[derive(Deserialize)]
struct AppScopeWire {
    scope: Untrusted,
    #[serde(default)]
    context_params: Value,
}

impl AppScopeWire {
    fn scope(&self) -> AppScope {
        let context = match &self.context_params {
            Value::Null => GrantContext::default(),
            Value::Object(params) => context(params),
            // It may hold somewhere alone: what is said narrows it.
            other => {
                let said = (Untrusted::new("context_params"), Untrusted::new(&other.to_string()));
                GrantContext::new(None, None, vec![said])
            }
        };
        AppScope {
            scope: self.scope.clone(),
            context,
        }
    }
}

#[derive(Deserialize)]
struct AuthorizationWire {
    /// A number, or text.
    authorization_id: Value,
    client_id: ConnectedAppId,
    #[serde(default, deserialize_with = "lenient")]
    user_id: Option<UserId>,
    #[serde(default, deserialize_with = "lenient")]
    scopes: Vec<Untrusted>,
    #[serde(default, deserialize_with = "time")]
    created_at: Option<UnixTime>,
    #[serde(default, deserialize_with = "time")]
    updated_at: Option<UnixTime>,
    #[serde(default, deserialize_with = "last_time")]
    last_used: Option<LastTime>,
}

impl AuthorizationWire {
    fn authorization(self) -> AppAuthorization {
        let id = self.authorization_id.as_str().map(Untrusted::new);
        AppAuthorization {
            id: id.unwrap_or_else(|| Untrusted::new(&self.authorization_id.to_string())),
            app: self.client_id,
            user: self.user_id,
            scopes: self.scopes,
            created: self.created_at,
            updated: self.updated_at,
            last_used: self.last_used.unwrap_or_default(),
        }
    }
}

impl RestBackend {
    pub(super) fn read_apps(
        &self,
        organization: OrgId,
        on_partial: OnPartial<'_, Arc<Listing<ConnectedApp>>>,
    ) -> Result<Listing<ConnectedApp>, Error> {
        let path =
            format!("{ACCOUNTS}/{organization}/connectedApplications?includeUsage=false&sort=client_id&ascending=true");
        let list = PagedList::new(path, APPS, "This organization", "connected apps");
        let apps = |rows: Vec<ConnectedAppWire>| {
            let mut apps: Vec<ConnectedApp> = rows.into_iter().map(ConnectedAppWire::app).collect();
            apps.sort_by_cached_key(|app| (fold(app.name.raw()), app.id));
            apps
        };
        let tell = |rows: &[ConnectedAppWire]| {
            on_partial(Arc::new(Listing::partial(apps(rows.to_vec()), ON_THEIR_WAY)));
        };
        Ok(self.stream_pages(&list, |app| app.id, &tell)?.map(apps))
    }

    pub(super) fn read_app_scopes(&self, organization: OrgId, app: ConnectedAppId) -> Result<Listing<AppScope>, Error> {
        let path = format!(
            "{ACCOUNTS}/{organization}/connectedApplications/{}/scopes",
            segment(app.as_str())?
        );
        let list = PagedList::new(path, SCOPES, "This connected app", "scopes");
        let rows = self.pages(&list, |row: &AppScopeWire| {
            let AppScope { scope, context } = row.scope();
            (scope, context)
        })?;
        Ok(rows.map(|rows| rows.iter().map(AppScopeWire::scope).collect()))
    }

    pub(super) fn read_authorizations(&self, organization: OrgId) -> Result<Listing<AppAuthorization>, Error> {
        let path = format!("{ACCOUNTS}/{organization}/connectedApplications/authorizations");
        let list = PagedList::new(path, 500, "This organization", "authorizations");
        let rows = self.pages(&list, |row: &AuthorizationWire| row.authorization_id.to_string())?;
        Ok(rows.map(|rows| rows.into_iter().map(AuthorizationWire::authorization).collect()))
    }
}
