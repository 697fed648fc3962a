//! Checks that a provider's form could have sent these edits. Backends ask, as anybody may send them anything.

use serde_json::Value;

use super::{Draft, Edit, EditValue, FieldProblem, FieldValue, apply, blank, body, fields};
use crate::domain::config::{FormField, Shape};
use crate::domain::provider::{Provider, ProviderKind};
use crate::domain::rules::Refusal;

/// Whether a provider of `kind` can be made of `edits`, or `base` be changed by them: every field is checked as the form
/// checks it. Plain http passes, as a person may have confirmed it. What was wrong with `base` before and stays as it is
/// is no business of a partial update.
///
/// # Errors
/// The first field that is wrong, and what would be right.
pub fn check_edits(kind: &ProviderKind, base: Option<&Provider>, edits: &[Edit]) -> Result<(), Refusal> {
    let refused = |field, wrong: String| Refusal::Field {
        saved: base.is_some(),
        field,
        wrong,
    };
    let (after, object) = after(kind, base, edits);
    let before: Vec<FieldProblem> =
        base.map_or_else(Vec::new, |base| Draft::from_provider(base.clone()).wrong(verbatim));
    let named = |problem: &FieldProblem| {
        let path = fields(kind).nth(problem.at).map(|field| field.path);
        edits.iter().any(|edit| Some(edit.path) == path)
    };
    let mut wrong = after.wrong(verbatim).into_iter().filter(|problem| !problem.confirmable);
    if let Some(problem) = wrong.find(|problem| named(problem) || !before.contains(problem)) {
        return Err(refused(problem.label, problem.text));
    }
    for edit in edits {
        if let Some((field, wrong)) = after.misfit(&object, edit) {
            return Err(refused(field, wrong.into()));
        }
    }
    Ok(())
}

/// The name that `edits` give, if they give any; what is no text names nothing.
pub fn name_of(edits: &[Edit]) -> Option<&str> {
    let edit = edits.iter().find(|e| e.path == "/name")?;
    Some(match &edit.value {
        EditValue::Plain(Value::String(name)) => name,
        _ => "",
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditState {
    AsSent,
    AsBefore,
    Other,
    /// Nothing: only secrets were sent, and nobody is told those.
    OnlySecrets,
}

/// Whether `config` holds what `edits` set, or what was there before. The other edits speak for the secrets.
pub fn found(config: &Value, edits: &[Edit]) -> EditState {
    let plain = || edits.iter().filter(|edit| edit.is_plain());
    let sent = |edit: &Edit| match (&edit.value, config.pointer(edit.path)) {
        (EditValue::Plain(sent), now) => now == Some(sent),
        (_, now) => now.is_none_or(Value::is_null),
    };
    if plain().next().is_none() {
        EditState::OnlySecrets
    } else if plain().all(sent) {
        EditState::AsSent
    } else if plain().all(|edit| config.pointer(edit.path) == edit.was.as_ref()) {
        EditState::AsBefore
    } else {
        EditState::Other
    }
}

impl Edit {
    /// Whether it sets no secret, so that a reading can show it.
    pub fn is_plain(&self) -> bool {
        !matches!(self.value, EditValue::Secret(_))
    }
}

/// The form as it would read after `edits`, and the object behind it, without secrets.
fn after(kind: &ProviderKind, base: Option<&Provider>, edits: &[Edit]) -> (Draft, Value) {
    let mut object = base
        .and_then(|base| base.config.clone())
        .unwrap_or_else(|| body(kind, &[]));
    for edit in edits {
        if edit.is_plain() {
            apply(&mut object, edit);
        }
    }
    let secret = |field: &FormField| {
        edits.iter().rev().find_map(|edit| match &edit.value {
            EditValue::Secret(secret) if edit.path == field.path => Some(FieldValue::Secret(secret.clone())),
            _ => None,
        })
    };
    let entry = |field: &'static FormField| match field.shape {
        Shape::Secret => secret(field).unwrap_or_else(|| blank(field.shape)),
        _ => field.typed(Some(&object)),
    };
    let draft = Draft {
        kind: kind.clone(),
        base: base.cloned(),
        typed: fields(kind).map(entry).collect(),
    };
    (draft, object)
}

/// What is sent is not trimmed any more.
fn verbatim(text: &str) -> &str {
    text
}

impl Draft {
    /// The field that an edit is for, and what would be right, where its value is none that the form sends.
    fn misfit(&self, object: &Value, edit: &Edit) -> Option<(&'static str, &'static str)> {
        let mut entries = self.entries();
        if let Some((field, FieldValue::Text(tenant))) = entries.find(|(field, _)| field.shape == Shape::Tenant) {
            let addresses = self.addresses(tenant);
            if addresses.iter().any(|(path, _)| *path == edit.path) {
                let fits = addresses
                    .iter()
                    .all(|(path, address)| object.pointer(path) == Some(address));
                return (!fits).then_some((field.name, "must be an id or a domain, and its addresses must match"));
            }
        }
        let mut entries = self.entries();
        let Some((field, typed)) = entries.find(|(field, _)| field.path == edit.path && self.editable(field)) else {
            return Some((edit.label, "can't be set here: leave it out"));
        };
        let fits = match (&edit.value, typed) {
            (EditValue::Secret(secret), FieldValue::Secret(_)) => !secret.is_empty(),
            (EditValue::Plain(value), FieldValue::Switch(_)) => value.is_boolean(),
            (EditValue::Plain(value), FieldValue::Text(text)) => self.wire(field, text.trim()).as_ref() == Some(value),
            (EditValue::Gone, FieldValue::Text(_) | FieldValue::Switch(_)) => true,
            _ => false,
        };
        let right = match field.shape {
            Shape::Secret => "must be a secret that is not empty, or be left out to keep the stored one",
            Shape::Switch => "must be on or off",
            Shape::List => "must be a list of words as the platform spells them",
            Shape::Seconds => "must be a whole number from 5 to 20",
            _ => "must be text without spaces around it",
        };
        (!fits).then_some((field.name, right))
    }
}
