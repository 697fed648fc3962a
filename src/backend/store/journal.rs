//! What was done to an organization file's JSON, so that it can be taken back. Imports `domain` for what
//! holds secrets.

use std::collections::HashMap;
use std::mem;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::secret::WipedJson;

/// A list of the file whose objects have an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordCollection {
    Providers,
    Environments,
    Apis,
    Applications,
    Users,
    Teams,
    RoleGroups,
    ConnectedApps,
    /// What users, teams and roles may do. A grant has no id: what it says is its identity.
    Grants,
    /// `subOrganizations` of the organization with this id.
    Groups(Uuid),
    /// `organization` and all below it. It is no list, but its objects can be changed like those of one.
    Tree,
}

impl RecordCollection {
    pub(super) fn member(self) -> &'static str {
        match self {
            Self::Providers => "clientProviders",
            Self::Environments => "environments",
            Self::Apis => "apis",
            Self::Applications => "applications",
            Self::Users => "users",
            Self::Teams => "teams",
            Self::RoleGroups => "roleGroups",
            Self::ConnectedApps => "connectedApps",
            Self::Grants => "grants",
            Self::Groups(_) => "subOrganizations",
            Self::Tree => "organization",
        }
    }

    /// The identity of one of its objects.
    pub(super) fn key(self, object: &Value) -> Option<RecordKey> {
        let text = |member| Some(RecordKey::Text(object.get(member)?.as_str()?.into()));
        match self {
            Self::Providers => uuid(object.get("providerId")?).map(RecordKey::Uuid),
            Self::Environments | Self::Groups(_) | Self::Tree | Self::Teams | Self::RoleGroups => {
                uuid(object.get("id")?).map(RecordKey::Uuid)
            }
            Self::Grants => {
                let members = GRANT.iter().map(|member| object.get(member).and_then(Value::as_str));
                let texts: Vec<String> = members.map(|m| m.unwrap_or_default().to_ascii_lowercase()).collect();
                Some(RecordKey::Text(texts.join(" ").into()))
            }
            Self::Apis | Self::Applications => object.get("id")?.as_u64().map(RecordKey::Number),
            Self::Users => text("id"),
            Self::ConnectedApps => text("clientId"),
        }
    }

    /// The object whose member it is.
    pub(super) fn holder(self, document: &mut Value) -> Option<&mut Value> {
        match self {
            Self::Groups(parent) => node(document, parent),
            _ => Some(document),
        }
    }

    /// Its objects; those of the tree are in no list.
    pub(super) fn items(self, document: &mut Value) -> Option<&mut Vec<Value>> {
        self.holder(document)?.get_mut(self.member())?.as_array_mut()
    }
}

/// The members that tell one grant from another.
const GRANT: [&str; 6] = [
    "userId",
    "teamId",
    "roleGroupId",
    "permissionId",
    "organizationId",
    "environmentId",
];

/// Ids are compared by what they mean: a file may spell them in upper case.
pub fn uuid(value: &Value) -> Option<Uuid> {
    Uuid::parse_str(value.as_str()?).ok()
}

pub(super) fn node(document: &mut Value, id: Uuid) -> Option<&mut Value> {
    fn below(node: &mut Value, id: Uuid) -> Option<&mut Value> {
        if node.get("id").and_then(uuid) == Some(id) {
            return Some(node);
        }
        let children = node.get_mut("subOrganizations")?.as_array_mut()?;
        children.iter_mut().find_map(|child| below(child, id))
    }
    below(document.get_mut("organization")?, id)
}

/// What identifies an object within its list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RecordKey {
    /// The id of a provider, an environment or an organization.
    Uuid(Uuid),
    /// The id of an API instance or an application.
    Number(u64),
    /// The id of a user or a connected app, or what a grant says.
    Text(Box<str>),
}

/// One thing that was done.
#[derive(Debug, PartialEq)]
pub enum JsonEdit {
    /// Objects were taken out of their list.
    Removed {
        list: RecordCollection,
        /// The objects, in the order in which they stood there.
        objects: Vec<RemovedRecord>,
    },
    /// A member of an object got another value.
    Set {
        list: RecordCollection,
        key: RecordKey,
        member: &'static str,
        /// Its value before; `None`: it was not there.
        before: Option<Value>,
        after: Value,
    },
    /// An object was changed in several places.
    Replaced {
        list: RecordCollection,
        key: RecordKey,
        /// The whole object before, secrets included.
        before: WipedJson,
        /// The whole object since.
        after: WipedJson,
    },
    /// An object was put into its list.
    Inserted {
        list: RecordCollection,
        key: RecordKey,
        /// The whole object as it was put in.
        object: WipedJson,
        /// Whether the list was made for it.
        made: bool,
    },
    /// An organization's `environmentsCount` grew or shrank. Others may count theirs in between: no value is kept.
    Counted { organization: Uuid, by: i64 },
}

