//! Tables: only the rows that are seen are asked for.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::select::{InView, scrollbar, select};
use super::text;
use crate::app::line::{TableRow, Tone};
use crate::app::list::column::{Column, EXTRA};
use crate::app::model::shown::Shown;
use crate::app::view::{SIGN, ShownCell};
use crate::ui::role;
use crate::ui::theme::{Theme, ThemeRole};

/// A table, but for its cells.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    pub columns: &'a [Column],
    /// The places of those that may be seen, in their order.
    pub shown: &'a [usize],
    /// The cells that each column is known to take.
    pub widest: &'a [u16],
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

/// Cells in which a name can still be told.
const SHORT: u16 = 12;
/// Cells between two columns.
const GAP: u16 = 2;
/// The same before a number, where room is short: its own blanks set it apart.
const NUMBER_GAP: u16 = 1;
/// No column asks for more cells than this before others are seen.
const USUAL: u16 = 32;

/// A column that is to be placed.
struct Slot<'a> {
    at: usize,
    column: &'a Column,
    /// The cells that its title and its widest cell take.
    want: u16,
    width: u16,
}

impl<'a> Slot<'a> {
    /// What is to be `shown` of the columns, each with the cells that its `content` takes.
    fn all(columns: &'a [Column], shown: &[usize], content: impl Fn(usize) -> u16) -> Vec<Self> {
        let slot = |at: &usize| {
            let column = columns.get(*at)?;
            let want = text::cells(column.title).max(content(*at));
            Some(Self {
                at: *at,
                column,
                want,
                width: want,
            })
        };
        shown.iter().filter_map(slot).collect()
    }

    /// The fewest cells that it is seen in.
    fn least(&self) -> u16 {
        let sign = if self.column.is_state() { SIGN } else { 0 };
        self.want.min(self.column.width.saturating_add(sign))
    }
}

/// The cells of these columns in the widths that `of` says, with the gaps between them.
fn sum(slots: &[Slot<'_>], tight: bool, of: impl Fn(&Slot<'_>) -> u16) -> u16 {
    let gaps = slots.iter().skip(1).map(|slot| gap(slot.column, tight));
    slots.iter().map(of).chain(gaps).fold(0, u16::saturating_add)
}

fn gap(column: &Column, tight: bool) -> u16 {
    if tight && column.right { NUMBER_GAP } else { GAP }
}

/// Leaves out the columns that have no room. An extra one goes before another is cut.
fn keep(slots: &mut Vec<Slot<'_>>, room: u16) {
    while let Some(last) = slots
        .iter()
        .filter(|slot| slot.column.rank > 0)
        .max_by_key(|slot| slot.column.rank)
    {
        let (at, extra) = (last.at, last.column.rank >= EXTRA);
        let needs = |slot: &Slot<'_>| {
            if extra && slot.at != at {
                slot.want.min(USUAL)
            } else {
                slot.least()
            }
        };
        if sum(slots, true, needs) <= room {
            break;
        }
        slots.retain(|slot| slot.at != at);
    }
}

/// Of the columns to be `shown` those that have room in `room` cells, by their numbers.
pub fn kept(columns: &[Column], shown: &[usize], room: u16, widest: &[u16]) -> Vec<usize> {
    let mut slots = Slot::all(columns, shown, |at| cells_in(widest, at));
    keep(&mut slots, room);
    slots.iter().map(|slot| slot.at).collect()
}

/// The cells that the columns to be shown ask for.
pub fn wanted(columns: &[Column], shown: &[usize], widest: &[u16]) -> u16 {
    let slots = Slot::all(columns, shown, |at| cells_in(widest, at));
    sum(&slots, false, |slot| slot.want.min(USUAL))
}

fn cells_in(widest: &[u16], at: usize) -> u16 {
    widest.get(at).copied().unwrap_or(0)
}

