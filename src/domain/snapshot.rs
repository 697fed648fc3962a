//! A copy of an organization: how far it is taken, and what could not be read for it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::text::{Untrusted, word};

/// What a snapshot contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SnapshotScope {
    #[default]
    All,
    /// No users, teams, roles, permissions, connected apps and identity providers: on the platform they take most requests.
    WithoutAccess,
}

/// The name by which it is asked to leave out who may do what.
pub const ACCESS: &str = "access";

impl SnapshotScope {
    /// What is read for it on the platform, as sentences.
    pub fn announcement(self) -> &'static str {
        match self {
            Self::All => {
                "It reads environments, APIs, client providers and applications, then each user and app with one request, each role with two \
                 and each team with three. Leave these out with --without access."
            }
            Self::WithoutAccess => "It reads environments, APIs, client providers and applications.",
        }
    }
}

/// What is read one by one, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotPhase {
    Environments,
    /// The policies and contracts of API instances, where they are read apart.
    Apis,
    Providers,
    /// The client applications of each client provider, the built-in one included.
    Applications,
    /// Users, teams, roles and connected apps.
    Access,
}

/// How far a snapshot is. Its `Display` goes on to the end of a sentence: `137 of 500 environments read`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapshotProgress {
    pub phase: SnapshotPhase,
    /// Pieces that were read, or could not be.
    pub read: usize,
    pub of: usize,
}

impl fmt::Display for SnapshotProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (read, of) = (self.read, self.of);
        match self.phase {
            SnapshotPhase::Environments => write!(f, "{read} of {of} environments read"),
            SnapshotPhase::Apis => write!(f, "policies and contracts of {read} of {of} APIs read"),
            SnapshotPhase::Providers => write!(f, "{read} of {of} client providers read"),
            SnapshotPhase::Applications => write!(f, "client applications of {read} of {of} client providers read"),
            SnapshotPhase::Access => write!(f, "{read} of {of} users, teams, roles or apps read"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SnapshotItem {
    /// A business group that environments belong to, and that is not in the tree.
    #[serde(rename = "business group")]
    Group,
    /// The list of environments, of which a part came.
    #[serde(rename = "environments")]
    Environments,
    /// What an environment uses, or a part of that.
    #[serde(rename = "environment")]
    Environment,
    #[serde(rename = "API")]
    Api,
    /// The list of client providers, of which a part came.
    #[serde(rename = "client providers")]
    Providers,
    #[serde(rename = "client provider")]
    Provider,
    /// The client applications of a client provider, or a part of them; those of the built-in one where there is no id.
    #[serde(rename = "client applications")]
    Applications,
    /// A client application that a contract names, and that is in no list.
    #[serde(rename = "client application")]
    Application,
    #[serde(rename = "users")]
    Users,
    #[serde(rename = "permissions of a user")]
    UserGrants,
    #[serde(rename = "teams")]
    Teams,
    #[serde(rename = "members of a team")]
    TeamMembers,
    #[serde(rename = "external groups of a team")]
    TeamGroups,
    #[serde(rename = "permissions of a team")]
    TeamGrants,
    /// The roles of an organization.
    #[serde(rename = "roles")]
    Roles,
    #[serde(rename = "members of a role")]
    RoleMembers,
    #[serde(rename = "permissions of a role")]
    RoleGrants,
    /// The catalogue of permissions.
    #[serde(rename = "list of permissions")]
    Permissions,
    #[serde(rename = "identity providers")]
    IdentityProviders,
    /// The configuration of an identity provider.
    #[serde(rename = "identity provider")]
    IdentityProvider,
    /// The connected apps of an organization.
    #[serde(rename = "connected apps")]
    ConnectedApps,
    #[serde(rename = "scopes of a connected app")]
    AppScopes,
    #[serde(other, rename = "something else")]
    Other,
}

impl SnapshotItem {
    /// What says who may do what.
    pub const ACCESS: [Self; 14] = [
        Self::Users,
        Self::UserGrants,
        Self::Teams,
        Self::TeamMembers,
        Self::TeamGroups,
        Self::TeamGrants,
        Self::Roles,
        Self::RoleMembers,
        Self::RoleGrants,
        Self::Permissions,
        Self::IdentityProviders,
        Self::IdentityProvider,
        Self::ConnectedApps,
        Self::AppScopes,
    ];

    pub fn noun(self) -> String {
        word(&self)
    }
}

/// Something that could not be read when a snapshot was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRead {
    pub what: SnapshotItem,
    /// Its id; the built-in client provider has none.
    pub id: Option<String>,
    #[serde(default)]
    pub name: Untrusted,
    pub why: Untrusted,
}

/// Why an empty list of an app proves nothing (R27).
pub const NOTHING_VISIBLE: &str = "None is visible, and that may only mean that a scope is missing.";

impl NotRead {
    /// Whether it is an empty list, which an app without the scope gets as well.
    pub fn is_unverified(&self) -> bool {
        self.why.raw() == NOTHING_VISIBLE
    }
}

/// What is said when a snapshot is in `file` (fit to be shown), with so many pieces missing.
pub fn saved(file: &str, not_read: usize) -> String {
    let saved = format!("Snapshot saved in {file}.");
    match not_read {
        0 => saved,
        1 => format!("{saved} 1 part could not be read. The file lists it."),
        n => format!("{saved} {n} parts could not be read. The file lists them."),
    }
}
