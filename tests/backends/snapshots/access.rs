//! Who may do what, in a snapshot: as it was read, each piece once, and never less than it was.

use amtui::backend::access_inventory::{AccessParts, read_access};
use amtui::backend::{AccessReads as _, Backend, state};
use amtui::domain::access::AccessInventory;
use amtui::domain::compare::{Comparison, compare};
use amtui::domain::snapshot::SnapshotItem;
use serde_json::json;

use super::Copy;
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::access::{EUROPE, PLATFORM, accessible, permission, team};
use crate::fixture::{Place, ROOT, org};
use crate::rest::users::{ada, parallel};

fn read(backend: &dyn Backend) -> AccessInventory {
    read_access(backend, &backend.tree().unwrap(), AccessParts::All, (2, parallel)).unwrap()
}

fn compared(before: &dyn Backend, after: &dyn Backend) -> Comparison {
    let before = state::read(before, None, 2, parallel).unwrap();
    compare(&before, &state::read(after, Some(&before), 2, parallel).unwrap())
}

fn lines(found: &Comparison) -> Vec<String> {
    let line = |d: &amtui::domain::compare::Difference| format!("{}: {}", d.words(), d.subject.shown());
    found.differences.iter().map(line).collect()
}

#[test]
fn a_copy_says_of_everybody_what_the_organization_said() {
    let place = Place::of(&accessible());
    let fake = FakePlatform::of(&accessible());
    let backends: [Box<dyn Backend>; 2] = [Box::new(place.backend_signed_out()), Box::new(ada(&fake).0)];
    for backend in backends {
        let copy = Copy::of(backend.as_ref(), "ada");
        assert_eq!(copy.snapshot.not_read, []);
        for (from, to) in [(&*backend, &copy.backend as &dyn Backend), (&copy.backend, &*backend)] {
            let found = compared(from, to);
            assert_eq!((lines(&found), found.absent.len(), found.uncertain), (vec![], 0, 0));
        }
        let root = org(ROOT);
        let users = backend.users(root).unwrap();
        assert!(users.len() > 3);
        assert_eq!(copy.backend.users(root).unwrap().len(), users.len());
        for user in users.iter() {
            let grants = |backend: &dyn Backend| {
                let mut rows = backend.effective_grants(user.id).unwrap().rows;
                rows.sort();
                rows
            };
            assert_eq!(grants(&copy.backend), grants(&*backend), "{}", user.username.raw());
        }
        assert!(!copy.text().contains("hush"), "{}", copy.text());
    }
}

#[test]
fn a_snapshot_asks_the_platform_for_each_piece_once() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    read(&backend);
    let mut paths: Vec<String> = fake.seen().iter().map(|request| request.path.clone()).collect();
    let all = paths.len();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), all, "{paths:#?}");
    let of = |part: &str| paths.iter().filter(|path| path.contains(part)).count();
    let (users, teams) = (of("/users/"), of("/members?"));
    assert_eq!(teams, 4);
    assert!(
        users >= 4 && !paths.iter().any(|path| path.contains("role_groups=true")),
        "{paths:#?}"
    );
}

#[test]
fn a_team_that_could_not_be_read_is_named_in_the_copy_and_in_the_comparison() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    let members = format!("teams/{}/members", team(PLATFORM));
    fake.plan(1000, "GET", String::leak(members), Fault::Answer(403, "{}", None));
    let copy = Copy::of(&backend, "ada");
    assert_eq!(
        copy.not_read(),
        [(SnapshotItem::TeamMembers, Some(team(PLATFORM).to_string()))]
    );
    let members = copy.backend.team_members(team(PLATFORM)).unwrap();
    assert!(members.coverage.partial_reason().is_some(), "{members:?}");
    assert!(copy.backend.team_members(team(EUROPE)).unwrap().is_complete());
    // Ben is in it. On neither side that is known, and nobody is told to have lost what it gives.
    fake.mend();
    let found = compared(&copy.backend, &backend);
    assert_eq!(lines(&found), ["members of a team not compared: Platform"]);
    assert!(!found.complete() && found.uncertain > 0);
}

#[test]
fn what_a_permission_of_a_team_gives_is_gained_by_each_of_its_members() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    let copy = Copy::of(&backend, "ada");
    fake.model(|model| {
        let grants = model.file["grants"].as_array_mut().unwrap();
        grants.push(json!({"teamId": team(PLATFORM), "permissionId": permission(1), "organizationId": org(ROOT)}));
    });
    let found = lines(&compared(&copy.backend, &backend));
    assert!(found.contains(&"team permission added: Platform".into()), "{found:?}");
    // Ben is in the team, and Dee in one below it.
    for user in ["ben", "dee"] {
        let line = format!("user permission gained: {user}");
        assert!(found.contains(&line), "{found:?}");
    }
    assert!(!found.iter().any(|line| line.ends_with(": cy")), "{found:?}");
}

#[test]
fn a_copy_keeps_what_leads_to_users_and_organizations_that_were_not_read() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    fake.plan(1000, "GET", "users?type=host", Fault::Answer(403, "{}", None));
    let copy = Copy::of(&backend, "ada");
    assert!(copy.not_read().contains(&(SnapshotItem::Users, None)));
    let users = copy.backend.users(org(ROOT)).unwrap();
    assert!(
        users.is_empty() && !users.is_complete(),
        "the one who took it is no list of users"
    );
    let members = copy.backend.team_members(team(PLATFORM)).unwrap();
    assert!(members.iter().any(|member| member.name.raw() == "ben"), "{members:?}");
}
