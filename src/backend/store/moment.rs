//! Moments as organization files write them. Imports `domain`.

use serde::{Deserialize, Deserializer};

use crate::domain::{LastTime, UnixTime, Untrusted};

/// A moment in one of the notations of the platform.
#[derive(Clone, Copy)]
pub(super) struct Moment(pub(super) UnixTime);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Untrusted::deserialize(from)?;
        let time = UnixTime::parse(text.raw()).ok_or("this is no time: write 2026-05-18T14:40:00Z");
        time.map(Self).map_err(serde::de::Error::custom)
    }
}

/// The last time of something: `null` is never, and what isn't there is unknown.
#[derive(Clone, Copy, Default)]
pub(super) struct LastMoment(pub(super) LastTime);

impl<'de> Deserialize<'de> for LastMoment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let time = Option::<Moment>::deserialize(from)?;
        Ok(Self(time.map_or(LastTime::Never, |Moment(time)| LastTime::At(time))))
    }
}
