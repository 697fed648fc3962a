//! The pages Teams and Roles: their trees, members and permissions, and who has a permission.

use amtui::app::Place;
use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::request::{Reply, Request};
use amtui::domain::{Coverage, Listing};

use crate::driver::{Driver, StartOptions, client_providers};

fn at(place: &str) -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Place::parse(place),
        ..client_providers()
    });
    d.size(120, 36);
    d
}

#[test]
fn teams_are_a_tree_that_folds() {
    let mut d = at("teams");
    d.see("Teams (20)").see("  - Platform Operations").see("On-Call");
    d.keys("j h")
        .see("+ Integration")
        .see_not("API Reviewers")
        .see("Teams (20)");
    d.keys("l").see("API Reviewers");
}

#[test]
fn a_team_tells_its_own_permissions_from_those_it_inherits() {
    let mut d = at("teams/On-Call");
    d.keys("Tab").see("Delete Applications").see("own");
    d.see("team Platform Operations").see("team Everyone at Acme Corp");
    d.see("2 own, 14 from teams above");
    at("teams")
        .see("OWN PERMS")
        .keys("/")
        .text("permissions:8")
        .keys("Enter")
        .see("API Developers");
}

#[test]
fn a_team_lists_its_members_its_child_teams_and_its_external_groups() {
    let mut d = at("teams/Platform");
    d.see("Members 2").see("rajesh.iyer");
    d.keys("Tab Tab").see("Child teams (3)").see("On-Call");
    d.keys("Tab").see("No external groups.");
    d.keys("Tab").see("Above it").see("Everyone at Acme Corp");
}

#[test]
fn members_and_permissions_are_read_once_for_each_team() {
    let mut d = at("teams");
    d.keys("s s s G g g Enter Backspace j Enter Tab Tab Backspace");
    let mut reads: Vec<AccessRead> = Vec::new();
    for request in &d.requests {
        if let Request::Access(read) = request {
            assert!(!reads.contains(read), "{read:?} twice");
            reads.push(*read);
        }
    }
    assert!(
        reads
            .iter()
            .filter(|read| matches!(read, AccessRead::TeamGrants(_)))
            .count()
            == 20
    );
}

#[test]
fn a_column_is_sorted_by_under_each_name_that_filters_know_it_by() {
    let mut d = at("teams");
    d.keys(":").text("sort permissions").keys("Enter");
    d.see("▲OWN PERMS").see_not("No column is named");
}

#[test]
fn roles_are_said_to_be_deprecated_and_lead_to_their_members() {
    let mut d = at("roles");
    d.see("deprecated").see("Release Managers").see("Store Support");
    let mut d = at("roles/Release Managers");
    d.see("Promote APIs").keys("Tab").see("oliver.stone");
    d.keys("Tab").see("acme-release");
    d.keys("Shift-Tab Enter").see("› Users › ");
}

#[test]
fn a_business_group_and_its_roles_lead_to_each_other() {
    let mut d = at("business-groups");
    d.keys("j Enter Tab Tab").on_tab("Roles").see("Roles (2)");
    d.see_not("Release Managers").see_not("BUSINESS GROUP");
    d.keys("j").see("▌ Store Support").keys("Enter");
    d.see("› Roles › Store Support").keys("Tab Tab Tab").on_tab("Settings");
    d.keys("j j").see("▌ Business group").keys("Enter");
    d.see("› Business Groups › Retail");
    d.keys("Backspace Backspace").see("▌ Store Support").on_tab("Roles");
}

#[test]
fn the_roles_of_a_business_group_say_where_they_are_not_verified() {
    let mut d = at("business-groups");
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::Roles(_)) => Some(Ok(Reply::Access(AccessReply::Roles(Listing {
            coverage: Coverage::Unverified,
            ..Listing::default()
        })))),
        _ => None,
    }));
    d.keys("j Enter").wait(600);
    let asked = |d: &Driver| {
        let roles = |request: &&Request| matches!(request, Request::Access(AccessRead::Roles(_)));
        d.requests.iter().filter(roles).count()
    };
    assert_eq!(asked(&d), 0, "they are read before their tab is opened");
    d.keys("Tab Tab").wait(600);
    assert_eq!(asked(&d), 1);
    d.on_tab("Roles").see("Nothing is visible here.").see_not("No roles.");
}

#[test]
fn several_roles_of_one_name_are_told_apart_by_their_ids() {
    at("roles/Organization Administrators").see("3 roles are named 'Organization Administrators'. Use the id.");
}

#[test]
fn the_access_overview_of_a_business_group_joins_users_and_teams() {
    let mut d = at("business-groups");
    d.keys("Enter Tab Tab Tab")
        .see("Access Overview: choose a permission")
        .see_not("Business Group Viewer");
    d.keys("/").text("promote apis").keys("Enter Enter");
    d.see("Who has Promote APIs in Acme Corp");
    d.see("API Reviewers")
        .see("carol.wu")
        .see("team API Reviewers")
        .see("oliver.stone")
        .see("role Release Managers");
    d.keys("Backspace").see("▌ Promote APIs");
}

#[test]
fn the_dialog_says_first_who_is_an_administrator_no_more() {
    let mut d = Driver::start(client_providers());
    d.size(80, 24)
        .keys("3 /")
        .text("platform")
        .keys("Enter Enter D")
        .wait(600);
    let told = d.screen();
    let first = told
        .lines()
        .find(|line| line.contains("lose"))
        .unwrap_or_else(|| panic!("{told}"));
    assert!(first.contains("Organization Administrator"), "{told}");
}

/// The demo with so many more members of On-Call, who have nothing else.
fn on_call_with(members: usize) -> serde_json::Value {
    let mut file: serde_json::Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let id = |n: usize| format!("00000000-0000-4000-8000-{n:012}");
    let users = file["users"].as_array_mut().unwrap();
    users.extend((0..members).map(|n| serde_json::json!({"id": id(n), "username": format!("helper.{n}")})));
    let teams = file["teams"].as_array_mut().unwrap();
    let team = teams.iter_mut().find(|team| team["name"] == "On-Call").unwrap();
    let all = team["members"].as_array_mut().unwrap();
    all.extend((0..members).map(|n| serde_json::json!({"userId": id(n), "membership": "member"})));
    file
}

#[test]
fn the_deletion_of_a_team_explains_every_member_and_says_how_far_it_is() {
    let mut d = Driver::start(StartOptions {
        open: Place::parse("teams/On-Call"),
        organization: Some(on_call_with(120)),
        ..client_providers()
    });
    d.size(120, 60).wait(800);
    d.hold = true;
    d.keys("D");
    for _ in 0..100 {
        d.answer();
    }
    d.see("Checking what members keep elsewhere:")
        .see_not("is not looked up");
    while d.waits() {
        d.answer();
    }
    d.see_not("Looking up")
        .see_not("is not looked up")
        .see_not("Impact incomplete");
    d.see("lose ").see("members leave this team");
}

#[test]
fn a_team_of_thousands_says_of_how_many_it_knows_nothing() {
    let mut d = Driver::start(StartOptions {
        open: Place::parse("teams/On-Call"),
        organization: Some(on_call_with(2_100)),
        ..client_providers()
    });
    d.size(120, 60).keys("D").wait(4_000);
    d.see("members keep elsewhere isn't checked").see("Impact incomplete");
}
