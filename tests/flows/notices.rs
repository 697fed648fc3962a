//! Notices: how long each stays, and what becomes of one when another comes.

use std::sync::Arc;

use amtui::app::msg::Msg;
use amtui::app::request::{Reply, Request};
use amtui::app::{Location, Place};
use amtui::domain::change::Change;
use amtui::domain::{EnvironmentId, EnvironmentUse, Error, Listing};

use crate::driver::{Driver, StartOptions, client_providers, provider};
use crate::manage::at;

fn notify(d: &mut Driver, well: bool, text: &str) {
    d.send(Msg::Notice(well, text.into()));
}

fn deleted() -> Driver {
    let mut d = provider("Okta Production");
    d.confirm("Okta Production").wait(700).fire();
    d.see("Deleted client provider 'Okta Production'.");
    d
}

#[test]
fn what_is_said_again_and_again_is_one_message() {
    let mut d = Driver::start(client_providers());
    notify(&mut d, true, "First.");
    for _ in 0..300 {
        notify(&mut d, true, "Again.");
    }
    d.keys(":").text("messages").keys("Enter").see("First.");
    d.see("Again. (300 times)");
}

#[test]
fn an_outcome_stays_until_a_key_that_comes_after_it_was_seen_for_a_second() {
    let mut d = deleted();
    d.keys("j").see("Deleted client provider");
    d.wait(60_000).see("Deleted client provider");
    d.keys("k").see_not("Deleted client provider");
    d.keys(":")
        .text("messages")
        .keys("Enter")
        .see("Deleted client provider");
}

#[test]
fn an_outcome_that_waits_to_be_read_wakes_nobody() {
    let mut d = deleted();
    d.wait(10_000);
    assert_eq!(d.app.deadline(), None);
}

#[test]
fn two_notices_at_once_are_both_shown() {
    let mut d = Driver::start(client_providers());
    notify(&mut d, true, "Picture saved in a.svg.");
    notify(&mut d, false, "The disk is full.");
    d.see("Picture saved in a.svg.").see("The disk is full.");
    d.see("Enter open  a add").see("? help");
    d.wait(1500).keys("j").see_not("Picture saved").see_not("disk is full");
}

#[test]
fn a_status_of_two_rows_breaks_no_frame_and_hides_no_selected_row() {
    for ((width, height), place) in [
        ((80, 24), "users"),
        ((60, 16), "users"),
        ((120, 36), "client-providers"),
        ((120, 36), "api-manager"),
        ((160, 50), ""),
    ] {
        let mut d = Driver::start(StartOptions {
            open: Place::parse(place),
            ..client_providers()
        });
        d.size(width, height).keys("G");
        let edges = |d: &Driver| ["╰", "╯"].map(|corner| d.screen().matches(corner).count());
        let (before, row) = (edges(&d), d.cursor().unwrap().1);
        notify(&mut d, true, "Picture saved in a.svg.");
        notify(&mut d, false, "The disk is full.");
        d.see("Picture saved in a.svg.").see("The disk is full.");
        assert_eq!(edges(&d), before, "{place} {width}x{height}\n{}", d.screen());
        assert!(d.cursor().unwrap().1 <= row, "{}", d.screen());
        let line = d.screen().lines().nth(d.cursor().unwrap().1.into()).unwrap().to_owned();
        assert!(line.contains('▌'), "{line}\n{}", d.screen());
        d.wait(1500).keys("x").see_not("The disk is full.");
        assert_eq!(edges(&d), before);
    }
}

#[test]
fn what_has_no_room_waits_until_what_stands_before_it_was_read() {
    let mut d = Driver::start(client_providers());
    let long = |word: &str| format!("{} end of {word}.", "many words ".repeat(9));
    notify(&mut d, true, &long("first"));
    notify(&mut d, false, &long("second"));
    d.see("end of first.").see_not("end of second.");
    d.see("Enter open  a add").see("? help");
    d.wait(1500).keys("j").see("end of second.").see_not("end of first.");
    d.wait(1500).keys("j").see_not("end of second.");
}

