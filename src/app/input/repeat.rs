//! Keys that are held down. Terminals do not tell one from a key that is pressed again: a held one first comes back after up
//! to two thirds of a second, and then in far shorter steps.

use std::time::Duration;

use crate::app::key::Key;
use crate::app::time::Now;

/// How far apart two presses are that are surely two.
const APART: Duration = Duration::from_millis(700);
/// A held key does not come back before this: settings go from 200 to 660 ms.
const DELAY: Duration = Duration::from_millis(180);
/// A held key repeats at least this often. The Linux console takes 92 ms, macOS 90 ms and X11 40 ms; the rest is for delays.
const STEP: Duration = Duration::from_millis(140);
/// Nobody types the same letter twice in less than this. Held keys also come so close where the network delayed them.
const FAST: Duration = Duration::from_millis(60);
/// Nobody begins a name with the same letter so often.
const MANY: usize = 4;
/// A single letter that nothing follows for this long was typed.
const SILENCE: Duration = Duration::from_millis(300);

/// When a key that matters was last pressed.
#[derive(Clone, Copy, Debug, Default)]
pub struct PressTimer(Option<Duration>);

impl PressTimer {
    /// Notes a press; says whether it may only be the one before, held down.
    pub fn again(&mut self, now: Now) -> bool {
        let before = self.0.replace(now.mono);
        before.is_some_and(|at| now.mono.saturating_sub(at) < APART)
    }
}

/// The key that opened a dialog or a form. Its repeats do nothing there. A letter may also be the first one of what is
/// typed: it is held back until the next key, or silence, shows which it is.
#[derive(Debug)]
pub struct OpeningKey {
    opening: Key,
    /// When it last came.
    last: Duration,
    /// Whether it first came back so late that it may be held.
    late: bool,
    /// Whether it is known to be held, or to have been held.
    held: bool,
    /// How many letters are held back that were typed, as far as is known.
    typed: usize,
    /// Whether the terminal marked a repeat: then a key without the mark is typed.
    marks: bool,
}

impl OpeningKey {
    pub fn new(opening: Key, now: Now) -> Self {
        Self {
            opening: opening.pressed(),
            last: now.mono,
            late: false,
            held: false,
            typed: 0,
            marks: false,
        }
    }

    /// When silence shows that the letters that are held back were typed.
    pub fn due(&self) -> Option<Duration> {
        (self.typed > 0).then_some(self.last + SILENCE)
    }

    /// The opening key, and how often it was typed since.
    pub fn typed(&self) -> (Key, usize) {
        (self.opening, self.typed)
    }

    /// Whether `key` is a repeat of the opening key, or may be one. Where it is none, the hold is over.
    pub fn goes_on(&mut self, key: Key, now: Now) -> bool {
        let gap = now.mono.saturating_sub(self.last);
        if key.pressed() != self.opening || (!key.repeat && (self.marks || gap >= APART)) {
            return false;
        }
        self.last = now.mono;
        if key.repeat {
            self.marks = true;
            self.typed = 0;
        } else if key.typed().is_some() {
            self.letter(gap);
        }
        true
    }

    /// The opening key came again as a letter, so long after the time before.
    fn letter(&mut self, gap: Duration) {
        let first = self.typed == 0 && !self.held;
        if first {
            self.late = gap >= DELAY;
        } else {
            let many = self.typed + 1 >= MANY;
            self.held |= gap < FAST || (gap <= STEP && (self.late || many));
        }
        let repeats = self.held && gap <= STEP;
        self.typed = if repeats { 0 } else { self.typed + 1 };
    }
}
