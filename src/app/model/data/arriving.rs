//! What came so far of lists that are on their way and were not known before. It is shown, and can be worked with row by
//! row; nothing is concluded from it: what is not in it may still come.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Data, place};
use crate::app::model::remote::{Remote, RemoteState};
use crate::app::model::resource::Resource;
use crate::app::request::{Reply, Ticket};
use crate::domain::{Application, ApplicationId, Environment, EnvironmentId, EnvironmentUse, Listing, ProviderRef};

/// The beginnings of lists.
#[derive(Debug, Default)]
pub(super) struct Arriving {
    environments: Vec<Environment>,
    /// Where each of them stands.
    places: HashMap<EnvironmentId, usize>,
    uses: BTreeMap<EnvironmentId, Arc<EnvironmentUse>>,
    applications: BTreeMap<ProviderRef, Applications>,
}

/// Client applications, and where each of them stands.
#[derive(Debug)]
struct Applications {
    all: Arc<Listing<Application>>,
    places: HashMap<ApplicationId, usize>,
}

impl Arriving {
    pub(super) fn forget(&mut self, resource: Resource) {
        match resource {
            Resource::Environments => {
                self.environments.clear();
                self.places.clear();
            }
            Resource::Use(id) => drop(self.uses.remove(&id)),
            Resource::Applications(id) => drop(self.applications.remove(&id)),
            _ => {}
        }
    }

    pub(super) fn keep_only(&mut self, kept: impl Fn(Resource) -> bool) {
        if !kept(Resource::Environments) {
            self.forget(Resource::Environments);
        }
        self.uses.retain(|id, _| kept(Resource::Use(*id)));
        self.applications.retain(|id, _| kept(Resource::Applications(*id)));
    }

    pub(super) fn environment(&self, id: EnvironmentId) -> Option<&Environment> {
        self.environments.get(*self.places.get(&id)?)
    }

    pub(super) fn application(&self, provider: ProviderRef, id: ApplicationId) -> Option<&Application> {
        let Applications { all, places } = self.applications.get(&provider)?;
        all.get(*places.get(&id)?)
    }

    pub(super) fn use_mut(&mut self, id: EnvironmentId) -> Option<&mut Arc<EnvironmentUse>> {
        self.uses.get_mut(&id)
    }

    pub(super) fn has(&self, resource: Resource) -> bool {
        match resource {
            Resource::Environments => !self.environments.is_empty(),
            Resource::Use(id) => self.uses.contains_key(&id),
            Resource::Applications(id) => self.applications.contains_key(&id),
            _ => false,
        }
    }
}

impl Data {
    /// Takes in what came so far of a list. Where the whole was known before, that stays until the whole comes again; late
    /// parts change nothing.
    pub fn take_part(&mut self, ticket: Ticket, part: Reply) {
        if !self.awaits(ticket) {
            return;
        }
        let Some(resource) = self.asked.get(&ticket).copied() else {
            return;
        };
        if self.remote(resource).is_some_and(RemoteState::has_value) {
            return;
        }
        match (resource, part) {
            // What came of an earlier try, and was more, stays until this one has come as far.
            (Resource::Environments, Reply::Environments(listed))
                if listed.len() > self.arriving.environments.len() =>
            {
                self.arriving.places = place(&listed, |e| e.id);
                self.arriving.environments = listed.rows;
            }
            (Resource::Use(id), Reply::EnvironmentUse(uses)) => {
                let before = self.arriving.uses.entry(id).or_insert_with(|| Arc::clone(&uses));
                if uses.apis.len() > before.apis.len() {
                    *before = uses;
                }
            }
            (Resource::Applications(id), Reply::Applications(all)) => {
                let before = self.arriving.applications.get(&id).map_or(0, |before| before.all.len());
                if all.len() >= before {
                    let places = place(&all, |a| a.id);
                    self.arriving.applications.insert(id, Applications { all, places });
                }
            }
            (Resource::Access(read), Reply::Access(part)) => {
                if !self.access.take_part(read, part) {
                    return;
                }
            }
            // No other answer is a list of many pages.
            _ => return,
        }
        self.revision += 1;
    }

    /// Whether a part of a list is seen.
    pub(super) fn has_part(&self, resource: Resource) -> bool {
        match resource {
            Resource::Access(read) => self.access.has_part(read),
            _ => self.arriving.has(resource),
        }
    }

    /// Whether what is seen of a piece is only the beginning of a list.
    pub fn is_arriving(&self, resource: Resource) -> bool {
        self.has_part(resource) && !self.remote(resource).is_some_and(RemoteState::has_value)
    }

    /// The environments that are seen: all that are listed, or those that came so far.
    pub fn environments_so_far(&self) -> &[Environment] {
        self.environments
            .get()
            .map_or(&self.arriving.environments, |all| &all.rows)
    }

    /// What is seen of an environment: all it uses, or its client providers and the API instances that came so far.
    pub fn use_so_far(&self, id: EnvironmentId) -> Option<&Arc<EnvironmentUse>> {
        self.environment_use(id).or_else(|| self.arriving.uses.get(&id))
    }

    /// The client applications of a provider that are seen: all, or those that came so far.
    pub fn applications_so_far(&self, provider: ProviderRef) -> Option<&[Application]> {
        let whole = self.applications.get(&provider).and_then(Remote::get);
        whole
            .or_else(|| self.arriving.applications.get(&provider).map(|came| &came.all))
            .map(|all| &all[..])
    }

    /// The lists of client applications that are seen.
    pub fn application_lists(&self) -> impl Iterator<Item = &Arc<Listing<Application>>> {
        let whole = self.applications.values().filter_map(Remote::get);
        let came = self.arriving.applications.values().map(|came| &came.all);
        let together = self.access.applications();
        whole.chain(came).chain(together)
    }
}
