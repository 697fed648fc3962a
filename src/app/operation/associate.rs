//! Which environments use which client providers: the checklists for it.

use crate::app::model::Model;
use crate::app::overlay::checklist::{Check, CheckId, Checklist, ChecklistSubject};
use crate::domain::{Environment, EnvironmentId, ProviderId, ProviderRef};

/// The client providers of an environment, to be ticked and ordered.
pub(super) fn environment_providers(id: EnvironmentId, model: &Model) -> Option<Checklist> {
    let uses = model.data.environment_use(id)?;
    let rows = model.client_providers().unwrap_or_default().iter();
    let all = rows.filter_map(|row| Option::<ProviderId>::from(row.id));
    let others = all.filter(|p| !uses.providers.contains(p));
    let check = |id: ProviderId, was: bool| {
        let provider = ProviderRef::External(id);
        let kind = model.data.kind(provider).map(|kind| kind.label().into_owned());
        Check {
            id: CheckId::Provider(id),
            name: model.provider_name(provider),
            words: kind.unwrap_or_default(),
            was,
            on: was,
        }
    };
    let on = uses.providers.iter().map(|p| check(*p, true));
    let checks = on.chain(others.map(|p| check(p, false))).collect();
    let title = format!("Client providers of {}", model.data.environment_name(id));
    let subject = ChecklistSubject::EnvironmentProviders {
        environment: id,
        was: uses.providers.to_vec(),
    };
    Some(Checklist::new(title, subject, checks))
}

/// The environments that use a client provider, to be ticked.
pub(super) fn provider_environments(provider: ProviderId, model: &Model) -> Checklist {
    let data = &model.data;
    let check = |environment: &Environment| {
        let uses = data.environment_use(environment.id)?;
        let group = data.organization(environment.organization);
        let group = group.map(|o| o.name.shown().into_owned()).unwrap_or_default();
        let default = uses.default_provider() == ProviderRef::External(provider);
        let part = if default { "  default" } else { "" };
        let on = uses.providers.contains(&provider);
        Some(Check {
            id: CheckId::Environment(environment.id),
            name: data.environment_name(environment.id),
            words: format!("{}  {group}{part}", environment.kind.label()),
            was: on,
            on,
        })
    };
    let checks = data
        .environments
        .get()
        .into_iter()
        .flatten()
        .filter_map(check)
        .collect();
    let title = format!(
        "Environments of {}",
        model.provider_name(ProviderRef::External(provider))
    );
    Checklist::new(title, ChecklistSubject::ProviderEnvironments { provider }, checks)
}
