//! Keeps the last frame, and draws only what changes when the selection moves.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::page::{self, preview};
use super::theme::Theme;
use super::widget::frame;
use super::{chrome, draw, layout, overlay, popup};
use crate::app::App;
use crate::app::list::List;
use crate::app::overlay::Overlay;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::viewport::Size;

/// The cells of the last frame, and what they show.
#[derive(Debug)]
pub struct KeptFrame {
    cells: Buffer,
    /// `None` where a whole frame is to be drawn.
    shows: Option<Shows>,
    /// What it was drawn with.
    theme: Option<Theme>,
    /// The rows that were drawn last, from the top.
    drawn: Vec<u16>,
}

/// What a frame shows, but for its cells. All else that it is drawn from changes the revision.
#[derive(Clone, Debug, PartialEq)]
struct Shows {
    revision: u64,
    /// The screen shows ages and times by the minute.
    minute: i64,
    /// Where the list or the popup stands that has the keys.
    place: Rect,
    /// The first row of the list that is seen, and the selected one.
    first: usize,
    selected: usize,
}

/// What has the keys.
enum KeyTaker<'a> {
    /// A table of the page, with the cells of its rows.
    Table(&'a Pane, Rect),
    /// A popup with a list.
    Popup(&'a Overlay, Rect),
}

impl<'a> KeyTaker<'a> {
    fn of(app: &'a App, page: &'a Page, area: Rect) -> Option<Self> {
        if app.nav().is_some() || app.opening().is_some() || app.model().size.is_too_small() {
            return None;
        }
        if let Some(popup) = app.overlays().last() {
            let place = popup::popup(app.model(), popup, area);
            // The backdrop dims the upper row of a status that takes two.
            let apart = !place.is_empty() && !app.model().seen.tall_status;
            return Some(Self::Popup(popup, place)).filter(|_| apart);
        }
        // While you type a filter, the cursor is in its field.
        let list = page.pane().filter(|list| !list.is_text() && !list.list.filtering)?;
        let frames = layout::panes(app.model(), page, area);
        let (_, frame) = frames.into_iter().find(|(at, _)| *at == page.focus)?;
        let rows = layout::rows(app.model(), list, frame);
        Some(Self::Table(list, rows)).filter(|_| !list.list.rows.is_empty())
    }

    fn shows(&self, app: &App) -> Shows {
        let (place, list) = match self {
            Self::Table(pane, rows) => (*rows, Some(&pane.list)),
            // It is drawn whole, wherever the selection is.
            Self::Popup(_, place) => (*place, None),
        };
        Shows {
            revision: app.revision(),
            minute: app.model().now.unix.div_euclid(60),
            place,
            first: list.map_or(0, |list| list.first_seen(usize::from(place.height))),
            selected: list.map_or(0, List::index),
        }
    }
}

impl KeptFrame {
    pub fn new(size: Size) -> Self {
        Self {
            cells: Buffer::empty(Rect::new(0, 0, size.width, size.height)),
            shows: None,
            theme: None,
            drawn: Vec::new(),
        }
    }

    pub fn cells(&self) -> &Buffer {
        &self.cells
    }

    /// The rows that were drawn last. The others are as they were.
    pub fn drawn_rows(&self) -> impl Iterator<Item = u16> {
        self.drawn.iter().copied()
    }

    /// Draws on a blank screen.
    pub fn draw<T>(&mut self, draw: impl FnOnce(&mut Buffer) -> T) -> T {
        self.shows = None;
        self.drawn.clear();
        self.drawn.extend(0..self.cells.area.height);
        self.cells.reset();
        draw(&mut self.cells)
    }

    /// Draws the program. Returns where the cursor is seen.
    pub fn draw_app(&mut self, app: &App, theme: &Theme) -> Option<Position> {
        let page = app.page()?;
        if self.theme.as_ref() != Some(theme) {
            self.theme = Some(theme.clone());
            self.shows = None;
        }
        let taker = KeyTaker::of(app, page, self.cells.area);
        let shows = taker.as_ref().map(|taker| taker.shows(app));
        let before = self.shows.take().zip(shows.as_ref()).and_then(|(before, shows)| {
            let selected = before.selected;
            let moved = Shows {
                selected: shows.selected,
                ..before
            };
            (moved == *shows).then_some(selected)
        });
        let cursor = match before.zip(taker) {
            Some((before, taker)) => self.draw_move(app, page, &taker, before, theme),
            None => self.draw(|buf| draw(app, theme, buf)),
        };
        self.shows = shows;
        cursor
    }

    /// Draws what a move of the selection changes: two rows and the preview, or the popup; the status and the hints.
    fn draw_move(
        &mut self,
        app: &App,
        page: &Page,
        taker: &KeyTaker<'_>,
        before: usize,
        theme: &Theme,
    ) -> Option<Position> {
        self.drawn.clear();
        let area = self.cells.area;
        let parts = layout::parts(page, area);
        self.blank(theme, parts.status);
        self.blank(theme, parts.hints);
        if app.model().seen.tall_status {
            self.blank(theme, layout::line(area, parts.status.y.saturating_sub(1)));
        }
        let cursor = match taker {
            KeyTaker::Popup(popup, place) => {
                chrome::status(&mut self.cells, app, page, theme, area);
                self.drawn.extend(place.y..place.bottom());
                overlay::draw(&mut self.cells, app, popup, theme, area)
            }
            KeyTaker::Table(table, rows) => {
                let (first, selected) = (table.list.first_seen(usize::from(rows.height)), table.list.index());
                let mut moved = vec![before.min(selected), before.max(selected)];
                moved.dedup();
                for row in &moved {
                    self.blank(theme, layout::nth_line(*rows, row.saturating_sub(first)));
                }
                let cursor = page::rows(&mut self.cells, app, table, theme, (*rows, Some(&moved)), true);
                if let Some(at) = layout::preview(app.model(), page, area) {
                    self.blank(theme, at);
                    preview::draw_preview(&mut self.cells, app, page, theme, at);
                }
                chrome::status(&mut self.cells, app, page, theme, area);
                cursor
            }
        };
        frame::only_ascii(&mut self.cells, theme);
        self.drawn.sort_unstable();
        self.drawn.dedup();
        cursor.filter(|at| area.contains(*at))
    }

    fn blank(&mut self, theme: &Theme, area: Rect) {
        frame::blank(&mut self.cells, theme, area);
        self.drawn.extend(area.y..area.bottom());
    }
}
