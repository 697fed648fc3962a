//! Changes to an organization file's JSON, recorded so that they can be taken back. Imports `domain` ids only.

use std::collections::HashMap;
use std::fmt;

use serde_json::{Map, Value};
use uuid::Uuid;
use zeroize::Zeroize;

/// JSON that may hold secrets: its text is overwritten when it is dropped.
pub struct Wiped(pub Value);

impl Drop for Wiped {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

impl fmt::Debug for Wiped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wiped")
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        _ => {}
    }
}

/// A list of the file whose objects have an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// `clientProviders`
    Providers,
    /// `environments`
    Environments,
    /// `apis`
    Apis,
    /// `applications`
    Applications,
    /// `users`
    Users,
}

impl List {
    fn member(self) -> &'static str {
        match self {
            Self::Providers => "clientProviders",
            Self::Environments => "environments",
            Self::Apis => "apis",
            Self::Applications => "applications",
            Self::Users => "users",
        }
    }

    /// The identity of one of its objects.
    fn key(self, object: &Value) -> Option<Key> {
        match self {
            Self::Providers => uuid(object.get("providerId")?).map(Key::Uuid),
            Self::Environments => uuid(object.get("id")?).map(Key::Uuid),
            Self::Apis | Self::Applications => object.get("id")?.as_u64().map(Key::Number),
            Self::Users => object.get("username")?.as_str().map(|name| Key::Text(name.into())),
        }
    }
}

/// Ids are compared by what they mean: a file may spell them in upper case.
#[must_use]
pub fn uuid(value: &Value) -> Option<Uuid> {
    Uuid::parse_str(value.as_str()?).ok()
}

/// What identifies an object within its list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The id of a provider or an environment.
    Uuid(Uuid),
    /// The id of an API instance or an application.
    Number(u64),
    /// A user name.
    Text(Box<str>),
}

/// One thing that was done.
#[derive(Debug)]
pub enum Change {
    /// An object was taken out of its list.
    Removed {
        /// The list.
        list: List,
        /// Which object.
        key: Key,
        /// Where it stood.
        index: usize,
        /// The whole object, secrets included.
        object: Wiped,
    },
    /// A member of an object got another value.
    Set {
        /// The list.
        list: List,
        /// Which object.
        key: Key,
        /// Which member.
        member: &'static str,
        /// Its value before; `None`: it was not there.
        before: Option<Value>,
        /// Its value since.
        after: Value,
    },
    /// An object was put into its list.
    Inserted {
        /// The list.
        list: List,
        /// Which object.
        key: Key,
        /// The whole object as it was put in.
        object: Wiped,
    },
}

/// Changes a document and records what it did.
#[derive(Debug)]
pub struct Editor<'a> {
    document: &'a mut Value,
    changes: Vec<Change>,
}

impl<'a> Editor<'a> {
    /// Starts a record.
    pub fn new(document: &'a mut Value) -> Self {
        Self {
            document,
            changes: Vec::new(),
        }
    }

    /// What was done, in order.
    #[must_use]
    pub fn finish(self) -> Vec<Change> {
        self.changes
    }

    /// Takes an object out of its list; `None` if it is not there.
    pub fn remove(&mut self, list: List, key: &Key) -> Option<()> {
        let objects = items(self.document, list)?;
        let index = objects.iter().position(|o| list.key(o).as_ref() == Some(key))?;
        let object = Wiped(objects.remove(index));
        self.changes.push(Change::Removed {
            list,
            key: key.clone(),
            index,
            object,
        });
        Some(())
    }

    /// Sets `member` on every object of a list for which `new` has a value, given the object.
    pub fn set(&mut self, list: List, member: &'static str, mut new: impl FnMut(&Map<String, Value>) -> Option<Value>) {
        let Some(objects) = items(self.document, list) else {
            return;
        };
        for object in objects {
            let Some(key) = list.key(object) else { continue };
            let Some(members) = object.as_object_mut() else {
                continue;
            };
            let Some(after) = new(members) else { continue };
            let before = members.insert(member.into(), after.clone());
            self.changes.push(Change::Set {
                list,
                key,
                member,
                before,
                after,
            });
        }
    }

