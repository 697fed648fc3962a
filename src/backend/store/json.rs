//! The JSON of a file, taken apart as far as a change reaches. Thousands of records stay the text they are.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::document::RecordOrder;
use super::journal::{JsonEdit, RecordCollection, RecordKey};
use crate::domain::secret::WipedJson;
use crate::domain::{ApiId, ApplicationId};

/// The lists that may be long.
const LONG: [RecordCollection; 2] = [RecordCollection::Apis, RecordCollection::Applications];

/// How a record of a list begins that we wrote.
const LAYOUT: &str = "{\n      \"";

/// The whole file, with everything that amtui does not know.
pub(super) struct FileJson<'a> {
    /// In the long lists a number stands for a record that stays as it is: its place in `kept`.
    pub(super) value: WipedJson,
    kept: Vec<&'a RawValue>,
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

    fn written<'b>(&'b self, record: &'b Value) -> Written<'b> {
        let kept = record.as_u64().and_then(|at| self.kept.get(usize::try_from(at).ok()?));
        kept.map_or(Written::Value(record), |text| Written::Kept(text))
    }
}

fn long(member: &str) -> Option<RecordCollection> {
    LONG.into_iter().find(|list| list.member() == member)
}

#[derive(Serialize)]
#[serde(untagged)]
enum Written<'a> {
    Kept(&'a RawValue),
    Value(&'a Value),
    List(Vec<Self>),
}

impl Serialize for FileJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let members = self.value.0.as_object().into_iter().flatten();
        to.collect_map(members.map(|(name, value)| match value {
            Value::Array(records) if long(name).is_some() => (
                name,
                Written::List(records.iter().map(|one| self.written(one)).collect()),
            ),
            other => (name, Written::Value(other)),
        }))
    }
}

/// Reads the members of the file, in their order, and the records that stay as they are.
struct Members<'b> {
    reach: &'b Reach,
    order: &'b RecordOrder,
}

impl<'a> Visitor<'a> for Members<'_> {
    type Value = (Map<String, Value>, Vec<&'a RawValue>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut members, mut kept) = (Map::new(), Vec::new());
        while let Some(name) = map.next_key::<String>()? {
            let value = match long(&name) {
                Some(list) => {
                    let reached = self.reach.places(list, self.order);
                    let (records, kept_here) = map.next_value_seed(Records {
                        reached,
                        kept: kept.len(),
                    })?;
                    kept.extend(kept_here);
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
    /// How many stay of the lists before.
    kept: usize,
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
            // Text of others is taken apart as well, once: it gets our layout.
            let stays = record.get().starts_with(LAYOUT) && self.reached.get(records.len()) == Some(&false);
            records.push(if stays {
                kept.push(record);
                (self.kept + kept.len() - 1).into()
            } else {
                serde_json::from_str(record.get()).map_err(A::Error::custom)?
            });
        }
        Ok((records, kept))
    }
}
