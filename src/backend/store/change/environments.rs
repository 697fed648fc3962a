//! Environments: creating, renaming and deleting one, and its client providers. Imports `domain`.

use serde_json::{Value, json};
use uuid::Uuid;

use super::super::journal::{RecordCollection, uuid};
use super::access;
use super::plan::{Plan, PlanContext};
use crate::backend::precondition;
use crate::backend::store::document::ENVIRONMENTS;
use crate::domain::change::{Object, Seen};
use crate::domain::rules::{self, Refusal};
use crate::domain::{Environment, EnvironmentId, EnvironmentKind, Error, OrgId, ProviderId, Untrusted};

pub(super) fn create<'a>(
    context: PlanContext<'a>,
    (organization, id): (OrgId, Uuid),
    (name, kind): (&str, EnvironmentKind),
    providers: &'a [ProviderId],
) -> Result<Plan<'a>, Error> {
    context.organization(organization)?;
    rules::create_environment(
        context.actor(),
        organization,
        context.environments_of(organization).count(),
    )?;
    context.document.unread.has(ENVIRONMENTS)?;
    rules::environment_name(name)?;
    rules::stands_once(providers, |id| context.provider_name(id))?;
    context.all_there(providers)?;
    let name = free_name(context, organization, None, name);
    Ok(Plan {
        object: Object::Environment(EnvironmentId(id)),
        name: name.as_str().into(),
        organization,
        parent: Some(organization.to_string()),
        make: Box::new(move |editor| {
            editor.count(organization.0, 1);
            let object = json!({
                "id": id.to_string(),
                "organizationId": organization,
                "name": name,
                "isProduction": kind == EnvironmentKind::Production,
                "type": kind,
                "clientManagementProviderIds": providers,
            });
            editor.insert(RecordCollection::Environments, object)
        }),
    })
}

pub(super) fn rename<'a>(
    context: PlanContext<'a>,
    (id, was): (EnvironmentId, &Untrusted),
    name: &str,
) -> Result<Plan<'a>, Error> {
    let now = as_named(context, (id, was), "saved", |organization| {
        rules::change_environment(context.actor(), organization)?;
        rules::environment_name(name)
    })?;
    let name = free_name(context, now.organization, Some(id), name);
    let set = (name.as_str().into(), "name", Value::from(name));
    Ok(change(now, set))
}

/// Existing API instances keep their provider (R52, R55).
pub(super) fn associate<'a>(
    context: PlanContext<'a>,
    id: EnvironmentId,
    (was, providers): (&[ProviderId], &[ProviderId]),
    made_default: Option<ProviderId>,
) -> Result<Plan<'a>, Error> {
    let now = context
        .environment(id)
        .ok_or_else(|| Error::NotFound("This environment".into()))?;
    context.organization(now.organization)?;
    let name = |id| context.provider_name(id);
    rules::associate(context.actor(), now.organization, was, providers, made_default, name)?;
    context.document.unread.environment(id)?;
    let current = context.document.uses.get(&id).map_or(&[][..], |uses| &uses.providers);
    precondition::same_providers(|| context.environment_name(id, &now.name), was, current, name)?;
    context.all_there(providers)?;
    let set = (now.name.clone(), "clientManagementProviderIds", json!(providers));
    Ok(change(now, set))
}

/// Its API instances go with it, and the permissions and scopes in it.
pub(super) fn delete<'a>(
    context: PlanContext<'a>,
    (id, was): (EnvironmentId, &Untrusted),
    seen: &Seen,
) -> Result<Plan<'a>, Error> {
    let now = as_named(context, (id, was), "deleted", |organization| {
        rules::delete_environment(context.actor(), organization)
    })?;
    let called = context.environment_name(id, &now.name);
    context.nothing_new_in([now], (Object::Environment(id), &now.name), seen)?;
    context.no_more_access((Object::Environment(id), &called), seen)?;
    Ok(Plan {
        object: Object::Environment(id),
        name: now.name.clone(),
        organization: now.organization,
        parent: Some(now.organization.to_string()),
        make: Box::new(move |editor| {
            editor.count(now.organization.0, -1);
            editor.remove(RecordCollection::Apis, |api| {
                api.get("environmentId").and_then(uuid) == Some(id.0)
            });
            access::leave(editor, None, &[id.0].into());
            let removed = editor.remove(RecordCollection::Environments, |one| {
                one.get("id").and_then(uuid) == Some(id.0)
            });
            (removed == 1).then_some(())
        }),
    })
}

/// One member of an environment gets another value; the environment is called `name` then.
fn change<'a>(now: &Environment, (name, member, value): (Untrusted, &'static str, Value)) -> Plan<'a> {
    let id = now.id;
    Plan {
        object: Object::Environment(id),
        name,
        organization: now.organization,
        parent: Some(now.organization.to_string()),
        make: Box::new(move |editor| {
            let set = editor.set(RecordCollection::Environments, member, |one| {
                (one.get("id").and_then(uuid) == Some(id.0)).then(|| value.clone())
            });
            (set == 1).then_some(())
        }),
    }
}

/// The environment, if it may be changed by `rule` and is still named as the person saw it.
fn as_named<'a>(
    context: PlanContext<'a>,
    (id, was): (EnvironmentId, &Untrusted),
    deed: &str,
    rule: impl FnOnce(OrgId) -> Result<(), Refusal>,
) -> Result<&'a Environment, Error> {
    let object = Object::Environment(id);
    let called = |name| context.environment_name(id, name);
    let now = context
        .environment(id)
        .ok_or_else(|| precondition::gone(object, &called(was)))?;
    context.organization(now.organization)?;
    rule(now.organization)?;
    if now.name != *was {
        return Err(precondition::renamed(object, deed, &called(was), &called(&now.name)));
    }
    Ok(now)
}

/// The name itself, or one with a number where another environment of the organization has it (R5).
fn free_name(context: PlanContext<'_>, organization: OrgId, but: Option<EnvironmentId>, name: &str) -> String {
    let others = context.environments_of(organization).filter(|e| Some(e.id) != but);
    rules::free_name(name, &others.map(|e| &e.name))
}
