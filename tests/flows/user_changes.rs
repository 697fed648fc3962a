//! Users who are disabled and enabled, and teams that are deleted.

use std::sync::Arc;

use amtui::app::Place;
use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::request::{Reply, Request};
use amtui::domain::change::Change;
use amtui::domain::{Listing, User};
use serde_json::{Value, json};

use crate::driver::{Driver, StartOptions, client_providers};
use crate::manage::named;

fn at(place: &str) -> Driver {
    with(place, client_providers())
}

fn with(place: &str, options: StartOptions) -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Place::parse(place),
        ..options
    });
    d.size(120, 36);
    d
}

/// Where it isn't known whether she is an administrator.
fn disabling_aisha_in(organization: Value) -> Driver {
    let options = StartOptions {
        organization: Some(organization),
        ..client_providers()
    };
    let mut d = with("users/aisha.khan", options);
    d.keys("X")
        .see("Not known whether they are administrators: aisha.khan.");
    d
}

fn enabled(d: &Driver, username: &str) -> Option<bool> {
    let file = d.file();
    let users = file["users"].as_array().unwrap();
    users.iter().find(|user| user["username"] == username).unwrap()["enabled"].as_bool()
}

#[test]
fn marked_users_are_disabled_after_one_review_with_a_result_each_and_undone() {
    let mut d = at("users");
    d.keys("/").text("idle:>90d status:enabled").keys("Enter Space Space X");
    d.see("Disable 2 users").see("enabled -> disabled");
    assert!(d.changes().is_empty(), "nothing before the review is confirmed");
    d.wait(800).keys("Enter Ctrl-S");
    d.wait(800).keys("Enter").see("2 of 2").see("break.glass: done");
    d.wait(800).keys("Enter").see("2 changes done.");
    let changes = d.changes();
    assert!(
        changes
            .iter()
            .all(|change| matches!(change, Change::SetUserEnabled { enabled: false, .. }))
    );
    assert_eq!(changes.len(), 2);
    assert_eq!(enabled(&d, "break.glass"), Some(false));
    d.undo().undo();
    assert_eq!(enabled(&d, "break.glass"), Some(true));
}

#[test]
fn administrators_among_many_are_named_first_and_must_be_ticked() {
    let mut d = at("users");
    d.keys("Space j j j").see("▌ Break Glass").keys("Space X");
    d.see("Disable 2 users").see("1 of these 2 users is an administrator:");
    d.see("break.glass  Organization Administrator of Acme Corp");
    let screen = d.screen();
    assert!(
        screen.find("is an administrator") < screen.find("enabled -> disabled"),
        "{screen}"
    );
    d.see("[ ] Disable administrators as well");
    // One Enter ticks. It takes another control to disable anybody.
    d.wait(800)
        .keys("Enter")
        .see("[x] Disable administrators as well")
        .wait(800)
        .keys("Enter");
    d.see("[ ] Disable administrators as well");
    assert!(d.changes().is_empty());
    d.wait(800).keys("Enter Ctrl-S").wait(800).keys("Enter").see("2 of 2");
    assert_eq!(enabled(&d, "break.glass"), Some(false));
}

#[test]
fn users_who_administer_nothing_are_disabled_with_one_enter() {
    let mut d = at("users/aisha.khan");
    d.keys("X").see("Disable 1 user").see_not("administrator");
    d.wait(800).keys("Enter").see("Disabled user 'aisha.khan'.");
}

#[test]
fn the_last_administrator_and_the_own_account_are_said() {
    let mut d = at("users");
    d.keys("/").text("admin:yes").keys("Enter * X");
    d.see("These 13 users are administrators:").size(120, 60);
    d.see_not("Nobody is left")
        .see("ana.ortiz       You can't disable your own account.");
    // Here the own account can't sign in again.
    let mut d = at("users");
    let file = d.file();
    let users: Vec<User> = file["users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| {
            let id = serde_json::from_value(user["id"].clone()).unwrap();
            User {
                enabled: Some(user["username"] != "ana.ortiz"),
                ..User::new(id, user["username"].as_str().unwrap().into())
            }
        })
        .collect();
    let users = Arc::new(Listing::from(users));
    d.faults = Some(Box::new(move |request| match request {
        Request::Access(AccessRead::Users(_)) => Some(Ok(Reply::Access(AccessReply::Users(Arc::clone(&users))))),
        _ => None,
    }));
    d.keys("r /").text("admin:yes status:enabled").keys("Enter * X");
    d.see("Nobody is left who can sign in and administers Acme Corp.");
}

