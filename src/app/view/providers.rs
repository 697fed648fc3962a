//! The client providers of the current organization, and how much each is used.

use std::borrow::Cow;

use super::{Cell, View};
use crate::app::action::Action;
use crate::app::line::{Line, Tone};
use crate::app::list::column::{Col, Column, fixed, grows, number};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::impact::Unseen;
use crate::domain::rules::Visibility;
use crate::domain::{ProviderKind, ProviderRef, ProviderRow};

pub(super) const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "TYPE", 14, 1),
    fixed(Col::Id, "ID", 8, 5),
    number(Col::Environments, "ENVS", 5, 2),
    number(Col::Apis, "APIS", 5, 4),
    number(Col::Applications, "APPS", 5, 3),
    fixed(Col::DefaultIn, "DEFAULT IN", 18, 6),
];
/// The same where two have one name: the id comes before how much they are used.
pub(super) const TWINS: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "TYPE", 14, 1),
    fixed(Col::Id, "ID", 8, 0),
    number(Col::Environments, "ENVS", 5, 2),
    number(Col::Apis, "APIS", 5, 4),
    number(Col::Applications, "APPS", 5, 3),
    fixed(Col::DefaultIn, "DEFAULT IN", 18, 6),
];
pub(super) const NAMES: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "TYPE", 14, 1),
    fixed(Col::Id, "ID", 8, 2),
];

#[derive(Debug)]
pub struct ProvidersView;

impl View for ProvidersView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Client Providers".into()
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let Some(here) = model.organization else {
            return Vec::new();
        };
        let mut resources = vec![Resource::Providers(here)];
        if model.sees_all() {
            let rows = model.client_providers().unwrap_or_default();
            resources.extend(rows.iter().map(|row| Resource::Count(row.id)));
            // A list of the platform does not tell Microsoft Entra ID from other OpenID providers.
            let unsure = |row: &&ProviderRow| model.mode.is_live() && row.kind == ProviderKind::Oidc;
            resources.extend(rows.iter().filter(unsure).map(|row| Resource::Provider(here, row.id)));
            resources.extend(model.usage_resources());
            resources.extend(orphan_read(model));
        }
        resources
    }

    fn columns(&self, model: &Model) -> &'static [Column] {
        match model.view() {
            Some(Visibility::Names(_)) => NAMES,
            _ if model.data.has_twins() => TWINS,
            _ => COLUMNS,
        }
    }

    fn operation(&self, action: Action, _: &List, _: &Model) -> Option<Result<Operation, String>> {
        (action == Action::Add).then_some(Ok(Operation::AddProvider))
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let rows = model.client_providers().unwrap_or_default();
        rows.iter().map(|row| RowId::Provider(row.id)).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::Provider(id) = row else {
            return None;
        };
        let data = &model.data;
        let usage = || data.all_read.then(|| data.usage.get(&id).copied().unwrap_or_default());
        // What was not read whole may use it as well.
        let more = |lists| if data.coverage_of(lists).is_complete() { "" } else { "+" };
        Some(match col {
            Col::Name | Col::Type => return name_or_type(model, id, col),
            Col::Id => match id {
                ProviderRef::BuiltIn => Cell::dim(""),
                ProviderRef::External(id) => Cell::dim(id.short()),
            },
            Col::Environments | Col::DefaultIn if id == ProviderRef::BuiltIn && data.doubts_built_in_use() => {
                return None;
            }
            Col::Environments => Cell::plain(format!("{}{}", usage()?.environments, more(Unseen::Providers))),
            Col::Apis => Cell::plain(format!("{}{}", usage()?.apis, more(Unseen::Apis))),
            Col::Applications => Cell::plain(data.applications_counted(id)?.words()?),
            Col::DefaultIn => Cell::plain(usage()?.default_words(more(Unseen::Providers))),
            _ => return None,
        })
    }

    fn whole(&self, _: &Model, row: RowId, col: Col) -> Option<String> {
        match (row, col) {
            (RowId::Provider(ProviderRef::External(id)), Col::Id) => Some(id.to_string()),
            _ => None,
        }
    }

    fn notes(&self, model: &Model) -> Vec<Line> {
        match model.view() {
            Some(Visibility::Names(why)) => vec![Line::text(Tone::Warning, why.to_string())],
            _ => orphans(model).into_iter().collect(),
        }
    }

    fn is_refused(&self, model: &Model) -> bool {
        self.refusal(model).is_some()
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        match model.view() {
            Some(Visibility::Nothing(why)) => Some(why.to_string()),
            _ => None,
        }
    }

    fn none(&self, _: &Model) -> &'static str {
        "No client providers are visible here."
    }
}

/// The list that tells which applications lost their registration: files alone do.
pub(super) fn orphan_read(model: &Model) -> Option<Resource> {
    let told = !model.mode.is_live() && model.sees_all();
    told.then_some(Resource::Applications(ProviderRef::BuiltIn))
}

/// What the built-in client provider counts that deleted ones left to it.
pub(super) fn orphans(model: &Model) -> Option<Line> {
    Some(Line::text(Tone::Warning, model.data.orphans(!model.mode.is_live())?))
}

/// Where a client provider is added, for the panes of one.
pub fn added_in_list(model: &Model) -> String {
    let list = model.key_of(Action::ClientProviders);
    let add = model.key_of(Action::Add);
    format!("To add a client provider, press {list}, then {add}.")
}

pub fn name_or_type(model: &Model, id: ProviderRef, col: Col) -> Option<Cell<'_>> {
    let row = model.data.provider(id);
    Some(match (col, row) {
        (Col::Type, row) => Cell::plain(row?.kind.label()),
        (_, Some(row)) if row.name.raw().is_empty() => Cell::dim("(no name)"),
        (_, Some(row)) => Cell::plain(row.name.shown()),
        (_, None) => Cell::dim(model.provider_name(id)),
    })
}
