//! Policies and contracts of the API instances in a pane: read for those in view, and for all where a filter or an order
//! needs them.

use super::Pane;
use crate::app::list::RowId;
use crate::app::list::column::Col;
use crate::app::list::query::Query;
use crate::app::model::Model;
use crate::app::resource::Resource;
use crate::app::view::kind::PaneKind;
use crate::app::{cells, columns};
use crate::domain::text::{count, fold};
use crate::domain::{Api, Coverage};

/// What decides which rows a pane has, and in which order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decides {
    /// Neither policies nor contracts.
    Neither,
    /// Words of the filter that may stand there.
    Words,
    /// A filter about that column, or the order.
    Column,
}

impl Pane {
    /// The pieces with the policies and contracts that it needs.
    pub(super) fn protections(&self, model: &Model) -> Vec<Resource> {
        let data = &model.data;
        match self.decides(model) {
            Decides::Neither => {}
            // What is typed so far is seldom the whole word, and each API takes two requests.
            Decides::Words if self.list.filtering => {}
            Decides::Words | Decides::Column => {
                return self.apis(model).filter_map(|api| data.any_protection_of(api)).collect();
            }
        }
        let rows = self.list.rows.iter().skip(self.list.top);
        let apis = rows.take(model.size.height.into()).filter_map(|row| api(model, *row));
        apis.filter_map(|api| data.protection_of(api)).collect()
    }

    /// Partial where rows are sought or sorted by policies or contracts that are not all read.
    pub(super) fn protected(&self, model: &Model) -> Coverage {
        if self.decides(model) == Decides::Neither {
            return Coverage::Complete;
        }
        match self.apis(model).filter(|api| !api.known).count() {
            0 => Coverage::Complete,
            n => Coverage::Partial(format!("Policies of {} are not read.", count(n, "API", "APIs"))),
        }
    }

    fn decides(&self, model: &Model) -> Decides {
        if !matches!(self.kind, PaneKind::Apis(_)) {
            return Decides::Neither;
        }
        let typed = fold(self.list.filter.value());
        let query = Query::of(&typed, columns::columns(self.kind, model));
        let sorted = matches!(self.sorted_by(model), Some(Col::Policy | Col::Contracts));
        if sorted || query.names(Col::Policy) {
            Decides::Column
        } else if query.words().any(cells::may_protect) {
            Decides::Words
        } else {
            Decides::Neither
        }
    }

    /// All of its API instances, whatever the filter is.
    fn apis<'a>(&self, model: &'a Model) -> impl Iterator<Item = &'a Api> {
        self.all_rows(model).into_iter().filter_map(|row| api(model, row))
    }
}

fn api(model: &Model, row: RowId) -> Option<&Api> {
    match row {
        RowId::Api(environment, id) => model.data.api(environment, id),
        _ => None,
    }
}
