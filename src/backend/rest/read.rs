//! What is read of an organization: whole lists, page by page, several requests at a time. Imports `domain`.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use super::call::Call;
use super::pages::{PagedList, understood};
use super::wire;
use super::{RestBackend, RestSession, convert, guard};
use crate::backend::OnPartial;
use crate::domain::text::fold;
use crate::domain::{
    Application, Counted, Coverage, Environment, EnvironmentId, EnvironmentNames, Error, Listing, OrgId, Provider,
    ProviderId, ProviderKind, ProviderRef, ProviderRow, Untrusted,
};

pub(super) const ACCOUNTS: &str = "/accounts/api/organizations";

/// After so many more environments it is told which came so far, where organizations are asked one by one.
const STEP: usize = 50;

/// Whether the platform refused, for whatever reason: then another call may tell the same.
pub(super) fn refused(why: &Error) -> bool {
    matches!(why, Error::Forbidden(_) | Error::NotFound(_) | Error::Rejected(_))
}

/// Why a list can't be read. One that is not found says nothing of what stands in it.
pub(super) fn unlisted(what: &str, why: Error) -> Error {
    match why {
        Error::NotFound(_) => Error::Failed(format!("the {what} can't be read")),
        other => other,
    }
}

impl RestBackend {
    /// One list for the whole tree; where that is refused, one for each organization that lets itself be asked.
    pub(super) fn read_environments(
        &self,
        session: &RestSession,
        on_partial: OnPartial<'_, Vec<Environment>>,
    ) -> Result<Listing<Environment>, Error> {
        let tell = |found: &[Environment]| on_partial(self.in_order(found.to_vec()));
        let found = match self.stream_environments(session.root, "?expandAll=true", &tell) {
            Err(why) if refused(&why) => {
                let tree = self.read_tree(session)?;
                let ids: Vec<OrgId> = tree.iter().map(|o| o.id).collect();
                let came = Mutex::new(Vec::<Environment>::new());
                let each = self.all(&ids, |id| match self.environments_of(*id, "") {
                    Err(why) if refused(&why) => Ok(None),
                    other => {
                        let found = other?;
                        let mut came = guard(&came);
                        let before = came.len();
                        came.extend(found.rows);
                        // Before the next one has more to tell.
                        if came.len() / STEP > before / STEP {
                            tell(&came);
                        }
                        Ok(Some(found.coverage))
                    }
                })?;
                // Nothing at all was told: that is not the same as nothing there.
                if each.iter().all(Option::is_none) {
                    return Err(why);
                }
                let told = |own: Option<Coverage>| {
                    let refused = || Coverage::Partial("Some business groups don't list their environments.".into());
                    // Whether an empty list of one of them means that there is none, the tree says.
                    own.map_or_else(refused, |own| Coverage::from_reason(own.partial_reason()))
                };
                let coverage = each.into_iter().map(told).fold(tree.coverage().clone(), Coverage::and);
                let rows = std::mem::take(&mut *guard(&came));
                Listing { rows, coverage }.unverified_if_empty(session.account.limited_by_scopes)
            }
            other => other?,
        };
        Ok(found.map(|found| self.in_order(found)))
    }

    /// Environments by name. Whose each is, is known from here on.
    fn in_order(&self, mut found: Vec<Environment>) -> Vec<Environment> {
        found.sort_by_cached_key(|e| (fold(e.name.raw()), e.id));
        guard(&self.places).extend(found.iter().map(|e| (e.id, e.clone())));
        found
    }

    pub(super) fn environments_of(&self, organization: OrgId, query: &str) -> Result<Listing<Environment>, Error> {
        self.stream_environments(organization, query, &|_| ())
    }

    fn stream_environments(
        &self,
        organization: OrgId,
        query: &str,
        on_partial: &(dyn Fn(&[Environment]) + Sync),
    ) -> Result<Listing<Environment>, Error> {
        let path = format!("{ACCOUNTS}/{organization}/environments{query}");
        let list = PagedList::new(path, 500, "This organization", "environments");
        let all = |rows: Vec<wire::EnvironmentWire>| -> Vec<_> { rows.into_iter().map(convert::environment).collect() };
        let tell = |rows: &[wire::EnvironmentWire]| on_partial(&all(rows.to_vec()));
        let rows = self.stream_pages(&list, |e: &wire::EnvironmentWire| e.id, &tell)?;
        Ok(rows.map(all))
    }

    pub(super) fn place(&self, session: &RestSession, environment: EnvironmentId) -> Result<OrgId, Error> {
        let known = || guard(&self.places).get(&environment).map(|e| e.organization);
        if let Some(place) = known() {
            return Ok(place);
        }
        let listed = self.read_environments(session, &|_| ());
        let listed = listed.map_err(|why| unlisted("environments", why))?;
        // An empty list proves nothing to an app that may lack its scope.
        known().ok_or_else(|| match listed.coverage {
            Coverage::Complete => Error::NotFound("This environment".into()),
            _ => Error::Failed("not every environment could be read".into()),
        })
    }

    /// How an environment is called where it is named `name`, beside those that were read.
    pub(super) fn environment_name(&self, id: EnvironmentId, name: &Untrusted) -> Untrusted {
        let (all, tree) = (guard(&self.places), guard(&self.tree));
        EnvironmentNames::name_of(id, name, all.values(), tree.as_ref())
    }

    pub(super) fn read_list(
        &self,
        organization: OrgId,
        environment: EnvironmentId,
    ) -> Result<Listing<ProviderId>, Error> {
        let path = format!("{ACCOUNTS}/{organization}/environments/{environment}/clientManagementProviders");
        let mut ids = self.list(&Call::get(path, "This environment"), "client providers")?;
        let mut seen = HashSet::new();
        ids.rows.retain(|id| seen.insert(*id));
        Ok(ids)
    }

