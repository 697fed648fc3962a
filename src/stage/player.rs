//! Plays a tape: says what happens next on the stage, and when. It owns no clock and no screen.

use std::path::PathBuf;
use std::time::Duration;

use super::tape::{Tape, TapeCommand, TapeStep};
use crate::app::key::Key;
use crate::app::msg::Msg;

const SPEED: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(15);

#[derive(Debug)]
pub enum NextAction {
    Send(Msg),
    WaitUntil(Duration),
    /// Look at the screen after each change, at most until then.
    WaitForScreen(Duration),
    Picture(PathBuf),
    /// Pause the recording (`true`) or resume it.
    Hide(bool),
    Caption(String),
    Marker(String),
    Failed {
        line: usize,
        pattern: String,
    },
    End,
}

#[derive(Debug)]
pub struct Player {
    steps: Vec<TapeStep>,
    at: usize,
    /// Characters typed or keys pressed of the step so far.
    done: usize,
    due: Duration,
    until: Option<Duration>,
    speed: Duration,
    patience: Duration,
}

impl Player {
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

    /// Whether a key comes next, and not before `now`.
    pub fn presses(&self, now: Duration) -> bool {
        let left = match self.steps.get(self.at).map(|step| &step.command) {
            Some(TapeCommand::Type { text, .. }) => self.done < text.chars().count(),
            Some(TapeCommand::Key { times, .. }) => self.done < *times,
            _ => false,
        };
        left && now >= self.due
    }

    /// `rows` is the screen, and `line` the row of the cursor.
    pub fn next(&mut self, now: Duration, rows: &[String], line: &str) -> NextAction {
        if now < self.due {
            return NextAction::WaitUntil(self.due);
        }
        let Some(step) = self.steps.get(self.at) else {
            return NextAction::End;
        };
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
                    pattern.is_match(&rows.join("\n"))
                } else {
                    pattern.is_match(line)
                };
                let until = *self.until.get_or_insert(now + within.unwrap_or(self.patience));
                if shown {
                    self.until = None;
                    return self.next_step(NextAction::WaitUntil(now));
                }
                if now >= until {
                    let (line, pattern) = (step.line, pattern.as_str().to_owned());
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
            TapeCommand::Notices(most) => self.next_step(NextAction::Send(Msg::CutNotices(most))),
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
