//! What is read of an organization: whole lists, page by page, several requests at a time. Imports `domain`.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use serde_json::Value;

use super::auth::ME;
use super::http::Call;
use super::wire::{self, Rows};
use super::{RestHome, Session, held, map};
use crate::domain::text::fold;
use crate::domain::{
    Api, ApiId, Application, Environment, EnvironmentId, EnvironmentUse, Error, Foreign, OrgId, Organization, Provider,
    ProviderId, ProviderKind, ProviderRef, ProviderRow, Tree,
};

/// The prefix of Access Management's calls on an organization.
pub(super) const ACCOUNTS: &str = "/accounts/api/organizations";

/// Pages of one list, so that a server that never comes to an end is left.
const PAGES: usize = 1000;

/// Whether the platform refused, for whatever reason: then another call may tell the same.
pub(super) fn refused(why: &Error) -> bool {
    matches!(why, Error::Forbidden(_) | Error::NotFound(_) | Error::Rejected(_))
}

/// A list of the platform: where it is, whose it is, and how many rows a page may have.
pub(super) struct List {
    path: String,
    limit: usize,
    headers: Vec<(&'static str, String)>,
    noun: &'static str,
}

impl List {
    fn new(path: String, limit: usize, noun: &'static str) -> Self {
        Self {
            path,
            limit,
            headers: Vec::new(),
            noun,
        }
    }
}

impl RestHome {
    /// Reads a list to its end, each row once: the list may move between two pages (3.9).
    fn pages<T: Rows, K: Hash + Eq>(&self, list: &List, key: impl Fn(&T::Row) -> K) -> Result<Vec<T::Row>, Error> {
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        let and = if list.path.contains('?') { '&' } else { '?' };
        let mut offset = 0;
        for _ in 0..PAGES {
            let path = format!("{}{and}limit={}&offset={offset}", list.path, list.limit);
            let mut call = Call::get(path, list.noun);
            call.headers.clone_from(&list.headers);
            let (rows, total) = self.access.ask_json::<T>(&call)?.rows();
            let came = rows.len();
            offset += came;
            found.extend(rows.into_iter().filter(|row| seen.insert(key(row))));
            if came == 0 || total.map_or(came < list.limit, |total| offset >= total) {
                return Ok(found);
            }
        }
        Err(Error::Failed(format!("a list went on after {PAGES} pages")))
    }

    /// Who the credentials are, and what they see.
    pub(super) fn identify(&self) -> Result<Session, Error> {
        let mut me: wire::Me = self.access.get(ME.into(), "Your account")?;
        let app = self.access.is_app();
        let user = me.user.as_mut();
        let client = me.client.as_ref().and_then(|client| client.org_id);
        let own = user.as_ref().and_then(|user| {
            let active = || user.properties.cs_auth.as_ref()?.active_organization_id;
            let organization = user.organization.as_ref().map(|o| o.id);
            organization.or(user.organization_id).or_else(active)
        });
        let own = if app { client.or(own) } else { own.or(client) };
        let own = own.ok_or_else(|| Error::Failed("it does not say which organization is yours".into()))?;

        let mut known = Vec::new();
        if let Some(user) = user {
            let nodes = user.organization.take().into_iter();
            for node in nodes.chain(std::mem::take(&mut user.member_of_organizations)) {
                // Without its parents it could be taken for the root.
                if node.parent_organization_ids.is_some() {
                    map::organizations(node, None, &mut known);
                }
            }
        }
        if !known.iter().any(|o| o.id == own) {
            let node: wire::Node = self.access.get(format!("{ACCOUNTS}/{own}"), "Your organization")?;
            map::organizations(node, None, &mut known);
        }
        let found = known.iter().find(|o| o.id == own);
        let root = found.and_then(|o| o.parents.first().copied()).unwrap_or(own);
        let tree = self.hierarchy(root, &known)?;
        // An app acts by its scopes, which are not told; the roles are of whoever made it.
        let user = me.user.as_ref().filter(|_| !app);
        let roles = user.map_or(Ok(None), |user| self.roles(root, &user.id))?;
        let account = map::account(&me, app, roles, &tree, root);
        Ok(Session { account, root, known })
    }

