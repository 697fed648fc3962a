//! The JSON of a file, taken apart as far as a change reaches. Thousands of records stay the text they are.

use std::collections::HashSet;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::journal::{JsonEdit, RecordCollection, RecordKey};
use crate::domain::secret::WipedJson;

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

/// Which API instances and client applications a change may touch.
pub(super) enum Reach {
    Nothing,
    /// Those that name this client provider.
    Provider(Uuid),
    /// Those of these environments.
    Environments(HashSet<Uuid>),
    /// Those with these ids.
    Records(HashSet<u64>),
}

/// The ids in a record of a long list.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RecordIds {
    id: u64,
    environment_id: Option<Uuid>,
    provider_id: Option<Uuid>,
}

impl Reach {
    /// As far as taking `deeds` back reaches.
    pub(super) fn of(deeds: &[JsonEdit]) -> Self {
        let mut ids = HashSet::new();
        let mut add = |key: &RecordKey| {
            if let RecordKey::Number(id) = key {
                ids.insert(*id);
            }
        };
        for deed in deeds {
            match deed {
                JsonEdit::Removed { objects, .. } => objects.iter().for_each(|one| add(&one.key)),
                JsonEdit::Set { key, .. } | JsonEdit::Replaced { key, .. } | JsonEdit::Inserted { key, .. } => add(key),
                JsonEdit::Counted { .. } => {}
            }
        }
        Self::Records(ids)
    }

    fn has(&self, record: &RecordIds) -> bool {
        match self {
            Self::Nothing => false,
            Self::Provider(id) => record.provider_id == Some(*id),
            Self::Environments(ids) => record.environment_id.is_some_and(|id| ids.contains(&id)),
            Self::Records(ids) => ids.contains(&record.id),
        }
    }
}

impl<'a> FileJson<'a> {
    /// Reads the bytes of a file that is an organization file.
    pub(super) fn parse(bytes: &'a [u8], reach: &Reach) -> serde_json::Result<Self> {
        let members: RawMembers<'a> = serde_json::from_slice(bytes)?;
        let mut json = Self {
            value: WipedJson(Value::Null),
            kept: Vec::new(),
        };
        let mut object = Map::new();
        for (name, text) in members.0 {
            let value = if is_long(&name) {
                let records: Vec<&'a RawValue> = serde_json::from_str(text.get())?;
                let records = records.into_iter().map(|record| json.record(record, reach));
                Value::Array(records.collect::<serde_json::Result<_>>()?)
            } else {
                serde_json::from_str(text.get())?
            };
            object.insert(name, value);
        }
        json.value.0 = Value::Object(object);
        Ok(json)
    }

    fn record(&mut self, text: &'a RawValue, reach: &Reach) -> serde_json::Result<Value> {
        // Text of others is taken apart as well, once: it gets our layout.
        if !text.get().starts_with(LAYOUT) || reach.has(&serde_json::from_str(text.get())?) {
            return serde_json::from_str(text.get());
        }
        self.kept.push(text);
        Ok((self.kept.len() - 1).into())
    }

    fn written<'b>(&'b self, record: &'b Value) -> Written<'b> {
        let kept = record.as_u64().and_then(|at| self.kept.get(usize::try_from(at).ok()?));
        kept.map_or(Written::Value(record), |text| Written::Kept(text))
    }
}

fn is_long(member: &str) -> bool {
    LONG.iter().any(|list| list.member() == member)
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
            Value::Array(records) if is_long(name) => (
                name,
                Written::List(records.iter().map(|one| self.written(one)).collect()),
            ),
            other => (name, Written::Value(other)),
        }))
    }
}

/// The members of the file, each as its text, in their order.
struct RawMembers<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for RawMembers<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(members)
            }
        }
        from.deserialize_map(Members).map(RawMembers)
    }
}
