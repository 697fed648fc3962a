//! How much of who may do what goes with an environment or a business group.

use crate::domain::listing::Coverage;
use crate::domain::text::at_least;

/// What is deleted with an environment or a business group of who may do what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceAccess {
    /// The roles of a business group.
    pub roles: usize,
    /// The connected apps of a business group.
    pub apps: usize,
    /// Permissions of users, teams and roles.
    pub permissions: usize,
    /// Scopes of connected apps that stay.
    pub scopes: usize,
    /// Unless it is complete, there may be more.
    pub coverage: Coverage,
}

impl PlaceAccess {
    /// Each number with its noun, for one and for several.
    pub fn numbers(&self) -> [(usize, &'static str, &'static str); 4] {
        [
            (self.roles, "role", "roles"),
            (self.apps, "connected app", "connected apps"),
            (self.permissions, "permission", "permissions"),
            (self.scopes, "scope", "scopes"),
        ]
    }

    /// `2 roles, 1 connected app, 5 permissions`; `None` where there is nothing.
    pub fn words(&self) -> Option<String> {
        let more = !self.coverage.is_complete();
        let parts = self.numbers().into_iter().filter(|(n, ..)| *n > 0);
        let parts: Vec<String> = parts.map(|(n, one, many)| at_least(n, more, one, many)).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}
