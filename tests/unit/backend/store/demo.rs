//! How much there is in the demo, and what is wrong in it: the documents and the tours count on it.

use amtui::backend::store::FileBackend;
use amtui::backend::{AccessReads, Backend};
use amtui::domain::access::{broadest_scope, is_idle, is_owner_gone, is_unused};
use amtui::domain::audit::AuditQuery;
use amtui::domain::{ConnectedApp, IdentityProviderRef, OrgId, UnixTime, User};

const DAY: i64 = 86_400;

/// 2026-11-24.
fn clock() -> i64 {
    1_795_500_131
}

fn demo() -> (FileBackend, Vec<OrgId>) {
    let backend = FileBackend::copy(None, clock).unwrap();
    backend.sign_in(&"ana.ortiz".into()).unwrap();
    let organizations = backend.tree().unwrap().iter().map(|one| one.id).collect();
    (backend, organizations)
}

#[test]
fn the_demo_has_people_in_three_levels_of_teams_and_three_identity_providers() {
    let (backend, organizations) = demo();
    assert!(backend.users(organizations[0]).unwrap().len() >= 40);
    let levels = backend.teams().unwrap().iter().map(|team| team.ancestors.len()).max();
    assert_eq!(levels, Some(3), "below the team of everyone");
    let providers = backend.identity_providers().unwrap();
    let external = providers.iter().filter(|one| one.id != IdentityProviderRef::BuiltIn);
    assert_eq!(external.count(), 3);
}

#[test]
fn the_demo_s_audit_has_120_entries_of_90_days() {
    let (backend, organizations) = demo();
    let since = UnixTime(clock() - 90 * DAY);
    let entries = organizations.iter().flat_map(|organization| {
        let query = AuditQuery::since(*organization, since, 1_000);
        backend.audit(&query).unwrap().rows.clone()
    });
    let times: Vec<i64> = entries.filter_map(|entry| Some(entry.time?.0)).collect();
    assert!(times.len() >= 120, "{}", times.len());
    let days = (times.iter().max().unwrap() - times.iter().min().unwrap()) / DAY;
    assert!(days >= 88, "they are of {days} days");
}

#[test]
fn of_the_demo_s_12_connected_apps_one_may_do_everything_one_is_stale_and_one_has_no_owner() {
    let (backend, organizations) = demo();
    let users = backend.users(organizations[0]).unwrap();
    let read = |of: &OrgId| backend.connected_apps(*of).unwrap().rows.clone();
    let apps: Vec<ConnectedApp> = organizations.iter().flat_map(read).collect();
    assert_eq!(apps.len(), 12);
    let named = |is: &dyn Fn(&ConnectedApp) -> bool| -> Vec<&str> {
        let found = apps.iter().filter(|app| is(app));
        found.map(|app| app.name.raw()).collect()
    };
    let full = |app: &ConnectedApp| broadest_scope(app.scopes.iter().flatten()).is_some_and(|s| s.raw() == "full");
    assert_eq!(named(&full), ["Legacy Migration Tool"]);
    let now = UnixTime(clock());
    let stale = |app: &ConnectedApp| app.enabled == Some(true) && is_unused(app, 90, now) == Some(true);
    assert_eq!(named(&stale), ["Audit Export 2023"]);
    let user = |id| users.iter().find(|user| user.id == id);
    let orphan = |app: &ConnectedApp| is_owner_gone(app, user, users.is_complete()) == Some(true);
    assert_eq!(named(&orphan), ["Legacy Migration Tool"]);
}

#[test]
fn an_administrator_of_the_demo_left_and_can_still_sign_in() {
    let (backend, organizations) = demo();
    let catalogue = backend.permissions().unwrap();
    let administrator = catalogue
        .iter()
        .find(|one| one.name.raw() == "Organization Administrator")
        .unwrap();
    let administers = |user: &User| {
        let grants = backend.effective_grants(user.id).unwrap();
        grants.iter().any(|grant| grant.permission == administrator.id)
    };
    let users = backend.users(organizations[0]).unwrap();
    let now = UnixTime(clock());
    let dormant = users
        .iter()
        .filter(|user| user.enabled == Some(true) && is_idle(user, 90, now) == Some(true));
    let dormant: Vec<&str> = dormant
        .filter(|user| administers(user))
        .map(|user| user.username.raw())
        .collect();
    assert!(dormant.contains(&"victor.lang"), "{dormant:?}");
}
