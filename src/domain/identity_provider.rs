//! Identity providers: where users sign in. Only documented members are read, and no secret is among them.

use std::borrow::Cow;

use serde_json::Value;

use super::id::{IdentityProviderId, IdentityProviderRef};
use super::text::Untrusted;
use super::time::UnixTime;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityProvider {
    pub id: IdentityProviderRef,
    pub name: Untrusted,
    pub kind: IdentityProviderKind,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentityProviderKind {
    /// The built-in one.
    Anypoint,
    Saml,
    OpenId,
    Ldap,
    /// A type that amtui doesn't know.
    Other(Untrusted),
}

impl IdentityProviderKind {
    /// Reads the platform's word: `type.name`.
    pub fn parse(word: &str) -> Self {
        match word {
            "saml" => Self::Saml,
            "openid" => Self::OpenId,
            "ldap" => Self::Ldap,
            other => Self::Other(other.into()),
        }
    }

    /// Fit to be shown.
    pub fn label(&self) -> Cow<'_, str> {
        match self {
            Self::Anypoint => "Anypoint".into(),
            Self::Saml => "SAML 2.0".into(),
            Self::OpenId => "OpenID Connect".into(),
            Self::Ldap => "LDAP".into(),
            Self::Other(word) => word.shown(),
        }
    }
}

impl IdentityProvider {
    pub fn built_in() -> Self {
        Self {
            id: IdentityProviderRef::BuiltIn,
            name: "Anypoint".into(),
            kind: IdentityProviderKind::Anypoint,
        }
    }
}

/// The configuration of an identity provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityProviderDetails {
    pub provider: IdentityProvider,
    /// Whether nobody can sign in through it.
    pub login_disabled: Option<bool>,
    /// What is set, with the platform's labels, in the order of its page.
    pub settings: Vec<(&'static str, Untrusted)>,
}

impl IdentityProviderDetails {
    /// Reads the platform's object. What it doesn't name here never leaves `object`.
    pub fn new(provider: IdentityProvider, object: &Value) -> Self {
        let settings = SETTINGS.iter().filter_map(|(label, pointer)| {
            let value = object.pointer(pointer)?;
            Some((*label, text(value)?))
        });
        Self {
            provider,
            login_disabled: object.get("login_disabled").and_then(Value::as_bool),
            settings: settings.collect(),
        }
    }
}

impl IdentityProviderDetails {
    /// The settings where the platform's object has them, in `object`.
    pub fn put_into(&self, mut object: Value) -> Value {
        let other = if self.provider.kind == IdentityProviderKind::OpenId {
            "/saml/"
        } else {
            "/oidc_provider/"
        };
        for (label, value) in &self.settings {
            let mut places = SETTINGS.iter().filter(|(_, place)| !place.starts_with(other));
            if let Some((_, place)) = places.find(|(name, _)| name == label) {
                let value = match value.raw() {
                    "yes" => true.into(),
                    "no" => false.into(),
                    text => text.into(),
                };
                put(&mut object, place, value);
            }
        }
        if let Some(disabled) = self.login_disabled {
            put(&mut object, "/login_disabled", disabled.into());
        }
        object
    }
}

/// Puts a value at a place, in objects that are made on the way.
fn put(object: &mut Value, place: &str, value: Value) {
    let mut at = object;
    for name in place.split('/').skip(1) {
        if !at.is_object() {
            *at = Value::Object(serde_json::Map::new());
        }
        let Some(members) = at.as_object_mut() else { return };
        at = members.entry(name).or_insert(Value::Null);
    }
    *at = value;
}

/// The documented settings of every type: label and place.
const SETTINGS: [(&str, &str); 27] = [
    ("Sign On URL", "/service_provider/urls/sign_on"),
    ("Sign Off URL", "/service_provider/urls/sign_out"),
    ("Issuer", "/saml/issuer"),
    ("Audience", "/saml/audience"),
    ("Public Key", "/saml/public_key"),
    ("Service Provider initiated sign-on", "/saml/sp_initiated_sso_enabled"),
    ("Identity Provider initiated sign-on", "/saml/idp_initiated_sso_enabled"),
    (
        "Require encrypted SAML assertions",
        "/saml/require_encrypted_saml_assertions",
    ),
    ("Username Attribute", "/saml/claims_mapping/username_attribute"),
    ("First Name Attribute", "/saml/claims_mapping/firstname_attribute"),
    ("Last Name Attribute", "/saml/claims_mapping/lastname_attribute"),
    ("Email Attribute", "/saml/claims_mapping/email_attribute"),
    ("Group Attribute", "/saml/claims_mapping/group_attribute"),
    ("Issuer", "/oidc_provider/issuer"),
    ("Authorize URL", "/oidc_provider/urls/authorize"),
    ("Token URL", "/oidc_provider/urls/token"),
    ("User Info URL", "/oidc_provider/urls/userinfo"),
    ("Redirect URL", "/oidc_provider/urls/redirect"),
    ("Client ID", "/oidc_provider/client/credentials/id"),
    ("Client Registration URL", "/oidc_provider/client/urls/register"),
    ("Group Scope", "/oidc_provider/group_scope"),
    (
        "Group Attribute JSONata Expression",
        "/oidc_provider/claims_mapping/group_expression",
    ),
    ("Disable server certificate validation", "/allow_untrusted_certificates"),
    ("Host", "/connection/host"),
    ("Port", "/connection/port"),
    ("Bind DN", "/connection/binddn"),
    ("User search base", "/user_search_base"),
];

/// A value as one line; `None` where nothing is set.
fn text(value: &Value) -> Option<Untrusted> {
    let text = match value {
        Value::Bool(on) => Cow::Borrowed(if *on { "yes" } else { "no" }),
        Value::Number(number) => number.to_string().into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            items.join(", ").into()
        }
        Value::Null | Value::Object(_) => return None,
    };
    // A private key where a certificate belongs is no setting to show.
    let fit = !text.is_empty() && !text.contains("PRIVATE KEY");
    fit.then(|| Untrusted::new(&text))
}

/// A key with which Anypoint Platform signs what it sends to a SAML provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    pub id: Untrusted,
    pub primary: Option<bool>,
    pub created: Option<UnixTime>,
    /// Whether it is the certificate that every organization starts with.
    pub default_certificate: Option<bool>,
}

/// What holds for all identity providers of an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentitySettings {
    /// Whether new users may be made who don't sign in through an identity provider.
    pub allow_new_non_sso_users: Option<bool>,
    /// What it means isn't documented.
    pub bypass_expiration: Option<bool>,
}

impl IdentityProviderRef {
    /// Reads a user's `idprovider_id`, in which `mulesoft` stands for the built-in one.
    pub fn of_user(id: &str) -> Option<Self> {
        if id == "mulesoft" {
            return Some(Self::BuiltIn);
        }
        id.parse::<IdentityProviderId>().ok().map(Self::External)
    }
}
