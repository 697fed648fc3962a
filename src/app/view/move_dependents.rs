//! The steps of migrating dependents: move APIs, detach environments, delete.
//!
//! What is left to do follows from the organization as it is, so that one can stop and go on at any time. What was done in
//! this session stays listed.

use std::borrow::Cow;

use super::{Cell, View, ViewShape, impact};
use crate::app::action::Action;
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::change::Object;
use crate::domain::environment::Unseen;
use crate::domain::rules::{LockReason, lock_reasons, lock_reasons_for};
use crate::domain::text::count;
use crate::domain::{Api, ApiId, EnvironmentId, ProviderId, ProviderRef, ProviderRow};

const COLUMNS: &[Column] = &[
    fixed(Col::Step, "STEP", 10, 1),
    grows(Col::Name, "WHAT", 20),
    grows(Col::State, "STATE", 24),
];

#[derive(Debug)]
pub struct MoveDependentsView(pub ProviderId);

impl View for MoveDependentsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Move dependents".into()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Uncounted
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        impact::resources(model, ProviderRef::External(self.0))
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let data = &model.data;
        let (mut apis, mut environments) = (Vec::new(), Vec::new());
        for environment in data.environments.get().into_iter().flatten() {
            let Some(uses) = data.environment_use(environment.id) else {
                continue;
            };
            for api in &uses.apis {
                let object = Object::Api(environment.id, api.id);
                if api.provider == ProviderRef::External(self.0) || freed(model, self.0, object) {
                    apis.push(RowId::Api(environment.id, api.id));
                }
            }
            let object = Object::Environment(environment.id);
            if uses.providers.contains(&self.0) || freed(model, self.0, object) {
                environments.push(RowId::Environment(environment.id));
            }
        }
        apis.into_iter()
            .chain(environments)
            .chain([RowId::DeleteStep])
            .collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        Some(match col {
            Col::Step => Cell::dim(match row {
                RowId::Api(..) => "1 move API",
                RowId::Environment(_) => "2 take out",
                _ => "3 delete",
            }),
            Col::Name => Cell::plain(name(model, self.0, row)),
            _ => {
                let (tone, text) = match row {
                    RowId::Api(environment, api) => api_state(model, self.0, environment, api),
                    RowId::Environment(id) => environment_state(model, self.0, id),
                    _ => delete_state(model, self.0),
                };
                Cell::of(text, tone)
            }
        })
    }

    fn enter(&self, list: &List) -> Option<Action> {
        Some(match list.current()? {
            RowId::DeleteStep => Action::Delete,
            _ => Action::Edit,
        })
    }

    fn operation(&self, action: Action, list: &List, model: &Model) -> Option<Result<Operation, String>> {
        match (action, list.current()) {
            (Action::Delete, Some(RowId::Environment(_))) => Some(Err(format!(
                "{} does this step. The last one deletes {}.",
                model.key_of(Action::Open),
                model.provider_name(ProviderRef::External(self.0))
            ))),
            // One that is being taken out of use is not taken out anew.
            (Action::MoveDependents, _) => Some(Err(Operation::nothing_to(action))),
            _ => None,
        }
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::State)
    }
}

/// Whether a change of this session took it from the provider.
fn freed(model: &Model, provider: ProviderId, object: Object) -> bool {
    model.data.freed.contains(&(provider, object))
}

fn done() -> (Tone, String) {
    (Tone::Good, "done".into())
}