#[test]
fn where_it_is_not_known_who_administers_that_is_said_and_must_be_ticked() {
    let mut organization = at("users").file();
    organization.as_object_mut().unwrap().shift_remove("grants");
    disabling_aisha_in(organization).see("[ ] Continue although it isn't known who is an administrator");
}

#[test]
fn a_review_waits_until_it_is_known_who_is_an_administrator() {
    let mut d = at("users");
    d.hold = true;
    d.keys("/").text("break.glass").keys("Enter X");
    d.see("Looking for administrators: 0 of 1 user read...");
    d.wait(800).keys("Enter");
    assert!(d.changes().is_empty());
    while d.waits() {
        d.answer();
    }
    d.see("This user is an administrator:");
}

#[test]
fn a_tick_counts_for_the_administrators_that_were_named_when_it_was_set() {
    let mut d = at("users");
    d.hold = true;
    d.keys("* X");
    while d.waits() && !d.screen().contains("[ ] Disable") {
        d.answer();
    }
    d.wait(800).keys("Enter");
    while d.waits() {
        d.answer();
    }
    d.see("users are administrators:")
        .see("[ ] Disable administrators as well");
    d.keys("Ctrl-S").wait(800).keys("Enter");
    assert!(d.changes().is_empty());
}

#[test]
fn who_is_disabled_is_enabled_again() {
    let mut d = at("users/zoe.baker");
    d.keys("E").see("Enable 1 user").see("disabled -> enabled");
    d.wait(800).keys("Enter").see("Enabled user 'zoe.baker'.");
    assert_eq!(enabled(&d, "zoe.baker"), Some(true));
}

#[test]
fn nobody_disables_their_own_account() {
    at("users/ana.ortiz").keys("X").see_not("Disable 1 user");
}

#[test]
fn read_only_mode_refuses_to_change_users_and_teams() {
    let read_only = || StartOptions {
        read_only: true,
        ..client_providers()
    };
    with("users/zoe.baker", read_only()).keys("E").see("read-only");
    with("teams/On-Call", read_only()).keys("D").see("read-only");
}

#[test]
fn a_team_is_deleted_with_its_typed_name_after_its_impact_is_told() {
    let mut d = at("teams/Retail EU");
    d.size(80, 24).keys("D").wait(600);
    d.see("1 team below it: Retail Zürich").see("members leave these teams");
    d.see("more lose").see("retail-eu");
    d.keys("Esc").see("Not deleted.");
    d.confirm("Retail EU").wait(800).fire().see("Deleted team 'Retail EU'.");
    d.see("› Teams").see_not("Retail Zürich");
    assert_eq!(d.deletes(), 1);
    d.undo().see("Retail Zürich");
}

#[test]
fn who_keeps_a_permission_another_way_is_told_from_who_loses_it() {
    at("teams/On-Call")
        .keys("D")
        .wait(600)
        .see("svc.monitoring loses")
        .see("3 keep it");
}

#[test]
fn the_topmost_team_stays() {
    at("teams").keys("D").see_not("To confirm");
}

#[test]
fn a_team_below_which_others_stand_by_now_is_not_deleted() {
    let mut d = at("teams/On-Call");
    d.confirm("On-Call").wait(800);
    d.rewrite(|file| {
        let teams = file["teams"].as_array_mut().unwrap();
        let above = teams.iter().find(|team| team["name"] == "On-Call").unwrap()["id"].clone();
        let mut new = teams[0].clone();
        new["id"] = "00000000-0000-4000-8000-00000000abcd".into();
        new["name"] = "Night shift".into();
        new["parentId"] = above;
        teams.push(new);
    });
    d.fire()
        .see("Not deleted: team 'Night shift' is now below team 'On-Call'.");
    assert_ne!(named(&d.file(), "teams", "On-Call"), &json!(null));
}

#[test]
fn a_team_that_somebody_joined_meanwhile_is_not_deleted() {
    let mut d = at("teams/On-Call");
    d.confirm("On-Call").wait(800);
    d.rewrite(|file| {
        let late = file["users"][0]["id"].clone();
        let teams = file["teams"].as_array_mut().unwrap();
        let team = teams.iter_mut().find(|team| team["name"] == "On-Call").unwrap();
        let members = team["members"].as_array_mut().unwrap();
        members.retain(|member| member["userId"] != late);
        members.push(json!({"userId": late}));
    });
    d.fire().see("Not deleted: user '").see("is new in team 'On-Call'.");
    assert_ne!(named(&d.file(), "teams", "On-Call"), &json!(null));
    // The next dialog reads it again.
    d.wait(800)
        .confirm("On-Call")
        .wait(800)
        .fire()
        .see("Deleted team 'On-Call'.");
}

