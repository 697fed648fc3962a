//! The order of the rows in a table.

use super::{View, shown_cell};
use crate::app::list::column::Col;
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::domain::text::fold;

/// Numbers before words, words whatever their case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SortKey {
    Number(u64),
    Word(String),
}

impl SortKey {
    pub fn of(text: &str) -> Self {
        // `4 (1 production)` sorts as 4.
        let number = text.split_once(" (").map_or(text, |(number, _)| number);
        // So does `4+`.
        let number = number.strip_suffix('+').unwrap_or(number);
        number.parse().map_or_else(|_| Self::Word(fold(text)), Self::Number)
    }
}

/// The column that the rows are sorted by.
pub fn sorted_by(view: &(impl View + ?Sized), model: &Model, list: &List) -> Option<Col> {
    let column = view.columns(model).get(list.order.column?)?;
    Some(column.col)
}

pub fn by_cells(view: &(impl View + ?Sized), model: &Model, list: &List, rows: &mut [RowId]) {
    if let Some(column) = sorted_by(view, model, list) {
        rows.sort_by_cached_key(|row| SortKey::of(&shown_cell(view, model, list, *row, column).text));
    }
    if list.order.reverse {
        rows.reverse();
    }
}
