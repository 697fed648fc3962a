//! The platform's provider forms as data: sections, labels and where each value stands in the object.

mod forms;
mod known;

use std::borrow::Cow;

use serde_json::Value;

use super::provider::{Provider, ProviderKind};
use super::text::{Untrusted, escape};

pub use known::{TakenOut, keep_known};

#[derive(Debug)]
pub struct FormSection {
    pub title: &'static str,
    pub fields: &'static [FormField],
}

#[derive(Debug)]
pub struct FormField {
    /// The platform's label, word for word.
    pub label: &'static str,
    /// What tells it from the other fields of its form: its label, after the section's title where the label stands more
    /// than once. For where it is not read under that title.
    pub name: &'static str,
    /// JSON pointer of its value in the platform's object.
    pub path: &'static str,
    pub shape: Shape,
    pub need: Need,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
    /// It cannot: others fill it, or nothing is documented about writing it.
    ReadOnly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Text,
    Url,
    /// An address that holds `{{client_id}}`.
    DeleteUrl,
    /// An address of `PingFederate`'s administration service (R33).
    PingUrl,
    /// The same with `{{client_id}}`.
    PingDeleteUrl,
    /// A secret: never shown, only whether it is set.
    Secret,
    Switch,
    List,
    /// A duration. The wire's unit is not documented: from 1,000 on it is taken for milliseconds.
    Seconds,
    /// The tenant inside a Microsoft address; it has no field of its own.
    Tenant,
    /// A setting of the platform's page that its public API does not carry (R40).
    NotInApi,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldDisplay<'a> {
    Text(Cow<'a, str>),
    Secret(bool),
    Switch(bool),
    Unset,
    NotInApi,
}

pub fn issuer(provider: &Provider) -> Option<Untrusted> {
    let issuer = provider.value("/oidc_dynamic_client_provider/issuer")?;
    issuer.as_str().map(Untrusted::new)
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantTypes {
    /// Each type, with the type it requires (R37).
    pub types: Vec<(Untrusted, Option<&'static str>)>,
    /// Whether the issuer listed them; otherwise they are the platform's defaults (R36).
    pub listed: bool,
}

pub fn grant_types(provider: &Provider) -> GrantTypes {
    let listed = provider.value("/oidc_dynamic_client_provider/supported_grant_types");
    let listed = listed.and_then(Value::as_array).into_iter().flatten();
    let names: Vec<&str> = listed.filter_map(Value::as_str).collect();
    let unnamed = names.is_empty();
    let names = if unnamed {
        vec!["implicit", "authorization_code", "refresh_token"]
    } else {
        names
    };
    let with_needs = |name: &str| {
        (
            Untrusted::new(name),
            (name == "refresh_token").then_some("authorization_code"),
        )
    };
    GrantTypes {
        types: names.into_iter().map(with_needs).collect(),
        listed: !unnamed,
    }
}

/// All sections of the form for this kind, the general one first.
pub fn form(kind: &ProviderKind) -> Vec<&'static FormSection> {
    let general = match kind {
        ProviderKind::OpenAm { .. } => &forms::GENERAL_WITH_VERSION,
        _ => &forms::GENERAL,
    };
    std::iter::once(general).chain(sections(kind)).collect()
}

/// The sections of a kind's form; none for the built-in provider and for kinds this program does not know.
pub fn sections(kind: &ProviderKind) -> &'static [FormSection] {
    match kind {
        ProviderKind::Oidc => forms::OIDC,
        ProviderKind::EntraId => forms::ENTRA_ID,
        ProviderKind::OpenAm { .. } => forms::OPENAM,
        ProviderKind::PingFederate { .. } => forms::PING_FEDERATE,
        ProviderKind::BuiltIn | ProviderKind::Other(_) => &[],
    }
}

impl FormField {
    pub fn shown<'a>(&self, provider: &'a Provider) -> FieldDisplay<'a> {
        match self.shape {
            Shape::NotInApi => FieldDisplay::NotInApi,
            Shape::Secret => FieldDisplay::Secret(provider.has_secret(self.path)),
            Shape::Switch => FieldDisplay::Switch(provider.value(self.path) == Some(&Value::Bool(true))),
            _ => match provider.value(self.path).and_then(|value| self.text(value)) {
                Some(Cow::Borrowed(text)) => FieldDisplay::Text(escape(text)),
                Some(Cow::Owned(text)) => FieldDisplay::Text(escape(&text).into_owned().into()),
                None => FieldDisplay::Unset,
            },
        }
    }

    /// The text of a value that stands in this field; `None` where there is none.
    pub(super) fn text<'a>(&self, value: &'a Value) -> Option<Cow<'a, str>> {
        let plain = |value: &'a Value| match value {
            Value::String(text) => Some(Cow::Borrowed(text.as_str())),
            Value::Number(n) => Some(Cow::Owned(n.to_string())),
            _ => None,
        };
        let text = match (self.shape, value) {
            (Shape::Secret | Shape::Switch | Shape::NotInApi, _) => None,
            (Shape::List, Value::Array(items)) => {
                let words: Vec<_> = items.iter().filter_map(plain).collect();
                Some(Cow::Owned(words.join(", ")))
            }
            (Shape::Seconds, value) => value.as_u64().map(|n| Cow::Owned(seconds(n).to_string())),
            (Shape::Tenant, value) => value.as_str().and_then(|url| url.split('/').nth(3)).map(Cow::Borrowed),
            (_, value) => plain(value),
        };
        text.filter(|text| !text.is_empty())
    }
}

pub fn seconds(wire: u64) -> u64 {
    if wire >= 1000 { wire / 1000 } else { wire }
}
