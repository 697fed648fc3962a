//! Where everything stands on the screen, for drawing and for the mouse.

use ratatui::layout::Rect;

use super::widget::table::fit;
use super::widget::text;

use crate::app::App;
use crate::app::action::Action;
use crate::app::line::{Line, Tone};
use crate::app::location::{Location, NAV, NavEntry};
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::overlay::Overlay;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::view::ViewShape;
use crate::app::viewport::{NAV_WIDTH, PREVIEW_WIDTH};

/// The width of the nav, where it is shown.
const NAV_CELLS: u16 = 24;
/// From this width on a provider's page has two columns.
const TWO_COLUMNS: u16 = 100;
/// The rows under a list on the sign-in pages.
pub const SIGN_IN_NOTE: u16 = 8;

/// The parts of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Mode, organization, user.
    pub top: Rect,
    /// Breadcrumb and filter.
    pub crumbs: Rect,
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

fn inset(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

fn centered(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

/// Cuts the screen into its parts.
pub fn parts(page: &Page, area: Rect) -> Parts {
    let body = Rect {
        y: area.y.saturating_add(2),
        height: area.height.saturating_sub(4),
        ..area
    };
    let nav = (page.at.entry().is_some() && area.width >= NAV_WIDTH).then_some(Rect {
        width: NAV_CELLS,
        ..body
    });
    let taken = nav.map_or(0, |n| n.width);
    Parts {
        top: line(area, 0),
        crumbs: line(area, 1),
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

/// The panes that are seen, by their number, with their frames.
pub fn panes(model: &Model, page: &Page, area: Rect) -> Vec<(usize, Rect)> {
    let mut content = parts(page, area).content;
    content.height -= preview(model, page, area).map_or(0, |preview| preview.height);
    let centers = |pane: &Pane| pane.view().shape() == ViewShape::Centered;
    if page.pane().is_some_and(centers) {
        let rows = page.pane().map_or(0, |p| p.list.total);
        let height = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(SIGN_IN_NOTE + 4);
        return vec![(0, centered(content, 72, height))];
    }
    if !page.has_tabs() {
        return vec![(0, content)];
    }
    let body = Rect {
        y: content.y + 1,
        height: content.height.saturating_sub(1),
        ..content
    };
    let focus = if page.is_on_button() { 0 } else { page.focus };
    // A table needs the whole width: only a text stands beside another pane.
    let beside = page.panes.first().is_some_and(Pane::is_text);
    if area.width < TWO_COLUMNS || !beside {
        return vec![(focus, body)];
    }
    let shown = page.pane_of(Action::Impact).unwrap_or(1);
    let other = if focus == 0 { shown } else { focus };
    let left = body.width.div_ceil(2);
    let right = Rect {
        x: body.x + left,
        width: body.width - left,
        ..body
    };
    vec![(0, Rect { width: left, ..body }), (other, right)]
}

/// Where the preview of the list stands, while it is on and the screen is wide enough.
pub fn preview(model: &Model, page: &Page, area: Rect) -> Option<Rect> {
    let wide = model.preview && page.has_preview() && area.width >= PREVIEW_WIDTH;
    let content = parts(page, area).content;
    let height = content.height / 3;
    wide.then_some(Rect {
        y: content.y + content.height - height,
        height,
        ..content
    })
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
    for note in pane.view().notes(model) {
        let words = model.show(note.label);
        let wrapped = text::wrap(&words, usize::from(width.saturating_sub(2)));
        lines.extend(wrapped.into_iter().map(|line| (note.tone, line.into_owned())));
    }
    lines
}

/// The columns of a pane's table that find room, by their numbers, with their places above and among its rows.
pub fn columns(model: &Model, pane: &Pane, rows: Rect) -> Vec<(usize, Rect)> {
    // Two cells for the mark of the selection, one at the end for the thumb.
    let placed = fit(pane.columns(model), rows.width.saturating_sub(3));
    let place = |(i, x, width)| {
        (
            i,
            Rect {
                x: rows.x + 2 + x,
                width,
                ..rows
            },
        )
    };
    placed.into_iter().map(place).collect()
}

/// The frame of a popup with a list.
pub fn popup(overlay: &Overlay, area: Rect) -> Rect {
    let rows = overlay.pane().map_or(0, |p| p.list.total);
    let rows = u16::try_from(rows).unwrap_or(u16::MAX);
    let room = Rect {
        y: area.y.saturating_add(2),
        height: area.height.saturating_sub(4),
        ..area
    };
    match overlay {
        Overlay::Menu(_) => centered(room, 60, rows.saturating_add(7)),
        Overlay::Palette(_) | Overlay::Checklist(_) => centered(room, 72, rows.saturating_add(4)),
        Overlay::Help(_) => centered(room, 68, rows.saturating_add(3)),
        Overlay::Viewer(_) => {
            let width = area.width.saturating_sub(6);
            centered(room, width, tall(overlay, width, room.height).saturating_add(2))
        }
        Overlay::Pick(_) => centered(room, 72, rows.saturating_add(2)),
        Overlay::Secret(_) => centered(room, 72, 6),
        // These lay themselves out.
        Overlay::Delete(_) | Overlay::Form(_) | Overlay::Review(_) => Rect::default(),
    }
}

/// How many rows the lines of a text take in a popup of this width, as far as there are rows for them.
fn tall(overlay: &Overlay, width: u16, most: u16) -> u16 {
    let room = usize::from(width.saturating_sub(5));
    let lines = overlay.pane().map_or(&[][..], |pane| &pane.lines);
    let rows = |line: &Line| text::lines(&line.label, room).len() + usize::from(!line.value.is_empty());
    let all: usize = lines.iter().map(rows).take(usize::from(most)).sum();
    u16::try_from(all).unwrap_or(most).min(most)
}

/// The rows of a popup's list within its frame.
pub fn popup_rows(model: &Model, overlay: &Overlay, area: Rect) -> Rect {
    let inner = inset(popup(overlay, area));
    let head = overlay.pane().map_or(0, |p| u16::from(has_head(model, p)));
    let (above, below) = match overlay {
        Overlay::Palette(_) => (2, 0),
        Overlay::Menu(_) => (head, 3),
        Overlay::Checklist(_) => (head, 2),
        _ => (head, 0),
    };
    Rect {
        y: inner.y.saturating_add(above),
        height: inner.height.saturating_sub(above + below),
        ..inner
    }
}

/// The lines of the nav's entries.
pub fn nav_entries(nav: Rect) -> Vec<(&'static NavEntry, Rect)> {
    let inner = inset(nav);
    let lines = NAV.iter().zip(0..);
    lines.map(|(entry, i)| (entry, line(inner, i))).collect()
}

/// The column of a pane's table at a cell's `x`.
pub fn column_at(model: &Model, pane: &Pane, rows: Rect, x: u16) -> Option<usize> {
    let at = |(_, place): &(usize, Rect)| (place.x..place.x.saturating_add(place.width)).contains(&x);
    columns(model, pane, rows)
        .into_iter()
        .find(at)
        .map(|(column, _)| column)
}

/// The parts of the breadcrumb, with the places they lead to.
pub fn crumbs(app: &App, page: &Page, area: Rect) -> Vec<(Option<Location>, Shown<'static>, Rect)> {
    let mut at = parts(page, area).crumbs;
    at.x = at.x.saturating_add(1);
    at.width = at.width.saturating_sub(1);
    let mut names = Vec::new();
    if let Some(list) = page.at.entry() {
        names.push((Some(Location::Products), "Access Management".to_owned()));
        names.push((Some(list.at).filter(|at| *at != page.at), list.title.to_owned()));
        let object = page.at.object().and_then(|object| app.model().name_of(object));
        names.extend(object.map(|name| (None, name)));
    } else {
        let list = page.at.list_of_apis().filter(|at| *at != page.at);
        names.push((list, page.at.title().to_owned()));
        let object = page.at.object().and_then(|object| app.model().name_of(object));
        names.extend(object.map(|name| (None, name)));
    }
    let operation = app.overlays().iter().find_map(|overlay| match overlay {
        Overlay::Delete(dialog) if dialog.target.page() == page.at => Some("Delete".to_owned()),
        Overlay::Delete(dialog) => Some(format!("Delete {}", dialog.target.called)),
        Overlay::Form(form) if matches!(form.subject, crate::app::overlay::form::FormSubject::SignIn(_)) => None,
        // `Rename environment Production` is the title.
        Overlay::Form(form) => form.title.split(' ').next().map(str::to_owned),
        Overlay::Checklist(_) => Some("Edit".to_owned()),
        _ => None,
    });
    names.extend(operation.map(|operation| (None, operation)));
    let mut crumbs = Vec::new();
    for (i, (leads, name)) in names.into_iter().enumerate() {
        let name = Shown::from(if i == 0 { "" } else { "> " }).then(app.model().show(name));
        let width = text::cells(&name).min(at.width);
        crumbs.push((leads, name, Rect { width, ..at }));
        at.x = at.x.saturating_add(width).saturating_add(1);
        at.width = at.width.saturating_sub(width).saturating_sub(1);
    }
    crumbs
}
