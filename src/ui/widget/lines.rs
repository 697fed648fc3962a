//! Text to read: each line wrapped to the width there is, a value under the beginning of its value.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::text;
use crate::app::line::Line;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::pane::Pane;
use crate::ui::layout::line;
use crate::ui::role;
use crate::ui::theme::{Role, Theme};

/// A line wrapped into rows of at most `room` cells.
fn wrapped(model: &Model, line: &Line, room: usize) -> Vec<String> {
    let (label, value) = (model.masked(&line.label), model.masked(&line.value));
    let indent = label.len() - label.trim_start_matches(' ').len();
    let under = |first: &str, column: usize, rest: &str| {
        let rows = text::wrap(rest, room.saturating_sub(column));
        let row = |(i, row): (usize, &std::borrow::Cow<'_, str>)| {
            let before = if i == 0 { first } else { "" };
            format!(
                "{before}{:pad$}{row}",
                "",
                pad = column.saturating_sub(text::width(before))
            )
        };
        rows.iter().enumerate().map(row).collect::<Vec<_>>()
    };
    if value.is_empty() {
        return under("", indent, label.trim_start_matches(' '));
    }
    let column = (room / 2).clamp(10, 34);
    let unbroken = line
        .value
        .split(' ')
        .all(|word| text::width(word) <= room.saturating_sub(column));
    if unbroken && text::width(&label) + 2 <= column {
        return under(&label, column, &value);
    }
    // A long label pushes its value aside. Where it does not fit there, or a word of it would be broken, it stands below.
    let beside = text::width(&label) + 2;
    if beside + text::width(&value) <= room {
        return under(&label, beside, &value);
    }
    let mut rows = under("", indent, label.trim_start_matches(' '));
    rows.extend(under("", (indent + 2).min(room / 2), &value));
    rows
}

fn lines(pane: &Pane, from: usize) -> impl DoubleEndedIterator<Item = (usize, &Line)> {
    let of = |row: &RowId| match row {
        RowId::Line(i) => pane.lines.get(*i),
        _ => None,
    };
    let rows = pane.list.rows.iter().enumerate().skip(from);
    rows.filter_map(move |(at, row)| Some((at, of(row)?)))
}

/// The rows that are seen: the place of the line in the list, and the text of the row. The selected line is among them.
#[must_use]
pub fn seen(model: &Model, pane: &Pane, area: Rect) -> Vec<(usize, String)> {
    let height = usize::from(area.height);
    // Two cells for the mark of the selection, one at the end for the thumb.
    let room = usize::from(area.width.saturating_sub(3));
    let selected = pane.list.index();
    let mut top = pane.list.first_seen(height);
    let mut taken = 0;
    // From the selected line upwards: what does not fit above it is left out.
    for (at, one) in lines(pane, top).rev().skip_while(|(at, _)| *at > selected) {
        taken += wrapped(model, one, room).len();
        if taken > height && at < selected {
            top = at + 1;
            break;
        }
    }
    let mut rows = Vec::with_capacity(height);
    for (at, one) in lines(pane, top) {
        if rows.len() >= height {
            break;
        }
        rows.extend(wrapped(model, one, room).into_iter().map(|row| (at, row)));
    }
    rows.truncate(height);
    rows
}

/// How many rows all lines take, wrapped to `room` cells; no more than `most` are counted.
#[must_use]
pub fn height(model: &Model, pane: &Pane, room: usize, most: usize) -> usize {
    let mut taken = 0;
    for one in &pane.lines {
        taken += wrapped(model, one, room).len();
        if taken >= most {
            return most;
        }
    }
    taken
}

/// How many lines are seen whole or in part.
#[must_use]
pub fn count(model: &Model, pane: &Pane, area: Rect) -> usize {
    let rows = seen(model, pane, area);
    let first = rows.first().map_or(0, |(at, _)| *at);
    rows.last().map_or(0, |(at, _)| at - first + 1)
}

/// Draws the lines. Returns where the selected one stands.
pub fn draw(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    model: &Model,
    pane: &Pane,
    focused: bool,
) -> Option<Position> {
    let area = area.intersection(buf.area);
    let selected = pane.list.index();
    let rows = seen(model, pane, area);
    let mut cursor = None;
    for (y, (at, words)) in rows.iter().enumerate() {
        let here = line(area, u16::try_from(y).unwrap_or(u16::MAX));
        let tone = lines(pane, *at).next().map_or(Role::Text, |(_, l)| role(l.tone));
        let body = Rect {
            x: here.x + 2.min(here.width),
            width: here.width.saturating_sub(3),
            ..here
        };
        text::put(buf, body, words, theme.style(tone));
        if *at == selected {
            if cursor.is_none() {
                text::put(buf, here, ">", theme.style(Role::Text));
                cursor = Some(Position::new(here.x, here.y));
            }
            if focused {
                buf.set_style(here, theme.style(Role::Selection));
            }
        }
    }
    let all = pane.list.rows.len();
    let (first, last) = (rows.first().map_or(0, |r| r.0), rows.last().map_or(0, |r| r.0));
    if all > 0 && (first > 0 || last + 1 < all) {
        let y = first * usize::from(area.height) / all;
        let thumb = line(area, u16::try_from(y).unwrap_or(0));
        text::put_right(buf, thumb, theme.line().thumb, theme.style(Role::Border));
    }
    cursor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::line::Tone;

    fn model() -> Model {
        Model::new(&crate::app::Start::default())
    }

    fn pane(lines: &[(&str, &str)]) -> Pane {
        let line = |(label, value): &(&str, &str)| Line {
            tone: Tone::Plain,
            label: (*label).into(),
            value: (*value).into(),
        };
        let mut pane = Pane::text(lines.iter().map(line).collect());
        let rows = (0..lines.len()).map(RowId::Line).collect();
        pane.list.set_rows(rows, lines.len());
        pane
    }

    #[test]
    fn nothing_is_cut_and_values_stand_under_values() {
        let lines = [
            ("  Id", "a value of several words"),
            ("  Id", "2e50e859-0042-46ff"),
            ("one two three four", ""),
            ("  A long label", "and its value"),
        ];
        let rows: Vec<_> = seen(&model(), &pane(&lines), Rect::new(0, 0, 25, 10))
            .into_iter()
            .map(|(_, r)| r)
            .collect();
        let wanted = [
            "  Id       a value of",
            "           several",
            "           words",
            "  Id",
            "    2e50e859-0042-46ff",
            "one two three four",
            "  A long label",
            "    and its value",
        ];
        assert_eq!(rows, wanted);
    }

    #[test]
    fn the_selected_line_is_seen_however_tall_the_others_are() {
        let tall = "word ".repeat(20);
        let mut pane = pane(&[(&tall, ""), (&tall, ""), ("last", "")]);
        pane.list.select(2, 6);
        let rows = seen(&model(), &pane, Rect::new(0, 0, 23, 6));
        assert!(rows.iter().any(|(at, _)| *at == 2), "{rows:?}");
        assert!(rows.len() <= 6);
    }
}
