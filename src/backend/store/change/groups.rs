//! Business groups: creating, editing and deleting one. Imports `domain`.

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::super::editor::Editor;
use super::super::journal::{RecordCollection, uuid};
use super::access;
use super::plan::{Plan, PlanContext};
use crate::backend::precondition;
use crate::domain::change::{Object, Seen};
use crate::domain::rules::{self, Refusal};
use crate::domain::{Error, OrgId, Organization, Untrusted};

pub(super) fn create<'a>(
    context: PlanContext<'a>,
    (parent, id): (OrgId, Uuid),
    name: &'a str,
    owner: &'a Untrusted,
) -> Result<Plan<'a>, Error> {
    let above = context.organization(parent)?;
    rules::create_group(context.actor(), parent)?;
    rules::group_name(name)?;
    let owner_id = owner_id(context, owner)?;
    Ok(Plan {
        object: Object::Group(OrgId(id)),
        name: name.into(),
        organization: parent,
        parent: Some(parent.to_string()),
        make: Box::new(move |editor| {
            let mut group = Map::new();
            group.insert("id".into(), id.to_string().into());
            group.insert("name".into(), name.into());
            if let Some(owner_id) = owner_id {
                group.insert("ownerId".into(), owner_id.raw().into());
            }
            let path: Vec<OrgId> = above.parents.iter().copied().chain([parent]).collect();
            group.insert("domain".into(), Value::Null);
            group.insert("parentOrganizationIds".into(), json!(path));
            group.insert("subOrganizationIds".into(), json!([]));
            group.insert("isRoot".into(), false.into());
            group.insert("isMaster".into(), false.into());
            group.insert("subOrganizations".into(), json!([]));
            editor.relist(parent.0, "subOrganizationIds", |ids| ids.push(id.to_string().into()));
            editor.insert(RecordCollection::Groups(parent.0), Value::Object(group))
        }),
    })
}

pub(super) fn edit<'a>(
    context: PlanContext<'a>,
    (id, was): (OrgId, &Untrusted),
    name: &'a str,
    owner: Option<(Option<&Untrusted>, &'a Untrusted)>,
) -> Result<Plan<'a>, Error> {
    let now = find(context, id, was)?;
    rules::edit_group(context.actor(), id)?;
    rules::group_name(name)?;
    precondition::same_name(Object::Group(id), "saved", was, &now.name)?;
    if let Some((was, _)) = owner {
        precondition::same_owner(&now.name, was, now.owner.as_ref())?;
    }
    let owner = owner.map(|(_, owner)| owner);
    let owner_id = owner.map_or(Ok(None), |owner| owner_id(context, owner))?;
    Ok(Plan {
        object: Object::Group(id),
        name: name.into(),
        organization: above(now),
        parent: Some(above(now).to_string()),
        make: Box::new(move |editor| {
            let named = set(editor, id, "name", |_| Some(name.into()));
            if let (Some(owner), Some(owner_id)) = (owner, owner_id) {
                set(editor, id, "ownerId", |_| Some(owner_id.raw().into()));
                // What the old owner was called, and all else about them, would be wrong of the new one.
                set(editor, id, "owner", |group| {
                    let new = json!({"id": owner_id.raw(), "username": owner.raw()});
                    group.contains_key("owner").then_some(new)
                });
            }
            (named == 1).then_some(())
        }),
    })
}

/// Its environments with their API instances go with it, its roles and connected apps, and the permissions there.
pub(super) fn delete<'a>(
    context: PlanContext<'a>,
    (id, was): (OrgId, &Untrusted),
    seen: &Seen,
) -> Result<Plan<'a>, Error> {
    let now = find(context, id, was)?;
    rules::delete_group(context.actor(), id)?;
    precondition::same_name(Object::Group(id), "deleted", was, &now.name)?;
    context.nothing_new_in(context.environments_of(id), (Object::Group(id), &now.name), seen)?;
    context.no_more_access((Object::Group(id), &now.name), seen)?;
    let parent = above(now);
    let environments: HashSet<Uuid> = context.environments_of(id).map(|e| e.id.0).collect();
    Ok(Plan {
        object: Object::Group(id),
        name: now.name.clone(),
        organization: parent,
        parent: Some(parent.to_string()),
        make: Box::new(move |editor| {
            let here = |value: &Value| value.get("organizationId").and_then(uuid) == Some(id.0);
            editor.remove(RecordCollection::Apis, |api| {
                let environment = api.get("environmentId").and_then(uuid);
                environment.is_some_and(|e| environments.contains(&e))
            });
            editor.remove(RecordCollection::Environments, here);
            access::leave(editor, Some(id), &environments);
            editor.relist(parent.0, "subOrganizationIds", |ids| {
                ids.retain(|one| uuid(one) != Some(id.0));
            });
            let removed = editor.remove(RecordCollection::Groups(parent.0), |one| {
                one.get("id").and_then(uuid) == Some(id.0)
            });
            (removed == 1).then_some(())
        }),
    })
}

/// The group, if the account sees it. Who sees everything is told when it is gone.
fn find<'a>(context: PlanContext<'a>, id: OrgId, was: &Untrusted) -> Result<&'a Organization, Error> {
    let root = context.document.tree.root();
    if context.document.tree.get(id).is_none() && root.is_some_and(|root| context.account.administers(root)) {
        return Err(precondition::gone(Object::Group(id), was));
    }
    context.organization(id)
}

/// The organization right above; the root, which no rule lets through to here, counts as its own.
fn above(group: &Organization) -> OrgId {
    group.parents.last().copied().unwrap_or(group.id)
}

/// The id of the user of this name; none for the one account of a file without users, which has no id to write.
fn owner_id<'a>(context: PlanContext<'a>, owner: &Untrusted) -> Result<Option<&'a Untrusted>, Error> {
    let id = context.document.user_ids.get(owner);
    if id.is_none() && context.document.account(owner).is_none() {
        return Err(Refusal::NoSuchUser(owner.shown().into_owned()).into());
    }
    Ok(id)
}

fn set(
    editor: &mut Editor<'_>,
    id: OrgId,
    member: &'static str,
    new: impl Fn(&Map<String, Value>) -> Option<Value>,
) -> usize {
    editor.set(RecordCollection::Tree, member, |node| {
        let this = node.get("id").and_then(uuid) == Some(id.0);
        this.then(|| new(node)).flatten()
    })
}
