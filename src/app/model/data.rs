//! What has been read of the organization, piece by piece, and which pieces are on their way.

mod access;
mod arriving;
mod cells;
mod coverage;
mod derived;
mod effects;
mod progress;
mod protection;
mod removed;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;
use std::time::Duration;

use super::remote::{Remote, RemoteState};
use super::resource::Resource;
use crate::app::list::RowId;
use crate::app::request::{Reply, Request, Ticket};
use crate::app::time::Now;
use crate::domain::change::Object;
use crate::domain::compare::Difference;
use crate::domain::impact::{Impact, Unseen, Usage};
use crate::domain::{
    Account, Api, ApiId, Application, ApplicationId, Counted, Coverage, Environment, EnvironmentId, EnvironmentNames,
    EnvironmentUse, Error, Listing, OrgId, Organization, Protection, Provider, ProviderId, ProviderKind, ProviderRef,
    ProviderRow, Tree,
};

use access::Surroundings;
use arriving::Arriving;
use effects::MadeStep;

pub use access::{AccessData, MAX_MEMBERS, Named, NamedKind, TeamLoss};
pub use progress::Progress;

#[derive(Debug, Default)]
pub struct Data {
    /// Whether what is not told may only not be allowed to be told (R27).
    pub limited_by_scopes: bool,
    pub account: Remote<Account>,
    pub tree: Remote<Tree>,
    /// The environments that the account sees.
    pub environments: Remote<Listing<Environment>>,
    pub uses: BTreeMap<EnvironmentId, Remote<Arc<EnvironmentUse>>>,
    /// Policies and contracts of API instances that were read for themselves.
    pub protections: BTreeMap<(EnvironmentId, ApiId), Remote<Protection>>,
    /// The client providers, as seen from each organization visited.
    pub providers: BTreeMap<OrgId, Remote<Listing<ProviderRow>>>,
    pub details: BTreeMap<(OrgId, ProviderRef), Remote<Provider>>,
    /// Client applications a provider.
    pub counts: BTreeMap<ProviderRef, Remote<Counted>>,
    pub applications: BTreeMap<ProviderRef, Remote<Arc<Listing<Application>>>>,
    /// Users, teams, roles and what else the pages about access are made of.
    pub access: AccessData,
    /// What each change of this session did, the latest last; undo takes it off again.
    made: Vec<MadeStep>,
    /// Those of changes that were undone: redo takes them up again.
    undone: Vec<MadeStep>,
    /// What those changes took from a provider so that it can be deleted.
    pub freed: BTreeSet<(ProviderId, Object)>,
    /// What the last comparison with a file brought.
    pub compared: Vec<Difference>,
    read_at: BTreeMap<EnvironmentId, Now>,
    /// Derived: how much each provider is used.
    pub usage: BTreeMap<ProviderRef, Usage>,
    /// Derived: whether every listed environment was read.
    pub all_read: bool,
    uses_coverage: Coverage,
    /// Derived: lists that are empty in some environment, where that may only mean that nothing of it may be seen.
    unverified: BTreeSet<Unseen>,
    /// Derived: how many of the environments there are is listed.
    pub environment_coverage: Coverage,
    /// Derived: organizations of which not every environment may be listed.
    pub partly_listed: BTreeSet<OrgId>,
    /// Derived: how many environments of each organization are listed.
    pub environment_counts: BTreeMap<OrgId, usize>,
    /// Derived: how far the environments are read.
    pub progress: Progress,
    /// Grows with every change; derived rows older than it are stale.
    pub revision: u64,
    changed_rows: Vec<RowId>,
    derived: Option<(u64, Option<ProviderRef>)>,
    impact: Option<(ProviderRef, Impact)>,
    /// Where each environment and each client application stands in its list; set when the list is.
    places: HashMap<EnvironmentId, usize>,
    application_places: BTreeMap<ProviderRef, HashMap<ApplicationId, usize>>,
    twins: BTreeSet<ProviderRef>,
    listed: BTreeSet<(OrgId, ProviderRef)>,
    environment_names: EnvironmentNames,
    /// Where the organization you work in stands in the tree.
    around: Option<Surroundings>,
    asked: BTreeMap<Ticket, Resource>,
    arriving: Arriving,
}

