//! What the platform lets be changed, what it refuses, and what follows from it.

use amtui::domain::Untrusted;
use amtui::domain::rules::{environment_name, free_name};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::routes::{list, ok, status};
use super::{PlatformState, Reply};

#[path = "groups.rs"]
pub mod groups;

impl PlatformState {
    pub fn root(&self) -> String {
        self.file["organization"]["id"].as_str().unwrap().to_owned()
    }

    /// The user name of the first who administers the root.
    pub fn administrator(&self) -> String {
        let users = list(&self.file["users"]).iter();
        let mut administrators = users.filter(|user| self.administers(user, &self.root()));
        administrators.next().unwrap()["username"].as_str().unwrap().to_owned()
    }

    pub fn user(&self, name: &str) -> Option<Value> {
        list(&self.file["users"])
            .iter()
            .find(|u| u["username"] == name)
            .cloned()
    }

    /// Every organization with the path to it, each before those below it.
    pub fn walk(&self, each: &mut dyn FnMut(&str, &[String])) {
        fn down(node: &Value, parents: &[String], each: &mut dyn FnMut(&str, &[String])) {
            let id = node["id"].as_str().unwrap();
            each(id, parents);
            let path = [parents, &[id.to_owned()]].concat();
            for below in list(&node["subOrganizations"]) {
                down(below, &path, each);
            }
        }
        down(&self.file["organization"], &[], each);
    }

    pub fn place(&self, org: &str) -> Option<(&Value, Vec<String>)> {
        fn find<'a>(node: &'a Value, org: &str) -> Option<&'a Value> {
            if node["id"] == org {
                return Some(node);
            }
            list(&node["subOrganizations"]).iter().find_map(|n| find(n, org))
        }
        let mut path = Vec::new();
        self.walk(&mut |id, parents| {
            if id == org {
                path = parents.to_vec();
            }
        });
        Some((find(&self.file["organization"], org)?, path))
    }

    pub fn administers(&self, user: &Value, org: &str) -> bool {
        let parents = self.place(org).map(|(_, parents)| parents).unwrap_or_default();
        list(&user["roles"]).iter().any(|r| {
            let at = r["organizationId"].as_str().unwrap();
            r["name"] == "Organization Administrator" && (at == org || parents.iter().any(|p| p == at))
        })
    }

    pub fn administers_any(user: &Value) -> bool {
        list(&user["roles"])
            .iter()
            .any(|r| r["name"] == "Organization Administrator")
    }

    pub fn environment(&self, org: &str, id: &str) -> Option<&Value> {
        list(&self.file["environments"])
            .iter()
            .find(|e| e["id"] == id && e["organizationId"] == org)
    }

    pub fn remove(&mut self, of: &str, which: impl Fn(&Value) -> bool) {
        self.file[of].as_array_mut().unwrap().retain(|one| !which(one));
    }

    fn each(&mut self, of: &str) -> std::slice::IterMut<'_, Value> {
        self.file[of].as_array_mut().unwrap().iter_mut()
    }
}

fn refuse(place: &str, message: &str) -> Reply {
    let error = json!({"type": "x", "dataPath": place, "keyword": "x", "message": message});
    status(400, json!({"errors": [error]}).to_string())
}

/// The paths of all that is no object or list, and of empty ones.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members
                .iter()
                .for_each(|(name, m)| leaves(m, &format!("{path}/{name}"), found));
        }
        _ => found.push(path.to_owned()),
    }
}

/// What the create body of a type must hold, and what it can hold besides: nothing else is taken.
fn schema(kind: &str, entra: bool) -> (Vec<&'static str>, Vec<&'static str>) {
    const OIDC: [&str; 6] = [
        "/oidc_dynamic_client_provider/primary_client/id",
        "/oidc_dynamic_client_provider/primary_client/secret",
        "/oidc_dynamic_client_provider/urls/authorize",
        "/oidc_dynamic_client_provider/urls/token",
        "/oidc_dynamic_client_provider/urls/introspect",
        "/oidc_dynamic_client_provider/client/urls/register",
    ];
    const OPENAM: [&str; 8] = [
        "/admin_token/urls/create",
        "/admin_token/username",
        "/admin_token/password",
        "/oauth2_authorization_provider/urls/authorize",
        "/oauth2_token_provider/urls/create",
        "/oauth2_token_validation_provider/urls/validate",
        "/oauth2_client_provider/urls/create",
        "/oauth2_client_provider/urls/delete",
    ];
    let mut can = vec!["/type/description", "/type/version", "/allow_untrusted_certificates"];
    let must = if kind == "openid-dynamic-client" {
        can.extend([
            "/oidc_dynamic_client_provider/issuer",
            "/oidc_dynamic_client_provider/client/registration/authorization",
            "/oidc_dynamic_client_provider/client_request_timeout",
            "/oidc_dynamic_client_provider/allow_local_client_deletion",
            "/oidc_dynamic_client_provider/allow_external_client_modification",
            "/azure_ad_provider",
        ]);
        // The platform fills the rest itself.
        OIDC[..if entra { 4 } else { 6 }].to_vec()
    } else {
        can.extend([
            "/oauth2_client_provider/scopes",
            "/oauth2_client_provider/default_scopes",
        ]);
        OPENAM.to_vec()
    };
    ([vec!["/name", "/type/name"], must].concat(), can)
}

