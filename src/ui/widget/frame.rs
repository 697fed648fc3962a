//! Frames around panes and popups.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text;
use crate::app::model::shown::Shown;
use crate::ui::theme::{Theme, ThemeRole};

/// What stands in the upper edge of a frame.
#[derive(Debug)]
pub struct Frame<'a> {
    /// At the left.
    pub title: Shown<'a>,
    pub right: Option<Shown<'a>>,
    /// Has the keys: said by a sign and bold letters, never by colour alone.
    pub focused: bool,
}

impl<'a> Frame<'a> {
    /// The frame of what has the keys.
    pub fn focused(title: impl Into<Shown<'a>>) -> Self {
        Self {
            title: title.into(),
            right: None,
            focused: true,
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
    let style = theme.style(if frame.focused {
        ThemeRole::BorderFocused
    } else {
        ThemeRole::Border
    });
    let lines = theme.line();
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
        text::put_right(buf, edge, &words, style);
        let used = text::cells(&words);
        edge.width = edge.width.saturating_sub(used.saturating_add(1));
    }
    if !frame.title.is_empty() {
        let mark = if frame.focused { " *" } else { "" };
        let title = theme.style(if frame.focused {
            ThemeRole::TitleFocused
        } else {
            ThemeRole::Title
        });
        let words = Shown::from(" ").then(frame.title).then(mark);
        // Where there is no room for the blank after it, the line goes on at once.
        let room = text::width(&words) < usize::from(edge.width);
        text::put(buf, edge, words.then(if room { " " } else { "" }), title);
    }
    Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width - 2,
        height: area.height - 2,
    }
}

/// Makes an area blank, for a popup.
pub fn clear(buf: &mut Buffer, area: Rect) {
    let area = area.intersection(buf.area);
    for position in area.positions() {
        if let Some(cell) = buf.cell_mut(position) {
            cell.reset();
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
