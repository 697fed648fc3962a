//! The time, as the shell's clock tells it with each message.

use std::time::Duration;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// Since the program started; never goes back.
    pub mono: Duration,
    /// Unix seconds.
    pub unix: i64,
    /// Seconds that local time is ahead of UTC; 0 until the shell has looked it up.
    pub offset: i32,
}

impl Now {
    /// The local time of day: `14:02:11`.
    pub fn clock(self) -> String {
        let day = (self.unix + i64::from(self.offset)).rem_euclid(86_400);
        format!("{:02}:{:02}:{:02}", day / 3600, day / 60 % 60, day % 60)
    }
}
