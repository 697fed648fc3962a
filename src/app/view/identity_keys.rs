//! The keys with which the platform signs what it sends to a SAML provider.

use super::who::{day, last_fits};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::query::Fit;
use crate::app::list::values::Values;
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::domain::identity_provider::SigningKey;
use crate::domain::text::count;
use crate::domain::{IdentityProviderId, LastTime, UnixTime};

const COLUMNS: &[Column] = &[
    wide(Col::Name, "KEY", 18, 0),
    fixed(Col::Role, "PRIMARY", 8, 1),
    fixed(Col::Time, "CREATED", 10, 2),
    fixed(Col::Age, "AGE", 10, 1).takes(Values::Age),
    fixed(Col::Note, "ORIGIN", 20, 3),
];

#[derive(Debug)]
pub struct IdentityKeysView(pub IdentityProviderId);

impl IdentityKeysView {
    fn key<'a>(&self, model: &'a Model, row: RowId) -> Option<&'a SigningKey> {
        model.data.access.identity_keys(self.0)?.get(row.entry()?)
    }
}

impl View for IdentityKeysView {
    fn tab(&self) -> &'static str {
        "Keys"
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(AccessRead::IdentityProviderKeys(self.0))
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let keys = model.data.access.identity_keys(self.0).map_or(0, |keys| keys.len());
        (0..keys).map(RowId::Entry).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let key = self.key(model, row)?;
        Some(match col {
            Col::Name => Cell::plain(key.id.shown()),
            Col::Role if key.primary? => Cell::plain("primary"),
            Col::Role => Cell::dim("no"),
            Col::Time => Cell::dim(day(key.created?)),
            Col::Age => Cell::plain(age(key.created?, UnixTime(model.now.unix))),
            _ if key.default_certificate? => Cell::dim("default certificate"),
            _ => Cell::dim("own"),
        })
    }

    fn whole(&self, model: &Model, row: RowId, col: Col) -> Option<String> {
        let created = self.key(model, row)?.created.filter(|_| col == Col::Time);
        Some(created?.to_string())
    }

    fn matches(&self, model: &Model, row: RowId, col: Col, wanted: &str) -> Option<Fit> {
        let created = self.key(model, row)?.created?;
        (col == Col::Age).then(|| last_fits(wanted, LastTime::At(created), None, model))
    }

    fn leads_to(&self, _: &Model, _: RowId) -> Option<Vec<RowId>> {
        Some(Vec::new())
    }

    fn none(&self, _: &Model) -> &'static str {
        "No keys."
    }
}

fn age(created: UnixTime, now: UnixTime) -> String {
    let days = usize::try_from(created.days_until(now)).unwrap_or_default();
    count(days, "day", "days")
}
