//! Keeps the last frame, and draws only what changes when the selection moves.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::hints::{self, HintList};
use super::layout::{self, PlacedTable};
use super::page::{self, opening, preview};
use super::theme::Theme;
use super::widget::frame;
use super::{chrome, draw, overlay, popup};
use crate::app::App;
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
#[derive(Debug)]
struct Shows {
    revision: u64,
    /// The screen shows ages and times by the minute.
    minute: i64,
    keys: KeyTaker,
}

/// What has the keys, and where it stands: a move changes neither.
#[derive(Debug)]
enum KeyTaker {
    Table {
        at: PlacedTable,
        hints: HintList,
        preview: Option<Rect>,
        /// The first row that is seen, and the selected one.
        first: usize,
        selected: usize,
    },
    /// A popup with a list. It is drawn whole, wherever the selection is.
    Popup(Rect),
}

impl KeyTaker {
    fn of(app: &App, page: &Page, area: Rect) -> Option<Self> {
        let model = app.model();
        if app.nav().is_some() || model.size.is_too_small() {
            return None;
        }
        if let Some(popup) = app.overlays().last() {
            let place = popup::popup(model, popup, area);
            // The backdrop dims the upper row of a status that takes two.
            let apart = !place.is_empty() && !model.seen.tall_status;
            return Some(Self::Popup(place)).filter(|_| apart);
        }
        // While you type a filter, the cursor is in its field.
        let opens = app.opening().is_some();
        let is_table = |pane: &&Pane| !opens && !pane.is_text() && !pane.list.filtering && !pane.list.rows.is_empty();
        let list = &page.pane().filter(is_table)?.list;
        let at = PlacedTable::focused(model, page, area)?;
        Some(Self::Table {
            first: list.first_seen(usize::from(at.rows.height)),
            selected: list.index(),
            preview: layout::preview(model, page, area),
            hints: HintList::of(app, page),
            at,
        })
    }

    /// Whether it is where it was, so that only the selection moved.
    fn stays(&self, app: &App, page: &Page, area: Rect) -> bool {
        match self {
            Self::Popup(place) => {
                let popup = app.overlays().last();
                popup.is_some_and(|popup| popup::popup(app.model(), popup, area) == *place)
            }
            Self::Table { at, first, .. } => {
                let list = page.pane().map(|pane| &pane.list);
                list.is_some_and(|list| list.first_seen(usize::from(at.rows.height)) == *first)
            }
        }
    }
}

fn minute(app: &App) -> i64 {
    app.model().now.unix.div_euclid(60)
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
        let area = self.cells.area;
        let same = |kept: &Shows| {
            kept.revision == app.revision() && kept.minute == minute(app) && kept.keys.stays(app, page, area)
        };
        if let Some(mut shows) = self.shows.take().filter(same) {
            let cursor = self.draw_move(app, page, &mut shows.keys, theme);
            self.shows = Some(shows);
            return cursor;
        }
        let cursor = self.draw(|buf| draw(app, theme, buf));
        self.shows = KeyTaker::of(app, page, area).map(|keys| Shows {
            revision: app.revision(),
            minute: minute(app),
            keys,
        });
        cursor
    }

    /// Draws what a move of the selection changes: two rows and the preview, or the popup; the status and the hints. Returns
    /// where the cursor is seen.
    fn draw_move(&mut self, app: &App, page: &Page, keys: &mut KeyTaker, theme: &Theme) -> Option<Position> {
        let area = self.cells.area;
        self.drawn.clear();
        let cursor = match keys {
            KeyTaker::Popup(place) => {
                let opening = app.opening().map(opening::page);
                let page = opening.as_ref().unwrap_or(page);
                self.blank_status(app, page, theme);
                hints::draw(&mut self.cells, app, page, theme, area, &HintList::of(app, page));
                let table = PlacedTable::focused(app.model(), page, area);
                chrome::status(&mut self.cells, app, page, theme, area, table.as_ref());
                self.drawn.extend(place.y..place.bottom());
                overlay::draw(&mut self.cells, app, app.overlays().last()?, theme, area)
            }
            KeyTaker::Table {
                at,
                hints,
                preview,
                first,
                selected,
            } => {
                let list = page.pane()?;
                let before = std::mem::replace(selected, list.list.index());
                let mut moved = vec![before.min(*selected), before.max(*selected)];
                moved.dedup();
                self.blank_status(app, page, theme);
                for row in &moved {
                    self.blank(theme, layout::nth_line(at.rows, row.saturating_sub(*first)));
                }
                let cursor = page::rows(&mut self.cells, app, list, theme, (at, Some(&moved)), true);
                if let Some(at) = *preview {
                    self.blank(theme, at);
                    preview::draw_preview(&mut self.cells, app, page, theme, at);
                }
                hints.follow(app, page);
                hints::draw(&mut self.cells, app, page, theme, area, hints);
                chrome::status(&mut self.cells, app, page, theme, area, Some(at));
                cursor
            }
        };
        frame::only_ascii(&mut self.cells, theme);
        self.drawn.sort_unstable();
        self.drawn.dedup();
        cursor.filter(|at| area.contains(*at))
    }

    /// Blanks the rows of the status and the hints.
    fn blank_status(&mut self, app: &App, page: &Page, theme: &Theme) {
        let area = self.cells.area;
        let parts = layout::parts(page, area);
        self.blank(theme, parts.status);
        self.blank(theme, parts.hints);
        if app.model().seen.tall_status {
            self.blank(theme, layout::line(area, parts.status.y.saturating_sub(1)));
        }
    }

    fn blank(&mut self, theme: &Theme, area: Rect) {
        frame::blank(&mut self.cells, theme, area);
        self.drawn.extend(area.y..area.bottom());
    }
}
