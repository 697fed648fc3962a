//! What is read of API instances: lists, providers, policies and contracts. Imports `domain`.

pub(super) mod wire;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use self::wire::{ApiAssetWire, ContractWire, InstanceWire};
use super::call::Call;
use super::pages::{self, PagedList, understood};
use super::read::refused;
use super::wire::CountWire;
use super::{RestBackend, convert};
use crate::backend::OnPartial;
use crate::domain::api::ApiKind;
use crate::domain::text::count;
use crate::domain::{
    Api, ApiId, Coverage, EnvironmentId, EnvironmentUse, Error, Listing, OrgId, Policy, Protection, ProviderRef,
    Untrusted,
};

impl RestBackend {
    pub(super) fn read_use(
        &self,
        organization: OrgId,
        at: EnvironmentId,
        on_partial: OnPartial<'_, Arc<EnvironmentUse>>,
    ) -> Result<EnvironmentUse, Error> {
        let providers = self.read_list(organization, at)?;
        let list = PagedList {
            headers: api_manager_headers(organization, at),
            ..PagedList::new(
                format!("{}?sort=name&ascending=true", apis(organization, at)),
                100,
                "This environment",
                "API assets",
            )
        };
        let tell = |assets: &[ApiAssetWire]| {
            // What does not tell its provider is not told of before the end.
            let rows = instances(assets.to_vec().into(), at).into_iter();
            let mut apis: Vec<Api> = rows.filter(|(_, told)| *told).map(|(api, _)| api).collect();
            apis.sort_by_key(|api| api.id);
            let providers = providers.clone();
            let apis = Listing::partial(apis, "More are loading.");
            on_partial(Arc::new(EnvironmentUse {
                providers,
                apis,
                agents_not_read: None,
            }));
        };
        let of = |a: &ApiAssetWire| (a.group.clone(), a.id.clone());
        let assets = self.stream_pages(&list, of, &tell)?;
        let mut rows = instances(assets, at);
        let agents_not_read = match self.all_instances(organization, at)? {
            Ok(all) => add_instances(&mut rows, all, at),
            Err(why) => Some(why),
        };
        if rows.coverage == Coverage::Unverified && !rows.is_empty() {
            // The other list shows that the account has the scope.
            rows.coverage = Coverage::Complete;
        }
        let read = self.all(&rows, |(api, told)| self.whole_instance(organization, api, *told))?;
        let mut apis: Vec<Api> = read.into_iter().flatten().collect();
        apis.sort_by_key(|api| api.id);
        let coverage = match rows.len() - apis.len() {
            0 => rows.coverage,
            n => rows.coverage.and(Coverage::Partial(format!(
                "The client provider of {n} of the APIs is not known."
            ))),
        };
        let apis = Listing { rows: apis, coverage };
        Ok(EnvironmentUse {
            providers,
            apis,
            agents_not_read,
        })
    }

    /// The list that the web console shows: MCP servers and agents are in it as well. No contract has it, so that an
    /// environment is read without it where it isn't answered: then it is said why.
    fn all_instances(
        &self,
        organization: OrgId,
        at: EnvironmentId,
    ) -> Result<Result<Listing<InstanceWire>, String>, Error> {
        let path = apis(organization, at).replacen("/api/", "/xapi/", 1);
        let list = PagedList {
            headers: api_manager_headers(organization, at),
            ..PagedList::new(
                format!("{path}?sort=name&ascending=true"),
                100,
                "Their list",
                "API instances",
            )
        };
        match self.pages(&list, InstanceWire::id) {
            Err(why) if unanswered(&why) => Ok(Err(why.to_string())),
            read => read.map(Ok),
        }
    }

    /// The same instance with its provider, which is read where the list did not tell it. `None` where nothing tells it:
    /// taken for the built-in one it would be missing where somebody looks what a deletion breaks.
    fn whole_instance(&self, organization: OrgId, api: &Api, told: bool) -> Result<Option<Api>, Error> {
        let mut api = api.clone();
        if told && api.kind != ApiKind::Unknown {
            return Ok(Some(api));
        }
        let read: Value = match self.access.ask_json(&instance(organization, api.environment, api.id)) {
            Err(why) if unanswered(&why) => return Ok(told.then_some(api)),
            read => read?,
        };
        if let (ApiKind::Unknown, Some(kind)) = (api.kind, read.pointer("/endpoint/type")) {
            api.kind = wire::kind(kind.as_str().unwrap_or_default());
        }
        let provider = read.get("providerId");
        match provider.and_then(|told| ProviderRef::deserialize(told).ok()) {
            Some(provider) => api.provider = provider,
            None if told => {}
            None => return Ok(None),
        }
        Ok(Some(api))
    }

    pub(super) fn read_policies(
        &self,
        organization: OrgId,
        at: EnvironmentId,
        api: ApiId,
    ) -> Result<Listing<Policy>, Error> {
        let path = format!("{}/{api}/policies?fullInfo=false", apis(organization, at));
        let mut call = Call::get(path, "This API");
        call.headers = api_manager_headers(organization, at);
        Ok(understood(self.list(&call, "policies")?, "policies", convert::policy))
    }

