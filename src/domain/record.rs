//! How things are written as JSON: with the members of organization files, and without secrets.

use serde_json::{Map, Value, json};

use super::client::Application;
use super::time::UnixTime;

pub fn application(one: &Application) -> Value {
    let owners = one.owners.as_ref();
    let owners: Option<Vec<String>> = owners.map(|all| all.iter().map(|owner| owner.id.to_string()).collect());
    let mut record = known([
        ("id", json!(one.id)),
        ("name", json!(one.name)),
        ("clientId", json!(one.client_id)),
        ("grantTypes", json!(one.grant_types.as_deref())),
        ("redirectUris", json!(one.redirect_uris.as_deref())),
        ("ownerIds", json!(owners)),
        ("createdAt", time(one.created)),
    ]);
    // The built-in one is null.
    record.insert("providerId".into(), json!(one.provider));
    record.into()
}

/// What isn't known is left out: null may have a meaning of its own.
fn known<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    let known = members.into_iter().filter(|(_, value)| !value.is_null());
    known.map(|(name, value)| (name.to_owned(), value)).collect()
}

fn time(time: Option<UnixTime>) -> Value {
    json!(time.map(|time| time.to_string()))
}
