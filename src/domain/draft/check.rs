//! What is wrong with a form, field by field; each message says what is wrong and what would be right.

use url::Url;

use super::{Draft, FieldValue};
use crate::domain::config::{FormField, Need, Shape};
use crate::domain::rules::provider_name;
use crate::domain::secret::HIDDEN;
use crate::domain::text::{escape, unfit};

/// Something that keeps a form from being saved, or that must be confirmed first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field, counted over all sections.
    pub at: usize,
    pub label: &'static str,
    /// What is wrong, and what would be right; fit to be shown.
    pub text: String,
    /// Whether it may be saved all the same, once it is confirmed.
    pub confirmable: bool,
}

/// Characters that a value can have. The contract sets no limit; this one keeps a pasted file out.
const LONGEST: usize = 4096;
/// The range of the form (R39), in seconds.
const TIMEOUT: std::ops::RangeInclusive<u64> = 5..=20;
/// What the platform puts a client's id in place of.
const PLACEHOLDER: &str = "{{client_id}}";

const LOCAL_DELETION: &str = "/oidc_dynamic_client_provider/allow_local_client_deletion";
const EXTERNAL_CHANGE: &str = "/oidc_dynamic_client_provider/allow_external_client_modification";
const GRANT_TYPES: &str = "/oidc_dynamic_client_provider/supported_grant_types";

impl Draft {
    pub fn problems(&self) -> Vec<FieldProblem> {
        self.wrong(str::trim)
    }

    /// The same; `sent` is what is sent of a text.
    pub(super) fn wrong(&self, sent: fn(&str) -> &str) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        for (at, (field, typed)) in self.entries().enumerate() {
            if !self.editable(field) {
                continue;
            }
            let found = match typed {
                FieldValue::Text(text) => self.text_problem(field, sent(text)),
                FieldValue::Secret(secret) => self.secret_problem(field, secret.is_empty(), secret.reveal()),
                FieldValue::Switch(on) => self.switch_problem(field, *on),
            };
            problems.extend(found.map(|(text, confirmable)| FieldProblem {
                at,
                label: field.name,
                text,
                confirmable,
            }));
        }
        problems
    }

    fn text_problem(&self, field: &FormField, text: &str) -> Option<(String, bool)> {
        if field.path == "/name" {
            return provider_name(text).err().map(wrong);
        }
        if text.is_empty() || field.shape == Shape::List && words(field, text).is_empty() {
            return (field.need == Need::Required).then(|| wrong("is required"));
        }
        if let Some(text) = unfit(text, LONGEST) {
            return Some(wrong(text));
        }
        match field.shape {
            Shape::Url => address(text),
            Shape::PingUrl => ping(text).or_else(|| address(text)),
            Shape::PingDeleteUrl => placeholder(text).or_else(|| ping(text)).or_else(|| address(text)),
            Shape::DeleteUrl => placeholder(text).or_else(|| address(text)),
            Shape::Seconds if !text.parse().is_ok_and(|n| TIMEOUT.contains(&n)) => {
                Some(wrong("must be a whole number from 5 to 20"))
            }
            Shape::Tenant if text.contains(['/', ' ', '?', '#']) => {
                Some(wrong("must be an id or a domain, not an address"))
            }
            Shape::List if field.path == GRANT_TYPES => grant_types(&words(field, text)),
            Shape::List if field.label == "Default Scopes" => self.default_scopes(field, text),
            _ => None,
        }
    }

    fn secret_problem(&self, field: &FormField, empty: bool, text: &str) -> Option<(String, bool)> {
        if empty {
            let needed = field.need == Need::Required && !self.old_secret(field);
            return needed.then(|| wrong("is required"));
        }
        // What other programs show in place of a secret must never become one.
        let mask = text.chars().all(|c| c == '*');
        let mask = mask.then(|| wrong("is a mask, not a secret: leave it empty to keep the stored one"));
        unfit(text, LONGEST).map(wrong).or(mask)
    }

    fn switch_problem(&self, field: &FormField, on: bool) -> Option<(String, bool)> {
        let parent = self
            .entries()
            .any(|(f, t)| f.path == LOCAL_DELETION && *t == FieldValue::Switch(true));
        (on && field.path == EXTERNAL_CHANGE && !parent)
            .then(|| wrong("needs \"Enable client deletion in Anypoint Platform\": switch that on, or this off"))
    }

    fn default_scopes(&self, field: &FormField, text: &str) -> Option<(String, bool)> {
        let scopes = words(field, self.text("/oauth2_client_provider/scopes").unwrap_or_default());
        let missing = words(field, text).into_iter().find(|word| !scopes.contains(word))?;
        let missing = escape(&missing);
        let text = format!("{missing} is not among the Scopes: add it there, or take it out here");
        Some(wrong(text))
    }
}

/// What keeps a form from being saved.
fn wrong(text: impl Into<String>) -> (String, bool) {
    (text.into(), false)
}

/// An absolute address with a host; plain http must be confirmed.
fn address(text: &str) -> Option<(String, bool)> {
    let wrong = |text: &str| Some(wrong(text));
    // The placeholder is no part of an address as others know them.
    let text = text.replace(PLACEHOLDER, "client_id");
    let Ok(url) = Url::parse(&text) else {
        return wrong("must be a whole address that begins with https://");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return wrong("must not contain a user name or a password");
    }
    if text.contains(&format!("={HIDDEN}")) {
        return wrong("has *** in place of a secret value: type the value");
    }
    match url.scheme() {
        // `https:host` is an address to some, and not to others.
        _ if !text.contains("://") || url.host_str().is_none_or(str::is_empty) || text.contains(' ') => {
            wrong("must be a whole address that begins with https://")
        }
        "https" => None,
        "http" => Some(("is not encrypted: should begin with https://".into(), true)),
        _ => wrong("must begin with https://"),
    }
}

fn placeholder(text: &str) -> Option<(String, bool)> {
    (!text.contains(PLACEHOLDER)).then(|| {
        wrong(format!(
            "must contain {PLACEHOLDER}, such as https://idp.example.com/clients/{PLACEHOLDER}"
        ))
    })
}

/// Clients are registered at the administration service, never at the token service (R33).
fn ping(text: &str) -> Option<(String, bool)> {
    let other = text.contains("/as/clients.oauth2") || !text.contains("/pf-ws/rest/oauth/clients");
    other.then(|| wrong("must be the address with /pf-ws/rest/oauth/clients"))
}

/// The words of a list field, as they are checked and sent. Names of grant types can hold blanks, words of other lists
/// end at them.
pub fn words(field: &FormField, text: &str) -> Vec<String> {
    let words: Vec<String> = if field.path == GRANT_TYPES {
        text.split(',').map(grant_type).collect()
    } else {
        text.split([',', ' ']).map(|word| word.trim().to_owned()).collect()
    };
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

/// A grant type's name as the wire has it: `Refresh Token` is `refresh_token`. Those that are URNs are kept as they are.
pub fn grant_type(word: &str) -> String {
    if word.contains(':') {
        return word.trim().to_owned();
    }
    let words = word.split([' ', '-']).filter(|part| !part.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

fn grant_types(types: &[String]) -> Option<(String, bool)> {
    let has = |name: &str| types.iter().any(|t| t == name);
    (has("refresh_token") && !has("authorization_code"))
        .then(|| wrong("refresh_token needs authorization_code: add that, or take refresh_token out"))
}
