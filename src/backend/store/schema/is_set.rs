//! A secret of the file, read as no more than whether it is set.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

/// Whether a text is there and not empty. The text itself is not kept.
#[derive(Default)]
pub(in super::super) struct IsSet(pub(in super::super) bool);

impl<'de> Deserialize<'de> for IsSet {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = IsSet;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E>(self, text: &str) -> Result<IsSet, E> {
                Ok(IsSet(!text.is_empty()))
            }

            fn visit_unit<E>(self) -> Result<IsSet, E> {
                Ok(IsSet(false))
            }
        }
        from.deserialize_any(Text)
    }
}
