//! One box over everything: by name, id, host or client id.

use amtui::app::request::Request;
use amtui::app::work;
use amtui::app::{Location, Place};
use amtui::domain::Error;

use crate::driver::{Driver, StartOptions, client_providers};
use crate::generate;

const SANDBOX: &str = "91c2d0aa-3614-4917-8839-81c8bf7e6c59";

fn find(text: &str) -> Driver {
    let mut d = Driver::start(client_providers());
    d.size(120, 36).keys("Ctrl-P").text(text).wait(50);
    d
}

#[test]
fn everything_is_found_by_name_and_opens_on_enter() {
    for (typed, kind, opened) in [
        ("Okta Sandbox", "client provider", "› Client Providers › Okta Sandbox"),
        ("Partner Prod", "environment", "› Environments › Partner Prod"),
        ("hugo.martin", "user", "› Users › hugo.martin"),
        ("Retail Zürich", "", "Retail Zürich"),
    ] {
        let mut d = find(typed);
        d.see("find: ").see(kind).see(&format!("▌ {typed}"));
        d.keys("Enter").see(opened).see_not("find: ");
    }
}

#[test]
fn an_id_a_client_id_and_a_host_find_what_has_them() {
    find(SANDBOX).see("▌ Okta Sandbox").keys("Enter").see("› Okta Sandbox");
    let mut d = Driver::start(client_providers());
    let application = d.file()["applications"][0].clone();
    let (id, name) = (&application["clientId"], &application["name"]);
    d.size(120, 36).keys("Ctrl-P").text(id.as_str().unwrap()).wait(50);
    d.see(&format!("▌ {}", name.as_str().unwrap()))
        .see("client application");
    find("acme.okta.example/oauth2")
        .see("▌ Okta Production")
        .see("client provider")
        .see_not("Not searched: addresses");
}

#[test]
fn a_kind_narrows_what_is_found() {
    find("kind:api orders")
        .see("▌ ")
        .see(" API ")
        .see_not("client application");
    find("kind:team").see("team").see_not("environment  ");
}

#[test]
fn what_is_named_exactly_comes_first() {
    find("production").see("▌ Production");
}

#[test]
fn escape_leaves_it_and_nothing_was_done() {
    let mut d = find("okta");
    d.keys("Esc").see_not("find: ").see("Client Providers (7)");
    assert!(d.changes().is_empty());
}

#[test]
fn nothing_is_read_for_it_before_it_is_opened() {
    let mut d = Driver::start(client_providers());
    let before = d.requests.len();
    d.keys("j k").screen();
    assert_eq!(d.requests.len(), before);
    d.keys("Ctrl-P");
    assert!(d.requests.len() > before);
}

/// Acme's users are listed, and then those of a business group.
fn two_lists_of_users() -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Place::parse("users"),
        ..client_providers()
    });
    d.size(120, 36).keys(":").text("switch Retail").keys("Enter");
    d.see("Working in Retail, a business group.").see("Users (");
    d
}

#[test]
fn rows_stand_in_the_same_order_each_time_and_each_once() {
    let [first, second] = [(); 2].map(|()| {
        let mut d = two_lists_of_users();
        d.keys("Ctrl-P").text("kind:user").wait(50);
        d.screen()
    });
    assert_eq!(first, second);
    let mut d = two_lists_of_users();
    d.keys("Ctrl-P").text("ben.okafor kind:user").wait(50);
    d.see("Find (1 of ");
}

#[test]
fn in_a_business_group_it_finds_every_user_and_says_what_it_leaves_out() {
    let mut d = Driver::start(client_providers());
    d.size(120, 36).keys(":").text("switch Retail").keys("Enter");
    d.see("Working in Retail, a business group.");
    d.keys("Ctrl-P").text("victor.lang").wait(50).see("▌ victor.lang");
    d.see("Not searched: client providers, roles and connected apps of other business groups.");
}

#[test]
fn it_says_why_addresses_are_not_searched() {
    let mut d = Driver::start(client_providers());
    d.faults = Some(Box::new(|request| {
        let settings = matches!(request, Request::Provider(..));
        settings.then(|| Err(Error::Forbidden("settings are closed".into())))
    }));
    d.size(160, 36).keys("Ctrl-P").text("okta").wait(50);
    d.see("Not searched: addresses of client providers (")
        .see("settings are closed");
}

#[test]
fn where_nothing_matches_it_says_what_escape_does_there() {
    find("no such thing")
        .see("Esc leaves.")
        .see_not("Esc clears the filter.");
}

#[test]
fn what_is_named_exactly_comes_first_beside_a_kind_too() {
    find("payments !kind:business")
        .see("▌ Payments ")
        .see_not("▌ Payments Production");
}

/// An organization of many APIs.
fn large(open: Location) -> Driver {
    Driver::start(StartOptions {
        user: Some("ada"),
        open: Some(Place::List(open)),
        organization: Some(generate::organization(5, 60, 25, 12_000, 2_000)),
        ..StartOptions::default()
    })
}

#[test]
fn a_letter_that_is_taken_back_leaves_nothing_to_do() {
    for (page, opens) in [(Location::Environments, "Ctrl-P"), (Location::ApiManager, "/")] {
        let mut d = large(page);
        d.keys(opens).burst("a").burst("Backspace");
        let now = d.app.model().now.mono;
        assert_ne!(d.app.deadline(), Some(now), "{opens}");
        work::take();
        assert_eq!(d.wait(50).app.deadline().filter(|due| *due <= now), None, "{opens}");
        assert_eq!(work::take().rows, 0, "{opens}");
    }
}

#[test]
fn an_answer_leaves_what_is_found_and_selected() {
    let mut d = large(Location::Environments);
    d.hold = true;
    d.keys("Ctrl-P");
    while d.awaited().len() > 1 {
        d.answer_newest();
    }
    d.text("api-1199").wait(50).keys("Down Down").see("▌ api-11991");
    d.answer();
    d.see("▌ api-11991");
    assert!(!d.waits());
}

#[test]
fn a_key_in_it_prepares_no_more_rows_in_a_large_organization() {
    let typed = |times: usize| {
        let organization = generate::organization(5, 60, 25, 4_000 * times, 2_000 * times);
        let mut d = Driver::start(StartOptions {
            user: Some("ada"),
            open: Some(Place::List(Location::BusinessGroups)),
            organization: Some(organization),
            ..StartOptions::default()
        });
        d.keys("Ctrl-P").screen();
        work::take();
        // Nothing is drawn between both: the frames after them prepare the rest.
        d.burst("a p").screen();
        let first = work::take().cells;
        d.wait(100).screen();
        work::take();
        d.burst("i").screen();
        let next = work::take().cells;
        d.text("-3999").wait(50).see("▌ api-3999");
        (first, next)
    };
    let (small, large) = (typed(1), typed(3));
    assert_eq!(small, large);
    assert!(small.1 < 1_000, "{small:?}");
}
