//! Who may do what, in a snapshot: as it was read, each piece once, and never less than it was.

use std::fs;

use amtui::backend::access_inventory::{AccessParts, read_access};
use amtui::backend::snapshot::{SnapshotOptions, take};
use amtui::backend::store::FileBackend;
use amtui::backend::{AccessReads as _, Backend, Output, state};
use amtui::domain::access::AccessInventory;
use amtui::domain::audit::AuditQuery;
use amtui::domain::compare::{Comparison, compare};
use amtui::domain::snapshot::{SnapshotItem, SnapshotScope};
use amtui::domain::{Coverage, Listing, UnixTime};
use serde_json::{Value, json};

use super::{Copy, quietly};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::access::{EUROPE, PLATFORM, SALES, accessible, permission, role, team, user};
use crate::fixture::{Place, RETAIL, ROOT, clock, org};
use crate::generate::id;
use crate::rest::parts;
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
fn the_audit_that_a_copy_does_not_hold_is_unknown() {
    let place = Place::of(&accessible());
    let from = place.backend_signed_out();
    let all = AuditQuery::since(org(ROOT), UnixTime(0), 10);
    let copy = Copy::of(&from, "ada");
    let entries = copy.backend.audit(&all).unwrap();
    assert!(entries.is_empty());
    assert!(matches!(&entries.coverage, Coverage::Partial(why) if why.contains("snapshot")));
    assert!(!copy.backend.audit_values(org(ROOT)).unwrap().whole);
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

fn is_partial<T>(list: &Listing<T>) -> bool {
    list.coverage.partial_reason().is_some()
}

// R27
#[test]
fn a_copy_by_an_app_takes_lists_that_it_may_not_see_for_unknown() {
    let fake = FakePlatform::of(&accessible());
    let none = |_: &str, body: &mut Value| *body = json!({"data": [], "total": 0});
    fake.edit("/identityProviders?", none);
    fake.edit("/api/roles?", none);
    let (copy, _folder) = parts::copy(&parts::snapshot(&parts::backend(&fake, "app")));
    let listed = copy.identity_providers().unwrap();
    assert_eq!((listed.len(), &listed.coverage), (1, &Coverage::Unverified));
    assert_eq!(copy.permissions().unwrap().coverage, Coverage::Unverified);
    // Okta and Entra were there all the time.
    fake.mend();
    let found = lines(&compared(&copy, &ada(&fake).0));
    assert!(
        !found.iter().any(|line| line.starts_with("identity provider added")),
        "{found:?}"
    );
    assert!(
        found.contains(&"identity providers not compared: all".into()),
        "{found:?}"
    );
}

#[test]
fn what_follows_from_teams_and_roles_that_were_not_read_is_partial_in_the_copy() {
    let members = format!("teams/{}/members", team(PLATFORM));
    let roles = format!("{}/rolegroups?", org(RETAIL));
    let bearers = format!("rolegroups/{}/users", role(0));
    for (path, status, by_team) in [(members, 403, true), (roles, 500, false), (bearers, 403, false)] {
        let fake = FakePlatform::of(&accessible());
        let (backend, _) = ada(&fake);
        fake.plan(1000, "GET", String::leak(path), Fault::Answer(status, "{}", None));
        let copy = Copy::of(&backend, "ada");
        let (ben, copied) = (user("ben"), &copy.backend);
        let unknown = (
            is_partial(&copied.user_teams(ben).unwrap()),
            is_partial(&copied.user_role_groups(ben).unwrap()),
        );
        assert_eq!(unknown, (by_team, !by_team), "{:?}", copy.not_read());
        assert!(is_partial(&copied.effective_grants(ben).unwrap()));
        let members = copied.users(org(RETAIL)).unwrap();
        assert!(is_partial(&members), "anybody may be a member by what wasn't read");
    }
}

#[test]
fn users_of_one_name_are_all_in_the_copy() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    fake.model(|model| {
        let users = model.file["users"].as_array_mut().unwrap();
        for (id, name) in [("u-ben2", "ben"), ("u-ada2", "ada"), ("u-1", ""), ("u-2", "")] {
            users.push(json!({"id": id, "username": name, "roles": [], "enabled": true}));
        }
    });
    let copy = Copy::of(&backend, "ada");
    let users = copy.backend.users(org(ROOT)).unwrap();
    let of = |name: &str| users.iter().filter(|user| user.username.raw() == name).count();
    assert_eq!((of("ben"), of("ada"), of("")), (2, 2, 2));
    assert_eq!(copy.backend.accounts().unwrap().len(), 1, "the one who took it");
}

#[test]
fn a_role_that_two_organizations_list_is_in_the_copy_once() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    let retail = format!("{}/rolegroups?", org(RETAIL));
    fake.edit(String::leak(retail), |_, body| {
        let viewers = json!({"role_group_id": id("0e", 0), "name": "Viewers", "org_id": id("0a", ROOT)});
        body["data"].as_array_mut().unwrap().push(viewers);
        body["total"] = 2.into();
    });
    let copy = Copy::of(&backend, "ada");
    assert_eq!(copy.backend.role_groups(org(ROOT)).unwrap().len(), 1);
    assert_eq!(copy.backend.role_groups(org(RETAIL)).unwrap().len(), 1);
}

