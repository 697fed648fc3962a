//! Enabling and disabling users, and deleting teams: who may, what is left, and the way back.

use amtui::backend::{AccessReads, Backend};
use amtui::domain::audit::AuditQuery;
use amtui::domain::change::{Change, Object, Seen};
use amtui::domain::rules::Refusal;
use amtui::domain::{Coverage, Error, UnixTime, UserId};
use serde_json::{Value, json};

use super::model::team;
use crate::asks::{delete_environment, delete_group};
use crate::fixture::{Place, RETAIL, ROOT, SHOPS, clock, environment, org, people, without_audit};
use crate::generate::{self, id};
use crate::people::{People, add_people};
use crate::suite::{changed, nothing_to_undo, refusal, sign_in, undone};

suite! {
    on people;
    read: a_read_only_backend_refuses_each;
    write: a_user_is_disabled_and_enabled_again, a_team_goes_with_those_below_it, only_what_was_seen_is_changed
}

fn set_enabled(user: &str, was: &str, enabled: bool) -> Change {
    Change::SetUserEnabled {
        user: user.parse().unwrap(),
        was: was.into(),
        enabled,
    }
}

fn delete_team(n: usize, was: &str, below: &[usize]) -> Change {
    Change::DeleteTeam {
        team: team(n),
        was: was.into(),
        seen: Seen::of_teams(below.iter().map(|n| (team(*n), None))),
    }
}

fn a_read_only_backend_refuses_each(backend: &dyn Backend) {
    sign_in(backend, "cy");
    for change in [set_enabled("u-eve", "eve", false), delete_team(1, "Ops", &[2])] {
        refusal(backend.change(&change));
    }
}

fn a_user_is_disabled_and_enabled_again(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let eve: UserId = "u-eve".parse().unwrap();
    let enabled = || backend.user(eve).unwrap().enabled;
    let change = set_enabled("u-eve", "eve", false);
    assert_eq!(backend.change(&change).unwrap().summary(&change), "Disabled user 'eve'");
    assert_eq!(enabled(), Some(false));
    let again = backend.change(&change);
    assert_eq!(changed(again), "Not saved: user 'eve' is disabled already.");
    let change = set_enabled("u-eve", "eve", true);
    assert_eq!(backend.change(&change).unwrap().summary(&change), "Enabled user 'eve'");
    assert_eq!(enabled(), Some(true));
    let log = backend
        .audit(&AuditQuery::since(org(ROOT), UnixTime(clock()), 9))
        .unwrap();
    assert_eq!(log.len(), 2, "{log:?}");
    assert_eq!(log[0].objects[0].id, Some("u-eve".into()));
    assert_eq!(
        (log[0].user.clone(), log[0].user_id),
        (Some("ada".into()), "u-ada".parse().ok())
    );
    if undone(backend, "Enabled user 'eve'") {
        assert_eq!(enabled(), Some(false));
        assert!(undone(backend, "Disabled user 'eve'"));
        assert_eq!(enabled(), Some(true));
    }
    assert_eq!(
        refusal(backend.change(&set_enabled("u-ada", "ada", false))),
        Refusal::OwnAccount
    );
    sign_in(backend, "ben");
    refusal(backend.change(&set_enabled("u-eve", "eve", false)));
}

fn a_team_goes_with_those_below_it(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let eve: UserId = "u-eve".parse().unwrap();
    let change = delete_team(1, "Ops", &[2]);
    assert_eq!(backend.change(&change).unwrap().summary(&change), "Deleted team 'Ops'");
    assert_eq!(
        backend.teams().unwrap().iter().map(|t| t.id).collect::<Vec<_>>(),
        [team(0)]
    );
    assert!(matches!(backend.team(team(2)), Err(Error::NotFound(_))));
    assert_eq!(backend.user_teams(eve).unwrap().len(), 0);
    assert_eq!(
        backend.effective_grants(eve).unwrap().len(),
        1,
        "what she has directly and by a role"
    );
    assert!(matches!(backend.change(&change), Err(Error::NotFound(_))));
    if undone(backend, "Deleted team 'Ops'") {
        assert_eq!(backend.teams().unwrap().len(), 3);
        assert_eq!(backend.effective_grants(eve).unwrap().len(), 3);
    }
}

