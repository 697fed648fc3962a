//! Lists are read whole and once, several pages and several lists at a time.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use amtui::backend::AccessReads;
use amtui::backend::rest::RestBackend;
use amtui::domain::access::{UserFacts, user_access};
use amtui::domain::grant::HolderId;
use amtui::domain::{Coverage, Grant, Listing};
use serde_json::{Value, json};

use super::users::{ada, parallel};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::access::user;
use crate::fixture::{ROOT, accessible, org};
use crate::generate::id;

/// An organization with so many users, teams below the first one, and apps.
fn large(users: usize, teams: usize, apps: usize) -> Value {
    let mut file = accessible();
    for n in 0..users {
        let user = json!({"id": format!("n-{n}"), "username": format!("n{n:04}"), "createdAt": "2020-01-01T00:00:00Z"});
        file["users"].as_array_mut().unwrap().push(user);
    }
    for n in 100..100 + teams {
        let team = json!({"id": id("0d", n), "name": format!("Team {n}"), "parentId": id("0d", 0),
            "members": [{"userId": "u-cy"}], "mappings": []});
        file["teams"].as_array_mut().unwrap().push(team);
        let grant = json!({"teamId": id("0d", n), "permissionId": id("0f", n % 3), "organizationId": id("0a", n % 4)});
        file["grants"].as_array_mut().unwrap().push(grant);
    }
    for n in 0..apps {
        let scopes: Vec<Value> = (0..60).map(|n| json!({"scope": format!("scope:{n}")})).collect();
        let app = json!({"clientId": format!("b{n}"), "name": format!("B {n}"), "organizationId": id("0a", ROOT),
            "grantTypes": ["client_credentials"], "scopes": scopes, "authorizations": []});
        file["connectedApps"].as_array_mut().unwrap().push(app);
    }
    file
}

#[test]
fn a_list_is_read_whole_with_as_many_rows_a_page_as_there_may_be() {
    let fake = FakePlatform::of(&large(1200, 0, 43));
    let (backend, _) = ada(&fake);
    let pages = |wanted: &[&str]| {
        let seen: BTreeSet<String> = fake.seen().into_iter().map(|seen| seen.path).collect();
        assert!(
            seen.len() == wanted.len() && wanted.iter().all(|page| seen.iter().any(|path| path.ends_with(page))),
            "{seen:?}"
        );
    };
    let counts = Mutex::new(Vec::new());
    let tell = |some: Arc<Listing<_>>| counts.lock().unwrap().push(some.len());
    let users = backend.stream_users(org(ROOT), &tell).unwrap();
    assert_eq!((users.len(), users.is_complete()), (1204, true));
    assert_eq!(*counts.lock().unwrap(), [500, 1000], "pages are told in their order");
    pages(&["limit=500&offset=0", "limit=500&offset=500", "limit=500&offset=1000"]);
    let apps = backend.connected_apps(org(ROOT)).unwrap();
    assert_eq!((apps.len(), apps.is_complete()), (45, true));
    pages(&["limit=20&offset=0", "limit=20&offset=20", "limit=20&offset=40"]);
    let scopes = backend.app_scopes(org(ROOT), "b7".parse().unwrap()).unwrap();
    assert_eq!((scopes.len(), scopes.is_complete()), (60, true));
    pages(&["limit=25&offset=0", "limit=25&offset=25", "limit=25&offset=50"]);
}

/// Reads everything about one user's access, several things at a time, as a page does.
fn read_access(backend: &RestBackend) -> usize {
    let id = user("cy");
    let (effective, direct, teams, role_groups) = thread::scope(|scope| {
        let all = [
            scope.spawn(|| drop(backend.users(org(ROOT)).unwrap())),
            scope.spawn(|| drop(backend.permissions().unwrap())),
        ];
        let effective = scope.spawn(|| backend.effective_grants(id).unwrap());
        let direct = scope.spawn(|| backend.user_grants(id).unwrap());
        let teams = scope.spawn(|| backend.user_teams(id).unwrap());
        let role_groups = backend.user_role_groups(id).unwrap();
        for one in all {
            one.join().unwrap();
        }
        (
            effective.join().unwrap(),
            direct.join().unwrap(),
            teams.join().unwrap(),
            role_groups,
        )
    });
    let facts = UserFacts {
        effective: &effective,
        direct: &direct,
        teams: &teams,
        role_groups: &role_groups,
        everyone: None,
        held: &|_| None,
    };
    let place = role_groups[0].organization.unwrap();
    let holders = Mutex::new(facts.holders().into_iter());
    let held: Mutex<HashMap<HolderId, Listing<Grant>>> = Mutex::default();
    parallel(8, &|| {
        let next = || holders.lock().unwrap().next();
        while let Some(holder) = next() {
            let grants = match holder {
                HolderId::Team(id) => backend.team_grants(id),
                HolderId::RoleGroup(id) => backend.role_group_grants(place, id),
                HolderId::User(id) => backend.user_grants(id),
            };
            held.lock().unwrap().insert(holder, grants.unwrap());
        }
    });
    let held = held.into_inner().unwrap();
    let access = user_access(
        UserFacts {
            held: &|holder| held.get(&holder),
            ..facts
        },
        &[],
    );
    assert_eq!(access.coverage, Coverage::Complete);
    assert!(
        access.rows.iter().all(|row| !row.origins.is_empty()),
        "each permission is explained"
    );
    access.rows.len()
}

#[test]
fn a_user_s_access_takes_hardly_more_round_trips_than_its_requests_need_and_reads_nothing_twice() {
    let fake = FakePlatform::of(&large(1000, 200, 0));
    let (backend, _) = ada(&fake);
    // Each takes as long, so that a place at the semaphore makes one round trip after the other.
    fake.plan(usize::MAX, "GET", "", Fault::Delay(Duration::from_millis(10)));
    assert!(read_access(&backend) > 4);
    let seen = fake.seen();
    let mut once = HashSet::new();
    let again: Vec<&str> = seen
        .iter()
        .map(|seen| &*seen.path)
        .filter(|path| !once.insert(*path))
        .collect();
    assert_eq!(again, [""; 0], "nothing is read twice");
    assert_eq!(fake.busiest(), 8);
    let mut round_trips: HashMap<usize, usize> = HashMap::new();
    for seen in &seen {
        *round_trips.entry(seen.connection).or_default() += 1;
    }
    let most = round_trips.values().max().unwrap();
    assert!(
        most * 8 * 10 <= seen.len() * 13,
        "{most} of {} requests: {round_trips:?}",
        seen.len()
    );
}