/// The columns that are `kept` in `room` cells: their numbers, first cells and widths.
///
/// `widest` is what the list is known for, and `seen` what the rows in view need. Columns stay where they are where all of the
/// list has room. Else the rows in view share it: what must stay whole first, then what grows, then the others.
pub fn fit(
    columns: &[Column],
    kept: &[usize],
    room: u16,
    widest: &[u16],
    seen: impl Fn(usize) -> u16,
) -> Vec<(usize, u16, u16)> {
    let mut slots = Slot::all(columns, kept, |at| cells_in(widest, at).max(seen(at)));
    if sum(&slots, false, |slot| slot.want) > room {
        slots = Slot::all(columns, kept, seen);
    }
    let tight = sum(&slots, false, |slot| slot.want) > room;
    let begin = |slot: &Slot<'_>| match slot.column {
        Column {
            grows: true,
            whole: false,
            title,
            ..
        } => slot.least().min(SHORT.max(text::cells(title))),
        _ => slot.least(),
    };
    for slot in &mut slots {
        slot.width = begin(slot);
    }
    let mut spare = room.saturating_sub(sum(&slots, tight, |slot| slot.width));
    widen(&mut slots, &mut spare, |slot| slot.column.whole, |slot| slot.want);
    widen(&mut slots, &mut spare, |slot| slot.column.grows, Slot::least);
    widen(&mut slots, &mut spare, |slot| slot.column.grows, |slot| slot.want);
    widen(&mut slots, &mut spare, |_| true, |slot| slot.want);
    let mut x = 0u16;
    let place = |slot: Slot<'_>| {
        let at = if x > 0 {
            x.saturating_add(gap(slot.column, tight))
        } else {
            0
        };
        let width = slot.width.min(room.saturating_sub(at));
        x = at.saturating_add(width);
        (slot.at, at, width)
    };
    slots.into_iter().map(place).collect()
}

/// Widens some columns up to `most` each, all of them by as much as there is room for.
fn widen<'a>(
    slots: &mut [Slot<'a>],
    spare: &mut u16,
    which: impl Fn(&Slot<'a>) -> bool,
    most: impl Fn(&Slot<'a>) -> u16,
) {
    loop {
        let short = |slot: &&mut Slot<'a>| which(slot) && most(slot) > slot.width;
        let n = u16::try_from(slots.iter_mut().filter(short).count()).unwrap_or(u16::MAX);
        if n == 0 || *spare == 0 {
            break;
        }
        let each = (*spare / n).max(1);
        for slot in slots.iter_mut().filter(short) {
            let more = most(slot).saturating_sub(slot.width).min(each).min(*spare);
            slot.width += more;
            *spare -= more;
        }
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
    let kept = kept(table.columns, table.shown, room, table.widest);
    let rows: Vec<Vec<(usize, ShownCell<'a>)>> = (table.top..table.len)
        .take(seen)
        .map(|row| kept.iter().map(|i| (*i, cell(row, *i))).collect())
        .collect();
    let content = |wanted: usize| {
        let all = rows.iter().flatten().filter(|(i, _)| *i == wanted);
        let widths = all.filter_map(|(i, cell)| Some(cell.cells(table.columns.get(*i)?)));
        widths.max().unwrap_or(0)
    };
    let placed = fit(table.columns, &kept, room, table.widest, content);
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
            // The arrow stands in the gap beside the column.
            let (arrow, role) = match table.sort {
                Some((sorted, true)) if sorted == *i => (theme.signs().descending, ThemeRole::Accent),
                Some((sorted, false)) if sorted == *i => (theme.signs().ascending, ThemeRole::Accent),
                _ => ("", ThemeRole::Muted),
            };
            let style = theme.style(role);
            if column.right {
                let at = place(x.saturating_sub(1), *width + 1, area.y);
                text::put_right(buf, at, Shown::from(arrow).then(column.title), style);
            } else {
                let at = place(*x, *width + 1, area.y);
                text::put(buf, at, Shown::from(column.title).then(arrow), style);
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
        let sign = if column.is_some_and(Column::is_state) { SIGN } else { 0 };
        row.widths.get(at).map_or(0, |width| width.saturating_add(sign))
    };
    let widest: Vec<u16> = (0..row.columns.len()).map(content).collect();
    let all: Vec<usize> = (0..row.columns.len()).collect();
    let kept = kept(row.columns, &all, area.width, &widest);
    for (at, x, width) in fit(row.columns, &kept, area.width, &widest, content) {
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
