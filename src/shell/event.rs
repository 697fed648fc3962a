//! What wakes the program: the terminal, workers, signals and the clock, all through one channel.

use crossterm::event::Event as Terminal;
use jiff::tz::TimeZone;

use crate::app::msg::{Meanwhile, Reply, Ticket};
use crate::domain::Error;

/// Everything that can wake the program.
#[derive(Debug)]
pub enum Event {
    /// The terminal said something.
    Terminal(Terminal),
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
    /// A sentence for the person.
    Told(String),
    /// The local time zone is known.
    Zone(TimeZone),
    /// The time that the state machine asked for has come.
    Due,
}
