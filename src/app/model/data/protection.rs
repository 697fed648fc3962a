//! Policies and contracts of API instances, read apart from the environments.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Data;
use crate::app::model::remote::{Remote, RemoteState};
use crate::app::model::resource::Resource;
use crate::app::request::Ticket;
use crate::domain::impact::WITNESSES;
use crate::domain::{Api, ApiId, Coverage, EnvironmentId, Error, Protection, ProviderRef};

impl Data {
    /// Takes in what was read of an API instance.
    pub(super) fn take_protection(
        &mut self,
        (at, id): (EnvironmentId, ApiId),
        ticket: Ticket,
        read: Result<Protection, Error>,
    ) -> bool {
        let Some(remote) = self.protections.get_mut(&(at, id)) else {
            return false;
        };
        let taken = remote.answer(ticket, read);
        if let (true, Remote::Ready(read)) = (taken, &*remote)
            && let Some(uses) = self.uses.get_mut(&at).and_then(Remote::get_mut)
        {
            Arc::make_mut(uses).protect(id, read.clone());
        }
        taken
    }

    /// What an environment uses was read anew: what is known of its API instances stays known.
    pub(super) fn restore_protections(&mut self, at: EnvironmentId) {
        let Some(uses) = self.uses.get_mut(&at).and_then(Remote::get_mut) else {
            return;
        };
        let open = |uses: &crate::domain::EnvironmentUse| uses.apis.iter().any(|api| !api.protection_known());
        if !open(uses) {
            return;
        }
        let uses = Arc::make_mut(uses);
        for api in uses.apis.rows.iter_mut().filter(|api| !api.protection_known()) {
            if let Some(read) = self.protections.get(&(at, api.id)).and_then(Remote::get) {
                api.protect(read.clone());
            }
        }
        uses.verify();
    }

    /// The piece with the policies and contracts of an API instance; `None` where they came with what its environment uses,
    /// or no external provider checks its tokens, nor did before.
    pub fn protection_of(&self, api: &Api) -> Option<Resource> {
        let asked = self.protections.contains_key(&(api.environment, api.id));
        let external = api.is_external() || self.fell_back(api);
        self.any_protection_of(api).filter(|_| asked || external)
    }

    /// The same whatever provider the API instance uses: a policy of a provider that was deleted stays on it.
    pub fn any_protection_of(&self, api: &Api) -> Option<Resource> {
        let asked = self.protections.contains_key(&(api.environment, api.id));
        (asked || !api.protection_known()).then_some(Resource::Protection(api.environment, api.id))
    }

    /// The same for each of the API instances of all environments that are `wanted`.
    pub fn protections_of(&self, wanted: impl Fn(&Api) -> bool) -> impl Iterator<Item = Resource> {
        let environments = self.environments.get().into_iter().flatten();
        let uses = environments.filter_map(|environment| self.environment_use(environment.id));
        let apis = uses.flat_map(|uses| uses.apis.iter()).filter(move |api| wanted(api));
        apis.filter_map(|api| self.protection_of(api))
    }

    /// The pieces with the policies and contracts of every API instance of these environments.
    pub fn protections_in(&self, environments: &BTreeSet<EnvironmentId>) -> impl Iterator<Item = Resource> {
        let uses = environments.iter().filter_map(|id| self.environment_use(*id));
        let apis = uses.flat_map(|uses| uses.apis.iter());
        apis.filter_map(|api| self.any_protection_of(api))
    }

    /// The next API instance of another provider that may show a connected app's scope for policies and contracts, where
    /// those of `provider` show none (R27).
    pub fn witness(&self, provider: ProviderRef) -> Option<Resource> {
        if !self.limited_by_scopes || !self.find_impact(provider, Coverage::Complete)?.needs_witness() {
            return None;
        }
        let others = self.protections_of(|api| api.provider != provider && api.is_external());
        others
            .take(WITNESSES)
            .find(|resource| self.is_absent(*resource) || self.loading_since(*resource).is_some())
    }

    /// Whether the policies and contracts of every API instance that uses `provider` in an environment are known as they are
    /// now; or why they could not be read.
    pub(super) fn protections_ready(&self, at: EnvironmentId, provider: ProviderRef) -> Result<bool, &Error> {
        let mut ready = true;
        let apis = self.environment_use(at).into_iter().flat_map(|uses| uses.apis.iter());
        for resource in apis
            .filter(|api| api.provider == provider)
            .filter_map(|api| self.protection_of(api))
        {
            if let Some(error) = self.error(resource) {
                return Err(error);
            }
            ready &= self.remote(resource).is_some_and(RemoteState::is_ready);
        }
        Ok(ready)
    }
}