fn api_state(model: &Model, provider: ProviderId, environment: EnvironmentId, api: ApiId) -> (Tone, String) {
    let data = &model.data;
    let (Some(api), Some(found), Some(uses)) = (
        data.api(environment, api),
        data.environment(environment),
        data.environment_use(environment),
    ) else {
        return (Tone::Dim, "not read".into());
    };
    if api.provider != ProviderRef::External(provider) {
        return done();
    }
    let resource = Resource::Protection(environment, api.id);
    if !api.protection_known() && data.error(resource).is_none() {
        return (Tone::Dim, "not read".into());
    }
    // What holds it here whatever it is to be moved to. Whether its policy fits is told when the provider is chosen.
    let held = lock_reasons(api);
    let rows = model.client_providers();
    let fits = |row: &ProviderRow| {
        let other = row.id != ProviderRef::External(provider);
        other && lock_reasons_for(api, "", uses, (row.id, Some(&row.kind), "")).is_empty()
    };
    if held.is_empty() && !rows.into_iter().flatten().any(fits) {
        let text = format!(
            "blocked: first associate a client provider that fits its policy with {}",
            data.environment_name(found.id)
        );
        (Tone::Warning, text)
    } else if let (true, Some(list)) = (held.is_empty(), Unseen::hidden_of(api)) {
        let text = format!("ready: Enter moves it (not verified: {} is visible)", list.none());
        (Tone::Warning, text)
    } else if held.is_empty() {
        (Tone::Plain, "ready: Enter moves it".into())
    } else {
        let reasons: Vec<String> = held.iter().map(LockReason::to_string).collect();
        (Tone::Warning, format!("blocked: {}", reasons.join("; ")))
    }
}

fn environment_state(model: &Model, provider: ProviderId, id: EnvironmentId) -> (Tone, String) {
    let Some(uses) = model.data.environment_use(id) else {
        return (Tone::Dim, "not read".into());
    };
    if !uses.providers.contains(&provider) {
        return done();
    }
    let left = uses
        .apis
        .iter()
        .filter(|a| a.provider == ProviderRef::External(provider))
        .count();
    let default = uses.providers.first() == Some(&provider) && uses.providers.len() > 1;
    match (left, default) {
        (0, false) => (Tone::Plain, "ready: Enter opens its client providers".into()),
        (0, true) => (
            Tone::Plain,
            "ready: make another one the default, then take it out".into(),
        ),
        (n, _) => (Tone::Dim, format!("waits for {n} of its APIs")),
    }
}

fn delete_state(model: &Model, provider: ProviderId) -> (Tone, String) {
    let Some(impact) = model.data.impact(ProviderRef::External(provider)) else {
        return (Tone::Dim, "not read".into());
    };
    match (impact.apis.len(), impact.environments.len()) {
        _ if !impact.complete() => {
            let failed = impact.failed.first().map(|(_, why)| why.clone());
            let why = failed.or_else(|| impact.missing()).unwrap_or_default();
            let text = format!("impact incomplete: {}", why.trim_end_matches('.'));
            (Tone::Warning, text)
        }
        (0, 0) => {
            let counted = model
                .data
                .counts
                .get(&ProviderRef::External(provider))
                .and_then(|c| c.get());
            let left = counted.filter(|counted| counted.n > 0).map(|counted| {
                let loses = counted.nouns(
                    "client application loses its registration",
                    "client applications lose their registration",
                );
                format!("; {loses}")
            });
            (
                Tone::Plain,
                format!("ready: Enter asks for its name{}", left.unwrap_or_default()),
            )
        }
        (apis, environments) => {
            let left = [
                (apis, count(apis, "API", "APIs")),
                (environments, count(environments, "environment", "environments")),
            ];
            let left: Vec<String> = left
                .into_iter()
                .filter(|(n, _)| *n > 0)
                .map(|(_, words)| words)
                .collect();
            (Tone::Dim, format!("waits for {}", left.join(" and ")))
        }
    }
}

/// What a step is about, fit to be shown.
fn name(model: &Model, provider: ProviderId, row: RowId) -> String {
    let data = &model.data;
    match row {
        RowId::Api(environment, api) => {
            let name = data.api(environment, api).map(Api::shown_name).unwrap_or_default();
            format!("{name} ({})", data.environment_name(environment))
        }
        RowId::Environment(id) => data.environment_name(id),
        _ => model.provider_name(ProviderRef::External(provider)),
    }
}
