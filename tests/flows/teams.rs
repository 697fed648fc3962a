//! The pages Teams and Roles: their trees, members and permissions, and who has a permission.

use amtui::app::Place;
use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::request::{Reply, Request};
use amtui::domain::rules::Refusal;
use amtui::domain::{Coverage, Error, Listing};
use serde_json::{Value, json};

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
fn what_everyone_has_is_not_lost_with_a_team() {
    let mut d = at("teams/Platform Administrators");
    d.keys("D")
        .see("priya.nair and 2 more lose Monitoring Viewer")
        .see_not("Exchange Viewer");
    d.keys("Esc");
    d.confirm("Platform Administrators")
        .wait(800)
        .fire()
        .see("Deleted team");
    d.keys("2 /")
        .text("priya.nair")
        .keys("Enter Enter")
        .see("Exchange Viewer");
    d.see("team Everyone at Acme Corp").see_not("origin unknown");
    d.keys("Tab").see("Everyone at Acme Corp").see("as anyone");
}

#[test]
fn everyone_has_what_the_topmost_team_gives() {
    let mut d = at("users/priya.nair");
    d.keys("/").text("exchange").keys("Enter Enter j Enter");
    d.see("Who has Exchange Viewer in Acme Corp");
    d.keys("/").text("zoe.baker").keys("Enter");
    d.see("user").see("team Everyone at Acme Corp");
}

