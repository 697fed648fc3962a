//! The client providers of one environment, the default one first.

use super::association::taken_out;
use super::providers::name_or_type;
use super::{Cell, View};
use crate::app::action::Action;
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::impact::ProviderRole;
use crate::domain::{Coverage, EnvironmentId, ProviderRef};

const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "TYPE", 14, 1),
    fixed(Col::Role, "ROLE", 7, 0),
];

#[derive(Debug)]
pub struct EnvironmentProvidersView(pub EnvironmentId);

impl View for EnvironmentProvidersView {
    fn tab(&self) -> &'static str {
        "Client Providers"
    }

    /// What kind of environment it is, and whose.
    fn subtitle(&self, model: &Model) -> Option<String> {
        let environment = model.data.environment(self.0)?;
        let owner = model.data.organization(environment.organization)?;
        Some(format!("{} in {}", environment.kind.label(), owner.name.shown()))
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let resources = |here| vec![Resource::Use(self.0), Resource::Environments, Resource::Providers(here)];
        model.organization.map_or(Vec::new(), resources)
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let Some(uses) = model.data.use_so_far(self.0) else {
            return Vec::new();
        };
        if uses.providers.is_empty() {
            return vec![RowId::Provider(ProviderRef::BuiltIn)];
        }
        let external = |id: &_| RowId::Provider(ProviderRef::External(*id));
        uses.providers.iter().map(external).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::Provider(id) = row else {
            return None;
        };
        if col != Col::Role {
            return name_or_type(model, id, col);
        }
        let is_default = model.data.default_provider(self.0)? == id;
        Some(Cell::plain(ProviderRole::of(is_default).label()))
    }

    /// These rows say what is used where: that is edited, and nothing is deleted everywhere by mistake.
    fn operation(&self, action: Action, list: &List, model: &Model) -> Option<Result<Operation, String>> {
        match (action, list.current()) {
            (Action::Add, _) => {
                let edit = model.key_of(Action::Edit);
                let name = model.thing_name(RowId::Environment(self.0));
                Some(Err(format!("{edit} chooses the client providers of {name}.")))
            }
            (Action::Edit, _) => Some(Ok(Operation::EnvironmentProviders(self.0))),
            (Action::Delete, Some(row @ RowId::Provider(provider @ ProviderRef::External(_)))) => {
                Some(Err(taken_out(provider, self.0, row, model)))
            }
            _ => None,
        }
    }

    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        model.data.use_coverage(self.0, |uses| &uses.providers.coverage)
    }
}
