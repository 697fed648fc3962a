//! An operation that waits for its data starts by itself, unless it is not wanted any more.

use amtui::app::msg::{Effect, Msg};
use amtui::app::request::Request;
use amtui::app::{Location, Place};
use amtui::domain::Error;

use crate::driver::{Driver, StartOptions, client_providers};
use crate::profiles::listed;

#[test]
fn the_page_to_come_is_drawn_before_the_file_is_read_and_nothing_can_be_chosen_on_it() {
    let mut d = Driver::start(StartOptions {
        hold: true,
        ..client_providers()
    });
    d.see("Client Providers")
        .see("▌7 Client Providers")
        .see("Loading")
        .see_not("Sign in")
        .see_not("Enter");
    d.send(Msg::Profiles(vec![listed("acme", false)]));
    d.keys("j Enter").click("Loading").see("▌7 Client Providers");
    assert!(d.effects.is_empty(), "{:?}", d.effects);
    d.hold = false;
    come(&mut d);
    d.see("Okta Production").see_not("Loading");
}

#[test]
fn a_move_in_the_palette_draws_the_popup_alone_while_the_file_is_read() {
    let mut d = Driver::start(StartOptions {
        hold: true,
        ..client_providers()
    });
    d.see("Loading").keys(":").see("Command").keys("Down").see("Command");
    // Not the header.
    assert!(d.drawn_rows() < 24, "{}", d.drawn_rows());
    d.keys("Down Up").see("Command");
}

#[test]
fn who_stops_signing_in_may_choose_somebody_else() {
    let mut d = Driver::start(StartOptions {
        hold: true,
        ..client_providers()
    });
    d.keys("Esc").see("Sign in").see_not("Loading");
}

/// On a page, with the list of environments read and nothing of what they use.
fn unread(keys: &str) -> Driver {
    // Not over the main page of the demo, which reads most of it.
    let mut d = Driver::start(StartOptions {
        open: Some(Place::List(Location::Teams)),
        ..client_providers()
    });
    d.size(120, 36).hold = true;
    d.keys(keys);
    while !d.shows("Environments (12)") && !d.shows("Client Providers (7)") {
        d.answer();
    }
    d
}

/// On the environments that use Okta Sandbox, as far as that is known.
fn environments_of_a_provider() -> Driver {
    let mut d = unread("7");
    d.keys("j j j j")
        .see("▌ Okta Sandbox")
        .keys("Enter Tab")
        .on_tab("Environments");
    d
}

fn come(d: &mut Driver) {
    while d.waits() {
        d.answer();
    }
}

#[test]
fn the_environments_of_a_provider_open_once_all_are_read() {
    let mut d = environments_of_a_provider();
    d.keys("e").see("This opens once everything it needs is loaded.");
    d.answer();
    d.see_not("Environments of Okta Sandbox");
    come(&mut d);
    d.see("Environments of Okta Sandbox")
        .see("[x] Staging")
        .see_not("This opens once");
}

#[test]
fn the_client_providers_of_an_environment_open_once_it_is_read() {
    let mut d = unread("4");
    d.keys("j e").see("This opens once everything it needs is loaded.");
    come(&mut d);
    d.see("Client providers of Staging");
}

#[test]
fn a_choice_among_client_providers_waits_for_all_of_them() {
    let mut d = unread("4");
    d.keys("j");
    d.faults = Some(Box::new(|request| {
        let listed = matches!(request, Request::Providers(_));
        listed.then(|| Err(Error::Failed("not now".into())))
    }));
    d.keys("e").see("This opens once");
    come(&mut d);
    d.see_not("Client providers of Staging")
        .see("Some of what this needs couldn't be loaded. Press r to try again.");
}

#[test]
fn leaving_the_page_opens_nothing_there() {
    for keys in ["q", "D", "Tab", "F1", "Esc", "Ctrl-C", "/", "/ 4", "h h", "g"] {
        let mut d = environments_of_a_provider();
        d.keys("e").see("This opens once").keys(keys);
        come(&mut d);
        d.see_not("Environments of Okta Sandbox").see_not("This opens once");
    }
    let mut d = unread("4");
    d.keys("j e").see("This opens once").keys("j");
    come(&mut d);
    d.see_not("Client providers of");
}

#[test]
fn a_popup_takes_down_the_notice_that_something_else_opens() {
    for keys in ["?", ":", "b"] {
        let mut d = environments_of_a_provider();
        d.keys("e").see("This opens once").keys(keys);
        assert!(!d.app.overlays().is_empty(), "{keys}");
        d.see_not("This opens once");
    }
}

#[test]
fn an_api_opens_its_choice_only_while_it_is_what_the_key_means() {
    for (keys, opens) in [
        ("j k", true),
        ("j", false),
        ("Space k", true),
        ("Space Space k k", false),
    ] {
        let mut d = unread("4");
        d.keys("j Enter Tab");
        d.faults = Some(Box::new(|request| {
            let listed = matches!(request, Request::Providers(_));
            listed.then(|| Err(Error::Failed("not now".into())))
        }));
        come(&mut d);
        d.faults = None;
        d.keys("r e").see("This opens once").keys(keys);
        come(&mut d);
        assert_eq!(d.shows("Client provider of orders-api"), opens, "{keys}");
        d.see_not("This opens once");
    }
}

#[test]
fn what_cannot_be_read_is_not_waited_for() {
    let mut d = environments_of_a_provider();
    d.keys("e");
    d.faults = Some(Box::new(|request| {
        let read = matches!(request, Request::EnvironmentUse(_));
        read.then(|| Err(Error::Failed("not now".into())))
    }));
    come(&mut d);
    d.see("Some of what this needs couldn't be loaded. Press r to try again.");
    d.faults = None;
    d.keys("r e");
    come(&mut d);
    d.see("Environments of Okta Sandbox");
}

#[test]
fn what_was_asked_before_a_change_is_let_go_when_all_is_asked_anew() {
    let mut d = unread("7");
    let before = d.awaited();
    assert!(before.len() > 12, "{before:?}");
    d.keys("u");
    let undo = *d.awaited().last().unwrap();
    d.send(Msg::Reply(undo, Err(Error::Failed("not now".into()))));
    assert_eq!(d.effects.last(), Some(&Effect::Cancel(before.clone())));
    // What is answered all the same is late.
    while d.awaited().first().is_some_and(|ticket| before.contains(ticket)) {
        d.answer();
    }
    assert!(!d.app.model().data.all_read);
    come(&mut d);
    assert!(d.app.model().data.all_read);
}

#[test]
fn what_the_screen_cannot_do_without_goes_before_what_its_rows_are_filled_with() {
    let mut d = unread("7");
    let filled = |r: &Request| matches!(r, Request::EnvironmentUse(_) | Request::CountApplications(_));
    assert!(d.requests.iter().any(filled));
    assert!(!d.hurried.iter().any(filled), "{:?}", d.hurried);
    assert!(d.hurried.iter().any(|r| matches!(r, Request::Providers(_))));
    d.hurried.clear();
    d.keys("j Enter");
    assert!(d.hurried.iter().any(|r| matches!(r, Request::Provider(..))));
}

#[test]
fn an_environment_that_is_opened_goes_before_the_others_that_are_being_read() {
    let mut d = unread("7");
    d.keys("4 j").see("▌ Staging").keys("Enter");
    let opened: Vec<&Request> = d
        .hurried
        .iter()
        .filter(|r| matches!(r, Request::EnvironmentUse(_)))
        .collect();
    assert_eq!(opened.len(), 1, "{:?}", d.hurried);
}
