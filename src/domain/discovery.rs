//! What an issuer publishes about itself: it fills a form. Endpoints and grant types are read (docs/platform.md, R36).

use serde_json::Value;

use super::config::Shape;
use super::draft::{Draft, FieldValue};
use super::error::Error;
use super::text::{Untrusted, escape};

/// What discovery found. A member that the document lacks is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovery {
    /// The issuer the document names; it must be the one that was asked for.
    pub issuer: Option<Untrusted>,
    /// Each address and list of the document, with the JSON pointer of the field it belongs in.
    pub found: Vec<(&'static str, Untrusted)>,
}

/// Members of the document (RFC 8414, OpenID Connect Discovery 1.0) and where they belong.
const MEMBERS: [(&str, &str); 5] = [
    (
        "registration_endpoint",
        "/oidc_dynamic_client_provider/client/urls/register",
    ),
    ("authorization_endpoint", "/oidc_dynamic_client_provider/urls/authorize"),
    ("token_endpoint", "/oidc_dynamic_client_provider/urls/token"),
    (
        "introspection_endpoint",
        "/oidc_dynamic_client_provider/urls/introspect",
    ),
    (
        "grant_types_supported",
        "/oidc_dynamic_client_provider/supported_grant_types",
    ),
];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Labels of the fields that were empty and got a value.
    pub filled: Vec<&'static str>,
    /// Fields that hold something else than the issuer says: label, and what the issuer says. They are left alone.
    pub conflicts: Vec<(&'static str, String)>,
    /// Labels of the fields that the issuer says nothing about.
    pub missing: Vec<&'static str>,
}

impl Discovery {
    pub fn from_document(document: &Value) -> Self {
        let text = |value: &Value| match value {
            Value::String(text) => Some(Untrusted::new(text)),
            Value::Array(items) => {
                let words: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                Some(Untrusted::new(&words.join(", ")))
            }
            _ => None,
        };
        let found = |(name, path): &(&str, &'static str)| {
            let value = document.get(*name).and_then(text).filter(|t| !t.raw().is_empty())?;
            Some((*path, value))
        };
        Self {
            issuer: document.get("issuer").and_then(text),
            found: MEMBERS.iter().filter_map(found).collect(),
        }
    }

    /// The same, where it is about `issuer`: what another one says of itself must not fill a form.
    ///
    /// # Errors
    /// [`Error::Discovery`], saying which issuer it names.
    pub fn for_issuer(self, issuer: &Untrusted) -> Result<Self, Error> {
        let asked = issuer.shown();
        match &self.issuer {
            Some(named) if same_issuer(named.raw(), issuer.raw()) => Ok(self),
            Some(named) => Err(Error::Discovery(format!(
                "The discovery document of {asked} is about another issuer, {}.",
                named.shown()
            ))),
            None => Err(Error::Discovery(format!(
                "The discovery document of {asked} names no issuer."
            ))),
        }
    }

    /// Fills the empty fields of `draft`; what was typed is never overwritten.
    pub fn fill(&self, draft: &mut Draft) -> Filled {
        let mut filled = Filled::default();
        for (_, path) in MEMBERS {
            let Some(label) = draft.entries().find_map(|(f, _)| (f.path == path).then_some(f.label)) else {
                continue;
            };
            let Some((_, value)) = self.found.iter().find(|(at, _)| *at == path) else {
                filled.missing.push(label);
                continue;
            };
            match draft.text(path) {
                Some("") => {
                    draft.put(path, value.raw());
                    filled.filled.push(label);
                }
                Some(text) if text != value.raw() => {
                    filled.conflicts.push((label, escape(value.raw()).into_owned()));
                }
                _ => {}
            }
        }
        filled
    }
}

pub fn unanswered(issuer: &Untrusted) -> Error {
    Error::Discovery(match issuer.raw().trim() {
        "" => "There is no issuer to ask. Fill it in first.".into(),
        asked => format!("There is no discovery document for {}.", escape(asked)),
    })
}

/// Whether two issuers are one: a slash at the end makes no difference.
pub fn same_issuer(one: &str, other: &str) -> bool {
    one.trim().trim_end_matches('/') == other.trim().trim_end_matches('/')
}

/// Whether anything in the form can be filled from an issuer. Of Microsoft Entra ID the platform fills the addresses itself.
pub fn can_fill(draft: &Draft) -> bool {
    draft.entries().any(|(field, typed)| {
        let named = MEMBERS.iter().any(|(_, path)| *path == field.path);
        named && field.shape != Shape::Tenant && matches!(typed, FieldValue::Text(_)) && draft.editable(field)
    })
}
