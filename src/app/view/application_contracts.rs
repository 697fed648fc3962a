//! The contracts of one client application: the APIs it may call.

use super::api_contracts::status_cell;
use super::who::refusal;
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, grows, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{Api, ApplicationContract, ApplicationId, EnvironmentId};

const COLUMNS: &[Column] = &[
    grows(Col::Name, "API", 20),
    wide(Col::Environment, "ENVIRONMENT", 16, 1),
    fixed(Col::Status, "STATUS", 10, 0),
];

#[derive(Debug)]
pub struct ApplicationContractsView(pub ApplicationId);

impl ApplicationContractsView {
    fn contracts<'a>(&self, model: &'a Model) -> &'a [ApplicationContract] {
        let contracts = model.data.access.application_contracts(self.0);
        contracts.map_or(&[], |contracts| &contracts.rows)
    }

    fn contract<'a>(&self, model: &'a Model, row: RowId) -> Option<&'a ApplicationContract> {
        self.contracts(model).get(row.entry()?)
    }
}

/// The environment of a contract's API: where the contract doesn't tell it, the one that has such an API.
fn environment(model: &Model, contract: &ApplicationContract) -> Option<EnvironmentId> {
    let of_api = || {
        let id = contract.api?;
        let mut all = model
            .data
            .environments_so_far()
            .iter()
            .map(|environment| environment.id);
        all.find(|environment| model.data.api(*environment, id).is_some())
    };
    contract.environment.or_else(of_api)
}

fn api<'a>(model: &'a Model, contract: &ApplicationContract) -> Option<&'a Api> {
    model.data.api(environment(model, contract)?, contract.api?)
}

impl View for ApplicationContractsView {
    fn tab(&self) -> &'static str {
        "Contracts"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let contracts = self.contracts(model);
        let own = [AccessRead::ApplicationContracts(self.0).into(), Resource::Environments];
        let uses = if contracts.iter().any(|contract| contract.environment.is_none()) {
            model.usage_resources()
        } else {
            contracts
                .iter()
                .filter_map(|contract| contract.environment.map(Resource::Use))
                .collect()
        };
        own.into_iter().chain(uses).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        (0..self.contracts(model).len()).map(RowId::Entry).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let contract = self.contract(model, row)?;
        match col {
            Col::Name => Some(match (api(model, contract), &contract.asset, contract.api) {
                (Some(api), ..) => Cell::plain(api.shown_name()),
                (None, Some(asset), _) => Cell::plain(asset.shown()),
                (None, None, Some(id)) => Cell::dim(id.to_string()),
                (None, None, None) => return None,
            }),
            Col::Environment => Some(Cell::plain(model.data.environment_name(environment(model, contract)?))),
            _ => Some(status_cell(&contract.status)),
        }
    }

    fn leads_to(&self, model: &Model, row: RowId) -> Option<Vec<RowId>> {
        let contract = self.contract(model, row)?;
        let place = environment(model, contract);
        let api = api(model, contract).map(|api| RowId::Api(api.environment, api.id));
        Some(api.or(place.map(RowId::Environment)).into_iter().collect())
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::ApplicationContracts(self.0))
    }

    fn none(&self, _: &Model) -> &'static str {
        "No contracts: this application may call no API."
    }
}
