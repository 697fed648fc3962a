//! What has been read of the organization, piece by piece, and which pieces are on their way.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::msg::{Now, Reply, Request, Ticket};
use crate::domain::impact::{Aftermath, Impact, Seen, Usage};
use crate::domain::{
    Api, ApiId, Application, ApplicationId, Environment, EnvironmentId, EnvironmentKind, EnvironmentUse, Error, OrgId,
    Provider, ProviderKind, ProviderRef, ProviderRow, Tree,
};

/// Something that is read from the home.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Remote<T> {
    /// Nobody asked.
    #[default]
    Absent,
    /// Asked; what was known before stays to be shown.
    Loading {
        /// The answer that is awaited; any other is late.
        ticket: Ticket,
        /// When it was asked.
        since: Duration,
        /// What was known before.
        old: Option<T>,
    },
    /// Read.
    Ready(T),
    /// Could not be read; what was known before stays to be shown.
    Failed {
        /// Why not.
        error: Error,
        /// What was known before.
        old: Option<T>,
    },
}

impl<T> Remote<T> {
    /// The newest value there is.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Loading { old, .. } | Self::Failed { old, .. } => old.as_ref(),
            Self::Absent => None,
        }
    }

    /// Since when it is being read.
    pub fn loading_since(&self) -> Option<Duration> {
        match self {
            Self::Loading { since, .. } => Some(*since),
            _ => None,
        }
    }

    /// Why it could not be read.
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::Failed { error, .. } => Some(error),
            _ => None,
        }
    }

    fn take(&mut self) -> Option<T> {
        match std::mem::take(self) {
            Self::Ready(value) => Some(value),
            Self::Loading { old, .. } | Self::Failed { old, .. } => old,
            Self::Absent => None,
        }
    }

    fn ask(&mut self, ticket: Ticket, since: Duration) {
        let old = self.take();
        *self = Self::Loading { ticket, since, old };
    }

    fn answer(&mut self, ticket: Ticket, result: Result<T, Error>) -> bool {
        if !matches!(self, Self::Loading { ticket: awaited, .. } if *awaited == ticket) {
            return false;
        }
        *self = match result {
            Ok(value) => Self::Ready(value),
            Err(error) => Self::Failed {
                error,
                old: self.take(),
            },
        };
        true
    }

    fn cancel(&mut self) -> bool {
        let loading = matches!(self, Self::Loading { .. });
        if loading {
            *self = self.take().map_or(Self::Absent, Self::Ready);
        }
        loading
    }
}

/// A piece of the organization that is read with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The organizations.
    Tree,
    /// The environments.
    Environments,
    /// What one environment uses.
    Use(EnvironmentId),
    /// The client providers, as seen from an organization.
    Providers(OrgId),
    /// One client provider, as seen from an organization.
    Provider(OrgId, ProviderRef),
    /// How many client applications a provider has.
    Count(ProviderRef),
    /// The client applications of a provider.
    Applications(ProviderRef),
}

impl Slot {
    fn request(self) -> Request {
        match self {
            Self::Tree => Request::Tree,
            Self::Environments => Request::Environments,
            Self::Use(id) => Request::EnvironmentUse(id),
            Self::Providers(org) => Request::Providers(org),
            Self::Provider(org, id) => Request::Provider(org, id),
            Self::Count(id) => Request::CountApplications(id),
            Self::Applications(id) => Request::Applications(id),
        }
    }
}

/// Everything read so far.
#[derive(Debug, Default)]
pub struct Data {
    /// The organizations that the account sees.
    pub tree: Remote<Tree>,
    /// The environments that the account sees.
    pub environments: Remote<Vec<Environment>>,
    /// What each environment uses.
    pub uses: BTreeMap<EnvironmentId, Remote<Arc<EnvironmentUse>>>,
    /// The client providers, as seen from each organization visited.
    pub providers: BTreeMap<OrgId, Remote<Vec<ProviderRow>>>,
    /// Single client providers.
    pub details: BTreeMap<(OrgId, ProviderRef), Remote<Provider>>,
    /// Client applications a provider.
    pub counts: BTreeMap<ProviderRef, Remote<u64>>,
    /// The client applications of providers.
    pub applications: BTreeMap<ProviderRef, Remote<Arc<Vec<Application>>>>,
    /// What each delete of this session did to environments, the latest last; undo takes it off again.
    pub aftermath: Vec<BTreeMap<EnvironmentId, Aftermath>>,
    /// When an environment was last read.
    pub checked: Option<Now>,
    /// Derived: how much each provider is used.
    pub usage: BTreeMap<ProviderRef, Usage>,
    /// Derived: whether every environment was read.
    pub all_read: bool,
    /// Grows with every change; derived rows older than it are stale.
    pub revision: u64,
    counted: u64,
    asked: BTreeMap<Ticket, Slot>,
}