impl Data {
    /// Asks for a piece, whether or not it exists already.
    pub fn ask(&mut self, resource: Resource, ticket: Ticket, now: Now) -> Request {
        self.asked.insert(ticket, resource);
        self.changed(resource);
        let since = now.mono;
        match resource {
            Resource::Account => self.account.ask(ticket, since),
            Resource::Tree => self.tree.ask(ticket, since),
            Resource::Environments => self.environments.ask(ticket, since),
            Resource::Use(id) => self.uses.entry(id).or_default().ask(ticket, since),
            Resource::Protection(at, api) => self.protections.entry((at, api)).or_default().ask(ticket, since),
            Resource::Providers(org) => self.providers.entry(org).or_default().ask(ticket, since),
            Resource::Provider(org, id) => self.details.entry((org, id)).or_default().ask(ticket, since),
            Resource::Count(id) => self.counts.entry(id).or_default().ask(ticket, since),
            Resource::Applications(id) => self.applications.entry(id).or_default().ask(ticket, since),
            Resource::Access(read) => self.access.ask(read, ticket, since),
        }
        resource.request()
    }

    fn remote(&self, resource: Resource) -> Option<&dyn RemoteState> {
        fn of<T>(remote: Option<&Remote<T>>) -> Option<&dyn RemoteState> {
            remote.map(|r| r as &dyn RemoteState)
        }
        match resource {
            Resource::Account => Some(&self.account),
            Resource::Tree => Some(&self.tree),
            Resource::Environments => Some(&self.environments),
            Resource::Use(id) => of(self.uses.get(&id)),
            Resource::Protection(at, api) => of(self.protections.get(&(at, api))),
            Resource::Providers(org) => of(self.providers.get(&org)),
            Resource::Provider(org, id) => of(self.details.get(&(org, id))),
            Resource::Count(id) => of(self.counts.get(&id)),
            Resource::Applications(id) => of(self.applications.get(&id)),
            Resource::Access(read) => self.access.remote(read),
        }
    }

    /// Whether a piece was never asked for.
    pub fn is_absent(&self, resource: Resource) -> bool {
        self.remote(resource).is_none_or(RemoteState::is_absent)
    }

    /// Whether a piece is known as it is now.
    pub fn is_ready(&self, resource: Resource) -> bool {
        self.remote(resource).is_some_and(RemoteState::is_ready)
    }

    /// Whether a piece is known whole, as it is now or was before.
    pub fn has(&self, resource: Resource) -> bool {
        self.remote(resource).is_some_and(RemoteState::has_value)
    }

    /// The answer that a piece awaits, and since when.
    pub fn awaited(&self, resource: Resource) -> Option<(Ticket, Duration)> {
        self.remote(resource)?.awaited()
    }

    /// Since when a piece is being read.
    pub fn loading_since(&self, resource: Resource) -> Option<Duration> {
        self.awaited(resource).map(|(_, since)| since)
    }

    /// Whether a piece is being read.
    pub fn is_loading(&self, resource: Resource) -> bool {
        self.awaited(resource).is_some()
    }

    /// Why a piece could not be read.
    pub fn error(&self, resource: Resource) -> Option<&Error> {
        self.remote(resource)?.error()
    }

    /// Why a piece that is on screen is not how it is now. Where nothing of it is, its pane says why itself.
    pub fn outdated(&self, resource: Resource) -> Option<&Error> {
        // These are single cells.
        let cell = matches!(resource, Resource::Count(_) | Resource::Protection(..));
        let told = |piece: &&dyn RemoteState| piece.has_value() || self.has_part(resource) || cell;
        self.remote(resource).filter(told)?.error()
    }

    /// Whether somebody still waits for this answer.
    pub fn awaits(&self, ticket: Ticket) -> bool {
        let piece = self.asked.get(&ticket).and_then(|resource| self.remote(*resource));
        piece
            .and_then(RemoteState::awaited)
            .is_some_and(|(awaited, _)| awaited == ticket)
    }

