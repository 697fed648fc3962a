//! What is known of one API instance, and what its client provider means for it.

use super::facts::{Fact, Facts};
use super::who::text_words;
use crate::app::line::Tone;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::api::PolicyState;
use crate::domain::environment::Unseen;
use crate::domain::listing::may_be_hidden;
use crate::domain::{Api, ApiId, Counted, Coverage, EnvironmentId, EnvironmentUse, ProviderRef, rules};

const GONE: &str = "This API is not among those that were read.";

/// What the pages of an API are made of. What its environment uses is what they cannot do without.
pub fn resources(model: &Model, environment: EnvironmentId, id: ApiId) -> Vec<Resource> {
    let providers = model.organization.map(Resource::Providers);
    let of_rows = row_resources(model, environment, id).into_iter();
    of_rows.chain([Resource::Environments]).chain(providers).collect()
}

/// What its policies and contracts come from.
pub fn row_resources(model: &Model, environment: EnvironmentId, id: ApiId) -> Vec<Resource> {
    let api = model.data.api(environment, id);
    let protection = api.and_then(|api| model.data.any_protection_of(api));
    [Resource::Use(environment)].into_iter().chain(protection).collect()
}

/// How much of a part of an API was read.
pub fn coverage(model: &Model, environment: EnvironmentId, id: ApiId, part: impl Fn(&Api) -> &Coverage) -> Coverage {
    let api = model.data.api(environment, id);
    api.map_or_else(
        || model.data.coverage(Resource::Use(environment)),
        |api| part(api).clone(),
    )
}

/// Whether the policies and contracts of an API were not read: none seen is not none there.
pub fn is_unread(api: Option<&Api>) -> bool {
    api.is_none_or(|api| !api.protection_known())
}

/// What is said where an API has no policies or contracts.
pub fn none(api: Option<&Api>, none: &'static str) -> &'static str {
    if is_unread(api) { super::NOT_LOADED } else { none }
}

/// How the policy that is tied to a kind of client provider fares.
pub fn policy_fact(model: &Model, api: &Api) -> Fact {
    let fact = |text: &str| Fact::new("Provider policy", text);
    match api.policy_state(model.data.kind(api.provider)) {
        None if !api.protection_known() => fact("not read"),
        None => Fact::unknown("Provider policy"),
        Some(PolicyState::NoPolicy) => fact("none"),
        Some(state @ PolicyState::Ok) => fact(state.label()).of(Tone::Good),
        Some(state @ PolicyState::Disabled) => fact(state.label()),
        Some(fails) => fact(fails.label()).of(Tone::Bad),
    }
}

#[derive(Debug)]
pub struct ApiConfiguration(pub EnvironmentId, pub ApiId);

impl Facts for ApiConfiguration {
    fn title(&self) -> &'static str {
        "Configuration"
    }

    fn tab(&self) -> &'static str {
        "Configuration"
    }

    fn resources(&self, model: &Model) -> Vec<Resource> {
        resources(model, self.0, self.1)
    }

    fn facts(&self, model: &Model) -> Vec<Fact> {
        let api = model.data.api(self.0, self.1);
        api.map_or_else(Vec::new, |api| configuration(model, api))
    }

    fn none(&self) -> &'static str {
        GONE
    }
}

