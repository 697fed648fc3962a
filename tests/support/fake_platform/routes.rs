//! What the platform answers: who may ask, and everything that is read.

use std::collections::HashMap;

use serde_json::{Value, json};

#[path = "access.rs"]
mod access;
#[path = "applications.rs"]
mod applications;
#[path = "sign_in.rs"]
pub mod sign_in;

use super::changes;
use super::{PlatformState, RecordedRequest, Reply};

pub type Query = HashMap<String, String>;

pub fn status(status: u16, body: impl Into<String>) -> Reply {
    let body = body.into();
    Reply {
        status,
        body,
        location: None,
    }
}

pub fn ok(body: &Value) -> Reply {
    status(200, body.to_string())
}

pub fn reply(model: &mut PlatformState, request: &RecordedRequest) -> Reply {
    let (path, query_text) = request.path.split_once('?').unwrap_or((&request.path, ""));
    let mut query: Query = query_text
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    if let (Some(most), Some(limit)) = (model.page, query.get_mut("limit")) {
        *limit = limit.parse::<usize>().unwrap().min(most).to_string();
    }
    if let Some(document) = model.documents.get(path) {
        return status(200, document.clone());
    }
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match (&*request.method, &parts[..]) {
        ("POST", ["accounts", "login"]) => return sign_in::login(model, &request.body),
        ("POST", ["accounts", "api", "v2", "oauth2", "token"]) => return sign_in::token(model, &request.body),
        ("GET", ["accounts", "api", "v2", "oauth2", "authorize"]) => return sign_in::authorize(model, query_text),
        _ => {}
    }
    let token = request.headers.get("authorization");
    let token = token
        .and_then(|a| a.strip_prefix("Bearer "))
        .filter(|token| !model.ended.contains(*token))
        .and_then(|token| token.strip_prefix("token-"));
    // A connected app is somebody's: here of the first who administers the root.
    let maker = model.administrator();
    let Some(user) = token.map(|name| match name {
        "app" => &maker,
        // One of several: `token-ada~2`.
        name => name.split('~').next().unwrap_or(name),
    }) else {
        return status(401, "Unauthorized");
    };
    let Some(user) = model.user(user) else {
        return status(401, "Unauthorized");
    };
    let asked = RoutedRequest {
        user: &user,
        query: &query,
        body: &request.body,
        app: token == Some("app"),
        on_behalf: token.is_some_and(|token| token.ends_with(sign_in::ON_BEHALF)),
    };
    match &parts[..] {
        ["accounts", "api", "me"] => ok(&me(model, &asked)),
        ["accounts", "api", "organizations"] if request.method == "POST" => changes::groups::create(model, &asked),
        ["accounts", "api", "roles", rest @ ..] => access::holders::roles(model, &asked, &request.method, rest),
        ["audit", "v2", "organizations", org, rest @ ..] => {
            access::audit_log::audit(model, &asked, (&request.method, org), rest)
        }
        ["accounts", "api", "organizations", org, rest @ ..] => match model.place(org) {
            None => status(400, r#"{"status":400,"message":"Invalid organization"}"#),
            Some(_) => access_management(model, &asked, (&request.method, org), rest),
        },
        [
            "apimanager",
            api @ ("api" | "xapi"),
            "v1",
            "organizations",
            org,
            "environments",
            environment,
            "apis",
            rest @ ..,
        ] => {
            if !model.administers(&user, org) {
                return status(403, "Forbidden");
            }
            if model.environment(org, environment).is_none() {
                return status(404, r#"{"name":"NotFound","message":"Environment not found"}"#);
            }
            if request.method == "PATCH" {
                return changes::reassign(model, environment, rest[0], &request.body);
            }
            if *api == "xapi" {
                return instances(model, &asked, environment, rest);
            }
            apis(model, &asked, environment, rest)
        }
        ["exchange", "api", "v2", "organizations", _, "applications", rest @ ..] => {
            applications::of_exchange(model, &asked, rest)
        }
        ["apiplatform", "repository", "v2", "organizations", _, rest @ ..] => {
            applications::of_repository(model, &asked, rest)
        }
        _ => status(404, "<html><head><title>Not Found</title></head></html>"),
    }
}

/// Who asks for what.
pub struct RoutedRequest<'a> {
    pub user: &'a Value,
    pub query: &'a Query,
    pub body: &'a Value,
    pub app: bool,
    /// An app that acts on behalf of the user.
    on_behalf: bool,
}

fn access_management(
    model: &mut PlatformState,
    asked: &RoutedRequest<'_>,
    (method, org): (&str, &str),
    rest: &[&str],
) -> Reply {
    let root = model.root();
    let administers = model.administers(asked.user, org);
    if let Some(reply) = access::organization(model, asked, (method, org), rest) {
        return reply;
    }
    match (method, rest) {
        ("GET", []) => ok(&node(model, org)),
        ("PUT" | "DELETE", []) => changes::groups::group(model, asked, method, org),
        ("GET", ["hierarchy"]) if administers => ok(&nested(model, org)),
        ("GET", ["environments"]) => {
            let all = asked.query.get("expandAll").is_some_and(|v| v == "true") && org == root;
            if !all && !administers {
                return status(403, "Forbidden");
            }
            let mine = |e: &&Value| {
                let of = e["organizationId"].as_str().unwrap();
                model.administers(asked.user, of) && (all || of == org)
            };
            let shown: Vec<Value> = list(&model.file["environments"])
                .iter()
                .filter(mine)
                .map(environment)
                .collect();
            page(&shown, asked.query)
        }
        (_, ["environments", ..]) if !administers => status(403, r#"{"status":403,"message":"Forbidden"}"#),
        ("POST", ["environments"]) => changes::create_environment(model, org, asked.body),
        ("GET", ["environments", id]) => model
            .environment(org, id)
            .map_or_else(|| status(404, "Not Found"), |e| ok(&environment(e))),
        ("GET", ["environments", id, "clientManagementProviders"]) => model.environment(org, id).map_or_else(
            || status(404, "Not Found"),
            |e| ok(&json!({"suggestedClientManagementProviderIds": e["clientManagementProviderIds"]})),
        ),
        (_, ["environments", id, rest @ ..]) => changes::environment(model, (method, org), id, (rest, asked.body)),
        (_, ["clientProviders", ..]) if !PlatformState::administers_any(asked.user) => status(403, "Forbidden"),
        ("GET", ["clientProviders", rest @ ..]) => providers(model, asked, org, rest),
        (_, ["clientProviders", ..]) if org != root => status(405, "Method Not Allowed"),
        (_, ["clientProviders", ..]) if !administers => status(401, "Unauthorized"),
        (_, ["clientProviders", rest @ ..]) => changes::provider(model, method, rest, asked.body),
        _ => status(403, ""),
    }
}

fn providers(model: &PlatformState, asked: &RoutedRequest<'_>, org: &str, rest: &[&str]) -> Reply {
    let names = |p: &Value| {
        let kind = json!({"name": p["type"]["name"], "version": p["type"]["version"], "description": "x"});
        json!({"providerId": p["providerId"], "organizationId": p["organizationId"], "name": p["name"], "type": kind})
    };
    let full = org == model.root() && model.administers(asked.user, org);
    let all = list(&model.file["clientProviders"]);
    let find = |id: &str| all.iter().find(|p| p["providerId"] == id);
    match rest {
        [] => {
            let mut rows: Vec<Value> = all.iter().map(names).collect();
            if asked.query.contains_key("sort") {
                rows.sort_by_key(|row| row["providerId"].to_string());
            } else {
                turn(&mut rows, asked.query);
            }
            page(&rows, asked.query)
        }
        [id] => match find(id) {
            Some(provider) if full => {
                let mut provider = provider.clone();
                provider["allow_untrusted_certificates"] = json!(false);
                ok(&provider)
            }
            Some(provider) => ok(&names(provider)),
            None => status(404, "Client provider not found"),
        },
        [id, "clients"] if full => {
            if find(id).is_none() {
                return status(404, "Client provider not found");
            }
            let of = list(&model.file["applications"])
                .iter()
                .filter(|a| a["providerId"] == **id);
            let client = |a: &Value| json!({"client_id": a["clientId"], "client_name": a["name"], "client_secret": "hush-client", "grant_types": list(&a["grantTypes"])});
            page(&of.map(client).collect::<Vec<_>>(), asked.query)
        }
        _ => status(401, "Unauthorized"),
    }
}

/// The web console's list: every instance in a row of its own, MCP servers and agents among them.
fn instances(model: &PlatformState, asked: &RoutedRequest<'_>, environment: &str, rest: &[&str]) -> Reply {
    if !rest.is_empty() {
        return status(404, "");
    }
    let row = |api: &Value| {
        let mut row = json!({"id": api["id"], "assetVersion": api["assetVersion"].as_str().unwrap_or_default(),
            "asset": {"assetId": api["assetId"], "exchangeAssetName": "x"}, "technology": "flexGateway",
            "instanceLabel": api["instanceLabel"], "providerId": api["providerId"], "status": "active"});
        untold(&mut row);
        // Some rows tell what they are; of the others only their own answer does.
        if api["id"].as_u64().unwrap().is_multiple_of(2) {
            row["endpoint"] = json!({"type": endpoint(api)});
        }
        row
    };
    let here = list(&model.file["apis"])
        .iter()
        .filter(|a| a["environmentId"] == environment);
    let (rows, total) = slice(&here.map(row).collect::<Vec<_>>(), asked.query, 100);
    ok(&json!({"instances": rows, "total": total}))
}

/// The contract's rows do not tell the client provider, real ones do.
fn untold(row: &mut Value) {
    if row["id"].as_u64().unwrap().is_multiple_of(3) {
        row.as_object_mut().unwrap().shift_remove("providerId");
    }
}

fn endpoint(api: &Value) -> &'static str {
    match api["kind"].as_str() {
        Some("mcpServer") => "mcp",
        Some("agent") => "a2a",
        _ => "http",
    }
}

fn apis(model: &PlatformState, asked: &RoutedRequest<'_>, environment: &str, rest: &[&str]) -> Reply {
    let here: Vec<&Value> = list(&model.file["apis"])
        .iter()
        .filter(|a| a["environmentId"] == environment)
        .collect();
    let Some((id, rest)) = rest.split_first() else {
        let here = here.into_iter().filter(|api| api["kind"].is_null());
        let row = |api: &Value| {
            let mut row = json!({"id": api["id"], "assetVersion": api["assetVersion"].as_str().unwrap_or_default(),
                "instanceLabel": api["instanceLabel"], "providerId": api["providerId"]});
            untold(&mut row);
            json!({"id": 1, "assetId": api["assetId"], "groupId": "g", "totalApis": 1, "apis": [row]})
        };
        let (rows, total) = slice(&here.map(row).collect::<Vec<_>>(), asked.query, 100);
        return ok(&json!({"assets": rows, "total": total}));
    };
    let Some(api) = here.into_iter().find(|a| a["id"] == changes::number(id)) else {
        return status(404, r#"{"name":"NotFound","message":"API not found"}"#);
    };
    let odd = api["id"].as_u64().unwrap() % 2 == 1;
    match rest {
        [] => {
            let name = if odd { "apiId" } else { "id" };
            ok(
                &json!({name: api["id"], "assetId": api["assetId"], "providerId": api["providerId"],
                "endpoint": {"type": endpoint(api)}}),
            )
        }
        ["policies"] => {
            let template = |p: &Value| json!({"policyId": p["id"], "template": {"groupId": "g", "assetId": p["assetId"]}, "disabled": p["disabled"].as_bool().unwrap_or(false), "configuration": {"clientSecret": "hush-policy"}});
            let flat = |p: &Value| json!({"id": p["id"], "assetId": p["assetId"], "disabled": p["disabled"].as_bool().unwrap_or(false), "configurationData": {}});
            let policies = list(&api["policies"]);
            ok(&if odd {
                json!({"policies": policies.iter().map(template).collect::<Vec<_>>(), "tiers": {}})
            } else {
                policies.iter().map(flat).collect()
            })
        }
        ["contracts"] => {
            let contract = |c: &Value| {
                let of =
                    json!({"id": c["applicationId"], "name": "x", "coreServicesId": "c", "clientSecret": "hush-x"});
                json!({"id": c["id"], "status": c["status"], "application": of})
            };
            let all: Vec<Value> = list(&api["contracts"]).iter().map(contract).collect();
            let (rows, total) = slice(&all, asked.query, 100);
            ok(&json!({"contracts": rows, "total": total}))
        }
        _ => status(404, ""),
    }
}

fn me(model: &PlatformState, asked: &RoutedRequest<'_>) -> Value {
    let user = asked.user;
    let mut places = vec![];
    model.walk(&mut |id, parents| {
        let member = list(&user["roles"]).iter().any(|r| r["organizationId"] == id);
        if !parents.is_empty() && (member || model.administers(user, id)) {
            places.push(node(model, id));
        }
    });
    let mut organization = node(model, &model.root());
    organization["entitlements"] = json!({"createSubOrgs": true, "vCores": {"assigned": 1}});
    let active = json!({"cs_auth": {"activeOrganizationId": user["activeOrganizationId"]}});
    let mut me = json!({"user": {"id": user["id"], "username": user["username"], "firstName": user["firstName"],
        "lastName": user["lastName"], "organizationId": model.root(), "organization": organization,
        "memberOfOrganizations": places, "properties": active}});
    if asked.app {
        me["client"] = json!({"client_id": "app-1", "name": "Console", "org_id": model.root()});
    }
    if asked.on_behalf {
        me["client"] = json!({"client_id": sign_in::APP, "name": "Terminal", "org_id": model.root(),
            "grant_types": ["authorization_code", "password"]});
    }
    me
}

fn environment(e: &Value) -> Value {
    json!({"id": e["id"], "organizationId": e["organizationId"], "name": e["name"],
        "isProduction": e["isProduction"], "type": e["type"], "clientId": "c"})
}

/// One organization without those below it.
fn node(model: &PlatformState, org: &str) -> Value {
    let mut node = nested(model, org);
    node.as_object_mut().unwrap().shift_remove("subOrganizations");
    node
}

fn nested(model: &PlatformState, org: &str) -> Value {
    let (node, parents) = model.place(org).unwrap();
    let owner = list(&model.file["users"])
        .iter()
        .find(|u| node["ownerId"] == u["id"])
        .map(|u| u["username"].clone());
    let owner = owner.unwrap_or_else(|| node["owner"]["username"].clone());
    let below = list(&node["subOrganizations"])
        .iter()
        .map(|n| nested(model, n["id"].as_str().unwrap()));
    let environments = list(&model.file["environments"]).iter();
    let count = environments.filter(|e| e["organizationId"] == node["id"]).count();
    // `isRoot` is true everywhere, as in the official example (R10).
    json!({"id": node["id"], "name": node["name"], "domain": node["domain"], "owner": {"username": owner}, "isRoot": true,
        "entitlements": node.get("entitlements").unwrap_or(&json!({})), "ownerId": node["ownerId"], "sessionTimeout": 60, "deletedAt": null,
        "isMaster": parents.is_empty(), "parentOrganizationIds": parents, "environmentsCount": count, "subOrganizations": below.collect::<Vec<_>>()})
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn slice(rows: &[Value], query: &Query, default: usize) -> (Vec<Value>, usize) {
    let number = |name: &str, default| query.get(name).map_or(default, |n| n.parse().unwrap());
    let (offset, limit) = (number("offset", 0), number("limit", default));
    (rows.iter().skip(offset).take(limit).cloned().collect(), rows.len())
}

/// Rows that nobody asked an order of: pages of them don't fit together.
fn turn(rows: &mut [Value], query: &Query) {
    let offset: usize = query.get("offset").map_or(0, |n| n.parse().unwrap());
    let by = offset % rows.len().max(1);
    rows.rotate_left(by);
}

fn page(rows: &[Value], query: &Query) -> Reply {
    if query.get("limit").is_some_and(|n| n.parse::<usize>().unwrap() > 500) {
        return status(
            400,
            r#"{"errors":[{"dataPath":".limit","message":"should be <= 500"}]}"#,
        );
    }
    let (data, total) = slice(rows, query, 25);
    ok(&json!({"data": data, "total": total}))
}
