//! Reads one audit entry. Its fields are in no contract, so each is looked for under every name in use.

use serde_json::Value;
use zeroize::Zeroize;

use super::{AuditObject, AuditRecord, ChangesOnce};
use crate::domain::secret::{hide_in_texts, take_secrets};
use crate::domain::text::Untrusted;
use crate::domain::time::UnixTime;

/// Numbers from here on are milliseconds: as seconds they would lie thousands of years ahead.
const MILLISECONDS: i64 = 100_000_000_000;

impl AuditRecord {
    /// Reads an entry of the platform or of an organization file. What isn't there stays unknown, and secrets are taken out.
    pub fn read(mut entry: Value) -> Self {
        for name in ["payload", "properties", "details"] {
            entry.get_mut(name).into_iter().for_each(unfold);
        }
        take_secrets(&mut entry);
        hide_in_texts(&mut entry);
        let user = text(&entry, &["userName", "/user/name", "/user/username", "userEmail"]);
        let user_id = text(&entry, &["userId", "/user/id"]);
        let app = ["clientName", "/connectedApp/name", "connectedApp", "/client/name"];
        let ip = [
            "clientIp",
            "clientIP",
            "ipAddress",
            "/payload/clientIp",
            "/payload/clientIP",
        ];
        Self {
            id: text(&entry, &["id", "auditId"]),
            time: find(&entry, &["timestamp", "createdAt", "date"]).and_then(time),
            product: text(&entry, &["platform", "product"]),
            object_type: text(&entry, &["objectType", "type"]),
            action: text(&entry, &["action"]),
            objects: several(
                &entry,
                "objects",
                &["objectId", "/object/id", "object"],
                &["objectName", "/object/name"],
            ),
            user,
            user_id: user_id.and_then(|id| id.raw().parse().ok()),
            connected_app: text(&entry, &app),
            environment: one(
                &entry,
                &["environmentId", "/environment/id"],
                &["environmentName", "/environment/name", "environment"],
            ),
            parents: several(&entry, "parents", &["parentId", "parent"], &["parentName"]),
            failed: find(&entry, &["failed"]).and_then(Value::as_bool),
            client_ip: text(&entry, &ip),
            json: Untrusted::new(&entry.to_string()),
            changes: ChangesOnce::default(),
        }
    }
}

/// Puts JSON in the place of texts that hold some: secrets are found by the names of members.
fn unfold(value: &mut Value) {
    match value {
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
            if let Ok(mut held) = serde_json::from_str(text) {
                text.zeroize();
                unfold(&mut held);
                *value = held;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(unfold),
        Value::Object(members) => members.values_mut().for_each(unfold),
        _ => {}
    }
}

/// The first of these members that is there. One that begins with `/` is a path.
fn find<'a>(entry: &'a Value, names: &[&str]) -> Option<&'a Value> {
    let mut found = names.iter().filter_map(|name| {
        if name.starts_with('/') {
            entry.pointer(name)
        } else {
            entry.get(name)
        }
    });
    found.find(|value| !value.is_null())
}

fn text(entry: &Value, names: &[&str]) -> Option<Untrusted> {
    names.iter().find_map(|name| plain(find(entry, &[name])?))
}

/// A value that is one text; `None` for objects, lists and nothing.
fn plain(value: &Value) -> Option<Untrusted> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.as_str().into()),
        Value::Number(number) => Some(number.to_string().as_str().into()),
        Value::Bool(on) => Some(on.to_string().as_str().into()),
        _ => None,
    }
}

fn time(value: &Value) -> Option<UnixTime> {
    match value {
        Value::String(text) => UnixTime::parse(text),
        Value::Number(number) => number
            .as_i64()
            .map(|n| UnixTime(if n.abs() >= MILLISECONDS { n.div_euclid(1000) } else { n })),
        _ => None,
    }
}

fn one(entry: &Value, ids: &[&str], names: &[&str]) -> Option<AuditObject> {
    let (id, name) = (text(entry, ids), text(entry, names));
    (id.is_some() || name.is_some()).then_some(AuditObject { id, name })
}

/// What a list names, or where there is none, what stands beside it.
fn several(entry: &Value, list: &str, ids: &[&str], names: &[&str]) -> Vec<AuditObject> {
    let listed = entry
        .get(list)
        .and_then(Value::as_array)
        .filter(|items| !items.is_empty());
    let Some(items) = listed else {
        return one(entry, ids, names).into_iter().collect();
    };
    let object = |item: &Value| match item {
        Value::Object(_) => one(item, &["objectId", "id"], &["objectName", "name"]),
        other => plain(other).map(|id| AuditObject {
            id: Some(id),
            name: None,
        }),
    };
    items.iter().filter_map(object).collect()
}
