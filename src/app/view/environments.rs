//! Environments: of the current organization, of one organization, or those that use a client provider.

use std::borrow::Cow;

use super::association::taken_out;
use super::scope::Scope;
use super::{Cell, NOT_LOADED, PARTLY_EMPTY, View};
use crate::app::action::Action;
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, fixed, grows, number};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::impact::{ProviderRole, Unseen};
use crate::domain::{Counted, Coverage, Environment, EnvironmentKind, ProviderRef};

pub(super) const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 14),
    fixed(Col::Type, "TYPE", 10, 1),
    fixed(Col::Group, "ORGANIZATION", 16, 4),
    fixed(Col::Default, "DEFAULT PROVIDER", 20, 2),
    number(Col::Apis, "APIS", 5, 3),
];
/// The same after a delete: what it changed comes before what never changes.
pub(super) const CHANGED: &[Column] = &[
    grows(Col::Name, "NAME", 14),
    fixed(Col::Type, "TYPE", 10, 4),
    fixed(Col::Group, "ORGANIZATION", 16, 5),
    fixed(Col::Default, "DEFAULT PROVIDER", 19, 2),
    number(Col::Apis, "APIS", 5, 6),
    fixed(Col::Note, "CHANGED", 13, 1),
];
const OF_PROVIDER: &[Column] = &[
    grows(Col::Name, "NAME", 14),
    fixed(Col::Type, "TYPE", 10, 1),
    fixed(Col::Role, "ROLE", 7, 0),
    fixed(Col::Group, "ORGANIZATION", 16, 2),
];

#[derive(Debug)]
pub struct EnvironmentsView(pub Scope);

impl View for EnvironmentsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Environments".into()
    }

    fn tab(&self) -> &'static str {
        "Environments"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let Some(here) = model.organization else {
            return Vec::new();
        };
        let mut resources = match self.0 {
            Scope::Organization(_) => vec![Resource::Environments],
            _ => model.usage_resources(),
        };
        resources.push(Resource::Providers(here));
        if let Scope::Organization(id) = self.0 {
            let all = model.data.environments.get().into_iter().flatten();
            resources.extend(all.filter(|e| e.organization == id).map(|e| Resource::Use(e.id)));
        }
        resources
    }

    fn columns(&self, model: &Model) -> &'static [Column] {
        match self.0 {
            Scope::Provider(_) => OF_PROVIDER,
            _ if model.data.has_environment_effects() => CHANGED,
            _ => COLUMNS,
        }
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let all = model.data.environments_so_far().iter();
        all.filter(|e| is_in_scope(model, self.0, e))
            .map(|e| RowId::Environment(e.id))
            .collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::Environment(id) = row else {
            return None;
        };
        let data = &model.data;
        let environment = data.environment(id)?;
        Some(match (col, self.0) {
            (Col::Name, Scope::Organization(_)) => Cell::plain(environment.name.shown()),
            (Col::Name, _) => Cell::plain(data.environment_name(id)),
            (Col::Type, _) => {
                let tone = match environment.kind {
                    EnvironmentKind::Production => Tone::Production,
                    EnvironmentKind::Sandbox => Tone::Sandbox,
                    EnvironmentKind::Design => Tone::Design,
                    EnvironmentKind::Unknown => Tone::Dim,
                };
                Cell::of(environment.kind.label(), tone)
            }
            (Col::Group, _) => Cell::dim(data.organization(environment.organization)?.name.shown()),
            (Col::Default, _) => Cell::plain(model.provider_name(data.default_provider(id)?)),
            (Col::Apis, _) => Cell::plain(Counted::from(&data.environment_use(id)?.apis).words()?),
            (Col::Role, Scope::Provider(provider)) => {
                Cell::plain(ProviderRole::of(data.default_provider(id)? == provider).label())
            }
            (Col::Note, _) => match data.environment_effect(id) {
                Some(aftermath) => Cell::of(aftermath.label(), Tone::Warning),
                None => Cell::plain(""),
            },
            _ => return None,
        })
    }

    fn operation(&self, action: Action, list: &List, model: &Model) -> Option<Result<Operation, String>> {
        let external = match self.0 {
            Scope::Provider(ProviderRef::External(id)) => Some(id),
            _ => None,
        };
        Some(Ok(match (action, self.0) {
            (Action::Add, Scope::Organization(id)) => Operation::AddEnvironment(id),
            (Action::Add, Scope::Here) => Operation::AddEnvironment(model.organization?),
            (Action::Add, Scope::Provider(id)) => {
                external?;
                let edit = model.key_of(Action::Edit);
                return Some(Err(format!(
                    "{edit} chooses the environments of {}.",
                    model.provider_name(id)
                )));
            }
            // These rows say what is used where: that is edited, and nothing is deleted everywhere by mistake.
            (Action::Edit, _) => Operation::ProviderEnvironments(external?),
            (Action::Delete, Scope::Provider(provider)) => {
                let row @ RowId::Environment(environment) = list.current()? else {
                    return None;
                };
                return Some(Err(taken_out(provider, environment, row, model)));
            }
            _ => return None,
        }))
    }

    fn row_resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        match self.0 {
            // These are found in what the environments use.
            Scope::Provider(_) => model.usage_resources(),
            _ => vec![Resource::Environments],
        }
    }

    fn is_arriving(&self, model: &Model) -> bool {
        matches!(self.0, Scope::Provider(_)) && !model.data.all_read
    }

    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        coverage_in(model, self.0)
    }

    fn is_refused(&self, model: &Model) -> bool {
        let here = model.account.as_ref().zip(model.current_organization());
        here.is_some_and(|(account, here)| !account.administers(here))
    }

    fn empty(&self, model: &Model, list: &List) -> &'static str {
        if self.resources(model, list).iter().any(|r| model.data.is_absent(*r)) {
            NOT_LOADED
        } else if self.is_refused(model) {
            "You see the environments of the organizations that you administer. Press b to switch."
        } else if self.coverage(model, list).is_complete() {
            "No environments here."
        } else {
            PARTLY_EMPTY
        }
    }
}

/// How much of the environments in `scope` is listed.
pub(super) fn coverage_in(model: &Model, scope: Scope) -> Coverage {
    let data = &model.data;
    let read = data.coverage(Resource::Environments);
    let short = match scope {
        Scope::Organization(id) => data.partly_listed.contains(&id),
        Scope::Here => data.partly_listed.iter().any(|id| model.is_current_or_below(*id)),
        Scope::Environment(_) | Scope::Provider(_) => return data.coverage_of(Unseen::Providers),
    };
    if short {
        read.and(data.environment_coverage.clone())
    } else {
        read
    }
}

/// Whether an environment, and the API instances in it, belong to `scope`.
pub fn is_in_scope(model: &Model, scope: Scope, environment: &Environment) -> bool {
    match scope {
        Scope::Organization(id) => environment.organization == id,
        Scope::Environment(id) => environment.id == id,
        Scope::Provider(id) => model
            .data
            .environment_use(environment.id)
            .is_some_and(|uses| uses.offers(id)),
        Scope::Here => model.is_current_or_below(environment.organization),
    }
}
