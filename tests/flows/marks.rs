//! Marks over ranges of rows, and moves to the next match and to the middle of the screen.

use amtui::app::{Location, Place};

use crate::driver::{Driver, StartOptions, client_providers};

fn apis() -> Driver {
    Driver::start(StartOptions {
        open: Some(Place::List(Location::ApiManager)),
        ..client_providers()
    })
}

/// How many rows on screen have a mark.
fn marked(d: &Driver) -> usize {
    let starts = |line: &&str| line.contains("▌*") || line.contains("│ *") || line.contains("* ");
    d.screen().lines().filter(starts).count()
}

#[test]
fn a_range_marks_the_rows_that_the_selection_moves_over() {
    let mut d = apis();
    d.keys("v j j").see("range: 3 marked, v ends it");
    assert_eq!(marked(&d), 3);
    // Back again: the rows that were left are no longer marked.
    d.keys("k").see("range: 2 marked");
    d.keys("v j j").see(" 2 marked ").see_not("range:");
    d.keys("G Space e").see("3 APIs");
}

#[test]
fn a_range_keeps_the_marks_that_it_moves_back_from() {
    let mut d = apis();
    d.keys("j Space k k").see(" 1 marked ");
    d.keys("v j j j").see("range: 4 marked");
    d.keys("k k k").see("range: 2 marked");
    d.keys("Esc").see(" 2 marked ").keys("Esc").see_not("marked");
}

#[test]
fn a_capital_v_takes_marks_away_and_a_star_turns_them_round() {
    let mut d = apis();
    d.keys("*").see(" 45 marked ");
    d.keys("V G").see_not("range: 45").see("range: 0 marked");
    d.keys("k k").see("range: 2 marked").keys("V *").see(" 43 marked ");
}

#[test]
fn what_a_filter_hides_is_not_marked() {
    let mut d = apis();
    d.keys("/").text("orders").keys("Enter * Esc");
    d.see_not("45 marked").see(" marked ");
}

#[test]
fn lists_without_marks_take_no_range() {
    let mut d = Driver::start(client_providers());
    for key in ["v", "V", "*"] {
        d.keys(key).see("Only APIs and users can be marked.").see_not("range:");
    }
}

#[test]
fn the_next_match_is_that_of_the_filter_also_after_it_is_cleared() {
    let mut d = Driver::start(client_providers());
    d.keys("n").see("Nothing to go to: filter the list with / first.");
    d.keys("/").text("okta").keys("Enter");
    d.keys("n").see("▌ Okta Sandbox").keys("n").see("▌ Okta Production");
    d.keys("N").see("▌ Okta Sandbox");
    d.keys("Esc").see("(7)").keys("g g n").see("▌ Okta Production");
    d.keys("n").see("▌ Okta Sandbox").keys("n").see("▌ Okta Production");
    d.keys("N").see("▌ Okta Sandbox");
}

#[test]
fn a_row_is_scrolled_to_the_middle_and_the_list_by_a_row() {
    let row_of = |d: &Driver| d.screen().lines().position(|line| line.contains('▌')).unwrap();
    let mut d = apis();
    for _ in 0..20 {
        d.keys("j");
    }
    let bottom = row_of(&d);
    d.keys("z z");
    let middle = row_of(&d);
    assert!(middle + 4 < bottom, "{middle} {bottom}");
    d.keys("z t");
    let top = row_of(&d);
    assert!(top < middle);
    d.keys("z b");
    assert_eq!(row_of(&d), bottom);
    d.keys("Ctrl-E");
    assert_eq!(row_of(&d), bottom - 1);
    d.keys("Ctrl-Y");
    assert_eq!(row_of(&d), bottom);
}

#[test]
fn a_begun_chord_shows_how_it_can_go_on() {
    for (key, shown) in [
        ("g", "first"),
        ("y", "copy name"),
        ("z", "scroll the row to the middle"),
    ] {
        let mut d = Driver::start(client_providers());
        d.keys(key).see_not(shown).wait(500).see(shown);
    }
}

#[test]
fn once_all_users_are_disabled_the_result_says_so_once_and_offers_no_more() {
    let mut d = Driver::start(StartOptions {
        open: Place::parse("users"),
        ..client_providers()
    });
    d.size(120, 40)
        .keys("/")
        .text("admin:yes idle:>90d")
        .keys("Enter *")
        .see("X disable marked users");
    d.keys("X")
        .see("Disable 4 users")
        .see(">[ ] Disable administrators as well")
        .see("Enter tick the box");
    d.wait(800)
        .keys("Enter")
        .see(">[x] Disable")
        .keys("Ctrl-S")
        .see_not(">[x]")
        .see("Enter press the button");
    d.wait(800)
        .keys("Enter")
        .see("victor.lang: done")
        .see_not("-> disabled")
        .see_not("Try again");
    d.see("[>Close<]").see("Esc close");
}
