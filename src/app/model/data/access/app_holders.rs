//! The connected apps that may do what a permission allows, and the reads that say so.

use super::AccessData;
use crate::app::access_read::AccessRead;
use crate::domain::access::{AppHolder, app_holders};
use crate::domain::connected_app::{AppKind, AppScope};
use crate::domain::grant::GrantContext;
use crate::domain::text::count;
use crate::domain::{ConnectedApp, Coverage, OrgId, PermissionId, Untrusted};

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

    /// The apps that may do what a permission allows, and whether these are all.
    pub(super) fn find_app_holders(
        &self,
        (organization, permission): (OrgId, PermissionId),
        with_those_above: &[OrgId],
    ) -> (Vec<AppHolder>, Coverage) {
        let Some(permission) = self.permission(permission).map(|one| one.name.clone()) else {
            return (Vec::new(), Coverage::Unread);
        };
        let (mut found, mut unknown) = (Vec::new(), 0);
        let lists = with_those_above
            .iter()
            .map(|list| self.coverage(AccessRead::ConnectedApps(*list)));
        let lists = lists.fold(Coverage::Complete, Coverage::and);
        for (list, app) in self.apps_of(with_those_above) {
            let own = self.app_scopes(list, app.id);
            let own = own.filter(|own| own.is_complete() || !own.is_empty());
            let named = || app.scopes.iter().flatten().map(anywhere).collect();
            let (scopes, all): (Vec<AppScope>, bool) = match own {
                Some(own) => (own.iter().cloned().collect(), own.is_complete()),
                None if has_contexts(app) => (Vec::new(), false),
                None => (named(), true),
            };
            unknown += usize::from(!all);
            found.extend(app_holders((list, app), scopes, &permission, organization));
        }
        let apps = match lists {
            Coverage::Complete => Coverage::Complete,
            Coverage::Partial(why) => Coverage::Partial(format!("Not all connected apps are read. {why}")),
            Coverage::Unverified => Coverage::Partial("Connected apps may be hidden.".into()),
            Coverage::Unread => Coverage::Partial("The connected apps aren't read.".into()),
        };
        let scopes = (unknown > 0).then(|| {
            let apps = count(unknown, "connected app", "connected apps");
            format!("The scopes of {apps} aren't read. Filter Connected Apps by scope to read them.")
        });
        (found, apps.and(Coverage::from_reason(scopes.as_deref())))
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
