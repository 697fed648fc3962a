//! Lists that thousands of client applications have in common: each is kept once.

use std::fmt;
use std::sync::{Arc, Mutex};

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, SeqAccess, Visitor};

use crate::backend::guard;
use crate::domain::Untrusted;

/// Lists that are compared with each new one.
const KEPT: usize = 16;

/// The lists read last, the latest first.
type Latest = Mutex<Vec<Arc<[Untrusted]>>>;

static GRANT_TYPES: Latest = Mutex::new(Vec::new());
static REDIRECT_URIS: Latest = Mutex::new(Vec::new());

type Read<'de, D> = Result<Option<Arc<[Untrusted]>>, <D as Deserializer<'de>>::Error>;

pub(super) fn grant_types<'de, D: Deserializer<'de>>(from: D) -> Read<'de, D> {
    from.deserialize_option(SharedList(&GRANT_TYPES))
}

pub(super) fn redirect_uris<'de, D: Deserializer<'de>>(from: D) -> Read<'de, D> {
    from.deserialize_option(SharedList(&REDIRECT_URIS))
}

struct SharedList(&'static Latest);

impl<'de> Visitor<'de> for SharedList {
    type Value = Option<Arc<[Untrusted]>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut lists = guard(self.0);
        let latest = lists.first().map(Arc::clone).unwrap_or_default();
        let begun = |same| latest.iter().take(same).cloned().collect::<Vec<_>>();
        let (mut same, mut other) = (0, None);
        while let Some(read) = list.next_element_seed(Compared(latest.get(same).filter(|_| other.is_none())))? {
            match read {
                None => same += 1,
                Some(text) => other.get_or_insert_with(|| begun(same)).push(text),
            }
        }
        if other.is_none() && same == latest.len() {
            return Ok(Some(latest));
        }
        let read: Arc<[Untrusted]> = other.unwrap_or_else(|| begun(same)).into();
        let at = lists.iter().position(|known| *known == read);
        let kept = at.map_or(read, |at| lists.remove(at));
        lists.truncate(KEPT - 1);
        lists.insert(0, Arc::clone(&kept));
        Ok(Some(kept))
    }
}

/// Reads a text: `None` where it is the expected one, of which no copy is made.
struct Compared<'a>(Option<&'a Untrusted>);

impl<'de> DeserializeSeed<'de> for Compared<'_> {
    type Value = Option<Untrusted>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Compared<'_> {
    type Value = Option<Untrusted>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self
            .0
            .is_none_or(|expected| expected.raw() != text)
            .then(|| text.into()))
    }
}
