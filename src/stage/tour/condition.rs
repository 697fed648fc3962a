//! The states that tours wait for. `assets/tours/delete.toml` says in its head what each word means.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::app::App;
use crate::app::action::Action;
use crate::app::location::Location;
use crate::app::overlay::Overlay;
use crate::app::overlay::checklist::{Check, Checklist, ChecklistSubject};
use crate::app::overlay::form::{Entry, Field, Form};
use crate::app::remote::Remote;
use crate::app::target::Control;
use crate::domain::{EnvironmentId, Organization, ProviderRef, Untrusted};

/// A state of the program: every member that is set must hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Condition {
    at: Option<PlaceCondition>,
    organization: Option<OrganizationCondition>,
    provider: Option<String>,
    pane: Option<PaneCondition>,
    dialog: Option<bool>,
    deletes: Option<String>,
    typed: Option<String>,
    ready: Option<bool>,
    gone: Option<String>,
    there: Option<String>,
    pick: Option<bool>,
    form: Option<bool>,
    review: Option<bool>,
    #[serde(default)]
    field: BTreeMap<String, String>,
    #[serde(default)]
    filled: Vec<String>,
    checklist: Option<String>,
    ticked: Option<String>,
    first: Option<String>,
    listed: Option<String>,
    uses: Option<TourEnvironmentCondition>,
    api: Option<TourApiCondition>,
    undone: Option<bool>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PlaceCondition {
    Products,
    BusinessGroups,
    Environments,
    ClientProviders,
    ApiManager,
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

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TourEnvironmentCondition {
    environment: String,
    provider: String,
    default: Option<bool>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TourApiCondition {
    environment: String,
    /// As it stands in API Manager: `orders-api 1.0.0 (blue)`.
    name: String,
    provider: String,
}

impl Condition {
    pub(super) fn holds(&self, app: &App) -> bool {
        self.place_holds(app) && self.dialog_holds(app) && self.form_holds(app) && self.organization_holds(app)
    }

    fn place_holds(&self, app: &App) -> bool {
        let page = app.page();
        let at = |wanted: PlaceCondition| {
            let wanted = match wanted {
                PlaceCondition::Products => Location::Products,
                PlaceCondition::BusinessGroups => Location::BusinessGroups,
                PlaceCondition::Environments => Location::Environments,
                PlaceCondition::ClientProviders => Location::ClientProviders,
                PlaceCondition::ApiManager => Location::ApiManager,
            };
            app.overlays().is_empty() && page.is_some_and(|p| p.at == wanted)
        };
        let root = |_: OrganizationCondition| {
            app.overlays().is_empty() && app.model().current_organization().is_some_and(Organization::is_root)
        };
        let provider = |name: &String| match page.map(|p| p.at) {
            Some(Location::ClientProvider(id)) => {
                app.model().data.provider(id).is_some_and(|row| row.name.raw() == name)
            }
            _ => false,
        };
        let impact = |_: PaneCondition| page.is_some_and(|p| p.pane_of(Action::Impact) == Some(p.focus));
        self.at.is_none_or(at)
            && self.organization.is_none_or(root)
            && self.provider.as_ref().is_none_or(provider)
            && self.pane.is_none_or(impact)
    }

    fn dialog_holds(&self, app: &App) -> bool {
        let dialog = app.dialog();
        let typed = |text: &String| dialog.is_some_and(|d| d.input.value() == text);
        let ready = |ready: bool| dialog.is_some_and(|d| d.focus == Control::Confirm) == ready;
        let deletes =
            |name: &String| dialog.is_some_and(|d| d.target.provider().is_some() && d.target.name.raw() == name);
        self.dialog.is_none_or(|open| dialog.is_some() == open)
            && self.deletes.as_ref().is_none_or(deletes)
            && self.typed.as_ref().is_none_or(typed)
            && self.ready.is_none_or(ready)
    }

    fn form_holds(&self, app: &App) -> bool {
        let top = app.overlays().last();
        let form = app.form();
        let list = top.and_then(|overlay| match overlay {
            Overlay::Checklist(list) => Some(list.as_ref()),
            _ => None,
        });
        let about = |name: &String| list.is_some_and(|list| subject(app, list).is_some_and(|one| one.raw() == name));
        let ticked = |name: &String| list.is_some_and(|list| list.checks.iter().any(|c| c.on && is(c, name)));
        let first = |name: &String| {
            let first = list.and_then(|list| list.checks.first());
            first.is_some_and(|c| c.on && is(c, name))
        };
        let opened = |wanted: Option<bool>, open: bool| wanted.is_none_or(|wanted| wanted == open);
        opened(self.pick, matches!(top, Some(Overlay::Pick(_))))
            && opened(self.form, matches!(top, Some(Overlay::Form(_))))
            && opened(self.review, matches!(top, Some(Overlay::Review(_))))
            && self.field.iter().all(|(label, text)| stands(form, label, text))
            && self.filled.iter().all(|label| is_filled(form, label))
            && self.checklist.as_ref().is_none_or(about)
            && self.ticked.as_ref().is_none_or(ticked)
            && self.first.as_ref().is_none_or(first)
    }

    /// The organization as far as it is read. An open overlay makes all of it false.
    fn organization_holds(&self, app: &App) -> bool {
        let unchanged = app.model().data.effects.is_empty();
        let free = app.overlays().is_empty();
        let undone = |wanted: bool| free && unchanged == wanted;
        let gone = |name: &String| app.dialog().is_none() && !unchanged && !is_listed(app, name);
        let there = |name: &String| unchanged && is_listed(app, name);
        let uses = |wanted: &TourEnvironmentCondition| {
            let found = environment(app, &wanted.environment).and_then(|id| app.model().data.environment_use(id));
            let named = |provider| is_named(app, provider, &wanted.provider);
            found.is_some_and(|uses| {
                let used = uses.providers.iter().any(|id| named(ProviderRef::External(*id)));
                used && wanted
                    .default
                    .is_none_or(|default| named(uses.default_provider()) == default)
            })
        };
        let api = |wanted: &TourApiCondition| {
            let found = environment(app, &wanted.environment).and_then(|id| app.model().data.environment_use(id));
            found.is_some_and(|uses| {
                let mut apis = uses.apis.iter().filter(|api| api.shown_name() == wanted.name);
                apis.any(|api| is_named(app, api.provider, &wanted.provider))
            })
        };
        self.gone.as_ref().is_none_or(gone)
            && self.there.as_ref().is_none_or(there)
            && self.listed.as_ref().is_none_or(|name| free && is_listed(app, name))
            && self.uses.as_ref().is_none_or(|wanted| free && uses(wanted))
            && self.api.as_ref().is_none_or(|wanted| free && api(wanted))
            && self.undone.is_none_or(undone)
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

fn environment(app: &App, name: &str) -> Option<EnvironmentId> {
    let mut all = app.model().data.environments.get().into_iter().flatten();
    all.find(|one| one.name.raw() == name).map(|one| one.id)
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

fn is(check: &Check, name: &str) -> bool {
    check.name == name
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
