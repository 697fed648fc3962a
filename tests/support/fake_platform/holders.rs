//! The catalogue of permissions, and who holds what of it.

use serde_json::{Value, json};

use super::{RoutedRequest, forbidden, list, not_found, object, ok, rows, slice, unknown};
use crate::fake_platform::{PlatformState, Reply};

/// The catalogue, and who holds what of it.
pub fn roles(model: &PlatformState, asked: &RoutedRequest<'_>, method: &str, what: &[&str]) -> Reply {
    if !PlatformState::administers_any(asked.user) {
        return forbidden();
    }
    match (method, what) {
        ("GET", []) => {
            let all = asked.query.get("include_internal").is_some_and(|all| all == "true");
            let shown = |one: &&Value| all || one["internal"] != true;
            let row = |one: &Value| {
                object(&[
                    ("role_id", &one["id"]),
                    ("name", &one["name"]),
                    ("description", &one["description"]),
                    ("internal", &one["internal"]),
                    ("product", &one["product"]),
                    ("namespaces", &json!([])),
                ])
            };
            let permissions = model.all("permissions").iter().filter(shown).map(row).collect();
            let parameters = ["name", "description", "include_internal", "search"];
            rows(
                asked,
                &parameters,
                &["name", "role_id", "description", "internal"],
                permissions,
            )
        }
        ("POST", ["users", "search"]) => search(model, asked, ("users", "userId"), ("id", 500), |user| {
            let mut row = model.user_row(user, false);
            row["firstName"] = "Some".into();
            row
        }),
        ("POST", ["teams", "search"]) => search(model, asked, ("teams", "teamId"), ("team_id", 25), |team| {
            model.team_row(team)
        }),
        ("POST", ["rolegroups", "search"]) => search(
            model,
            asked,
            ("roleGroups", "roleGroupId"),
            ("role_group_id", 25),
            |role| json!({"role_group_id": role["id"], "name": role["name"], "user_count": 1}),
        ),
        _ => not_found(),
    }
}

/// Those who hold all that the expression names, with everything that they hold.
fn search(
    model: &PlatformState,
    asked: &RoutedRequest<'_>,
    (of, member): (&str, &str),
    (field, most): (&str, u64),
    row: impl Fn(&Value) -> Value,
) -> Reply {
    let part = |name: &str| {
        list(asked.body)
            .iter()
            .find(|part| part["name"] == name)
            .cloned()
            .unwrap_or_default()
    };
    let (expression, pagination, sort) = (part("expression"), part("pagination"), part("sort"));
    let members = |part: &Value, names: &[&str]| {
        part.as_object()
            .is_some_and(|all| all.len() == names.len() && names.iter().all(|name| all.contains_key(*name)))
    };
    if list(asked.body).len() > 3
        || !members(&expression, &["name", "operator", "operands"])
        || !members(&pagination, &["name", "limit", "offset"])
        || !members(&sort, &["name", "order", "field"])
        || pagination["limit"].as_u64().is_none_or(|limit| limit > most)
        || sort["field"] != field
    {
        return unknown("/");
    }
    let operands = list(&expression["operands"]);
    let wanted = ["role_id", "context_params", "match_type"];
    if operands.is_empty() || operands.len() > 5 || !operands.iter().all(|operand| members(operand, &wanted)) {
        return unknown("/operands");
    }
    let fits = |operand: &Value, held: &Value| {
        let (context, there) = (&operand["context_params"], &held["context_params"]);
        let partly = context
            .as_object()
            .unwrap()
            .iter()
            .all(|(name, value)| there[name] == *value);
        let exact = operand["match_type"] != "exact" || context == there;
        operand["role_id"] == held["role_id"] && partly && exact
    };
    let mut found: Vec<Value> = Vec::new();
    for one in model.all(of) {
        let held = model.held(member, &one["id"]);
        if operands
            .iter()
            .all(|operand| held.iter().any(|held| fits(operand, held)))
        {
            let mut row = row(one);
            row["assignments"] = held.into();
            found.push(row);
        }
    }
    found.sort_by_key(|row| row[field].to_string());
    let number = |name: &str| pagination[name].as_u64().unwrap().to_string();
    let mut query = super::super::Query::from([("limit".into(), number("limit")), ("offset".into(), number("offset"))]);
    if let (Some(most), Some(limit)) = (model.page, query.get_mut("limit")) {
        *limit = limit.parse::<usize>().unwrap().min(most).to_string();
    }
    let (data, total) = slice(&found, &query, 25);
    ok(&json!({"data": data, "total": total}))
}