    fn roles(&self, root: OrgId, user: &Foreign) -> Result<Option<Vec<wire::Role>>, Error> {
        // It goes into a path.
        if user.raw().is_empty() || !user.raw().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Ok(None);
        }
        let path = format!(
            "{ACCOUNTS}/{root}/users/{}/roles?role_groups=true&teams=true",
            user.raw()
        );
        let key = |role: &wire::Role| (role.name.clone(), role.context_params.org);
        match self.pages::<wire::Page<_>, _>(&List::new(path, 500, "Your permissions"), key) {
            Ok(roles) => Ok(Some(roles)),
            Err(why) if refused(&why) => Ok(None),
            Err(why) => Err(why),
        }
    }

    pub(super) fn read_tree(&self, session: &Session) -> Result<Tree, Error> {
        self.hierarchy(session.root, &session.known)
    }

    /// The whole tree; who may not read it sees the organizations they belong to (R13).
    fn hierarchy(&self, root: OrgId, known: &[Organization]) -> Result<Tree, Error> {
        let path = format!("{ACCOUNTS}/{root}/hierarchy");
        let mut all = Vec::new();
        match self.access.get::<wire::Node>(path, "The organization") {
            Ok(node) => map::organizations(node, None, &mut all),
            Err(why) if refused(&why) && !known.is_empty() => all = known.to_vec(),
            Err(why) => return Err(why),
        }
        // Entitlements are told of one's own organization, and not in the tree.
        for organization in &mut all {
            if organization.entitlements.is_empty()
                && let Some(told) = known.iter().find(|o| o.id == organization.id)
            {
                organization.entitlements.clone_from(&told.entitlements);
            }
        }
        Ok(map::tree(all))
    }

    /// One list for the whole tree; where that is refused, one for each organization that lets itself be asked.
    pub(super) fn read_environments(&self, session: &Session) -> Result<Vec<Environment>, Error> {
        let mut found = match self.environments_of(session.root, "?expandAll=true") {
            Err(why) if refused(&why) => {
                let ids: Vec<OrgId> = self.read_tree(session)?.iter().map(|o| o.id).collect();
                let each = self.all(&ids, |id| match self.environments_of(*id, "") {
                    Err(why) if refused(&why) => Ok(None),
                    other => other.map(Some),
                })?;
                // Nothing at all was told: that is not the same as nothing there.
                if each.iter().all(Option::is_none) {
                    return Err(why);
                }
                each.into_iter().flatten().flatten().collect()
            }
            other => other?,
        };
        found.sort_by_cached_key(|e| (fold(e.name.raw()), e.id));
        held(&self.places).extend(found.iter().map(|e| (e.id, e.organization)));
        Ok(found)
    }

    pub(super) fn environments_of(&self, organization: OrgId, query: &str) -> Result<Vec<Environment>, Error> {
        let path = format!("{ACCOUNTS}/{organization}/environments{query}");
        let list = List::new(path, 500, "This organization");
        let rows = self.pages::<wire::Page<wire::Environment>, _>(&list, |e| e.id)?;
        Ok(rows.into_iter().map(map::environment).collect())
    }

    /// The organization that an environment belongs to.
    pub(super) fn place(&self, session: &Session, environment: EnvironmentId) -> Result<OrgId, Error> {
        let known = || held(&self.places).get(&environment).copied();
        if let Some(place) = known() {
            return Ok(place);
        }
        self.read_environments(session)?;
        known().ok_or_else(|| Error::NotFound("This environment".into()))
    }

    pub(super) fn read_list(&self, organization: OrgId, environment: EnvironmentId) -> Result<Vec<ProviderId>, Error> {
        let path = format!("{ACCOUNTS}/{organization}/environments/{environment}/clientManagementProviders");
        let list: wire::Suggested = self.access.get(path, "This environment")?;
        let mut seen = HashSet::new();
        let mut ids = list.suggested_client_management_provider_ids;
        ids.retain(|id| seen.insert(*id));
        Ok(ids)
    }

