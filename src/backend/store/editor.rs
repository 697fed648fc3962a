//! Changes to an organization file's JSON, each recorded as it is made. Imports the journal alone.

use std::mem;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::journal::{JsonEdit, RecordCollection, RecordKey, RemovedRecord, count, node};
use crate::domain::secret::WipedJson;

/// Changes a document and records what it did.
#[derive(Debug)]
pub struct Editor<'a> {
    document: &'a mut Value,
    deeds: Vec<JsonEdit>,
}

impl<'a> Editor<'a> {
    /// Starts a record.
    pub fn new(document: &'a mut Value) -> Self {
        Self {
            document,
            deeds: Vec::new(),
        }
    }

    /// What was done, in order.
    pub fn finish(self) -> Vec<JsonEdit> {
        self.deeds
    }

    /// Looks at the objects of a list.
    pub fn each(&mut self, list: RecordCollection, look: impl FnMut(&Value)) {
        list.items(self.document)
            .into_iter()
            .flatten()
            .map(|object| &*object)
            .for_each(look);
    }

    /// Takes the objects out of a list that `gone` names, and says how many there were.
    pub fn remove(&mut self, list: RecordCollection, gone: impl Fn(&Value) -> bool) -> usize {
        let Some(left) = list.items(self.document) else {
            return 0;
        };
        let mut objects = Vec::new();
        for (index, object) in mem::take(left).into_iter().enumerate() {
            match list.key(&object).filter(|_| gone(&object)) {
                Some(key) => objects.push(RemovedRecord {
                    index,
                    key,
                    object: WipedJson(object),
                }),
                None => left.push(object),
            }
        }
        let removed = objects.len();
        if removed > 0 {
            self.deeds.push(JsonEdit::Removed { list, objects });
        }
        removed
    }

    /// Sets `member` on every object of a list for which `new` has a value, given the object, and says on how many.
    pub fn set(
        &mut self,
        list: RecordCollection,
        member: &'static str,
        mut new: impl FnMut(&Map<String, Value>) -> Option<Value>,
    ) -> usize {
        let before = self.deeds.len();
        let mut one = |object: &mut Value| {
            let key = list.key(object)?;
            let members = object.as_object_mut()?;
            let after = new(members)?;
            let before = members.insert(member.into(), after.clone());
            self.deeds.push(JsonEdit::Set {
                list,
                key,
                member,
                before,
                after,
            });
            Some(())
        };
        if list == RecordCollection::Tree {
            if let Some(root) = self.document.get_mut(list.member()) {
                each(root, &mut one);
            }
        } else {
            for object in list.items(self.document).into_iter().flatten() {
                one(object);
            }
        }
        self.deeds.len() - before
    }

    /// Takes out of the list `member` of each object of a list what `gone` names.
    pub fn prune(&mut self, list: RecordCollection, member: &'static str, gone: impl Fn(&Value) -> bool) {
        self.set(list, member, |object| {
            let all = object.get(member)?.as_array()?;
            let left: Vec<Value> = all.iter().filter(|one| !gone(one)).cloned().collect();
            (left.len() < all.len()).then_some(Value::Array(left))
        });
    }

    /// Changes one object of a list in any way that keeps its identity; `None` if it is not there.
    pub fn edit(&mut self, list: RecordCollection, key: RecordKey, change: impl FnOnce(&mut Value)) -> Option<()> {
        let object = list.items(self.document)?.iter_mut();
        let object = object.into_iter().find(|o| list.key(o).as_ref() == Some(&key))?;
        let before = WipedJson(object.clone());
        change(object);
        let after = WipedJson(object.clone());
        self.deeds.push(JsonEdit::Replaced {
            list,
            key,
            before,
            after,
        });
        Some(())
    }

    /// Puts an object at the end of its list; `None` if it has no identity, or one that is taken.
    pub fn insert(&mut self, list: RecordCollection, object: Value) -> Option<()> {
        let object = WipedJson(object);
        let key = list.key(&object.0)?;
        let members = list.holder(self.document)?.as_object_mut()?;
        let made = !members.contains_key(list.member());
        let objects = members
            .entry(list.member())
            .or_insert_with(|| Value::Array(Vec::new()))
            .as_array_mut()?;
        if objects.iter().any(|o| list.key(o).as_ref() == Some(&key)) {
            return None;
        }
        objects.push(object.0.clone());
        self.deeds.push(JsonEdit::Inserted {
            list,
            key,
            object,
            made,
        });
        Some(())
    }

    /// Adds to the `environmentsCount` of an organization, where it has one.
    pub fn count(&mut self, organization: Uuid, by: i64) {
        if count(self.document, organization, by).is_some() {
            self.deeds.push(JsonEdit::Counted { organization, by });
        }
    }

    /// Changes the list `member` of one organization, where it has one.
    pub fn relist(&mut self, organization: Uuid, member: &'static str, change: impl FnOnce(&mut Vec<Value>)) {
        let list = node(self.document, organization).and_then(|n| n.get(member)?.as_array().cloned());
        if let Some(mut list) = list {
            change(&mut list);
            self.set(RecordCollection::Tree, member, |node| {
                (node.get("id").and_then(super::journal::uuid) == Some(organization))
                    .then(|| Value::Array(list.clone()))
            });
        }
    }
}

/// Calls `f` with an organization and each below it.
fn each(node: &mut Value, f: &mut impl FnMut(&mut Value) -> Option<()>) {
    f(node);
    let children = node.get_mut("subOrganizations").and_then(Value::as_array_mut);
    for child in children.into_iter().flatten() {
        each(child, f);
    }
}
