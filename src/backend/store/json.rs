//! The JSON of a file, taken apart as far as a change reaches. Thousands of records stay the text they are.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io::{self, Write};

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, SerializeSeq as _};
use serde::{Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::document::RecordOrder;
use super::journal::{JsonEdit, RecordCollection, RecordKey};
use crate::domain::secret::{WipedBytes, WipedJson};
use crate::domain::{ApiId, ApplicationId};

/// The lists that may be long.
const LONG: [RecordCollection; 2] = [RecordCollection::Apis, RecordCollection::Applications];

/// Bytes that a change may add before the buffer of the new file moves.
const ROOM: usize = 1 << 16;

/// The whole file, with everything that amtui does not know.
pub(super) struct FileJson<'a> {
    /// In the long lists a null stands for a record that stays as it is: the next one of `kept`.
    pub(super) value: WipedJson,
    /// By list. What is taken out of a list or put into it leaves them in their order.
    kept: HashMap<&'static str, Vec<&'a RawValue>>,
}

/// Which API instances and client applications a change may touch, by their ids.
#[derive(Default)]
pub(super) struct Reach {
    pub(super) apis: HashSet<ApiId>,
    pub(super) applications: HashSet<ApplicationId>,
}

impl Reach {
    /// As far as taking `deeds` back reaches.
    pub(super) fn of(deeds: &[JsonEdit]) -> Self {
        let mut reach = Self::default();
        let mut add = |list: RecordCollection, key: &RecordKey| {
            if let RecordKey::Number(id) = key {
                match list {
                    RecordCollection::Apis => drop(reach.apis.insert(ApiId(*id))),
                    _ => drop(reach.applications.insert(ApplicationId(*id))),
                }
            }
        };
        for deed in deeds {
            match deed {
                JsonEdit::Removed { list, objects } => objects.iter().for_each(|one| add(*list, &one.key)),
                JsonEdit::Set { list, key, .. }
                | JsonEdit::Replaced { list, key, .. }
                | JsonEdit::Inserted { list, key, .. } => add(*list, key),
                JsonEdit::Counted { .. } => {}
            }
        }
        reach
    }

    /// The places of what it reaches in one of the long lists; `order` tells which record stands where.
    fn places(&self, list: RecordCollection, order: &RecordOrder) -> Vec<bool> {
        if list == RecordCollection::Apis {
            order.apis.iter().map(|id| self.apis.contains(id)).collect()
        } else {
            let all = order.applications.iter();
            all.map(|id| self.applications.contains(id)).collect()
        }
    }
}

impl<'a> FileJson<'a> {
    /// Reads the bytes of a file that is an organization file with records in this `order`.
    pub(super) fn parse(bytes: &'a [u8], reach: &Reach, order: &RecordOrder) -> serde_json::Result<Self> {
        let text = str::from_utf8(bytes).map_err(serde_json::Error::custom)?;
        let mut from = serde_json::Deserializer::from_str(text);
        let (members, kept) = from.deserialize_map(Members { reach, order })?;
        from.end()?;
        Ok(Self {
            value: WipedJson(Value::Object(members)),
            kept,
        })
    }

    /// The bytes of the new file. The old one had `length` bytes.
    pub(super) fn written(&self, length: usize) -> serde_json::Result<WipedBytes> {
        let mut written = WipedWriter(Vec::with_capacity(length.saturating_add(ROOM)).into());
        serde_json::to_writer_pretty(&mut written, self)?;
        written.write_all(b"\n").map_err(serde_json::Error::io)?;
        Ok(written.0)
    }
}

/// Keeps what is written. A buffer that moves while it grows would leave a copy of secrets behind: this one is wiped.
struct WipedWriter(WipedBytes);

impl Write for WipedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.0.len() + bytes.len();
        if length > self.0.capacity() {
            let mut larger = WipedBytes::from(Vec::with_capacity(length * 2));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn long(member: &str) -> Option<RecordCollection> {
    LONG.into_iter().find(|list| list.member() == member)
}

#[derive(Serialize)]
#[serde(untagged)]
enum Written<'a> {
    Value(&'a Value),
    List(WrittenList<'a>),
}

struct WrittenList<'a> {
    records: &'a [Value],
    kept: &'a [&'a RawValue],
}

impl Serialize for FileJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let members = self.value.0.as_object().into_iter().flatten();
        to.collect_map(members.map(|(name, value)| {
            let written = match (value, self.kept.get(name.as_str())) {
                (Value::Array(records), Some(kept)) => Written::List(WrittenList { records, kept }),
                _ => Written::Value(value),
            };
            (name, written)
        }))
    }
}

impl Serialize for WrittenList<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut kept = self.kept.iter();
        let mut list = to.serialize_seq(Some(self.records.len()))?;
        for record in self.records {
            match record {
                Value::Null => list.serialize_element(kept.next().ok_or_else(mixed_up)?)?,
                known => list.serialize_element(known)?,
            }
        }
        // Each of them is written, or nothing is.
        match kept.next() {
            None => list.end(),
            Some(_) => Err(mixed_up()),
        }
    }
}

fn mixed_up<E: ser::Error>() -> E {
    E::custom("records went missing")
}

/// Reads the members of the file, in their order, and the records that stay as they are.
struct Members<'b> {
    reach: &'b Reach,
    order: &'b RecordOrder,
}

impl<'a> Visitor<'a> for Members<'_> {
    type Value = (Map<String, Value>, HashMap<&'static str, Vec<&'a RawValue>>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut members, mut kept) = (Map::new(), HashMap::new());
        while let Some(name) = map.next_key::<String>()? {
            let value = match long(&name) {
                Some(list) => {
                    let reached = self.reach.places(list, self.order);
                    let (records, stay) = map.next_value_seed(Records { reached })?;
                    kept.insert(list.member(), stay);
                    Value::Array(records)
                }
                None => map.next_value()?,
            };
            members.insert(name, value);
        }
        Ok((members, kept))
    }
}

/// Reads a long list. Records that nothing reaches stay their text.
struct Records {
    /// By place.
    reached: Vec<bool>,
}

impl<'a> DeserializeSeed<'a> for Records {
    type Value = (Vec<Value>, Vec<&'a RawValue>);

    fn deserialize<D: Deserializer<'a>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'a> Visitor<'a> for Records {
    type Value = (Vec<Value>, Vec<&'a RawValue>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut records = Vec::with_capacity(self.reached.len());
        let mut kept = Vec::with_capacity(self.reached.len());
        while let Some(record) = list.next_element::<&'a RawValue>()? {
            records.push(if self.reached.get(records.len()) == Some(&false) {
                kept.push(record);
                Value::Null
            } else {
                serde_json::from_str(record.get()).map_err(A::Error::custom)?
            });
        }
        Ok((records, kept))
    }
}