    /// Puts an object at the end of its list; `None` if it has no identity, or one that is taken.
    pub fn insert(&mut self, list: List, object: Value) -> Option<()> {
        let key = list.key(&object)?;
        let members = self.document.as_object_mut()?;
        let objects = members
            .entry(list.member())
            .or_insert_with(|| Value::Array(Vec::new()))
            .as_array_mut()?;
        if objects.iter().any(|o| list.key(o).as_ref() == Some(&key)) {
            return None;
        }
        objects.push(object.clone());
        self.changes.push(Change::Inserted {
            list,
            key,
            object: Wiped(object),
        });
        Some(())
    }
}

fn items(document: &mut Value, list: List) -> Option<&mut Vec<Value>> {
    document.get_mut(list.member())?.as_array_mut()
}

/// Takes `changes` back, the last one first. `None`: the document is not what they left, and `document` is in between;
/// it must not be written.
pub fn revert(document: &mut Value, changes: &[Change]) -> Option<()> {
    let mut places = Places::default();
    for change in changes.iter().rev() {
        match change {
            Change::Removed {
                list,
                key,
                index,
                object,
            } => {
                if places.find(document, *list, key).is_some() {
                    return None;
                }
                let objects = items(document, *list)?;
                objects.insert((*index).min(objects.len()), object.0.clone());
                places.0.remove(list);
            }
            Change::Set {
                list,
                key,
                member,
                before,
                after,
            } => {
                let index = places.find(document, *list, key)?;
                let members = items(document, *list)?.get_mut(index)?.as_object_mut()?;
                if members.get(*member) != Some(after) {
                    return None;
                }
                match before {
                    Some(before) => members.insert((*member).into(), before.clone()),
                    None => members.shift_remove(*member),
                };
            }
            Change::Inserted { list, key, object } => {
                let index = places.find(document, *list, key)?;
                let objects = items(document, *list)?;
                if objects.get(index) != Some(&object.0) {
                    return None;
                }
                drop(Wiped(objects.remove(index)));
                places.0.remove(list);
            }
        }
    }
    Some(())
}

/// Where the objects of each list stand: thousands of changes must not search a long list each.
#[derive(Default)]
struct Places(HashMap<List, HashMap<Key, usize>>);

impl Places {
    fn find(&mut self, document: &Value, list: List, key: &Key) -> Option<usize> {
        let places = self.0.entry(list).or_insert_with(|| {
            let objects = document.get(list.member()).and_then(Value::as_array);
            let keys = objects.into_iter().flatten().enumerate();
            keys.filter_map(|(i, object)| Some((list.key(object)?, i))).collect()
        });
        places.get(key).copied()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_primitive_is_taken_back_exactly() {
        let mut document = json!({
            "apis": [{"id": 1, "x": 1.50}, {"providerId": "p", "id": 2}],
            "users": [{"username": "a"}]
        });
        let before = document.to_string();
        let mut editor = Editor::new(&mut document);
        editor.remove(List::Apis, &Key::Number(1)).expect("it is there");
        editor.set(List::Apis, "providerId", |_| Some(Value::Null));
        editor.set(List::Users, "activeOrganizationId", |_| Some("o".into()));
        editor.insert(List::Apis, json!({"id": 3})).expect("the id is free");
        assert!(editor.insert(List::Apis, json!({"id": 3})).is_none());
        let changes = editor.finish();
        assert_ne!(document.to_string(), before);
        revert(&mut document, &changes).expect("nobody else changed it");
        assert_eq!(document.to_string(), before);
    }

    #[test]
    fn what_others_changed_since_is_not_overwritten() {
        let start = json!({"apis": [{"id": 1, "providerId": "p"}, {"id": 2}]});
        let mut document = start.clone();
        let mut editor = Editor::new(&mut document);
        editor.set(List::Apis, "providerId", |o| o.get("providerId").map(|_| Value::Null));
        editor.remove(List::Apis, &Key::Number(2)).expect("it is there");
        editor.insert(List::Apis, json!({"id": 3})).expect("the id is free");
        let changes = editor.finish();
        for other in [
            json!({"apis": [{"id": 1, "providerId": "q"}, {"id": 3}]}),
            json!({"apis": [{"id": 1, "providerId": null}, {"id": 2}, {"id": 3}]}),
            json!({"apis": [{"id": 1, "providerId": null}]}),
            json!({"apis": [{"id": 1, "providerId": null}, {"id": 3, "label": "new"}]}),
            json!({"apis": [{"id": 3}]}),
            json!({}),
        ] {
            assert!(revert(&mut other.clone(), &changes).is_none(), "{other}");
        }
        assert!(revert(&mut document, &changes).is_some());
        assert_eq!(document, start);
    }
}
