//! Users and teams: enabling and disabling a user, deleting a team. Imports `domain`.

use std::collections::HashSet;

use serde_json::Value;

use super::super::editor::Editor;
use super::super::journal::{RecordCollection, uuid};
use super::plan::{Plan, PlanContext};
use crate::backend::precondition;
use crate::domain::change::Object;
use crate::domain::rules;
use crate::domain::{Error, OrgId, TeamId, Untrusted, UserId};

pub(super) fn set_enabled<'a>(
    context: PlanContext<'a>,
    (id, was): (UserId, &Untrusted),
    enabled: bool,
) -> Result<Plan<'a>, Error> {
    let object = Object::User(id);
    let root = context.root()?;
    rules::set_user_enabled(context.actor(), was, enabled)?;
    let now = context.directory()?.user(id);
    let now = now.ok_or_else(|| precondition::gone(object, was))?;
    precondition::same_name(object, "saved", was, &now.username)?;
    rules::set_user_enabled(context.actor(), &now.username, enabled)?;
    if now.enabled == Some(enabled) {
        let state = if enabled { "enabled" } else { "disabled" };
        return Err(Error::Changed(format!(
            "Nothing was saved: user '{}' is {state} already.",
            now.username.shown()
        )));
    }
    let username = now.username.clone();
    Ok(Plan {
        object,
        name: username.clone(),
        organization: root,
        parent: None,
        make: Box::new(move |editor| {
            let set = editor.set(RecordCollection::Users, "enabled", |user| {
                let same = user.get("username").and_then(Value::as_str) == Some(username.raw());
                same.then_some(enabled.into())
            });
            (set == 1).then_some(())
        }),
    })
}

/// The teams below it go with it, and the permissions of all of them.
pub(super) fn delete_team<'a>(
    context: PlanContext<'a>,
    (id, was): (TeamId, &Untrusted),
    below: &[TeamId],
) -> Result<Plan<'a>, Error> {
    let object = Object::Team(id);
    let root = context.root()?;
    rules::restore_team(context.actor())?;
    let directory = context.directory()?;
    let now = directory.team(id).ok_or_else(|| precondition::gone(object, was))?;
    rules::delete_team(context.actor(), now)?;
    precondition::same_name(object, "deleted", was, &now.name)?;
    let gone: HashSet<TeamId> = directory.teams_within(id).map(|team| team.id).collect();
    let seen: HashSet<TeamId> = below.iter().copied().chain([id]).collect();
    if let Some(new) = directory.teams_within(id).find(|team| !seen.contains(&team.id)) {
        return Err(Error::Changed(format!(
            "Nothing was deleted: team '{}' now stands below team '{}'.",
            new.name.shown(),
            now.name.shown()
        )));
    }
    let name = now.name.clone();
    Ok(Plan {
        object,
        name,
        organization: root,
        parent: None,
        make: Box::new(move |editor| {
            let is_gone = |value: &Value| uuid(value).is_some_and(|id| gone.contains(&TeamId(id)));
            editor.remove(RecordCollection::Grants, |grant| {
                grant.get("teamId").is_some_and(is_gone)
            });
            let removed = editor.remove(RecordCollection::Teams, |team| team.get("id").is_some_and(is_gone));
            (removed == gone.len()).then_some(())
        }),
    })
}

/// Takes out the roles of an organization, and the permissions that hold in it or are those of its roles.
pub(super) fn leave_organization(editor: &mut Editor<'_>, organization: OrgId) {
    let here = |value: &Value| value.get("organizationId").and_then(uuid) == Some(organization.0);
    let mut roles = HashSet::new();
    editor.each(RecordCollection::RoleGroups, |role| {
        if here(role) {
            roles.extend(role.get("id").and_then(uuid));
        }
    });
    let of_role = |grant: &Value| {
        grant
            .get("roleGroupId")
            .and_then(uuid)
            .is_some_and(|id| roles.contains(&id))
    };
    editor.remove(RecordCollection::Grants, |grant| here(grant) || of_role(grant));
    editor.remove(RecordCollection::RoleGroups, here);
}
