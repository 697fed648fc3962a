//! Keys that are held down. Terminals do not tell one from a key that is pressed again: a held one first comes back after up
//! to two thirds of a second, and then in far shorter steps.

use std::time::Duration;

use super::key::Key;
use super::msg::Now;

/// How far apart two presses are that are surely two.
const APART: Duration = Duration::from_millis(700);
/// Nobody types the same letter twice in less than this; a held key repeats faster.
const TYPED: Duration = Duration::from_millis(60);
/// A held key has come back after this long, however slowly it repeats.
const SILENCE: Duration = Duration::from_millis(300);

/// When a key that matters was last pressed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Presses(Option<Duration>);

impl Presses {
    /// Notes a press; says whether it may only be the one before, held down.
    pub fn again(&mut self, now: Now) -> bool {
        let before = self.0.replace(now.mono);
        before.is_some_and(|at| now.mono.saturating_sub(at) < APART)
    }
}

/// The key that opened a dialog or a form. Its repeats do nothing there. A letter may also be the first one of what is
/// typed: then it is held back until the next key, or silence, tells which it was.
#[derive(Debug)]
pub struct Hold {
    opening: Key,
    last: Duration,
    /// How many letters are held back.
    held: usize,
    /// How many of them were typed: the last ones.
    typed: usize,
    /// Whether the terminal marked a repeat: then a key without the mark is typed.
    marks: bool,
}

impl Hold {
    /// `opening` is the key that opened it.
    #[must_use]
    pub fn new(opening: Key, now: Now) -> Self {
        Self {
            opening: opening.pressed(),
            last: now.mono,
            held: 0,
            typed: 0,
            marks: false,
        }
    }

    /// When silence tells what the letters are that are held back.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        (self.held > 0).then_some(self.last + SILENCE)
    }

    /// The opening key, and how often it was typed since.
    #[must_use]
    pub fn typed(&self) -> (Key, usize) {
        (self.opening, self.typed)
    }

    /// Whether `key` is a repeat of the opening key, or may be one. Where it is none, the hold is over.
    pub fn goes_on(&mut self, key: Key, now: Now) -> bool {
        let gap = now.mono.saturating_sub(self.last);
        if key.pressed() != self.opening || (!key.repeat && (self.marks || gap >= APART)) {
            return false;
        }
        self.marks |= key.repeat;
        self.last = now.mono;
        if key.repeat {
            (self.held, self.typed) = (0, 0);
        } else if key.typed().is_some() {
            // The first one may come at any time: how soon a held key first comes back is a setting.
            self.typed = if self.held == 0 || gap >= TYPED {
                self.typed + 1
            } else {
                0
            };
            self.held += 1;
        }
        true
    }
}
