//! The order of events.

use std::sync::mpsc;
use std::time::Duration;

use amtui::shell::event::{Event, Events};

#[test]
fn a_signal_is_taken_before_everything_that_came_earlier() {
    let (sender, channel) = mpsc::channel();
    for event in [
        Event::TerminalReady,
        Event::TerminalGone,
        Event::Signal(15),
        Event::Signal(1),
    ] {
        sender.send(event).expect("it is kept");
    }
    let mut events = Events::new(channel);
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
    assert!(events.next(Some(Duration::ZERO)).is_err());
}
