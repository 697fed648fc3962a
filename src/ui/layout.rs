//! Where everything stands on the screen, for drawing and for the mouse.

use ratatui::layout::Rect;

use super::widget::columns::{Columns, PlacedColumns};
use super::widget::table::columns_area;
use super::widget::text;

use crate::app::App;
use crate::app::action::Action;
use crate::app::line::Tone;
use crate::app::location::{Location, NAV, NavEntry};
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::view::ViewShape;
use crate::app::viewport::{NAV_WIDTH, PREVIEW_WIDTH, preview_width};

/// The width of the nav, where it is shown.
const NAV_CELLS: u16 = 24;
/// From this width on a provider's page has two columns.
const TWO_COLUMNS: u16 = 100;
/// A frame of this width shows an id below its label.
const ID_TEXT: u16 = 44;
/// A frame of this width shows an id beside every label of a setting. A table beside it keeps the other cells.
const WIDE_TEXT: u16 = 77;
const TABLE: u16 = 58;
/// The rows that the words of a tour's step take, and the keys for it.
const GUIDE: u16 = 3;
/// From this height on they have rows of their own beside a dialog.
const GUIDED: u16 = 20;
/// The rows under a list on the sign-in pages.
pub const SIGN_IN_NOTE: u16 = 8;

/// The parts of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Mode, organization, breadcrumb, user.
    pub top: Rect,
    pub nav: Option<Rect>,
    /// Everything else.
    pub content: Rect,
    /// Status or notice.
    pub status: Rect,
    pub hints: Rect,
}

/// The whole screen.
pub fn screen(app: &App) -> Rect {
    Rect::new(0, 0, app.model().size.width, app.model().size.height)
}

/// The same, of the size that the model knows.
pub fn whole(model: &Model) -> Rect {
    Rect::new(0, 0, model.size.width, model.size.height)
}

/// A line of `area`, counted from its top; empty past its end.
pub fn line(area: Rect, n: u16) -> Rect {
    let height = u16::from(n < area.height);
    Rect {
        y: area.y.saturating_add(n),
        height,
        ..area
    }
}

/// The same for a number of any size.
pub fn nth_line(area: Rect, n: usize) -> Rect {
    line(area, u16::try_from(n).unwrap_or(u16::MAX))
}

