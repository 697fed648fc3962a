//! Which members of a client provider's object are known to hold no secret, and may be kept.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::super::provider::ProviderKind;
use super::super::secret::{self, WipedJson};
use super::{Shape, form};

/// Members that every object has beside the fields of its form.
const IDENTITY: [&str; 3] = ["/providerId", "/organizationId", "/type/name"];

/// The JSON pointers of all fields of the platform's forms, and whether the form shows them in the clear.
static KNOWN: LazyLock<BTreeMap<&'static str, bool>> = LazyLock::new(|| {
    let fields = ProviderKind::WITH_FORM
        .iter()
        .flat_map(form)
        .flat_map(|section| section.fields);
    let fields = fields.map(|field| (field.path, field.shape != Shape::Secret));
    fields.chain(IDENTITY.map(|path| (path, true))).collect()
});

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenOut {
    /// JSON pointers of the secrets that are set.
    pub secrets: Vec<String>,
    /// How many other values were left out, because no document says what they are.
    pub unknown: usize,
}

/// Keeps the members of a client provider that are known to be harmless, and wipes the rest. A secret may hide under a
/// name that no document mentions. Switches and nulls stay: they can hold none.
pub fn keep_known(object: &mut Value) -> TakenOut {
    let secrets = secret::take_secrets(object);
    let mut unknown = 0;
    if let Value::Object(members) = object {
        keep(members, "", &mut unknown);
    }
    TakenOut { secrets, unknown }
}

fn keep(members: &mut Map<String, Value>, path: &str, unknown: &mut usize) {
    members.retain(|name, member| {
        let here = format!("{path}/{name}");
        let stays = match member {
            Value::Null | Value::Bool(_) => true,
            Value::Object(inner) if leads_to_known(&here) => {
                keep(inner, &here, unknown);
                true
            }
            _ => KNOWN.get(here.as_str()) == Some(&true) && is_plain(member),
        };
        if !stays {
            *unknown += count(member);
            drop(WipedJson(member.take()));
        }
        stays
    });
}

fn leads_to_known(path: &str) -> bool {
    let below = format!("{path}/");
    KNOWN.keys().any(|known| known.starts_with(&below))
}

/// Whether a value is what a form's field holds. A private key is none.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.contains("-----BEGIN"),
        Value::Array(items) => items.iter().all(|item| item.is_string() && is_plain(item)),
        Value::Number(_) => true,
        Value::Object(_) | Value::Bool(_) | Value::Null => false,
    }
}

/// How many values there are in it. A list counts as one.
fn count(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Object(members) => members.values().map(count).sum(),
        Value::String(text) => usize::from(!text.is_empty()),
        Value::Array(items) => usize::from(!items.is_empty()),
        Value::Bool(_) | Value::Number(_) => 1,
    }
}
