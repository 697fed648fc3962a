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

    fn is(&self, text: &str) -> bool;

    fn read(text: &str) -> Result<Self, Self::Refusal>;
}

impl ListItem for Untrusted {
    type Refusal = Infallible;

    fn is(&self, text: &str) -> bool {
        self.raw() == text
    }

    fn read(text: &str) -> Result<Self, Infallible> {
        Ok(without_secrets(text))
    }
}

impl ListItem for ApplicationOwner {
    type Refusal = NoId;

    fn is(&self, text: &str) -> bool {
        self.id.is(text)
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
        let mut known = KnownItems {
            lists: &lists,
            like: 0,
            length: 0,
        };
        let mut read = Vec::new();
        while let Some(item) = list.next_element_seed(MappedText(|text: &str| {
            if read.is_empty() && known.go_on(text) {
                return Ok(None);
            }
            T::read(text).map(Some)
        }))? {
            if let Some(item) = item {
                if read.is_empty() {
                    read.extend_from_slice(known.items());
                }
                read.push(item);
            }
        }
        if read.is_empty()
            && let Some(same) = known.list()
        {
            return Ok(Some(same));
        }
        if read.is_empty() {
            read.extend_from_slice(known.items());
        }
        let read: Arc<[T]> = read.into();
        lists.truncate(KEPT - 1);
        lists.insert(0, Arc::clone(&read));
        Ok(Some(read))
    }
}

/// The items read so far of a list, as long as one that is kept begins with them. No copy is made of them.
struct KnownItems<'a, T> {
    lists: &'a [Arc<[T]>],
    /// The list that begins with them.
    like: usize,
    length: usize,
}

impl<T: ListItem> KnownItems<'_, T> {
    /// Them, and what follows them in the list that begins with them.
    fn split(&self) -> (&[T], &[T]) {
        let like = self
            .lists
            .get(self.like)
            .and_then(|list| list.split_at_checked(self.length));
        like.unwrap_or_default()
    }

    fn items(&self) -> &[T] {
        self.split().0
    }

    /// Turns to a list that begins with them and goes on like this, most likely the one at hand. Says whether there is one.
    fn turn_to(&mut self, goes_on: impl Fn(&[T]) -> bool) -> bool {
        if !self.lists.is_empty() && goes_on(self.split().1) {
            return true;
        }
        let begun = self.items();
        let found = |list: &Arc<[T]>| list.strip_prefix(begun).is_some_and(&goes_on);
        let at = self.lists.iter().position(found);
        self.like = at.unwrap_or(self.like);
        at.is_some()
    }

    /// Takes one more, if a list goes on with it.
    fn go_on(&mut self, text: &str) -> bool {
        let found = self.turn_to(|rest| rest.first().is_some_and(|item| item.is(text)));
        self.length += usize::from(found);
        found
    }

    /// The list that has these items and no others.
    fn list(&mut self) -> Option<Arc<[T]>> {
        let found = self.turn_to(<[T]>::is_empty);
        self.lists.get(self.like).filter(|_| found).map(Arc::clone)
    }
}

/// Makes something of a text, without a copy of it.
struct MappedText<F>(F);

impl<'de, T, R: Display, F: FnOnce(&str) -> Result<T, R>> DeserializeSeed<'de> for MappedText<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        from.deserialize_str(self)
    }
}

impl<T, R: Display, F: FnOnce(&str) -> Result<T, R>> Visitor<'_> for MappedText<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}
