//! Moves and Enter that come before the rows that they are about, and keys that come before an answer.

use amtui::app::msg::{Mouse, Msg};
use amtui::app::request::Request;
use amtui::app::target::Target;
use amtui::app::{Location, Place};
use amtui::domain::Error;

use crate::driver::{Driver, StartOptions, client_providers};

/// On the list of teams, with all further answers held back.
fn held() -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Some(Place::List(Location::Teams)),
        ..client_providers()
    });
    d.size(120, 36).hold = true;
    d
}

fn come(d: &mut Driver) {
    d.hold = false;
    d.answer();
}

#[test]
fn keys_for_a_list_that_is_on_its_way_move_in_it_once_it_is_there() {
    let mut d = held();
    d.keys("7 j j Down").see_not("Okta Production");
    come(&mut d);
    d.see("▌ Okta Production").see("Client Providers (7)");
}

#[test]
fn a_row_is_opened_that_was_chosen_before_it_came() {
    let mut d = held();
    d.keys("7 j j j Enter");
    come(&mut d);
    d.see("Client Providers › Okta Production");
}

#[test]
fn nothing_is_pressed_after_a_row_is_opened_that_nobody_saw() {
    let mut d = held();
    d.keys("7 j j j Enter j Enter");
    come(&mut d);
    d.see("Client Providers › Okta Production");
    assert!(d.app.overlays().is_empty());
}

/// Users, environments and client providers: what would change a row of them acts at once, on nothing.
#[test]
fn no_key_is_kept_that_could_change_what_nobody_saw() {
    for keys in ["2 j E Enter", "2 j X Enter", "4 R Ctrl-U L Ctrl-S Enter", "4 D D Enter"] {
        let mut d = held();
        d.keys(keys);
        come(&mut d);
        let changes = d
            .requests
            .iter()
            .filter(|one| format!("{one:?}").starts_with("Change") || matches!(one, Request::Undo(_)));
        assert_eq!(changes.count(), 0, "{keys}");
        assert!(d.app.overlays().is_empty(), "{keys}\n{}", d.screen());
    }
}

#[test]
fn an_outcome_stays_while_keys_wait() {
    let mut d = held();
    d.keys("7 j");
    d.send(Msg::Notice(false, "Not saved: the disk is full.".into()));
    d.see("Not saved").wait(2_000);
    come(&mut d);
    d.see("▌ Entra ID Workforce").see("Not saved: the disk is full.");
}

#[test]
fn a_key_that_is_held_too_long_presses_nothing() {
    let mut d = held();
    d.keys("7");
    for _ in 0..70 {
        d.keys("j");
    }
    d.keys("Enter");
    come(&mut d);
    d.see("▌ Anypoint (built-in)").see("Client Providers (7)");
}

#[test]
fn the_wheel_drops_them() {
    let mut d = held();
    d.keys("7 j Enter");
    d.send(Msg::Mouse(Mouse::WheelDown, Target::Pane(0, None)));
    come(&mut d);
    d.see("Client Providers (7)");
}

#[test]
fn a_key_that_goes_elsewhere_leaves_those_before_it_behind() {
    for (keys, seen) in [
        ("7 j j 4", "▌ Production"),
        ("7 j Enter 4", "▌ Production"),
        ("7 j j q", "Teams"),
        ("7 j j Esc 7", "▌ Anypoint (built-in)"),
        ("7 j D Esc 7", "▌ Anypoint (built-in)"),
        ("7 j j Ctrl-C", "Stopped loading."),
    ] {
        let mut d = held();
        d.keys(keys);
        come(&mut d);
        assert!(d.shows(seen) && d.app.overlays().is_empty(), "{keys}\n{}", d.screen());
    }
}

#[test]
fn a_popup_that_opened_meanwhile_takes_none_of_them() {
    let mut d = held();
    d.keys("7 j Enter");
    d.send(Msg::Log(Ok(vec!["line".into()])));
    let before = d.app.overlays().len();
    come(&mut d);
    assert_eq!((before, d.app.overlays().len()), (1, 1));
    d.keys("Esc").see("▌ Anypoint (built-in)");
}

#[test]
fn the_mask_never_waits() {
    let mut d = held();
    d.keys("7 j F4").see("[MASKED]");
}

#[test]
fn a_list_that_cannot_be_read_opens_nothing() {
    let mut d = held();
    d.keys("4 j Enter");
    d.faults = Some(Box::new(|_| Some(Err(Error::Failed("not now".into())))));
    come(&mut d);
    d.see("not now").see("Environments");
    assert!(d.app.overlays().is_empty());
}

/// Until the screen says that Esc stops it, nobody means that.
#[test]
fn escape_goes_back_from_a_page_that_was_opened_just_now() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    d.keys("j j j Enter").see("› Okta Production").keys("Esc");
    d.see("Client Providers (7)").see_not("Stopped");
    d.keys("Enter")
        .wait(1_000)
        .see("Esc stops it")
        .keys("Esc")
        .see("Stopped loading.");
}

#[test]
fn a_name_that_changed_before_anything_was_typed_needs_no_word() {
    let mut d = Driver::start(StartOptions {
        open: Some(Place::List(Location::Environments)),
        ..client_providers()
    });
    d.keys("R Ctrl-U").text("Live").keys("Ctrl-S").wait(800).hold = true;
    d.keys("Enter");
    while !d.shows("Renamed environment 'Live'") {
        d.answer();
    }
    d.keys("D").see("Delete environment");
    come(&mut d);
    d.text("Li").see("2 of 4 characters").see_not("It was renamed");
}
