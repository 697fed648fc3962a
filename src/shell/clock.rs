//! The clock: the only place that asks what time it is.

use std::path::Path;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;

use crate::app::time::Now;
use crate::files;

pub use crate::backend::store::lock::pause as wait;

/// Unix seconds.
pub fn unix() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// The file that says what the time is here.
const LOCAL: &str = "/etc/localtime";

/// The local time zone. Without one times are those of UTC.
pub fn local_zone() -> TimeZone {
    // To look a name up takes the names of all zones.
    let named = std::env::var_os("TZ").is_some();
    let rules = (!named)
        .then(|| files::read(Path::new(LOCAL), files::SMALL).ok())
        .flatten();
    let zone = rules.and_then(|rules| TimeZone::tzif("Local", &rules).ok());
    zone.unwrap_or_else(TimeZone::system)
}

#[derive(Debug)]
pub struct SystemClock {
    start: Instant,
    zone: Option<TimeZone>,
}

impl SystemClock {
    pub fn start() -> Self {
        Self {
            start: Instant::now(),
            zone: None,
        }
    }

    pub fn set_zone(&mut self, zone: TimeZone) {
        self.zone = Some(zone);
    }
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