    pub(super) fn read_use(&self, organization: OrgId, at: EnvironmentId) -> Result<EnvironmentUse, Error> {
        let providers = self.read_list(organization, at)?;
        let list = List {
            headers: whose(organization, at),
            ..List::new(
                format!("{}?sort=name&ascending=true", apis(organization, at)),
                100,
                "This environment",
            )
        };
        let assets = self.pages::<wire::Assets, _>(&list, |a| (a.group.clone(), a.id.clone()))?;
        let mut rows = Vec::new();
        for asset in assets {
            for instance in asset.apis {
                let told = instance.provider_id.is_some();
                rows.push((map::api(instance, asset.id.clone(), at)?, told));
            }
        }
        let mut seen = HashSet::new();
        rows.retain(|(api, _)| seen.insert(api.id));
        let mut apis = self.all(&rows, |(api, told)| self.read_rest(organization, api, *told))?;
        apis.sort_by_key(|api| api.id);
        Ok(EnvironmentUse { providers, apis })
    }

    /// The same instance with its policies and contracts, and with its provider where the list did not tell it.
    fn read_rest(&self, organization: OrgId, api: &Api, told: bool) -> Result<Api, Error> {
        let mut api = api.clone();
        if !told {
            api.provider = self.read_instance(organization, api.environment, api.id)?.provider;
        }
        let path = format!("{}/{}", apis(organization, api.environment), api.id);
        let mut call = Call::get(format!("{path}/policies?fullInfo=false"), "This API");
        call.headers = whose(organization, api.environment);
        api.policies = map::policies(self.access.ask_json(&call)?);
        let list = List {
            headers: call.headers,
            ..List::new(format!("{path}/contracts"), 250, "This API")
        };
        let contracts = self.pages::<wire::Contracts, _>(&list, |contract| contract.id)?;
        api.contracts = contracts.into_iter().map(map::contract).collect::<Result<_, _>>()?;
        Ok(api)
    }

    fn read_instance(&self, organization: OrgId, at: EnvironmentId, id: ApiId) -> Result<Api, Error> {
        let mut call = Call::get(format!("{}/{id}", apis(organization, at)), "This API");
        call.headers = whose(organization, at);
        let instance: wire::Instance = self.access.ask_json(&call)?;
        // Taken for the built-in one it would be missing where somebody looks what a deletion breaks.
        if instance.provider_id.is_none() {
            return Err(Error::Failed(format!(
                "it does not tell which client provider API {id} uses"
            )));
        }
        let api = map::api(instance, Foreign::default(), at)?;
        Ok(Api { id, ..api })
    }

    /// One instance with everything that R60 asks about.
    pub(super) fn read_api(&self, organization: OrgId, at: EnvironmentId, id: ApiId) -> Result<Api, Error> {
        let api = self.read_instance(organization, at, id)?;
        self.read_rest(organization, &api, true)
    }

    pub(super) fn read_providers(&self, session: &Session, organization: OrgId) -> Result<Vec<ProviderRow>, Error> {
        let mut rows = self.rows(organization)?;
        if organization == session.root {
            self.tell_entra(organization, &mut rows)?;
        }
        rows.sort_by_cached_key(|row| (fold(row.name.raw()), row.id));
        rows.insert(0, ProviderRow::built_in());
        Ok(rows)
    }

    /// The external ones as the list has them.
    pub(super) fn rows(&self, organization: OrgId) -> Result<Vec<ProviderRow>, Error> {
        let path = format!("{ACCOUNTS}/{organization}/clientProviders?sort=provider_id&ascending=true");
        let list = List::new(path, 500, "This organization");
        let id = |row: &Value| {
            row.get("providerId")
                .and_then(Value::as_str)
                .map(str::to_ascii_lowercase)
        };
        let rows = self.pages::<wire::Page<Value>, _>(&list, id)?;
        rows.into_iter().map(|row| Ok(map::provider(row)?.row)).collect()
    }

