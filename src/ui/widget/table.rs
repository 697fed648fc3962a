//! Tables: only the rows that are seen are asked for.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::select::{InView, scrollbar, select};
use super::text;
use crate::app::line::{TableRow, Tone};
use crate::app::list::column::{Col, Column};
use crate::app::model::shown::Shown;
use crate::app::view::ShownCell;
use crate::ui::role;
use crate::ui::theme::{Theme, ThemeRole};

/// A table, but for its cells.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    pub columns: &'a [Column],
    /// The places of those that may be seen, in their order.
    pub shown: &'a [usize],
    /// Whether the titles are drawn.
    pub head: bool,
    /// The column it is sorted by, and whether from the end.
    pub sort: Option<(usize, bool)>,
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

/// Whether a sign before the words says how they are meant.
fn is_state(column: &Column) -> bool {
    matches!(column.col, Col::Policy | Col::Status)
}

/// The least width of a column, with its sign.
fn least(column: &Column) -> u16 {
    column.width.saturating_add(if is_state(column) { SIGN } else { 0 })
}

/// Cells of a sign and the blank behind it.
const SIGN: u16 = 2;
/// Cells of the arrow behind the title of the column that sorts.
const ARROW: u16 = 1;
/// Cells in which a name can still be told.
const SHORT: u16 = 7;
/// Cells between two columns.
const GAP: u16 = 2;

/// Of the columns to be `shown` those that have room in `room` cells, by their numbers.
pub fn kept(columns: &[Column], shown: &[usize], room: u16) -> Vec<usize> {
    let mut kept = shown.to_vec();
    while needs(columns, &kept) > room {
        let rank = |i: &usize| columns.get(*i).map_or(0, |c| c.rank);
        match kept.iter().copied().filter(|i| rank(i) > 0).max_by_key(rank) {
            Some(drop) => kept.retain(|i| *i != drop),
            None => break,
        }
    }
    kept
}

/// The cells that the columns to be shown need.
pub fn needs(columns: &[Column], kept: &[usize]) -> u16 {
    let all = kept.iter().filter_map(|i| columns.get(*i)).map(least);
    let gaps = u16::try_from(kept.len().saturating_sub(1))
        .unwrap_or(u16::MAX)
        .saturating_mul(GAP);
    all.fold(gaps, u16::saturating_add)
}

/// Of the columns to be `shown` those that fit into `room` cells: their numbers, first cells and widths.
///
/// What is left over goes to those whose `content` is wider, first to those that grow, to each as much as to the others.
/// Where that isn't enough, columns give what their title and content don't need.
pub fn fit(columns: &[Column], shown: &[usize], room: u16, content: impl Fn(usize) -> u16) -> Vec<(usize, u16, u16)> {
    let kept = kept(columns, shown, room);
    let mut spare = room.saturating_sub(needs(columns, &kept));
    let mut all: Vec<(usize, &Column, u16, u16)> = kept
        .iter()
        .filter_map(|i| columns.get(*i).map(|c| (*i, c, least(c), content(*i))))
        .collect();
    let lacks: u16 = all
        .iter()
        .map(|(.., width, content)| content.saturating_sub(*width))
        .fold(0, u16::saturating_add);
    for (_, column, width, content) in all.iter_mut().rev() {
        let title = u16::try_from(column.title.len())
            .unwrap_or(u16::MAX)
            .saturating_add(ARROW);
        let gives = width.saturating_sub(title.max(*content));
        let gives = gives.min(lacks.saturating_sub(spare));
        *width -= gives;
        spare += gives;
    }
    for grows in [true, false] {
        loop {
            let cut =
                |(_, column, width, content): &(usize, &Column, u16, u16)| column.grows == grows && content > width;
            let short = u16::try_from(all.iter().filter(|one| cut(one)).count()).unwrap_or(u16::MAX);
            if short == 0 || spare == 0 {
                break;
            }
            let each = (spare / short).max(1);
            for (.., width, content) in all.iter_mut().filter(|one| cut(one)) {
                let more = content.saturating_sub(*width).min(each).min(spare);
                *width += more;
                spare -= more;
            }
        }
    }
    keep_whole(&mut all);
    let mut x = 0u16;
    let place = |(i, _, width, _): (usize, &Column, u16, u16)| {
        let width = width.min(room.saturating_sub(x));
        let at = x;
        x = x.saturating_add(width).saturating_add(GAP);
        (i, at, width)
    };
    all.into_iter().map(place).collect()
}

/// What must stay whole takes what it lacks from others that may be cut, the last ones first.
fn keep_whole(all: &mut [(usize, &Column, u16, u16)]) {
    let lack = |(_, column, width, content): &(usize, &Column, u16, u16)| {
        if column.whole {
            content.saturating_sub(*width)
        } else {
            0
        }
    };
    let mut lacks: u16 = all.iter().map(lack).fold(0, u16::saturating_add);
    let mut taken = 0;
    for (_, column, width, _) in all
        .iter_mut()
        .rev()
        .filter(|(_, column, ..)| column.grows && !column.whole)
    {
        let title = u16::try_from(column.title.len()).unwrap_or(u16::MAX);
        let gives = width.saturating_sub(title.max(SHORT)).min(lacks);
        *width -= gives;
        lacks -= gives;
        taken += gives;
    }
    for (.., width, content) in all.iter_mut().filter(|(_, column, ..)| column.whole) {
        let more = content.saturating_sub(*width).min(taken);
        *width += more;
        taken -= more;
    }
}

