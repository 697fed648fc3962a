//! Tables: only the rows that are seen are asked for.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::text;
use crate::app::list::column::Column;
use crate::app::model::shown::Shown;
use crate::app::view::ShownCell;
use crate::ui::role;
use crate::ui::theme::{Theme, ThemeRole};

/// A table, but for its cells.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    pub columns: &'a [Column],
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
    /// Whether it has the keys.
    pub focused: bool,
}

/// The columns that fit into `room` cells: their numbers, first cells and widths. Two cells stand between columns.
pub fn fit(columns: &[Column], room: u16) -> Vec<(usize, u16, u16)> {
    let mut kept: Vec<usize> = (0..columns.len()).collect();
    let of = |i: &usize| columns.get(*i);
    let needs = |kept: &[usize]| {
        let cells: u16 = kept.iter().filter_map(of).fold(0u16, |n, c| n.saturating_add(c.width));
        cells.saturating_add(u16::try_from(kept.len().saturating_sub(1) * 2).unwrap_or(u16::MAX))
    };
    while needs(&kept) > room {
        let last = kept
            .iter()
            .copied()
            .filter(|i| columns.get(*i).is_some_and(|c| c.rank > 0));
        match last.max_by_key(|i| columns.get(*i).map_or(0, |c| c.rank)) {
            Some(drop) => kept.retain(|i| *i != drop),
            None => break,
        }
    }
    let growing = kept.iter().filter_map(of).filter(|c| c.grows).count();
    let mut spare = room.saturating_sub(needs(&kept));
    let mut growing = u16::try_from(growing).unwrap_or(u16::MAX);
    let mut placed = Vec::with_capacity(kept.len());
    let mut x = 0;
    for i in kept {
        let Some(column) = columns.get(i) else {
            continue;
        };
        let mut width = column.width;
        if column.grows && growing > 0 {
            let part = spare / growing;
            (width, spare, growing) = (width + part, spare - part, growing - 1);
        }
        let width = width.min(room.saturating_sub(x));
        placed.push((i, x, width));
        x = x.saturating_add(width).saturating_add(2);
    }
    placed
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
    // Two cells for the mark of the selection, one at the end for the thumb.
    let placed = fit(table.columns, area.width.saturating_sub(3));
    let place = |x: u16, width: u16, y: u16| Rect {
        x: area.x + 2 + x,
        y,
        width,
        height: 1,
    };
    let head = u16::from(table.head);
    if table.head {
        for (i, x, width) in &placed {
            let Some(column) = table.columns.get(*i) else {
                continue;
            };
            let arrow = match table.sort {
                Some((sorted, reverse)) if sorted == *i => {
                    if reverse {
                        theme.line().descending
                    } else {
                        theme.line().ascending
                    }
                }
                _ => "",
            };
            let title = Shown::from(column.title).then(arrow);
            let at = place(*x, *width, area.y);
            if column.right {
                text::put_right(buf, at, &title, theme.style(ThemeRole::Dim));
            } else {
                text::put(buf, at, &title, theme.style(ThemeRole::Dim));
            }
        }
    }
    let seen = usize::from(area.height.saturating_sub(head));
    let mut cursor = None;
    for (n, row) in (table.top..table.len).take(seen).enumerate() {
        let y = area.y + head + u16::try_from(n).unwrap_or(u16::MAX);
        let selected = table.selected == Some(row);
        for (i, x, width) in &placed {
            let cell = cell(row, *i);
            let at = place(*x, *width, y);
            if table.columns.get(*i).is_some_and(|c| c.right) {
                text::put_right(buf, at, &cell.text, theme.style(role(cell.tone)));
            } else {
                text::put(buf, at, &cell.text, theme.style(role(cell.tone)));
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
            text::put(buf, line, ">", theme.style(ThemeRole::Text));
            if table.focused {
                buf.set_style(line, theme.style(ThemeRole::Selection));
            }
            cursor = Some(Position::new(area.x, y));
        }
    }
    if table.len > seen && seen > 0 {
        let at = table.top * seen / table.len;
        let y = area.y + head + u16::try_from(at).unwrap_or(0);
        let x = area.x + area.width - 1;
        text::put(
            buf,
            Rect {
                x,
                y,
                width: 1,
                height: 1,
            },
            theme.line().thumb,
            theme.style(ThemeRole::Border),
        );
    }
    cursor
}
