//! API instances: when one may be given another client provider (`domain.md` R24, R30, R60, R62).

use std::fmt;

use super::{Refusal, Who};
use crate::domain::ProviderRef;
use crate::domain::api::Api;
use crate::domain::environment::{Environment, EnvironmentUse};
use crate::domain::provider::ProviderKind;
use crate::domain::text::count;

/// One reason why an API instance keeps its provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It has contracts (R60).
    Contracts(usize),
    /// A policy is tied to providers of another type (R60).
    Policy(String),
    /// It belongs to an API group (R60).
    ApiGroup(String),
    /// The provider cannot be chosen in its environment (R62).
    NotOffered {
        /// The provider.
        provider: String,
        /// The environment.
        environment: String,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contracts(n) => {
                let it = if *n == 1 { "it" } else { "them" };
                write!(
                    f,
                    "it has {} (revoke and delete {it} first)",
                    count(*n, "contract", "contracts")
                )
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

/// Every reason why `api` cannot be moved to `provider`, which is of `kind` and called `name`; none where it can. A kind
/// that is not known is taken to fit.
#[must_use]
pub fn lock(
    api: &Api,
    environment: &Environment,
    uses: &EnvironmentUse,
    (provider, kind, name): (ProviderRef, Option<&ProviderKind>, &str),
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if !api.contracts.is_empty() {
        reasons.push(Reason::Contracts(api.contracts.len()));
    }
    let misfit = |tied: crate::domain::api::Tied| kind.is_some_and(|kind| !tied.fits(kind));
    for policy in &api.policies {
        if policy.tied().is_some_and(misfit) {
            reasons.push(Reason::Policy(policy.asset.shown().into_owned()));
        }
    }
    if let Some(group) = &api.group {
        reasons.push(Reason::ApiGroup(group.shown().into_owned()));
    }
    // The built-in one can be used beside external ones (R30).
    if let ProviderRef::External(id) = provider
        && !uses.providers.contains(&id)
    {
        reasons.push(Reason::NotOffered {
            provider: name.to_owned(),
            environment: environment.name.shown().into_owned(),
        });
    }
    reasons
}

/// Whether `api` may be moved to `provider`: its owners may (R24), taken here for the organization's administrators.
///
/// # Errors
/// Every reason why not, at once.
pub fn reassign(
    who: Who<'_>,
    api: &Api,
    environment: &Environment,
    uses: &EnvironmentUse,
    to: (ProviderRef, Option<&ProviderKind>, &str),
) -> Result<(), Refusal> {
    who.administers(environment.organization)?;
    unlocked(api, lock(api, environment, uses, to))
}

/// Whether `api` may be given back the provider it had until just now. Its policies and its environment's list were no
/// hindrance then; contracts and an API group that came since are (R60).
///
/// # Errors
/// Every reason why not, at once.
pub fn give_back(who: Who<'_>, api: &Api, environment: &Environment) -> Result<(), Refusal> {
    who.administers(environment.organization)?;
    // The built-in provider is offered everywhere, and a kind that is not known fits every policy.
    let to = (ProviderRef::BuiltIn, None, "");
    unlocked(api, lock(api, environment, &EnvironmentUse::default(), to))
}

fn unlocked(api: &Api, reasons: Vec<Reason>) -> Result<(), Refusal> {
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Locked {
            api: api.asset.shown().into_owned(),
            reasons,
        })
    }
}