pub fn inset(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

pub fn centered(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

/// The rows between the header and the status.
pub fn body(area: Rect) -> Rect {
    Rect {
        y: area.y.saturating_add(1),
        height: area.height.saturating_sub(3),
        ..area
    }
}

/// The rows above a popup that are kept for the words of a step.
pub fn guide(area: Rect) -> u16 {
    if area.height >= GUIDED { GUIDE } else { 0 }
}

/// The rows that a popup may take: where somebody is guided, the words of the step stand above it.
pub fn room(model: &Model, area: Rect) -> Rect {
    let body = body(area);
    let guide = if model.audience.watched { guide(area) } else { 0 };
    Rect {
        y: body.y + guide,
        height: body.height - guide,
        ..body
    }
}

/// Cuts the screen into its parts.
pub fn parts(page: &Page, area: Rect) -> Parts {
    let body = body(area);
    let nav = (page.at.entry().is_some() && area.width >= NAV_WIDTH).then_some(Rect {
        width: NAV_CELLS,
        ..body
    });
    let taken = nav.map_or(0, |n| n.width);
    Parts {
        top: line(area, 0),
        nav,
        content: Rect {
            x: body.x + taken,
            width: body.width.saturating_sub(taken),
            ..body
        },
        status: line(area, area.height.saturating_sub(2)),
        hints: line(area, area.height.saturating_sub(1)),
    }
}

/// The part of the page itself. Where the status takes two rows, the lower edges of frames stand above both.
pub fn content(model: &Model, page: &Page, area: Rect) -> Rect {
    let content = parts(page, area).content;
    Rect {
        height: content.height.saturating_sub(u16::from(model.seen.tall_status)),
        ..content
    }
}

/// Rows of the pane with the two products.
const PRODUCTS: u16 = 4;
/// Rows that are enough for two panes below each other.
const SEVERAL: u16 = 14;

/// The panes that are seen, by their number, with their frames.
pub fn panes(model: &Model, page: &Page, area: Rect) -> Vec<(usize, Rect)> {
    let mut content = content(model, page, area);
    content.width -= preview(model, page, area).map_or(0, |preview| preview.width + 1);
    let centers = |pane: &Pane| pane.view().shape() == ViewShape::Centered;
    if page.pane().is_some_and(centers) {
        let rows = page.pane().map_or(0, |p| p.list.total);
        let height = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(SIGN_IN_NOTE + 4);
        return vec![(0, centered(content, 72, height))];
    }
    if page.at == Location::Products {
        return dashboard(page, content);
    }
    if !page.has_tabs() {
        return vec![(0, content)];
    }
    let below = |rows: u16| Rect {
        y: content.y + rows,
        height: content.height.saturating_sub(rows),
        ..content
    };
    let focus = if page.is_on_button() { 0 } else { page.focus };
    // A table needs the whole width: only a text stands beside another pane.
    let beside = page.panes.first().is_some_and(Pane::is_text);
    if area.width < TWO_COLUMNS || !beside {
        return vec![(focus, below(1))];
    }
    let shown = page.pane_of(Action::Impact).unwrap_or(1);
    let other = if focus == 0 { shown } else { focus };
    // A rule below the tabs underlines the open one: the edge of a single pane does that else.
    let body = below(2);
    let (left, right) = beside_each_other(body, text_beside_table(body.width));
    vec![(0, left), (other, right)]
}

/// The width of a text in `room` cells. A table takes more, but ids stay whole.
fn text_beside_table(room: u16) -> u16 {
    let least = if room > WIDE_TEXT + TABLE {
        WIDE_TEXT
    } else {
        ID_TEXT.min(room / 2)
    };
    least.max(room * 9 / 20)
}

/// The products, and below them what needs attention and what there is: side by side, below each other, or one of them.
fn dashboard(page: &Page, area: Rect) -> Vec<(usize, Rect)> {
    let products = Rect {
        height: PRODUCTS.min(area.height),
        ..area
    };
    let below = Rect {
        y: area.y + products.height,
        height: area.height - products.height,
        ..area
    };
    let mut panes = vec![(0, products)];
    if area.width >= TWO_COLUMNS {
        let (left, right) = beside_each_other(below, below.width / 2);
        panes.extend([(1, left), (2, right)]);
    } else if below.height >= SEVERAL {
        // What needs attention is seen whole where there is room, and the rest is scrolled.
        let lines = page.panes.get(1).map_or(0, |pane| pane.list.total);
        let upper = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
        let upper = upper.clamp(5, below.height / 2);
        let (attention, contents) = (
            Rect { height: upper, ..below },
            Rect {
                y: below.y + upper,
                height: below.height - upper,
                ..below
            },
        );
        panes.extend([(1, attention), (2, contents)]);
    } else {
        panes.push((if page.focus == 2 { 2 } else { 1 }, below));
    }
    panes
}

/// Two panes in a row, with a gap between them.
fn beside_each_other(area: Rect, left: u16) -> (Rect, Rect) {
    (Rect { width: left, ..area }, text::after(area, left + 1))
}

/// Where the preview of the list stands, while it is on and there is room for it. Where the list has no row, it has all the room.
pub fn preview(model: &Model, page: &Page, area: Rect) -> Option<Rect> {
    let list = page
        .pane()
        .filter(|_| model.preview && page.has_preview() && area.width >= PREVIEW_WIDTH)
        .filter(|list| list.list.total > 0)?;
    let content = content(model, page, area);
    // Its frame, two cells for the mark of the selection, and one at the end for the thumb.
    let columns = table_columns(model, list);
    let [needed, uncut] = [columns.wanted(), columns.uncut()].map(|cells| cells.saturating_add(5));
    let width = preview_width(area.width, content.width, needed, uncut);
    Some(text::after(content, content.width - width))
}

/// The rows of a pane's list within its frame, below the titles of its columns and above its notes.
pub fn rows(model: &Model, pane: &Pane, frame: Rect) -> Rect {
    let inner = inset(frame);
    let head = u16::from(has_head(model, pane));
    let notes = match notes(model, pane, inner.width).len() {
        _ if pane.view().shape() == ViewShape::Centered => SIGN_IN_NOTE,
        0 => 0,
        n => u16::try_from(n).unwrap_or(u16::MAX).saturating_add(1),
    };
    Rect {
        y: inner.y.saturating_add(head),
        height: inner.height.saturating_sub(head).saturating_sub(notes),
        ..inner
    }
}

/// Whether the table of a pane has titles.
pub fn has_head(model: &Model, pane: &Pane) -> bool {
    pane.columns(model).iter().any(|c| !c.title.is_empty())
}

/// The lines under the rows of a pane, wrapped to its width.
pub fn notes(model: &Model, pane: &Pane, width: u16) -> Vec<(Tone, Shown<'static>)> {
    let mut lines = Vec::new();
    for note in pane.notes(model) {
        let words = model.show(note.label);
        let wrapped = text::wrap(&words, usize::from(width.saturating_sub(2)));
        lines.extend(wrapped.into_iter().map(|line| (note.tone, line.into_owned())));
    }
    lines
}

/// The columns of a pane's table, and what says how wide they are.
pub fn table_columns<'a>(model: &Model, pane: &'a Pane) -> Columns<'a> {
    Columns {
        all: pane.columns(model),
        shown: pane.shown_columns(model),
        widest: pane.widest().cells(),
        sampled: pane.widest().is_sampled(),
        sorted: pane.list.order.column,
    }
}

