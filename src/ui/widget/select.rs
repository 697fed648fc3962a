//! The selected row, and the scrollbar beside the rows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text;
use crate::ui::theme::{Theme, ThemeRole};

/// Shows that a row is selected: a quiet background that keeps its colours, and a bar at its left.
pub fn select(buf: &mut Buffer, row: Rect, theme: &Theme, focused: bool) {
    let (tint, bar) = if focused {
        (ThemeRole::Selection, ThemeRole::Bar)
    } else {
        (ThemeRole::SelectionUnfocused, ThemeRole::BarUnfocused)
    };
    buf.set_style(row, theme.style(tint));
    text::put(buf, row, theme.signs().bar, theme.style(bar));
}

/// What of a list is in view, in rows or lines.
#[derive(Clone, Copy, Debug)]
pub struct InView {
    pub first: usize,
    pub seen: usize,
    pub all: usize,
}

/// Draws the part that is in view on the track: the frame's right edge where `area` reaches to one, else a column of its own.
pub fn scrollbar(buf: &mut Buffer, area: Rect, theme: &Theme, view: InView) {
    let height = usize::from(area.height);
    if view.seen >= view.all || height == 0 || area.width == 0 {
        return;
    }
    let signs = theme.signs();
    let end = area.x + area.width;
    let framed = (end..end.saturating_add(3)).find(|x| {
        let cell = buf.cell((*x, area.y));
        cell.is_some_and(|cell| [signs.down, signs.thumb].contains(&cell.symbol()))
    });
    let x = framed.unwrap_or(end - 1);
    let long = (view.seen * height).div_ceil(view.all).clamp(1, height);
    // The last rows are at the very end of the track.
    let free = height - long;
    let hidden = view.all - view.seen;
    let from = (view.first * free).div_ceil(hidden).min(free);
    for (y, row) in (area.y..area.y + area.height).zip(0..) {
        let thumb = (from..from + long).contains(&row);
        let (sign, role) = match (thumb, framed) {
            (true, _) => (signs.thumb, ThemeRole::Scroll),
            (false, None) => (signs.down, ThemeRole::Border),
            (false, Some(_)) => continue,
        };
        text::put(buf, Rect::new(x, y, 1, 1), sign, theme.style(role));
    }
}
