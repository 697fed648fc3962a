//! Frames around panes and popups.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text;
use crate::app::model::shown::Shown;
use crate::ui::theme::{Theme, ThemeRole};

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
    if let Some(words) = frame.right {
        let words = Shown::from(" ").then(words).then(" ");
        text::put_right(buf, edge, &words, theme.style(ThemeRole::Muted));
        let used = text::cells(&words);
        edge.width = edge.width.saturating_sub(used.saturating_add(1));
    }
    if !frame.title.is_empty() {
        let words = Shown::from(" ").then(frame.title);
        // Where there is no room for the blank after it, the line goes on at once.
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

/// Makes an area blank, for a popup.
pub fn clear(buf: &mut Buffer, theme: &Theme, area: Rect) {
    let area = area.intersection(buf.area);
    let ground = theme.style(ThemeRole::Ground);
    for position in area.positions() {
        if let Some(cell) = buf.cell_mut(position) {
            cell.reset();
            cell.set_style(ground);
        }
    }
    // A wide character that reaches into the area from the left would show over its edge.
    for y in area.y..area.y.saturating_add(area.height) {
        let left = area.x.checked_sub(1).and_then(|x| buf.cell_mut((x, y)));
        if let Some(cell) = left.filter(|c| text::width(c.symbol()) > 1) {
            cell.set_symbol(" ");
        }
    }
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
