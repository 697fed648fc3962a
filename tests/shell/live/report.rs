//! Reports about the platform: what was read, and what was refused, by name.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Live;
use crate::fake_platform::Fault;

fn rows(live: &Live, arguments: &[&str], code: u8) -> (Vec<Value>, String) {
    let said = live.run(&[&["report"], arguments, &["--json"]].concat());
    assert_eq!(said.code, i32::from(code), "{}", said.err);
    (serde_json::from_str(&said.out).unwrap(), said.err)
}

/// Each user with each permission, place and origin, of the demo as a file.
fn of_the_file(live: &Live, what: &str) -> Vec<Value> {
    let demo = live.home.path().join("demo.json");
    std::fs::write(&demo, super::demo().to_string()).unwrap();
    let said = live.run_with(&["--file", demo.to_str().unwrap(), "report", what, "--json"], &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    serde_json::from_str(&said.out).unwrap()
}

fn sorted(rows: &[Value]) -> BTreeSet<String> {
    rows.iter().map(Value::to_string).collect()
}

#[test]
fn a_report_says_of_the_platform_what_it_says_of_the_same_file() {
    let live = Live::new();
    let (access, _) = rows(&live, &["access"], 6);
    // Users whom an external group put into a team are among them.
    assert_eq!(sorted(&access), sorted(&of_the_file(&live, "access")));
    let (users, err) = rows(&live, &["users"], 6);
    assert_eq!(users.len(), of_the_file(&live, "users").len());
    // A role whose permissions nobody sees may make administrators of its members.
    assert!(
        err.contains("Not read: list of permissions: Organization Administrator."),
        "{err}"
    );
    let (apps, err) = rows(&live, &["apps"], 6);
    let scopes = |rows: &[Value]| -> BTreeSet<String> {
        rows.iter()
            .map(|row| format!("{} {} {}", row["app"], row["scope"], row["organization"]))
            .collect()
    };
    assert_eq!(scopes(&apps), scopes(&of_the_file(&live, "apps")));
    // An app that sees no app of a business group can't tell that there is none.
    assert!(err.contains("Not read: connected apps: "), "{err}");
}

#[test]
fn what_the_platform_refuses_is_named_and_nothing_below_it_is_asked_for() {
    let live = Live::new();
    live.fake
        .plan(1000, "GET", "users?type=host", Fault::Answer(403, "{}", None));
    let (users, err) = rows(&live, &["users"], 6);
    assert_eq!(users, [Value::Null; 0]);
    assert!(err.contains("Not read: users. Not allowed"), "{err}");
    live.fake.plan(1000, "GET", "/teams?", Fault::Answer(403, "{}", None));
    live.fake.seen();
    let (_, err) = rows(&live, &["access"], 6);
    assert!(err.contains("Not read: teams. Not allowed"), "{err}");
    let asked = |part: &str| live.fake.seen().iter().any(|seen| seen.path.contains(part));
    assert!(!asked("/members"), "no team is known whose members could be read");
}

#[test]
fn business_groups_and_environments_that_could_not_be_read_are_named() {
    let live = Live::new();
    live.fake
        .plan(1000, "GET", "/hierarchy", Fault::Answer(403, "{}", None));
    let (_, err) = rows(&live, &["users"], 6);
    assert!(err.contains("Not read: business group. "), "{err}");
    let live = Live::new();
    live.fake
        .plan(1000, "GET", "/environments", Fault::Answer(403, "{}", None));
    let (_, err) = rows(&live, &["users"], 6);
    assert!(err.contains("Not read: environments. "), "{err}");
}

#[test]
fn authorizations_that_are_refused_hide_no_app() {
    let live = Live::new();
    live.fake
        .plan(1000, "GET", "/authorizations", Fault::Answer(403, "{}", None));
    let (apps, _) = rows(&live, &["apps"], 6);
    assert_eq!(apps.len(), of_the_file(&live, "apps").len());
}

#[test]
fn a_team_that_was_not_read_is_named_and_the_others_are_told() {
    let live = Live::new();
    let team = super::demo()["teams"]
        .as_array()
        .unwrap()
        .iter()
        .find(|team| team["name"] == "On-Call")
        .unwrap()
        .clone();
    let path = format!("teams/{}/members", team["id"].as_str().unwrap());
    live.fake
        .plan(1000, "GET", String::leak(path), Fault::Answer(500, "", None));
    let (access, err) = rows(&live, &["access"], 6);
    assert!(
        err.contains("Not read: members of a team: On-Call. No usable answer"),
        "{err}"
    );
    let from = |team: &str| {
        access
            .iter()
            .filter(|row| row["origin"].as_str().unwrap().ends_with(team))
            .count()
    };
    assert_eq!(from("On-Call"), 0);
    assert!(from("API Developers") > 0);
}

#[test]
fn a_part_of_the_teams_is_told_and_leaves_it_unknown_who_administers() {
    let live = Live::new();
    live.fake.edit("/teams", |_, body| {
        if body.get("total").is_some() {
            body["total"] = 999.into();
        }
    });
    let (users, err) = rows(&live, &["users"], 6);
    assert!(
        err.contains("Not read: list of permissions: Organization Administrator. "),
        "{err}"
    );
    let aisha = users.iter().find(|row| row["username"] == "aisha.khan").unwrap();
    assert_eq!(aisha["administers"], Value::Null);
    let (_, err) = rows(&live, &["access"], 6);
    assert!(err.contains("Not read: teams. "), "{err}");
}
