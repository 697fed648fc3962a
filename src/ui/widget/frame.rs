//! Frames around panes and popups.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::text;
use crate::app::model::shown::Shown;
use crate::ui::theme::{Signs, Theme, ThemeRole};

/// What a frame says by its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Plain,
    /// It has the keys.
    Focused,
    /// What it asks destroys something.
    Danger,
}

impl Edge {
    /// Of a pane that has the keys, or not.
    pub fn of(focused: bool) -> Self {
        if focused { Self::Focused } else { Self::Plain }
    }
}

/// What stands in the upper edge of a frame.
#[derive(Debug)]
pub struct Frame<'a> {
    /// At the left.
    pub title: Shown<'a>,
    pub right: Option<Shown<'a>>,
    pub edge: Edge,
}

impl<'a> Frame<'a> {
    /// The frame of what has the keys.
    pub fn focused(title: impl Into<Shown<'a>>) -> Self {
        Self {
            title: title.into(),
            right: None,
            edge: Edge::Focused,
        }
    }
}

/// Draws a frame and returns what is inside of it.
pub fn frame(buf: &mut Buffer, area: Rect, theme: &Theme, frame: Frame<'_>) -> Rect {
    let area = area.intersection(buf.area);
    if area.width < 2 || area.height < 2 {
        return Rect {
            width: 0,
            height: 0,
            ..area
        };
    }
    let (edge, title) = match frame.edge {
        Edge::Plain => (ThemeRole::Border, ThemeRole::Title),
        Edge::Focused => (ThemeRole::BorderFocused, ThemeRole::TitleFocused),
        Edge::Danger => (ThemeRole::Danger, ThemeRole::Danger),
    };
    let style = theme.style(edge);
    let lines = theme.signs();
    let (right, bottom) = (area.x + area.width - 1, area.y + area.height - 1);
    let mut set = |x, y, symbol: &str| {
        if let Some(cell) = buf.cell_mut((x, y)) {
            cell.set_symbol(symbol).set_style(style);
        }
    };
    for x in area.x + 1..right {
        set(x, area.y, lines.across);
        set(x, bottom, lines.across);
    }
    for y in area.y + 1..bottom {
        set(area.x, y, lines.down);
        set(right, y, lines.down);
    }
    let [top_left, top_right, bottom_left, bottom_right] = lines.corners;
    set(area.x, area.y, top_left);
    set(right, area.y, top_right);
    set(area.x, bottom, bottom_left);
    set(right, bottom, bottom_right);
    let mut edge = Rect {
        x: area.x + 2,
        y: area.y,
        width: area.width.saturating_sub(4),
        height: 1,
    };
    let title_room = match text::cells(&frame.title) {
        0 => 0,
        title => title.saturating_add(3),
    };
    let last = frame.right.is_none();
    if let Some(words) = frame.right {
        // What a title is about is named before what is said of it.
        let room = edge.width.saturating_sub(title_room).max(edge.width / 2);
        let words = fitted(&words, usize::from(room.saturating_sub(2)));
        let words = Shown::from(" ").then(words).then(" ");
        text::put_right(buf, edge, &words, theme.style(ThemeRole::Muted));
        let used = text::cells(&words);
        edge.width = edge.width.saturating_sub(used.saturating_add(1));
    }
    if !frame.title.is_empty() {
        let words = Shown::from(" ").then(fitted(&frame.title, usize::from(edge.width).saturating_sub(1)));
        // The blank after it may take the last cell before the corner. Where other words stand there, the line goes on at once.
        edge.width += u16::from(last);
        let room = text::width(&words) < usize::from(edge.width);
        text::put(buf, edge, words.then(if room { " " } else { "" }), theme.style(title));
    }
    Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width - 2,
        height: area.height - 2,
    }
}

/// The title in so many cells: the name is cut before the count behind it.
fn fitted(title: &Shown<'_>, room: usize) -> Shown<'static> {
    let count = title.rfind(" (").filter(|_| title.ends_with(')'));
    let at = count.filter(|_| text::width(title) > room).unwrap_or(title.len());
    let count = title.part(at..title.len());
    let left = room.saturating_sub(text::width(&count));
    text::cut(&title.part(0..at), left).into_owned().then(count)
}

/// Draws a line across a row.
pub fn rule(buf: &mut Buffer, theme: &Theme, row: Rect) {
    for at in row.intersection(buf.area).positions() {
        if let Some(cell) = buf.cell_mut(at) {
            cell.set_symbol(theme.signs().across)
                .set_style(theme.style(ThemeRole::Border));
        }
    }
}

/// Makes an area blank, for a popup, with all of each text that reaches into it.
pub fn clear(buf: &mut Buffer, theme: &Theme, area: Rect) {
    let area = area.intersection(buf.area);
    for y in area.y..area.bottom() {
        for text in texts(buf, theme.signs(), y) {
            let cut = |edge: u16| text.start < edge && edge < text.end;
            for x in text.clone().filter(|_| cut(area.x) || cut(area.right())) {
                if let Some(cell) = buf.cell_mut((x, y)) {
                    cell.set_symbol(" ");
                }
            }
        }
    }
    blank(buf, theme, area);
}

/// Makes the cells of an area blank.
pub fn blank(buf: &mut Buffer, theme: &Theme, area: Rect) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let mut ground = Cell::EMPTY;
    ground.set_style(theme.style(ThemeRole::Ground));
    for y in area.y..area.bottom() {
        let first = buf.index_of(area.x, y);
        if let Some(row) = buf.content.get_mut(first..first + usize::from(area.width)) {
            row.fill(ground.clone());
        }
    }
}

/// The texts of a row: what stands between frames, and between two blanks.
fn texts(buf: &Buffer, signs: &Signs, y: u16) -> Vec<Range<u16>> {
    let symbol = |x: u16| buf.cell((x, y)).map_or("", Cell::symbol);
    let across = |x: u16| {
        let symbol = symbol(x);
        symbol == signs.across || symbol == signs.underline || signs.corners.contains(&symbol)
    };
    // In ASCII a line across is made of what also stands in words: there it is alone.
    let is_line = |x: u16| {
        let down = symbol(x) == signs.down || symbol(x) == signs.thumb;
        down || across(x) && (across(x + 1) || x.checked_sub(1).is_some_and(across))
    };
    let mut texts: Vec<Range<u16>> = Vec::new();
    let mut apart = true;
    let mut x = buf.area.x;
    while x < buf.area.right() {
        let cells = text::cells(symbol(x)).max(1);
        if is_line(x) {
            apart = true;
        } else if symbol(x).trim().is_empty() {
            apart |= texts.last().is_none_or(|text| text.end < x);
        } else {
            match texts.last_mut().filter(|_| !apart) {
                Some(text) => text.end = x + cells,
                None => texts.push(x..x + cells),
            }
            apart = false;
        }
        x += cells;
    }
    texts
}

/// Text that is cut ends in the sign for that, also where frames are drawn with ASCII characters.
pub fn only_ascii(buf: &mut Buffer, theme: &Theme) {
    let more = theme.signs().more;
    if more == text::MORE {
        return;
    }
    for cell in buf.content.iter_mut().filter(|cell| cell.symbol() == text::MORE) {
        cell.set_symbol(more);
    }
}
