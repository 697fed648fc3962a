//! The strip of tabs above the panes of a page.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::model::shown::Shown;
use crate::app::page::Page;
use crate::app::view::ViewShape;
use crate::ui::layout::{line, parts};
use crate::ui::theme::{Theme, ThemeRole};
use crate::ui::widget::text;

/// Draws the strip. Returns where the cursor stands while the page has the keys.
pub fn draw(buf: &mut Buffer, page: &Page, theme: &Theme, area: Rect, keys: bool) -> Option<Position> {
    let mut cursor = None;
    for (i, name, at) in tabs(page, area) {
        let focused = i == page.focus;
        let button = page
            .panes
            .get(i)
            .is_some_and(|pane| pane.view().shape() == ViewShape::Button);
        let style = match (focused, button) {
            (true, _) => ThemeRole::TitleFocused,
            (false, true) => ThemeRole::Danger,
            (false, false) => ThemeRole::Dim,
        };
        let mark = if focused { "*" } else { " " };
        text::put(buf, at, Shown::from(mark).then(name), theme.style(style));
        if focused && keys {
            cursor = Some(Position::new(at.x, at.y));
        }
    }
    cursor
}

/// The panes by their number, each with its name and place.
pub fn tabs(page: &Page, area: Rect) -> Vec<(usize, &'static str, Rect)> {
    if !page.has_tabs() {
        return Vec::new();
    }
    let mut strip = line(parts(page, area).content, 0);
    let mut tabs = Vec::new();
    for (i, pane) in page.panes.iter().enumerate() {
        let name = pane.view().tab();
        // One cell before for the mark of the focus, one after.
        let width = u16::try_from(name.len())
            .unwrap_or(u16::MAX)
            .saturating_add(2)
            .min(strip.width);
        tabs.push((i, name, Rect { width, ..strip }));
        strip.x = strip.x.saturating_add(width);
        strip.width = strip.width.saturating_sub(width);
    }
    tabs
}