#[test]
fn a_copy_whose_teams_could_not_be_opened_is_not_saved() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    fake.edit("/teams?", |_, body| {
        for row in body["data"].as_array_mut().unwrap() {
            row["ancestor_team_ids"] = json!([row["team_id"]]);
        }
    });
    let taken = take(&backend, &backend.account().unwrap(), &quietly()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("org.json");
    let why = taken.save(&file, &Output::default()).unwrap_err().to_string();
    assert!(why.contains("leads back to the team itself"), "{why}");
    assert!(!file.exists());
}

#[test]
fn a_snapshot_without_users_and_teams_says_so_beside_a_platform_that_has_them() {
    let fake = FakePlatform::of(&accessible());
    let (backend, _) = ada(&fake);
    let copy = Copy::of(&backend, "ada");
    let mut json = copy.json();
    let members = json.as_object_mut().unwrap();
    for list in [
        "teams",
        "roleGroups",
        "permissions",
        "grants",
        "identityProviders",
        "connectedApps",
    ] {
        members.remove(list).unwrap();
    }
    let taker = members["users"][0].as_object_mut().unwrap();
    taker.remove("x-amtui-account").unwrap();
    members["users"] = json!([taker]);
    fs::write(&copy.file, json.to_string()).unwrap();
    let older = FileBackend::open(&copy.file, clock).unwrap();
    older.sign_in(&"ada".into()).unwrap();
    fake.seen();
    let found = compared(&older, &backend);
    assert_eq!((&found.absent, found.complete()), (&vec![], false));
    let all = lines(&found);
    assert!(all.contains(&"users not compared: all".into()), "{all:?}");
    let whose: Vec<_> = found
        .differences
        .iter()
        .map(|one| (one.before.is_some(), one.after.is_some()))
        .collect();
    assert_eq!(whose, vec![(true, false); 5], "{all:?}");
    let asked = fake.seen();
    assert!(
        !asked.iter().any(|request| request.path.contains("/teams")),
        "{asked:?}"
    );
}

#[test]
fn who_shares_a_name_is_told_apart_by_the_id() {
    let mut file = accessible();
    let row = |rows: &Value, id: &str| rows.as_array().unwrap().iter().position(|one| one["id"] == id).unwrap();
    let sales = row(&file["teams"], &id("0d", SALES));
    file["teams"][sales]["name"] = "Platform".into();
    let cy = row(&file["users"], "u-cy");
    file["users"][cy]["username"] = "ben".into();
    let fake = FakePlatform::of(&file);
    let (backend, _) = ada(&fake);
    let copy = Copy::of(&backend, "ada");
    fake.model(|model| {
        let grants = model.file["grants"].as_array_mut().unwrap();
        grants.push(json!({"teamId": team(PLATFORM), "permissionId": permission(1), "organizationId": org(ROOT)}));
        let members = model.file["teams"][sales]["members"].as_array_mut().unwrap();
        members.push(json!({"userId": "u-dee", "membership": "member"}));
    });
    let found = compared(&copy.backend, &backend);
    let all = lines(&found);
    for line in [
        "team permission added: Platform 0d000000",
        "user permission gained: ben u-ben",
        "user permission gained: dee",
    ] {
        assert!(all.contains(&line.into()), "{line}: {all:?}");
    }
    let joined = found
        .differences
        .iter()
        .find(|one| one.words() == "user team joined")
        .unwrap();
    assert_eq!(joined.after.as_ref().unwrap().shown(), "Platform 0d000000");
}

#[test]
fn a_snapshot_without_access_reads_none_and_takes_none_for_unknown() {
    let fake = FakePlatform::of(&accessible());
    let (live, _) = ada(&fake);
    let account = live.account().unwrap();
    fake.seen();
    let how = SnapshotOptions {
        scope: SnapshotScope::WithoutAccess,
        ..quietly()
    };
    let snapshot = take(&live, &account, &how).unwrap();
    assert_eq!(snapshot.not_read, [], "it is left out, and not missed");
    let parts = [
        "/users",
        "/teams",
        "/rolegroups",
        "/roles",
        "/connectedApplications",
        "/identityProviders",
    ];
    let asked: Vec<String> = fake.seen().into_iter().map(|seen| seen.path).collect();
    let of_access = asked.iter().filter(|path| parts.iter().any(|part| path.contains(part)));
    assert_eq!(of_access.collect::<Vec<_>>(), [""; 0]);
    let (copy, _folder) = parts::copy(&snapshot);
    let why = copy
        .users(org(ROOT))
        .unwrap()
        .coverage
        .partial_reason()
        .map(str::to_owned);
    assert!(why.is_some(), "unknown isn't none");
    assert!(copy.teams().unwrap().coverage.partial_reason().is_some());
    let found = compared(&copy, &live);
    let whole = lines(&found);
    assert!(whole.iter().any(|line| line.contains("not compared")), "{whole:?}");
    assert!(
        whole.iter().all(|line| line.contains("not compared")),
        "nobody gained anything: {whole:?}"
    );
    assert!(
        lines(&compared(&live, &copy))
            .iter()
            .all(|line| line.contains("not compared"))
    );
}
