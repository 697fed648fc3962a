//! The panes that pages and popups are made of: each a list of rows or of lines, computed in one place.

mod coverage;
mod protection;

use std::collections::BTreeSet;

use super::cells::{self, Cell};
use super::keymap::{Binding, Context};
use super::line::Line;
use super::list::column::Col;
use super::list::query::Query;
use super::list::{List, RowId};
use super::location::Location;
use super::model::Model;
use super::resource::Resource;
pub use super::view::kind::{PaneKind, Scope};
use super::{columns, retirement, words};
use crate::domain::id::ProviderRef;
use crate::domain::impact::Impact;
use crate::domain::text::{contains_words, fold};
use crate::domain::{Environment, OrgId, ProviderKind, ProviderRow, Tree};

/// A pane.
#[derive(Debug)]
pub struct Pane {
    /// What it shows.
    pub kind: PaneKind,
    /// Its rows and where one is in them.
    pub list: List,
    /// Derived (but for [`PaneKind::Text`]): its lines, where it is text.
    pub lines: Vec<Line>,
    /// The contexts whose bindings a help pane shows.
    pub contexts: Vec<Context>,
}

impl Pane {
    /// An empty pane.
    #[must_use]
    pub fn new(kind: PaneKind) -> Self {
        Self {
            kind,
            list: List::default(),
            lines: Vec::new(),
            contexts: Vec::new(),
        }
    }

    /// A pane of lines that do not change.
    #[must_use]
    pub fn text(lines: Vec<Line>) -> Self {
        Self {
            lines,
            ..Self::new(PaneKind::Text)
        }
    }

