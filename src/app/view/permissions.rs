//! The platform's permissions by product: opening one says who has it in a business group.

use std::borrow::Cow;

use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::domain::OrgId;

const COLUMNS: &[Column] = &[
    wide(Col::Permission, "PERMISSION", 20, 0),
    fixed(Col::Product, "PRODUCT", 20, 1),
    wide(Col::Description, "DESCRIPTION", 18, 2),
];

#[derive(Debug)]
pub struct PermissionsView(pub OrgId);

impl View for PermissionsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Access Overview: choose a permission".into()
    }

    fn tab(&self) -> &'static str {
        "Access Overview"
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(AccessRead::Permissions)
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let all = model.data.access.catalogue().into_iter().flat_map(|all| all.iter());
        let shown = all.filter(|permission| !permission.is_hidden());
        shown
            .map(|permission| RowId::Permission(self.0, permission.id))
            .collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::Permission(_, id) = row else {
            return None;
        };
        let permission = model.data.access.permission(id)?;
        Some(match col {
            Col::Permission => Cell::plain(permission.name.shown()),
            Col::Product => Cell::dim(permission.product.as_ref()?.shown()),
            _ => Cell::dim(permission.description.as_ref()?.shown()),
        })
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::Description)
    }

    fn none(&self, _: &Model) -> &'static str {
        "No permissions."
    }
}
