//! Plays a tape: says what happens next on the stage, and when. It owns no clock and no screen.

use std::path::PathBuf;
use std::time::Duration;

use super::tape::{Tape, TapeCommand, TapeStep};
use crate::app::key::Key;
use crate::app::msg::Msg;

/// The time a character takes where the tape says nothing.
const SPEED: Duration = Duration::from_millis(50);
/// How long is waited for something to show where the tape says nothing.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a tape wants next.
#[derive(Debug)]
pub enum NextAction {
    /// To give the program this.
    Send(Msg),
    /// To let time pass until then.
    WaitUntil(Duration),
    /// To look again after something happened, at most until then.
    WaitForScreen(Duration),
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
pub struct ScreenText<'a> {
    /// Its rows.
    pub rows: &'a [String],
    /// The row of the cursor.
    pub line: &'a str,
}

/// A tape that is being played.
#[derive(Debug)]
pub struct Player {
    steps: Vec<TapeStep>,
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
    pub fn next(&mut self, now: Duration, look: ScreenText<'_>) -> NextAction {
        if now < self.due {
            return NextAction::WaitUntil(self.due);
        }
        let Some(step) = self.steps.get(self.at) else {
            return NextAction::End;
        };
        let line = step.line;
        match step.command.clone() {
            TapeCommand::Type { text, each } => match text.chars().nth(self.done) {
                Some(c) => self.press(Key::char(c), now, each),
                None => self.next_step(NextAction::WaitUntil(now)),
            },
            TapeCommand::Key { key, times, each } if self.done < times => self.press(key, now, each),
            TapeCommand::Key { .. } => self.next_step(NextAction::WaitUntil(now)),
            TapeCommand::Sleep(time) => {
                self.due = now + time;
                let due = self.due;
                self.next_step(NextAction::WaitUntil(due))
            }
            TapeCommand::Wait {
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
                    return self.next_step(NextAction::WaitUntil(now));
                }
                if now >= until {
                    let pattern = pattern.as_str().to_owned();
                    return NextAction::Failed { line, pattern };
                }
                NextAction::WaitForScreen(until)
            }
            TapeCommand::Speed(speed) => {
                self.speed = speed;
                self.next_step(NextAction::WaitUntil(now))
            }
            TapeCommand::Patience(patience) => {
                self.patience = patience;
                self.next_step(NextAction::WaitUntil(now))
            }
            TapeCommand::Screenshot(file) => self.next_step(NextAction::Picture(file)),
            TapeCommand::Hide(hidden) => self.next_step(NextAction::Hide(hidden)),
            TapeCommand::Caption(words) => self.next_step(NextAction::Caption(words)),
            TapeCommand::Marker(words) => self.next_step(NextAction::Marker(words)),
        }
    }

    fn press(&mut self, key: Key, now: Duration, each: Option<Duration>) -> NextAction {
        self.done += 1;
        self.due = now + each.unwrap_or(self.speed);
        NextAction::Send(Msg::Key(key))
    }

    fn next_step(&mut self, next: NextAction) -> NextAction {
        self.at += 1;
        self.done = 0;
        next
    }
}