    /// The contexts of the bindings that apply in a popup that is this pane alone.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        if self.list.filtering {
            &[Context::Field, Context::Always]
        } else {
            &[Context::Any, Context::Always]
        }
    }

    /// Its title, with the counts.
    #[must_use]
    pub fn title(&self, model: &Model, at: Location) -> String {
        let name = match self.kind {
            PaneKind::Backends | PaneKind::Accounts => "Sign in",
            PaneKind::Products => "Anypoint Platform",
            PaneKind::Groups => "Business Groups",
            PaneKind::GroupFacts(_) => "Settings",
            PaneKind::Environments(_) => "Environments",
            PaneKind::Providers | PaneKind::EnvironmentProviders(_) => "Client Providers",
            PaneKind::Apis(_) => "APIs",
            PaneKind::Applications(_) => "Client applications",
            PaneKind::Config(_) => "Configuration",
            PaneKind::Impact(id) if model.data.counted(id) && model.data.impact(id).is_some_and(Impact::complete) => {
                "Impact: complete"
            }
            PaneKind::Impact(_) => "Impact",
            PaneKind::Retirement(_) => "Move dependents first",
            PaneKind::DeleteButton(_) => "Delete",
            PaneKind::Commands => "Command",
            PaneKind::Help => return format!("Help: {}", at.title()),
            PaneKind::Text => "",
        };
        let (rows, total) = (self.list.rows.len(), self.list.total);
        match self.kind {
            _ if self.kind.is_text() => name.into(),
            PaneKind::Backends
            | PaneKind::Accounts
            | PaneKind::Products
            | PaneKind::Commands
            | PaneKind::Retirement(_) => name.into(),
            // What may not be seen is not counted as nothing.
            _ if total == 0 && model.refuses(self.kind) => name.into(),
            _ => {
                let more = if self.may_have_more(model) { "+" } else { "" };
                match self.list.filter.value() {
                    "" => format!("{name} ({total}{more})"),
                    _ => format!("{name} ({rows} of {total}{more})"),
                }
            }
        }
    }

    /// The pieces of the organization that its rows are made of: the first is what it cannot do without.
    #[must_use]
    pub fn resources(&self, model: &Model) -> Vec<Resource> {
        let Some(here) = model.organization else {
            return Vec::new();
        };
        let impact = |id| {
            let mut resources = model.impact_slots_of(id);
            resources.extend([Resource::Count(id), Resource::Providers(here)]);
            resources
        };
        match self.kind {
            PaneKind::Groups | PaneKind::GroupFacts(_) => vec![Resource::Tree, Resource::Environments],
            PaneKind::Environments(Scope::Organization(id)) => {
                let all = model.data.environments.get().into_iter().flatten();
                let own = all.filter(|e| e.organization == id).map(|e| Resource::Use(e.id));
                [Resource::Environments, Resource::Providers(here)]
                    .into_iter()
                    .chain(own)
                    .collect()
            }
            PaneKind::Apis(Scope::Provider(id)) => {
                let mut resources = model.impact_slots_of(id);
                resources.push(Resource::Providers(here));
                resources.extend(self.protections(model));
                resources
            }
            PaneKind::Environments(_) | PaneKind::Apis(Scope::Here | Scope::Organization(_)) => {
                let mut resources = model.impact_slots();
                resources.push(Resource::Providers(here));
                resources.extend(self.protections(model));
                resources
            }
            PaneKind::Providers => {
                let mut resources = vec![Resource::Providers(here)];
                if model.sees_all() {
                    let rows = model.client_providers().unwrap_or_default();
                    resources.extend(rows.iter().map(|row| Resource::Count(row.id)));
                    // A list of the platform does not tell Microsoft Entra ID from other OpenID providers.
                    let untold = |row: &&ProviderRow| model.mode.is_live() && row.kind == ProviderKind::Oidc;
                    resources.extend(rows.iter().filter(untold).map(|row| Resource::Provider(here, row.id)));
                    resources.extend(model.impact_slots());
                }
                resources
            }
            PaneKind::EnvironmentProviders(id) => {
                vec![Resource::Use(id), Resource::Environments, Resource::Providers(here)]
            }
            PaneKind::Apis(Scope::Environment(id)) => {
                let mut resources = vec![Resource::Use(id), Resource::Environments, Resource::Providers(here)];
                resources.extend(self.protections(model));
                resources
            }
            PaneKind::Applications(id) => vec![Resource::Applications(id)],
            PaneKind::Config(id) => vec![Resource::Provider(here, id), Resource::Providers(here)],
            PaneKind::Impact(id) => impact(id),
            PaneKind::Retirement(id) => impact(ProviderRef::External(id)),
            _ => Vec::new(),
        }
    }

    /// What stands in column `col` of row `row`.
    #[must_use]
    pub fn cell<'a>(&self, model: &'a Model, row: RowId, col: Col) -> Cell<'a> {
        cells::cell(model, self.kind, &self.list, row, col)
    }

    /// Brings rows and lines up to date.
    pub fn settle(&mut self, model: &Model) {
        if self.kind.is_text() {
            match self.kind {
                PaneKind::GroupFacts(id) => self.lines = words::group(model, id),
                PaneKind::Config(id) => self.lines = words::config(model, id),
                PaneKind::Impact(id) => self.lines = words::impact(model, id),
                _ => {}
            }
            let needle = fold(self.list.filter.value());
            let found = |(_, line): &(usize, &Line)| {
                contains_words(&line.label, &needle) || contains_words(&line.value, &needle)
            };
            let rows = self
                .lines
                .iter()
                .enumerate()
                .filter(found)
                .map(|(i, _)| RowId::Line(i))
                .collect();
            return self.list.set_rows(rows, self.lines.len());
        }
        let mut rows = self.all_rows(model);
        let total = match self.kind {
            // Folded groups are there all the same.
            PaneKind::Groups => model.data.tree.get().map_or(0, Tree::len),
            _ => rows.len(),
        };
        let columns = columns::columns(self.kind, model);
        let typed = self.list.filter.value();
        let needle = match self.kind {
            PaneKind::Commands => fold(command(typed).0),
            _ => fold(typed),
        };
        if !needle.is_empty() {
            let query = Query::of(&needle, columns);
            rows.retain(|row| query.fits(|column| self.cell(model, *row, column).text));
        }
        self.sort(model, &mut rows);
        if self.kind == PaneKind::Commands {
            // What begins as it is typed comes first.
            let begins = |row: &RowId| self.cell(model, *row, Col::Name).text.starts_with(&needle);
            rows.sort_by_key(|row| !begins(row));
        }
        self.list.set_rows(rows, total);
    }

    fn all_rows(&self, model: &Model) -> Vec<RowId> {
        let data = &model.data;
        match self.kind {
            PaneKind::Backends => {
                let open = model.live.as_ref().map(|live| &live.profile);
                let other = |at: &usize| model.profiles.get(*at).map(|listed| &listed.shown) != open;
                let profiles = (0..model.profiles.len()).filter(other).map(RowId::Profile);
                std::iter::once(RowId::Home).chain(profiles).collect()
            }
            PaneKind::Accounts => (0..model.accounts.len()).map(RowId::Account).collect(),
            PaneKind::Products => vec![RowId::AccessManagement, RowId::ApiManager],
            PaneKind::Retirement(id) => retirement::rows(model, id),
            PaneKind::Groups => self.groups(model),
            PaneKind::Environments(scope) => {
                let here = |e: &&Environment| in_scope(model, scope, e);
                environments(model)
                    .filter(here)
                    .map(|e| RowId::Environment(e.id))
                    .collect()
            }
            PaneKind::Providers => {
                let rows = model.client_providers();
                rows.into_iter().flatten().map(|row| RowId::Provider(row.id)).collect()
            }
            PaneKind::EnvironmentProviders(id) => match data.seen_use(id) {
                Some(uses) if uses.providers.is_empty() => vec![RowId::Provider(ProviderRef::BuiltIn)],
                Some(uses) => uses
                    .providers
                    .iter()
                    .map(|p| RowId::Provider(ProviderRef::External(*p)))
                    .collect(),
                None => Vec::new(),
            },
            PaneKind::Apis(scope) => {
                let mut rows = Vec::new();
                for environment in environments(model) {
                    let apis = data.seen_use(environment.id).map(|u| &u.apis[..]).unwrap_or_default();
                    rows.extend(
                        apis.iter()
                            .filter(|api| match scope {
                                Scope::Provider(id) => api.provider == id,
                                Scope::Environment(id) => environment.id == id,
                                Scope::Here | Scope::Organization(_) => in_scope(model, scope, environment),
                            })
                            .map(|api| RowId::Api(environment.id, api.id)),
                    );
                }
                rows
            }
            PaneKind::Applications(id) => {
                let applications = data.seen_applications(id).unwrap_or_default();
                applications.iter().map(|a| RowId::Application(a.id)).collect()
            }
            PaneKind::Commands => {
                let mut seen = BTreeSet::new();
                let mut named = |b: &Binding| {
                    let here = !matches!(b.context, Context::Field | Context::Dialog);
                    here && !b.action.moves() && seen.insert(b.action)
                };
                let all = model.keymap.all().enumerate();
                all.filter(|(_, b)| named(b)).map(|(i, _)| RowId::Binding(i)).collect()
            }
            PaneKind::Help => {
                let here = |b: &Binding| self.contexts.contains(&b.context) && !b.keys.is_empty();
                let all = model.keymap.all().enumerate();
                all.filter(|(_, b)| here(b)).map(|(i, _)| RowId::Binding(i)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn groups(&self, model: &Model) -> Vec<RowId> {
        let folded = &self.list.folded;
        let filtering = !self.list.filter.value().is_empty();
        let shown = |parents: &[OrgId]| filtering || !parents.iter().any(|p| folded.contains(p));
        let all = model.data.tree.get().into_iter().flat_map(Tree::iter);
        all.filter(|o| shown(&o.parents)).map(|o| RowId::Org(o.id)).collect()
    }
}

/// A command line: the name of a command, and what follows it.
#[must_use]
pub fn command(typed: &str) -> (&str, Option<&str>) {
    let (name, rest) = typed.trim_start().split_once(' ').unwrap_or((typed.trim(), ""));
    (name, Some(rest.trim()).filter(|rest| !rest.is_empty()))
}

fn environments(model: &Model) -> impl Iterator<Item = &Environment> {
    model.data.seen_environments().iter()
}

fn in_scope(model: &Model, scope: Scope, environment: &Environment) -> bool {
    match scope {
        Scope::Organization(id) => environment.organization == id,
        Scope::Environment(id) => environment.id == id,
        Scope::Provider(id) => model.data.environment_use(environment.id).is_some_and(|u| u.offers(id)),
        Scope::Here => model.is_here(environment.organization),
    }
}
