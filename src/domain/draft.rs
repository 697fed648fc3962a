//! A provider's form as it is filled in: its problems and its changes (docs/platform.md, R33-R39).

mod check;
mod sent;

use serde_json::{Value, json};
use zeroize::Zeroize;

use super::config::{FormField, FormSection, Need, Shape, form};
use super::provider::{Provider, ProviderKind};
use super::secret::Secret;
use super::text::escape;

pub use check::{FieldProblem, grant_type, words};
pub use sent::{EditState, check_edits, found, name_of};

#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// Text; words of a list are separated by commas.
    Text(String),
    /// A secret; empty keeps the stored one.
    Secret(Secret),
    Switch(bool),
}

/// The value that one place of the platform's object gets.
#[derive(Clone, Debug, PartialEq)]
pub enum EditValue {
    Plain(Value),
    Secret(Secret),
    /// Nothing: the member goes.
    Gone,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The field's name within its form, for people and for the audit.
    pub label: &'static str,
    pub path: &'static str,
    /// What stood there when the form was filled in. Secrets are not told.
    pub was: Option<Value>,
    pub value: EditValue,
}

/// A field whose value would change, in words fit to be shown; secrets only as `changed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    pub label: &'static str,
    pub before: String,
    pub after: String,
}

/// A form, and the provider it edits, where it is not a new one.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub kind: ProviderKind,
    /// What is edited; `None` for a new one.
    pub base: Option<Provider>,
    /// What stands in each field of [`Draft::sections`], in their order.
    pub typed: Vec<FieldValue>,
}

impl Draft {
    pub fn new(kind: ProviderKind) -> Self {
        let typed = fields(&kind).map(|field| blank(field.shape)).collect();
        let mut draft = Self {
            kind,
            base: None,
            typed,
        };
        if let ProviderKind::OpenAm { .. } = draft.kind {
            // The only version that the platform supports (R31).
            draft.put("/type/version", "14");
        }
        draft
    }

    /// The form of a provider as it is. Secrets are never prefilled.
    pub fn from_provider(provider: Provider) -> Self {
        let typed = fields(&provider.row.kind);
        let typed = typed.map(|f| f.typed(provider.config.as_ref())).collect();
        Self {
            kind: provider.row.kind.clone(),
            base: Some(provider),
            typed,
        }
    }

    pub fn sections(&self) -> Vec<&'static FormSection> {
        form(&self.kind)
    }

    pub fn entries(&self) -> impl Iterator<Item = (&'static FormField, &FieldValue)> {
        fields(&self.kind).zip(&self.typed)
    }

    pub fn put(&mut self, path: &str, text: &str) {
        let at = fields(&self.kind).position(|f| f.path == path);
        if let Some(FieldValue::Text(old)) = at.and_then(|at| self.typed.get_mut(at)) {
            text.clone_into(old);
        }
    }

    /// The text in the field at `path`, without blanks around it.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.entries().find_map(|(field, typed)| match typed {
            FieldValue::Text(text) if field.path == path => Some(text.trim()),
            _ => None,
        })
    }

    /// Whether the field can be changed here: a provider keeps its version.
    pub fn editable(&self, field: &FormField) -> bool {
        match field.need {
            Need::ReadOnly => false,
            Need::Required | Need::Optional => self.base.is_none() || field.path != "/type/version",
        }
    }

    /// What stood at `path` in the provider that is edited.
    fn old_value(&self, path: &str) -> Option<&Value> {
        self.base.as_ref()?.value(path)
    }

    /// What stood in the field of the provider that is edited.
    fn old(&self, field: &FormField) -> Option<FieldValue> {
        self.base.as_ref().map(|provider| field.typed(provider.config.as_ref()))
    }

    fn old_secret(&self, field: &FormField) -> bool {
        self.base.as_ref().is_some_and(|p| p.has_secret(field.path))
    }

    /// What saving would change, in the order of the form: of a new provider everything that is set.
    pub fn edits(&self) -> Vec<Edit> {
        let editable = self.entries().filter(|(field, _)| self.editable(field));
        editable
            .flat_map(|(field, typed)| self.edits_of(field, typed))
            .collect()
    }

    fn edits_of(&self, field: &'static FormField, typed: &FieldValue) -> Vec<Edit> {
        let edit = |path, value| Edit {
            label: field.name,
            path,
            was: self.old_value(path).cloned(),
            value,
        };
        let old = self.old(field);
        let new = match typed {
            FieldValue::Secret(secret) if secret.is_empty() => return Vec::new(),
            FieldValue::Secret(secret) => return vec![edit(field.path, EditValue::Secret(secret.clone()))],
            FieldValue::Switch(on) => Some(json!(on)),
            // It has no place of its own: it is a part of two addresses.
            FieldValue::Text(tenant) if field.shape == Shape::Tenant => {
                let tenant = tenant.trim();
                let same = matches!(&old, Some(FieldValue::Text(old)) if old == tenant);
                let edits = self
                    .addresses(tenant)
                    .into_iter()
                    .filter(|_| !same && !tenant.is_empty());
                return edits
                    .map(|(path, address)| edit(path, EditValue::Plain(address)))
                    .collect();
            }
            FieldValue::Text(text) => self.wire(field, text.trim()),
        };
        let same = match (&old, typed) {
            (Some(FieldValue::Text(old)), FieldValue::Text(new)) => {
                old.trim() == new.trim() || field.shape == Shape::List && self.wire(field, old) == self.wire(field, new)
            }
            (Some(old), new) => old == new,
            // A new provider: what is not set is left to the platform.
            (None, FieldValue::Switch(on)) => !on,
            (None, _) => new.is_none(),
        };
        if same {
            return Vec::new();
        }
        vec![edit(field.path, new.map_or(EditValue::Gone, EditValue::Plain))]
    }

    fn addresses(&self, tenant: &str) -> [(&'static str, Value); 2] {
        let host = self.microsoft();
        let address = |end: &str| json!(format!("{host}/{tenant}/oauth2/v2.0/{end}"));
        [
            ("/oidc_dynamic_client_provider/urls/authorize", address("authorize")),
            ("/oidc_dynamic_client_provider/urls/token", address("token")),
        ]
    }

    /// Scheme and host of the addresses there are; Microsoft's where there are none.
    fn microsoft(&self) -> String {
        let address = self.old_value("/oidc_dynamic_client_provider/urls/authorize");
        let origin = address
            .and_then(Value::as_str)
            .and_then(|a| Some(a.split('/').take(3).collect::<Vec<_>>().join("/")).filter(|o| o.contains("://")));
        origin.unwrap_or_else(|| "https://login.microsoftonline.com".into())
    }

    /// The value of a text field as it goes over the wire; `None` where nothing is set.
    fn wire(&self, field: &FormField, text: &str) -> Option<Value> {
        match field.shape {
            _ if text.is_empty() => None,
            Shape::List => Some(words(field, text))
                .filter(|words| !words.is_empty())
                .map(|words| json!(words)),
            Shape::Seconds => {
                let seconds: u64 = text.parse().ok()?;
                let old = self.old_value(field.path).and_then(Value::as_u64);
                // The wire's unit is not documented: the one that was found is kept, else it is milliseconds.
                let unit = if old.is_some_and(|old| old < 1000) { 1 } else { 1000 };
                Some(json!(seconds.saturating_mul(unit)))
            }
            _ => Some(json!(text)),
        }
    }

    pub fn differences(&self) -> Vec<FieldChange> {
        let mut found: Vec<FieldChange> = Vec::new();
        for (field, typed) in self.entries().filter(|(field, _)| self.editable(field)) {
            if self.edits_of(field, typed).is_empty() {
                continue;
            }
            let (before, after) = match (typed, self.old(field)) {
                (FieldValue::Secret(_), _) if self.old_secret(field) => ("(set)".into(), "changed".into()),
                (FieldValue::Secret(_), _) => (String::new(), "set".into()),
                (new, old) => (
                    old.map_or_else(String::new, |old| shown(field, &old)),
                    shown(field, new),
                ),
            };
            found.push(FieldChange {
                label: field.name,
                before,
                after,
            });
        }
        found
    }

    /// How many entered values would be lost.
    pub fn dirty(&self) -> usize {
        if self.base.is_some() {
            return self.differences().len();
        }
        let empty = Self::new(self.kind.clone());
        let both = self.typed.iter().zip(&empty.typed);
        both.filter(|(now, then)| now != then).count()
    }
}

