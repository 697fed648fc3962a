//! API instances as a snapshot writes them. Imports `domain`.

use serde_json::{Value, json};

use crate::domain::api::ApiKind;
use crate::domain::{Api, Environment};

/// Policies and contracts are numbered: their own ids are not read.
pub(super) fn api(api: &Api, environment: &Environment) -> Value {
    let policies = api.policies.iter().zip(1_u64..);
    let policies: Vec<Value> = policies
        .map(|(policy, n)| json!({"id": n, "assetId": policy.asset, "disabled": policy.disabled}))
        .collect();
    let contracts = api.contracts.iter().zip(1_u64..);
    let contracts: Vec<Value> = contracts
        .map(|(contract, n)| json!({"id": n, "status": contract.status, "applicationId": contract.application}))
        .collect();
    let mut written = json!({
        "id": api.id,
        "organizationId": environment.organization,
        "environmentId": environment.id,
        "assetId": api.asset,
        "assetVersion": api.version,
        "instanceLabel": api.label,
        "providerId": api.provider,
        "apiGroup": api.group,
        "policies": policies,
        "contracts": contracts,
    });
    if let Some(members) = written.as_object_mut() {
        if api.kind != ApiKind::Api {
            members.insert("kind".into(), json!(api.kind));
        }
        if !api.protection_known() {
            members.insert("x-amtui-open".into(), true.into());
        }
    }
    written
}
