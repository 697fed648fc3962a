//! The page that comes next, drawn while the organization file is opened.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::location::Location;
use crate::app::page::Page;
use crate::ui::hints::{self, HintList};
use crate::ui::theme::{Theme, ThemeRole};
use crate::ui::widget::frame::{Edge, Frame, frame};
use crate::ui::widget::text;
use crate::ui::{chrome, header, layout};

/// The page, before it has panes.
pub fn page(at: Location) -> Page {
    Page {
        at,
        panes: Vec::new(),
        focus: 0,
    }
}

/// Draws everything but the popups: what is known before the first row.
pub fn draw(buf: &mut Buffer, app: &App, at: Location, theme: &Theme, area: Rect) {
    let page = page(at);
    header::draw(buf, app, &page, theme, area);
    chrome::nav(buf, app, &page, theme, area);
    let title = at.title().into();
    let content = layout::content(app.model(), &page, area);
    let (right, edge) = (None, Edge::of(app.overlays().is_empty()));
    let inner = frame(buf, content, theme, Frame { title, right, edge });
    let line = text::after(layout::line(inner, 0), 1);
    text::put(buf, line, "Loading", theme.style(ThemeRole::Muted));
    hints::draw(buf, app, &page, theme, area, &HintList::of(app, &page));
    chrome::status(buf, app, &page, theme, area, None);
}
