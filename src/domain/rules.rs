//! Who may do what, and the limits: one function an action, each answering yes or why not (`domain.md` R1, R20-R25).

use std::fmt;

use super::organization::{Organization, Tree};
use super::permission::{ADMINISTRATOR, Account};
use super::provider::ProviderRow;
use super::{OrgId, ProviderRef};

/// External client providers that one root organization can have (R1). The built-in one is not counted.
pub const EXTERNAL_PROVIDERS: usize = 25;

/// Why something is not allowed. Its `Display` is the sentence a person reads; names in it are escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The built-in provider can be neither edited nor deleted (2.1).
    BuiltIn,
    /// Changes are switched off for this run.
    ReadOnly,
    /// Client providers belong to the root; the organization one works in is a business group (R21, R22).
    NotRoot {
        /// The business group.
        group: String,
        /// The root organization.
        root: String,
        /// Whether the account may do it there.
        may_there: bool,
    },
    /// The account is no Organization Administrator there (R21).
    NotAdministrator {
        /// The user name.
        user: String,
        /// The organization.
        organization: String,
    },
    /// Nobody is signed in, or the organization is not one that the account sees.
    NotSeen,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("Anypoint is the built-in client provider. It cannot be deleted."),
            Self::ReadOnly => f.write_str("amtui was started read-only. Nothing can be changed."),
            Self::NotRoot {
                group,
                root,
                may_there: true,
            } => write!(
                f,
                "Client providers are managed in the root organization. You are in the business group \"{group}\": \
                 press b and select {root} (root)."
            ),
            Self::NotRoot { group, root, .. } => write!(
                f,
                "Client providers are managed in the root organization. You are in the business group \"{group}\": \
                 ask an {ADMINISTRATOR} of {root} (root)."
            ),
            Self::NotAdministrator { user, organization } => {
                write!(
                    f,
                    "This needs {ADMINISTRATOR} of {organization}. {user} does not have it."
                )
            }
            Self::NotSeen => f.write_str("You do not belong to this organization."),
        }
    }
}

/// How much of the client providers someone sees in an organization (R20-R23).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// Everything.
    Full,
    /// Names and types, and why no more.
    Names(Refusal),
    /// Nothing, and why.
    Nothing(Refusal),
}

/// What `account` sees of the client providers when working in `organization`.
#[must_use]
pub fn providers_view(account: &Account, tree: &Tree, organization: OrgId) -> View {
    let (Some(here), Some(root)) = (tree.get(organization), tree.root()) else {
        return View::Nothing(Refusal::NotSeen);
    };
    if !account.administers_any() {
        View::Nothing(not_administrator(account, here))
    } else if !here.is_root() {
        View::Names(not_root(account, here, root))
    } else if !account.administers(here) {
        View::Names(not_administrator(account, here))
    } else {
        View::Full
    }
}

/// Whether `account` may delete `provider` while working in `organization` (R21, R22, 2.1).
///
/// # Errors
/// The reason why not.
pub fn delete_provider(
    account: &Account,
    tree: &Tree,
    organization: OrgId,
    provider: ProviderRef,
    read_only: bool,
) -> Result<(), Refusal> {
    let (Some(here), Some(root)) = (tree.get(organization), tree.root()) else {
        return Err(Refusal::NotSeen);
    };
    if provider == ProviderRef::BuiltIn {
        Err(Refusal::BuiltIn)
    } else if read_only {
        Err(Refusal::ReadOnly)
    } else if !here.is_root() {
        Err(not_root(account, here, root))
    } else if !account.administers(here) {
        Err(not_administrator(account, here))
    } else {
        Ok(())
    }
}

/// How much of the limit on external providers is used: `6 of 25 external providers used` (R1).
#[must_use]
pub fn provider_usage(rows: &[ProviderRow]) -> String {
    let used = rows.iter().filter(|r| r.id != ProviderRef::BuiltIn).count();
    if used >= EXTERNAL_PROVIDERS {
        format!("{used} of {EXTERNAL_PROVIDERS} external providers. Delete one first.")
    } else {
        format!("{used} of {EXTERNAL_PROVIDERS} external providers used")
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