    /// A list does not tell Microsoft Entra ID from any other OpenID provider: each is read once for that.
    fn tell_entra(&self, organization: OrgId, rows: &mut [ProviderRow]) -> Result<(), Error> {
        let unknown = |row: &ProviderRow| match row.id {
            ProviderRef::External(id) if row.kind == ProviderKind::Oidc && !held(&self.kinds).contains_key(&id) => {
                Some(id)
            }
            _ => None,
        };
        let unknown: Vec<ProviderId> = rows.iter().filter_map(unknown).collect();
        self.all(&unknown, |id| {
            match self.read_provider(organization, *id, "This client provider") {
                Err(why) if refused(&why) => Ok(()),
                other => other.map(|_| ()),
            }
        })?;
        let kinds: HashMap<ProviderId, ProviderKind> = held(&self.kinds).clone();
        for row in rows {
            if let ProviderRef::External(id) = row.id
                && let Some(kind) = kinds.get(&id)
            {
                row.kind = kind.clone();
            }
        }
        Ok(())
    }

    pub(super) fn read_provider(&self, organization: OrgId, id: ProviderId, noun: &str) -> Result<Provider, Error> {
        let path = format!("{ACCOUNTS}/{organization}/clientProviders/{id}?includeSecrets=false");
        let provider = map::provider(self.access.get(path, noun)?)?;
        if provider.config.is_some() && matches!(provider.row.kind, ProviderKind::Oidc | ProviderKind::EntraId) {
            held(&self.kinds).insert(id, provider.row.kind.clone());
        }
        Ok(provider)
    }

    pub(super) fn read_count(&self, session: &Session, provider: ProviderRef) -> Result<u64, Error> {
        let ProviderRef::External(id) = provider else {
            // No call counts those of the built-in one.
            return Ok(self.read_applications(session, provider)?.len() as u64);
        };
        let path = format!("{}&limit=0", clients(session.root, id));
        let count: wire::Total = self.access.get(path, "This client provider")?;
        Ok(count.total)
    }

    pub(super) fn read_applications(
        &self,
        session: &Session,
        provider: ProviderRef,
    ) -> Result<Vec<Application>, Error> {
        // Grant types stand in the provider's list of clients; names and ids in that of all applications.
        let mut grant_types = HashMap::new();
        if let ProviderRef::External(id) = provider {
            let list = List::new(clients(session.root, id), 500, "This client provider");
            let rows = self.pages::<wire::Page<wire::RegisteredClient>, _>(&list, |c| c.client_id.clone())?;
            grant_types.extend(rows.into_iter().map(|c| (c.client_id, c.grant_types)));
        }
        let path = format!(
            "/exchange/api/v2/organizations/{}/applications?targetAdminSite=true",
            session.root
        );
        let rows =
            self.pages::<Vec<wire::Application>, _>(&List::new(path, 250, "The client applications"), |a| a.id)?;
        let here = rows
            .into_iter()
            .filter(|a| ProviderRef::from(a.client_provider.provider_id) == provider);
        let mut found: Vec<Application> = here
            .map(|a| Application {
                grant_types: grant_types.remove(&a.client_id).unwrap_or_default(),
                id: a.id,
                name: a.name,
                client_id: a.client_id,
                provider,
            })
            .collect();
        found.sort_by_cached_key(|a| (fold(a.name.raw()), a.id));
        Ok(found)
    }
}

fn clients(root: OrgId, provider: ProviderId) -> String {
    format!("{ACCOUNTS}/{root}/clientProviders/{provider}/clients?sort=client_id&ascending=true")
}

/// The prefix of API Manager's calls on an environment.
pub(super) fn apis(organization: OrgId, environment: EnvironmentId) -> String {
    format!("/apimanager/api/v1/organizations/{organization}/environments/{environment}/apis")
}

/// What API Manager's own clients say with each call.
pub(super) fn whose(organization: OrgId, environment: EnvironmentId) -> Vec<(&'static str, String)> {
    vec![
        ("X-ANYPNT-ORG-ID", organization.to_string()),
        ("X-ANYPNT-ENV-ID", environment.to_string()),
    ]
}
