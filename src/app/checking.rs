//! Which pieces a delete dialog speaks of, and which of them are read again when it opens.

use std::collections::BTreeSet;
use std::time::Duration;

use super::App;
use super::overlay::delete::{Delete, Thing};
use super::resource::Resource;
use crate::domain::{Environment, EnvironmentId, OrgId, ProviderRef};

/// What was read for the same dialog so shortly before is not read again.
const FRESH: Duration = Duration::from_secs(5);

impl App {
    pub(super) fn ask_unless_asked(&mut self, resource: Resource) {
        if self.model.data.loading_since(resource).is_none() {
            self.ask(resource);
        }
    }

    /// What depends on the provider may have changed since it was read: it is read again, unless that was just now. On
    /// the platform an environment that was read and did not use it is left out: there may be hundreds.
    pub(super) fn check_again(&mut self, provider: ProviderRef) {
        let now = self.model.now.mono;
        let fresh = |(of, at): (ProviderRef, Duration)| of == provider && now.saturating_sub(at) < FRESH;
        let fresh = self.requests.checked.is_some_and(fresh);
        if !fresh {
            self.requests.checked = Some((provider, now));
        }
        let (data, live) = (&self.model.data, self.model.mode.is_live());
        let holds = |id| data.environment_use(id).is_some_and(|uses| uses.holds(provider));
        let again = |resource: &Resource| match *resource {
            // A reading that was stopped or failed is no reading.
            resource if !data.is_ready(resource) => true,
            _ if fresh => false,
            Resource::Use(id) => !live || holds(id),
            _ => true,
        };
        let mut resources = self.model.impact_resources(provider);
        resources.retain(again);
        for resource in resources.into_iter().chain([Resource::Count(provider)]) {
            self.ask_unless_asked(resource);
        }
    }

    /// The environments of a business group.
    pub(super) fn environments_of(&self, group: OrgId) -> impl Iterator<Item = &Environment> {
        let all = self.model.data.environments.get().into_iter().flatten();
        all.filter(move |e| e.organization == group)
    }

    /// The pieces that say what a business group holds.
    pub(super) fn held_by_group(&self, group: OrgId) -> Vec<Resource> {
        self.held(self.environments_of(group).map(|e| e.id))
    }

    /// The pieces that say what these environments hold.
    pub(super) fn held(&self, environments: impl Iterator<Item = EnvironmentId>) -> Vec<Resource> {
        let environments: BTreeSet<EnvironmentId> = environments.collect();
        let inside = self.model.data.protections_in(&environments);
        let uses = environments.iter().map(|id| Resource::Use(*id));
        std::iter::once(Resource::Environments)
            .chain(uses)
            .chain(inside)
            .collect()
    }

    /// The pieces that the dialog says something about.
    pub(super) fn dialog_slots(&self, dialog: &Delete) -> Vec<Resource> {
        match dialog.target.thing {
            Thing::Provider(id, _) => {
                let mut resources = self.model.impact_resources(ProviderRef::External(id));
                resources.push(Resource::Count(ProviderRef::External(id)));
                resources
            }
            Thing::Environment(id, _) => self.held([id].into_iter()),
            Thing::Group(id) => self.held_by_group(id),
        }
    }
}