pub fn configuration(model: &Model, api: &Api) -> Vec<Fact> {
    let environment = RowId::Environment(api.environment);
    let organization = model
        .data
        .environment(api.environment)
        .map(|e| RowId::Org(e.organization));
    let provider = RowId::Provider(api.provider);
    let group = match &api.group {
        Some(group) => Fact::new("API group", group.shown()),
        // The platform's contract doesn't say how an instance tells it.
        None if model.mode.is_live() => Fact::unknown("API group"),
        None => Fact::new("API group", "none"),
    };
    let label = api.label.as_ref().map_or("none".into(), |label| label.shown());
    let counted = [api.active_contracts(), Counted::from(&api.contracts)].map(|counted| counted.words());
    let contracts = match counted {
        [Some(active), Some(all)] => Fact::new("Contracts", format!("{active} active, {all} in all")),
        _ if !api.protection_known() => Fact::new("Contracts", "not read"),
        _ => Fact::unknown("Contracts"),
    };
    vec![
        Fact::new("Asset", api.asset.shown()),
        Fact::new(
            "Version",
            text_words(Some(&api.version).filter(|version| !version.raw().is_empty())),
        ),
        Fact::new("Label", label),
        Fact::new("Kind", api.kind.label()),
        Fact::new("Id", api.id.to_string()),
        Fact::new("Environment", model.thing_name(environment)).names([environment]),
        Fact::new(
            "Organization",
            organization.map_or("unknown".into(), |row| model.thing_name(row)),
        )
        .names(organization),
        Fact::new("Client provider", model.provider_name(api.provider)).names([provider]),
        group,
        policy_fact(model, api),
        contracts,
    ]
}

/// The client provider of an API: what it is there, and whether the API may get another one.
#[derive(Debug)]
pub struct ApiProvider(pub EnvironmentId, pub ApiId);

impl Facts for ApiProvider {
    fn title(&self) -> &'static str {
        "Client provider"
    }

    fn resources(&self, model: &Model) -> Vec<Resource> {
        resources(model, self.0, self.1)
    }

    fn facts(&self, model: &Model) -> Vec<Fact> {
        let found = model.data.api(self.0, self.1).zip(model.data.use_so_far(self.0));
        found.map_or_else(Vec::new, |(api, uses)| provider(model, api, uses))
    }

    fn none(&self) -> &'static str {
        GONE
    }
}

fn provider(model: &Model, api: &Api, uses: &EnvironmentUse) -> Vec<Fact> {
    let kind = match (api.provider, model.data.kind(api.provider)) {
        (_, Some(kind)) => Fact::new("Type", kind.label()),
        (ProviderRef::BuiltIn, None) => Fact::new("Type", "built-in"),
        (ProviderRef::External(_), None) => Fact::unknown("Type"),
    };
    let fell_back = model.data.fell_back(api);
    let fell_back = fell_back.then(|| Fact::new("Before", "a client provider that was deleted").warning());
    let here = model.data.environment_name(api.environment);
    let offered = if uses.default_provider() == api.provider {
        format!("the default for new APIs of {here}")
    } else if uses.offers(api.provider) || api.provider == ProviderRef::BuiltIn {
        format!("can be chosen for new APIs of {here}")
    } else {
        format!("can't be chosen for new APIs of {here} anymore")
    };
    let offered = if model.data.hides_providers(uses) {
        Fact::unknown("Environment")
    } else {
        Fact::new("Environment", offered)
    };
    let offered = offered.names([RowId::Environment(api.environment)]);
    let locks = rules::lock_reasons(api);
    let movable = if !api.protection_known() {
        vec![Fact::new(
            "May change",
            "not known: policies and contracts were not read",
        )]
    } else if !locks.is_empty() {
        let lock = |why: &rules::LockReason| Fact::new("May not change", why.to_string()).warning();
        locks.iter().map(lock).collect()
    } else if let Some(list) = Unseen::hidden_of(api) {
        let why = may_be_hidden(&format!("{} is visible", list.none()));
        vec![Fact::new("May change", format!("not known: {why}")).warning()]
    } else {
        vec![Fact::new("May change", "yes").of(Tone::Good)]
    };
    let name = Fact::new("Name", model.provider_name(api.provider)).names([RowId::Provider(api.provider)]);
    let id = Fact::new(
        "Id",
        match api.provider.id_text() {
            id if id.is_empty() => "none".to_owned(),
            id => id,
        },
    );
    let facts = [name, kind, id].into_iter().chain(fell_back);
    facts.chain([offered, policy_fact(model, api)]).chain(movable).collect()
}
