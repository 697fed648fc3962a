//! Plays a tape: says what happens next on the stage, and when. It owns no clock and no screen.

use std::path::PathBuf;
use std::time::Duration;

use super::tape::{Deed, Step, Tape};
use crate::app::key::Key;
use crate::app::msg::Msg;

/// The time a character takes where the tape says nothing.
const SPEED: Duration = Duration::from_millis(50);
/// How long is waited for something to show where the tape says nothing.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a tape wants next.
#[derive(Debug)]
pub enum Next {
    /// To give the program this.
    Send(Msg),
    /// To let time pass until then.
    At(Duration),
    /// To look again after something happened, at most until then.
    Look(Duration),
    /// To save a picture.
    Picture(PathBuf),
    /// To record nothing from here on, or again.
    Hide(bool),
    /// To show words to those who watch.
    Caption(String),
    /// To put a mark into the recording.
    Marker(String),
    /// To stop: the screen never showed what was waited for.
    Failed {
        /// The line of the tape.
        line: usize,
        /// What was waited for.
        pattern: String,
    },
    /// Nothing more.
    End,
}

/// The screen as a tape reads it.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Its rows.
    pub rows: &'a [String],
    /// The row of the cursor.
    pub line: &'a str,
}

/// A tape that is being played.
#[derive(Debug)]
pub struct Player {
    steps: Vec<Step>,
    at: usize,
    /// How much of the step is done: characters typed, keys pressed.
    done: usize,
    due: Duration,
    until: Option<Duration>,
    speed: Duration,
    patience: Duration,
}

impl Player {
    /// Begins at the first step.
    #[must_use]
    pub fn new(tape: Tape) -> Self {
        Self {
            steps: tape.steps,
            at: 0,
            done: 0,
            due: Duration::ZERO,
            until: None,
            speed: SPEED,
            patience: PATIENCE,
        }
    }

    /// The line of the step that is played.
    #[must_use]
    pub fn line(&self) -> usize {
        self.steps.get(self.at).map_or(0, |s| s.line)
    }

    /// What is next, `now`, with the screen as it is.
    pub fn next(&mut self, now: Duration, look: Look<'_>) -> Next {
        if now < self.due {
            return Next::At(self.due);
        }
        let Some(step) = self.steps.get(self.at) else {
            return Next::End;
        };
        let line = step.line;
        match step.deed.clone() {
            Deed::Type { text, each } => match text.chars().nth(self.done) {
                Some(c) => self.press(Key::char(c), now, each),
                None => self.go_on(Next::At(now)),
            },
            Deed::Key { key, times, each } if self.done < times => self.press(key, now, each),
            Deed::Key { .. } => self.go_on(Next::At(now)),
            Deed::Sleep(time) => {
                self.due = now + time;
                let due = self.due;
                self.go_on(Next::At(due))
            }
            Deed::Wait {
                pattern,
                anywhere,
                within,
            } => {
                let shown = if anywhere {
                    pattern.is_match(&look.rows.join("\n"))
                } else {
                    pattern.is_match(look.line)
                };
                let until = *self.until.get_or_insert(now + within.unwrap_or(self.patience));
                if shown {
                    self.until = None;
                    return self.go_on(Next::At(now));
                }
                if now >= until {
                    let pattern = pattern.as_str().to_owned();
                    return Next::Failed { line, pattern };
                }
                Next::Look(until)
            }
            Deed::Speed(speed) => {
                self.speed = speed;
                self.go_on(Next::At(now))
            }
            Deed::Patience(patience) => {
                self.patience = patience;
                self.go_on(Next::At(now))
            }
            Deed::Screenshot(file) => self.go_on(Next::Picture(file)),
            Deed::Hide(hidden) => self.go_on(Next::Hide(hidden)),
            Deed::Caption(words) => self.go_on(Next::Caption(words)),
            Deed::Marker(words) => self.go_on(Next::Marker(words)),
        }
    }

    fn press(&mut self, key: Key, now: Duration, each: Option<Duration>) -> Next {
        self.done += 1;
        self.due = now + each.unwrap_or(self.speed);
        Next::Send(Msg::Key(key))
    }

    fn go_on(&mut self, next: Next) -> Next {
        self.at += 1;
        self.done = 0;
        next
    }
}
