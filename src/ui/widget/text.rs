//! Lines of text: put, cut and wrapped by the cells they take.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The cells that text takes.
pub fn width(text: &str) -> usize {
    text.width()
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
pub fn cut(text: &str, room: usize) -> Cow<'_, str> {
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let (begin, _) = start(text, room.saturating_sub(1));
    Cow::Owned(format!("{begin}…"))
}

/// Writes one line at the left of `area`, cut with an ellipsis where it is too long. Returns the cells it took.
pub fn put(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    let room = usize::from(area.width);
    if text.len() <= room && put_plain(buf, area, text, style) {
        return u16::try_from(text.len()).unwrap_or(area.width);
    }
    let cells = width(text);
    if cells <= room {
        buf.set_stringn(area.x, area.y, text, room, style);
        return u16::try_from(cells).unwrap_or(area.width);
    }
    // The last cell shows that there is more. ASCII frames say the same with the same sign: a dot run would take three.
    let (begin, used) = start(text, room.saturating_sub(1));
    buf.set_stringn(area.x, area.y, begin, room, style);
    let at = area.x + u16::try_from(used).unwrap_or(area.width - 1);
    buf.set_stringn(at, area.y, "~", 1, style);
    area.width
}

/// Writes text of printable ASCII: a cell a character, so that nothing needs to be measured. Most of the screen is that.
fn put_plain(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> bool {
    let plain = text.bytes().all(|b| matches!(b, b' '..=b'~'));
    if plain {
        for (x, byte) in (area.x..).zip(text.bytes()) {
            if let Some(cell) = buf.cell_mut((x, area.y)) {
                cell.set_char(char::from(byte)).set_style(style);
            }
        }
    }
    plain
}

/// Writes one line at the right of `area`.
pub fn put_right(buf: &mut Buffer, area: Rect, text: &str, style: Style) {
    let cells = u16::try_from(width(text)).unwrap_or(u16::MAX).min(area.width);
    put(
        buf,
        Rect {
            x: area.x + area.width - cells,
            width: cells,
            ..area
        },
        text,
        style,
    );
}

/// Breaks text into lines of at most `room` cells, between words where it can. No character is lost but the blanks at
/// which it breaks.
pub fn wrap(text: &str, room: usize) -> Vec<Cow<'_, str>> {
    let room = room.max(2);
    if width(text) <= room {
        return vec![Cow::Borrowed(text)];
    }
    let mut lines: Vec<String> = vec![String::new()];
    for (i, word) in text.split(' ').enumerate() {
        let used = lines.last().map_or(0, |l| width(l));
        if i > 0 && used + 1 + width(word) <= room {
            push(&mut lines, " ");
            push(&mut lines, word);
            continue;
        }
        if i > 0 {
            lines.push(String::new());
        }
        let mut rest = word;
        while width(rest) > room {
            let (begin, _) = start(rest, room);
            // An address is broken after a slash, where it has one far enough on.
            let slash = begin.rfind('/').map_or(0, |at| at + 1);
            let begin = begin
                .get(..slash)
                .filter(|b| b.len() > begin.len() / 2)
                .unwrap_or(begin);
            // A cluster wider than the room still has to go somewhere.
            let begin = if begin.is_empty() {
                rest.graphemes(true).next().unwrap_or(rest)
            } else {
                begin
            };
            push(&mut lines, begin);
            lines.push(String::new());
            rest = rest.get(begin.len()..).unwrap_or_default();
        }
        push(&mut lines, rest);
    }
    lines.into_iter().map(Cow::Owned).collect()
}

fn push(lines: &mut [String], text: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(text);
    }
}