    /// Takes an answer in and says what it was about. Late ones, and ones nobody asked for, change nothing.
    pub fn answer(&mut self, ticket: Ticket, result: Result<Reply, Error>, now: Now) -> Option<Resource> {
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
        let resource = self.asked.remove(&ticket)?;
        let read = result.is_ok();
        let taken = match resource {
            Resource::Account => self.account.answer(ticket, reply!(Account)),
            Resource::Tree => self.tree.answer(ticket, reply!(Tree)),
            Resource::Environments => {
                let environments = reply!(Environments);
                let places = environments.as_ref().ok().map(|all| place(all, |e: &Environment| e.id));
                let taken = self.environments.answer(ticket, environments);
                if let (true, Some(places)) = (taken, places) {
                    self.places = places;
                }
                taken
            }
            Resource::Use(id) => {
                let taken = self.uses.entry(id).or_default().answer(ticket, reply!(EnvironmentUse));
                if taken && read {
                    self.read_at.insert(id, now);
                    self.restore_protections(id);
                }
                taken
            }
            Resource::Protection(at, api) => self.take_protection((at, api), ticket, reply!(Protection)),
            Resource::Providers(org) => self.providers.entry(org).or_default().answer(ticket, reply!(Providers)),
            Resource::Provider(org, id) => {
                let provider = reply!(Provider).map(|p| *p);
                if let Ok(read) = &provider {
                    self.learn(&read.row);
                }
                self.details.entry((org, id)).or_default().answer(ticket, provider)
            }
            Resource::Count(id) => self.counts.entry(id).or_default().answer(ticket, reply!(Count)),
            Resource::Access(read) => self.access.answer(read, ticket, reply!(Access)),
            Resource::Applications(id) => {
                let applications = reply!(Applications);
                let places = applications.as_ref().ok().map(|all| place(all, |a: &Application| a.id));
                let taken = self.applications.entry(id).or_default().answer(ticket, applications);
                if let (true, Some(places)) = (taken, places) {
                    self.application_places.insert(id, places);
                }
                taken
            }
        };
        if taken && self.is_ready(resource) {
            self.arriving.forget(resource);
            self.name_environments(resource);
        }
        if taken {
            self.changed(resource);
        }
        taken.then_some(resource)
    }

    /// A list of the platform doesn't tell every kind. The provider's own page does.
    fn learn(&mut self, read: &ProviderRow) {
        let lists = self.providers.values_mut().filter_map(Remote::get_mut);
        for row in lists.flat_map(|list| &mut list.rows).filter(|row| row.id == read.id) {
            row.kind.clone_from(&read.kind);
        }
    }

    /// Lets go of what is on its way of these pieces, which are asked for anew or forgotten; says which answers that was.
    pub fn cancel(&mut self, of: impl Fn(Resource) -> bool) -> Vec<Ticket> {
        let asked = std::mem::take(&mut self.asked);
        let (late, asked) = asked.into_iter().partition(|(_, resource)| of(*resource));
        self.asked = asked;
        BTreeMap::into_keys(late).collect()
    }

    /// Stops waiting for everything that is on its way; says which answers that was.
    pub fn stop(&mut self) -> Vec<Ticket> {
        let mut any = self.account.stop() | self.tree.stop() | self.environments.stop();
        self.uses.values_mut().for_each(|r| any |= r.stop());
        self.protections.values_mut().for_each(|r| any |= r.stop());
        self.providers.values_mut().for_each(|r| any |= r.stop());
        self.details.values_mut().for_each(|r| any |= r.stop());
        self.counts.values_mut().for_each(|r| any |= r.stop());
        self.applications.values_mut().for_each(|r| any |= r.stop());
        any |= self.access.stop();
        self.revision += u64::from(any);
        let stopped = std::mem::take(&mut self.asked);
        stopped.into_keys().collect()
    }

    /// Forgets everything but what `keep` names: used after a change, and on signing in.
    pub fn keep_only(&mut self, kept: impl Fn(Resource) -> bool) {
        if !kept(Resource::Account) {
            self.account = Remote::Absent;
        }
        if !kept(Resource::Tree) {
            self.tree = Remote::Absent;
            self.around = None;
        }
        if !kept(Resource::Environments) {
            self.environments = Remote::Absent;
        }
        self.uses.retain(|id, _| kept(Resource::Use(*id)));
        self.read_at.retain(|id, _| kept(Resource::Use(*id)));
        self.protections
            .retain(|(at, api), _| kept(Resource::Protection(*at, *api)));
        self.providers.retain(|org, _| kept(Resource::Providers(*org)));
        self.details.retain(|(org, id), _| kept(Resource::Provider(*org, *id)));
        self.counts.retain(|id, _| kept(Resource::Count(*id)));
        self.applications.retain(|id, _| kept(Resource::Applications(*id)));
        self.access.keep_only(|read| kept(Resource::Access(read)));
        self.arriving.keep_only(kept);
        self.changed_rows.clear();
        self.revision += 1;
    }

