//! The audit log, as the platform tells it. Entries come oldest first, each in one of the forms in use.

use std::collections::BTreeSet;

use amtui::domain::time::UnixTime;
use serde_json::{Value, json};

use super::{RoutedRequest, SECRET, forbidden, has, list, not_found, ok, slice, unknown};
use crate::fake_platform::{PlatformState, Reply};

/// Entries of the organization, each with the organization that it says.
fn entries<'a>(model: &'a PlatformState, org: &'a str) -> impl Iterator<Item = &'a Value> {
    let root = model.root();
    let of = move |entry: &&Value| entry["organizationId"].as_str().map_or(root == org, |of| of == org);
    model.all("audit").iter().filter(of)
}

/// The ids of what an entry names, and of what that stands in.
fn ids(entry: &Value, one: &str, several: &str) -> Vec<Value> {
    let listed = list(&entry[several]).iter().map(|object| match object {
        Value::Object(object) => object.get("objectId").or(object.get("id")).cloned().unwrap_or_default(),
        other => other.clone(),
    });
    listed.chain([entry[one].clone()]).filter(|id| !id.is_null()).collect()
}

/// The lists of values, each with the member of an entry that has them.
const LISTS: [(&str, &str); 3] = [
    ("platforms", "platform"),
    ("objectTypes", "objectType"),
    ("actions", "action"),
];

/// The names in one of the lists.
fn names<'a>(model: &'a PlatformState, org: &'a str, list: &str) -> BTreeSet<&'a str> {
    let (_, member) = LISTS.iter().find(|(name, _)| *name == list).unwrap();
    entries(model, org)
        .filter_map(|entry| entry[*member].as_str())
        .collect()
}

pub fn audit(model: &PlatformState, asked: &RoutedRequest<'_>, (method, org): (&str, &str), what: &[&str]) -> Reply {
    if !model.administers(asked.user, org) {
        return forbidden();
    }
    match (method, what) {
        ("GET", [list]) if LISTS.iter().any(|(name, _)| name == list) => {
            let value = |name: &str| json!({"name": name, "label": format!("{name} (label)")});
            ok(&names(model, org, list).into_iter().map(value).collect())
        }
        ("GET", ["retentionSettings"]) => ok(&json!({"retentionPeriod": 365, "effectiveFrom": "2024-01-01"})),
        ("POST", ["query"]) => query(model, asked, org),
        _ => not_found(),
    }
}

fn query(model: &PlatformState, asked: &RoutedRequest<'_>, org: &str) -> Reply {
    let parameters = [
        "cursorPagination",
        "doIncludeTotal",
        "getVersionedObjectsInLogs",
        "include_internal",
    ];
    if let Some(name) = asked.query.keys().find(|name| !parameters.contains(&name.as_str())) {
        return unknown(name);
    }
    let known = [
        "startDate",
        "endDate",
        "userIds",
        "objectIds",
        "parentIds",
        "platforms",
        "objectTypes",
        "actions",
        "failed",
        "limit",
        "offset",
        "ascending",
        "environmentIds",
    ];
    let body = asked.body;
    if let Some(name) = body
        .as_object()
        .unwrap()
        .keys()
        .find(|name| !known.contains(&name.as_str()))
    {
        return unknown(name);
    }
    let moment = |value: &Value| value.as_str().and_then(UnixTime::parse);
    let (Some(from), limit) = (moment(&body["startDate"]), body["limit"].as_u64().unwrap_or(25)) else {
        return unknown("startDate");
    };
    if !(1..=200).contains(&limit) {
        return unknown("limit");
    }
    for (name, _) in LISTS {
        let known = names(model, org, name);
        let all_known = list(&body[name])
            .iter()
            .all(|one| one.as_str().is_some_and(|one| known.contains(one)));
        if !all_known {
            return unknown(name);
        }
    }
    let to = moment(&body["endDate"]);
    let among = |name: &str, value: &Value| body[name].is_null() || has(&body[name], value);
    let any = |name: &str, found: &[Value]| body[name].is_null() || found.iter().any(|id| has(&body[name], id));
    let fits = |entry: &&Value| {
        let at = moment(&entry["timestamp"]);
        at.is_some_and(|at| at >= from && to.is_none_or(|to| at <= to))
            && among("platforms", &entry["platform"])
            && among("objectTypes", &entry["objectType"])
            && among("actions", &entry["action"])
            && among("userIds", &entry["userId"])
            && among("environmentIds", &entry["environmentId"])
            && any("objectIds", &ids(entry, "objectId", "objects"))
            && any("parentIds", &ids(entry, "parentId", "parents"))
            && (body["failed"].is_null() || entry["failed"].as_bool().unwrap_or(false) == body["failed"])
    };
    let mut found: Vec<&Value> = entries(model, org).filter(fits).collect();
    found.sort_by_key(|entry| moment(&entry["timestamp"]));
    if body["ascending"] == false {
        found.reverse();
    }
    let spelled: Vec<Value> = found
        .into_iter()
        .enumerate()
        .map(|(n, entry)| spell(entry, n))
        .collect();
    let number = |name: &str| body[name].as_u64().unwrap_or(0).to_string();
    let mut page =
        super::super::Query::from([("offset".into(), number("offset")), ("limit".into(), limit.to_string())]);
    if let (Some(most), Some(limit)) = (model.page, page.get_mut("limit")) {
        *limit = limit.parse::<usize>().unwrap().min(most).to_string();
    }
    let (data, total) = slice(&spelled, &page, 25);
    let mut reply = json!({"data": data});
    if asked.query.get("doIncludeTotal").is_some_and(|with| with == "true") {
        reply["total"] = total.into();
    }
    ok(&reply)
}

/// The same entry in one of the forms that are in use, with a secret in its payload.
fn spell(entry: &Value, n: usize) -> Value {
    let mut spelled = entry.clone();
    let members = spelled.as_object_mut().unwrap();
    members
        .entry("payload")
        .or_insert(json!({"properties": {"clientSecret": SECRET}}));
    let mut rename = |from: &str, to: &str| {
        if let Some(value) = members.shift_remove(from) {
            members.insert(to.to_owned(), value);
        }
    };
    match n % 3 {
        0 => {}
        1 => {
            rename("timestamp", "createdAt");
            rename("platform", "product");
            rename("objectType", "type");
            rename("clientName", "connectedApp");
            let text = members["payload"].to_string();
            members["payload"] = text.into();
        }
        _ => {
            rename("timestamp", "date");
            let (id, name) = (members.shift_remove("userId"), members.shift_remove("userName"));
            if id.is_some() || name.is_some() {
                members.insert("user".into(), json!({"id": id, "name": name}));
            }
            if let Some(id) = members.shift_remove("objectId").filter(Value::is_string) {
                let name = members.shift_remove("objectName");
                members.insert("objects".into(), json!([{"objectId": id, "objectName": name}]));
            }
        }
    }
    spelled
}
