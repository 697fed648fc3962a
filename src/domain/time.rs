//! A moment, as the platform and organization files write it. Reads no clock.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::Offset;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Unix seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(pub i64);

impl UnixTime {
    /// Reads both notations of the platform: RFC 3339, and the text that JavaScript makes of a date
    /// (`Tue Mar 05 2024 10:11:12 GMT+0000 (Coordinated Universal Time)`).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(time) = plain(text).or_else(|| text.parse().ok()) {
            return Some(Self(time.as_second()));
        }
        let (text, _) = text.split_once(" (").unwrap_or((text, ""));
        let time = strtime::parse("%a %b %d %Y %H:%M:%S GMT%z", text).ok()?;
        Some(Self(time.to_timestamp().ok()?.as_second()))
    }

    /// Whole days from here to `now`; 0 where it lies ahead.
    pub fn days_until(self, now: Self) -> i64 {
        now.0.saturating_sub(self.0).max(0) / DAY
    }
}

/// `2024-01-02T03:04:05Z`: most times of a large file are written that way, and this takes a tenth of what a parser of all
/// notations takes.
fn plain(text: &str) -> Option<Timestamp> {
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        mo1,
        mo2,
        b'-',
        d1,
        d2,
        b'T',
        h1,
        h2,
        b':',
        mi1,
        mi2,
        b':',
        s1,
        s2,
        b'Z',
    ] = text.as_bytes()
    else {
        return None;
    };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| byte.wrapping_sub(b'0').cast_signed());
    let two = |tens, ones| Some(digit(tens)? * 10 + digit(ones)?);
    let year = i16::from(two(y1, y2)?) * 100 + i16::from(two(y3, y4)?);
    let time = DateTime::new(
        year,
        two(mo1, mo2)?,
        two(d1, d2)?,
        two(h1, h2)?,
        two(mi1, mi2)?,
        two(s1, s2)?,
        0,
    )
    .ok()?;
    Offset::UTC.to_timestamp(time).ok()
}

/// RFC 3339, UTC.
impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_second(self.0) {
            Ok(time) => time.fmt(f),
            Err(_) => self.0.fmt(f),
        }
    }
}

/// When something happened last. Unknown is not never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum LastTime {
    #[default]
    Unknown,
    Never,
    At(UnixTime),
}

impl LastTime {
    /// Whether it lies more than `days` days back, or never happened; `None` where that is unknown.
    pub fn is_older_than(self, days: i64, now: UnixTime) -> Option<bool> {
        match self {
            Self::Unknown => None,
            Self::Never => Some(true),
            Self::At(time) => Some(now.0.saturating_sub(time.0) > days.saturating_mul(DAY)),
        }
    }
}
