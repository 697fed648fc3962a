//! Accounts and what they are allowed to administer (docs/platform.md, R12, R13, R20-R25).

use std::collections::BTreeSet;

use super::id::OrgId;
use super::organization::{Organization, Tree};
use super::text::Untrusted;

/// The role that administers an organization and all below it.
pub const ADMINISTRATOR: &str = "Organization Administrator";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub name: Untrusted,
    pub organization: OrgId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// User name: what one signs in with.
    pub username: Untrusted,
    pub name: Option<Untrusted>,
    pub roles: Vec<Role>,
    /// Whether the roles are assumed, because not all of them could be read.
    pub assumed: bool,
    /// What they may administer, in words fit to be shown: [`describe`]d by the backend, which knows the whole tree.
    pub permission: String,
    /// The organization they worked in last, where the backend keeps it.
    pub active: Option<OrgId>,
    /// Whether scopes that cannot be read limit it, as they do a connected app: an empty answer may only mean that
    /// one is missing (R27).
    pub limited_by_scopes: bool,
    /// Whether it is a connected app that acts on its own behalf.
    pub app: bool,
}

impl Account {
    /// Whether they administer `organization`: by a role there, or on a group above it (R12).
    pub fn administers(&self, organization: &Organization) -> bool {
        self.roles.iter().any(|role| {
            role.name.raw() == ADMINISTRATOR
                && (role.organization == organization.id || organization.parents.contains(&role.organization))
        })
    }

    /// Whether they administer `organization` by a role that was read, not assumed.
    pub fn surely_administers(&self, organization: &Organization) -> bool {
        !self.assumed && self.administers(organization)
    }

    /// Whether they see `organization`: everyone the root, members their groups, administrators all below (R13).
    pub fn sees(&self, organization: &Organization) -> bool {
        organization.is_root()
            || self.administers(organization)
            || self.roles.iter().any(|role| role.organization == organization.id)
    }

    /// Whether they administer any organization: Access Management is closed to others (R20).
    pub fn administers_any(&self) -> bool {
        self.roles.iter().any(|role| role.name.raw() == ADMINISTRATOR)
    }
}

/// What roles allow, in a few words: `Organization Administrator of Acme Corp (root)`. Names in it are escaped.
pub fn describe(roles: &[Role], tree: &Tree) -> String {
    let mut told = BTreeSet::new();
    let mut places = roles
        .iter()
        // One may have it in the same organization more than once, as directly and through a team.
        .filter(|role| role.name.raw() == ADMINISTRATOR && told.insert(role.organization))
        .filter_map(|role| tree.get(role.organization));
    match (places.next(), places.count()) {
        (None, _) => "no administration".into(),
        (Some(one), 0) if one.is_root() => format!("{ADMINISTRATOR} of {} (root)", one.name.shown()),
        (Some(one), 0) => format!("{ADMINISTRATOR} of {} only", one.name.shown()),
        (Some(one), more) => format!("{ADMINISTRATOR} of {} and {more} more", one.name.shown()),
    }
}
