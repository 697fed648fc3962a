//! The scopes of a connected app, by product, each with where it holds.

use super::who::place_rows;
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::connected_app::{AppScope, product_of};
use crate::domain::{ConnectedAppId, OrgId};

const COLUMNS: &[Column] = &[
    fixed(Col::Product, "PRODUCT", 19, 2),
    wide(Col::Scopes, "SCOPE", 18, 0),
    wide(Col::Group, "BUSINESS GROUP", 14, 1),
    fixed(Col::Environment, "ENVIRONMENT", 14, 1),
];

#[derive(Debug)]
pub struct AppScopesView(pub OrgId, pub ConnectedAppId);

impl AppScopesView {
    fn found<'a>(&self, model: &'a Model, row: RowId) -> Option<&'a AppScope> {
        model.data.access.app_scopes(self.0, self.1)?.get(row.entry()?)
    }
}

impl View for AppScopesView {
    fn tab(&self) -> &'static str {
        "Scopes"
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(AccessRead::AppScopes(self.0, self.1))
    }

    fn resources(&self, _: &Model, _: &List) -> Vec<Resource> {
        vec![
            AccessRead::AppScopes(self.0, self.1).into(),
            AccessRead::ConnectedApps(self.0).into(),
            Resource::Environments,
        ]
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let scopes = model.data.access.app_scopes(self.0, self.1);
        let mut rows: Vec<(usize, &AppScope)> = scopes.into_iter().flatten().enumerate().collect();
        rows.sort_by_key(|(_, one)| (product_of(&one.scope), *one));
        rows.into_iter().map(|(at, _)| RowId::Entry(at)).collect()
    }

    /// Some scopes have no context.
    fn absent(&self) -> &'static str {
        ""
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let one = self.found(model, row)?;
        let name = |row: RowId, id: String| model.name_of(row).unwrap_or(id);
        Some(match col {
            Col::Product => Cell::dim(product_of(&one.scope)?),
            Col::Scopes if one.scope.raw() == "full" => Cell::of("full", Tone::Warning),
            Col::Scopes => Cell::plain(one.scope.shown()),
            Col::Group => {
                let id = one.context.organization?;
                Cell::plain(name(RowId::Org(id), id.short()))
            }
            Col::Environment => {
                let id = one.context.environment?;
                Cell::plain(name(RowId::Environment(id), id.short()))
            }
            _ => return None,
        })
    }

    fn leads_to(&self, model: &Model, row: RowId) -> Option<Vec<RowId>> {
        Some(place_rows(&self.found(model, row)?.context).collect())
    }

    fn none(&self, _: &Model) -> &'static str {
        "No scopes."
    }
}