pub fn provider(model: &mut PlatformState, method: &str, rest: &[&str], body: &Value) -> Reply {
    let root = model.root();
    match (method, rest) {
        ("POST", []) => {
            let kind = body["type"]["name"].as_str().unwrap_or_default();
            let (must, can) = schema(kind, body.get("azure_ad_provider").is_some());
            let mut there = Vec::new();
            leaves(body, "", &mut there);
            if let Some(missing) = must.iter().find(|m| !there.iter().any(|t| t == *m)) {
                return refuse(missing, "is required");
            }
            if let Some(more) = there
                .iter()
                .find(|t| !must.contains(&t.as_str()) && !can.contains(&t.as_str()))
            {
                return refuse(more, "should NOT have additional properties");
            }
            if list(&model.file["clientProviders"]).len() >= 25 {
                return status(400, "Limit reached");
            }
            let mut new = body.clone();
            new["providerId"] = json!(Uuid::new_v4());
            new["organizationId"] = json!(root);
            model.file["clientProviders"].as_array_mut().unwrap().push(new);
            // The contract promises no body.
            status(201, "")
        }
        ("PATCH" | "DELETE", [id]) => {
            let Some(at) = list(&model.file["clientProviders"])
                .iter()
                .position(|p| p["providerId"] == **id)
            else {
                return status(404, "Client provider not found");
            };
            if method == "DELETE" {
                delete_provider(model, id);
                return status(204, "");
            }
            if body["type"]
                .as_object()
                .is_some_and(|t| t.keys().any(|name| name != "description"))
            {
                return refuse(".type", "should NOT have additional properties");
            }
            merge(&mut model.file["clientProviders"][at], body);
            status(200, "")
        }
        _ => status(404, ""),
    }
}

fn merge(into: &mut Value, from: &Value) {
    let Some(members) = from.as_object() else {
        *into = from.clone();
        return;
    };
    if !into.is_object() {
        *into = Value::Object(Map::new());
    }
    for (name, value) in members {
        let own = into.as_object_mut().unwrap();
        if value.is_null() {
            own.shift_remove(name);
        } else {
            merge(own.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// Gone everywhere; what used it falls back to the built-in one (R70, R71).
fn delete_provider(model: &mut PlatformState, id: &str) {
    model.remove("clientProviders", |p| p["providerId"] == id);
    for environment in model.each("environments") {
        let ids = environment["clientManagementProviderIds"].as_array_mut().unwrap();
        ids.retain(|one| one != id);
    }
    for of in ["apis", "applications"] {
        model
            .each(of)
            .filter(|one| one["providerId"] == id)
            .for_each(|one| one["providerId"] = Value::Null);
    }
}

/// The name as it is given: with a number behind it where it is taken (R5).
fn named(model: &PlatformState, org: &str, but: &str, body: &Value) -> Result<String, Reply> {
    let name = body["name"].as_str().unwrap_or_default();
    if environment_name(name).is_err() {
        return Err(refuse(".name", "should be alphanumeric"));
    }
    let here = list(&model.file["environments"]).iter();
    let others = here.filter(|e| e["organizationId"] == org && e["id"] != but);
    let names: Vec<Untrusted> = others.map(|e| e["name"].as_str().unwrap().into()).collect();
    Ok(free_name(name, &names.iter()))
}

pub fn create_environment(model: &mut PlatformState, org: &str, body: &Value) -> Reply {
    let name = match named(model, org, "", body) {
        Ok(name) => name,
        Err(refusal) => return refusal,
    };
    let mut new = json!({"id": Uuid::new_v4(), "organizationId": org, "name": name, "type": body["type"],
        "isProduction": body["type"] == "production"});
    let told = new.to_string();
    new["clientManagementProviderIds"] = json!([]);
    model.file["environments"].as_array_mut().unwrap().push(new);
    status(201, told)
}

pub fn environment(
    model: &mut PlatformState,
    (method, org): (&str, &str),
    id: &str,
    asked: (&[&str], &Value),
) -> Reply {
    if model.environment(org, id).is_none() {
        return status(404, "Not Found");
    }
    let (rest, body) = asked;
    match (method, rest) {
        ("PUT", []) => match named(model, org, id, body) {
            Ok(name) => {
                model.each("environments").find(|e| e["id"] == id).unwrap()["name"] = json!(name);
                ok(&json!({"id": id, "name": name}))
            }
            Err(refusal) => refusal,
        },
        ("DELETE", []) => {
            model.remove("apis", |a| a["environmentId"] == id);
            model.remove("environments", |e| e["id"] == id);
            status(204, "")
        }
        ("PUT", ["clientManagementProviders"]) => {
            let ids = &body["suggestedClientManagementProviderIds"];
            let lower = |id: &Value| {
                id.as_str()
                    .is_some_and(|id| id == id.to_lowercase() && Uuid::parse_str(id).is_ok())
            };
            if body.as_object().is_none_or(|b| b.len() != 1) || !ids.as_array().is_some_and(|ids| ids.iter().all(lower))
            {
                return refuse(".suggestedClientManagementProviderIds", "is wrong");
            }
            model.each("environments").find(|e| e["id"] == id).unwrap()["clientManagementProviderIds"] = ids.clone();
            ok(body)
        }
        _ => status(404, ""),
    }
}

/// An id of a path that is a number.
pub fn number(id: &str) -> Value {
    id.parse::<u64>().map_or(Value::Null, Value::from)
}

pub fn reassign(model: &mut PlatformState, environment: &str, id: &str, body: &Value) -> Reply {
    let mut apis = model.each("apis");
    let Some(api) = apis.find(|a| a["environmentId"] == environment && a["id"] == number(id)) else {
        return status(404, r#"{"name":"NotFound","message":"API not found"}"#);
    };
    if api["apiGroup"].is_string() || !list(&api["contracts"]).is_empty() {
        return status(
            400,
            r#"{"name":"ValidationError","message":"The client provider cannot be changed."}"#,
        );
    }
    api["providerId"] = body["providerId"].clone();
    ok(api)
}
