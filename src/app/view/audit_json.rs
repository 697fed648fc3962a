//! One entry of the audit as JSON, without secrets.

use serde_json::{Map, Value};

use super::{View, ViewShape};
use crate::app::audit_key::AuditKey;
use crate::app::line::Line;
use crate::app::model::Model;
use crate::app::words;
use crate::domain::text::to_json;

#[derive(Debug)]
pub struct AuditJsonView(pub AuditKey);

impl View for AuditJsonView {
    fn tab(&self) -> &'static str {
        "JSON"
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Text
    }

    fn lines(&self, model: &Model) -> Option<Vec<Line>> {
        let json = entry_json(model, self.0);
        Some(json.map_or_else(Vec::new, |json| words::json(&to_json(&json))))
    }
}

/// An entry as it came, without secrets; with stand-ins while they are shown.
pub fn entry_json(model: &Model, key: AuditKey) -> Option<Value> {
    let entry = model.data.access.audit_entry(key)?;
    let json = serde_json::from_str(entry.json.raw()).ok()?;
    Some(if model.mask.is_some() { masked(json) } else { json })
}

/// Members that name nobody and no place.
const SHOWN: [&str; 8] = [
    "timestamp",
    "product",
    "platform",
    "action",
    "objectType",
    "environmentName",
    "failed",
    "fields",
];

/// The entry with stand-ins: a payload may name anybody anywhere, in its values and its members.
fn masked(entry: Value) -> Value {
    let Value::Object(members) = entry else {
        return "hidden".into();
    };
    let shown = |(name, value): (String, Value)| {
        let value = match value {
            value if SHOWN.contains(&name.as_str()) => value,
            Value::Bool(on) => on.into(),
            _ => "hidden".into(),
        };
        (name, value)
    };
    Value::Object(members.into_iter().map(shown).collect::<Map<_, _>>())
}
