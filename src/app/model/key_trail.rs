//! The last keys, for those who watch: five of them, for two and a half seconds.

use std::collections::VecDeque;
use std::time::Duration;

use crate::app::key::Key;
use crate::app::model::shown::Shown;

/// How many keys are shown.
const KEYS: usize = 5;
/// How long a key is shown.
const STAYS: Duration = Duration::from_millis(2_500);

/// One key, and how often it was pressed in a row.
#[derive(Debug)]
struct Pressed {
    name: String,
    times: u32,
    at: Duration,
}

/// The last keys.
#[derive(Debug, Default)]
pub struct KeyTrail {
    keys: VecDeque<Pressed>,
}

impl KeyTrail {
    /// Takes a key; in a secret field one star stands for all that is typed.
    pub fn push(&mut self, key: Key, secret: bool, now: Duration) {
        let hidden = secret && key.typed().is_some();
        let name = if hidden { "*".to_owned() } else { key.to_string() };
        match self.keys.back_mut() {
            Some(last) if last.name == name => {
                last.times += u32::from(!hidden);
                last.at = now;
            }
            _ => self.keys.push_back(Pressed {
                name,
                times: 1,
                at: now,
            }),
        }
        while self.keys.len() > KEYS {
            self.keys.pop_front();
        }
    }

    /// Drops what was shown long enough.
    pub fn expire(&mut self, now: Duration) {
        while self.keys.front().is_some_and(|k| k.at + STAYS <= now) {
            self.keys.pop_front();
        }
    }

    /// When the next key goes.
    pub fn expires(&self) -> Option<Duration> {
        self.keys.front().map(|k| k.at + STAYS)
    }

    /// The keys as they are shown, the last one at the end: `j x4  Enter`.
    pub fn shown(&self) -> Option<Shown<'static>> {
        let one = |k: &Pressed| match k.times {
            1 => Shown::unmasked(&k.name).into_owned(),
            n => Shown::unmasked(&k.name)
                .then(" x")
                .then(usize::try_from(n).unwrap_or_default()),
        };
        let keys = self.keys.iter().map(one);
        keys.reduce(|keys, next| keys.then("  ").then(&next))
    }
}
