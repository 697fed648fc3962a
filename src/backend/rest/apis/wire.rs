//! API instances, their policies and their contracts as the platform answers them. Imports `domain`.

use serde::Deserialize;
use serde_json::Value;

use crate::backend::rest::wire::{CountWire, UnderstoodWire, lenient, number, present};
use crate::domain::api::ApiKind;
use crate::domain::{ApiId, ApplicationId, ProviderRef, Untrusted};

/// An asset with its instances: pages and totals count assets.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct ApiAssetWire {
    #[serde(rename = "assetId")]
    pub(in super::super) id: Untrusted,
    #[serde(default, rename = "groupId", deserialize_with = "lenient")]
    pub(in super::super) group: Untrusted,
    #[serde(default)]
    pub(in super::super) total_apis: CountWire,
    #[serde(default)]
    pub(in super::super) apis: UnderstoodWire<InstanceWire>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct InstanceWire {
    #[serde(default, deserialize_with = "number")]
    id: Option<ApiId>,
    #[serde(default, deserialize_with = "number")]
    api_id: Option<ApiId>,
    #[serde(default, deserialize_with = "lenient")]
    pub(in super::super) asset_id: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    pub(in super::super) asset_version: Untrusted,
    #[serde(default, rename = "instanceLabel", deserialize_with = "lenient")]
    pub(in super::super) label: Option<Untrusted>,
    /// Without the member it is not known; `null` is the built-in one.
    #[serde(default, deserialize_with = "present")]
    pub(in super::super) provider_id: Option<ProviderRef>,
    #[serde(default, deserialize_with = "lenient")]
    endpoint: EndpointWire,
    #[serde(default, deserialize_with = "lenient")]
    asset: Option<TemplateWire>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct EndpointWire {
    #[serde(rename = "type", deserialize_with = "lenient")]
    kind: Option<Untrusted>,
}

impl InstanceWire {
    /// It stands under either name.
    pub(in super::super) fn id(&self) -> Option<ApiId> {
        self.id.or(self.api_id)
    }

    /// What it is, where the answer tells it.
    pub(in super::super) fn kind(&self) -> Option<ApiKind> {
        self.endpoint.kind.as_ref().map(|told| kind(told.raw()))
    }

    /// Its asset, which stands in one of two places.
    pub(in super::super) fn asset(&mut self) -> Option<Untrusted> {
        let nested = || self.asset.take()?.asset_id;
        self.asset_id.take().or_else(nested)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct PolicyWire {
    #[serde(default, deserialize_with = "lenient")]
    asset_id: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    template: Option<TemplateWire>,
    #[serde(default, deserialize_with = "lenient")]
    pub(in super::super) disabled: bool,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TemplateWire {
    asset_id: Option<Untrusted>,
}

impl PolicyWire {
    pub(in super::super) fn asset(&mut self) -> Option<Untrusted> {
        let template = || self.template.take()?.asset_id;
        self.asset_id.take().or_else(template)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct ContractWire {
    /// A number, or text.
    pub(in super::super) id: Value,
    #[serde(default, deserialize_with = "lenient")]
    pub(in super::super) status: Untrusted,
    #[serde(default, deserialize_with = "number")]
    pub(in super::super) application_id: Option<ApplicationId>,
    #[serde(default, deserialize_with = "lenient")]
    pub(in super::super) application: Option<ContractApplicationWire>,
}

#[derive(Deserialize)]
pub(in super::super) struct ContractApplicationWire {
    #[serde(default, deserialize_with = "number")]
    pub(in super::super) id: Option<ApplicationId>,
}

/// What an endpoint's type says of its instance: the words are those that other programs send.
pub(in super::super) fn kind(word: &str) -> ApiKind {
    match word {
        "mcp" => ApiKind::McpServer,
        "a2a" => ApiKind::Agent,
        _ => ApiKind::Api,
    }
}