fn only_what_was_seen_is_changed(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let below = changed(backend.change(&delete_team(1, "Ops", &[])));
    assert_eq!(below, "Not deleted: team 'Onc' is now below team 'Ops'.");
    let renamed = changed(backend.change(&delete_team(1, "Operations", &[2])));
    assert_eq!(renamed, "Not deleted: team 'Operations' is now named 'Ops'.");
    changed(backend.change(&set_enabled("u-eve", "Eve", false)));
    let gone = backend.change(&set_enabled("u-nobody", "nobody", false));
    assert!(matches!(gone, Err(Error::NotFound(_))));
    assert_eq!(
        refusal(backend.change(&delete_team(0, "Everyone", &[1, 2]))),
        Refusal::TopTeamStays
    );
    sign_in(backend, "ben");
    refusal(backend.change(&delete_team(2, "Onc", &[])));
    assert_eq!(backend.teams().unwrap().len(), 3);
    nothing_to_undo(backend);
}

#[test]
fn what_amtui_does_not_know_of_a_team_comes_back_with_it() {
    let place = Place::of(&people());
    let before = without_audit(place.json());
    let backend = place.backend();
    backend.change(&delete_team(1, "Ops", &[2])).unwrap();
    assert_eq!(place.json()["teams"].as_array().unwrap().len(), 1);
    assert_eq!(place.json()["grants"].as_array().unwrap().len(), 2);
    backend.undo().unwrap();
    assert_eq!(without_audit(place.json()).to_string(), before.to_string());
}

#[test]
fn of_two_users_with_one_name_in_a_snapshot_the_right_one_is_disabled() {
    let mut file = people();
    file["accounts"] = json!(["ada"]);
    file["x-amtui-snapshot"] = json!({"taken": "2026-01-01T00:00:00Z"});
    file["users"][3]["x-amtui-account"] = json!("user");
    let twin = json!({"id": "u-twin", "username": "eve", "enabled": true});
    file["users"].as_array_mut().unwrap().insert(0, twin);
    let place = Place::of(&file);
    let backend = place.backend();
    let before = without_audit(place.json());
    backend.change(&set_enabled("u-eve", "eve", false)).unwrap();
    let enabled = |id: &str| backend.user(id.parse().unwrap()).unwrap().enabled;
    assert_eq!((enabled("u-eve"), enabled("u-twin")), (Some(false), Some(true)));
    backend.undo().unwrap();
    assert_eq!(without_audit(place.json()).to_string(), before.to_string());
}

#[test]
fn a_business_group_takes_its_roles_and_permissions_with_it() {
    let mut file = people();
    let grant = json!({"userId": "u-eve", "permissionId": id("0f", 1), "organizationId": id("0a", SHOPS)});
    file["grants"].as_array_mut().unwrap().push(grant);
    let place = Place::of(&file);
    let before = without_audit(place.json());
    let backend = place.backend();
    backend.change(&delete_group(SHOPS, "Shops")).unwrap();
    backend.change(&delete_group(RETAIL, "Retail")).unwrap();
    assert_eq!(place.json()["grants"].as_array().unwrap().len(), 2);
    assert_eq!(place.json()["roleGroups"].as_array().unwrap().len(), 1);
    assert_eq!(backend.teams().unwrap().len(), 3, "the file can be read");
    backend.undo().unwrap();
    backend.undo().unwrap();
    assert_eq!(without_audit(place.json()).to_string(), before.to_string());
}

#[test]
fn what_an_older_file_does_not_have_is_unknown_and_not_none() {
    let place = Place::of(&crate::fixture::organization());
    let backend = place.backend();
    let unknown = |coverage: &Coverage, list: &str| {
        assert_eq!(
            coverage,
            &Coverage::Partial(format!("The organization file has no {list}."))
        );
    };
    unknown(&backend.teams().unwrap().coverage, "teams");
    unknown(&backend.role_groups(org(ROOT)).unwrap().coverage, "role groups");
    unknown(&backend.permissions().unwrap().coverage, "permissions");
    unknown(&backend.connected_apps(org(ROOT)).unwrap().coverage, "connected apps");
    unknown(&backend.identity_providers().unwrap().coverage, "identity providers");
    let ada = "u-ada".parse().unwrap();
    assert!(!backend.user_grants(ada).unwrap().is_complete());
    assert!(!backend.effective_grants(ada).unwrap().is_complete());
    assert!(!backend.user_teams(ada).unwrap().is_complete());
    assert_eq!(backend.user(ada).unwrap().enabled, None);
}

#[test]
fn only_those_sign_in_who_are_listed_and_not_disabled() {
    let names = |file: &Value| {
        let accounts = Place::of(file).backend_signed_out().accounts().unwrap();
        accounts.iter().map(|a| a.username.raw().to_owned()).collect::<Vec<_>>()
    };
    let mut file = people();
    assert_eq!(names(&file), ["ada", "ben", "cy"]);
    file["users"][3]["enabled"] = json!(false);
    assert_eq!(file["users"][3]["username"], "ada");
    assert_eq!(names(&file), ["ben", "cy"]);
    file.as_object_mut().unwrap().remove("accounts");
    assert_eq!(names(&file), ["ben", "cy", "dee", "eve"]);
    for user in file["users"].as_array_mut().unwrap() {
        user["enabled"] = json!(false);
    }
    assert!(
        names(&file).is_empty(),
        "nobody becomes the administrator of a file whose users are all disabled"
    );
}

