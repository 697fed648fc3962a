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

pub enum Event {
    Input(TerminalInput),
    /// The terminal has taken everything that was drawn: there is room for a frame.
    TerminalReady,
    /// A message from another thread.
    Message(Box<Msg>),
    /// The file or the demo is open, or cannot be.
    FileOpened(anyhow::Result<Box<Opened>>),
    /// The backend of a profile is open.
    ProfileOpened(Ticket, Box<Opened>),
    Reply(Ticket, Result<Reply, Error>),
    /// Progress of a worker, or part of an answer.
    Meanwhile(Ticket, Meanwhile),
    Signal(i32),
    TerminalGone,
    /// A rate limit holds until then, in Unix seconds.
    RateLimited(i64),
    TimeZone(TimeZone),
    /// The deadline of the app passed.
    Deadline,
}

/// The queue of events. Signals go first: they cannot wait behind thousands of keys.
pub struct Events {
    channel: Receiver<Event>,
    signals: VecDeque<Event>,
    others: VecDeque<Event>,
}

impl Events {
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

    /// The next event without waiting.
    pub fn queued(&mut self) -> Option<Event> {
        while let Ok(event) = self.channel.try_recv() {
            self.keep(event);
        }
        self.signals.pop_front().or_else(|| self.others.pop_front())
    }

    /// Waits for the next event, for ever with `None`.
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
