//! Tables: only the rows that are seen are asked for.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::columns::{Columns, PlacedCell, PlacedColumn, spans};
use super::select::{InView, scrollbar, select};
use super::text;
use crate::app::line::{TableRow, Tone};
use crate::app::list::column::{Column, SIGN};
use crate::app::model::shown::Shown;
use crate::app::view::ShownCell;
use crate::ui::role;
use crate::ui::theme::{Theme, ThemeRole};

/// A table, but for its cells.
#[derive(Debug)]
pub struct Table<'a> {
    /// The columns that have room in [`columns_area`].
    pub columns: &'a [(PlacedColumn, &'a Column)],
    /// The column with the arrow.
    pub sorted: Option<usize>,
    /// Whether the titles are drawn.
    pub head: bool,
    /// Whether it is sorted from the end.
    pub reverse: bool,
    /// The first row that is seen.
    pub top: usize,
    /// How many rows there are.
    pub len: usize,
    /// The selected row.
    pub selected: Option<usize>,
    /// The rows that are marked, from the first on.
    pub marked: &'a [usize],
    /// What the filter seeks, folded, and in which column where in one alone.
    pub sought: &'a [(Option<usize>, String)],
    /// Whether it has the keys.
    pub focused: bool,
}

/// What the columns may take of a table: two cells are for the mark of the selection, one at the end is for the thumb.
pub fn columns_area(table: Rect) -> Rect {
    let area = text::after(table, 2);
    Rect {
        width: area.width.saturating_sub(1),
        ..area
    }
}

/// Draws a table; `cell` is asked for the rows that are seen alone. Returns where the selected row stands.
pub fn table<'a>(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    table: &Table<'_>,
    cell: impl FnMut(usize, usize) -> ShownCell<'a>,
) -> Option<Position> {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return None;
    }
    let head = u16::from(table.head);
    let body = columns_area(area);
    if table.head {
        for (place, column) in table.columns {
            let sorted = table.sorted == Some(place.at);
            let (arrow, role) = match (sorted, table.reverse) {
                (true, true) => (theme.signs().descending, ThemeRole::Accent),
                (true, false) => (theme.signs().ascending, ThemeRole::Accent),
                (false, _) => ("", ThemeRole::Muted),
            };
            let (at, style) = (part(body, place.x, place.width), theme.style(role));
            if column.right {
                text::put_right(buf, at, Shown::from(arrow).then(column.title), style);
            } else {
                text::put(buf, at, Shown::from(column.title).then(arrow), style);
            }
        }
    }
    let rows = Rect {
        y: area.y + head,
        height: area.height.saturating_sub(head),
        ..area
    };
    table_rows(buf, rows, theme, table, table.top..table.len, cell)
}

/// Draws those of some rows that are seen in `area`, which is below the titles, and the scrollbar. Returns where the selected
/// row stands.
pub fn table_rows<'a>(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    table: &Table<'_>,
    rows: impl IntoIterator<Item = usize>,
    mut cell: impl FnMut(usize, usize) -> ShownCell<'a>,
) -> Option<Position> {
    let body = columns_area(area);
    let seen = usize::from(area.height);
    let mut cursor = None;
    for row in rows.into_iter().take_while(|row| *row < table.top + seen) {
        let below = u16::try_from(row.saturating_sub(table.top)).unwrap_or(u16::MAX);
        let line = Rect {
            y: area.y.saturating_add(below),
            height: 1,
            ..area
        };
        let cells: Vec<PlacedCell<'_>> = table
            .columns
            .iter()
            .map(|(place, column)| (*place, *column, cell(row, place.at)))
            .collect();
        for ((place, column, cell), span) in cells.iter().zip(spans(&cells, body.width)) {
            let at = part(Rect { y: line.y, ..body }, span.start, span.end - span.start);
            draw_cell(buf, at, theme, column, cell);
            let here = |of: &Option<usize>| of.is_none_or(|of| of == place.at);
            for (_, word) in table.sought.iter().filter(|(of, _)| here(of)) {
                text::mark(buf, at, word, theme.style(ThemeRole::Match));
            }
        }
        if table.marked.binary_search(&row).is_ok() {
            text::put(buf, text::after(line, 1), "*", theme.style(ThemeRole::Key));
        }
        if table.selected == Some(row) {
            select(buf, line, theme, table.focused);
            cursor = Some(Position::new(line.x, line.y));
        }
    }
    let view = InView {
        first: table.top,
        seen,
        all: table.len,
    };
    scrollbar(buf, area, theme, view);
    cursor
}

/// A part of a line.
fn part(line: Rect, x: u16, width: u16) -> Rect {
    let rest = text::after(line, x);
    Rect {
        width: width.min(rest.width),
        height: 1,
        ..rest
    }
}

/// The columns of a row that stands between other lines.
fn row_columns(row: &TableRow) -> Columns<'_> {
    Columns {
        all: row.columns,
        shown: (0..row.columns.len()).collect(),
        widest: &row.widths,
        sampled: false,
        sorted: None,
    }
}

/// The cells of such a row that have room in `room` cells.
pub fn row_cells<'a>(row: &'a TableRow, room: u16, show: impl Fn(&'a str) -> Shown<'a>) -> Vec<PlacedCell<'a>> {
    let cell = |(place, column): (PlacedColumn, _)| {
        let (tone, text) = row.cells.get(place.at)?;
        let text = show(text);
        Some((place, column, ShownCell { text, tone: *tone }))
    };
    row_columns(row).placed(room).into_iter().filter_map(cell).collect()
}

/// Draws a row of a table that stands between other lines.
pub fn table_row<'a>(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    row: &'a TableRow,
    show: impl Fn(&'a str) -> Shown<'a>,
) {
    if row.cells.is_empty() {
        for (place, column) in row_columns(row).placed(area.width) {
            let at = part(area, place.x, place.width);
            text::put(buf, at, column.title, theme.style(ThemeRole::Muted));
        }
    }
    let cells = row_cells(row, area.width, show);
    for ((_, column, cell), span) in cells.iter().zip(spans(&cells, area.width)) {
        draw_cell(buf, part(area, span.start, span.end - span.start), theme, column, cell);
    }
}

/// Draws one cell, with its sign where it is a state.
fn draw_cell(buf: &mut Buffer, at: Rect, theme: &Theme, column: &Column, cell: &ShownCell<'_>) {
    let style = theme.style(role(cell.tone));
    if column.right {
        text::put_right(buf, at, &cell.text, style);
        return;
    }
    let sign = cell.sign(column).and_then(|at| theme.signs().states.get(at));
    if let Some(sign) = sign {
        text::put(buf, at, *sign, style);
    }
    // Where all is well the sign says enough.
    let (at, style) = match (sign, cell.tone) {
        (None, _) => (at, style),
        (Some(_), Tone::Good) => (text::after(at, SIGN), theme.style(ThemeRole::Muted)),
        (Some(_), _) => (text::after(at, SIGN), style),
    };
    text::put(buf, at, &cell.text, style);
}
