//! What the program has to say: one notice at a time in the status row, all of them in the messages.

use std::time::Duration;

use super::msg::Now;

/// How long a notice stays, and how long while others watch. Errors stay until a key.
pub const STAYS: Duration = Duration::from_secs(4);
const STAYS_LONGER: Duration = Duration::from_secs(8);
/// How many messages are kept.
const KEPT: usize = 500;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary text.
    Plain,
    /// Less important.
    Dim,
    /// A heading.
    Heading,
    /// Something went as it should.
    Good,
    /// Something to think about.
    Warning,
    /// Something is lost or went wrong.
    Bad,
}

/// Something said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence, fit to be shown.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// When.
    pub at: Now,
}

/// Everything said so far, and what is on screen of it.
#[derive(Debug, Default)]
pub struct Notices {
    all: Vec<Notice>,
    shown: bool,
    /// Whether others watch.
    pub watched: bool,
}

impl Notices {
    /// Says something.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>, at: Now) {
        if self.all.len() == KEPT {
            self.all.remove(0);
        }
        self.all.push(Notice {
            text: text.into(),
            tone,
            at,
        });
        self.shown = true;
    }

    /// What stands in the status row.
    #[must_use]
    pub fn current(&self) -> Option<&Notice> {
        self.all.last().filter(|_| self.shown)
    }

    /// When the one in the status row goes by itself.
    #[must_use]
    pub fn expires(&self) -> Option<Duration> {
        let notice = self.current().filter(|n| n.tone != Tone::Bad)?;
        Some(notice.at.mono + if self.watched { STAYS_LONGER } else { STAYS })
    }

    /// Takes down what has been there long enough.
    pub fn expire(&mut self, now: Now) {
        if self.expires().is_some_and(|at| at <= now.mono) {
            self.shown = false;
        }
    }

    /// A key was pressed: errors have been seen.
    pub fn seen(&mut self) {
        if self.current().is_some_and(|n| n.tone == Tone::Bad) {
            self.shown = false;
        }
    }

    /// Takes down what is no error: something more important stands below.
    pub fn hide(&mut self) {
        if self.current().is_some_and(|n| n.tone != Tone::Bad) {
            self.shown = false;
        }
    }

    /// All of them, oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Notice> {
        self.all.iter()
    }
}
