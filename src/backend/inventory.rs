//! Everything that any backend tells of an organization's client providers. Imports `domain`.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::parallel::{RunParallel, broke_off, each};
use super::{Backend, guard};
use crate::domain::change::{Object, Seen};
use crate::domain::impact::{Impact, Observed, WITNESSES};
use crate::domain::rules::Refusal;
use crate::domain::snapshot::{SnapshotPhase, SnapshotProgress};
use crate::domain::text::identifies;
use crate::domain::{
    Account, Api, ApiId, Counted, Coverage, Environment, EnvironmentId, EnvironmentUse, Error, Listing, OrgId,
    Provider, ProviderId, ProviderRef, ProviderRow, Tree,
};

/// Why a client provider comes without its configuration (R23).
pub(super) const ONLY_NAMES: &str = "Only its name and type may be seen.";

/// Reads many things of a backend, several at a time.
pub(super) struct InventoryReader<'a> {
    pub(super) backend: &'a dyn Backend,
    pub(super) at_once: usize,
    pub(super) parallel: RunParallel,
    /// Called as the reading proceeds, from one thread at a time.
    pub(super) tell: &'a (dyn Fn(SnapshotProgress) + Sync),
}

impl<'a> InventoryReader<'a> {
    pub(super) fn new(backend: &'a dyn Backend, at_once: usize, parallel: RunParallel) -> Self {
        Self {
            backend,
            at_once,
            parallel,
            tell: &|_| (),
        }
    }

    /// Tells that a phase begins. What comes back tells of one more piece each time it is called.
    pub(super) fn begin(&self, phase: SnapshotPhase, of: usize) -> impl Fn() + Sync {
        let count = Mutex::new(0);
        (self.tell)(SnapshotProgress { phase, read: 0, of });
        move || {
            let mut read = guard(&count);
            *read += 1;
            (self.tell)(SnapshotProgress { phase, read: *read, of });
        }
    }

    /// Reads a piece about each of `items`. Who is signed out in between gets nothing more, and no half of the whole.
    pub(super) fn each<T: Sync, R: Send>(
        &self,
        phase: SnapshotPhase,
        items: &[T],
        read: impl Fn(&T) -> Result<R, Error> + Sync,
    ) -> Result<Vec<Result<R, Error>>, Error> {
        let signed_out = AtomicBool::new(false);
        let done = self.begin(phase, items.len());
        let answers = each(self.parallel, self.at_once, items, |item| {
            if signed_out.load(Ordering::Relaxed) {
                return Err(Error::SignedOut);
            }
            let answer = read(item);
            signed_out.fetch_or(matches!(answer, Err(Error::SignedOut)), Ordering::Relaxed);
            done();
            answer
        });
        if signed_out.into_inner() {
            return Err(Error::SignedOut);
        }
        if answers.len() < items.len() {
            return Err(broke_off());
        }
        Ok(answers)
    }
}

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
    /// The external client providers with their configuration, or why that could not be read. Empty until
    /// [`Inventory::read_configurations`].
    pub(super) configurations: Vec<(ProviderRow, Result<Provider, Error>)>,
}

impl Inventory {
    /// Reads what names client providers alone: no environment, and nothing of what one uses.
    pub fn read_names(backend: &dyn Backend) -> Result<Self, Error> {
        let tree = backend.tree()?;
        let root = tree.root().map(|o| o.id).ok_or(Error::Refused(Refusal::NotSeen))?;
        Ok(Self {
            root,
            limited_by_scopes: false,
            tree,
            providers: backend.providers(root)?,
            list_coverage: Coverage::Unverified,
            environments: Listing::default(),
            uses: BTreeMap::new(),
            unprotected: BTreeMap::new(),
            configurations: Vec::new(),
        })
    }

    /// Reads it, so many environments at a time, without policies and contracts that [`Inventory::read_protection`] reads.
    /// What one environment uses may fail alone; anything else fails all.
    pub fn read(backend: &dyn Backend, at_once: usize, parallel: RunParallel) -> Result<Self, Error> {
        Self::read_as(&backend.account()?, &InventoryReader::new(backend, at_once, parallel))
    }

    /// The same as `account`, who is signed in.
    pub(super) fn read_as(account: &Account, reader: &InventoryReader<'_>) -> Result<Self, Error> {
        let names = Self::read_names(reader.backend)?;
        let environments = reader.backend.environments()?;
        let read = reader.each(SnapshotPhase::Environments, &environments, |e| {
            reader.backend.environment_use(e.id)
        })?;
        Ok(Self {
            limited_by_scopes: account.limited_by_scopes,
            list_coverage: environments.of_all(Some(&names.tree), Some(account)),
            uses: environments.iter().map(|e| e.id).zip(read).collect(),
            environments,
            ..names
        })
    }

