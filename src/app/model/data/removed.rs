//! What is known to be deleted goes at once: also where it can't be read again.

use std::sync::Arc;

use super::{Data, place};
use crate::domain::change::Object;
use crate::domain::{
    Environment, EnvironmentId, EnvironmentUse, Listing, OrgId, Organization, ProviderId, ProviderRef, Tree,
};

impl Data {
    /// Takes out what was deleted, and what went with it.
    pub fn remove(&mut self, deleted: Object) {
        match deleted {
            Object::Provider(id) => self.remove_provider(id),
            Object::Environment(id) => self.remove_environments(|e| e.id == id),
            Object::Group(id) => self.remove_group(id),
            Object::Api(environment, id) => self.change_use(environment, |uses| uses.apis.rows.retain(|a| a.id != id)),
            Object::Team(id) => self.access.remove_team(id),
            // A user is enabled or disabled, and never deleted here.
            Object::User(_) => {}
        }
        self.revision += 1;
    }

    /// It leaves every environment, and the APIs that used it stand on the built-in one (R70, R71).
    fn remove_provider(&mut self, id: ProviderId) {
        let provider = ProviderRef::External(id);
        for rows in self.providers.values_mut().filter_map(|r| r.get_mut()) {
            rows.rows.retain(|row| row.id != provider);
        }
        self.details.retain(|(_, of), _| *of != provider);
        self.counts.remove(&provider);
        self.applications.remove(&provider);
        self.application_places.remove(&provider);
        let environments: Vec<EnvironmentId> = self.uses.keys().copied().collect();
        for environment in environments {
            self.change_use(environment, |uses| {
                uses.providers.rows.retain(|of| *of != id);
                for api in uses.apis.rows.iter_mut().filter(|api| api.provider == provider) {
                    api.provider = ProviderRef::BuiltIn;
                }
            });
        }
    }

    fn change_use(&mut self, environment: EnvironmentId, change: impl Fn(&mut EnvironmentUse)) {
        let whole = self.uses.get_mut(&environment).and_then(|r| r.get_mut());
        for uses in whole.into_iter().chain(self.arriving.use_mut(environment)) {
            change(Arc::make_mut(uses));
        }
    }

    fn remove_environments(&mut self, which: impl Fn(&Environment) -> bool) {
        let Some(all) = self.environments.get_mut() else {
            return;
        };
        for gone in all.rows.extract_if(.., |e| which(e)) {
            self.uses.remove(&gone.id);
        }
        self.places = place(all, |e| e.id);
    }

    fn remove_group(&mut self, id: OrgId) {
        let goes = |o: &Organization| o.id == id || o.parents.contains(&id);
        let Some(tree) = self.tree.get_mut() else {
            return;
        };
        let (gone, rows): (Vec<_>, Vec<_>) = tree.iter().cloned().partition(goes);
        let coverage = tree.coverage().clone();
        *tree = Tree::new(Listing { rows, coverage });
        self.around = None;
        self.remove_environments(|e| gone.iter().any(|o| o.id == e.organization));
    }
}
