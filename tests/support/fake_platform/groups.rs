//! Business groups on the fake platform: what it takes, and what goes with one.

use serde_json::{Value, json};
use uuid::Uuid;

use super::super::routes::{RoutedRequest, list, ok, status};
use super::super::{PlatformState, Reply};

/// What belongs to the root alone.
const OF_ROOT: [&str; 7] = [
    "hybrid",
    "flexGateway",
    "omniGateway",
    "serviceMesh",
    "workerLoggingOverride",
    "runtimeFabric",
    "designCenter",
];

fn forbidden(message: &str) -> Reply {
    status(403, json!({"message": message}).to_string())
}

/// Who may change an organization, and with which members.
fn refused(model: &PlatformState, asked: &RoutedRequest<'_>, org: &str, members: &[&str]) -> Option<Reply> {
    if asked.app || !model.administers(asked.user, org) {
        let why = "Only an admin of the parent sub organization can update the entitlements";
        return Some(forbidden(why));
    }
    let known = |name: &String| members.contains(&name.as_str());
    if let Some(more) = asked
        .body
        .as_object()
        .into_iter()
        .flat_map(|body| body.keys())
        .find(|n| !known(n))
    {
        let error = json!({"dataPath": format!(".{more}"), "message": "should NOT have additional properties"});
        return Some(status(400, json!({"errors": [error]}).to_string()));
    }
    let entitlements = asked.body["entitlements"].as_object();
    if entitlements.is_some_and(|all| all.keys().any(|name| OF_ROOT.contains(&name.as_str()))) {
        return Some(forbidden("These entitlements are of the root organization"));
    }
    let owner = &asked.body["ownerId"];
    let known = list(&model.file["users"]).iter().any(|user| user["id"] == *owner);
    // A group may name an owner who left.
    let same = model.place(org).is_some_and(|(node, _)| node["ownerId"] == *owner);
    (!owner.is_null() && !known && !same).then(|| status(400, r#"{"message":"Invalid owner"}"#))
}

fn node_mut<'a>(node: &'a mut Value, org: &str) -> Option<&'a mut Value> {
    if node["id"] == org {
        return Some(node);
    }
    let below = node["subOrganizations"].as_array_mut()?;
    below.iter_mut().find_map(|below| node_mut(below, org))
}

pub fn create(model: &mut PlatformState, asked: &RoutedRequest<'_>) -> Reply {
    let parent = asked.body["parentOrganizationId"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let Some((_, mut path)) = model.place(&parent) else {
        return status(400, r#"{"message":"Invalid parent"}"#);
    };
    let members = ["name", "parentOrganizationId", "ownerId", "entitlements"];
    if let Some(refusal) = refused(model, asked, &parent, &members) {
        return refusal;
    }
    path.push(parent.clone());
    let new = json!({"id": Uuid::new_v4(), "name": asked.body["name"], "ownerId": asked.body["ownerId"], "domain": null,
        "parentOrganizationIds": path, "isRoot": false, "isMaster": false, "subOrganizations": []});
    let above = node_mut(&mut model.file["organization"], &parent).unwrap();
    if above["subOrganizations"].is_null() {
        above["subOrganizations"] = json!([]);
    }
    above["subOrganizations"].as_array_mut().unwrap().push(new.clone());
    status(
        201,
        json!({"id": new["id"], "name": new["name"], "clientId": "c"}).to_string(),
    )
}

pub fn group(model: &mut PlatformState, asked: &RoutedRequest<'_>, method: &str, org: &str) -> Reply {
    if let Some(refusal) = refused(
        model,
        asked,
        org,
        &["name", "ownerId", "sessionTimeout", "entitlements"],
    ) {
        return refusal;
    }
    if method == "PUT" {
        let node = node_mut(&mut model.file["organization"], org).unwrap();
        node["name"] = asked.body["name"].clone();
        // What is left out is lost: no contract says that it is kept.
        node["entitlements"] = asked.body["entitlements"].clone();
        if !asked.body["ownerId"].is_null() {
            node["ownerId"] = asked.body["ownerId"].clone();
            node.as_object_mut().unwrap().shift_remove("owner");
        }
        return ok(&json!({"id": org, "name": node["name"]}));
    }
    if org == model.root() {
        return status(400, r#"{"message":"The root organization can't be deleted"}"#);
    }
    let parent = model.place(org).unwrap().1.pop().unwrap();
    let above = node_mut(&mut model.file["organization"], &parent).unwrap();
    above["subOrganizations"]
        .as_array_mut()
        .unwrap()
        .retain(|node| node["id"] != org);
    let gone: Vec<Value> = list(&model.file["environments"])
        .iter()
        .filter(|environment| environment["organizationId"] == org)
        .map(|environment| environment["id"].clone())
        .collect();
    for (name, member, of) in [("environments", "id", &gone), ("apis", "environmentId", &gone)] {
        if let Some(all) = model.file[name].as_array_mut() {
            all.retain(|one| !of.contains(&one[member]));
        }
    }
    for user in model.file["users"].as_array_mut().unwrap() {
        if let Some(roles) = user["roles"].as_array_mut() {
            roles.retain(|role| role["organizationId"] != org);
        }
    }
    status(204, "")
}
