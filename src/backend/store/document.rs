//! A whole organization in the domain's own types, checked: every id exists and exists once. Imports `domain`.

mod accounts;
mod by_name;
mod contracts;
mod unread;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

pub(super) use self::accounts::full_name;
pub(super) use self::by_name::ApplicationsByName;
use self::contracts::ContractIndex;
use self::unread::Unread;
pub(super) use self::unread::{ENVIRONMENTS, PROVIDERS};
use super::absent::{coverage_of, listing};
use super::ids::{linked, once, sorted};
use super::moment::Moment;
use super::schema::{self, FileMembers, StrictObject};
use crate::domain::discovery::Discovery;
use crate::domain::organization::entitlements;
use crate::domain::text::fold;
use crate::domain::{
    Account, Api, ApiId, Application, ApplicationId, Contract, Coverage, Environment, EnvironmentId, EnvironmentKind,
    EnvironmentUse, Listing, OrgId, Organization, Policy, Provider, ProviderId, ProviderKind, ProviderRef, ProviderRow,
    Tree, Untrusted,
};

/// Why an older snapshot says nothing of MCP servers and agents.
const NO_AGENTS: &str = "The snapshot is from an amtui that didn't look for them.";

pub(super) struct Document {
    pub(super) tree: Tree,
    /// Administrators of the root first, then those of business groups, then the rest.
    pub(super) accounts: Vec<Account>,
    pub(super) environments: Vec<Environment>,
    pub(super) uses: HashMap<EnvironmentId, Arc<EnvironmentUse>>,
    /// The external ones, by name.
    pub(super) providers: Vec<Provider>,
    /// For each provider that has any.
    pub(super) applications: HashMap<ProviderRef, ApplicationsByName>,
    /// The ids of API instances and client applications, as they stand in the file.
    pub(super) order: RecordOrder,
    pub(super) user_ids: HashMap<Untrusted, Untrusted>,
    /// What issuers say about themselves, by issuer.
    pub(super) discovery: Vec<(String, Discovery)>,
    /// What could not be read when the file was taken as a snapshot.
    pub(super) unread: Unread,
    contracts: OnceLock<ContractIndex>,
}

impl Document {
    /// Reads a file. The error is a sentence that says what is wrong and where.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        Self::of(schema::parse(bytes)?)
    }

    /// Checks what was read of a file, and puts it together.
    pub(super) fn of(mut file: FileMembers) -> Result<Self, String> {
        let order = RecordOrder {
            apis: file.apis.iter().flatten().map(|api| api.0.id).collect(),
            applications: file.applications.iter().flatten().map(|one| one.0.id).collect(),
        };
        let unread = Unread::of(&mut file)?;
        let mut ids = IdPlaces::default();
        let (mut owners, mut user_ids) = (HashMap::new(), HashMap::new());
        for StrictObject(user) in &file.users {
            owners.insert(user.id.raw().to_owned(), user.username.clone());
            user_ids.insert(user.username.clone(), user.id.clone());
        }
        let mut nodes = Vec::new();
        flatten(
            file.organization.0,
            &[],
            "organization",
            &owners,
            &mut ids.organizations,
            &mut nodes,
        )?;
        let root = nodes.first().map(|o| o.id);
        let tree = Tree::new(nodes);
        let accounts = accounts::accounts(file.users, file.accounts.as_deref(), &tree, &ids)?;
        let providers = providers(file.client_providers.unwrap_or_default(), root, &mut ids)?;
        let (environments, mut uses) =
            environments(file.environments.unwrap_or_default(), file.snapshot.as_ref(), &mut ids)?;
        ids.applications = sorted(&order.applications, |i| format!("applications[{i}].id"))?;
        let applications = applications(file.applications.unwrap_or_default(), &ids)?;
        sorted(&order.apis, |i| format!("apis[{i}].id"))?;
        apis(file.apis, &environments, (&ids, &unread), &mut uses)?;
        let documents = file.discovery.0.into_iter();
        let discovery =
            documents.map(|(issuer, StrictObject(members))| (issuer, Discovery::from_document(&members.into())));
        let uses = uses.into_iter().map(|(id, held)| (id, Arc::new(held))).collect();
        Ok(Self {
            tree,
            accounts,
            environments,
            uses,
            providers,
            applications,
            order,
            user_ids,
            discovery: discovery.collect(),
            unread,
            contracts: OnceLock::new(),
        })
    }
}

