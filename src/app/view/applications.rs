//! Client applications of one client provider.

use std::borrow::Cow;

use super::providers::orphans;
use super::{Cell, View};
use crate::app::line::Line;
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::ProviderRef;

const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 18),
    fixed(Col::ClientId, "CLIENT ID", 20, 2),
    fixed(Col::GrantTypes, "GRANT TYPES", 22, 1),
];

#[derive(Debug)]
pub struct ApplicationsView(pub ProviderRef);

impl View for ApplicationsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Client applications".into()
    }

    fn tab(&self) -> &'static str {
        "Client Applications"
    }

    fn resources(&self, _: &Model, _: &List) -> Vec<Resource> {
        vec![Resource::Applications(self.0)]
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let applications = model.data.applications_so_far(self.0).unwrap_or_default();
        applications.iter().map(|a| RowId::Application(a.id)).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::Application(id) = row else {
            return None;
        };
        let application = model.data.application(self.0, id)?;
        Some(match col {
            Col::Name => Cell::plain(application.name.shown()),
            Col::ClientId => Cell::dim(application.client_id.shown()),
            _ => {
                let types: Vec<_> = application.grant_types.as_ref()?.iter().map(|t| t.shown()).collect();
                Cell::plain(types.join(", "))
            }
        })
    }

    fn notes(&self, model: &Model) -> Vec<Line> {
        let built_in = self.0 == ProviderRef::BuiltIn;
        orphans(model).filter(|_| built_in).into_iter().collect()
    }

    fn none(&self, _: &Model) -> &'static str {
        "No client applications."
    }
}
