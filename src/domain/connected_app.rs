//! Connected apps: programs that call the platform. Their secrets have no place here.

use super::grant::GrantContext;
use super::id::{ConnectedAppId, OrgId, UserId};
use super::text::Untrusted;
use super::time::{LastTime, UnixTime};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectedApp {
    /// Its client id.
    pub id: ConnectedAppId,
    pub name: Untrusted,
    /// The organization that it belongs to.
    pub organization: Option<OrgId>,
    /// Who may no longer be a user of the organization.
    pub owner: Option<UserId>,
    pub grant_types: Vec<Untrusted>,
    /// The names of its scopes. Those of an app that acts on its own behalf have contexts, and are read for themselves.
    pub scopes: Option<Vec<Untrusted>>,
    pub redirect_uris: Option<Vec<Untrusted>>,
    pub enabled: Option<bool>,
    /// `internal` or `everyone`.
    pub audience: Option<Untrusted>,
    pub website: Option<Untrusted>,
    pub created: Option<UnixTime>,
    pub last_used: LastTime,
}

/// For whom an app acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AppKind {
    OwnBehalf,
    User,
    /// It has no grant types.
    Unknown,
}

impl AppKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::OwnBehalf => "own behalf",
            Self::User => "user",
            Self::Unknown => "unknown",
        }
    }
}

impl ConnectedApp {
    pub fn kind(&self) -> AppKind {
        if self.grant_types.iter().any(|g| g.raw() == "client_credentials") {
            AppKind::OwnBehalf
        } else if self.grant_types.is_empty() {
            AppKind::Unknown
        } else {
            AppKind::User
        }
    }
}

/// A scope, and where it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AppScope {
    pub scope: Untrusted,
    pub context: GrantContext,
}

/// The product that a scope is about, by the names that public scopes have; `None` where they don't tell.
pub fn product_of(scope: &Untrusted) -> Option<&'static str> {
    let (_, object) = scope.raw().split_once(':')?;
    let has = |words: &[&str]| words.iter().any(|word| object.contains(word));
    Some(match object {
        _ if has(&["exchange"]) => "Exchange",
        _ if has(&["monitoring"]) => "Monitoring",
        _ if object.starts_with("api") || object == "contracts" => "API Manager",
        _ if has(&["clientproviders", "identityproviders", "access_controls", "audit_log"]) => "Access Management",
        _ if object.starts_with("org") || object == "suborgs" || object == "environment" => "Access Management",
        _ if object.starts_with("application") => "Runtime Manager",
        _ => return None,
    })
}

/// A user's leave for an app to act for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppAuthorization {
    pub id: Untrusted,
    pub app: ConnectedAppId,
    pub user: Option<UserId>,
    pub scopes: Vec<Untrusted>,
    pub created: Option<UnixTime>,
    pub updated: Option<UnixTime>,
    pub last_used: LastTime,
}