#[test]
fn who_is_in_the_topmost_team_is_known_from_the_users_alone() {
    let mut d = at("users/priya.nair");
    let all = d.file()["teams"][0]["id"].clone();
    let all = AccessRead::TeamMembers(serde_json::from_value(all).unwrap());
    d.faults = Some(Box::new(move |request| {
        let refused = *request == Request::Access(all);
        refused.then(|| Err(Error::Failed("not now (500)".into())))
    }));
    d.keys("/").text("exchange").keys("Enter Enter j Enter");
    d.see("Who has Exchange Viewer in Acme Corp").see(" rows)");
    d.see_not("+ rows").see_not("are not read");
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
    d.keys("j Enter Tab Tab").on_tab("Roles").see("Roles 2");
    d.see_not("Release Managers").see_not("BUSINESS GROUP");
    d.keys("j").see("▌ Store Support").keys("Enter");
    d.see("› Roles › Store Support").keys("Tab Tab Tab").on_tab("Settings");
    d.keys("j j").see("▌ Organization").keys("Enter");
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
fn on_call_with(members: usize) -> Value {
    let mut file: Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    let id = |n: usize| format!("00000000-0000-4000-8000-{n:012}");
    let users = file["users"].as_array_mut().unwrap();
    users.extend((0..members).map(|n| json!({"id": id(n), "username": format!("helper.{n}")})));
    let teams = file["teams"].as_array_mut().unwrap();
    let team = teams.iter_mut().find(|team| team["name"] == "On-Call").unwrap();
    let all = team["members"].as_array_mut().unwrap();
    all.extend((0..members).map(|n| json!({"userId": id(n), "membership": "member"})));
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

const ROOT: &str = "60013fb7-5432-4281-96a5-3becd617f75a";
const PRODUCTION: &str = "7fa4c39a-eec3-49ba-86ad-e16b8bc9f07d";
const CUSTOMS: &str = "6e88578a-30e7-4cf7-8198-8082769c145a";

fn changed_demo(change: impl FnOnce(&mut Value)) -> Value {
    let mut file = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    change(&mut file);
    file
}

/// The demo after a change, at a place, and nothing read before.
fn in_changed_demo(place: &str, change: impl FnOnce(&mut Value)) -> Driver {
    let mut d = Driver::start(StartOptions {
        user: Some("ana.ortiz"),
        open: Place::parse(place),
        organization: Some(changed_demo(change)),
        ..StartOptions::default()
    });
    d.size(140, 60);
    d
}

/// Release Managers, a role of the root, administers a business group.
fn release_managers_administer_customs(demo: &mut Value) {
    demo["grants"].as_array_mut().unwrap().push(json!({
        "roleGroupId": "e3612a93-9a60-4a61-9dc3-6e3d6fb5f590", "permissionId": "102a4310-2ffe-400f-977a-e5334e97c661",
        "organizationId": "f40701c0-dafb-40e7-be0e-849d431176c6"}));
}

#[test]
fn a_role_gives_a_permission_in_another_organization_than_its_own() {
    let mut d = in_changed_demo("business-groups/Logistics Customs", release_managers_administer_customs);
    d.keys("Tab Tab Tab /").text("organization adm").keys("Enter Enter");
    d.see("Who has Organization Administrator in Logistics Customs");
    d.see("oliver.stone")
        .see("rajesh.iyer")
        .see("role Release Managers")
        .see_not("not there any more");
    let mut d = in_changed_demo("users", release_managers_administer_customs);
    d.keys("/").text("admin:yes").keys("Enter j k");
    d.see("Users (16 of 44)");
    d.see("oliver.stone").see("rajesh.iyer").see_not("not there any more");
}

#[test]
fn the_deletion_of_a_team_names_the_environments_that_nothing_read_before() {
    let mut d = in_changed_demo("teams", |_| {});
    d.keys("j j j D").see("Delete team").see("API Reviewers");
    d.see("aisha.khan and 2 more lose Promote APIs in Production")
        .see("aisha.khan and 2 more lose Promote APIs in Staging")
        .see_not("wasn't read")
        .see_not("Impact incomplete");
}

#[test]
fn a_loss_in_a_place_that_cannot_be_named_is_incomplete() {
    let mut d = in_changed_demo("teams", |_| {});
    d.faults = Some(Box::new(|request| {
        matches!(request, Request::Environments).then(|| Err(Error::Refused(Refusal::NotSeen)))
    }));
    d.keys("j j j D").see("Impact incomplete");
    d.see("lose Promote APIs in environment 7fa4c39a")
        .see("lose Promote APIs in environment 94e08f55");
}

/// Customs may do this with one asset alone.
fn customs_manages_orders(demo: &mut Value) {
    demo["grants"].as_array_mut().unwrap().push(json!({
        "teamId": CUSTOMS, "permissionId": "cb79896f-b0b9-467c-93f5-1573d2eeb739", "organizationId": ROOT,
        "environmentId": PRODUCTION, "context": {"asset": "orders"}}));
}

#[test]
fn the_deletion_of_a_team_tells_what_narrows_a_permission_and_a_wider_one_keeps_it() {
    let mut d = in_changed_demo("teams/Customs", customs_manages_orders);
    d.keys("D")
        .see("henrik.olsen and 1 more lose Manage Contracts in Production >")
        .see("asset orders");
    let mut d = in_changed_demo("teams/Customs", |demo| {
        customs_manages_orders(demo);
        for user in [
            "4474a5de-06d0-4e76-91fd-9e815fdcfa19",
            "2013c9c6-ef0d-45f0-bd89-e8510052f2b7",
        ] {
            demo["grants"].as_array_mut().unwrap().push(json!({
                "userId": user, "permissionId": "cb79896f-b0b9-467c-93f5-1573d2eeb739", "organizationId": ROOT,
                "environmentId": PRODUCTION}));
        }
    });
    d.keys("D").see_not("Manage Contracts");
    // What everybody at Acme has isn't the team's.
    d.see("1 permission of the team stays: everybody has it from elsewhere");
}

#[test]
fn the_deletion_of_a_team_tells_places_and_external_groups_of_one_name_apart() {
    let twins = |demo: &mut Value| {
        for environment in demo["environments"].as_array_mut().unwrap() {
            if ["Production", "Staging"].contains(&environment["name"].as_str().unwrap()) {
                environment["name"] = "Twin".into();
            }
        }
    };
    let mut d = in_changed_demo("teams/API Reviewers", twins);
    d.keys("D").see("lose Promote APIs in Acme Corp / Twin");
    d.see(" 7fa4c39a ").see(" 94e08f55 ");
    let mut d = in_changed_demo("teams/API Developers", |_| {});
    d.keys("D")
        .see("2 external groups no longer lead to a team: acme-api-developers");
    d.see("of Okta Workforce").see("of Entra ID SSO");
}

#[test]
fn the_members_of_the_team_of_everyone_are_not_counted() {
    let mut d = at("teams/Everyone at Acme Corp");
    d.see("Everyone in the organization is a member.")
        .see_not("Members (0)")
        .see_not("Members 0");
}
