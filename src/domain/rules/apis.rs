//! API instances: when one may be given another client provider (docs/platform.md, R24, R30, R60, R62).

use super::{Actor, LockReason, Refusal};
use crate::domain::api::Api;
use crate::domain::environment::{Environment, EnvironmentUse};
use crate::domain::provider::ProviderKind;
use crate::domain::{Coverage, ProviderRef};

/// What holds `api` at its provider whatever it is to be moved to: contracts, and an API group (R60). Where it is not
/// known what protects it, that holds it as well.
pub fn lock_reasons(api: &Api) -> Vec<LockReason> {
    let contracts = Some(api.contracts.len()).filter(|n| *n > 0);
    let contracts = contracts.map(|n| LockReason::Contracts(n, usize::try_from(api.active_contracts().n).unwrap_or(n)));
    let group = api.group.as_ref().map(|g| LockReason::ApiGroup(g.shown().into_owned()));
    let read = |coverage: &Coverage| matches!(coverage, Coverage::Complete | Coverage::Unverified);
    let all_read = read(&api.policies.coverage) && read(&api.contracts.coverage);
    let unread = (!all_read).then_some(LockReason::NotRead);
    unread.into_iter().chain(contracts).chain(group).collect()
}

/// Every reason why `api` cannot be moved to `provider`, which is of `kind` and called `name`; none where it can. What
/// holds it anyway comes first. A kind that is not known is taken to fit. `environment` is how its environment is called.
pub fn lock_reasons_for(
    api: &Api,
    environment: &str,
    uses: &EnvironmentUse,
    (provider, kind, name): (ProviderRef, Option<&ProviderKind>, &str),
) -> Vec<LockReason> {
    let mut reasons = lock_reasons(api);
    let misfit = |tied: crate::domain::api::PolicyFamily| kind.is_some_and(|kind| !tied.fits(kind));
    for policy in &api.policies {
        if policy.tied().is_some_and(misfit) {
            reasons.push(LockReason::Policy(policy.asset.shown().into_owned()));
        }
    }
    // The built-in one can be used beside external ones (R30).
    if let ProviderRef::External(id) = provider
        && !uses.providers.contains(&id)
    {
        reasons.push(LockReason::NotOffered {
            provider: name.to_owned(),
            environment: environment.to_owned(),
        });
    }
    reasons
}

/// Whether `api` may be moved to `provider`: its owners may (R24), taken here for the organization's administrators.
/// `environment` comes with how it is called.
pub fn reassign(
    who: Actor<'_>,
    api: &Api,
    (environment, called): (&Environment, &str),
    uses: &EnvironmentUse,
    to: (ProviderRef, Option<&ProviderKind>, &str),
) -> Result<(), Refusal> {
    who.administers(environment.organization)?;
    unlocked(api, lock_reasons_for(api, called, uses, to))
}

/// Whether `api` may be given back the provider it had until just now. Its policies and its environment's list were no
/// hindrance then; contracts and an API group that came since are (R60).
pub fn give_back(who: Actor<'_>, api: &Api, environment: &Environment) -> Result<(), Refusal> {
    who.administers(environment.organization)?;
    unlocked(api, lock_reasons(api))
}

fn unlocked(api: &Api, reasons: Vec<LockReason>) -> Result<(), Refusal> {
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Locked {
            api: api.shown_name(),
            reasons,
        })
    }
}
