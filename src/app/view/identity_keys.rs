//! The keys with which the platform signs what it sends to a SAML provider.

use std::borrow::Cow;

use super::who::{day, refusal};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::text::count;
use crate::domain::{Coverage, IdentityProviderId, UnixTime};

const COLUMNS: &[Column] = &[
    wide(Col::Name, "KEY", 18, 0),
    fixed(Col::Role, "PRIMARY", 8, 1),
    fixed(Col::Time, "CREATED", 10, 2),
    fixed(Col::Age, "AGE", 10, 1),
    fixed(Col::Note, "ORIGIN", 20, 3),
];

#[derive(Debug)]
pub struct IdentityKeysView(pub IdentityProviderId);

impl View for IdentityKeysView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Keys".into()
    }

    fn tab(&self) -> &'static str {
        "Keys"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let reads = |_| vec![AccessRead::IdentityProviderKeys(self.0).into()];
        model.organization.map_or(Vec::new(), reads)
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let keys = model.data.access.identity_keys(self.0).map_or(0, |keys| keys.len());
        (0..keys).map(RowId::Entry).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::Entry(at) = row else {
            return None;
        };
        let key = model.data.access.identity_keys(self.0)?.get(at)?;
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

    fn leads_to(&self, _: &Model, _: RowId) -> Option<Vec<RowId>> {
        Some(Vec::new())
    }

    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        model.data.access.coverage(AccessRead::IdentityProviderKeys(self.0))
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::IdentityProviderKeys(self.0))
    }

    fn none(&self, _: &Model) -> &'static str {
        "No keys."
    }
}

fn age(created: UnixTime, now: UnixTime) -> String {
    let days = usize::try_from(created.days_until(now)).unwrap_or_default();
    count(days, "day", "days")
}
