//! Client providers, setting by setting.

use std::collections::BTreeMap;

use serde_json::Value;

use super::names::{Names, Side};
use super::{
    ComparedItem, Comparison, Difference, DifferenceKind, ItemKind, ItemLocation, ItemValue, OrganizationState,
    ProviderState, Sides, order, pairs, unread,
};
use crate::domain::{Provider, ProviderKind, Untrusted};

/// Why one that is on the other side alone counts as neither added nor removed.
const UNSEEN: &str = "No client provider is visible here. They may only be hidden.";

/// Members that say which one it is and how it is called, and not how it is set.
const NO_SETTINGS: [&str; 3] = ["/providerId", "/organizationId", "/name"];
const KIND: [&str; 2] = ["/type/name", "/type/version"];

pub(super) fn compare(before: &OrganizationState, after: &OrganizationState, names: &Names, found: &mut Comparison) {
    let both = (&before.providers, &after.providers);
    let rank = |held: &ProviderState| order(&held.row.name);
    for sides in pairs(both, |held: &ProviderState| held.row.id, rank) {
        let side = match sides {
            Sides::Before(_) => Side::Before,
            Sides::After(_) | Sides::Both(..) => Side::After,
        };
        let item = ComparedItem {
            what: ItemKind::Provider,
            subject: names.provider(sides.last().row.id, side),
            place: ItemLocation::default(),
        };
        let doubt = |all: bool| (!all).then_some(UNSEEN);
        let list = &mut found.differences;
        match sides {
            Sides::Before(gone) => list.push(item.alone(side, kind(gone), doubt(after.all_providers))),
            Sides::After(new) => list.push(item.alone(side, kind(new), doubt(before.all_providers))),
            Sides::Both(was, is) => {
                list.extend(item.renamed(&was.row.name, &is.row.name));
                match (&was.read, &is.read) {
                    (Ok(one), Ok(other)) => {
                        found.unknown += one.unknown.max(other.unknown);
                        both_read(one, other, &item, list);
                    }
                    (one, other) => list.push(item.differs(DifferenceKind::NotCompared, unread(one), unread(other))),
                }
            }
        }
    }
}

fn kind(held: &ProviderState) -> ItemValue {
    let row = held.read.as_ref().map_or(&held.row, |provider| &provider.row);
    label(&row.kind)
}

fn label(kind: &ProviderKind) -> ItemValue {
    ItemValue::Text(Untrusted::new(&kind.label()))
}

fn both_read(was: &Provider, is: &Provider, item: &ComparedItem, list: &mut Vec<Difference>) {
    let retyped = was.row.kind != is.row.kind;
    if retyped {
        let (was, is) = (label(&was.row.kind), label(&is.row.kind));
        list.push(item.differs(DifferenceKind::TypeChanged, Some(was), Some(is)));
    }
    let (before, after) = (settings(was), settings(is));
    let new = after.keys().filter(|path| !before.contains_key(*path));
    let mut paths: Vec<&String> = before.keys().chain(new).collect();
    paths.sort();
    for path in paths {
        // What the type says already.
        let told = NO_SETTINGS.contains(&path.as_str()) || (retyped && KIND.contains(&path.as_str()));
        let (was, is) = (before.get(path), after.get(path));
        if told || was == is {
            continue;
        }
        list.push(Difference {
            setting: Some(path.clone()),
            ..item.differs(DifferenceKind::SettingChanged, setting(was, is), setting(is, was))
        });
    }
}

#[derive(PartialEq)]
enum SettingValue<'a> {
    Value(&'a Value),
    /// A secret: which one it is nobody knows, and two that are set count as the same.
    Secret,
}

/// What is told of a setting, beside what it holds on the other side.
fn setting(held: Option<&SettingValue<'_>>, other: Option<&SettingValue<'_>>) -> Option<ItemValue> {
    match held {
        Some(SettingValue::Value(value)) => Some(ItemValue::Value((*value).clone())),
        Some(SettingValue::Secret) => Some(ItemValue::Word("set")),
        None => matches!(other, Some(SettingValue::Secret)).then_some(ItemValue::Word("not set")),
    }
}

/// Each value of a configuration by its JSON pointer. A list is one value.
fn settings(provider: &Provider) -> BTreeMap<String, SettingValue<'_>> {
    let mut found = BTreeMap::new();
    if let Some(config) = &provider.config {
        walk(config, "", &mut found);
    }
    found.extend(provider.secrets.iter().map(|path| (path.clone(), SettingValue::Secret)));
    found
}

fn walk<'a>(value: &'a Value, path: &str, found: &mut BTreeMap<String, SettingValue<'a>>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                walk(member, &format!("{path}/{name}"), found);
            }
        }
        // Backends differ in whether they leave out what is not set, and a field left empty is not set either.
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        other => {
            found.insert(path.to_owned(), SettingValue::Value(other));
        }
    }
}