/// The platform's object of a new provider, without its id and organization.
pub fn body(kind: &ProviderKind, edits: &[Edit]) -> Value {
    let mut object = json!({"name": "", "type": {"name": kind.wire_name()}});
    if *kind == ProviderKind::EntraId
        && let Some(members) = object.as_object_mut()
    {
        members.insert("azure_ad_provider".into(), json!({}));
    }
    for edit in edits {
        apply(&mut object, edit);
    }
    object
}

/// Puts the value of an edit in its place, and makes the objects on the way there. What else is in the object stays.
pub fn apply(object: &mut Value, edit: &Edit) {
    let mut names: Vec<&str> = edit.path.split('/').skip(1).collect();
    let Some(last) = names.pop() else {
        return;
    };
    let mut at = object;
    for name in names {
        if !at.is_object() {
            *at = json!({});
        }
        let Some(members) = at.as_object_mut() else {
            return;
        };
        at = members.entry(name).or_insert_with(|| json!({}));
    }
    if !at.is_object() {
        *at = json!({});
    }
    let Some(members) = at.as_object_mut() else {
        return;
    };
    match &edit.value {
        EditValue::Plain(value) => {
            members.insert(last.into(), value.clone());
        }
        EditValue::Secret(secret) => {
            // A secret that is replaced must not stay in memory.
            if let Some(Value::String(mut old)) = members.insert(last.into(), json!(secret.reveal())) {
                old.zeroize();
            }
        }
        EditValue::Gone => {
            members.shift_remove(last);
        }
    }
}

fn fields(kind: &ProviderKind) -> impl Iterator<Item = &'static FormField> + use<> {
    form(kind).into_iter().flat_map(|section| section.fields)
}

fn blank(shape: Shape) -> FieldValue {
    match shape {
        Shape::Secret => FieldValue::Secret(Secret::default()),
        Shape::Switch => FieldValue::Switch(false),
        _ => FieldValue::Text(String::new()),
    }
}

impl FormField {
    /// What stands in it, given a provider's object without its secrets.
    fn typed(&self, config: Option<&Value>) -> FieldValue {
        let value = config.and_then(|c| c.pointer(self.path));
        match (self.shape, value.and_then(|value| self.text(value))) {
            (Shape::Switch, _) => FieldValue::Switch(value == Some(&Value::Bool(true))),
            (_, Some(text)) => FieldValue::Text(text.into_owned()),
            (shape, None) => blank(shape),
        }
    }
}

fn shown(field: &FormField, typed: &FieldValue) -> String {
    match typed {
        // As it is sent.
        FieldValue::Text(text) if field.shape == Shape::List => escape(&words(field, text).join(", ")).into_owned(),
        FieldValue::Text(text) => escape(text.trim()).into_owned(),
        FieldValue::Secret(_) => String::new(),
        FieldValue::Switch(true) => "on".into(),
        FieldValue::Switch(false) => "off".into(),
    }
}