#[test]
fn who_vanishes_while_the_review_is_open_is_told_and_the_others_are_disabled() {
    let mut d = at("users");
    d.keys("Space j Space X").see("Disable 2 users").see("arjun.mehta");
    d.rewrite(|file| {
        let arjun = |user: &Value| user["username"] == "arjun.mehta";
        let users = file["users"].as_array_mut().unwrap();
        let gone = users.extract_if(.., |user| arjun(user)).next().unwrap()["id"].clone();
        let forget = |list: &mut Value, member: &str| {
            let rows = list.as_array_mut().into_iter().flatten();
            for row in rows {
                if let Some(held) = row.get_mut(member).and_then(Value::as_array_mut) {
                    held.retain(|one| *one != gone && one["userId"] != gone);
                }
            }
        };
        forget(&mut file["teams"], "members");
        forget(&mut file["roleGroups"], "memberIds");
        forget(&mut file["connectedApps"], "authorizations");
        file["grants"]
            .as_array_mut()
            .unwrap()
            .retain(|grant| grant["userId"] != gone);
    });
    d.wait(800).keys("Enter");
    d.see("2 of 2").see("User 'arjun.mehta' is not there any more.");
    assert_eq!(enabled(&d, "aisha.khan"), Some(false));
}

#[test]
fn nothing_is_reviewed_where_nobody_s_status_changes() {
    let mut d = at("users");
    d.keys("/").text("status:disabled").keys("Enter * X");
    d.see_not("Disable 0 users")
        .see("Nothing changes.")
        .see("is disabled already");
    d.keys("Esc Esc /").text("ana.ortiz").keys("Enter X");
    d.see_not("Disable 0 users").see("You can't disable your own account.");
}

#[test]
fn administrators_are_named_in_the_order_of_the_list_and_no_longer_once_all_is_done() {
    let mut d = at("users");
    d.size(120, 60).keys("/").text("admin:yes").keys("Enter * X");
    let order = |screen: &str, behind: &str| {
        let rows = screen.lines().filter(|line| line.contains(behind));
        let name = |line: &str| {
            line.split_whitespace()
                .find(|word| word.contains('.'))
                .map(str::to_owned)
        };
        rows.filter_map(name).collect::<Vec<_>>()
    };
    let screen = d.screen();
    let named = order(&screen, "Organization Administrator of");
    assert!(named.len() > 3, "{screen}");
    assert_eq!(named, order(&screen, "enabled -> disabled"), "{screen}");
    d.see_not("Ctrl-S");
    d.wait(800)
        .keys("Enter")
        .see("Ctrl-S to the button")
        .keys("Ctrl-S")
        .wait(800)
        .keys("Enter");
    d.see("13 of 13")
        .see_not("are administrators:")
        .see_not("Disable administrators as well");
}

#[test]
fn the_hint_says_that_a_key_disables_what_is_marked() {
    let mut d = at("users");
    d.see("X disable the user")
        .keys("Space Space")
        .see("X disable marked users");
    d.see_not("disable the user");
}

#[test]
fn a_larger_window_says_more_of_what_a_team_s_deletion_takes() {
    let mut d = at("teams/Retail EU");
    d.size(80, 24).keys("D").wait(600).see("more permissions are lost");
    d.size(120, 40)
        .see_not("are lost")
        .see("Deletes it and the teams below it.");
    at("teams/Fleet")
        .keys("D")
        .wait(600)
        .see("Deletes it.")
        .see_not("teams below it");
}

#[test]
fn of_who_administers_and_nobody_tells_where_that_is_unknown() {
    let mut organization = at("users").file();
    let named = |all: &Value, member: &str, name: &str| {
        let mut all = all.as_array().unwrap().iter();
        all.find(|one| one[member] == name).unwrap()["id"].clone()
    };
    let user = named(&organization["users"], "username", "aisha.khan");
    let permission = named(&organization["permissions"], "name", "Organization Administrator");
    let grant = json!({"userId": user, "permissionId": permission});
    organization["grants"].as_array_mut().unwrap().push(grant);
    disabling_aisha_in(organization);
}