/// What tells which record of a long list stands where.
#[derive(Default)]
pub(super) struct RecordOrder {
    pub(super) apis: Vec<ApiId>,
    pub(super) applications: Vec<ApplicationId>,
}

/// Where each id stands, so that a second one and a link to none are told with their places.
#[derive(Default)]
struct IdPlaces {
    organizations: HashMap<OrgId, String>,
    providers: HashMap<ProviderId, String>,
    environments: HashMap<EnvironmentId, String>,
    /// From the smallest on: there are many.
    applications: Vec<ApplicationId>,
}

fn flatten(
    node: schema::NodeRecord,
    parents: &[OrgId],
    place: &str,
    owners: &HashMap<String, Untrusted>,
    seen: &mut HashMap<OrgId, String>,
    nodes: &mut Vec<Organization>,
) -> Result<(), String> {
    once(seen, node.id, format!("{place}.id"))?;
    let named = node.owner.and_then(|owner| owner.0.username);
    let by_id = || node.owner_id.as_ref().and_then(|id| owners.get(id.raw())).cloned();
    nodes.push(Organization {
        id: node.id,
        name: node.name,
        parents: parents.to_vec(),
        owner: named.or_else(by_id),
        domain: node.domain,
        client_id: node.client_id,
        has_secret: node.client_secret.0,
        entitlements: entitlements(&node.entitlements),
        environments: node.environments_count,
    });
    let path = [parents, &[node.id]].concat();
    for (i, StrictObject(child)) in node.sub_organizations.into_iter().enumerate() {
        flatten(
            child,
            &path,
            &format!("{place}.subOrganizations[{i}]"),
            owners,
            seen,
            nodes,
        )?;
    }
    Ok(())
}

fn providers(
    objects: Vec<StrictObject<schema::ClientProviderRecord>>,
    root: Option<OrgId>,
    ids: &mut IdPlaces,
) -> Result<Vec<Provider>, String> {
    let mut providers = Vec::with_capacity(objects.len());
    for (i, StrictObject(provider)) in objects.into_iter().enumerate() {
        let id = provider.known.provider_id;
        once(&mut ids.providers, id, format!("clientProviders[{i}].providerId"))?;
        if Some(provider.known.organization_id) != root {
            return Err(format!(
                "`clientProviders[{i}].organizationId` is {}, and client providers belong to the root organization.",
                provider.known.organization_id
            ));
        }
        let row = ProviderRow {
            id: ProviderRef::External(id),
            name: provider.known.name,
            kind: ProviderKind::from_object(&provider.object),
        };
        providers.push(Provider {
            row,
            config: Some(provider.object),
            secrets: provider.taken.secrets,
            unknown: provider.taken.unknown,
        });
    }
    providers.sort_by_cached_key(|p| (fold(p.row.name.raw()), p.row.id));
    Ok(providers)
}

type UsesById = HashMap<EnvironmentId, EnvironmentUse>;

fn environments(
    objects: Vec<StrictObject<schema::EnvironmentRecord>>,
    snapshot: Option<&StrictObject<schema::SnapshotRecord>>,
    ids: &mut IdPlaces,
) -> Result<(Vec<Environment>, UsesById), String> {
    let mut environments = Vec::with_capacity(objects.len());
    let mut uses = HashMap::with_capacity(objects.len());
    let older = snapshot.is_some_and(|about| !about.0.agents).then_some(NO_AGENTS);
    for (i, StrictObject(environment)) in objects.into_iter().enumerate() {
        let id = environment.id;
        once(&mut ids.environments, id, format!("environments[{i}].id"))?;
        linked(
            ids.organizations.contains_key(&environment.organization_id),
            &environment.organization_id,
            "organization",
            || format!("environments[{i}].organizationId"),
        )?;
        let mut seen = HashMap::new();
        let providers = environment.client_management_provider_ids;
        for (j, provider) in providers.iter().flatten().enumerate() {
            let place = || format!("environments[{i}].clientManagementProviderIds[{j}]");
            linked(ids.providers.contains_key(provider), provider, "client provider", place)?;
            once(&mut seen, *provider, place())?;
        }
        uses.insert(
            id,
            EnvironmentUse {
                providers: listing(providers, "`clientManagementProviderIds` of some environments", |id| id),
                apis: Listing::default(),
                agents_not_read: environment
                    .agents_not_read
                    .map(|why| why.shown().into_owned())
                    .or_else(|| older.map(str::to_owned)),
            },
        );
        let kind = environment.kind.unwrap_or(if environment.is_production {
            EnvironmentKind::Production
        } else {
            EnvironmentKind::Sandbox
        });
        environments.push(Environment {
            id,
            organization: environment.organization_id,
            name: environment.name,
            kind,
        });
    }
    Ok((environments, uses))
}

