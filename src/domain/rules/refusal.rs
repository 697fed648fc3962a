//! Why something is not allowed, in sentences.

use std::fmt;

use super::{ENVIRONMENTS, EXTERNAL_PROVIDERS, GROUPS};
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::text::count;

/// Why something is not allowed. Its `Display` is the sentence a person reads; names in it are escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    BuiltIn,
    BuiltInForm,
    ReadOnly,
    /// The same on the platform, where that is how it begins.
    LiveReadOnly,
    /// Client providers belong to the root; the organization one works in is a business group (R21, R22).
    NotRoot {
        group: String,
        root: String,
        /// Whether the account may do it there.
        may_there: bool,
    },
    /// The account is no Organization Administrator there (R21).
    NotAdministrator {
        user: String,
        organization: String,
    },
    /// Nobody is signed in, or the organization is not one that the account sees.
    NotSeen,
    /// There are as many external providers as there can be (R1).
    TooManyProviders,
    /// `PingFederate` is not offered for adding (R32).
    PingFederate,
    UnknownType,
    /// There are as many business groups as there can be (R2).
    TooManyGroups,
    /// The organization has as many environments as it can have (R3).
    TooManyEnvironments(String),
    RootStays,
    /// The root organization's name and owner belong to the contract with the platform.
    RootSettings,
    HoldsGroups {
        group: String,
        below: usize,
    },
    /// A part of the tree can't be read, so that others may be below it.
    GroupsUnseen {
        group: String,
    },
    /// The default of an environment cannot be removed before another one is (R53).
    DefaultStays {
        provider: String,
    },
    ProviderTwice {
        provider: String,
    },
    /// A name that the platform does not take; the sentence says which it takes.
    Name(String),
    /// A field of a client provider that would be wrong.
    Field {
        /// Whether one that is there was to be saved; else a new one was to be created.
        saved: bool,
        field: &'static str,
        wrong: String,
    },
    /// The platform's public contract has no call for it.
    NotInContract,
    /// Nothing that an app does on its own behalf, whatever its scopes (R25).
    AppOnItsOwn,
    NoSuchUser(String),
    /// An organization file has no list of this name: one entry would make an unknown list look whole.
    NoList(&'static str),
    /// Who disables their own account can't sign in to enable it.
    OwnAccount,
    /// The team above all others can't be deleted (R80).
    TopTeamStays,
    /// An API instance cannot change its provider, for all of these reasons (R60).
    Locked {
        api: String,
        reasons: Vec<LockReason>,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("Anypoint is the built-in client provider. It can't be deleted."),
            Self::BuiltInForm => f.write_str("Anypoint is the built-in client provider. It has nothing to edit."),
            Self::NotInContract => {
                f.write_str("The platform's public API has no call for this. Do it on the platform's own pages.")
            }
            Self::AppOnItsOwn => f.write_str(
                "A connected app that acts on its own behalf can't change business groups, whatever its scopes. Sign in as an \
                 administrator: with the browser, a token or a password.",
            ),
            Self::NoList(list) => write!(
                f,
                "The organization file has no `{list}`, so amtui can't know what is there. Add an empty list first."
            ),
            Self::LiveReadOnly => f.write_str(
                "LIVE is read-only: nothing can be changed. Start with --write, or set write = true in the profile.",
            ),
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
            Self::TooManyProviders => write!(
                f,
                "{EXTERNAL_PROVIDERS} of {EXTERNAL_PROVIDERS} external providers. Delete one first."
            ),
            Self::PingFederate => f.write_str(
                "PingFederate can't be added any more: add version 9 or newer as OpenID Connect. Existing ones stay.",
            ),
            Self::UnknownType => {
                f.write_str("amtui doesn't know this type and has no form for it. J shows it as JSON.")
            }
            Self::TooManyGroups => write!(f, "{GROUPS} of {GROUPS} business groups. Delete one first."),
            Self::TooManyEnvironments(organization) => write!(
                f,
                "{organization} has {ENVIRONMENTS} of {ENVIRONMENTS} environments. Delete one first."
            ),
            Self::RootStays => f.write_str("The root organization can't be deleted."),
            Self::RootSettings => f.write_str("Only business groups can be changed here, not the root organization."),
            Self::HoldsGroups { group, below } => write!(
                f,
                "{group} has {}. Delete them first.",
                count(*below, "business group below it", "business groups below it")
            ),
            Self::GroupsUnseen { group } => write!(
                f,
                "{group} may have business groups below it that you can't see. Ask an {ADMINISTRATOR} of the root organization."
            ),
            Self::DefaultStays { provider } => write!(
                f,
                "{provider} is the default here. Make another one the default first, or remove all external ones."
            ),
            Self::ProviderTwice { provider } => write!(f, "{provider} is in the list twice. Take one out."),
            Self::Name(why) => f.write_str(why),
            Self::Field { saved, field, wrong } => {
                let deed = if *saved { "saved" } else { "created" };
                write!(f, "Not {deed}: {field} {wrong}.")
            }
            Self::OwnAccount => f.write_str("You can't disable your own account."),
            Self::TopTeamStays => f.write_str("The team above all others can't be deleted."),
            Self::NoSuchUser(user) => write!(f, "There is no account {user}."),
            Self::Locked { api, reasons } => {
                let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
                write!(f, "{api} keeps its client provider: {}.", reasons.join("; "))
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockReason {
    /// Its policies and contracts were not read: any of them may hold it.
    NotRead,
    /// So many contracts, and how many of them are active: any contract holds it.
    Contracts(usize, usize),
    /// A policy is tied to providers of another type (R60).
    Policy(String),
    ApiGroup(String),
    /// The provider cannot be chosen in its environment (R62).
    NotOffered {
        provider: String,
        environment: String,
    },
}

impl fmt::Display for LockReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRead => f.write_str("its policies and contracts were not read"),
            Self::Contracts(n, active) => {
                let it = if *n == 1 { "it" } else { "them" };
                let contracts = count(*n, "contract", "contracts");
                let of = match active {
                    _ if active == n => String::new(),
                    0 => ", not active".to_owned(),
                    some => format!(", {some} of them active"),
                };
                write!(f, "it has {contracts}{of} (revoke and delete {it} first)")
            }
            Self::Policy(policy) => write!(f, "its policy {policy} is for another type (remove the policy first)"),
            Self::ApiGroup(group) => write!(f, "it belongs to the API group {group} (take it out first)"),
            Self::NotOffered { provider, environment } => {
                write!(
                    f,
                    "{provider} is not associated with {environment} (associate it there first)"
                )
            }
        }
    }
}
