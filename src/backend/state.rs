//! Reads what is compared of an organization from any backend. Imports `domain`.

use std::collections::BTreeSet;

use super::Backend;
use super::inventory::Inventory;
use super::parallel::{RunParallel, broke_off, each};
use crate::domain::compare::{EnvironmentState, OrganizationState, ProviderState};
use crate::domain::{Api, ApiId, Environment, EnvironmentId, Error, Provider, ProviderRow, Untrusted};

/// Reads it as whoever is signed in, so many pieces at a time. Of an API instance whose policies are known `before`, they
/// are read as well, though it stands on the built-in client provider now. One environment or client provider that cannot be read is
/// told as such; anything else fails all.
pub fn read(
    backend: &dyn Backend,
    before: Option<&OrganizationState>,
    at_once: usize,
    parallel: RunParallel,
) -> Result<OrganizationState, Error> {
    let mut inventory = Inventory::read(backend, at_once, parallel)?;
    let before = before.into_iter().flat_map(|before| &before.environments);
    let apis = before
        .flat_map(|held| held.uses.iter())
        .flat_map(|uses| uses.apis.iter());
    let known: BTreeSet<(EnvironmentId, ApiId)> = apis
        .filter(|api| api.protection_known)
        .map(|api| (api.environment, api.id))
        .collect();
    let wanted = |api: &Api| api.is_external() || known.contains(&(api.environment, api.id));
    inventory.read_protection(backend, wanted, at_once, parallel);
    let listed: Vec<ProviderRow> = inventory
        .providers
        .iter()
        .filter(|row| row.is_external())
        .cloned()
        .collect();
    let read = each(parallel, at_once, &listed, |row| {
        (row.id, backend.provider(inventory.root, row.id))
    });
    let failed = read.iter().filter_map(|(_, answer)| answer.as_ref().err());
    let unused = inventory.uses.values().filter_map(|answer| answer.as_ref().err());
    if failed
        .chain(unused)
        .chain(inventory.unprotected.values())
        .any(|why| *why == Error::SignedOut)
    {
        return Err(Error::SignedOut);
    }
    let provider = |row: &ProviderRow| {
        let answer = read.iter().find(|(id, _)| *id == row.id).map(|(_, answer)| answer);
        ProviderState {
            row: row.clone(),
            read: whole(answer),
        }
    };
    let environment = |environment: &Environment| {
        let owner = inventory.tree.get(environment.organization);
        let uses = match inventory.uses.get(&environment.id) {
            Some(Ok(uses)) => Ok(uses.clone()),
            Some(Err(error)) => Err(error.to_string()),
            None => Err(broke_off().to_string()),
        };
        EnvironmentState {
            environment: environment.clone(),
            organization: owner.map_or_else(Untrusted::default, |owner| owner.name.clone()),
            uses,
        }
    };
    Ok(OrganizationState {
        root: inventory.root,
        // Whether an app sees every environment, nobody tells.
        all_environments: inventory.list_coverage.is_complete() && !inventory.limited_by_scopes,
        all_providers: inventory.providers.is_complete(),
        environments: inventory.environments.iter().map(environment).collect(),
        providers: listed.iter().map(provider).collect(),
    })
}

fn whole(answer: Option<&Result<Provider, Error>>) -> Result<Provider, String> {
    match answer {
        Some(Ok(provider)) if provider.config.is_some() => Ok(provider.clone()),
        Some(Ok(_)) => Err("Only its name and type may be seen.".into()),
        Some(Err(error)) => Err(error.to_string()),
        None => Err(broke_off().to_string()),
    }
}
