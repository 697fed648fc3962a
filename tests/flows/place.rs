//! Coming back to the page and the filter where you left.

use amtui::app::msg::Msg;
use amtui::app::{Place, PlaceLeft};

use crate::driver::{Driver, MASKED, StartOptions, client_providers};

fn place(d: &Driver) -> PlaceLeft {
    d.app.page().unwrap().place(d.app.model()).unwrap()
}

fn known(open: &str, filter: &str) -> PlaceLeft {
    left(open, "", filter)
}

fn left(open: &str, tab: &str, filter: &str) -> PlaceLeft {
    PlaceLeft {
        open: open.into(),
        tab: tab.into(),
        filter: filter.into(),
    }
}

#[test]
fn a_page_is_known_by_its_place_and_its_filter() {
    let mut d = Driver::start(client_providers());
    d.keys("/").text("okta").keys("Enter");
    assert_eq!(place(&d), known("client-providers", "okta"));
    d.keys("Enter");
    assert_eq!(
        place(&d),
        known("client-providers/2e50e859-0042-46ff-8cf8-1ad6f0c78b67", "")
    );
    // A form or a dialog is not a place.
    d.keys("D").see("To confirm");
    assert_eq!(
        place(&d),
        known("client-providers/2e50e859-0042-46ff-8cf8-1ad6f0c78b67", "")
    );
    d.keys("Esc 2 /").text("idle");
    assert_eq!(place(&d), known("users", ""));
}

#[test]
fn the_command_that_quits_ends_on_the_page_where_you_work_and_the_key_on_the_main_page() {
    let mut d = Driver::start(client_providers());
    d.keys("/")
        .text("okta")
        .keys("Enter")
        .keys(":")
        .text("quit")
        .keys("Enter");
    assert_eq!(place(&d), known("client-providers", "okta"));
    let mut d = Driver::start(client_providers());
    d.keys("q");
    assert_eq!(d.app.page().unwrap().place(d.app.model()), None);
}

#[test]
fn what_is_hidden_is_not_remembered() {
    let mut d = Driver::start(StartOptions {
        show: MASKED,
        ..client_providers()
    });
    d.keys("j Enter");
    assert_eq!(place(&d), known("client-providers", ""));
}

#[test]
fn after_signing_in_you_are_where_you_left() {
    let mut d = Driver::start(StartOptions {
        open: None,
        user: None,
        ..client_providers()
    });
    d.send(Msg::LeftAt(known("users", "mfa:exempt")));
    d.keys("Enter Enter").see("› Users").see("filter: mfa:exempt");
}

#[test]
fn a_place_that_was_asked_for_goes_before_what_is_remembered() {
    let mut d = Driver::start(StartOptions {
        user: None,
        ..client_providers()
    });
    d.send(Msg::LeftAt(known("users", "x")));
    d.keys("Enter Enter").see("› Client Providers").see_not("filter:");
    // Who works already is not taken elsewhere.
    d.send(Msg::LeftAt(known("users", "x")));
    d.keys("k").see("› Client Providers");
}

#[test]
fn the_tab_and_filter_of_a_page_about_one_thing_are_part_of_its_place() {
    let mut d = Driver::start(StartOptions {
        open: Place::parse("users/noah.brooks"),
        ..client_providers()
    });
    d.keys("/").text("api").keys("Enter");
    let user = place(&d).open;
    assert_eq!(place(&d), left(&user, "", "api"));
    d.keys("Esc Tab Tab")
        .on_tab("Settings")
        .keys("/")
        .text("id")
        .keys("Enter");
    assert_eq!(place(&d), left(&user, "Settings", "id"));

    let mut d = Driver::start(StartOptions {
        open: None,
        user: None,
        ..client_providers()
    });
    d.send(Msg::LeftAt(left(&user, "Settings", "id")));
    d.keys("Enter Enter")
        .see("› Users › noah.brooks")
        .see("e7ec4f6e")
        .see("filter: id");
    assert_eq!(place(&d), left(&user, "Settings", "id"));
}
