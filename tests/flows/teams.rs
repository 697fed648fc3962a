//! The pages Teams and Roles: their trees, members and permissions, and who has a permission.

use amtui::app::Place;

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
    use amtui::app::access_read::AccessRead;
    use amtui::app::request::Request;
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
fn roles_are_said_to_be_deprecated_and_lead_to_their_members() {
    let mut d = at("roles");
    d.see("deprecated").see("Release Managers").see("Store Support");
    let mut d = at("roles/Release Managers");
    d.see("Promote APIs").keys("Tab").see("oliver.stone");
    d.keys("Tab").see("acme-release");
    d.keys("Shift-Tab Enter").see("› Users › ");
}

#[test]
fn several_roles_of_one_name_are_told_apart_by_their_ids() {
    at("roles/Organization Administrators").see("3 roles are named 'Organization Administrators'. Use the id.");
}

#[test]
fn the_access_overview_of_a_business_group_joins_users_and_teams() {
    let mut d = at("business-groups");
    d.keys("Enter Tab Tab")
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
