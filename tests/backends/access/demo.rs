//! The story that the demo tells, and its dates.

use amtui::backend::store::FileBackend;
use amtui::backend::{AccessReads, Backend};
use amtui::domain::access::{broadest_scope, is_idle, is_owner_gone};
use amtui::domain::audit::AuditQuery;
use amtui::domain::grant::HolderKind;
use amtui::domain::{OrgId, UnixTime, User};

const DAY: i64 = 86_400;

/// 2026-11-24, the same time 1,000 days later, and ten minutes after the midnight before that.
const TIMES: [fn() -> i64; 3] = [
    || 1_795_500_131,
    || 1_795_500_131 + 1_000 * DAY,
    || 1_795_479_000 + 1_000 * DAY,
];

fn demo(clock: fn() -> i64) -> (FileBackend, OrgId) {
    let backend = FileBackend::copy(None, clock).unwrap();
    backend.sign_in(&"ana.ortiz".into()).unwrap();
    let root = backend.tree().unwrap().root().unwrap().id;
    (backend, root)
}

fn named<'a>(users: impl Iterator<Item = &'a User>) -> Vec<&'a str> {
    users.map(|user| user.username.raw()).collect()
}

#[test]
fn the_demo_is_as_young_on_any_day() {
    for clock in TIMES {
        let (backend, root) = demo(clock);
        let now = UnixTime(clock());
        let users = backend.users(root).unwrap();
        assert!(users.len() >= 40);
        let catalogue = backend.permissions().unwrap();
        let administrator = catalogue
            .iter()
            .find(|p| p.name.raw() == "Organization Administrator")
            .unwrap();
        let administers = |user: &&User| {
            let grants = backend.effective_grants(user.id).unwrap();
            grants
                .iter()
                .any(|g| g.permission == administrator.id && g.context.organization == Some(root))
        };
        let idle = users.iter().filter(|user| is_idle(user, 90, now) == Some(true));
        assert_eq!(named(idle.filter(administers)), ["break.glass", "victor.lang"]);
        let apps = backend.connected_apps(root).unwrap();
        let find = |id| users.iter().find(|user| user.id == id);
        let orphans = apps
            .iter()
            .filter(|app| is_owner_gone(app, find, users.is_complete()) == Some(true));
        let full = orphans.filter(|app| broadest_scope(app.scopes.iter().flatten()).is_some_and(|s| s.raw() == "full"));
        let full: Vec<&str> = full.map(|app| app.name.raw()).collect();
        assert_eq!(full, ["Legacy Migration Tool"]);
        let log = backend
            .audit(&AuditQuery::since(root, UnixTime(now.0 - 90 * DAY), 1_000))
            .unwrap();
        assert!(log.len() >= 110, "{}", log.len());
        let newest = log.iter().filter_map(|entry| entry.time).max().unwrap();
        assert!(newest <= now && now.0 - newest.0 < 2 * DAY, "{newest} {now}");
        assert!(log.iter().any(|entry| entry.objects.len() == 2));
        assert!(log.iter().filter(|entry| entry.failed == Some(true)).count() >= 7);
        let month = AuditQuery {
            object_types: vec!["Client Provider".into()],
            actions: vec!["Delete".into()],
            ..AuditQuery::since(root, UnixTime(now.0 - 30 * DAY), 10)
        };
        let deleted = backend.audit(&month).unwrap();
        assert_eq!(deleted[0].user, Some("tomas.novak".into()));
        assert!(
            !backend
                .holders(HolderKind::Team, administrator.id, root)
                .unwrap()
                .is_empty()
        );
    }
}

#[test]
fn every_list_of_the_demo_is_whole() {
    let (backend, root) = demo(TIMES[0]);
    let users = backend.users(root).unwrap();
    for user in users.iter() {
        assert!(backend.effective_grants(user.id).unwrap().is_complete(), "{user:?}");
    }
    let teams = backend.teams().unwrap();
    assert!(teams.iter().any(|team| team.ancestors.len() == 3));
    assert!(backend.connected_apps(root).unwrap().is_complete());
    assert!(backend.app_authorizations(root).unwrap().is_complete());
    assert_eq!(backend.identity_providers().unwrap().len(), 4);
    assert_eq!(backend.accounts().unwrap().len(), 3);
}
