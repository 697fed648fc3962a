//! Everything that any backend tells of an organization's client providers. Imports `domain`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Backend;
use super::parallel::{RunParallel, each};
use crate::domain::impact::{Impact, Observed, WITNESSES};
use crate::domain::text::identifies;
use crate::domain::{
    Api, ApiId, Coverage, Environment, EnvironmentId, EnvironmentUse, Error, Listing, OrgId, ProviderRef, ProviderRow,
    Tree,
};

/// What was read.
#[derive(Debug)]
pub struct Inventory {
    pub root: OrgId,
    /// Whether scopes limit the account, so that an empty answer proves nothing (R27).
    pub limited_by_scopes: bool,
    pub tree: Tree,
    /// The client providers, the built-in one first.
    pub providers: Listing<ProviderRow>,
    /// How much of the organization's environments is listed.
    pub list_coverage: Coverage,
    /// Every environment that the account sees.
    pub environments: Listing<Environment>,
    /// What each uses, or why that could not be read.
    pub uses: BTreeMap<EnvironmentId, Result<Arc<EnvironmentUse>, Error>>,
    /// API instances whose policies and contracts could not be read, and why.
    pub unprotected: BTreeMap<(EnvironmentId, ApiId), Error>,
}

impl Inventory {
    /// Reads what names client providers alone: no environment, and nothing of what one uses.
    pub fn read_names(backend: &dyn Backend) -> Result<Self, Error> {
        let tree = backend.tree()?;
        let root = tree.root().map(|o| o.id).ok_or(Error::SignedOut)?;
        Ok(Self {
            root,
            limited_by_scopes: false,
            tree,
            providers: backend.providers(root)?,
            list_coverage: Coverage::Unverified,
            environments: Listing::default(),
            uses: BTreeMap::new(),
            unprotected: BTreeMap::new(),
        })
    }

    /// Reads it, so many environments at a time, without policies and contracts that [`Inventory::read_protection`] reads. What one environment uses may fail alone; anything else fails all.
    pub fn read(backend: &dyn Backend, at_once: usize, parallel: RunParallel) -> Result<Self, Error> {
        let account = backend.account()?;
        let names = Self::read_names(backend)?;
        let environments = backend.environments()?;
        let read = each(parallel, at_once, &environments, |e| {
            (e.id, backend.environment_use(e.id))
        });
        let uses = read.into_iter().collect();
        Ok(Self {
            limited_by_scopes: account.limited_by_scopes,
            list_coverage: environments.of_all(Some(&names.tree), Some(&account)),
            environments,
            uses,
            ..names
        })
    }

    /// Reads policies and contracts of the API instances that are `wanted`, so many at a time. Where that fails, the rest
    /// of the environment stays known.
    pub fn read_protection(
        &mut self,
        backend: &dyn Backend,
        wanted: impl Fn(&Api) -> bool,
        at_once: usize,
        parallel: RunParallel,
    ) {
        let uses = self.uses.values().filter_map(|read| read.as_ref().ok());
        let open: Vec<(EnvironmentId, ApiId)> = uses
            .flat_map(|uses| uses.apis.iter())
            .filter(|api| !api.protection_known && wanted(api))
            .map(|api| (api.environment, api.id))
            .collect();
        let read = each(parallel, at_once, &open, |(environment, api)| {
            (*environment, *api, backend.protection(*environment, *api))
        });
        for (environment, api, read) in read {
            match (self.uses.get_mut(&environment), read) {
                (Some(Ok(uses)), Ok(read)) => Arc::make_mut(uses).protect(api, read),
                (_, Err(why)) => drop(self.unprotected.insert((environment, api), why)),
                (_, Ok(_)) => {}
            }
        }
    }

    /// The same for those that use a client provider which can be deleted: what happens to them is told by that. Where they
    /// show a connected app no policy or no contract, others are read until one does (R27).
    pub fn read_protection_of_users(
        &mut self,
        provider: ProviderRef,
        backend: &dyn Backend,
        at_once: usize,
        parallel: RunParallel,
    ) {
        self.read_protection(
            backend,
            |api| api.provider == provider && api.is_external(),
            at_once,
            parallel,
        );
        let apis = self.uses.values().flatten().flat_map(|uses| uses.apis.iter());
        let others = apis.filter(|api| api.provider != provider && !api.protection_known && api.is_external());
        let others: Vec<_> = others.map(|api| (api.environment, api.id)).take(WITNESSES).collect();
        for some in others.chunks(at_once.max(1)) {
            if !self.impact(provider).needs_witness() {
                return;
            }
            self.read_protection(
                backend,
                |api| some.contains(&(api.environment, api.id)),
                at_once,
                parallel,
            );
        }
    }

    /// What depends on a provider, as far as it could be read.
    pub fn impact(&self, provider: ProviderRef) -> Impact {
        let unprotected = |uses: &EnvironmentUse| {
            let mut own = uses.apis.iter().filter(|api| api.provider == provider);
            own.find_map(|api| self.unprotected.get(&(api.environment, api.id)))
        };
        let observed = |e: &Environment| match self.uses.get(&e.id) {
            Some(Ok(uses)) => Observed {
                uses: Some(&**uses),
                read: true,
                failed: unprotected(uses).map(Error::to_string),
            },
            Some(Err(why)) => Observed {
                failed: Some(why.to_string()),
                ..Observed::default()
            },
            None => Observed::default(),
        };
        let environments = self.environments.iter().map(|e| (e, observed(e)));
        Impact::new(provider, self.list_coverage.clone(), environments)
    }

    /// The providers that a person means by a name or an id.
    pub fn find_providers(&self, wanted: &str) -> Vec<&ProviderRow> {
        let all = self.providers.iter();
        all.filter(|row| identifies(wanted, &row.id.id_text(), &row.name))
            .collect()
    }
}
