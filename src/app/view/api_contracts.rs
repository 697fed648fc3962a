//! The contracts of one API instance, each with its client application.

use super::api_configuration::{coverage, is_unread, none, resources, row_resources};
use super::client_applications::provider_cell;
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{ApiId, Contract, Coverage, EnvironmentId, Untrusted};

const COLUMNS: &[Column] = &[
    grows(Col::Name, "APPLICATION", 20),
    fixed(Col::Provider, "CLIENT PROVIDER", 19, 2),
    fixed(Col::Status, "STATUS", 10, 1),
];

#[derive(Debug)]
pub struct ApiContractsView(pub EnvironmentId, pub ApiId);

impl ApiContractsView {
    fn contract<'a>(&self, model: &'a Model, row: RowId) -> Option<&'a Contract> {
        model.data.api(self.0, self.1)?.contracts.get(row.entry()?)
    }
}

/// Where a contract stands.
pub fn status_cell(status: &Untrusted) -> Cell<'_> {
    match status.raw() {
        "" => Cell::dim("unknown"),
        "APPROVED" => Cell::of(status.shown(), Tone::Good),
        "PENDING" => Cell::of(status.shown(), Tone::Warning),
        _ => Cell::dim(status.shown()),
    }
}

impl View for ApiContractsView {
    fn tab(&self) -> &'static str {
        "Contracts"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let mut all = resources(model, self.0, self.1);
        let has_rows = model
            .data
            .api(self.0, self.1)
            .is_some_and(|api| !api.contracts.is_empty());
        all.extend(has_rows.then_some(Resource::Access(AccessRead::Applications)));
        all
    }

    fn row_resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        row_resources(model, self.0, self.1)
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let api = model.data.api(self.0, self.1);
        let contracts = api.map_or(0, |api| api.contracts.len());
        (0..contracts).map(RowId::Entry).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let contract = self.contract(model, row)?;
        let application = model.data.any_application(contract.application);
        match (col, application) {
            (Col::Name, Some(application)) => Some(Cell::plain(application.name.shown())),
            (Col::Name, None) => Some(Cell::dim(contract.application.to_string())),
            (Col::Provider, application) => Some(provider_cell(model, application?)),
            _ => Some(status_cell(&contract.status)),
        }
    }

    fn leads_to(&self, model: &Model, row: RowId) -> Option<Vec<RowId>> {
        let contract = self.contract(model, row)?;
        Some(vec![RowId::Application(contract.application)])
    }

    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        coverage(model, self.0, self.1, |api| &api.contracts.coverage)
    }

    fn is_refused(&self, model: &Model) -> bool {
        is_unread(model.data.api(self.0, self.1))
    }

    fn none(&self, model: &Model) -> &'static str {
        none(model.data.api(self.0, self.1), "No contracts.")
    }
}
