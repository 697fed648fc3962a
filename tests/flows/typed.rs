//! Letters typed right after the key that opened a dialog all arrive; held keys type nothing.

use amtui::app::key::Key;
use amtui::app::msg::Msg;
use amtui::app::{Location, Place};

use crate::delete::renamed;
use crate::driver::{Driver, StartOptions, client_providers};
use crate::manage::at;

/// On the client provider of that name.
fn named(name: &str) -> Driver {
    let mut d = Driver::start(StartOptions {
        organization: Some(renamed(name)),
        open: Some(Place::Provider(name.into())),
        ..client_providers()
    });
    d.see(&format!("› {name}"));
    d
}

#[test]
fn a_name_typed_at_once_loses_no_letter_though_it_begins_like_the_key() {
    for pause in [1, 20, 90, 250, 600] {
        let mut d = named("Design");
        d.keys("D").wait(pause).text("Design").see("Name matches.");
    }
    let mut d = named("DDesign");
    d.keys("D")
        .wait(100)
        .text("D")
        .wait(90)
        .text("D")
        .wait(90)
        .text("esign")
        .see("Name matches.");
}

#[test]
fn a_key_that_was_held_types_nothing_and_the_letter_typed_after_it_does() {
    for delay in [200, 500, 660] {
        let mut d = named("Design");
        d.keys("D").wait(delay);
        for _ in 0..20 {
            d.keys("D").wait(10);
        }
        d.wait(120).text("Design").see("Name matches.");
        let mut d = named("Design");
        d.keys("D").wait(delay);
        for _ in 0..20 {
            d.keys("D").wait(10);
        }
        d.see("0 of 6 characters")
            .wait(400)
            .see("0 of 6 characters")
            .text("Design")
            .see("Name matches.");
    }
}

/// Holds the opening key: how long until it first comes back, then how often, in milliseconds.
fn hold(d: &mut Driver, key: &str, delay: u64, step: u64) {
    // A press waits 20 ms itself.
    d.keys(key).wait(delay - 20);
    for _ in 0..10 {
        d.keys(key).wait(step - 20);
    }
}

#[test]
fn a_held_key_types_nothing_at_any_usual_speed() {
    for (delay, step) in [(250, 92), (500, 30), (500, 92), (500, 110), (660, 40), (225, 20)] {
        let mut d = named("Design");
        hold(&mut d, "D", delay, step);
        d.see("0 of 6 characters").wait(400).see("0 of 6 characters");
        d.text("Design").see("Name matches.");
        let mut d = named("Design");
        d.keys("D")
            .wait(delay - 20)
            .keys("D")
            .wait(step - 20)
            .keys("D")
            .wait(400);
        d.see("0 of 6 characters");
        let mut d = at(Place::List(Location::Environments));
        hold(&mut d, "R", delay, step);
        d.wait(400).keys("Esc").see_not("not saved");
    }
}

#[test]
fn a_held_key_types_nothing_where_the_network_delays_it() {
    // The first press came late, so that what follows came early.
    let mut d = named("Design");
    hold(&mut d, "D", 100, 92);
    d.wait(400).see("0 of 6 characters");
    // Nothing came for a while, and then all at once.
    let mut d = named("Design");
    hold(&mut d, "D", 500, 92);
    d.wait(500);
    for _ in 0..5 {
        d.keys("D");
    }
    d.wait(400).see("0 of 6 characters");
}

#[test]
fn a_name_that_begins_with_the_key_twice_keeps_both_letters() {
    for (pause, between) in [(90, 90), (100, 150), (300, 150), (400, 250)] {
        let mut d = named("DDay");
        d.keys("D").wait(pause).text("D").wait(between).text("D").wait(90);
        d.text("ay").see("Name matches.");
        let mut d = named("DDay");
        d.keys("D").wait(pause).text("D").wait(between).text("D").wait(400);
        d.see("2 of 4 characters");
    }
    let mut d = named("DDay");
    hold(&mut d, "D", 500, 30);
    d.wait(800).text("D").wait(90).text("Day").see("Name matches.");
}

#[test]
fn a_terminal_that_tells_repeats_is_believed() {
    let mut d = named("Design");
    d.keys("D");
    let held = Key {
        repeat: true,
        ..Key::char('D')
    };
    for _ in 0..5 {
        d.wait(30).send(Msg::Key(held));
    }
    d.text("D").see("1 of 6 characters").text("esign").see("Name matches.");
}

#[test]
fn a_single_letter_shows_after_a_moment_without_another_one() {
    let mut d = named("Design");
    d.keys("D").wait(150).text("D").wait(400).see("1 of 6 characters");
    d.keys("Backspace").see("0 of 6 characters");
    let mut d = named("D");
    d.keys("D").wait(150).text("D").keys("Enter").see("[>Delete<]");
    let mut d = named("Design");
    d.keys("D").wait(150).text("D").send(Msg::Paste("esign".into()));
    d.see("Name matches.");
}

#[test]
fn a_form_loses_no_letter_either() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("a").text("aqua").see("aqua");
    let mut d = at(Place::List(Location::Environments));
    for _ in 0..30 {
        d.keys("a");
    }
    d.wait(400).text("zz").see("zz ").see_not("azz");
    let mut d = at(Place::List(Location::Environments));
    d.keys("R Ctrl-U").text("Retail").see("Retail ");
}
