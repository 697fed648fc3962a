//! The old and new values of a change, for the audit. Those of secrets are never among them. Imports `domain`.

use serde_json::{Value, json};

use super::plan::PlanContext;
use crate::domain::change::{Change, Object};
use crate::domain::draft::{Edit, EditValue};
use crate::domain::{OrgId, ProviderId, ProviderRef, ProviderRow, Untrusted};

/// What the audit calls the list of an environment, and the client provider of an API.
pub(super) const PROVIDERS: &str = "Client Providers";

/// A field that got another value; `null` is none.
#[derive(Clone, Debug)]
pub(super) struct FieldValues {
    name: &'static str,
    old: Value,
    new: Value,
}

/// What else a change did: the environments that lost a client provider when it was deleted.
#[derive(Clone, Debug)]
pub(super) struct AlsoChanged {
    pub(super) object: Object,
    pub(super) name: Untrusted,
    pub(super) organization: OrgId,
    pub(super) values: FieldValues,
}

impl FieldValues {
    /// As an entry of the audit has it; `back`: it got its old value again.
    pub(super) fn to_json(&self, back: bool) -> Value {
        let (old, new) = if back {
            (&self.new, &self.old)
        } else {
            (&self.old, &self.new)
        };
        json!({"name": self.name, "old": old, "new": new})
    }
}

/// What a change does to fields. What is made has no old values, and what is deleted no new ones: both are told by name.
pub(super) fn values(change: &Change, name: &Untrusted, context: PlanContext<'_>) -> Vec<FieldValues> {
    let one = |name, old: Value, new: Value| FieldValues { name, old, new };
    let all = match change {
        Change::EditProvider { edits, .. } => edits.iter().filter_map(edited).collect(),
        Change::Associate { was, providers, .. } => {
            vec![one(PROVIDERS, names(was, context), names(providers, context))]
        }
        Change::Reassign { was, provider, .. } => {
            vec![one(
                PROVIDERS,
                provider_name(*was, context),
                provider_name(*provider, context),
            )]
        }
        Change::RenameEnvironment { was, .. } => vec![one("Name", json!(was), json!(name))],
        Change::SetUserEnabled { user, enabled, .. } => {
            let word = |enabled: bool| json!(if enabled { "enabled" } else { "disabled" });
            let user = context.directory.and_then(|directory| directory.user(*user));
            let was = user.and_then(|user| user.enabled).map(word);
            vec![one("Status", json!(was), word(*enabled))]
        }
        Change::EditGroup { was, name, owner, .. } => {
            let owner = owner
                .as_ref()
                .map(|(was, owner)| one("Owner", json!(was), json!(owner)));
            [one("Name", json!(was), json!(name))]
                .into_iter()
                .chain(owner)
                .collect()
        }
        _ => Vec::new(),
    };
    all.into_iter()
        .filter(|values: &FieldValues| values.old != values.new)
        .collect()
}

/// The environments that lose a client provider with its deletion, each with its list before and after (R70).
pub(super) fn also_changed(change: &Change, context: PlanContext<'_>) -> Vec<AlsoChanged> {
    let Change::DeleteProvider { provider, .. } = change else {
        return Vec::new();
    };
    let lists = context.document.environments.iter().filter_map(|environment| {
        let list = &context.document.uses.get(&environment.id)?.providers;
        let left: Vec<ProviderId> = list.iter().copied().filter(|id| id != provider).collect();
        (left.len() < list.len()).then(|| AlsoChanged {
            object: Object::Environment(environment.id),
            name: environment.name.clone(),
            organization: environment.organization,
            values: FieldValues {
                name: PROVIDERS,
                old: names(list, context),
                new: names(&left, context),
            },
        })
    });
    lists.collect()
}

fn edited(edit: &Edit) -> Option<FieldValues> {
    let new = match &edit.value {
        EditValue::Plain(value) => value.clone(),
        EditValue::Gone => Value::Null,
        EditValue::Secret(_) => return None,
    };
    Some(FieldValues {
        name: edit.label,
        old: edit.was.clone().unwrap_or_default(),
        new,
    })
}

/// The names of client providers; of an empty list that of the built-in one, which is the default then (R54).
fn names(ids: &[ProviderId], context: PlanContext<'_>) -> Value {
    if ids.is_empty() {
        return json!([provider_name(ProviderRef::BuiltIn, context)]);
    }
    let ids = ids.iter().map(|id| provider_name(ProviderRef::External(*id), context));
    ids.collect()
}

fn provider_name(provider: ProviderRef, context: PlanContext<'_>) -> Value {
    match provider {
        ProviderRef::BuiltIn => json!(ProviderRow::built_in().name),
        ProviderRef::External(id) => context.provider(id).map_or_else(|| json!(id), |row| json!(row.name)),
    }
}
