//! Reads what is compared of an organization from any backend. Imports `domain`.

use std::collections::BTreeSet;

use super::Backend;
use super::access_inventory::{AccessParts, read_access_with};
use super::inventory::{Inventory, InventoryReader, ONLY_NAMES};
use super::parallel::RunParallel;
use crate::domain::compare::{AccessMissing, EnvironmentState, OrganizationState, ProviderState};
use crate::domain::{Api, ApiId, EnvironmentId, Error, Untrusted};

/// Reads it for the signed-in account, `at_once` pieces at a time.
///
/// Also reads the policies of an API instance that had them `before`, though it uses the built-in client provider now.
/// An environment or client provider that can't be read is told as such. Anything else fails all.
pub fn read(
    backend: &dyn Backend,
    before: Option<&OrganizationState>,
    at_once: usize,
    parallel: RunParallel,
) -> Result<OrganizationState, Error> {
    let reader = InventoryReader::new(backend, at_once, parallel);
    let mut inventory = Inventory::read_as(&backend.account()?, &reader)?;
    // Thousands of requests for what the other side doesn't have would tell nothing.
    let wanted_access = before.is_none_or(|before| before.access.is_ok());
    let before = before.into_iter().flat_map(|before| &before.environments);
    let apis = before
        .flat_map(|held| held.uses.iter())
        .flat_map(|uses| uses.apis.iter());
    let known: BTreeSet<(EnvironmentId, ApiId)> = apis
        .filter(|api| api.protection_known())
        .map(|api| (api.environment, api.id))
        .collect();
    let wanted = |api: &Api| api.is_external() || known.contains(&(api.environment, api.id));
    inventory.read_protection(&reader, wanted)?;
    inventory.read_configurations(&reader)?;
    let environments = inventory.used().map(|(environment, read)| {
        let owner = inventory.tree.get(environment.organization);
        EnvironmentState {
            environment: environment.clone(),
            organization: owner.map_or_else(Untrusted::default, |owner| owner.name.clone()),
            uses: read.clone().map_err(|why| why.to_string()),
        }
    });
    let providers = inventory.configurations.iter().map(|(row, read)| ProviderState {
        row: row.clone(),
        read: match read {
            Ok(provider) if provider.config.is_none() => Err(ONLY_NAMES.into()),
            read => read.clone().map_err(|why| why.to_string()),
        },
    });
    let access = if wanted_access {
        let found = read_access_with(&reader, &inventory.tree, AccessParts::All)?;
        if found.is_unknown() {
            Err(AccessMissing::Unknown)
        } else {
            Ok(found)
        }
    } else {
        Err(AccessMissing::NotAsked)
    };
    Ok(OrganizationState {
        root: inventory.root,
        access,
        organizations: inventory.tree.iter().map(|one| (one.id, one.name.clone())).collect(),
        // Whether an app sees every environment, nobody tells.
        all_environments: inventory.list_coverage.is_complete() && !inventory.limited_by_scopes,
        all_providers: inventory.providers.is_complete(),
        environments: environments.collect(),
        providers: providers.collect(),
    })
}
