//! `:open NAME` of something in a list that nobody read yet.

use amtui::app::{Location, Place};
use amtui::domain::Error;

use crate::driver::{Driver, StartOptions, client_providers};

/// The command, typed on the list of client providers, with the lists on their way.
fn asked(name: &str) -> Driver {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    d.keys(":").text(&format!("open {name}")).keys("Enter");
    d
}

fn come(d: &mut Driver) {
    d.hold = false;
    d.answer();
}

#[test]
fn a_user_is_opened_by_name_once_the_list_of_users_is_there() {
    let mut d = asked("tomas.novak");
    d.see("Loading the lists to find 'tomas.novak'.")
        .see("Client Providers (7)");
    come(&mut d);
    d.see("Users › tomas.novak").see_not("Loading the lists");
}

#[test]
fn what_no_list_has_is_said_once_all_are_there() {
    let mut d = asked("tomas.nowak");
    d.see_not("Nothing here is named");
    come(&mut d);
    d.see("Nothing here is named 'tomas.nowak'. Did you mean tomas.novak?");
    // Nothing is read once more for it.
    let before = d.requests.len();
    d.wait(1_200).keys(":").text("open tomas.nowak").keys("Enter");
    d.see("Nothing here is named 'tomas.nowak'.")
        .see("Not searched:")
        .see("client applications.");
    assert_eq!(d.requests.len(), before);
}

#[test]
fn the_status_goes_on_to_say_that_it_loads_and_esc_stops_it() {
    let mut d = asked("tomas.novak");
    d.wait(5_000).see("Loading 5 s.").see("Esc stops it").keys("Esc");
    d.see("Stopped loading.").see("Client Providers (7)");
    come(&mut d);
    d.see("Client Providers (7)").see_not("Users › tomas.novak");
    // What was stopped may have it.
    d.keys(":").text("open tomas.novak").keys("Enter");
    d.see("Some of what this needs couldn't be loaded. Press r to try again.");
    d.keys("r :").text("open tomas.novak").keys("Enter");
    d.see("Users › tomas.novak");
}

#[test]
fn who_does_something_else_meanwhile_is_not_taken_away() {
    for keys in ["4", "j", "j j Enter", "/", ":", "a", "h", "?"] {
        let mut d = asked("tomas.novak");
        d.keys(keys);
        come(&mut d);
        d.see_not("Users › tomas.novak").see_not("Loading the lists");
    }
    // Also where the list had no row yet when it was asked.
    let mut d = Driver::start(StartOptions {
        open: Some(Place::List(Location::Teams)),
        ..client_providers()
    });
    d.hold = true;
    d.keys("2 :").text("open Okta Sandbox").keys("Enter");
    while !d.shows("Users (44") {
        d.answer();
    }
    d.keys("j");
    come(&mut d);
    d.see("Users (44").see_not("› Okta Sandbox");
    // Who comes back to where they were still means it.
    let mut d = asked("tomas.novak");
    d.keys("j k");
    come(&mut d);
    d.see("Users › tomas.novak");
}

#[test]
fn a_list_that_cannot_be_read_is_not_waited_for() {
    let mut d = asked("tomas.novak");
    d.faults = Some(Box::new(|request| {
        let teams = format!("{request:?}").contains("Teams");
        teams.then(|| Err(Error::Failed("not now".into())))
    }));
    come(&mut d);
    d.see("Users › tomas.novak");
}
