//! The key that opened something, while it may still be held down: it must do nothing in what it opened.

use std::time::Duration;

use super::key::Key;
use super::msg::Now;

/// The pause before a key that is held down repeats: terminals wait up to two thirds of a second.
const FIRST_REPEAT: Duration = Duration::from_millis(700);

/// The key that opened something.
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
        let held = key.pressed() == opening && (key.repeat || now.mono.saturating_sub(at) < FIRST_REPEAT);
        self.0 = held.then_some((opening, now.mono));
        held
    }
}
