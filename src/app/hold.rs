//! Keys that are held down. Terminals do not tell one from a key that is pressed again: a held one first comes back after up
//! to two thirds of a second, and then in far shorter steps.

use std::time::Duration;

use super::key::Key;
use super::msg::Now;

/// How far apart two presses are that are surely two.
const APART: Duration = Duration::from_millis(700);

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

/// The key that opened something, while it may still be held down: it must do nothing in what it opened.
#[derive(Debug, Default)]
pub struct Hold(Option<(Key, Duration)>);

impl Hold {
    /// `key` is what opened it, where a key did.
    #[must_use]
    pub fn new(key: Option<Key>, now: Now) -> Self {
        Self(key.map(|k| (k.pressed(), now.mono)))
    }

    /// Whether `key` is only the opening key, held down.
    pub fn drops(&mut self, key: Key, now: Now) -> bool {
        let Some((opening, at)) = self.0 else {
            return false;
        };
        let held = key.pressed() == opening && (key.repeat || now.mono.saturating_sub(at) < APART);
        self.0 = held.then_some((opening, now.mono));
        held
    }
}
