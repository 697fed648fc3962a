//! What is typed right after the key that opened a dialog or a form: every letter arrives, and a held key types nothing.

use amtui::app::Place;
use amtui::app::key::Key;
use amtui::app::msg::Msg;

use crate::delete::renamed;
use crate::driver::{Driver, How, client_providers};
use crate::manage::at;

/// On the client provider of that name.
fn named(name: &str) -> Driver {
    let mut d = Driver::start(How {
        organization: Some(renamed(name)),
        open: Some(Place::Provider(name.into())),
        ..client_providers()
    });
    d.see(&format!("> {name}"));
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
    let mut d = at(Place::Environments);
    d.keys("a").text("aqua").see("aqua");
    let mut d = at(Place::Environments);
    for _ in 0..30 {
        d.keys("a");
    }
    d.wait(400).text("b").see("b ").see_not("ab");
    let mut d = at(Place::Environments);
    d.keys("R Ctrl-U").text("Retail").see("Retail ");
}
