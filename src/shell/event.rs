//! What wakes the program: the terminal, workers, signals and the clock, all through one channel.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use jiff::tz::TimeZone;

use super::input::decode::TerminalInput;
use super::open::Opened;
use crate::app::msg::{Meanwhile, Msg};
use crate::app::request::{Reply, Ticket};
use crate::domain::Error;

/// Everything that can wake the program.
pub enum Event {
    /// A person did something at the terminal.
    Input(TerminalInput),
    /// The terminal has taken everything that was drawn.
    Room,
    /// Another thread has something to tell: what it read, or that it waits.
    Told(Box<Msg>),
    /// The backend that a profile leads to is open.
    Opened(Ticket, Box<Opened>),
    /// A worker has an answer.
    Reply(Ticket, Result<Reply, Error>),
    /// A worker says how far it is, or what came so far.
    Meanwhile(Ticket, Meanwhile),
    /// A signal came.
    Signal(i32),
    /// The terminal is gone.
    Gone,
    /// The platform lets nobody ask before this moment, in Unix seconds.
    Limited(i64),
    /// The local time zone is known.
    Zone(TimeZone),
    /// The time that the state machine asked for has come.
    Due,
}

/// The events that came and were not taken yet: signals first, as what they ask for cannot wait behind thousands of keys.
pub struct Events {
    channel: Receiver<Event>,
    signals: VecDeque<Event>,
    others: VecDeque<Event>,
}

impl Events {
    /// Those of a channel.
    #[must_use]
    pub fn new(channel: Receiver<Event>) -> Self {
        Self {
            channel,
            signals: VecDeque::new(),
            others: VecDeque::new(),
        }
    }

    fn keep(&mut self, event: Event) {
        match event {
            Event::Signal(_) => self.signals.push_back(event),
            other => self.others.push_back(other),
        }
    }

    /// The next of those that are there.
    pub fn queued(&mut self) -> Option<Event> {
        while let Ok(event) = self.channel.try_recv() {
            self.keep(event);
        }
        self.signals.pop_front().or_else(|| self.others.pop_front())
    }

    /// The next, waited for at most so long, or for ever.
    ///
    /// # Errors
    /// None came in that time, or none can come any more.
    pub fn next(&mut self, time: Option<Duration>) -> Result<Event, RecvTimeoutError> {
        if let Some(event) = self.queued() {
            return Ok(event);
        }
        match time {
            Some(time) => self.channel.recv_timeout(time),
            None => self.channel.recv().map_err(RecvTimeoutError::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_signal_is_taken_before_everything_that_came_earlier() {
        let (sender, channel) = mpsc::channel();
        for event in [Event::Room, Event::Gone, Event::Signal(15), Event::Signal(1)] {
            sender.send(event).expect("it is kept");
        }
        let mut events = Events::new(channel);
        let taken: Vec<Event> = std::iter::from_fn(|| events.queued()).collect();
        let [Event::Signal(15), Event::Signal(1), Event::Room, Event::Gone] = taken.as_slice() else {
            panic!("the signals come first");
        };
        assert!(events.next(Some(Duration::ZERO)).is_err());
    }
}
