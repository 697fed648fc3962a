//! Client providers: adding, editing and deleting one. Imports `domain`.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::super::editor::Editor;
use super::super::journal::{RecordCollection, RecordKey, uuid};
use super::plan::{Plan, PlanContext};
use crate::backend::precondition;
use crate::backend::store::document::PROVIDERS;
use crate::domain::change::{Object, Seen};
use crate::domain::draft::{self, Edit};
use crate::domain::rules;
use crate::domain::{Error, OrgId, ProviderId, ProviderKind, ProviderRef, Untrusted};

/// Names may repeat (R42).
pub(super) fn add<'a>(
    context: PlanContext<'a>,
    (organization, id): (OrgId, Uuid),
    kind: &'a ProviderKind,
    edits: &'a [Edit],
) -> Result<Plan<'a>, Error> {
    context.organization(organization)?;
    rules::add_provider(context.actor(), organization, context.document.providers.len())?;
    rules::addable(kind)?;
    context.document.unread.has(PROVIDERS)?;
    draft::check_edits(kind, None, edits)?;
    let name = draft::name_of(edits).unwrap_or_default();
    Ok(Plan {
        object: Object::Provider(ProviderId(id)),
        name: name.into(),
        organization,
        parent: None,
        make: Box::new(move |editor| {
            let mut members = Map::new();
            members.insert("providerId".into(), id.to_string().into());
            members.insert("organizationId".into(), organization.to_string().into());
            if let Value::Object(body) = draft::body(kind, edits) {
                members.extend(body);
            }
            editor.insert(RecordCollection::Providers, Value::Object(members))
        }),
    })
}

/// A partial update: what no edit names stays as it is, known to amtui or not.
pub(super) fn edit<'a>(
    context: PlanContext<'a>,
    organization: OrgId,
    (id, was): (ProviderId, &Untrusted),
    edits: &'a [Edit],
) -> Result<Plan<'a>, Error> {
    context.organization(organization)?;
    let object = Object::Provider(id);
    let Some(now) = context
        .document
        .providers
        .iter()
        .find(|p| p.row.id == ProviderRef::External(id))
    else {
        // Who may not touch client providers is not told which are gone.
        rules::manage_providers(context.actor(), organization)?;
        return Err(precondition::gone(object, was));
    };
    rules::edit_provider(context.actor(), organization, &now.row)?;
    precondition::same_name(object, "saved", was, &now.row.name)?;
    context.document.unread.provider(now.row.id)?;
    precondition::same_fields(now.config.as_ref(), edits)?;
    draft::check_edits(&now.row.kind, Some(now), edits)?;
    Ok(Plan {
        object,
        name: draft::name_of(edits).map_or_else(|| now.row.name.clone(), Untrusted::new),
        organization,
        parent: None,
        make: Box::new(move |editor| {
            editor.edit(RecordCollection::Providers, RecordKey::Uuid(id.0), |object| {
                for edit in edits {
                    draft::apply(object, edit);
                }
            })
        }),
    })
}

/// The provider must still be what the person saw when they confirmed.
pub(super) fn delete<'a>(
    context: PlanContext<'a>,
    organization: OrgId,
    (id, was): (ProviderId, &Untrusted),
    kind: &ProviderKind,
    seen: &Seen,
) -> Result<Plan<'a>, Error> {
    let object = Object::Provider(id);
    rules::delete_provider(context.actor(), organization, ProviderRef::External(id))?;
    let now = context.provider(id).ok_or_else(|| precondition::gone(object, was))?;
    precondition::same_name(object, "deleted", was, &now.name)?;
    if now.kind != *kind {
        return Err(precondition::of_another_type(now));
    }
    context.nothing_new_in(&context.document.environments, (object, &now.name), seen)?;
    let applications = context.document.count_applications(now.id);
    precondition::no_more_applications(applications as u64, &now.name, seen)?;
    Ok(Plan {
        object,
        name: now.name.clone(),
        organization,
        parent: None,
        make: Box::new(move |editor| remove(editor, id)),
    })
}

/// Gone everywhere (R70); what used it falls back to the built-in provider, contracts and policies stay (R71).
fn remove(editor: &mut Editor<'_>, provider: ProviderId) -> Option<()> {
    let is_it = |value: &Value| uuid(value) == Some(provider.0);
    let removed = editor.remove(RecordCollection::Providers, |object| {
        object.get("providerId").is_some_and(is_it)
    });
    editor.prune(RecordCollection::Environments, "clientManagementProviderIds", is_it);
    let registered = |one: &Map<String, Value>| one.get("providerId").is_some_and(is_it);
    // Nothing else would tell which applications must be registered again.
    editor.set(RecordCollection::Applications, "formerProviderId", |one| {
        registered(one).then(|| provider.0.to_string().into())
    });
    for list in [RecordCollection::Apis, RecordCollection::Applications] {
        editor.set(list, "providerId", |one| registered(one).then_some(Value::Null));
    }
    (removed == 1).then_some(())
}
