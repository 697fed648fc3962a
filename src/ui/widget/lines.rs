//! Text to read: each line wrapped to the width there is, a value under the beginning of its value.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::json::JsonLine;
use super::select::{InView, scrollbar, select};
use super::table::table_row;
use super::text;
use crate::app::line::{Line, PairWidths, Tone};
use crate::app::list::{List, RowId};
use crate::app::model::shown::Shown;
use crate::ui::layout::nth_line;
use crate::ui::role;
use crate::ui::theme::{Theme, ThemeRole};

/// Lines, and the list that one moves in them with.
#[derive(Debug)]
pub struct Text<'a, F> {
    pub lines: &'a [Line],
    pub list: &'a List,
    /// Where its values begin: below each other.
    pub widths: PairWidths,
    /// Makes text fit to be shown.
    pub show: F,
}

/// Wraps a line into rows of at most `room` cells. The value stands in the column of all values: beside its label, or below a
/// label that reaches into the column. A value with a word that is too wide for the column stands below its label.
pub fn wrapped<'a>(
    line: &'a Line,
    widths: PairWidths,
    room: usize,
    show: impl Fn(&'a str) -> Shown<'a>,
) -> Vec<Shown<'static>> {
    let (label, value) = (show(&line.label), show(&line.value));
    if line.row.is_some() {
        return vec![label.into_owned()];
    }
    let under = |first: &Shown<'_>, column: usize, rest: &Shown<'_>| {
        let rows = text::wrap(rest, room.saturating_sub(column));
        let row = |(i, row): (usize, &Shown<'_>)| {
            let before = if i == 0 { first.clone() } else { Shown::default() };
            let blanks = Shown::blanks(column.saturating_sub(text::width(&before)));
            before.then(blanks).then(row)
        };
        rows.iter().enumerate().map(row).collect::<Vec<_>>()
    };
    let indent = label.len() - label.trim_start_matches(' ').len();
    let mut column = widths.column(room);
    let left = room.saturating_sub(value.split(' ').map(text::width).max().unwrap_or(0));
    let is_below = left < column;
    if is_below {
        column = if left < indent {
            indent + 2
        } else {
            left.min(indent + 2)
        };
    }
    if !is_below && !value.is_empty() && text::width(&label) + 2 <= column {
        return under(&label, column, &value);
    }
    let mut rows = under(&Shown::default(), indent, &label.part(indent..label.len()));
    if !value.is_empty() {
        rows.extend(under(&Shown::default(), column, &value));
    }
    rows
}

impl<'a, F: Fn(&'a str) -> Shown<'a>> Text<'a, F> {
    fn from(&self, first: usize) -> impl DoubleEndedIterator<Item = (usize, &'a Line)> {
        let lines = self.lines;
        let of = move |row: &RowId| match row {
            RowId::Line(i) => lines.get(*i),
            _ => None,
        };
        let rows = self.list.rows.iter().enumerate().skip(first);
        rows.filter_map(move |(at, row)| Some((at, of(row)?)))
    }

    /// The rows that are seen: the place of the line in the list, and the text of the row. The selected line is among them.
    pub fn seen(&self, area: Rect) -> Vec<(usize, Shown<'static>)> {
        let height = usize::from(area.height);
        // Two cells for the mark of the selection, one at the end for the thumb.
        let room = usize::from(area.width.saturating_sub(3));
        let selected = self.list.index();
        let mut top = self.list.first_seen(height);
        let mut taken = 0;
        // From the selected line upwards: what does not fit above it is left out.
        for (at, one) in self.from(top).rev().skip_while(|(at, _)| *at > selected) {
            taken += wrapped(one, self.widths, room, &self.show).len();
            if taken > height && at < selected {
                top = at + 1;
                break;
            }
        }
        let mut rows = Vec::with_capacity(height);
        for (at, one) in self.from(top) {
            if rows.len() >= height {
                break;
            }
            rows.extend(
                wrapped(one, self.widths, room, &self.show)
                    .into_iter()
                    .map(|row| (at, row)),
            );
        }
        rows.truncate(height);
        rows
    }

    /// How many rows all lines take, wrapped to `room` cells; no more than `most` are counted.
    pub fn height(&self, room: usize, most: usize) -> usize {
        let mut taken = 0;
        for one in self.lines {
            taken += wrapped(one, self.widths, room, &self.show).len();
            if taken >= most {
                return most;
            }
        }
        taken
    }

    /// How many lines are seen whole or in part.
    pub fn count(&self, area: Rect) -> usize {
        let rows = self.seen(area);
        let first = rows.first().map_or(0, |(at, _)| *at);
        rows.last().map_or(0, |(at, _)| at - first + 1)
    }

    /// Draws the lines. Returns where the selected one stands.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, theme: &Theme, focused: bool) -> Option<Position> {
        let area = area.intersection(buf.area);
        let selected = self.list.index();
        let rows = self.seen(area);
        let (mut cursor, mut json) = (None, None::<(usize, JsonLine)>);
        for (y, (at, words)) in rows.iter().enumerate() {
            let here = nth_line(area, y);
            let Some((_, line)) = self.from(*at).next() else {
                continue;
            };
            let body = Rect {
                x: here.x + 2.min(here.width),
                width: here.width.saturating_sub(3),
                ..here
            };
            let style = theme.style(role(line.tone));
            if let Some(row) = &line.row {
                table_row(buf, body, theme, row, &self.show);
            } else if line.figure > 0 {
                text::put(buf, body, words, theme.style(ThemeRole::Text));
                // Only its first row has the number.
                if y == 0 || rows.get(y - 1).is_some_and(|(before, _)| before != at) {
                    stand_out(buf, body, words, line.figure, style);
                }
            } else {
                text::put(buf, body, words, style);
            }
            if line.tone == Tone::Json {
                let row = json.take().filter(|(of, _)| of == at);
                let (_, mut row) = row.unwrap_or_else(|| (*at, JsonLine::new(&line.label)));
                row.colour(buf, body, words, theme);
                json = Some((*at, row));
            }
            if *at == selected {
                // A text that has not the keys is read, and nothing in it is chosen.
                if focused {
                    select(buf, here, theme, focused);
                }
                cursor = cursor.or(Some(Position::new(here.x, here.y)));
            }
        }
        let (first, last) = (rows.first().map_or(0, |r| r.0), rows.last().map_or(0, |r| r.0));
        let view = InView {
            first,
            seen: last + 1 - first,
            all: self.list.rows.len(),
        };
        scrollbar(buf, area, theme, view);
        cursor
    }
}

/// Makes the number stand out that ends `end` cells behind the beginning of a row.
fn stand_out(buf: &mut Buffer, row: Rect, words: &str, end: u16, style: Style) {
    let blanks = text::cells(words) - text::cells(words.trim_start_matches(' '));
    let number = Rect {
        width: end.min(row.width),
        ..row
    };
    buf.set_style(text::after(number, blanks), style.add_modifier(Modifier::BOLD));
}
