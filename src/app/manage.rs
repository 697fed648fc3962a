//! Client management: the forms, lists and menus that deeds begin with.

use super::App;
use super::action::Action;
use super::component::Command;
use super::key::Key;
use super::list::RowId;
use super::location::Location;
use super::operation::Operation;
use super::overlay::Overlay;
use super::overlay::checklist::{Check, CheckId, Checklist, Subject};
use super::overlay::form::Form;
use super::overlay::pick::{Choice, Pick};
use super::view::kind::PaneKind;
use crate::domain::draft::Draft;
use crate::domain::{EnvironmentId, ProviderId, ProviderKind, ProviderRef, rules};

/// The types of the platform's menu, with its words. `PingFederate` is there to say why it is not.
const TYPES: [&str; 4] = [
    "OpenID Connect Dynamic Client Registration",
    "OpenID Connect DCR for Microsoft Entra ID (Azure AD)",
    "OpenAM",
    "PingFederate",
];

fn kind(at: usize) -> ProviderKind {
    match at {
        0 => ProviderKind::Oidc,
        1 => ProviderKind::EntraId,
        2 => ProviderKind::OpenAm { version: None },
        _ => ProviderKind::PingFederate { version: None },
    }
}

impl App {
    /// Opens what a operation begins with.
    pub(super) fn start(&mut self, operation: Operation, key: Option<Key>) {
        if !self.has_read_for(operation) {
            return;
        }
        let form = match operation {
            Operation::AddProvider => return self.overlay(Overlay::Pick(Box::new(types()))),
            Operation::EditProvider(id) => return self.with_detail(id, Action::Edit),
            Operation::Associate(id) => return self.associate(id),
            Operation::Across(id) => return self.across(id),
            Operation::Reassign => return self.reassign(),
            Operation::Retire(id) => return self.push(Location::Retirement(id)),
            Operation::Mark => return self.mark(),
            Operation::DeleteProvider(id) => return self.delete_provider(id, key),
            Operation::DeleteEnvironment(id) => return self.delete_environment(id, key),
            Operation::DeleteGroup(id) => return self.delete_group(id, key),
            Operation::AddEnvironment(id) => Some(Form::environment(&self.model, id)),
            Operation::AddGroup(id) => Some(Form::group(&self.model, id)),
            Operation::EditGroup(id) => Form::group_settings(&self.model, id),
            Operation::Rename(id) => Form::environment_name(&self.model, id),
        };
        if let Some(form) = form {
            self.show_form(form, key);
        }
    }

    /// Shows a form; `key` is what asked for it.
    pub(super) fn show_form(&mut self, form: Form, key: Option<Key>) {
        self.overlay_by(Overlay::Form(Box::new(form)), key);
    }

    /// Opens the form of a provider that is read.
    pub(super) fn open_form(&mut self, provider: ProviderRef) {
        let Some(here) = self.model.organization else {
            return;
        };
        let detail = self.model.data.details.get(&(here, provider)).and_then(|d| d.get());
        if let Some(detail) = detail.filter(|d| d.config.is_some()) {
            let form = Form::provider(here, Draft::from_provider(detail.clone()));
            // It may come long after the key: nothing of that can still be held.
            self.show_form(form, None);
        }
    }

    fn associate(&mut self, id: EnvironmentId) {
        let model = &self.model;
        let Some(uses) = model.data.environment_use(id) else {
            return;
        };
        let rows = model.client_providers();
        let all = rows
            .into_iter()
            .flatten()
            .filter_map(|row| Option::<ProviderId>::from(row.id));
        let others = all.filter(|p| !uses.providers.contains(p));
        let check = |id: ProviderId, was: bool| Check {
            id: CheckId::Provider(id),
            name: model.provider_name(ProviderRef::External(id)),
            words: model
                .data
                .kind(ProviderRef::External(id))
                .map(|k| k.label().into_owned())
                .unwrap_or_default(),
            was,
            on: was,
        };
        let on = uses.providers.iter().map(|p| check(*p, true));
        let checks: Vec<Check> = on.chain(others.map(|p| check(p, false))).collect();
        let title = format!("Client providers of {}", model.data.environment_name(id));
        let subject = Subject::Associate {
            environment: id,
            was: uses.providers.to_vec(),
        };
        self.overlay(Overlay::Checklist(Box::new(Checklist::new(title, subject, checks))));
    }

    fn across(&mut self, provider: ProviderId) {
        let model = &self.model;
        let mut checks = Vec::new();
        for environment in model.data.environments.get().into_iter().flatten() {
            let Some(uses) = model.data.environment_use(environment.id) else {
                continue;
            };
            let group = model.data.organization(environment.organization);
            let group = group.map(|o| o.name.shown().into_owned()).unwrap_or_default();
            let default = uses.default_provider() == ProviderRef::External(provider);
            let part = if default { "  default" } else { "" };
            checks.push(Check {
                id: CheckId::Environment(environment.id),
                name: model.data.environment_name(environment.id),
                words: format!("{}  {group}{part}", environment.kind.label()),
                was: uses.providers.contains(&provider),
                on: uses.providers.contains(&provider),
            });
        }
        let title = format!(
            "Environments of {}",
            model.provider_name(ProviderRef::External(provider))
        );
        let list = Checklist::new(title, Subject::Across { provider }, checks);
        self.overlay(Overlay::Checklist(Box::new(list)));
    }

    /// Marks the selected row, or takes the mark away, and goes on to the next.
    fn mark(&mut self) {
        if let Some(pane) = self
            .pane_mut()
            .filter(|p| matches!(p.kind, PaneKind::Apis(_) | PaneKind::Retirement(_)))
        {
            if let Some(row @ RowId::Api(..)) = pane.list.current()
                && !pane.list.marks.remove(&row)
            {
                pane.list.marks.insert(row);
            }
            self.go(Action::Down);
        }
    }
}

fn types() -> Pick {
    let choice = |(at, name): (usize, &&str)| {
        let addable = rules::addable(&kind(at));
        Choice {
            name: (*name).to_owned(),
            note: addable
                .as_ref()
                .map_or("not offered: Enter says why", |()| "")
                .to_owned(),
            does: addable
                .map(|()| Command::AddProvider(kind(at)))
                .map_err(|why| why.to_string()),
        }
    };
    Pick::new(
        "Add client provider: its type",
        TYPES.iter().enumerate().map(choice).collect(),
    )
}
