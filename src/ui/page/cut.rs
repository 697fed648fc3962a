//! What the selected row doesn't show whole.

use ratatui::layout::Rect;

use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::ui::layout::{self, PlacedTable};
use crate::ui::widget::columns::{is_cut, spans};
use crate::ui::widget::table::row_cells;

/// Blanks between two texts.
const BETWEEN: &str = "  ";

/// The texts of the selected row that are cut. The column that says most of the row comes first, also where it has no room at
/// all; then those that grow.
pub fn cut_text<'a>(model: &'a Model, page: &Page, table: &PlacedTable) -> Option<Shown<'a>> {
    let list = page.pane()?;
    let row = list.list.current()?;
    let room = table.room();
    if let RowId::Line(at) = row {
        return cut_line(model, list, at, room);
    }
    let cells = table.columns.iter();
    let cells: Vec<_> = cells
        .map(|(place, column)| (*place, *column, list.cell(model, row, column.col)))
        .collect();
    let spans = spans(&cells, room);
    let most = list.view().detail();
    let is_most = |col| Some(col) == most;
    let unseen = most.filter(|most| cells.iter().all(|(_, column, _)| column.col != *most));
    let unseen = unseen.map(|col| list.cell(model, row, col).text);
    let unseen = unseen.filter(|text| !matches!(&**text, "" | "-"));
    let cut = cells.into_iter().zip(spans).filter(|(cell, span)| is_cut(cell, span));
    let mut cut: Vec<_> = cut.map(|(cell, _)| cell).collect();
    cut.sort_by_key(|(_, column, _)| (!is_most(column.col), !column.grows));
    let texts = unseen.into_iter().chain(cut.into_iter().map(|(.., cell)| cell.text));
    texts.reduce(|all, text| all.into_owned().then(BETWEEN).then(&text))
}

/// The cells of the longest text that is cut in any row of the table that has the keys. So the rows of the status are the same
/// while somebody moves in it.
pub fn longest_cut(model: &Model, page: &Page, area: Rect) -> Option<u16> {
    let list = page
        .pane()
        .filter(|list| !list.is_text() && !list.list.rows.is_empty())?;
    let table = PlacedTable::focused(model, page, area)?;
    let columns = layout::table_columns(model, list);
    let most = columns
        .all
        .iter()
        .position(|column| Some(column.col) == list.view().detail());
    let unseen = most.filter(|most| table.columns.iter().all(|(place, _)| place.at != *most));
    let unseen = unseen.and_then(|most| columns.widest.get(most)).copied().unwrap_or(0);
    Some(columns.longest_cut(&table.columns).max(unseen))
}

/// The words of a row that stands between other lines, where one of its cells is cut.
fn cut_line<'a>(model: &'a Model, pane: &Pane, at: usize, room: u16) -> Option<Shown<'a>> {
    let line = pane.lines.get(at)?;
    let cells = row_cells(line.row.as_ref()?, room, |text| model.show(text));
    let mut all = cells.iter().zip(spans(&cells, room));
    let cut = all.any(|(cell, span)| is_cut(cell, &span));
    cut.then(|| model.show(format!("{}  {}", line.label, line.value)))
}
