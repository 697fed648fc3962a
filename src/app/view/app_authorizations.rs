//! The users who let a connected app act for them.

use super::connected_apps::{last_used_cell, owners};
use super::who::{day, last_fits, last_words};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::query::Fit;
use crate::app::list::values::Values;
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::connected_app::AppAuthorization;
use crate::domain::{ConnectedAppId, OrgId};

const COLUMNS: &[Column] = &[
    wide(Col::User, "USER", 16, 0),
    wide(Col::Scopes, "SCOPES", 16, 2),
    fixed(Col::Time, "CREATED", 10, 3),
    fixed(Col::LastUsed, "LAST USED", 10, 1).takes(Values::Age),
];

#[derive(Debug)]
pub struct AppAuthorizationsView(pub OrgId, pub ConnectedAppId);

impl AppAuthorizationsView {
    fn found<'a>(&self, model: &'a Model, row: RowId) -> Option<&'a AppAuthorization> {
        model.data.access.app_authorizations(self.0)?.get(row.entry()?)
    }
}

impl View for AppAuthorizationsView {
    fn tab(&self) -> &'static str {
        "Authorizations"
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(AccessRead::AppAuthorizations(self.0))
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let own = [AccessRead::AppAuthorizations(self.0)];
        own.into_iter().chain(owners(model)).map(Resource::from).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let all = model.data.access.app_authorizations(self.0);
        let own = all
            .into_iter()
            .flatten()
            .enumerate()
            .filter(|(_, one)| one.app == self.1);
        own.map(|(at, _)| RowId::Entry(at)).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let one = self.found(model, row)?;
        Some(match col {
            Col::User => match model.data.access.user(one.user?) {
                Some(user) => Cell::plain(user.username.shown()),
                None => Cell::dim(one.user?.to_string()),
            },
            Col::Scopes => {
                let scopes: Vec<_> = one.scopes.iter().map(|scope| scope.shown()).collect();
                Cell::plain(scopes.join(", "))
            }
            Col::Time => Cell::dim(day(one.created?)),
            Col::LastUsed => last_used_cell(one.last_used),
            _ => return None,
        })
    }

    fn whole(&self, model: &Model, row: RowId, col: Col) -> Option<String> {
        let one = self.found(model, row)?;
        match col {
            Col::Time => Some(one.created?.to_string()),
            Col::LastUsed => Some(last_words(one.last_used)),
            _ => None,
        }
    }

    fn matches(&self, model: &Model, row: RowId, col: Col, wanted: &str) -> Option<Fit> {
        let one = self.found(model, row)?;
        (col == Col::LastUsed).then(|| last_fits(wanted, one.last_used, one.created, model))
    }

    fn leads_to(&self, model: &Model, row: RowId) -> Option<Vec<RowId>> {
        Some(self.found(model, row)?.user.map(RowId::User).into_iter().collect())
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::Scopes)
    }

    fn none(&self, _: &Model) -> &'static str {
        "No user lets this app act for them."
    }
}
