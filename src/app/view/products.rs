//! The products of the platform that amtui has pages for.

use std::borrow::Cow;

use super::{Cell, View, ViewShape};
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;

const COLUMNS: &[Column] = &[fixed(Col::Name, "", 20, 0), grows(Col::Label, "", 20)];

#[derive(Debug)]
pub struct ProductsView;

impl View for ProductsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Anypoint Platform".into()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Uncounted
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, _: &Model, _: &List) -> Vec<RowId> {
        vec![RowId::AccessManagement, RowId::ApiManager]
    }

    fn cell<'a>(&self, _: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        Some(match (row, col) {
            (RowId::AccessManagement, Col::Name) => Cell::plain("Access Management"),
            (RowId::AccessManagement, _) => Cell::dim("business groups, environments, client providers"),
            (RowId::ApiManager, Col::Name) => Cell::plain("API Manager"),
            (RowId::ApiManager, _) => Cell::dim("API instances and what protects them"),
            _ => return None,
        })
    }
}
