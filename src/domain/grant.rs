//! Permissions, and where somebody has them. The platform's API calls permissions roles.

use std::fmt;

use uuid::Uuid;

use super::id::{EnvironmentId, OrgId, PermissionId, RoleGroupId, TeamId, UserId};
use super::text::Untrusted;

/// Business Group Viewer: the platform gives it by itself, and nobody can take it away.
pub const BUSINESS_GROUP_VIEWER: PermissionId =
    PermissionId(Uuid::from_u128(0x833a_b9ca_0c72_45ba_9764_1df8_3240_db57));

/// A permission, as the platform's catalogue lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    pub id: PermissionId,
    pub name: Untrusted,
    pub description: Option<Untrusted>,
    /// The product that it belongs to.
    pub product: Option<Untrusted>,
    /// Whether the platform gives it by itself.
    pub internal: Option<bool>,
}

impl Permission {
    /// Whether the platform's own pages don't show it.
    pub fn is_hidden(&self) -> bool {
        self.internal == Some(true) || self.id == BUSINESS_GROUP_VIEWER
    }
}

/// Where a permission or a scope holds: there and nowhere else.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GrantContext {
    pub organization: Option<OrgId>,
    pub environment: Option<EnvironmentId>,
    /// Anything else that narrows it, such as an asset: names and values, sorted.
    other: Vec<(Untrusted, Untrusted)>,
}

impl GrantContext {
    pub fn new(
        organization: Option<OrgId>,
        environment: Option<EnvironmentId>,
        mut other: Vec<(Untrusted, Untrusted)>,
    ) -> Self {
        other.sort_unstable();
        Self {
            organization,
            environment,
            other,
        }
    }

    /// Anything else that narrows it, such as an asset: names and values, sorted.
    pub fn other(&self) -> &[(Untrusted, Untrusted)] {
        &self.other
    }

    /// The same as words, escaped: `asset orders`.
    pub fn narrowing(&self) -> impl Iterator<Item = String> {
        let words = |(name, value): &(Untrusted, Untrusted)| format!("{} {}", name.shown(), value.shown());
        self.other.iter().map(words)
    }

    /// Whether it holds wherever `narrower` does: in the same place, and narrowed by nothing else.
    pub fn covers(&self, narrower: &Self) -> bool {
        (self.organization, self.environment) == (narrower.organization, narrower.environment)
            && self.other.iter().all(|one| narrower.other.contains(one))
    }
}

/// A permission in one context.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    pub permission: PermissionId,
    /// Its name, where the answer tells it.
    pub name: Option<Untrusted>,
    pub context: GrantContext,
}

impl Grant {
    /// What makes two grants the same one.
    pub fn key(&self) -> (PermissionId, &GrantContext) {
        (self.permission, &self.context)
    }
}

/// What kind of thing holds a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolderKind {
    User,
    Team,
    RoleGroup,
}

/// Who holds a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolderId {
    User(UserId),
    Team(TeamId),
    RoleGroup(RoleGroupId),
}

impl HolderId {
    pub fn kind(self) -> HolderKind {
        match self {
            Self::User(_) => HolderKind::User,
            Self::Team(_) => HolderKind::Team,
            Self::RoleGroup(_) => HolderKind::RoleGroup,
        }
    }
}

/// Someone who holds a permission, in all contexts in which they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub holder: HolderId,
    /// The user name, or the name of the team or role.
    pub name: Untrusted,
    /// Whose role it is, which may be another organization than those of the grants; `None` for users and teams.
    pub organization: Option<OrgId>,
    pub grants: Vec<Grant>,
}

impl fmt::Display for HolderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::User => "user",
            Self::Team => "team",
            Self::RoleGroup => "role",
        })
    }
}
