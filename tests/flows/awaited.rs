//! Answers that are awaited one at a time. Signing out drops them all.

use amtui::app::msg::Msg;
use amtui::app::request::{Reply, Request, StepDone, Ticket};
use amtui::app::{Location, Place};
use amtui::domain::Error;

use crate::driver::{Driver, client_providers};
use crate::manage::at;

pub fn command(d: &mut Driver, words: &str) {
    d.keys(":").text(words).keys("Enter");
}

/// The ticket of the first request of this kind: requests are counted from 1.
pub fn ticket(d: &Driver, is: fn(&Request) -> bool) -> Ticket {
    let at = d.requests.iter().position(is).unwrap();
    Ticket(u64::try_from(at + 1).unwrap())
}

/// A reading says that the session ended; nothing else that is asked is ever answered.
pub fn session_ends(d: &mut Driver) {
    d.keys("r");
    let last = Ticket(u64::try_from(d.requests.len()).unwrap());
    d.send(Msg::Reply(last, Err(Error::SignedOut)));
    d.see("You are signed out.").wait(1500);
}

/// A session ends, and the same person signs in again.
fn signs_in_again(d: &mut Driver) {
    session_ends(d);
    d.keys("Enter Enter");
    let account = |r: &Request| matches!(r, Request::SignIn(_));
    let at = d.requests.iter().rposition(account).unwrap();
    let signed_in = d.app.model().accounts[0].clone();
    d.send(Msg::Reply(
        Ticket(u64::try_from(at + 1).unwrap()),
        Ok(Reply::SignedIn(signed_in)),
    ));
    d.see("ana.ortiz").see_not("You are signed out.");
}

#[test]
fn an_old_snapshot_keeps_nobody_from_signing_out() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    command(&mut d, "snapshot");
    let old = ticket(&d, |r| matches!(r, Request::Snapshot(..)));
    signs_in_again(&mut d);
    d.see_not("Taking a snapshot");
    // What became of it is told all the same.
    let saved = Reply::Snapshot {
        file: "a.json".into(),
        not_read: 0,
    };
    d.send(Msg::Reply(old, Ok(saved)));
    d.see("Snapshot saved in a.json.").wait(1500);
    command(&mut d, "snapshot");
    let asked = d.requests.iter().filter(|r| matches!(r, Request::Snapshot(..)));
    assert_eq!(asked.count(), 2);
    command(&mut d, "sign-out");
    d.see("Wait for the snapshot").wait(5000);
    signs_in_again(&mut d);
    command(&mut d, "sign-out");
    d.see("▌ Demo organization").see_not("Wait for the snapshot");
}

#[test]
fn an_old_undo_keeps_nobody_from_undoing() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    d.keys("u");
    let old = ticket(&d, |r| *r == Request::Undo(1));
    signs_in_again(&mut d);
    d.undo();
    let undos = d.requests.iter().filter(|r| **r == Request::Undo(1));
    assert_eq!(undos.count(), 2);
    d.send(Msg::Reply(
        old,
        Ok(Reply::Undone(StepDone {
            words: "Undone: Created environment 'QA'".into(),
            changes: 1,
            stopped: None,
        })),
    ));
    d.see("Undone: Created environment 'QA'.");
}

#[test]
fn an_old_comparison_loads_no_longer_and_is_not_shown() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    command(&mut d, "diff a.json");
    let old = ticket(&d, |r| matches!(r, Request::Compare(_)));
    signs_in_again(&mut d);
    d.send(Msg::Reply(old, Err(Error::Network("the line is dead".into()))));
    d.see_not("Not compared");
}

#[test]
fn an_old_question_for_a_secret_keeps_nobody_from_asking_anew() {
    let mut d = at(Place::List(Location::BusinessGroups));
    d.keys("Enter");
    d.hold = true;
    command(&mut d, "reveal");
    signs_in_again(&mut d);
    d.hold = false;
    while d.waits() {
        d.answer();
    }
    d.see_not("demo-secret");
    command(&mut d, "reveal");
    let asked = d.requests.iter().filter(|r| matches!(r, Request::RevealSecret(_)));
    assert_eq!(asked.count(), 2);
}

#[test]
fn an_old_start_over_keeps_nobody_from_starting_over_and_is_told() {
    let mut d = Driver::start(client_providers());
    d.hold = true;
    command(&mut d, "fresh");
    d.keys("j Enter");
    let old = ticket(&d, |r| *r == Request::StartOver);
    signs_in_again(&mut d);
    command(&mut d, "fresh");
    d.keys("j Enter");
    let asked = d.requests.iter().filter(|r| **r == Request::StartOver);
    assert_eq!(asked.count(), 2);
    d.send(Msg::Reply(old, Ok(Reply::StartedOver("Demo reset".into()))));
    d.see("Demo reset.");
}