#[test]
fn an_outcome_that_was_not_read_before_a_key_came_makes_room_for_what_waits_and_comes_back() {
    for later in [200, 30_000] {
        let mut d = deleted();
        d.wait(300).keys("j").wait(later);
        notify(&mut d, false, &format!("{} end of second.", "many words ".repeat(9)));
        d.wait(1000).see("end of second.").see_not("Deleted client provider");
        d.wait(30_000).see("end of second.").keys("j");
        d.see("Deleted client provider")
            .wait(30_000)
            .see("Deleted client provider");
        d.keys("j").see_not("Deleted client provider").see_not("end of second.");
    }
}

#[test]
fn the_answer_to_a_key_is_seen_within_a_second_whatever_was_not_read() {
    let mut d = Driver::start(client_providers());
    notify(&mut d, false, &format!("{} end of first.", "many words ".repeat(9)));
    d.wait(300)
        .keys("y n")
        .wait(1000)
        .see("Copied the name.")
        .see_not("end of first.");
}

#[test]
fn the_answer_to_a_key_that_brought_an_earlier_outcome_back_is_seen_within_a_second() {
    let long = |word: &str| format!("{} end of {word}.", "many words ".repeat(9));
    let mut d = deleted();
    d.wait(300).keys("j");
    notify(&mut d, false, &long("second"));
    d.wait(2000).see("end of second.");
    // This key has an answer that takes a moment: the outcome is on screen again before it.
    d.keys("k").see("Deleted client provider");
    notify(&mut d, false, &long("third"));
    d.wait(1000).see("end of third.").wait(1000).keys("j");
    d.see("Deleted client provider")
        .wait(30_000)
        .see("Deleted client provider");
}

#[test]
fn a_notice_that_passes_is_seen_for_a_second_before_a_later_one_takes_its_place() {
    let mut d = provider("Okta Production");
    d.keys("y i")
        .see("Copied the id.")
        .keys("y n")
        .see("Copied the id.")
        .see("Copied the name.");
    d.wait(1000).see_not("Copied the id.").see("Copied the name.");
    d.wait(4100).see_not("Copied the name.");
}

#[test]
fn what_is_said_twice_is_shown_once() {
    let mut d = Driver::start(client_providers());
    d.keys("D D D");
    assert_eq!(d.screen().matches("It can't be deleted.").count(), 1);
}

#[test]
fn what_nobody_could_see_in_a_small_window_is_shown_afterwards() {
    let mut d = Driver::start(client_providers());
    d.size(40, 8);
    notify(&mut d, false, "The disk is full.");
    d.wait(5000).keys("j").wait(5000).keys("j");
    d.size(80, 24)
        .see("The disk is full.")
        .wait(1500)
        .keys("j")
        .see_not("disk is full");
}

fn lost(d: &mut Driver) {
    d.faults = Some(Box::new(|request| {
        matches!(request, Request::Change(_)).then(|| Err(Error::OutcomeUnknown("the connection closed".into())))
    }));
}

#[test]
fn an_addition_that_turns_out_to_be_made_is_told_by_a_later_reading() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("a").text("QA").keys("Ctrl-S").wait(800);
    lost(&mut d);
    d.keys("Enter").see("It is not known");
    d.rewrite(|file| {
        let all = file["environments"].as_array_mut().unwrap();
        let root = file_root(all);
        let mut new = root.clone();
        new["id"] = "0b000000-0000-4000-8000-0000000000ff".into();
        new["name"] = "QA".into();
        all.push(new);
    });
    d.wait(800).keys("Esc").see("Created environment 'QA'.");
    d.see("It is saved");
}

fn file_root(all: &[serde_json::Value]) -> &serde_json::Value {
    all.iter().find(|e| e["name"] == "Production").unwrap()
}

#[test]
fn an_addition_that_is_not_in_the_list_is_told_to_be_not_there() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("a").text("QA").keys("Ctrl-S").wait(800);
    lost(&mut d);
    d.keys("Enter").wait(800).keys("Esc");
    d.see("There is no new environment 'QA' in the list.").see("QA");
}

#[test]
fn an_addition_that_is_not_in_the_list_is_named_with_its_organization() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("a").text("Retail QA").keys("Ctrl-S").wait(800);
    lost(&mut d);
    d.keys("Enter").wait(800).keys("Esc");
    d.see("There is no new environment 'Acme Corp / Retail QA' in the list.");
}

