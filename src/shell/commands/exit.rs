//! Exit codes, and the error that ends a command with one.

use std::{fmt, io};

use crate::domain::Error;
use crate::shell::console::warn;

/// A tape waited for something that the screen never showed.
pub const WAIT_TIMED_OUT: u8 = 1;
/// The command line, a file or the terminal is not right.
pub const BAD_INPUT: u8 = 2;
/// It is not there, or not allowed.
pub const REFUSED: u8 = 3;
/// Nobody could be signed in.
pub const NOT_SIGNED_IN: u8 = 4;
/// A change was sent, and it is not known whether it happened.
pub const OUTCOME_UNKNOWN: u8 = 5;
/// Not everything could be read.
pub const INCOMPLETE: u8 = 6;
pub const DEFECT: u8 = 70;
/// The terminal hung up: as a shell reports SIGHUP.
pub const HANGUP: u8 = 128 + 1;
/// Ctrl-C: as a shell reports SIGINT.
pub const INTERRUPTED: u8 = 128 + 2;
/// Nobody reads the output: as a shell reports SIGPIPE.
const BROKEN_PIPE: u8 = 128 + 13;

/// Ends a command: the exit code, and a sentence for standard error, or nothing.
#[derive(Debug)]
pub struct Exit {
    pub code: u8,
    pub message: String,
}

impl Exit {
    pub fn new(code: u8, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    pub fn report(self) -> u8 {
        if !self.message.is_empty() {
            warn(&format!("amtui: {}", self.message));
        }
        self.code
    }
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Exit {}

impl From<anyhow::Error> for Exit {
    fn from(error: anyhow::Error) -> Self {
        error
            .downcast()
            .unwrap_or_else(|error| Self::new(BAD_INPUT, error.to_string()))
    }
}

impl From<Error> for Exit {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::SignedOut => NOT_SIGNED_IN,
            other if other.outcome_unknown() => OUTCOME_UNKNOWN,
            Error::File { .. } => BAD_INPUT,
            _ => REFUSED,
        };
        Self::new(code, error.to_string())
    }
}

impl From<io::Error> for Exit {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            // A reader that stopped, such as `head`, gets no message.
            return Self::new(BROKEN_PIPE, "");
        }
        Self::new(BAD_INPUT, format!("The output can't be written: {error}."))
    }
}
