//! Where popups stand, and the rows of their lists.

use ratatui::layout::Rect;

use super::layout::{centered, has_head, inset, room};
use super::widget::text;
use crate::app::line::Line;
use crate::app::model::Model;
use crate::app::overlay::Overlay;

/// The columns of a popup.
pub const POPUP: u16 = 72;
/// The same of the commands, and of a form and its review.
pub const FORM: u16 = 90;
/// The same where long lines stand in it.
const WIDE: u16 = 110;
/// Fewer columns beside a popup show nothing that can be read: it takes them.
const SLIVERS: u16 = 16;
/// The rows between the header and a popup, where there is room for them.
const GAP: u16 = 2;
/// Fewer rows are all given to popups.
const ROOMY: u16 = 24;
/// The rows below what the box found that finds everything.
pub const NOTES: u16 = 2;

/// The frame of a popup with a list.
pub fn popup(model: &Model, overlay: &Overlay, area: Rect) -> Rect {
    let rows = overlay.pane().map_or(0, |p| p.list.total);
    let rows = u16::try_from(rows).unwrap_or(u16::MAX);
    // A notice in two rows is seen whole.
    let mut room = room(model, area);
    room.height = room.height.saturating_sub(u16::from(model.seen.tall_status));
    let below = |width: u16, height: u16| popup_place(room, popup_width(area, width), height);
    match overlay {
        Overlay::Menu(_) => below(POPUP, rows.saturating_add(7)),
        Overlay::Palette(_) => below(FORM, rows.saturating_add(4)),
        Overlay::Checklist(_) => below(POPUP, rows.saturating_add(4)),
        Overlay::Find(_) => below(WIDE, rows.saturating_add(7)),
        Overlay::Help(_) => below(POPUP, rows.saturating_add(3)),
        Overlay::Viewer(_) | Overlay::Browser(_) => {
            let height = tall(overlay, popup_width(area, WIDE), area.height);
            below(WIDE, height.saturating_add(2))
        }
        // Without rows it says why.
        Overlay::Pick(_) if rows == 0 => below(POPUP, 6),
        Overlay::Pick(_) => below(POPUP, rows.saturating_add(2)),
        Overlay::Secret(_) => below(POPUP, 6),
        // These lay themselves out.
        Overlay::Delete(_) | Overlay::Form(_) | Overlay::Review(_) => Rect::default(),
    }
}

/// The width of a popup that takes `usual` columns where there is room for more.
pub fn popup_width(room: Rect, usual: u16) -> u16 {
    if room.width < usual.saturating_add(SLIVERS) {
        room.width
    } else {
        usual
    }
}

/// The rows above every popup. They depend on the window alone: what is typed into a popup never moves it.
fn gap(room: Rect) -> u16 {
    if room.height < ROOMY { 0 } else { GAP }
}

/// Where a popup of this size stands: all begin at one height, in the middle of the row. A taller one is scrolled.
pub fn popup_place(room: Rect, width: u16, height: u16) -> Rect {
    dialog_place(room, width, height.min(room.height - gap(room)))
}

/// The same of what can't be scrolled: where it is too tall for that it begins higher.
pub fn dialog_place(room: Rect, width: u16, height: u16) -> Rect {
    let height = height.min(room.height);
    let gap = gap(room).min(room.height - height);
    Rect {
        y: room.y + gap,
        height,
        ..centered(room, width, height)
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
    let inner = inset(popup(model, overlay, area));
    let head = overlay.pane().map_or(0, |p| u16::from(has_head(model, p)));
    let (above, below) = match overlay {
        Overlay::Palette(_) => (2, 0),
        Overlay::Find(_) => (2 + head, NOTES),
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
