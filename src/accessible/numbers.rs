//! The numbers before rows: 1, 2, 3 for those that lead somewhere, whatever stands between them.

use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::page::Page;
use crate::app::pane::Pane;

/// The places of the rows of a pane that have a number.
pub(super) fn numbered(model: &Model, pane: &Pane) -> Vec<usize> {
    let rows = pane.list.rows.iter().enumerate();
    let leads = |row: RowId| match row {
        RowId::Line(at) => pane.lines.get(at).is_some_and(|line| line.names.is_some()),
        row => pane.view().leads_to(model, row).is_none_or(|rows| !rows.is_empty()),
    };
    let all = pane.view().shape().is_counted();
    rows.filter(|(_, row)| all || leads(**row)).map(|(at, _)| at).collect()
}

/// The number of a row, where the first row of its pane has the number after `before`.
pub(super) fn number_of(at: usize, numbered: &[usize], before: usize) -> Option<usize> {
    numbered.binary_search(&at).ok().map(|place| before + place + 1)
}

/// The panes that a page prints, the focused one first.
pub(super) fn told(page: &Page) -> impl Iterator<Item = usize> {
    let others = (0..page.panes.len()).filter(|at| *at != page.focus && !page.has_tabs());
    std::iter::once(page.focus).chain(others)
}

/// The pane, the place and the row of a number.
pub(super) fn row(model: &Model, page: &Page, number: usize) -> Option<(usize, usize, RowId)> {
    let mut left = number.checked_sub(1)?;
    for at in told(page) {
        let rows_of = page.panes.get(at)?;
        let places = numbered(model, rows_of);
        if let Some(place) = places.get(left) {
            return Some((at, *place, *rows_of.list.rows.get(*place)?));
        }
        left -= places.len();
    }
    None
}

/// The last number of a page.
pub(super) fn last(model: &Model, page: &Page) -> usize {
    let panes = told(page).filter_map(|at| page.panes.get(at));
    panes.map(|pane| numbered(model, pane).len()).sum()
}
