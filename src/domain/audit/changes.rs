//! What an entry of the audit says was changed. The form of that is in no contract, so it is read leniently.

use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::AuditRecord;
use crate::domain::secret::{NEW_VALUES, OLD_VALUES, PAIR_NAMES};
use crate::domain::text::{Untrusted, count};

/// How long a value may be, in characters, and how many changes are told: the JSON has all.
const LONGEST: usize = 200;
const MOST: usize = 40;

const LISTS: [&str; 3] = ["changes", "modifications", "diff"];

/// What an entry says was changed, once somebody asked. It follows from the entry's JSON: entries don't differ by it.
#[derive(Clone, Debug, Default)]
pub struct ChangesOnce(OnceLock<Box<[Untrusted]>>);

impl PartialEq for ChangesOnce {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for ChangesOnce {}

impl AuditRecord {
    /// The changes, in words: `issuer: https://a.example -> https://b.example`. Not escaped.
    pub fn changes(&self) -> &[Untrusted] {
        self.changes.0.get_or_init(|| self.read_changes().into())
    }

    fn read_changes(&self) -> Vec<Untrusted> {
        let Ok(entry) = serde_json::from_str::<Value>(self.json.raw()) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for payload in ["payload", "properties", "details"]
            .iter()
            .filter_map(|name| entry.get(name))
        {
            read("", payload, &mut found);
        }
        if let Some(Value::Array(fields)) = entry.get("fields") {
            // Of those with values that is told already.
            let told = |field: &&str| found.iter().any(|text| text.starts_with(&format!("{field}: ")));
            let untold = fields.iter().filter_map(Value::as_str).filter(|field| !told(field));
            let untold: Vec<String> = untold.map(|field| format!("{field} changed")).collect();
            found.extend(untold);
        }
        let more = found.len().saturating_sub(MOST);
        found.truncate(MOST);
        if more > 0 {
            found.push(format!(
                "and {}: J shows all",
                count(more, "more change", "more changes")
            ));
        }
        found.iter().map(|text| Untrusted::new(text)).collect()
    }
}

/// Reads a value whose place is called `name`.
fn read(name: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => object(name, members, found),
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for item in items {
                read(name, item, found);
            }
        }
        value => found.extend(text(value).map(|text| labelled(name, &text))),
    }
}

fn object(name: &str, members: &Map<String, Value>, found: &mut Vec<String>) {
    let one_of = |names: &[&'static str]| names.iter().find_map(|name| Some((*name, members.get(*name)?)));
    let (old, new) = (one_of(&OLD_VALUES), one_of(&NEW_VALUES));
    let rest = |taken: &[&str], found: &mut Vec<String>| {
        for (member, value) in members.iter().filter(|(member, _)| !taken.contains(&member.as_str())) {
            let here = if LISTS.contains(&member.as_str()) || name.is_empty() {
                member.clone()
            } else {
                format!("{name} {member}")
            };
            read(
                if LISTS.contains(&member.as_str()) { name } else { &here },
                value,
                found,
            );
        }
    };
    if old.is_none() && new.is_none() {
        rest(&[], found);
        return;
    }
    let label = one_of(&PAIR_NAMES).filter(|(_, label)| label.is_string());
    let own = label.and_then(|(_, label)| label.as_str()).unwrap_or(name);
    both(own, old.map(|(_, old)| old), new.map(|(_, new)| new), found);
    let taken = [old.map(|(at, _)| at), new.map(|(at, _)| at), label.map(|(at, _)| at)];
    let taken: Vec<&str> = taken.into_iter().flatten().collect();
    rest(&taken, found);
}

/// An old and a new value. Of objects, each member that has another value.
fn both(name: &str, old: Option<&Value>, new: Option<&Value>, found: &mut Vec<String>) {
    let members = |value: Option<&Value>| value.and_then(Value::as_object).cloned().unwrap_or_default();
    let mut told = old.into_iter().chain(new).filter(|value| !value.is_null()).peekable();
    if told.peek().is_some() && told.all(Value::is_object) {
        let (before, after) = (members(old), members(new));
        let added = after.keys().filter(|member| !before.contains_key(*member));
        for member in before.keys().chain(added) {
            let (was, is) = (before.get(member), after.get(member));
            if was != is {
                let here = if name.is_empty() {
                    member.clone()
                } else {
                    format!("{name} {member}")
                };
                both(&here, was, is, found);
            }
        }
        return;
    }
    let value = |value| text(value).unwrap_or_else(|| "(not set)".into());
    // What isn't told may be anything.
    let words = match (old.map(value), new.map(value)) {
        (Some(old), Some(new)) => format!("{old} -> {new}"),
        (Some(old), None) => format!("was {old}"),
        (None, Some(new)) => format!("now {new}"),
        (None, None) => return,
    };
    found.push(labelled(name, &words));
}

fn labelled(name: &str, text: &str) -> String {
    if name.is_empty() {
        text.to_owned()
    } else {
        format!("{name}: {text}")
    }
}

fn text(value: &Value) -> Option<String> {
    let whole = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().filter_map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    };
    let cut: String = whole.chars().take(LONGEST).collect();
    let more = if cut.len() < whole.len() { "…" } else { "" };
    (!whole.is_empty()).then(|| format!("{cut}{more}"))
}
