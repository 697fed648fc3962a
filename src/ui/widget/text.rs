//! Lines of text: put, cut and wrapped by the cells they take.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::app::model::shown::Shown;
pub use crate::domain::text::width;
use crate::domain::text::{fold, simple};

/// Stands where text is cut.
pub const MORE: &str = "…";

/// The same, as a part of a screen is measured.
pub fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// What is left of `area` at the right of `used` cells.
pub fn after(area: Rect, used: u16) -> Rect {
    let used = used.min(area.width);
    Rect {
        x: area.x + used,
        width: area.width - used,
        ..area
    }
}

/// The beginning of `text` that fits into `room` cells, and the cells it takes.
fn start(text: &str, room: usize) -> (&str, usize) {
    if let Some(cells) = simple(text) {
        let end = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
        return (text.get(..end).unwrap_or_default(), cells.min(room));
    }
    let mut used = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        let next = used + cluster.width();
        if next > room {
            return (text.get(..at).unwrap_or_default(), used);
        }
        used = next;
    }
    (text, used)
}

/// The text, cut with an ellipsis where it takes more than `room` cells.
pub fn cut<'t>(text: &'t Shown<'_>, room: usize) -> Shown<'t> {
    match too_long(text, room) {
        Some(begin) => text.part(0..begin.len()).then(MORE),
        None => text.into(),
    }
}

/// What is left of a text that takes more than `room` cells, with room for an ellipsis.
pub fn too_long(text: &str, room: usize) -> Option<&str> {
    (width(text) > room).then(|| start(text, room.saturating_sub(1)).0)
}

/// Draws what a filter found in a row in this style: `word` is folded.
pub fn mark(buf: &mut Buffer, row: Rect, word: &str, style: Style) {
    let row = row.intersection(buf.area);
    let mut line = String::new();
    let mut cells = Vec::new();
    for x in row.x..row.right() {
        let symbol = buf.cell((x, row.y)).map_or("", |cell| cell.symbol());
        cells.push(line.len());
        line.push_str(&fold(symbol));
    }
    let found: Vec<_> = line.match_indices(word).map(|(at, _)| at..at + word.len()).collect();
    for (x, at) in (row.x..).zip(cells) {
        if found.iter().any(|range| range.contains(&at)) {
            buf.set_style(
                Rect {
                    x,
                    width: 1,
                    height: 1,
                    ..row
                },
                style,
            );
        }
    }
}

/// Writes one line at the left of `area`, cut with an ellipsis where it is too long. Returns the cells it took.
pub fn put<'t>(buf: &mut Buffer, area: Rect, text: impl Into<Shown<'t>>, style: Style) -> u16 {
    put_line(buf, area, &text.into(), style)
}

fn put_line(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    let room = usize::from(area.width);
    if let Some(cells) = simple(text) {
        put_simple(buf, area, text, style);
        if cells > room {
            put_simple(buf, after(area, area.width - 1), MORE, style);
        }
        return u16::try_from(cells).map_or(area.width, |cells| cells.min(area.width));
    }
    let cells = text.width();
    if cells <= room {
        buf.set_stringn(area.x, area.y, text, room, style);
        return u16::try_from(cells).unwrap_or(area.width);
    }
    // The last cell shows that there is more.
    let (begin, used) = start(text, room.saturating_sub(1));
    buf.set_stringn(area.x, area.y, begin, room, style);
    let at = area.x + u16::try_from(used).unwrap_or(area.width - 1);
    buf.set_stringn(at, area.y, MORE, 1, style);
    area.width
}

fn put_simple(buf: &mut Buffer, area: Rect, text: &str, style: Style) {
    let first = buf.index_of(area.x, area.y);
    let cells = buf.content.iter_mut().skip(first).take(usize::from(area.width));
    for (cell, character) in cells.zip(text.chars()) {
        cell.set_char(character).set_style(style);
    }
}

/// Writes one line at the right of `area`.
pub fn put_right<'t>(buf: &mut Buffer, area: Rect, text: impl Into<Shown<'t>>, style: Style) {
    let text = text.into();
    let cells = cells(&text).min(area.width);
    let end = Rect {
        x: area.x + area.width - cells,
        width: cells,
        ..area
    };
    put_line(buf, end, &text, style);
}

/// Breaks text into lines of at most `room` cells, between words where it can. No character is lost but the blanks at
/// which it breaks.
pub fn wrap<'t>(text: &'t Shown<'_>, room: usize) -> Vec<Shown<'t>> {
    lines(text, room).into_iter().map(|line| text.part(line)).collect()
}

/// The lines that [`wrap`] makes, as ranges of bytes.
pub fn lines(text: &str, room: usize) -> Vec<Range<usize>> {
    let room = room.max(2);
    if width(text) <= room {
        return vec![Range {
            start: 0,
            end: text.len(),
        }];
    }
    let mut lines = Vec::new();
    // Where the last line begins and ends, and the cells it takes.
    let (mut begin, mut end, mut used) = (0, 0, 0);
    let mut word_begin = 0;
    for word in text.split(' ') {
        let cells = width(word);
        if word_begin > 0 && used + 1 + cells <= room {
            used += 1 + cells;
            end = word_begin + word.len();
            word_begin = end + 1;
            continue;
        }
        if word_begin > 0 {
            lines.push(begin..end);
            begin = word_begin;
        }
        let mut rest = word;
        while width(rest) > room {
            let head = head(rest, room);
            lines.push(begin..begin + head.len());
            begin += head.len();
            rest = rest.get(head.len()..).unwrap_or_default();
        }
        used = width(rest);
        end = begin + rest.len();
        word_begin = end + 1;
    }
    lines.push(begin..end);
    lines
}

/// The beginning of a word that is longer than the room.
fn head(word: &str, room: usize) -> &str {
    let (begin, _) = start(word, room);
    // An address is broken after a slash or an at sign, where it has one far enough on.
    let slash = begin.rfind(['/', '@']).map_or(0, |at| at + 1);
    let begin = begin
        .get(..slash)
        .filter(|b| b.len() > begin.len() / 2)
        .unwrap_or(begin);
    if begin.is_empty() {
        // A cluster wider than the room still has to go somewhere.
        word.graphemes(true).next().unwrap_or(word)
    } else {
        begin
    }
}