/// The cells that a cell takes in its column.
pub fn cells_of(column: &Column, cell: &ShownCell<'_>) -> u16 {
    let sign = if sign_of(column, cell).is_some() { SIGN } else { 0 };
    u16::try_from(text::width(&cell.text))
        .unwrap_or(u16::MAX)
        .saturating_add(sign)
}

/// Which of the signs for states stands before a cell. What is unknown has none.
fn sign_of(column: &Column, cell: &ShownCell<'_>) -> Option<usize> {
    if !is_state(column) || matches!(&*cell.text, "" | "-" | "unknown") {
        return None;
    }
    match cell.tone {
        Tone::Good => Some(0),
        Tone::Dim => Some(1),
        Tone::Warning => Some(2),
        Tone::Bad => Some(3),
        _ => None,
    }
}

/// Draws a table; `cell` is asked for the rows that are seen alone. Returns where the selected row stands.
pub fn table<'a>(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    table: &Table<'_>,
    mut cell: impl FnMut(usize, usize) -> ShownCell<'a>,
) -> Option<Position> {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return None;
    }
    let head = u16::from(table.head);
    let seen = usize::from(area.height.saturating_sub(head));
    // Two cells for the mark of the selection, one at the end for the thumb.
    let room = area.width.saturating_sub(3);
    let kept = kept(table.columns, table.shown, room);
    let rows: Vec<Vec<(usize, ShownCell<'a>)>> = (table.top..table.len)
        .take(seen)
        .map(|row| kept.iter().map(|i| (*i, cell(row, *i))).collect())
        .collect();
    let content = |wanted: usize| {
        let all = rows.iter().flatten().filter(|(i, _)| *i == wanted);
        let widths = all.filter_map(|(i, cell)| Some(cells_of(table.columns.get(*i)?, cell)));
        widths.max().unwrap_or(0)
    };
    let placed = fit(table.columns, &kept, room, content);
    let place = |x: u16, width: u16, y: u16| Rect {
        x: area.x + 2 + x,
        y,
        width,
        height: 1,
    };
    if table.head {
        for (i, x, width) in &placed {
            let Some(column) = table.columns.get(*i) else {
                continue;
            };
            let arrow = match table.sort {
                Some((sorted, reverse)) if sorted == *i => {
                    if reverse {
                        theme.signs().descending
                    } else {
                        theme.signs().ascending
                    }
                }
                _ => "",
            };
            let title = Shown::from(column.title).then(arrow);
            let at = place(*x, *width, area.y);
            if column.right {
                text::put_right(buf, at, &title, theme.style(ThemeRole::Muted));
            } else {
                text::put(buf, at, &title, theme.style(ThemeRole::Muted));
            }
        }
    }
    let mut cursor = None;
    for (n, (row, cells)) in (table.top..).zip(&rows).enumerate() {
        let y = area.y + head + u16::try_from(n).unwrap_or(u16::MAX);
        let selected = table.selected == Some(row);
        for ((i, cell), (_, x, width)) in cells.iter().zip(&placed) {
            if let Some(column) = table.columns.get(*i) {
                let at = place(*x, *width, y);
                draw_cell(buf, at, theme, column, cell);
                let here = |of: &Option<usize>| of.is_none_or(|of| of == *i);
                for (_, word) in table.sought.iter().filter(|(of, _)| here(of)) {
                    text::mark(buf, at, word, theme.style(ThemeRole::Match));
                }
            }
        }
        let line = Rect {
            x: area.x,
            y,
            width: area.width,
            height: 1,
        };
        if table.marked.binary_search(&row).is_ok() {
            let mark = Rect {
                x: line.x + 1.min(line.width),
                width: line.width.saturating_sub(1),
                ..line
            };
            text::put(buf, mark, "*", theme.style(ThemeRole::Key));
        }
        if selected {
            select(buf, line, theme, table.focused);
            cursor = Some(Position::new(area.x, y));
        }
    }
    let body = Rect {
        y: area.y + head,
        height: area.height.saturating_sub(head),
        ..area
    };
    let view = InView {
        first: table.top,
        seen,
        all: table.len,
    };
    scrollbar(buf, body, theme, view);
    cursor
}

/// Draws a row of a table that stands between other lines.
pub fn table_row<'a>(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    row: &'a TableRow,
    show: impl Fn(&'a str) -> Shown<'a>,
) {
    let content = |at: usize| {
        let column = row.columns.get(at);
        let sign = if column.is_some_and(is_state) { SIGN } else { 0 };
        row.widths.get(at).map_or(0, |width| width.saturating_add(sign))
    };
    let shown: Vec<usize> = (0..row.columns.len()).collect();
    for (at, x, width) in fit(row.columns, &shown, area.width, content) {
        let place = Rect {
            x: area.x + x,
            width,
            ..area
        };
        match (row.columns.get(at), row.cells.get(at)) {
            (Some(column), Some((tone, text))) => {
                let cell = ShownCell {
                    text: show(text),
                    tone: *tone,
                };
                draw_cell(buf, place, theme, column, &cell);
            }
            (Some(column), None) => {
                text::put(buf, place, column.title, theme.style(ThemeRole::Muted));
            }
            (None, _) => {}
        }
    }
}

/// Draws one cell, with its sign where it is a state.
fn draw_cell(buf: &mut Buffer, at: Rect, theme: &Theme, column: &Column, cell: &ShownCell<'_>) {
    let style = theme.style(role(cell.tone));
    if column.right {
        text::put_right(buf, at, &cell.text, style);
        return;
    }
    let sign = sign_of(column, cell).and_then(|at| theme.signs().states.get(at));
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
