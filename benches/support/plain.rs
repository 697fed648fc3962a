//! What `serde_json` takes at least, into plain structs. They have the members that amtui reads.

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlainFile {
    pub format: String,
    pub organization: Node,
    #[serde(default)]
    pub users: Vec<User>,
    #[serde(default)]
    pub environments: Vec<Environment>,
    #[serde(default)]
    pub client_providers: Vec<Value>,
    #[serde(default)]
    pub apis: Vec<Api>,
    #[serde(default)]
    pub applications: Vec<Application>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Node {
    pub id: String,
    pub name: String,
    pub owner_id: Option<String>,
    #[serde(default)]
    pub sub_organizations: Vec<Self>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub id: String,
    pub username: String,
    #[serde(default)]
    pub roles: Vec<Role>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    pub name: String,
    pub organization_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Environment {
    pub id: String,
    pub organization_id: String,
    pub name: String,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    #[serde(default)]
    pub client_management_provider_ids: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Api {
    pub id: u64,
    pub organization_id: String,
    pub environment_id: String,
    pub asset_id: String,
    #[serde(default)]
    pub asset_version: String,
    pub instance_label: Option<String>,
    pub provider_id: Option<String>,
    #[serde(default)]
    pub policies: Vec<Policy>,
    #[serde(default)]
    pub contracts: Vec<Contract>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Policy {
    pub id: u64,
    pub asset_id: String,
    #[serde(default)]
    pub disabled: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contract {
    pub id: u64,
    pub status: String,
    pub application_id: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    pub id: u64,
    pub name: String,
    #[serde(default)]
    pub client_id: String,
    #[serde(default)]
    pub grant_types: Vec<String>,
    #[serde(default)]
    pub redirect_uris: Vec<String>,
    #[serde(default)]
    pub owner_ids: Vec<String>,
    pub created_at: Option<String>,
    pub provider_id: Option<String>,
}

pub fn parse(bytes: &[u8]) -> PlainFile {
    serde_json::from_slice(bytes).unwrap()
}
