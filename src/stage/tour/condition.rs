//! The states that tours wait for. `assets/tours/delete.toml` says in its head what each word means.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Table;

use crate::app::App;
use crate::app::action::Action;
use crate::app::location::Location;
use crate::app::model::remote::Remote;
use crate::app::overlay::Overlay;
use crate::app::overlay::checklist::{Check, Checklist, ChecklistSubject};
use crate::app::overlay::form::{Entry, Field, Form};
use crate::app::target::Control;
use crate::domain::{EnvironmentUse, Organization, ProviderRef, Untrusted};

/// A state of the program: everything that is named must hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "Table")]
pub(super) struct Condition(Vec<StateCheck>);

impl TryFrom<Table> for Condition {
    type Error = toml::de::Error;

    fn try_from(members: Table) -> Result<Self, Self::Error> {
        let check = |member| Table::from_iter([member]).try_into();
        members.into_iter().map(check).collect::<Result<_, _>>().map(Self)
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum StateCheck {
    At(PlaceCondition),
    Organization(OrganizationCondition),
    Provider(String),
    /// The page of the thing that is called so.
    Page(String),
    /// The part of the page that has the keys, by its name in the strip.
    Tab(String),
    /// What the list is filtered by.
    Filter(String),
    Pane(PaneCondition),
    Dialog(bool),
    Deletes(String),
    Typed(String),
    Ready(bool),
    Gone(String),
    There(String),
    Pick(bool),
    Form(bool),
    Review(bool),
    Field(BTreeMap<String, String>),
    Filled(Vec<String>),
    Checklist(String),
    Ticked(String),
    First(String),
    Listed(String),
    Uses {
        environment: String,
        provider: String,
        default: Option<bool>,
    },
    Api {
        environment: String,
        /// As it stands in API Manager: `orders-api 1.0.0 (blue)`.
        name: String,
        provider: String,
    },
    Undone(bool),
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PlaceCondition {
    Products,
    BusinessGroups,
    Environments,
    ClientProviders,
    ApiManager,
    AuditLogs,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OrganizationCondition {
    Root,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PaneCondition {
    Impact,
}

impl Condition {
    pub(super) fn holds(&self, app: &App) -> bool {
        self.0.iter().all(|check| check.holds(app))
    }
}

impl PlaceCondition {
    fn location(self) -> Location {
        match self {
            Self::Products => Location::Products,
            Self::BusinessGroups => Location::BusinessGroups,
            Self::Environments => Location::Environments,
            Self::ClientProviders => Location::ClientProviders,
            Self::ApiManager => Location::ApiManager,
            Self::AuditLogs => Location::AuditLogs,
        }
    }
}

impl StateCheck {
    fn holds(&self, app: &App) -> bool {
        let (page, dialog, form) = (app.page(), app.overlays().dialog(), app.overlays().form());
        let top = app.overlays().last();
        let free = top.is_none();
        let list = match top {
            Some(Overlay::Checklist(list)) => Some(list.as_ref()),
            _ => None,
        };
        let unchanged = app.model().data.changes().next().is_none();
        match self {
            Self::At(place) => free && page.is_some_and(|p| p.at == place.location()),
            Self::Organization(OrganizationCondition::Root) => {
                free && app.model().current_organization().is_some_and(Organization::is_root)
            }
            Self::Provider(name) => match page.map(|p| p.at) {
                Some(Location::ClientProvider(id)) => is_named(app, id, name),
                _ => false,
            },
            Self::Page(name) => {
                let object = page.and_then(|page| page.at.object());
                free && object.and_then(|row| app.model().name_of(row)).as_ref() == Some(name)
            }
            Self::Tab(name) => page
                .and_then(|page| page.pane())
                .is_some_and(|pane| pane.view().tab() == name),
            Self::Filter(text) => {
                let list = page.and_then(|page| page.pane()).map(|pane| &pane.list);
                list.is_some_and(|list| !list.filtering && list.filter.value() == text)
            }
            Self::Pane(PaneCondition::Impact) => page.is_some_and(|p| p.pane_of(Action::Impact) == Some(p.focus)),
            Self::Dialog(open) => dialog.is_some() == *open,
            Self::Deletes(name) => dialog.is_some_and(|d| d.target.provider().is_some() && d.target.name.raw() == name),
            Self::Typed(text) => dialog.is_some_and(|d| d.input.value() == text),
            Self::Ready(ready) => dialog.is_some_and(|d| d.focus == Control::Confirm) == *ready,
            Self::Gone(name) => dialog.is_none() && !unchanged && !is_listed(app, name),
            Self::There(name) => unchanged && is_listed(app, name),
            Self::Pick(open) => matches!(top, Some(Overlay::Pick(_))) == *open,
            Self::Form(open) => matches!(top, Some(Overlay::Form(_))) == *open,
            Self::Review(open) => matches!(top, Some(Overlay::Review(_))) == *open,
            Self::Field(fields) => fields.iter().all(|(label, text)| stands(form, label, text)),
            Self::Filled(labels) => labels.iter().all(|label| is_filled(form, label)),
            Self::Checklist(name) => {
                let subject = list.and_then(|list| subject(app, list));
                subject.is_some_and(|one| one.raw() == name)
            }
            Self::Ticked(name) => list.is_some_and(|list| list.checks.iter().any(|c| is_ticked(c, name))),
            Self::First(name) => {
                let first = list.and_then(|list| list.checks.first());
                first.is_some_and(|c| is_ticked(c, name))
            }
            Self::Listed(name) => free && is_listed(app, name),
            Self::Uses {
                environment,
                provider,
                default,
            } => {
                let named = |id| is_named(app, id, provider);
                free && environment_use(app, environment).is_some_and(|uses| {
                    let used = uses.providers.iter().any(|id| named(ProviderRef::External(*id)));
                    used && default.is_none_or(|default| named(uses.default_provider()) == default)
                })
            }
            Self::Api {
                environment,
                name,
                provider,
            } => {
                free && environment_use(app, environment).is_some_and(|uses| {
                    let mut apis = uses.apis.iter().filter(|api| api.shown_name() == *name);
                    apis.any(|api| is_named(app, api.provider, provider))
                })
            }
            Self::Undone(wanted) => free && unchanged == *wanted,
        }
    }
}

fn is_listed(app: &App, name: &str) -> bool {
    let rows = app
        .model()
        .organization
        .and_then(|here| app.model().data.providers.get(&here));
    rows.is_some_and(|r| matches!(r, Remote::Ready(rows) if rows.iter().any(|row| row.name.raw() == name)))
}

fn is_named(app: &App, provider: ProviderRef, name: &str) -> bool {
    app.model()
        .data
        .provider(provider)
        .is_some_and(|row| row.name.raw() == name)
}

fn environment_use<'a>(app: &'a App, name: &str) -> Option<&'a EnvironmentUse> {
    let data = &app.model().data;
    let mut all = data.environments.get().into_iter().flatten();
    let found = all.find(|one| one.name.raw() == name)?;
    data.environment_use(found.id).map(|uses| &**uses)
}

fn subject<'a>(app: &'a App, list: &Checklist) -> Option<&'a Untrusted> {
    let data = &app.model().data;
    match &list.subject {
        ChecklistSubject::EnvironmentProviders { environment, .. } => {
            data.environment(*environment).map(|one| &one.name)
        }
        ChecklistSubject::ProviderEnvironments { provider } => {
            data.provider(ProviderRef::External(*provider)).map(|row| &row.name)
        }
    }
}

fn is_ticked(check: &Check, name: &str) -> bool {
    check.on && check.name == name
}

fn field<'a>(form: Option<&'a Form>, label: &str) -> Option<&'a Field> {
    form?.fields().find(|field| field.label == label)
}

/// Compares a field of a form with `text`. A secret is never compared.
fn stands(form: Option<&Form>, label: &str, text: &str) -> bool {
    match field(form, label).map(|field| &field.entry) {
        Some(Entry::Text(input)) => input.value() == text,
        Some(Entry::Choice { options, at }) => options.get(*at).is_some_and(|option| option == text),
        Some(Entry::Fixed(words)) => words == text,
        Some(Entry::Switch(on)) => text == if *on { "on" } else { "off" },
        Some(Entry::Secret { .. }) | None => false,
    }
}

fn is_filled(form: Option<&Form>, label: &str) -> bool {
    match field(form, label).map(|field| &field.entry) {
        Some(Entry::Text(input)) => !input.value().is_empty(),
        Some(Entry::Secret { input, .. }) => !input.is_empty(),
        Some(Entry::Choice { .. } | Entry::Fixed(_) | Entry::Switch(_)) => true,
        None => false,
    }
}