impl Data {
    /// Asks for a piece, whether or not it is there already.
    pub fn ask(&mut self, slot: Slot, ticket: Ticket, now: Now) -> Request {
        self.asked.insert(ticket, slot);
        self.revision += 1;
        let since = now.mono;
        match slot {
            Slot::Tree => self.tree.ask(ticket, since),
            Slot::Environments => self.environments.ask(ticket, since),
            Slot::Use(id) => self.uses.entry(id).or_default().ask(ticket, since),
            Slot::Providers(org) => self.providers.entry(org).or_default().ask(ticket, since),
            Slot::Provider(org, id) => self.details.entry((org, id)).or_default().ask(ticket, since),
            Slot::Count(id) => self.counts.entry(id).or_default().ask(ticket, since),
            Slot::Applications(id) => self.applications.entry(id).or_default().ask(ticket, since),
        }
        slot.request()
    }

    /// Whether a piece was never asked for.
    #[must_use]
    pub fn absent(&self, slot: Slot) -> bool {
        fn none<K: Ord, T>(map: &BTreeMap<K, Remote<T>>, key: &K) -> bool {
            map.get(key).is_none_or(|r| matches!(r, Remote::Absent))
        }
        match slot {
            Slot::Tree => matches!(self.tree, Remote::Absent),
            Slot::Environments => matches!(self.environments, Remote::Absent),
            Slot::Use(id) => none(&self.uses, &id),
            Slot::Providers(org) => none(&self.providers, &org),
            Slot::Provider(org, id) => none(&self.details, &(org, id)),
            Slot::Count(id) => none(&self.counts, &id),
            Slot::Applications(id) => none(&self.applications, &id),
        }
    }

    /// Since when a piece is being read, and why it could not be.
    #[must_use]
    pub fn state(&self, slot: Slot) -> (Option<Duration>, Option<&Error>) {
        fn both<T>(remote: Option<&Remote<T>>) -> (Option<Duration>, Option<&Error>) {
            remote.map_or((None, None), |r| (r.loading_since(), r.error()))
        }
        match slot {
            Slot::Tree => both(Some(&self.tree)),
            Slot::Environments => both(Some(&self.environments)),
            Slot::Use(id) => both(self.uses.get(&id)),
            Slot::Providers(org) => both(self.providers.get(&org)),
            Slot::Provider(org, id) => both(self.details.get(&(org, id))),
            Slot::Count(id) => both(self.counts.get(&id)),
            Slot::Applications(id) => both(self.applications.get(&id)),
        }
    }

    /// Takes an answer in. Late ones, and ones nobody asked for, change nothing.
    pub fn answer(&mut self, ticket: Ticket, result: Result<Reply, Error>, now: Now) {
        fn of<T>(result: Result<Reply, Error>, read: impl FnOnce(Reply) -> Option<T>) -> Result<T, Error> {
            read(result?).ok_or_else(|| Error::Internal("an answer to another question".into()))
        }
        macro_rules! reply {
            ($variant:ident) => {
                of(
                    result,
                    |r| if let Reply::$variant(v) = r { Some(v) } else { None },
                )
            };
        }
        let Some(slot) = self.asked.remove(&ticket) else {
            return;
        };
        let taken = match slot {
            Slot::Tree => self.tree.answer(ticket, reply!(Tree)),
            Slot::Environments => self.environments.answer(ticket, reply!(Environments)),
            Slot::Use(id) => {
                self.checked = Some(now);
                self.uses.entry(id).or_default().answer(ticket, reply!(EnvironmentUse))
            }
            Slot::Providers(org) => self.providers.entry(org).or_default().answer(ticket, reply!(Providers)),
            Slot::Provider(org, id) => {
                let provider = reply!(Provider).map(|p| *p);
                self.details.entry((org, id)).or_default().answer(ticket, provider)
            }
            Slot::Count(id) => self.counts.entry(id).or_default().answer(ticket, reply!(Count)),
            Slot::Applications(id) => self
                .applications
                .entry(id)
                .or_default()
                .answer(ticket, reply!(Applications)),
        };
        self.revision += u64::from(taken);
    }

    /// Stops waiting for everything that is on its way; says whether anything was.
    pub fn cancel(&mut self) -> bool {
        let mut any = self.tree.cancel() | self.environments.cancel();
        self.uses.values_mut().for_each(|r| any |= r.cancel());
        self.providers.values_mut().for_each(|r| any |= r.cancel());
        self.details.values_mut().for_each(|r| any |= r.cancel());
        self.counts.values_mut().for_each(|r| any |= r.cancel());
        self.applications.values_mut().for_each(|r| any |= r.cancel());
        self.revision += u64::from(any);
        any
    }

