//! The order of events, and who is woken by them.

use std::thread;
use std::time::Duration;

use amtui::shell::event::{self, Event};

#[test]
fn a_signal_is_taken_before_everything_that_came_earlier() {
    let (sender, mut events) = event::channel().unwrap();
    for event in [
        Event::TerminalReady,
        Event::TerminalGone,
        Event::Signal(15),
        Event::Signal(1),
    ] {
        sender.send(event).expect("it is kept");
    }
    let taken: Vec<Event> = std::iter::from_fn(|| events.queued()).collect();
    let [
        Event::Signal(15),
        Event::Signal(1),
        Event::TerminalReady,
        Event::TerminalGone,
    ] = taken.as_slice()
    else {
        panic!("the signals come first");
    };
    assert!(events.next(Some(Duration::ZERO)).is_none());
}

#[test]
fn who_waits_is_woken_by_every_event_of_another_thread() {
    const EVENTS: i32 = 2_000;
    let (sender, mut events) = event::channel().unwrap();
    let (back, told) = std::sync::mpsc::channel();
    let sends = thread::spawn(move || {
        for n in 0..EVENTS {
            sender.send(Event::Signal(n)).unwrap();
            // Now and then it waits until the other one waits as well.
            if n % 3 == 0 {
                told.recv().unwrap();
            }
        }
    });
    for n in 0..EVENTS {
        let event = events.next(Some(Duration::from_secs(30)));
        assert!(matches!(event, Some(Event::Signal(m)) if m == n), "{n} never came");
        if n % 3 == 0 {
            back.send(()).unwrap();
        }
    }
    sends.join().unwrap();
    assert!(events.queued().is_none());
}
