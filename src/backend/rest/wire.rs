//! The platform's answers as they come, as far as amtui reads them (`domain.md` 3.3-3.7). Imports `domain`.
//!
//! Members that are not named here are skipped while reading, secrets among them. Beyond ids, names and parents all is
//! optional (R14).

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::domain::{ApiId, ApplicationId, EnvironmentId, Foreign, OrgId, ProviderId, ProviderRef};

/// A list that comes in pages.
pub(super) trait Rows: DeserializeOwned {
    type Row;

    /// This page, and how many rows there are in all, where that is told.
    fn rows(self) -> (Vec<Self::Row>, Option<usize>);
}

#[derive(Deserialize)]
pub(super) struct Page<T> {
    data: Vec<T>,
    total: Option<usize>,
}

impl<T: DeserializeOwned> Rows for Page<T> {
    type Row = T;

    fn rows(self) -> (Vec<T>, Option<usize>) {
        (self.data, self.total)
    }
}

impl<T: DeserializeOwned> Rows for Vec<T> {
    type Row = T;

    fn rows(self) -> (Self, Option<usize>) {
        (self, None)
    }
}

/// Of a list only how long it is.
#[derive(Deserialize)]
pub(super) struct Total {
    pub(super) total: u64,
}

#[derive(Deserialize)]
pub(super) struct Me {
    pub(super) user: Option<User>,
    pub(super) client: Option<Client>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    pub(super) id: Foreign,
    pub(super) username: Foreign,
    pub(super) first_name: Option<Foreign>,
    pub(super) last_name: Option<Foreign>,
    pub(super) organization_id: Option<OrgId>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) organization: Option<Node>,
    #[serde(default)]
    pub(super) member_of_organizations: Vec<Node>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) properties: Properties,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Properties {
    pub(super) cs_auth: Option<Active>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Active {
    pub(super) active_organization_id: Option<OrgId>,
}

#[derive(Deserialize)]
pub(super) struct Client {
    #[serde(rename = "client_id")]
    pub(super) id: Foreign,
    pub(super) name: Option<Foreign>,
    pub(super) org_id: Option<OrgId>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Node {
    pub(super) id: OrgId,
    #[serde(default)]
    pub(super) name: Foreign,
    pub(super) domain: Option<Foreign>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) owner: Option<Owner>,
    pub(super) client_id: Option<Foreign>,
    pub(super) parent_organization_ids: Option<Vec<OrgId>>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) entitlements: Map<String, Value>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) environments_count: Option<usize>,
    #[serde(default)]
    pub(super) sub_organizations: Vec<Node>,
}

#[derive(Deserialize)]
pub(super) struct Owner {
    pub(super) username: Option<Foreign>,
}

#[derive(Deserialize)]
pub(super) struct Role {
    pub(super) name: Foreign,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) context_params: Place,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    pub(super) org: Option<OrgId>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Environment {
    pub(super) id: EnvironmentId,
    pub(super) organization_id: OrgId,
    pub(super) name: Foreign,
    #[serde(default)]
    pub(super) is_production: bool,
    #[serde(rename = "type")]
    pub(super) kind: Option<Foreign>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Suggested {
    pub(super) suggested_client_management_provider_ids: Vec<ProviderId>,
}

/// What an answer to a change may hold; the contract promises nothing.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Created {
    #[serde(deserialize_with = "lenient")]
    pub(super) provider_id: Option<ProviderId>,
    #[serde(deserialize_with = "lenient")]
    pub(super) id: Option<EnvironmentId>,
    #[serde(deserialize_with = "lenient")]
    pub(super) name: Option<Foreign>,
}

/// A list of assets with their instances: pages and totals count assets.
#[derive(Deserialize)]
pub(super) struct Assets {
    assets: Vec<Asset>,
    total: Option<usize>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Asset {
    #[serde(rename = "assetId")]
    pub(super) id: Foreign,
    #[serde(default, rename = "groupId")]
    pub(super) group: Foreign,
    #[serde(default)]
    pub(super) apis: Vec<Instance>,
}

impl Rows for Assets {
    type Row = Asset;

    fn rows(self) -> (Vec<Asset>, Option<usize>) {
        (self.assets, self.total)
    }
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Instance {
    id: Option<ApiId>,
    api_id: Option<ApiId>,
    pub(super) asset_id: Option<Foreign>,
    #[serde(default)]
    pub(super) asset_version: Foreign,
    #[serde(rename = "instanceLabel")]
    pub(super) label: Option<Foreign>,
    /// Without the member it is not known; `null` is the built-in one (3.6).
    #[serde(default, deserialize_with = "present")]
    pub(super) provider_id: Option<ProviderRef>,
}

impl Instance {
    /// It stands under either name (3.6).
    pub(super) fn id(&self) -> Option<ApiId> {
        self.id.or(self.api_id)
    }
}

/// Both forms there are.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Policies {
    List(Vec<Policy>),
    Object { policies: Vec<Policy> },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Policy {
    asset_id: Option<Foreign>,
    #[serde(default, deserialize_with = "lenient")]
    template: Option<Template>,
    #[serde(default)]
    pub(super) disabled: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Template {
    asset_id: Option<Foreign>,
}

impl Policies {
    pub(super) fn all(self) -> Vec<Policy> {
        match self {
            Self::List(policies) | Self::Object { policies } => policies,
        }
    }
}

impl Policy {
    pub(super) fn asset(&mut self) -> Option<Foreign> {
        let template = || self.template.take()?.asset_id;
        self.asset_id.take().or_else(template)
    }
}

#[derive(Deserialize)]
pub(super) struct Contracts {
    contracts: Vec<Contract>,
    total: Option<usize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Contract {
    pub(super) id: u64,
    #[serde(default)]
    pub(super) status: Foreign,
    pub(super) application_id: Option<ApplicationId>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) application: Option<Consumer>,
}

#[derive(Deserialize)]
pub(super) struct Consumer {
    pub(super) id: ApplicationId,
}

impl Rows for Contracts {
    type Row = Contract;

    fn rows(self) -> (Vec<Contract>, Option<usize>) {
        (self.contracts, self.total)
    }
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Application {
    pub(super) id: ApplicationId,
    #[serde(default)]
    pub(super) name: Foreign,
    #[serde(default)]
    pub(super) client_id: Foreign,
    /// May be an empty object: the built-in one.
    #[serde(default, deserialize_with = "lenient")]
    pub(super) client_provider: Registered,
}

#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Registered {
    pub(super) provider_id: Option<ProviderId>,
}

/// A client as its provider's list has it. Its secret is in there as well, and skipped.
#[derive(Deserialize)]
pub(super) struct RegisteredClient {
    pub(super) client_id: Foreign,
    #[serde(default)]
    pub(super) grant_types: Vec<Foreign>,
}

/// What is not as expected is not there: for members that are good to have and no more.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}
