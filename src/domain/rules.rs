//! Permissions and limits: one function an action (docs/platform.md, R1-R62). Each answers yes or why not; menus, keys,
//! hints, forms and backends all ask the same one.

mod access;
mod apis;
mod environments;
mod groups;
mod providers;
mod refusal;

pub use access::{delete_team, read_access, read_directory, restore_team, set_user_enabled};
pub use apis::{give_back, lock_reasons, lock_reasons_for, reassign};
pub use environments::{
    associate, change_environment, create_environment, delete_environment, environment_name, free_name, may_be_named,
    stands_once,
};
pub use groups::{create_group, delete_group, edit_group, group_name, none_below, restore_group, reveal_secret};
pub use providers::{
    Visibility, add_provider, addable, delete_provider, edit_provider, manage_providers, provider_name, provider_usage,
    providers_view,
};
pub use refusal::{LockReason, Refusal};

use super::OrgId;
use super::organization::{Organization, Tree};
use super::permission::Account;

/// External client providers that one root organization can have (R1). The built-in one is not counted.
pub const EXTERNAL_PROVIDERS: usize = 25;

/// Environments that one organization can have (R3).
pub const ENVIRONMENTS: usize = 150;

/// Business groups that one root organization can have (R2).
pub const GROUPS: usize = 100;

/// Who wants something done, and what they see of the organization.
#[derive(Clone, Copy, Debug)]
pub struct Actor<'a> {
    pub account: &'a Account,
    pub tree: &'a Tree,
    pub read_only: bool,
}

impl<'a> Actor<'a> {
    /// The organization, where they administer it and changes are on.
    fn administers(&self, organization: OrgId) -> Result<&'a Organization, Refusal> {
        let found = self.tree.get(organization).ok_or(Refusal::NotSeen)?;
        if self.read_only {
            Err(Refusal::ReadOnly)
        } else if self.account.administers(found) {
            Ok(found)
        } else {
            Err(not_administrator(self.account, found))
        }
    }

    /// The same for what belongs to the root alone (R21, R22).
    fn administers_root(&self, organization: OrgId) -> Result<(), Refusal> {
        let (Some(here), Some(root)) = (self.tree.get(organization), self.tree.root()) else {
            return Err(Refusal::NotSeen);
        };
        if self.read_only {
            Err(Refusal::ReadOnly)
        } else if here.is_root() {
            self.administers(organization).map(|_| ())
        } else {
            Err(not_root(self.account, here, root))
        }
    }
}

fn not_root(account: &Account, group: &Organization, root: &Organization) -> Refusal {
    Refusal::NotRoot {
        group: group.name.shown().into_owned(),
        root: root.name.shown().into_owned(),
        may_there: account.administers(root),
    }
}

fn not_administrator(account: &Account, organization: &Organization) -> Refusal {
    Refusal::NotAdministrator {
        user: account.username.shown().into_owned(),
        organization: organization.name.shown().into_owned(),
    }
}
