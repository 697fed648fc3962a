//! Moments as organization files write them. Imports `domain`.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use crate::domain::{LastTime, UnixTime};

/// A moment in one of the notations of the platform.
#[derive(Clone, Copy)]
pub(super) struct Moment(pub(super) UnixTime);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(MomentVisitor)
    }
}

struct MomentVisitor;

impl Visitor<'_> for MomentVisitor {
    type Value = Moment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Moment, E> {
        let time = UnixTime::parse(text).ok_or("this isn't a time: write 2026-05-18T14:40:00Z");
        time.map(Moment).map_err(E::custom)
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
