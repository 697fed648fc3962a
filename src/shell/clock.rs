//! The clock: the only place that asks what time it is.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::app::msg::Now;

/// Unix seconds.
#[must_use]
pub fn unix() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Time since the start, the time of day, and where local time stands to it.
#[derive(Debug)]
pub struct Clock {
    start: Instant,
    zone: Option<jiff::tz::TimeZone>,
}

impl Clock {
    /// Starts at zero.
    #[must_use]
    pub fn start() -> Self {
        Self {
            start: Instant::now(),
            zone: None,
        }
    }

    /// Reads the local time zone. It reads files, so it is done after the first frame.
    pub fn look_up_zone(&mut self) {
        self.zone = Some(jiff::tz::TimeZone::system());
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Now {
        let unix = unix();
        let stamp = jiff::Timestamp::from_second(unix).unwrap_or_default();
        let offset = self.zone.as_ref().map_or(0, |zone| zone.to_offset(stamp).seconds());
        Now {
            mono: self.start.elapsed(),
            unix,
            offset,
        }
    }
}
