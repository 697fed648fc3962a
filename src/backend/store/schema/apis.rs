//! The members of API instances and client applications in a file. Imports `domain`.

use std::sync::Arc;

use serde::Deserialize;

use super::{StrictObject, shared_list};
use crate::backend::store::moment::Moment;
use crate::domain::api::ApiKind;
use crate::domain::{ApiId, ApplicationId, ApplicationOwner, EnvironmentId, OrgId, ProviderId, ProviderRef, Untrusted};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::backend::store) struct ApiRecord {
    pub(in crate::backend::store) id: ApiId,
    pub(in crate::backend::store) organization_id: OrgId,
    pub(in crate::backend::store) environment_id: EnvironmentId,
    #[serde(default)]
    pub(in crate::backend::store) kind: ApiKind,
    pub(in crate::backend::store) asset_id: Untrusted,
    #[serde(default)]
    pub(in crate::backend::store) asset_version: Untrusted,
    pub(in crate::backend::store) instance_label: Option<Untrusted>,
    #[serde(default = "built_in")]
    pub(in crate::backend::store) provider_id: ProviderRef,
    pub(in crate::backend::store) policies: Option<Vec<StrictObject<PolicyRecord>>>,
    pub(in crate::backend::store) contracts: Option<Vec<StrictObject<ContractRecord>>>,
    /// The name of its API group.
    #[serde(rename = "apiGroup")]
    pub(in crate::backend::store) group: Option<Untrusted>,
    /// A snapshot leaves policies and contracts open where the platform was not asked for them.
    #[serde(default, rename = "x-amtui-open")]
    pub(in crate::backend::store) open: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::backend::store) struct PolicyRecord {
    #[serde(rename = "id")]
    _id: u64,
    pub(in crate::backend::store) asset_id: Untrusted,
    #[serde(default)]
    pub(in crate::backend::store) disabled: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::backend::store) struct ContractRecord {
    #[serde(rename = "id")]
    _id: u64,
    pub(in crate::backend::store) status: Untrusted,
    pub(in crate::backend::store) application_id: ApplicationId,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::backend::store) struct ApplicationRecord {
    pub(in crate::backend::store) id: ApplicationId,
    pub(in crate::backend::store) name: Untrusted,
    #[serde(default)]
    pub(in crate::backend::store) client_id: Untrusted,
    #[serde(default, deserialize_with = "shared_list::grant_types")]
    pub(in crate::backend::store) grant_types: Option<Arc<[Untrusted]>>,
    #[serde(default, deserialize_with = "shared_list::redirect_uris")]
    pub(in crate::backend::store) redirect_uris: Option<Arc<[Untrusted]>>,
    #[serde(default, rename = "ownerIds", deserialize_with = "shared_list::owners")]
    pub(in crate::backend::store) owners: Option<Arc<[ApplicationOwner]>>,
    pub(in crate::backend::store) created_at: Option<Moment>,
    #[serde(default = "built_in")]
    pub(in crate::backend::store) provider_id: ProviderRef,
    /// A deleted one: nothing in the file has this id.
    pub(in crate::backend::store) former_provider_id: Option<ProviderId>,
}

/// An omitted provider is the built-in one (R61).
fn built_in() -> ProviderRef {
    ProviderRef::BuiltIn
}
