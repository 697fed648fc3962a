//! API instances: giving one another client provider. Imports `domain`.

use serde_json::{Value, json};

use super::super::journal::RecordCollection;
use super::plan::{Plan, PlanContext};
use crate::backend::precondition;
use crate::domain::change::Object;
use crate::domain::rules;
use crate::domain::{ApiId, EnvironmentId, Error, ProviderRef};

pub(super) fn reassign(
    context: PlanContext<'_>,
    (environment, id): (EnvironmentId, ApiId),
    was: ProviderRef,
    provider: ProviderRef,
) -> Result<Plan<'_>, Error> {
    let there = context.environment(environment);
    let there = there.ok_or_else(|| Error::NotFound("This environment".into()))?;
    context.organization(there.organization)?;
    context.document.unread.environment(environment)?;
    let (uses, api) = context
        .api(environment, id)
        .ok_or_else(|| Error::NotFound("This API".into()))?;
    if !api.protection_known() {
        return Err(Error::NotRead(
            "the contracts and policies of this API, which may prevent this".into(),
        ));
    }
    let to = context.document.provider(provider)?.row;
    let target = (provider, Some(&to.kind), &*to.name.shown());
    let called = context.environment_name(environment, &there.name);
    rules::reassign(context.actor(), api, (there, &called.shown()), uses, target)?;
    if api.provider != was {
        let now = context.document.provider(api.provider)?.row.name;
        return Err(precondition::moved(api, &now));
    }
    Ok(Plan {
        object: Object::Api(environment, id),
        name: api.name(),
        organization: there.organization,
        parent: Some(environment.to_string()),
        make: Box::new(move |editor| {
            let set = editor.set(RecordCollection::Apis, "providerId", |one| {
                (one.get("id").and_then(Value::as_u64) == Some(id.0)).then(|| json!(provider))
            });
            (set == 1).then_some(())
        }),
    })
}
