//! Lists of several pages: rows show as they come, conclusions wait for the last.

use serde_json::Value;

use crate::fake_platform::Fault;
use crate::generate;

use super::backend::{LiveDriver, Terms};

/// Signed in on a large organization, on the way to where `keys` lead, with everything held back that is asked.
fn on_the_way(environments: usize, apis: usize, applications: usize, keys: &str) -> LiveDriver {
    let mut s = LiveDriver::of(Terms {
        organization: generate::organization(2, environments, 1, apis, applications),
        open: None,
        ..Terms::default()
    });
    s.d.size(120, 36).hold = true;
    s.d.keys(keys);
    s
}

/// What stands behind `title` in parentheses.
fn counted(s: &LiveDriver, title: &str) -> Option<String> {
    let screen = s.d.screen();
    let (_, rest) = screen.split_once(&format!(" {title} ("))?;
    Some(rest.split_once(')')?.0.to_owned())
}

/// Goes on until so many are counted.
fn until(s: &mut LiveDriver, title: &str, count: &str) {
    while counted(s, title).as_deref() != Some(count) {
        s.d.answer();
    }
}

/// All counts that are seen on the way to the last one.
fn counts(s: &mut LiveDriver, title: &str, last: &str) -> Vec<String> {
    let mut all = Vec::new();
    while all.last().is_none_or(|count| count != last) {
        s.d.answer();
        all.extend(counted(s, title));
        all.dedup();
    }
    all
}

#[test]
fn environments_are_listed_page_by_page() {
    let mut s = on_the_way(1200, 0, 0, "Enter 4");
    assert_eq!(counts(&mut s, "Environments", "1200"), ["500+", "1000+", "1200"]);
    // What was known whole stays whole while it is read anew.
    s.d.keys("r");
    for _ in 0..20 {
        s.d.answer();
        s.d.see("Environments (1200)");
    }
}

#[test]
fn the_apis_of_an_environment_are_listed_page_by_page() {
    let mut s = on_the_way(1, 250, 0, "Enter 4");
    until(&mut s, "Environments", "1");
    s.d.keys("Enter Tab");
    // Of every third one the list does not tell the client provider: it is seen once that is known.
    assert_eq!(counts(&mut s, "APIs", "250"), ["67+", "134+", "250"]);
}

#[test]
fn client_applications_are_listed_page_by_page() {
    let mut s = on_the_way(1, 0, 1200, "Enter 7");
    until(&mut s, "Client Providers", "2");
    s.d.keys("G Enter Tab Tab Tab");
    let file = generate::organization(2, 1, 1, 0, 1200);
    let applications = file["applications"].as_array().unwrap();
    let own = |some: &[Value]| some.iter().filter(|a| a["providerId"] == generate::id("0c", 0)).count();
    let mut wanted: Vec<String> = [250, 500, 750, 1000]
        .map(|n| format!("{}+", own(&applications[..n])))
        .into();
    wanted.push(own(applications).to_string());
    let last = wanted.last().cloned().unwrap();
    assert_eq!(counts(&mut s, "Client applications", &last), wanted);
}

#[test]
fn what_came_so_far_can_be_worked_with() {
    let mut s = on_the_way(1200, 0, 0, "Enter 4");
    until(&mut s, "Environments", "500+");
    s.d.keys("/").text("environment 333").keys("Enter");
    s.d.see("Environments (1 of 500+)")
        .keys("Enter")
        .see("› Environments › Environment 333");
}

#[test]
fn a_list_that_is_stopped_says_that_it_is_not_whole() {
    let mut s = on_the_way(1200, 0, 0, "Enter 4");
    until(&mut s, "Environments", "500+");
    s.d.wait(200).see("Esc stops it").keys("Esc").wait(5000);
    while s.d.waits() {
        s.d.answer();
    }
    s.d.see("Environments (500+)")
        .see("Not up to date: Stopped loading. Press r to go on.");
    // What is seen already does not go away while the list is read once more.
    s.d.keys("r");
    assert_eq!(counts(&mut s, "Environments", "1200"), ["500+", "1000+", "1200"]);
}

#[test]
fn nothing_is_concluded_from_the_beginning_of_a_list() {
    let mut s = on_the_way(1200, 0, 0, "Enter 4");
    s.fake
        .plan(99, "GET", "offset=500", Fault::Answer(500, "not now", None));
    s.d.hold = false;
    until(&mut s, "Environments", "500+");
    s.d.keys("7 G Enter Tab");
    s.d.see_not("Environments (0")
        .see("Not up to date: ")
        .see("not now (500)");
    s.d.see_not("No environments here.");
    s.d.keys("e")
        .see("Some of what this needs couldn't be loaded. Press r to try again.");
    s.d.wait(5000)
        .keys("i")
        .on_tab("Impact")
        .see("No usable answer: not now (500).")
        .see_not("Impact: complete");
    s.d.keys("4").see("Environments (500+)");
    for keys in ["e", "R"] {
        s.d.keys(keys)
            .see("Some of what this needs couldn't be loaded. Press r to try again.")
            .wait(5000);
    }
    s.d.keys("D")
        .see("Environments are still loading. Try again in a moment.")
        .see_not("To confirm");
}

#[test]
fn stand_ins_stand_for_what_came_so_far() {
    let mut s = on_the_way(1, 0, 1200, "Enter 7");
    until(&mut s, "Client Providers", "2");
    s.d.size(200, 50).keys("G Enter Tab Tab Tab");
    while !s.d.shows("Client applications (") || s.d.shows("Client applications (0") {
        s.d.answer();
    }
    s.d.see("+)").see("client-1");
    s.d.keys("F4").see("[MASKED]").see_not("client-1 ");
}

/// On the first API of an environment, asked for another client provider before all of them are there.
fn moving_early() -> LiveDriver {
    let mut s = on_the_way(1, 250, 0, "Enter 4");
    until(&mut s, "Environments", "1");
    s.d.keys("Enter Tab");
    until(&mut s, "APIs", "67+");
    s.d.keys("e").see("This opens once everything it needs is loaded.");
    until(&mut s, "APIs", "134+");
    s.d.see_not("Client provider of");
    s
}

#[test]
fn an_api_that_came_before_the_others_is_moved_once_they_are_there() {
    let mut s = moving_early();
    while s.d.waits() {
        s.d.answer();
    }
    s.d.see("Client provider of api-0 ").see("in use now");
    // Not another one than was meant.
    let mut s = moving_early();
    s.d.keys("j");
    while s.d.waits() {
        s.d.answer();
    }
    s.d.see("APIs (250)").see_not("Client provider of");
}

#[test]
fn the_apis_of_all_environments_are_more_until_all_are_read() {
    let mut s = on_the_way(4, 40, 0, "j Enter");
    let all = counts(&mut s, "APIs", "40");
    let more = all.iter().rev().skip(1).all(|count| count.ends_with('+'));
    assert!(all.len() > 3 && more, "{all:?}");
}
