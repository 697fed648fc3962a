//! Lists and menus hold what they were asked for, and help says what works in them.

use amtui::app::Place;

use crate::driver::{Driver, StartOptions, client_providers};

#[test]
fn a_list_keeps_its_order_filter_and_row_while_you_are_elsewhere() {
    let mut d = Driver::start(client_providers());
    d.keys("s s s S j j").see("▼");
    let there = d.screen();
    d.keys("2").see("Users (").keys("7");
    assert_eq!(d.screen(), there);
    d.keys("/").text("okta").keys("Enter j").see("▌ Okta Production");
    d.keys("4")
        .see("Environments (12)")
        .keys("7")
        .see("(2 of 7)")
        .see("▌ Okta Production");
    // Another business group has other rows.
    d.keys("4 b j Enter").see("Working in").keys("7");
    d.see("Client Providers (").see_not("(2 of");
}

#[test]
fn what_an_undo_brings_back_is_not_hidden_by_a_filter_of_a_list_that_was_left() {
    let mut d = crate::driver::provider("Okta Production");
    d.confirm("Okta Production").wait(700).fire();
    d.wait(1500).keys("/").text("sandbox").keys("Enter").see("(1 of 6)");
    d.keys("4").undo().see("is back.");
    d.keys("7").see("Okta Production");
}

#[test]
fn marks_end_where_their_list_is_left() {
    let mut d = Driver::start(client_providers());
    d.keys("0").see("APIs (45)").keys("Space Space").see("│ *");
    d.keys("7 0").see("APIs (45)").see_not("│ *");
}

#[test]
fn the_menu_of_organizations_takes_a_filter_like_every_list_and_leaves_the_home_page_open() {
    let mut d = Driver::start(StartOptions::default());
    d.keys("Enter Enter")
        .see("Needs attention")
        .keys("b /")
        .text("payments");
    d.keys("Enter").see("select an organization").see("▌     Payments");
    d.keys("Enter")
        .see("Working in Payments")
        .see_not("select an organization")
        .see("Needs attention");
    d.keys("Enter b g g Enter").see("Business Groups (");
}

#[test]
fn help_lists_only_the_keys_that_do_something_here() {
    let help = |place: &str, keys: &str| {
        let mut d = Driver::start(StartOptions {
            open: Place::parse(place),
            ..client_providers()
        });
        d.size(80, 100).keys(keys).see("Help:");
        let screen = d.screen();
        let rows = screen.lines().filter_map(|line| line.strip_prefix('│'));
        let keys = rows.filter_map(|row| row.trim_start_matches(['▌', ' ']).split("  ").next().map(str::to_owned));
        keys.collect::<Vec<_>>()
    };
    let has = |keys: &[String], key: &str| keys.iter().any(|one| one == key);
    let users = help("users", "?");
    for key in ["Space", "v", "V", "*", "X", "J", "y n"] {
        assert!(has(&users, key), "{key}: {users:?}");
    }
    for key in ["P", "F", "R", "a", "e", "D", "y u", "E"] {
        assert!(!has(&users, key), "{key}: {users:?}");
    }
    let providers = help("client-providers", "j ?");
    for key in ["a", "e", "D", "i", "m", "J"] {
        assert!(has(&providers, key), "{key}: {providers:?}");
    }
    for key in ["R", "Space", "v", "V", "*", "P", "F", "u"] {
        assert!(!has(&providers, key), "{key}: {providers:?}");
    }
    let audit = help("audit-logs", "?");
    assert!(has(&audit, "P") && has(&audit, "F"), "{audit:?}");
}

#[test]
fn esc_ends_a_chord_and_says_nothing() {
    let mut d = Driver::start(client_providers());
    d.keys("z Esc").see_not("does nothing").see("Client Providers (7)");
}

#[test]
fn a_text_without_columns_names_none_when_nothing_matches() {
    let mut d = Driver::start(StartOptions::default());
    d.keys("Enter Enter Tab /").text("colour:red").keys("Enter");
    d.see("Nothing matches \"colour:red\".").see_not("The columns are");
}

#[test]
fn the_demo_that_was_reset_begins_without_the_filters_of_lists_that_were_left() {
    let mut d = Driver::start(client_providers());
    d.keys("/").text("okta").keys("Enter").see("(2 of 7)").keys("4 :");
    d.text("fresh").keys("Enter j Enter").wait(1000);
    d.keys("7").see("Client Providers (7)");
}
