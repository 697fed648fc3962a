//! Client applications, as the platform tells them in two places: with secrets in clear.

use serde_json::{Value, json};

use super::changes::number;
use super::{RoutedRequest, list, ok, slice, status, turn};
use crate::fake_platform::{PlatformState, Reply};

const SECRET: &str = "hush-application";

fn provider(application: &Value) -> Value {
    if application["providerId"].is_string() {
        json!({"providerId": application["providerId"]})
    } else {
        json!({})
    }
}

/// A bare list, and only what belongs to the account without `targetAdminSite`.
pub fn of_exchange(model: &PlatformState, asked: &RoutedRequest<'_>, rest: &[&str]) -> Reply {
    if !model.administers(asked.user, &model.root()) {
        return status(403, "Forbidden");
    }
    if let [id, "contracts"] = rest {
        return contracts(model, asked, id);
    }
    if asked.query.get("targetAdminSite").is_none_or(|v| v != "true") {
        return ok(&json!([]));
    }
    let row = |a: &Value| {
        json!({"id": a["id"], "name": a["name"], "clientId": a["clientId"].as_str().unwrap_or_default(),
            "clientSecret": SECRET, "clientProvider": provider(a)})
    };
    let all: Vec<Value> = list(&model.file["applications"]).iter().map(row).collect();
    ok(&slice(&all, asked.query, 100).0.into())
}

/// The list of the repository tells owners and dates as well, and how many there are.
/// With `apis/versions/contracts` it is of those alone that have a contract.
pub fn of_repository(model: &PlatformState, asked: &RoutedRequest<'_>, rest: &[&str]) -> Reply {
    let apis = list(&model.file["apis"]).iter();
    let contracts = apis.flat_map(|api| list(&api["contracts"]));
    let ids: Vec<&Value> = contracts.map(|contract| &contract["applicationId"]).collect();
    let is_in = |application: &Value| match rest {
        ["applications"] => Some(true),
        ["apis", "versions", "contracts", "applications"] => Some(ids.contains(&&application["id"])),
        _ => None,
    };
    if is_in(&Value::Null).is_none() {
        return status(404, "Not Found");
    }
    if !model.administers(asked.user, &model.root()) {
        return status(403, "Forbidden");
    }
    let known = ["targetAdminSite", "limit", "offset", "sort", "ascending", "query"];
    if let Some(name) = asked.query.keys().find(|name| !known.contains(&name.as_str())) {
        return status(400, format!("unknown parameter {name}"));
    }
    if asked.query.get("targetAdminSite").is_none_or(|v| v != "true") {
        return ok(&json!({"applications": [], "total": 0}));
    }
    if asked
        .query
        .get("limit")
        .is_some_and(|n| n.parse::<usize>().unwrap() > 250)
    {
        return status(400, "limit should be <= 250");
    }
    let user = |id: &Value| {
        let users = list(&model.file["users"]);
        let found = users.iter().find(|user| user["id"] == *id);
        json!({"id": id, "username": found.map(|user| &user["username"]), "entityType": "user"})
    };
    let row = |a: &Value| {
        let mut row = json!({"audit": {"created": {}, "updated": {}}, "masterOrganizationId": model.root(), "id": a["id"],
            "name": a["name"], "coreServicesId": a["clientId"].as_str().unwrap_or_default(), "clientSecret": SECRET,
            "grantTypes": a["grantTypes"], "redirectUri": a["redirectUris"], "clientProvider": provider(a), "owner": "N/A"});
        if a["createdAt"].is_string() {
            row["audit"]["created"]["date"] = a["createdAt"].clone();
        }
        if a["ownerIds"].is_array() {
            row["owners"] = list(&a["ownerIds"]).iter().map(user).collect();
        }
        row
    };
    let there = list(&model.file["applications"])
        .iter()
        .filter(|one| is_in(one) == Some(true));
    let mut all: Vec<Value> = there.map(row).collect();
    if asked.query.contains_key("sort") {
        all.sort_by_key(|row| row["id"].as_u64());
    } else {
        turn(&mut all, asked.query);
    }
    let (rows, total) = slice(&all, asked.query, 100);
    ok(&json!({"applications": rows, "total": total}))
}

/// The API of a contract stands in one of two places.
fn contracts(model: &PlatformState, asked: &RoutedRequest<'_>, id: &str) -> Reply {
    let applications = list(&model.file["applications"]);
    let Some(application) = applications.iter().find(|a| a["id"] == number(id)) else {
        return status(404, r#"{"message":"Application not found"}"#);
    };
    let mut rows = Vec::new();
    for api in list(&model.file["apis"]) {
        for contract in list(&api["contracts"]) {
            if contract["applicationId"] != application["id"] {
                continue;
            }
            let mut row = json!({"id": format!("{}-{}", api["id"], contract["id"]), "status": contract["status"],
                "application": {"id": application["id"], "clientSecret": SECRET}});
            if api["id"].as_u64().unwrap() % 2 == 1 {
                row["apiVersionId"] = api["id"].clone();
                row["environmentId"] = api["environmentId"].clone();
                row["assetId"] = api["assetId"].clone();
            } else {
                row["apiVersion"] =
                    json!({"id": api["id"], "environmentId": api["environmentId"], "assetId": api["assetId"]});
            }
            rows.push(row);
        }
    }
    ok(&slice(&rows, asked.query, 100).0.into())
}
