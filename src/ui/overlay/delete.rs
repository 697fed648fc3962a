//! Draws the delete dialog: everything that is asked, from top to bottom, or nothing that can delete.

mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::app::model::shown::Shown;
use crate::app::overlay::delete::lines::ACCEPT;
use crate::app::overlay::delete::{Delete, Stage};
use crate::app::target::{Control, Target};
use crate::ui::layout::{line, nth_line, room};
use crate::ui::popup::{POPUP, dialog_place, popup_width};
use crate::ui::states;
use crate::ui::theme::{Theme, ThemeRole};
use crate::ui::widget::button::{ButtonState, button, point};
use crate::ui::widget::field::{Typed, field};
use crate::ui::widget::frame::{Edge, Frame, clear, frame};
use crate::ui::widget::text;
use rows::{Density, DialogRow};

/// Where the dialog and its controls stand.
#[derive(Debug)]
pub struct DeleteLayout {
    outer: Rect,
    inner: Rect,
    framed: bool,
    rows: Vec<DialogRow>,
    /// Whether all of it is seen. Where it is not, nothing can be deleted.
    pub fits: bool,
}

impl DeleteLayout {
    /// The cells that it takes: without a frame only those of its rows.
    pub fn place(&self) -> Rect {
        if self.framed {
            return self.outer;
        }
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        Rect {
            height: rows.min(self.outer.height),
            ..self.outer
        }
    }
}

/// Lays the dialog out: as it should be, else without blank rows, else over more of the screen. The frame and the title go
/// before the hints do, and the header last. Where that isn't enough, it says what is lost in short.
pub fn layout(app: &App, dialog: &Delete, area: Rect) -> DeleteLayout {
    let below = |rows: u16, above: u16| Rect {
        y: area.y + rows.min(area.height),
        height: area.height.saturating_sub(rows + above),
        ..area
    };
    let (over_status, over_hints) = (below(1, 1), below(1, 0));
    let room = room(app.model(), area);
    let usual = dialog_place(room, popup_width(room, POPUP), room.height);
    let roomy = framed(app, dialog, usual, Density::Roomy);
    if roomy.fits {
        return roomy;
    }
    let mut tries = [Density::Close, Density::Brief].into_iter().flat_map(|density| {
        let framed_in = move |outer| framed(app, dialog, outer, density);
        let bare_in = move |(outer, titled)| bare(app, dialog, outer, titled, density);
        let framed = [usual, over_status, over_hints].into_iter().map(framed_in);
        let places = [
            (over_status, true),
            (over_hints, true),
            (over_hints, false),
            (area, true),
            (area, false),
        ];
        framed.chain(places.into_iter().map(bare_in))
    });
    tries.find(|layout| layout.fits).unwrap_or(roomy)
}

/// The dialog in its frame: with blank rows and margins, or close together.
fn framed(app: &App, dialog: &Delete, room: Rect, density: Density) -> DeleteLayout {
    let side = if room.width < POPUP { 1 } else { 2 };
    let inside = |outer: Rect| Rect {
        x: outer.x + side,
        y: outer.y + 1,
        width: outer.width.saturating_sub(2 * side),
        height: outer.height.saturating_sub(2),
    };
    let rows = rows::rows(app, dialog, inside(room).width, density);
    let needs = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let outer = dialog_place(room, room.width, needs.saturating_add(2));
    DeleteLayout {
        outer,
        inner: inside(outer),
        framed: true,
        fits: needs <= inside(room).height,
        rows,
    }
}

/// The dialog without a frame, below its title or the program's header.
fn bare(app: &App, dialog: &Delete, outer: Rect, titled: bool, density: Density) -> DeleteLayout {
    let inner = Rect {
        x: outer.x + 1,
        width: outer.width.saturating_sub(2),
        ..outer
    };
    let mut rows = rows::rows(app, dialog, inner.width, density);
    let badges = app.model().show(app.model().stage_badges());
    if titled || !badges.is_empty() {
        let words = title(dialog).then("  ").then(badges);
        rows.insert(0, DialogRow::Text(ThemeRole::TitleFocused, words));
    }
    DeleteLayout {
        outer,
        inner,
        framed: false,
        fits: rows.len() <= usize::from(inner.height),
        rows,
    }
}