/// Where the rows of a list stand, and the columns that have room among them.
#[derive(Clone, Debug)]
pub struct PlacedTable {
    pub rows: Rect,
    pub columns: PlacedColumns,
}

impl PlacedTable {
    pub fn of(model: &Model, pane: &Pane, rows: Rect) -> Self {
        let columns = table_columns(model, pane).placed(columns_area(rows).width);
        Self { rows, columns }
    }

    /// The list of a page that has the keys where no popup is open.
    pub fn focused(model: &Model, page: &Page, area: Rect) -> Option<Self> {
        let frames = panes(model, page, area);
        let (_, frame) = frames.into_iter().find(|(at, _)| *at == page.focus)?;
        let list = page.pane()?;
        Some(Self::of(model, list, rows(model, list, frame)))
    }

    /// The cells that the columns share.
    pub fn room(&self) -> u16 {
        columns_area(self.rows).width
    }
}

/// The columns of a pane's table that have room, by their numbers, with their places above and among its rows.
fn columns(model: &Model, pane: &Pane, rows: Rect) -> impl Iterator<Item = (usize, Rect)> {
    let body = columns_area(rows);
    let placed = PlacedTable::of(model, pane, rows).columns;
    placed.into_iter().map(move |(column, _)| {
        let (x, width) = (body.x + column.x, column.width);
        (column.at, Rect { x, width, ..body })
    })
}

/// The numbers of the columns that have room: a bit each.
pub fn seen_columns(model: &Model, pane: &Pane, rows: Rect) -> u32 {
    columns(model, pane, rows).fold(0, |seen, (column, _)| seen | 1 << column)
}

/// The lines of the nav's entries, below its title and left of its rule and the gap beside that.
pub fn nav_entries(nav: Rect) -> Vec<(&'static NavEntry, Rect)> {
    let inner = Rect {
        y: nav.y + 1,
        height: nav.height.saturating_sub(1),
        width: nav.width.saturating_sub(2),
        ..nav
    };
    let lines = NAV.iter().zip(0..);
    lines.map(|(entry, i)| (entry, line(inner, i))).collect()
}

/// The column of a pane's table at a cell's `x`.
pub fn column_at(model: &Model, pane: &Pane, rows: Rect, x: u16) -> Option<usize> {
    let at = |(_, place): &(usize, Rect)| (place.x..place.x.saturating_add(place.width)).contains(&x);
    let found = columns(model, pane, rows).find(at);
    found.map(|(column, _)| column)
}
