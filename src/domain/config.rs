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
    let issuer = provider
        .config
        .as_ref()?
        .pointer("/oidc_dynamic_client_provider/issuer")?;
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
    let listed = provider.config.as_ref().and_then(|c| {
        c.pointer("/oidc_dynamic_client_provider/supported_grant_types")?
            .as_array()
    });
    let names: Vec<&str> = listed.into_iter().flatten().filter_map(Value::as_str).collect();
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
        let value = provider.config.as_ref().and_then(|c| c.pointer(self.path));
        let text = |v: &'a Value| match v {
            Value::String(s) if s.is_empty() => None,
            Value::String(s) => Some(escape(s)),
            Value::Number(n) => Some(Cow::Owned(n.to_string())),
            _ => None,
        };
        let shown = match self.shape {
            Shape::NotInApi => return FieldDisplay::NotInApi,
            Shape::Secret => return FieldDisplay::Secret(provider.secrets.iter().any(|s| s == self.path)),
            Shape::Switch => return FieldDisplay::Switch(value.and_then(Value::as_bool).unwrap_or(false)),
            Shape::Text | Shape::Url | Shape::DeleteUrl | Shape::PingUrl | Shape::PingDeleteUrl => value.and_then(text),
            Shape::List => value.and_then(Value::as_array).map(|items| {
                let words: Vec<_> = items.iter().filter_map(text).collect();
                Cow::Owned(words.join(", "))
            }),
            Shape::Seconds => value
                .and_then(Value::as_u64)
                .map(|n| Cow::Owned(seconds(n).to_string())),
            Shape::Tenant => value
                .and_then(Value::as_str)
                .and_then(|url| url.split('/').nth(3))
                .map(escape),
        };
        shown
            .filter(|t| !t.is_empty())
            .map_or(FieldDisplay::Unset, FieldDisplay::Text)
    }
}

pub fn seconds(wire: u64) -> u64 {
    if wire >= 1000 { wire / 1000 } else { wire }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::provider::ProviderRow;
    use crate::domain::secret;

    fn provider(mut object: Value) -> Provider {
        let secrets = secret::take_secrets(&mut object);
        let row = ProviderRow {
            kind: ProviderKind::from_object(&object),
            ..ProviderRow::built_in()
        };
        Provider {
            row,
            config: Some(object),
            secrets,
            unknown: 0,
        }
    }

    fn find(kind: &ProviderKind, label: &str) -> &'static FormField {
        let mut fields = sections(kind).iter().flat_map(|s| s.fields);
        fields.find(|f| f.label == label).expect("the label is in the form")
    }

    #[test]
    fn a_name_stands_once_in_each_form_and_says_the_section_where_the_label_does_not() {
        for kind in ProviderKind::WITH_FORM {
            let form = form(&kind);
            let all = || form.iter().flat_map(|s| s.fields.iter().map(|field| (s.title, field)));
            for (title, field) in all() {
                let wanted = match all().filter(|(_, f)| f.label == field.label).count() {
                    1 => field.label.to_owned(),
                    _ => format!("{title} / {}", field.label),
                };
                assert_eq!(field.name, wanted, "{kind:?}");
                assert_eq!(
                    all().filter(|(_, f)| f.name == field.name).count(),
                    1,
                    "{kind:?}: {wanted}"
                );
            }
        }
    }

    #[test]
    fn a_secret_shows_only_that_it_is_set() {
        let p = provider(json!({"type": {"name": "openid-dynamic-client"},
            "oidc_dynamic_client_provider": {"primary_client": {"id": "i", "secret": "s"}}}));
        assert_eq!(p.row.kind, ProviderKind::Oidc);
        assert_eq!(find(&p.row.kind, "Client Secret").shown(&p), FieldDisplay::Secret(true));
        assert_eq!(
            find(&p.row.kind, "Authorization Header").shown(&p),
            FieldDisplay::Secret(false)
        );
    }

    #[test]
    fn a_timeout_reads_as_seconds_in_either_unit() {
        for (wire, seconds) in [(5000, "5"), (20, "20"), (1000, "1")] {
            let p = provider(json!({"type": {"name": "openid-dynamic-client"},
                "oidc_dynamic_client_provider": {"client_request_timeout": wire}}));
            let shown = find(&p.row.kind, "Client Request Timeout (seconds)").shown(&p);
            assert_eq!(shown, FieldDisplay::Text(seconds.into()));
        }
    }

    #[test]
    fn a_tenant_is_read_from_the_address() {
        let p = provider(
            json!({"type": {"name": "openid-dynamic-client"}, "azure_ad_provider": {},
            "oidc_dynamic_client_provider": {"urls": {"authorize": "https://login.example.com/tenant-1/oauth2/v2.0/authorize"}}}),
        );
        assert_eq!(p.row.kind, ProviderKind::EntraId);
        let shown = find(&p.row.kind, "Tenant ID for Microsoft Entra ID").shown(&p);
        assert_eq!(shown, FieldDisplay::Text("tenant-1".into()));
    }

    #[test]
    fn every_secret_field_is_one_that_is_taken() {
        for field in ProviderKind::WITH_FORM.iter().flat_map(sections).flat_map(|s| s.fields) {
            let secret = field.shape == Shape::Secret;
            let mut object = json!(if secret { "s" } else { "https://idp.example.com" });
            for name in field.path.split('/').skip(1).collect::<Vec<_>>().into_iter().rev() {
                object = json!({ name: object });
            }
            let taken = secret::take_secrets(&mut object);
            assert_eq!(taken == [field.path], secret, "{}", field.label);
        }
    }
}
