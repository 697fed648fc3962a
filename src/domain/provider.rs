//! Client providers: the services that register client applications and issue or validate their tokens.

use std::borrow::Cow;

use serde_json::Value;

use super::id::ProviderRef;
use super::text::{Untrusted, count};

/// The name of the built-in provider's row; it has no name of its own on the platform (R30).
pub const BUILT_IN: &str = "Anypoint (built-in)";

/// What kind of service a provider is (docs/platform.md, R31).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProviderKind {
    BuiltIn,
    /// `OpenID` Connect Dynamic Client Registration.
    Oidc,
    /// The same for Microsoft Entra ID, recognised by `azure_ad_provider`.
    EntraId,
    OpenAm {
        version: Option<Untrusted>,
    },
    PingFederate {
        version: Option<Untrusted>,
    },
    Other(Untrusted),
}

impl ProviderKind {
    /// Those with a form on the platform.
    pub const WITH_FORM: [Self; 4] = [
        Self::Oidc,
        Self::EntraId,
        Self::OpenAm { version: None },
        Self::PingFederate { version: None },
    ];

    /// Reads the kind from a platform object: `type.name`, `type.version` and the presence of `azure_ad_provider`.
    pub fn from_object(object: &Value) -> Self {
        let text = |pointer| object.pointer(pointer).and_then(Value::as_str).map(Untrusted::new);
        let version = text("/type/version");
        match object.pointer("/type/name").and_then(Value::as_str).unwrap_or_default() {
            "openid-dynamic-client" if object.get("azure_ad_provider").is_some() => Self::EntraId,
            "openid-dynamic-client" => Self::Oidc,
            "openam" => Self::OpenAm { version },
            "ping" => Self::PingFederate { version },
            other => Self::Other(Untrusted::new(other)),
        }
    }

    /// Whether what was seen as this can have been `now` all along: a list does not tell Entra ID from any other OpenID provider,
    /// nor always a version.
    pub fn may_be(&self, now: &Self) -> bool {
        match (self, now) {
            (Self::OpenAm { version: a }, Self::OpenAm { version: b })
            | (Self::PingFederate { version: a }, Self::PingFederate { version: b }) => {
                a == b || a.is_none() || b.is_none()
            }
            (Self::Oidc, Self::EntraId) => true,
            _ => self == now,
        }
    }

    /// Its `type.name`; empty for the built-in one, which is never on the wire.
    pub fn wire_name(&self) -> &str {
        match self {
            Self::BuiltIn => "",
            Self::Oidc | Self::EntraId => "openid-dynamic-client",
            Self::OpenAm { .. } => "openam",
            Self::PingFederate { .. } => "ping",
            Self::Other(name) => name.raw(),
        }
    }

    /// The word shown for it: `OIDC DCR`, `OpenAM 14`.
    pub fn label(&self) -> Cow<'_, str> {
        let with = |name: &'static str, version: &Option<Untrusted>| match version {
            Some(v) => Cow::Owned(format!("{name} {}", v.shown())),
            None => Cow::Borrowed(name),
        };
        match self {
            Self::BuiltIn => "Anypoint".into(),
            Self::Oidc => "OIDC DCR".into(),
            Self::EntraId => "Entra ID OIDC".into(),
            Self::OpenAm { version } => with("OpenAM", version),
            Self::PingFederate { version } => with("PingFederate", version),
            Self::Other(name) => name.shown(),
        }
    }
}

/// What everyone who may list providers sees of one (R23).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderRow {
    pub id: ProviderRef,
    /// Its name; not necessarily unique (R42).
    pub name: Untrusted,
    pub kind: ProviderKind,
}

impl ProviderRow {
    pub fn is_external(&self) -> bool {
        self.id != ProviderRef::BuiltIn
    }

    pub fn built_in() -> Self {
        Self {
            id: ProviderRef::BuiltIn,
            name: Untrusted::new(BUILT_IN),
            kind: ProviderKind::BuiltIn,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    pub row: ProviderRow,
    /// The platform's object without its secrets; `None` where only names may be seen.
    pub config: Option<Value>,
    pub secrets: Vec<String>,
    /// How many values of the object are not in `config`, because no document says that they are harmless.
    pub unknown: usize,
}

impl Provider {
    /// A client provider of which only this may be seen, or that has no more.
    pub fn without_config(row: ProviderRow) -> Self {
        Self {
            row,
            config: None,
            secrets: Vec::new(),
            unknown: 0,
        }
    }

    /// What stands in `config` at a JSON pointer.
    pub fn value(&self, path: &str) -> Option<&Value> {
        self.config.as_ref()?.pointer(path)
    }

    /// Whether a secret is set at a JSON pointer.
    pub fn has_secret(&self, path: &str) -> bool {
        self.secrets.iter().any(|secret| secret == path)
    }

    /// The sentence that says how much of the object is not shown; `None` where all of it is.
    pub fn left_out(&self) -> Option<String> {
        let values = count(self.unknown, "unknown value", "unknown values");
        (self.unknown > 0).then(|| format!("Left out: {values} that may contain secrets."))
    }
}