    /// Forgets everything but what `keep` names: used after a change, and on signing in.
    pub fn forget_but(&mut self, keep: &[Slot]) {
        let kept = |slot: Slot| keep.contains(&slot);
        if !kept(Slot::Tree) {
            self.tree = Remote::Absent;
        }
        if !kept(Slot::Environments) {
            self.environments = Remote::Absent;
        }
        self.uses.retain(|id, _| kept(Slot::Use(*id)));
        self.providers.retain(|org, _| kept(Slot::Providers(*org)));
        self.details.retain(|(org, id), _| kept(Slot::Provider(*org, *id)));
        self.counts.retain(|id, _| kept(Slot::Count(*id)));
        self.applications.retain(|id, _| kept(Slot::Applications(*id)));
        self.revision += 1;
    }

    /// Brings what is derived up to date.
    pub fn settle(&mut self) {
        if self.counted == self.revision {
            return;
        }
        self.counted = self.revision;
        let mut usage: BTreeMap<ProviderRef, Usage> = BTreeMap::new();
        let mut all_read = self.environments.get().is_some();
        for environment in self.environments.get().into_iter().flatten() {
            let Some(uses) = self.environment_use(environment.id) else {
                all_read = false;
                continue;
            };
            let production = environment.kind == EnvironmentKind::Production;
            usage.entry(uses.default_provider()).or_default().default_in_production += usize::from(production);
            let offered = uses.providers.iter().map(|id| ProviderRef::External(*id));
            let built_in = uses.providers.is_empty().then_some(ProviderRef::BuiltIn);
            for provider in offered.chain(built_in) {
                usage.entry(provider).or_default().environments += 1;
            }
            for api in &uses.apis {
                usage.entry(api.provider).or_default().apis += 1;
            }
        }
        self.usage = usage;
        self.all_read = all_read;
    }

    /// What an environment uses, where that is known.
    #[must_use]
    pub fn environment_use(&self, id: EnvironmentId) -> Option<&Arc<EnvironmentUse>> {
        self.uses.get(&id).and_then(Remote::get)
    }

    /// One environment.
    #[must_use]
    pub fn environment(&self, id: EnvironmentId) -> Option<&Environment> {
        self.environments.get()?.iter().find(|e| e.id == id)
    }

    /// One API instance.
    #[must_use]
    pub fn api(&self, environment: EnvironmentId, id: ApiId) -> Option<&Api> {
        let apis = &self.environment_use(environment)?.apis;
        apis.get(apis.binary_search_by_key(&id, |a| a.id).ok()?)
    }

    /// One client application of a provider.
    #[must_use]
    pub fn application(&self, provider: ProviderRef, id: ApplicationId) -> Option<&Application> {
        self.applications.get(&provider)?.get()?.iter().find(|a| a.id == id)
    }

    /// The row of a provider as seen from anywhere it was listed.
    #[must_use]
    pub fn provider(&self, id: ProviderRef) -> Option<&ProviderRow> {
        self.providers
            .values()
            .filter_map(Remote::get)
            .flatten()
            .find(|row| row.id == id)
    }

    /// The kind of a provider, where it is known.
    #[must_use]
    pub fn kind(&self, id: ProviderRef) -> Option<&ProviderKind> {
        self.provider(id).map(|row| &row.kind)
    }

    /// What the latest delete that touched an environment did to it.
    #[must_use]
    pub fn aftermath(&self, id: EnvironmentId) -> Option<Aftermath> {
        self.aftermath.iter().rev().find_map(|one| one.get(&id).copied())
    }

    /// What depends on a provider, as far as it is known. `None` before the environments are listed.
    #[must_use]
    pub fn impact(&self, provider: ProviderRef) -> Option<Impact> {
        let environments = self.environments.get()?;
        let failed: BTreeMap<EnvironmentId, String> = self
            .uses
            .iter()
            .filter_map(|(id, r)| Some((*id, r.error()?.to_string())))
            .collect();
        let seen = |e: &Environment| match (self.uses.get(&e.id), failed.get(&e.id)) {
            (_, Some(why)) => Seen::Failed(why.as_str()),
            (Some(Remote::Ready(uses)), _) => Seen::Read(uses.as_ref()),
            _ => Seen::Waiting,
        };
        Some(Impact::new(
            provider,
            self.kind(provider),
            environments.iter().map(|e| (e, seen(e))),
        ))
    }
}