/// An object that was taken out of a list.
#[derive(Debug)]
pub struct RemovedRecord {
    pub index: usize,
    pub key: RecordKey,
    /// The whole object, secrets included.
    pub object: WipedJson,
}

/// Where it stood among others doesn't count.
impl PartialEq for RemovedRecord {
    fn eq(&self, other: &Self) -> bool {
        (&self.key, &self.object) == (&other.key, &other.object)
    }
}

/// Takes `deeds` back, the last one first. `None`: the document is not what they left, and `document` is in between; it
/// must not be written.
pub fn revert(document: &mut Value, deeds: &[JsonEdit]) -> Option<()> {
    let mut places = Places::default();
    deeds.iter().rev().try_for_each(|deed| places.revert(document, deed))
}

/// Adds to an organization's `environmentsCount` where there is one; `None` where there is none.
pub(super) fn count(document: &mut Value, organization: Uuid, by: i64) -> Option<()> {
    let count = node(document, organization)?.get_mut("environmentsCount")?;
    *count = json!(count.as_i64()?.checked_add(by)?);
    Some(())
}

/// Where the objects of each list stand: thousands of deeds must not search a long list each.
#[derive(Default)]
struct Places(HashMap<RecordCollection, HashMap<RecordKey, usize>>);

impl Places {
    fn revert(&mut self, document: &mut Value, deed: &JsonEdit) -> Option<()> {
        match deed {
            JsonEdit::Removed { list, objects } => self.put_back(document, *list, objects),
            JsonEdit::Set {
                list,
                key,
                member,
                before,
                after,
            } => {
                let members = self.object(document, *list, key)?.as_object_mut()?;
                if members.get(*member) != Some(after) {
                    return None;
                }
                match before {
                    Some(before) => members.insert((*member).into(), before.clone()),
                    None => members.shift_remove(*member),
                };
                Some(())
            }
            JsonEdit::Replaced {
                list,
                key,
                before,
                after,
            } => {
                let object = self.object(document, *list, key)?;
                if *object != after.0 {
                    return None;
                }
                drop(WipedJson(mem::replace(object, before.0.clone())));
                Some(())
            }
            JsonEdit::Inserted {
                list,
                key,
                object,
                made,
            } => self.take_out(document, *list, key, (&object.0, *made)),
            JsonEdit::Counted { organization, by } => {
                // A count that somebody took out is none that could be wrong.
                let _ = count(document, *organization, by.checked_neg()?);
                Some(())
            }
        }
    }

    fn put_back(&mut self, document: &mut Value, list: RecordCollection, taken: &[RemovedRecord]) -> Option<()> {
        if taken.iter().any(|one| self.index(document, list, &one.key).is_some()) {
            return None;
        }
        let objects = list.items(document)?;
        // Each moves once: thousands may come back into a list of many more.
        let mut left = mem::take(objects).into_iter();
        for one in taken {
            objects.extend(left.by_ref().take(one.index.saturating_sub(objects.len())));
            objects.push(one.object.0.clone());
        }
        objects.extend(left);
        self.0.remove(&list);
        Some(())
    }

    fn take_out(
        &mut self,
        document: &mut Value,
        list: RecordCollection,
        key: &RecordKey,
        was: (&Value, bool),
    ) -> Option<()> {
        let index = self.index(document, list, key)?;
        let objects = list.items(document)?;
        if objects.get(index) != Some(was.0) {
            return None;
        }
        drop(WipedJson(objects.remove(index)));
        if was.1 && objects.is_empty() {
            list.holder(document)?.as_object_mut()?.shift_remove(list.member());
        }
        self.0.remove(&list);
        Some(())
    }

    fn index(&mut self, document: &mut Value, list: RecordCollection, key: &RecordKey) -> Option<usize> {
        let places = self.0.entry(list).or_insert_with(|| {
            let objects = list.items(document).into_iter().flatten().enumerate();
            objects.filter_map(|(i, object)| Some((list.key(object)?, i))).collect()
        });
        places.get(key).copied()
    }

    fn object<'a>(
        &mut self,
        document: &'a mut Value,
        list: RecordCollection,
        key: &RecordKey,
    ) -> Option<&'a mut Value> {
        if let (RecordCollection::Tree, RecordKey::Uuid(id)) = (list, key) {
            return node(document, *id);
        }
        let index = self.index(document, list, key)?;
        list.items(document)?.get_mut(index)
    }
}
