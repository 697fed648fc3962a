//! What the selected row doesn't show whole.

use ratatui::layout::Rect;

use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::ui::layout;
use crate::ui::widget::columns::{is_cut, spans};
use crate::ui::widget::table::{columns_area, row_cells};

/// The text of a cell of the selected row that is cut. The column that says most of the row comes first, also where it has no
/// room at all.
pub fn cut_text<'a>(model: &'a Model, page: &Page, area: Rect) -> Option<Shown<'a>> {
    let list = page.pane()?;
    let row = list.list.current()?;
    let frames = layout::panes(model, page, area);
    let (_, frame) = frames.into_iter().find(|(at, _)| *at == page.focus)?;
    let room = columns_area(layout::rows(model, list, frame)).width;
    if let RowId::Line(at) = row {
        return cut_line(model, list, at, room);
    }
    let placed = layout::table_columns(model, list).placed(room).into_iter();
    let cells: Vec<_> = placed
        .map(|(place, column)| (place, column, list.cell(model, row, column.col)))
        .collect();
    let spans = spans(&cells, room);
    let most = list.view().detail();
    let is_most = |col| Some(col) == most;
    if let Some(col) = most.filter(|most| cells.iter().all(|(_, column, _)| column.col != *most)) {
        return Some(list.cell(model, row, col).text).filter(|text| !matches!(&**text, "" | "-"));
    }
    let cut = cells.into_iter().zip(spans).filter(|(cell, span)| is_cut(cell, span));
    let cut = cut.min_by_key(|((_, column, _), _)| !is_most(column.col));
    cut.map(|((.., cell), _)| cell.text)
}

/// The words of a row that stands between other lines, where one of its cells is cut.
fn cut_line<'a>(model: &'a Model, pane: &Pane, at: usize, room: u16) -> Option<Shown<'a>> {
    let line = pane.lines.get(at)?;
    let cells = row_cells(line.row.as_ref()?, room, |text| model.show(text));
    let mut all = cells.iter().zip(spans(&cells, room));
    let cut = all.any(|(cell, span)| is_cut(cell, &span));
    cut.then(|| model.show(format!("{}  {}", line.label, line.value)))
}
