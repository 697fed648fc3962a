//! Identity providers and connected apps, as the platform tells them: with secrets in clear.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{RoutedRequest, SECRET, has, list, not_found, object, ok, page, rows, unknown};
use crate::fake_platform::{PlatformState, Reply};

pub fn identity_providers(model: &PlatformState, asked: &RoutedRequest<'_>, what: &[&str]) -> Reply {
    let row = |one: &Value| json!({"provider_id": one["providerId"], "org_id": model.root(), "name": one["name"], "type": one["type"]});
    let [id, what @ ..] = what else {
        let all = model.all("identityProviders").iter().map(row).collect();
        let parameters = ["idp_type", "include_full_details", "search"];
        return rows(asked, &parameters, &["provider_id", "name"], all);
    };
    let Some(one) = model.one("identityProviders", "providerId", id) else {
        return not_found();
    };
    match what {
        [] if asked.query.get("include_secrets").is_none_or(|with| with != "false") => unknown("include_secrets"),
        [] => {
            let mut whole = one.clone();
            let members = whole.as_object_mut().unwrap();
            members.shift_remove("keys");
            members.extend(row(one).as_object().unwrap().clone());
            members.insert("client_secret".into(), SECRET.into());
            ok(&whole)
        }
        ["saml-sp-keys"] => {
            let key = |key: &Value| {
                object(&[
                    ("id", &key["id"]),
                    ("primary", &key["primary"]),
                    ("created_at", &key["createdAt"]),
                    ("is_default_certificate", &key["isDefaultCertificate"]),
                    ("private_key", &json!(SECRET)),
                ])
            };
            ok(&list(&one["keys"]).iter().map(key).collect())
        }
        _ => not_found(),
    }
}

pub fn connected_apps(model: &PlatformState, asked: &RoutedRequest<'_>, org: &str, what: &[&str]) -> Reply {
    let here: Vec<&Value> = model
        .all("connectedApps")
        .iter()
        .filter(|app| app["organizationId"] == org)
        .collect();
    let own = |app: &Value| has(&app["grantTypes"], &json!("client_credentials"));
    match what {
        [] => {
            if asked
                .query
                .get("limit")
                .is_some_and(|limit| limit.parse::<usize>().unwrap() > 20)
            {
                return unknown(".limit");
            }
            let row = |app: &&Value| {
                let names: HashSet<&Value> = list(&app["scopes"]).iter().map(|scope| &scope["scope"]).collect();
                let names: Value = if own(app) {
                    json!([])
                } else {
                    names.into_iter().cloned().collect()
                };
                object(&[
                    ("client_id", &app["clientId"]),
                    ("client_name", &app["name"]),
                    ("client_secret", &json!(SECRET)),
                    ("owner_org_id", &app["organizationId"]),
                    ("owner_user_id", &app["ownerId"]),
                    ("public_keys", &json!([])),
                    ("redirect_uris", &app["redirectUris"]),
                    ("grant_types", &app["grantTypes"]),
                    ("scopes", &names),
                    ("enabled", &app["enabled"]),
                    ("audience", &app["audience"]),
                    ("client_uri", &app["website"]),
                ])
            };
            let apps = here.iter().map(row).collect();
            rows(
                asked,
                &["includeUsage", "hide_managed", "search"],
                &["client_id", "client_name"],
                apps,
            )
        }
        ["authorizations"] => {
            let of = |app: &&Value| -> Vec<Value> {
                let all = list(&app["authorizations"]).iter();
                all.map(|one| {
                    json!({"authorization_id": one["id"], "client_id": app["clientId"], "user_id": one["userId"],
                        "scopes": one["scopes"], "created_at": one["createdAt"], "updated_at": one["updatedAt"],
                        "last_used": one["lastUsed"], "refresh_token": SECRET})
                })
                .collect()
            };
            rows(asked, &["user_id"], &[], here.iter().flat_map(of).collect())
        }
        [id, "scopes"] => {
            let Some(app) = here.iter().find(|app| app["clientId"] == *id) else {
                return not_found();
            };
            let scope = |one: &Value| {
                let context = object(&[("org", &one["organizationId"]), ("envId", &one["environmentId"])]);
                json!({"scope": one["scope"], "context_params": context})
            };
            let scopes: Vec<Value> = list(&app["scopes"]).iter().map(scope).collect();
            let scopes = if own(app) { scopes } else { Vec::new() };
            let mut query = asked.query.clone();
            if let Some(limit) = query.get_mut("limit") {
                *limit = limit.parse::<usize>().unwrap().min(25).to_string();
            }
            page(&scopes, &query)
        }
        _ => not_found(),
    }
}