fn provider_link(provider: ProviderRef, ids: &IdPlaces, place: impl FnOnce() -> String) -> Result<(), String> {
    match provider {
        ProviderRef::BuiltIn => Ok(()),
        ProviderRef::External(id) => linked(ids.providers.contains_key(&id), &id, "client provider", place),
    }
}

fn applications(
    objects: Vec<StrictObject<schema::ApplicationRecord>>,
    ids: &IdPlaces,
) -> Result<HashMap<ProviderRef, ApplicationsByName>, String> {
    let mut applications: HashMap<ProviderRef, Vec<Application>> = HashMap::new();
    for (i, StrictObject(application)) in objects.into_iter().enumerate() {
        provider_link(application.provider_id, ids, || format!("applications[{i}].providerId"))?;
        if let (Some(former), ProviderRef::External(now)) = (application.former_provider_id, application.provider_id) {
            return Err(format!(
                "`applications[{i}].formerProviderId` is {former}, and the application is registered with {now}."
            ));
        }
        applications
            .entry(application.provider_id)
            .or_default()
            .push(Application {
                id: application.id,
                name: application.name,
                client_id: application.client_id,
                grant_types: application.grant_types,
                provider: application.provider_id,
                former_provider: application.former_provider_id,
                owners: application.owners,
                redirect_uris: application.redirect_uris,
                created: application.created_at.map(|Moment(time)| time),
            });
    }
    let all = applications.into_iter();
    Ok(all.map(|(provider, of_one)| (provider, of_one.into())).collect())
}

fn apis(
    objects: Option<Vec<StrictObject<schema::ApiRecord>>>,
    environments: &[Environment],
    (ids, unread): (&IdPlaces, &Unread),
    uses: &mut UsesById,
) -> Result<(), String> {
    let owners: HashMap<EnvironmentId, OrgId> = environments.iter().map(|e| (e.id, e.organization)).collect();
    let listed = coverage_of(objects.as_ref(), "`apis`");
    for (i, StrictObject(api)) in objects.into_iter().flatten().enumerate() {
        linked(
            ids.environments.contains_key(&api.environment_id),
            &api.environment_id,
            "environment",
            || format!("apis[{i}].environmentId"),
        )?;
        linked(
            ids.organizations.contains_key(&api.organization_id),
            &api.organization_id,
            "organization",
            || format!("apis[{i}].organizationId"),
        )?;
        if let Some(owner) = owners.get(&api.environment_id).filter(|o| **o != api.organization_id) {
            return Err(format!(
                "`apis[{i}].organizationId` is {}, and its environment belongs to {owner}.",
                api.organization_id
            ));
        }
        provider_link(api.provider_id, ids, || format!("apis[{i}].providerId"))?;
        for (j, StrictObject(contract)) in api.contracts.iter().flatten().enumerate() {
            let application = contract.application_id;
            if !unread.application(application) {
                linked(
                    ids.applications.binary_search(&application).is_ok(),
                    &application,
                    "client application",
                    || format!("apis[{i}].contracts[{j}].applicationId"),
                )?;
            }
        }
        let mut contracts = listing(api.contracts, "`contracts` of some APIs", |StrictObject(one)| {
            Contract {
                status: one.status,
                application: one.application_id,
            }
        });
        let mut policies = listing(api.policies, "`policies` of some APIs", |StrictObject(p)| Policy {
            asset: p.asset_id,
            disabled: p.disabled,
        });
        if api.open {
            (policies.coverage, contracts.coverage) = (Coverage::Unread, Coverage::Unread);
        }
        let instance = Api {
            id: api.id,
            environment: api.environment_id,
            kind: api.kind,
            asset: api.asset_id,
            version: api.asset_version,
            label: api.instance_label,
            provider: api.provider_id,
            policies,
            contracts,
            group: api.group,
        };
        uses.entry(api.environment_id).or_default().apis.rows.push(instance);
    }
    for held in uses.values_mut() {
        held.apis.rows.sort_by_key(|api| api.id);
        held.apis.coverage = listed.clone();
    }
    Ok(())
}