#[test]
fn a_wrong_link_is_told_with_its_place() {
    type Break = fn(&mut Value);
    let wrong: [(Break, &str); 6] = [
        (|f| f["teams"][0]["parentId"] = json!(id("0d", 9)), "teams[0].parentId"),
        (
            |f| f["teams"][1]["parentId"] = json!(id("0d", 2)),
            "leads back to the team itself",
        ),
        (
            |f| f["teams"][0]["members"][0]["userId"] = json!("u-x"),
            "teams[0].members[0].userId",
        ),
        (
            |f| f["grants"][0]["permissionId"] = json!(id("0f", 9)),
            "grants[0].permissionId",
        ),
        (|f| f["grants"][3]["teamId"] = json!(id("0d", 0)), "grants[3]"),
        (|f| f["users"][4]["lastLogin"] = json!("soon"), "users[4].lastLogin"),
    ];
    for (spoil, place) in wrong {
        let mut file = people();
        spoil(&mut file);
        let why = Place::of(&file).backend().teams().unwrap_err().to_string();
        assert!(why.contains(place), "{why}");
    }
}

#[test]
fn as_many_people_as_the_platform_allows_are_read() {
    let mut file = generate::organization(3, 10, 3, 20, 20);
    // Of its audit there is no end: a part of it is as good.
    let entries = 10_000;
    add_people(
        &mut file,
        People {
            entries,
            ..People::MOST
        },
    );
    let place = Place::of(&file);
    let backend = place.backend();
    assert_eq!(backend.users(org(ROOT)).unwrap().len(), 10_003);
    assert_eq!(backend.teams().unwrap().len(), 1_000);
    assert_eq!(backend.connected_apps(org(ROOT)).unwrap().len(), 2_000);
    let query = AuditQuery::since(org(ROOT), UnixTime(0), 200_000);
    assert_eq!(backend.audit(&query).unwrap().len(), entries);
    assert_eq!(backend.accounts().unwrap().len(), 3);
}

#[test]
fn what_goes_with_a_place_is_what_its_deletion_takes() {
    let count = |file: &Value, list: &str| file[list].as_array().unwrap().len();
    let scopes = |file: &Value| {
        let apps = file["connectedApps"].as_array().unwrap().iter();
        apps.filter_map(|app| Some((app["clientId"].clone(), app["scopes"].as_array()?.len())))
            .collect::<Vec<_>>()
    };
    for (change, place) in [
        (delete_environment(3, "Env 3"), Object::Environment(environment(3))),
        (delete_environment(2, "Env 2"), Object::Environment(environment(2))),
        (delete_group(SHOPS, "Shops"), Object::Group(org(SHOPS))),
    ] {
        let mut file = people();
        // In the group: a role with a permission, an app, and a scope of another one.
        file["connectedApps"][2]["organizationId"] = json!(id("0a", SHOPS));
        file["connectedApps"][2]["scopes"] = json!([{"scope": "own"}]);
        file["roleGroups"][1]["organizationId"] = json!(id("0a", SHOPS));
        let scope = json!({"scope": "read:x", "organizationId": id("0a", SHOPS)});
        file["connectedApps"][0]["scopes"].as_array_mut().unwrap().push(scope);
        let place_of = Place::of(&file);
        let backend = place_of.backend();
        let told = backend.place_access(place).unwrap();
        assert!(told.coverage.is_complete(), "{:?}", told.coverage);
        backend.change(&change).unwrap();
        let after = place_of.json();
        let gone = |list| count(&file, list) - count(&after, list);
        let left = scopes(&after);
        let before = scopes(&file)
            .into_iter()
            .filter(|(app, _)| left.iter().any(|(id, _)| id == app));
        let scopes_gone = before.map(|(_, n)| n).sum::<usize>() - left.iter().map(|(_, n)| n).sum::<usize>();
        let roles_by_name = usize::from(place == Object::Group(org(SHOPS)));
        assert_eq!(
            (told.roles, told.apps, told.permissions, told.scopes),
            (
                gone("roleGroups"),
                gone("connectedApps"),
                gone("grants") + roles_by_name,
                scopes_gone
            ),
            "{place:?}"
        );
    }
}