fn title(dialog: &Delete) -> Shown<'static> {
    match dialog.stage {
        Stage::OutcomeUnknown { .. } => "We do not know if it was deleted".into(),
        _ => Shown::from("Delete ").then(dialog.target.noun()),
    }
}

/// The controls of the last row: what leaves things as they are, and what does it.
fn buttons(dialog: &Delete, at: Rect) -> [(Control, &'static str, Rect); 2] {
    let unknown = matches!(dialog.stage, Stage::OutcomeUnknown { .. });
    let half = at.width / 2;
    let (left, right) = (
        Rect { width: half, ..at },
        Rect {
            x: at.x + half,
            width: at.width - half,
            ..at
        },
    );
    let named = |label: &str, at: Rect| {
        let width = u16::try_from(label.len())
            .unwrap_or(u16::MAX)
            .saturating_add(4)
            .min(at.width);
        Rect {
            x: at.x + (at.width - width) / 2,
            width,
            ..at
        }
    };
    if unknown {
        [
            (Control::Confirm, "Check again", named("Check again", left)),
            (Control::Cancel, "Close", named("Close", right)),
        ]
    } else {
        // The button stands left in its half: what it still needs is said beside it.
        let delete = Rect {
            x: right.x + right.width.min(4),
            ..named("Delete", right)
        };
        [
            (Control::Cancel, "Cancel", named("Cancel", left)),
            (Control::Confirm, "Delete", delete),
        ]
    }
}

/// Draws the dialog. Returns where the cursor stands.
pub fn draw(buf: &mut Buffer, app: &App, dialog: &Delete, theme: &Theme, area: Rect) -> Option<Position> {
    let layout = layout(app, dialog, area);
    clear(buf, theme, layout.outer);
    if layout.framed {
        let badges = app.model().show(app.model().stage_badges());
        let covers_them = layout.outer.bottom() + 1 >= area.bottom();
        let edge = Frame {
            edge: Edge::Danger,
            right: Some(badges).filter(|badges| covers_them && !badges.is_empty()),
            ..Frame::focused(title(dialog))
        };
        frame(buf, layout.outer, theme, edge);
    }
    if !layout.fits {
        let words = "The window is too small for this dialog. Enlarge it to delete, or press Esc.".into();
        for (i, part) in text::wrap(&words, usize::from(layout.inner.width)).iter().enumerate() {
            text::put(buf, nth_line(layout.inner, i), part, theme.style(ThemeRole::Warning));
        }
        return None;
    }
    let mut cursor = None;
    for (i, row) in layout.rows.iter().enumerate() {
        let at = nth_line(layout.inner, i);
        match row {
            DialogRow::Blank => {}
            DialogRow::Text(role, words) | DialogRow::Feedback(role, words) => {
                text::put(buf, at, words, theme.style(*role));
            }
            DialogRow::Accept => {
                let mark = if dialog.accepted() { "[x]" } else { "[ ]" };
                let focused = dialog.focus == Control::Accept;
                let style = if focused {
                    ThemeRole::ButtonFocused
                } else {
                    ThemeRole::Button
                };
                let words = Shown::from(mark).then(" ").then(ACCEPT);
                text::put(buf, at, &words, theme.style(style));
                point(buf, theme, at, focused);
                if focused {
                    cursor = Some(Position::new(at.x + 1, at.y));
                }
            }
            DialogRow::Field | DialogRow::Guard => {
                let (input, control) = match (row, &dialog.guard) {
                    (DialogRow::Guard, Some(guard)) => (&guard.input, Control::Guard),
                    _ => (&dialog.input, Control::Field),
                };
                let typing = dialog.in_field() && dialog.focus == control;
                let used = text::put(buf, at, theme.signs().crumb, theme.style(ThemeRole::Key)) + 1;
                let at = text::after(at, used);
                let typed = Typed::of(input, |text| app.model().show(text));
                let position = field(buf, at, theme, &typed, typing);
                let asked = match (row, &dialog.guard) {
                    (DialogRow::Guard, Some(guard)) => &guard.ask,
                    _ => &dialog.ask,
                };
                // Where all of it is seen: what is right so far.
                if text::width(input.value()) < usize::from(at.width) {
                    let right = u16::try_from(asked.right_cells(input.value())).unwrap_or(0);
                    let right = Rect {
                        width: right.min(at.width),
                        ..at
                    };
                    buf.set_style(right, theme.style(ThemeRole::Match));
                }
                cursor = position.filter(|_| typing).or(cursor);
            }
            DialogRow::Buttons => cursor = draw_buttons(buf, app, dialog, theme, at).or(cursor),
        }
    }
    if let Stage::Verifying = dialog.stage {
        text::put(
            buf,
            Rect {
                x: layout.inner.x,
                ..line(layout.outer, 0)
            },
            states::throbber(theme, app.model().now.mono),
            theme.style(ThemeRole::Muted),
        );
    }
    cursor
}

fn draw_buttons(buf: &mut Buffer, app: &App, dialog: &Delete, theme: &Theme, at: Rect) -> Option<Position> {
    let unknown = matches!(dialog.stage, Stage::OutcomeUnknown { .. });
    let known = dialog.completeness_in(app.model(), app.loading_since());
    let open = unknown || dialog.ready(known);
    let mut cursor = None;
    for (control, label, place) in buttons(dialog, at) {
        let off = control == Control::Confirm && !open;
        let state = ButtonState::of(off, dialog.focus == control);
        let deletes = control == Control::Confirm && !unknown;
        let state = if deletes { state.danger() } else { state };
        cursor = button(buf, place, theme, label, state).or(cursor);
        if off && dialog.stage == Stage::Confirming {
            let words = dialog
                .needs(known)
                .map(|noun| Shown::from("(").then(noun).then(" needed)"))
                .unwrap_or_default();
            let x = place.x + place.width + 1;
            let room = Rect {
                x,
                width: (at.x + at.width).saturating_sub(x),
                ..place
            };
            text::put(buf, room, &words, theme.style(ThemeRole::Muted));
        }
    }
    cursor
}

/// Where the field and what is said below it stand.
pub fn field_place(app: &App, dialog: &Delete, area: Rect) -> Rect {
    place(app, dialog, area, |row| {
        matches!(row, DialogRow::Field | DialogRow::Guard | DialogRow::Feedback(..))
    })
}

/// Where the buttons stand.
pub fn buttons_place(app: &App, dialog: &Delete, area: Rect) -> Rect {
    place(app, dialog, area, |row| matches!(row, DialogRow::Buttons))
}

/// The rows from the first to the last that `wanted` names; nothing where they are not seen.
fn place(app: &App, dialog: &Delete, area: Rect, wanted: impl Fn(&DialogRow) -> bool) -> Rect {
    let layout = layout(app, dialog, area);
    let first = layout.rows.iter().position(&wanted);
    let last = layout.rows.iter().rposition(&wanted);
    let (Some(first), Some(last)) = (first, last) else {
        return Rect::default();
    };
    let rows = u16::try_from(last - first + 1).unwrap_or(u16::MAX);
    Rect {
        height: rows,
        ..nth_line(layout.inner, first)
    }
    .intersection(layout.inner)
}

/// What lies under a cell of the dialog.
pub fn target(app: &App, dialog: &Delete, area: Rect, at: Position) -> Target {
    let layout = layout(app, dialog, area);
    if !layout.outer.contains(at) {
        return Target::Outside;
    }
    let row =
        at.y.checked_sub(layout.inner.y)
            .and_then(|y| layout.rows.get(usize::from(y)));
    match row {
        Some(DialogRow::Accept) if layout.fits => Target::Control(Control::Accept),
        Some(DialogRow::Field) if layout.fits => Target::Control(Control::Field),
        Some(DialogRow::Guard) if layout.fits => Target::Control(Control::Guard),
        Some(DialogRow::Buttons) if layout.fits => {
            let line = Rect {
                y: at.y,
                height: 1,
                ..layout.inner
            };
            let hit = buttons(dialog, line).into_iter().find(|(.., r)| r.contains(at));
            hit.map_or(Target::Nothing, |(control, ..)| Target::Control(control))
        }
        _ => Target::Nothing,
    }
}
