//! Lists that thousands of client applications have in common: each is kept once.

use std::convert::Infallible;
use std::fmt::{self, Display};
use std::sync::{Arc, Mutex};

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, SeqAccess, Visitor};

use crate::backend::guard;
use crate::domain::id::NoId;
use crate::domain::secret::without_secrets;
use crate::domain::{ApplicationOwner, Untrusted};

/// Lists that are compared with each new one.
const KEPT: usize = 16;

/// The lists read last, the latest first.
type Latest<T> = Mutex<Vec<Arc<[T]>>>;

static GRANT_TYPES: Latest<Untrusted> = Mutex::new(Vec::new());
static REDIRECT_URIS: Latest<Untrusted> = Mutex::new(Vec::new());
static OWNERS: Latest<ApplicationOwner> = Mutex::new(Vec::new());

type Read<'de, T, D> = Result<Option<Arc<[T]>>, <D as Deserializer<'de>>::Error>;

pub(super) fn grant_types<'de, D: Deserializer<'de>>(from: D) -> Read<'de, Untrusted, D> {
    from.deserialize_option(SharedList(&GRANT_TYPES))
}

pub(super) fn redirect_uris<'de, D: Deserializer<'de>>(from: D) -> Read<'de, Untrusted, D> {
    from.deserialize_option(SharedList(&REDIRECT_URIS))
}

pub(super) fn owners<'de, D: Deserializer<'de>>(from: D) -> Read<'de, ApplicationOwner, D> {
    from.deserialize_option(SharedList(&OWNERS))
}

/// What a text of a list stands for.
trait ListItem: Clone + PartialEq {
    type Refusal: Display;

    fn text(&self) -> &str;

    fn read(text: &str) -> Result<Self, Self::Refusal>;
}

impl ListItem for Untrusted {
    type Refusal = Infallible;

    fn text(&self) -> &str {
        self.raw()
    }

    fn read(text: &str) -> Result<Self, Infallible> {
        Ok(without_secrets(text))
    }
}

impl ListItem for ApplicationOwner {
    type Refusal = NoId;

    fn text(&self) -> &str {
        self.id.as_str()
    }

    fn read(text: &str) -> Result<Self, NoId> {
        let id = text.parse()?;
        Ok(Self { id, name: None })
    }
}

struct SharedList<'a, T>(&'a Latest<T>);

impl<'de, T: ListItem> Visitor<'de> for SharedList<'_, T> {
    type Value = Option<Arc<[T]>>;

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
        let read: Arc<[T]> = other.unwrap_or_else(|| begun(same)).into();
        let at = lists.iter().position(|known| *known == read);
        let kept = at.map_or(read, |at| lists.remove(at));
        lists.truncate(KEPT - 1);
        lists.insert(0, Arc::clone(&kept));
        Ok(Some(kept))
    }
}

/// Reads a text: `None` where it is the expected one, of which no copy is made.
struct Compared<'a, T>(Option<&'a T>);

impl<'de, T: ListItem> DeserializeSeed<'de> for Compared<'_, T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl<T: ListItem> Visitor<'_> for Compared<'_, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if self.0.is_some_and(|expected| expected.text() == text) {
            return Ok(None);
        }
        T::read(text).map(Some).map_err(E::custom)
    }
}
