//! What a key is about: the selected row, or nothing, and then it says why. What it is about is named.

use amtui::app::{Location, Place};

use crate::driver::{Driver, StartOptions, client_providers, provider};
use crate::manage::at;

/// Every notice stands for a second at least.
const READ: u64 = 1_200;

/// On the page of an environment with the keys in its first pane: its client providers.
fn environment() -> Driver {
    let mut d = at(Place::List(Location::Environments));
    d.size(120, 30).keys("Enter").see("› Environments › Production");
    d
}

#[test]
fn an_api_of_an_environment_is_neither_deleted_nor_added_to_nor_renamed() {
    let mut d = environment();
    d.keys("Tab D")
        .see("An API can't be deleted here.")
        .see_not("To confirm")
        .wait(READ)
        .keys("a")
        .see("An API can't be added here.")
        .see_not("Add environment")
        .wait(READ)
        .keys("R")
        .see("An API can't be renamed here.")
        .see_not("Rename environment");
    d.keys("e").see("Client provider of ");
}

#[test]
fn a_client_provider_of_an_environment_is_taken_out_there_and_not_deleted() {
    let mut d = environment();
    d.see("▌ Okta Production")
        .keys("D")
        .see("e takes Okta Production out of Production. To delete the client provider: :delete Okta Production")
        .see_not("To confirm");
    d.wait(READ)
        .keys("a")
        .see("e chooses the client providers of Production.");
    d.wait(READ).keys("R").see("e edits a client provider and its name.");
    d.keys("e").see("Client providers of Production");
}

#[test]
fn an_environment_of_a_client_provider_is_taken_out_there_and_not_deleted() {
    let mut d = provider("Okta Production");
    d.size(120, 30)
        .keys("Tab")
        .see("▌ Production")
        .keys("D")
        .see("e takes Okta Production out of Production. To delete the environment: :delete Production")
        .see_not("To confirm");
    d.wait(READ)
        .keys("a")
        .see("e chooses the environments of Okta Production.");
    d.keys("e").see("Environments of Okta Production");
}

#[test]
fn the_other_panes_of_a_client_provider_do_not_delete_it() {
    let mut d = provider("Okta Production");
    d.keys("Tab Tab D")
        .see("An API can't be deleted here.")
        .wait(READ)
        .keys("m");
    d.see("Move dependents").keys("q");
    d.wait(READ).keys("J").see("JSON of orders-api").keys("Esc");
    d.wait(READ).keys("Enter").see("Contracts").keys("Esc");
    d.wait(READ)
        .keys("Tab D")
        .see("A client application can't be deleted here.");
    d.wait(READ).keys("e").see("A client application can't be edited here.");
    d.wait(READ).keys("Enter").see("Contracts").keys("Esc");
    d.keys("i").on_tab("Impact");
    d.keys("D").see("Provider       Okta Production");
}

#[test]
fn a_click_on_the_delete_button_is_about_the_page_whatever_row_is_selected() {
    let mut d = provider("Okta Production");
    d.keys("Tab Tab")
        .click("[ Delete ]")
        .see("Provider       Okta Production");
}

#[test]
fn a_page_without_a_row_is_what_its_keys_are_about() {
    let mut demo: serde_json::Value = serde_json::from_str(include_str!("../../assets/demo.json")).unwrap();
    demo["apis"] = serde_json::json!([]);
    let mut d = Driver::start(StartOptions {
        organization: Some(demo),
        open: Some(Place::List(Location::Environments)),
        ..client_providers()
    });
    d.keys("j j j Enter")
        .see("› Environments › Design")
        .keys("Tab")
        .see("No APIs.");
    d.keys("y n R").see("Rename environment").keys("Esc D");
    d.see("Delete environment").see("Design");
}

#[test]
fn steps_of_moving_dependents_are_done_and_not_deleted() {
    let mut d = provider("Okta Production");
    d.size(120, 36).keys("m").see("1 move API").keys("D");
    d.see("An API can't be deleted here.").see_not("To confirm");
    d.keys("G k").see("▌ 2 take out").keys("D");
    d.see("Enter does this step. The last one deletes Okta Production.")
        .see_not("To confirm");
    d.keys("j D").see("Provider       Okta Production");
}

#[test]
fn hints_name_what_is_deleted_and_what_is_edited() {
    let mut d = Driver::start(client_providers());
    d.keys("j j j")
        .see("D delete Okta Production")
        .keys("j")
        .see("D delete Okta Sandbox");
    let mut d = environment();
    d.see("e client providers")
        .see_not("D delete")
        .keys("Tab")
        .see("e client provider")
        .see_not("D delete");
    d.keys("Space Space").see("e client provider of 2");
    let mut d = provider("Okta Production");
    d.see("D delete Okta Production")
        .keys("Tab")
        .see("e environments")
        .see_not("D delete");
    let mut d = at(Place::List(Location::BusinessGroups));
    d.keys("j j").see("a add below Retail EU").see_not("D delete");
    d.keys("j j").see("a add below Retail US").see("D delete Retail US");
}

#[test]
fn hints_stay_where_they_are_as_the_selection_moves() {
    let mut d = Driver::start(client_providers());
    let places = |d: &Driver| {
        let screen = d.screen();
        let row = screen.lines().last().expect("the last row has the hints");
        ["Enter open", "a add", "e edit", "i impact", "D delete"].map(|hint| row.find(hint).expect(hint))
    };
    for columns in [80, 120] {
        d.size(columns, 24).keys("g g j j j").see("D delete Okta Production");
        let before = places(&d);
        d.keys("j").see("D delete Okta Sandbox");
        assert_eq!(places(&d), before);
    }
}

#[test]
fn a_long_name_leaves_room_for_the_other_hints() {
    let mut d = Driver::start(StartOptions {
        organization: Some(crate::delete::renamed(&"Okta ".repeat(40))),
        ..client_providers()
    });
    d.keys("/")
        .text("okta okta")
        .keys("Enter")
        .see("D delete Okta Okta")
        .see("e edit")
        .see("? help");
}
