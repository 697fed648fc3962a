//! The connected apps that may do what a permission allows, and the reads that say so.

use super::AccessData;
use crate::app::access_read::AccessRead;
use crate::domain::access::{AppHolder, app_holders};
use crate::domain::connected_app::{AppKind, AppScope};
use crate::domain::grant::GrantContext;
use crate::domain::{ConnectedApp, OrgId, PermissionId, Untrusted};

/// The scopes of so many apps are read for one page.
const MAX_APPS: usize = 50;

impl AccessData {
    fn apps_of(&self, lists: &[OrgId]) -> impl Iterator<Item = (OrgId, &ConnectedApp)> {
        lists.iter().copied().flat_map(|list| {
            let apps = self.connected_apps(list).into_iter().flat_map(|apps| apps.iter());
            apps.map(move |app| (list, app))
        })
    }

    /// The reads that say which apps may do what a permission allows in an organization: the lists of it and of those above
    /// it, and a request for each app that acts on its own behalf, as far as there are few of them or somebody else asked.
    pub fn app_holder_reads(&self, with_those_above: &[OrgId]) -> Vec<AccessRead> {
        let lists = with_those_above.iter().copied().map(AccessRead::ConnectedApps);
        let own = self.apps_of(with_those_above).filter(|(_, app)| has_contexts(app));
        let own = own.map(|(list, app)| AccessRead::AppScopes(list, app.id));
        let asked = |read: &AccessRead| self.remote(*read).is_some_and(|piece| !piece.is_absent());
        let own = own.enumerate().filter(|(at, read)| *at < MAX_APPS || asked(read));
        lists.chain(own.map(|(_, read)| read)).collect()
    }

    /// The apps that may do what a permission allows, and of how many that isn't known.
    pub(super) fn find_app_holders(
        &self,
        (organization, permission): (OrgId, PermissionId),
        with_those_above: &[OrgId],
    ) -> (Vec<AppHolder>, usize) {
        let Some(permission) = self.permission(permission).map(|one| one.name.clone()) else {
            return (Vec::new(), 0);
        };
        let (mut found, mut unknown) = (Vec::new(), 0);
        for (list, app) in self.apps_of(with_those_above) {
            let own = self
                .app_scopes(list, app.id)
                .filter(|own| own.is_complete() || !own.is_empty());
            let scopes: Vec<AppScope> = match (own, &app.scopes) {
                (Some(own), _) => own.iter().cloned().collect(),
                (None, Some(named)) if !has_contexts(app) => named.iter().map(anywhere).collect(),
                (None, _) => {
                    unknown += 1;
                    continue;
                }
            };
            found.extend(app_holders((list, app), scopes, &permission, organization));
        }
        (found, unknown)
    }
}

/// Whether its own list of scopes tells more than the list of apps.
fn has_contexts(app: &ConnectedApp) -> bool {
    app.kind() == AppKind::OwnBehalf || app.scopes.is_none()
}

fn anywhere(scope: &Untrusted) -> AppScope {
    AppScope {
        scope: scope.clone(),
        context: GrantContext::default(),
    }
}
