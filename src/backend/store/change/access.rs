//! Users and teams: enabling and disabling a user, deleting a team. Imports `domain`.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;
use uuid::Uuid;

use super::super::editor::Editor;
use super::super::journal::{RecordCollection, uuid};
use super::plan::{Plan, PlanContext};
use crate::backend::precondition;
use crate::domain::change::{Object, Seen};
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
    precondition::other_state(now, enabled)?;
    Ok(Plan {
        object,
        name: now.username.clone(),
        organization: root,
        parent: None,
        make: Box::new(move |editor| {
            let set = editor.set(RecordCollection::Users, "enabled", |user| {
                let same = user.get("id").and_then(Value::as_str) == Some(id.as_str());
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
    seen: &Seen,
) -> Result<Plan<'a>, Error> {
    let object = Object::Team(id);
    let root = context.root()?;
    rules::restore_team(context.actor())?;
    let directory = context.directory()?;
    let now = directory.team(id).ok_or_else(|| precondition::gone(object, was))?;
    rules::delete_team(context.actor(), now)?;
    precondition::same_name(object, "deleted", was, &now.name)?;
    let gone: BTreeSet<TeamId> = directory.teams_within(id).map(|team| team.id).collect();
    precondition::no_other_below(now, directory.teams(), seen)?;
    for team in directory.teams_within(id) {
        precondition::nothing_new_in_team(team, directory.team_parts(team.id), seen)?;
    }
    if !seen.losses().is_empty() {
        precondition::no_more_lost(&directory.lost_with(&gone), seen, |user, permission, at| {
            let user = directory
                .user(user)
                .map_or_else(|| user.to_string(), |one| one.username.shown().into_owned());
            let permission = directory.permission_name(permission);
            format!(
                "user '{user}' would now lose permission '{permission}'{}",
                context.place(at)
            )
        })?;
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

/// Takes out what goes with these environments, and with an organization, of who may do what: permissions there, and the
/// organization's roles and connected apps.
pub(super) fn leave(editor: &mut Editor<'_>, organization: Option<OrgId>, environments: &HashSet<Uuid>) {
    let id = |value: &Value, member| value.get(member).and_then(uuid);
    let here = |value: &Value| organization.is_some_and(|of| id(value, "organizationId") == Some(of.0));
    let there = |value: &Value| here(value) || id(value, "environmentId").is_some_and(|at| environments.contains(&at));
    let mut roles = HashSet::new();
    editor.each(RecordCollection::RoleGroups, |role| {
        if here(role) {
            roles.extend(id(role, "id"));
        }
    });
    let of_role = |grant: &Value| id(grant, "roleGroupId").is_some_and(|id| roles.contains(&id));
    editor.remove(RecordCollection::Grants, |grant| there(grant) || of_role(grant));
    editor.remove(RecordCollection::RoleGroups, here);
    editor.remove(RecordCollection::ConnectedApps, here);
    editor.prune(RecordCollection::ConnectedApps, "scopes", there);
    editor.prune(RecordCollection::Users, "roles", here);
}