    /// A list does not tell Microsoft Entra ID from any other OpenID provider: what is known of that by now.
    pub(super) fn read_providers(&self, organization: OrgId) -> Result<Listing<ProviderRow>, Error> {
        let Listing { mut rows, coverage } = self.rows(organization)?;
        for row in &mut rows {
            if let ProviderRef::External(id) = row.id
                && let Some(kind) = guard(&self.kinds).get(&id)
            {
                row.kind = kind.clone();
            }
        }
        rows.sort_by_cached_key(|row| (fold(row.name.raw()), row.id));
        rows.insert(0, ProviderRow::built_in());
        Ok(Listing { rows, coverage })
    }

    pub(super) fn rows(&self, organization: OrgId) -> Result<Listing<ProviderRow>, Error> {
        let path = format!("{ACCOUNTS}/{organization}/clientProviders?sort=provider_id&ascending=true");
        let list = PagedList::new(path, 500, "This organization", "client providers");
        let id = |row: &Value| {
            row.get("providerId")
                .and_then(Value::as_str)
                .map(str::to_ascii_lowercase)
        };
        Ok(understood(self.pages(&list, id)?, "client providers", |row| {
            Ok(convert::provider(row)?.row)
        }))
    }

    pub(super) fn read_provider(&self, organization: OrgId, id: ProviderId, noun: &str) -> Result<Provider, Error> {
        let path = format!("{ACCOUNTS}/{organization}/clientProviders/{id}?includeSecrets=false");
        let provider = convert::provider(self.access.get(path, noun)?)?;
        if provider.config.is_some() && matches!(provider.row.kind, ProviderKind::Oidc | ProviderKind::EntraId) {
            guard(&self.kinds).insert(id, provider.row.kind.clone());
        }
        Ok(provider)
    }

    pub(super) fn read_count(&self, session: &RestSession, provider: ProviderRef) -> Result<Counted, Error> {
        let ProviderRef::External(id) = provider else {
            // No call counts those of the built-in one.
            return Ok(Counted::from(&self.read_applications(session, provider, &|_| ())?));
        };
        let path = format!("{}&limit=0", clients(session.root, id));
        let count: wire::TotalWire = self.access.get(path, "This client provider")?;
        Ok(Counted::unverified_if_empty(
            count.total,
            session.account.limited_by_scopes,
        ))
    }

    pub(super) fn read_applications(
        &self,
        session: &RestSession,
        provider: ProviderRef,
        on_partial: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Listing<Application>, Error> {
        let grant_types = self.grant_types(session, provider)?;
        let tell =
            |rows: &[wire::ApplicationWire]| on_partial(Arc::new(registered(rows, provider, &grant_types).into()));
        let all = self.application_list(session, &tell)?;
        Ok(all.map(|rows| registered(&rows, provider, &grant_types)))
    }

    pub(super) fn registered_in(
        &self,
        session: &RestSession,
        provider: ProviderRef,
        all: &Listing<wire::ApplicationWire>,
    ) -> Result<Listing<Application>, Error> {
        let grant_types = self.grant_types(session, provider)?;
        Ok(Listing {
            rows: registered(all, provider, &grant_types),
            coverage: all.coverage.clone(),
        })
    }

    pub(super) fn application_list(
        &self,
        session: &RestSession,
        on_partial: &(dyn Fn(&[wire::ApplicationWire]) + Sync),
    ) -> Result<Listing<wire::ApplicationWire>, Error> {
        let path = format!(
            "/exchange/api/v2/organizations/{}/applications?targetAdminSite=true",
            session.root
        );
        let list = PagedList::new(path, 250, "The client applications", "client applications");
        self.stream_pages(&list, |a: &wire::ApplicationWire| a.id, on_partial)
    }

    /// The grant types of each client id, which a provider's own list of clients tells.
    fn grant_types(&self, session: &RestSession, provider: ProviderRef) -> Result<GrantTypesByClient, Error> {
        let ProviderRef::External(id) = provider else {
            return Ok(GrantTypesByClient::new());
        };
        let list = PagedList::new(clients(session.root, id), 500, "This client provider", "clients");
        let rows = self.pages(&list, |c: &wire::RegisteredClientWire| c.client_id.clone())?;
        Ok(rows.into_iter().map(|c| (c.client_id, c.grant_types.into())).collect())
    }
}

type GrantTypesByClient = HashMap<Untrusted, Arc<[Untrusted]>>;

fn registered(
    all: &[wire::ApplicationWire],
    provider: ProviderRef,
    grant_types: &GrantTypesByClient,
) -> Vec<Application> {
    let of = |a: &wire::ApplicationWire| ProviderRef::from(a.client_provider.as_ref().and_then(|p| p.provider_id));
    let mut found: Vec<Application> = all
        .iter()
        .filter(|a| of(a) == provider)
        .map(|a| Application {
            grant_types: grant_types.get(&a.client_id).cloned(),
            id: a.id,
            name: a.name.clone(),
            client_id: a.client_id.clone(),
            provider,
            former_provider: None,
            owners: None,
            redirect_uris: None,
            created: None,
        })
        .collect();
    found.sort_by_cached_key(|a| (fold(a.name.raw()), a.id));
    found
}

fn clients(root: OrgId, provider: ProviderId) -> String {
    format!("{ACCOUNTS}/{root}/clientProviders/{provider}/clients?sort=client_id&ascending=true")
}
