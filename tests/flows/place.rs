//! Coming back to the page and the filter where you left.

use amtui::app::msg::Msg;
use amtui::app::{Location, Place};

use crate::driver::{Driver, MASKED, StartOptions, client_providers};

fn place(d: &Driver) -> (String, String) {
    d.app.page().unwrap().place(d.app.model()).unwrap()
}

fn known(open: &str, filter: &str) -> (String, String) {
    (open.into(), filter.into())
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
    d.send(Msg::LeftAt(Place::List(Location::Users), "mfa:exempt".into()));
    d.keys("Enter Enter").see("› Users").see("filter: mfa:exempt");
}

#[test]
fn a_place_that_was_asked_for_goes_before_what_is_remembered() {
    let mut d = Driver::start(StartOptions {
        user: None,
        ..client_providers()
    });
    d.send(Msg::LeftAt(Place::List(Location::Users), "x".into()));
    d.keys("Enter Enter").see("› Client Providers").see_not("filter:");
    // Who works already is not taken elsewhere.
    d.send(Msg::LeftAt(Place::List(Location::Users), "x".into()));
    d.keys("k").see("› Client Providers");
}