/// Does what was asked for.
fn reverse_staging(d: &Driver) {
    d.rewrite(|file| {
        let all = file["environments"].as_array_mut().unwrap();
        let staging = all.iter_mut().find(|e| e["name"] == "Staging").unwrap();
        staging["clientManagementProviderIds"].as_array_mut().unwrap().reverse();
    });
}

#[test]
fn a_list_of_client_providers_that_turns_out_to_be_set_is_told_by_a_later_reading() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("j e j d Ctrl-S").wait(800);
    lost(&mut d);
    d.keys("Enter").see("It is not known");
    reverse_staging(&d);
    d.wait(800)
        .keys("Esc")
        .see("Set the client providers of environment 'Staging'.");
    let mut d = at(Place::List(Location::Environments));
    d.keys("j e j d Ctrl-S").wait(800);
    lost(&mut d);
    d.keys("Enter").wait(800).keys("Esc");
    d.see("The client providers of environment 'Staging' are as they were.");
}

#[test]
fn a_reading_from_before_a_change_does_not_say_what_became_of_it() {
    let mut d = at(Place::List(Location::Environments));
    d.hold = true;
    d.keys("r j e j d Ctrl-S").wait(800);
    lost(&mut d);
    d.keys("Enter");
    d.answer_newest();
    d.see("It is not known");
    while d.waits() {
        d.answer();
    }
    d.see_not("are as they were.");
    reverse_staging(&d);
    d.hold = false;
    d.wait(800)
        .keys("Esc")
        .see("Set the client providers of environment 'Staging'.");
}

#[test]
fn a_part_of_a_list_does_not_say_what_became_of_a_change() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("j e j d Ctrl-S").wait(800);
    lost(&mut d);
    d.keys("Enter").see("It is not known");
    let Some(Change::Associate { was, .. }) = d.changes().pop() else {
        panic!("nothing was sent");
    };
    d.faults = Some(Box::new(move |request| {
        let providers = Listing::partial(was.clone(), "Some did not come.");
        let apis = Listing::default();
        matches!(request, Request::EnvironmentUse(_)).then(|| {
            Ok(Reply::EnvironmentUse(Arc::new(EnvironmentUse {
                providers,
                apis,
                agents_not_read: None,
            })))
        })
    }));
    d.wait(800).keys("Esc").see_not("are as they were.");
    d.faults = None;
    d.keys("Esc").wait(1500).keys("r").see("are as they were.");
}

#[test]
fn a_new_row_in_a_part_of_a_list_does_not_say_that_an_addition_was_made() {
    let mut d = at(Place::List(Location::Environments));
    d.keys("a").text("QA").keys("Ctrl-S").wait(800);
    lost(&mut d);
    d.keys("Enter").see("It is not known");
    let mut rows = d.app.model().data.environments.get().unwrap().rows.clone();
    let mut new = rows[0].clone();
    new.id = EnvironmentId(uuid::Uuid::from_u128(1));
    new.name = "QA".into();
    rows.push(new);
    d.faults = Some(Box::new(move |request| {
        let part = Listing::partial(rows.clone(), "Some did not come.");
        matches!(request, Request::Environments).then(|| Ok(Reply::Environments(part)))
    }));
    d.wait(800).keys("Esc").see_not("Created environment");
}

#[test]
fn an_undo_and_a_redo_of_the_same_step_leave_one_notice_and_it_is_the_last() {
    let mut d = deleted();
    for (key, says, not) in [("u", "is back.", "Redone:"), ("Ctrl-R", "Redone:", "is back.")].repeat(3) {
        d.wait(800).keys(key);
        d.see(says).see_not(not).see_not("u undoes it.");
    }
    d.wait(4_000).keys("r").see_not("is back.").see_not("Press it again");
}

#[test]
fn a_notice_about_a_row_goes_with_the_selection() {
    let mut d = Driver::start(client_providers());
    d.keys("D")
        .see("It can't be deleted.")
        .keys("j")
        .see_not("It can't be deleted.");
    // What is about more than a row stays for its second.
    d.keys("k %").see("Mouse released").keys("j").see("Mouse released");
    // On the row itself it stays.
    let mut d = Driver::start(client_providers());
    d.keys("D k").see("It can't be deleted.");
}
