//! The frame before is kept: where only the selection moved in a list, what tells of that is drawn again and nothing else.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::page::{self, preview};
use super::theme::Theme;
use super::widget::frame;
use super::{chrome, draw, layout};
use crate::app::App;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::viewport::Size;

/// The cells of the last frame, and what they show.
#[derive(Debug)]
pub struct KeptFrame {
    cells: Buffer,
    /// `None` where they show something else than the program, or in part.
    shows: Option<Shows>,
    /// The rows that were drawn last, from the top.
    drawn: Vec<u16>,
}

/// What a frame shows, but for its cells. All else that it is drawn from changes the revision.
#[derive(Clone, Debug, PartialEq)]
struct Shows {
    revision: u64,
    theme: Theme,
    /// Ages and times are told by the minute.
    minute: i64,
    /// The first row of the list that is seen, and the selected one.
    first: usize,
    selected: usize,
}

impl KeptFrame {
    pub fn new(size: Size) -> Self {
        Self {
            cells: Buffer::empty(Rect::new(0, 0, size.width, size.height)),
            shows: None,
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
        let list = table(app, self.cells.area);
        let shows = list.map(|(.., list, rows)| Shows {
            revision: app.revision(),
            theme: theme.clone(),
            minute: app.model().now.unix.div_euclid(60),
            first: list.list.first_seen(usize::from(rows.height)),
            selected: list.list.index(),
        });
        let before = self.shows.take().zip(shows.as_ref()).and_then(|(before, shows)| {
            let selected = before.selected;
            let moved = Shows {
                selected: shows.selected,
                ..before
            };
            (moved == *shows).then_some(selected)
        });
        let cursor = match before.zip(list) {
            Some((before, (page, list, rows))) => {
                self.drawn.clear();
                self.draw_move(app, page, (list, rows), before, theme)
            }
            None => self.draw(|buf| draw(app, theme, buf)),
        };
        self.shows = shows;
        cursor
    }

    /// Draws what a move of the selection changes: two rows, the preview, the status and the hints.
    fn draw_move(
        &mut self,
        app: &App,
        page: &Page,
        (list, rows): (&Pane, Rect),
        before: usize,
        theme: &Theme,
    ) -> Option<Position> {
        let area = self.cells.area;
        let first = list.list.first_seen(usize::from(rows.height));
        let mut moved = vec![before.min(list.list.index()), before.max(list.list.index())];
        moved.dedup();
        for row in &moved {
            self.blank(theme, layout::nth_line(rows, row.saturating_sub(first)));
        }
        let cursor = page::rows(&mut self.cells, app, list, theme, (rows, Some(&moved)), true);
        if let Some(at) = layout::preview(app.model(), page, area) {
            self.blank(theme, at);
            preview::draw_preview(&mut self.cells, app, page, theme, at);
        }
        let parts = layout::parts(page, area);
        self.blank(theme, parts.status);
        self.blank(theme, parts.hints);
        if app.model().seen.tall_status {
            self.drawn.push(parts.status.y.saturating_sub(1));
        }
        chrome::status(&mut self.cells, app, page, theme, area);
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

/// The table that has the keys, with its page and the cells of its rows, where no popup stands over it.
fn table(app: &App, area: Rect) -> Option<(&Page, &Pane, Rect)> {
    let covered = !app.overlays().is_empty() || app.nav().is_some() || app.opening().is_some();
    let page = app.page().filter(|_| !covered && !app.model().size.is_too_small())?;
    let list = page
        .pane()
        .filter(|list| !list.is_text() && !list.list.rows.is_empty())?;
    // While a filter is typed the cursor stands in it.
    let list = Some(list).filter(|list| !list.list.filtering)?;
    let frames = layout::panes(app.model(), page, area);
    let (_, frame) = frames.into_iter().find(|(at, _)| *at == page.focus)?;
    Some((page, list, layout::rows(app.model(), list, frame)))
}