    pub(super) fn read_protection(
        &self,
        organization: OrgId,
        at: EnvironmentId,
        api: ApiId,
    ) -> Result<Protection, Error> {
        let policies = self.read_policies(organization, at, api)?;
        let path = format!("{}/{api}/contracts", apis(organization, at));
        let list = PagedList {
            headers: api_manager_headers(organization, at),
            ..PagedList::new(path, 250, "This API", "contracts")
        };
        let contracts = self.pages(&list, |contract: &ContractWire| contract.id.to_string())?;
        let contracts = understood(contracts, "contracts", convert::contract);
        Ok(Protection { policies, contracts })
    }

    pub(super) fn read_instance(&self, organization: OrgId, at: EnvironmentId, id: ApiId) -> Result<Api, Error> {
        let instance: InstanceWire = self.access.ask_json(&instance(organization, at, id))?;
        if instance.provider_id.is_none() {
            return Err(Error::Failed(format!(
                "it does not say which client provider API {id} uses"
            )));
        }
        let api = convert::api(instance, Untrusted::default(), at)?;
        Ok(Api { id, ..api })
    }

    /// One instance with everything that R60 asks about.
    pub(super) fn read_api(&self, organization: OrgId, at: EnvironmentId, id: ApiId) -> Result<Api, Error> {
        let mut api = self.read_instance(organization, at, id)?;
        api.protect(self.read_protection(organization, at, id)?);
        Ok(api)
    }
}

/// Whether the platform refused, or failed: the rest of an environment can be read all the same.
fn unanswered(why: &Error) -> bool {
    refused(why) || matches!(why, Error::Failed(_))
}

/// The instances of assets, each once, and whether it is told which client provider each uses.
fn instances(assets: Listing<ApiAssetWire>, at: EnvironmentId) -> Listing<(Api, bool)> {
    let (mut rows, mut seen, mut skipped) = (Vec::new(), HashSet::new(), 0);
    let mut coverage = assets.coverage;
    for asset in assets.rows {
        let there = match asset.total_apis {
            CountWire::Known(there) => there,
            CountWire::Missing => 0,
            CountWire::Odd => {
                coverage = coverage.and(pages::odd_total("APIs"));
                0
            }
        };
        skipped += asset.apis.skipped.max(there.saturating_sub(asset.apis.rows.len()));
        for instance in asset.apis.rows {
            let told = instance.provider_id.is_some();
            match convert::api(instance, asset.id.clone(), at) {
                Ok(api) if seen.insert(api.id) => rows.push((api, told)),
                Ok(_) => {}
                Err(_) => skipped += 1,
            }
        }
    }
    let coverage = coverage.and(pages::skipped(skipped, "APIs"));
    Listing { rows, coverage }
}

/// Adds the instances that only the list of all of them has, and what it alone tells of the others. Says why some may be
/// missing: a list without those that are known to be there shows not all that is asked for.
fn add_instances(rows: &mut Listing<(Api, bool)>, all: Listing<InstanceWire>, at: EnvironmentId) -> Option<String> {
    let mut reason = all.coverage.partial_reason().map(str::to_owned);
    let mut known: HashMap<ApiId, usize> = rows.iter().enumerate().map(|(i, (api, _))| (api.id, i)).collect();
    for instance in all.rows {
        let (kind, provider) = (instance.kind(), instance.provider_id);
        let Ok(mut api) = convert::api(instance, Untrusted::default(), at) else {
            reason.get_or_insert_with(|| "Some of them came without an id.".into());
            continue;
        };
        if let Some((listed, told)) = known.remove(&api.id).and_then(|i| rows.rows.get_mut(i)) {
            listed.kind = kind.unwrap_or(listed.kind);
            if let (false, Some(provider)) = (*told, provider) {
                (listed.provider, *told) = (provider, true);
            }
        } else {
            api.kind = kind.unwrap_or(ApiKind::Unknown);
            rows.rows.push((api, provider.is_some()));
        }
    }
    let lacks = || {
        format!(
            "Their list lacks {} that can be seen.",
            count(known.len(), "API", "APIs")
        )
    };
    reason.or_else(|| (!known.is_empty()).then(lacks))
}

fn instance(organization: OrgId, at: EnvironmentId, id: ApiId) -> Call<'static> {
    let mut call = Call::get(format!("{}/{id}", apis(organization, at)), "This API");
    call.headers = api_manager_headers(organization, at);
    call
}

pub(super) fn apis(organization: OrgId, environment: EnvironmentId) -> String {
    format!("/apimanager/api/v1/organizations/{organization}/environments/{environment}/apis")
}

/// What API Manager's own clients say with each call.
pub(super) fn api_manager_headers(organization: OrgId, environment: EnvironmentId) -> Vec<(&'static str, String)> {
    vec![
        ("X-ANYPNT-ORG-ID", organization.to_string()),
        ("X-ANYPNT-ENV-ID", environment.to_string()),
    ]
}