    /// What an environment uses, where that is known.
    pub fn environment_use(&self, id: EnvironmentId) -> Option<&Arc<EnvironmentUse>> {
        self.uses.get(&id).and_then(Remote::get)
    }

    pub fn environment(&self, id: EnvironmentId) -> Option<&Environment> {
        let listed = || self.environments.get()?.get(*self.places.get(&id)?);
        listed().or_else(|| self.arriving.environment(id))
    }

    pub fn api(&self, environment: EnvironmentId, id: ApiId) -> Option<&Api> {
        let apis = &self.use_so_far(environment)?.apis;
        apis.get(apis.binary_search_by_key(&id, |a| a.id).ok()?)
    }

    pub fn application(&self, provider: ProviderRef, id: ApplicationId) -> Option<&Application> {
        let listed = || {
            let at = *self.application_places.get(&provider)?.get(&id)?;
            self.applications.get(&provider)?.get()?.get(at)
        };
        listed().or_else(|| self.arriving.application(provider, id))
    }

    /// Finds a client application in the lists of providers, or in the list of all.
    pub fn any_application(&self, id: ApplicationId) -> Option<&Application> {
        let mut providers = self.applications.keys();
        let listed = || providers.find_map(|provider| self.application(*provider, id));
        self.access.application(id).or_else(listed)
    }

    /// Whether another provider has the same name: then the name alone does not say which one is meant (R42).
    pub fn has_twin(&self, id: ProviderRef) -> bool {
        self.twins.contains(&id)
    }

    /// Whether the list of an organization has a provider.
    pub fn lists_provider(&self, organization: OrgId, id: ProviderRef) -> bool {
        self.listed.contains(&(organization, id))
    }

    /// Whether any two providers have the same name.
    pub fn has_twins(&self) -> bool {
        !self.twins.is_empty()
    }

    pub fn organization(&self, id: OrgId) -> Option<&Organization> {
        self.tree.get()?.get(id)
    }

    /// The row of a provider as seen from anywhere it was listed.
    pub fn provider(&self, id: ProviderRef) -> Option<&ProviderRow> {
        self.providers
            .values()
            .filter_map(Remote::get)
            .flatten()
            .find(|row| row.id == id)
    }

    pub fn kind(&self, id: ProviderRef) -> Option<&ProviderKind> {
        self.provider(id).map(|row| &row.kind)
    }

    /// Whether all client applications of a provider are counted, as they are now, and none seen is none there.
    pub fn counts_applications(&self, id: ProviderRef) -> bool {
        let ready = |count: &Remote<Counted>| matches!(count, Remote::Ready(count) if count.coverage.partial_reason().is_none());
        self.counts.get(&id).is_some_and(ready) && !self.doubts_count(id)
    }

    /// How many client applications a provider has.
    pub fn applications_counted(&self, id: ProviderRef) -> Option<Counted> {
        let counted = self.counts.get(&id)?.get()?.clone();
        Some(counted.verified(|| !self.doubts_count(id)))
    }

    /// Whether no client application of a provider is seen, and that may only mean that none may be seen: where those of
    /// any other provider are, the scope is there (R27).
    pub fn doubts_count(&self, id: ProviderRef) -> bool {
        let counted = self.counts.get(&id).and_then(Remote::get);
        let none = counted.is_some_and(|count| count.coverage == Coverage::Unverified);
        // Those of the built-in one come from another call, with a scope of its own.
        let external = self.counts.iter().filter(|(of, _)| **of != ProviderRef::BuiltIn);
        none && external.filter_map(|(_, n)| n.get()).all(|count| count.n == 0)
    }
}

fn place<T, K: Hash + Eq>(all: &[T], id: impl Fn(&T) -> K) -> HashMap<K, usize> {
    all.iter().enumerate().map(|(at, one)| (id(one), at)).collect()
}