    /// Reads policies and contracts of the API instances that are `wanted`. Where that fails, the rest of the environment
    /// stays known.
    pub(super) fn read_protection(
        &mut self,
        reader: &InventoryReader<'_>,
        wanted: impl Fn(&Api) -> bool,
    ) -> Result<(), Error> {
        let uses = self.uses.values().flatten().flat_map(|uses| uses.apis.iter());
        let open: Vec<(EnvironmentId, ApiId)> = uses
            .filter(|api| !api.protection_known() && wanted(api))
            .map(|api| (api.environment, api.id))
            .collect();
        if open.is_empty() {
            return Ok(());
        }
        let read = reader.each(SnapshotPhase::Apis, &open, |(environment, api)| {
            reader.backend.protection(*environment, *api)
        })?;
        for ((environment, api), read) in open.into_iter().zip(read) {
            match (self.uses.get_mut(&environment), read) {
                (Some(Ok(uses)), Ok(read)) => Arc::make_mut(uses).protect(api, read),
                (_, Err(why)) => drop(self.unprotected.insert((environment, api), why)),
                (_, Ok(_)) => {}
            }
        }
        Ok(())
    }

    pub(super) fn read_configurations(&mut self, reader: &InventoryReader<'_>) -> Result<(), Error> {
        let external = self.providers.iter().filter(|row| row.is_external());
        let external: Vec<ProviderRow> = external.cloned().collect();
        let read = reader.each(SnapshotPhase::Providers, &external, |row| {
            reader.backend.provider(self.root, row.id)
        })?;
        self.configurations = external.into_iter().zip(read).collect();
        Ok(())
    }

    /// Each environment with what it uses.
    pub(super) fn used(&self) -> impl Iterator<Item = (&Environment, &Result<Arc<EnvironmentUse>, Error>)> {
        self.environments
            .iter()
            .filter_map(|e| Some((e, self.uses.get(&e.id)?)))
    }

    /// Reads those of the API instances that use a client provider which can be deleted: what happens to them is told by
    /// that. Where they show a connected app no policy or no contract, others are read until one does (R27).
    pub fn read_protection_of_users(
        &mut self,
        provider: ProviderRef,
        backend: &dyn Backend,
        at_once: usize,
        parallel: RunParallel,
    ) -> Result<(), Error> {
        let reader = InventoryReader::new(backend, at_once, parallel);
        self.read_protection(&reader, |api| api.provider == provider && api.is_external())?;
        let apis = self.uses.values().flatten().flat_map(|uses| uses.apis.iter());
        let others = apis.filter(|api| api.provider != provider && !api.protection_known() && api.is_external());
        let others: Vec<_> = others.map(|api| (api.environment, api.id)).take(WITNESSES).collect();
        for some in others.chunks(at_once.max(1)) {
            if !self.impact(provider).needs_witness() {
                break;
            }
            self.read_protection(&reader, |api| some.contains(&(api.environment, api.id)))?;
        }
        Ok(())
    }

    /// What depends on a provider, as far as it could be read.
    pub fn impact(&self, provider: ProviderRef) -> Impact {
        let unprotected = |uses: &EnvironmentUse| {
            let mut own = uses.apis.iter().filter(|api| api.provider == provider);
            own.find_map(|api| self.unprotected.get(&(api.environment, api.id)))
        };
        let observed = self.used().map(|(environment, read)| {
            let failed = read.as_ref().map_or_else(Some, |uses| unprotected(uses));
            let observed = Observed {
                uses: read.as_deref().ok(),
                read: read.is_ok(),
                failed: failed.map(Error::to_string),
            };
            (environment, observed)
        });
        Impact::new(provider, self.list_coverage.clone(), observed)
    }

    /// What was read of the use of a client provider: who deletes it may go by that.
    pub fn seen(&self, provider: ProviderId, counted: Option<&Counted>) -> Seen {
        let uses = self.used().map(|(e, read)| (e.id, read.as_deref().ok()));
        let counted = counted.filter(|counted| !counted.coverage.lacks_rows());
        Seen::new(
            Object::Provider(provider),
            uses,
            !self.list_coverage.lacks_rows(),
            counted.map(|counted| counted.n),
        )
    }

    /// The providers that a person means by a name or an id.
    pub fn find_providers(&self, wanted: &str) -> Vec<&ProviderRow> {
        let all = || self.providers.iter();
        // An id says which one is meant, even where another one has it for a name.
        let by_id = all().find(|row| row.is_external() && row.id.id_text() == wanted.trim());
        match by_id {
            Some(row) => vec![row],
            None => all()
                .filter(|row| identifies(wanted, &row.id.id_text(), &row.name))
                .collect(),
        }
    }
}
