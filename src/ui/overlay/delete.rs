//! Draws the delete dialog: everything that is asked, from top to bottom, or nothing that can delete.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::app::overlay::delete::{Delete, Stage};
use crate::app::target::{Control, Target};
use crate::app::words;
use crate::domain::ProviderRef;
use crate::domain::confirm::Ask;
use crate::ui::layout::line;
use crate::ui::theme::{Role, Theme};
use crate::ui::widget::button::{ButtonState, button};
use crate::ui::widget::field::field;
use crate::ui::widget::pane::{Pane as Frame, clear, pane as frame};
use crate::ui::widget::text;
use crate::ui::{role, states};

/// The width of the dialog where the screen is wide enough.
const WIDTH: u16 = 68;
/// The column of the values.
const LABELS: usize = 15;

/// One row of the dialog.
#[derive(Debug)]
enum Row {
    Blank,
    Text(Role, String),
    Accept,
    Field,
    Feedback(Role, String),
    Buttons,
}

/// Where the dialog and its controls stand.
#[derive(Debug)]
pub struct Layout {
    outer: Rect,
    inner: Rect,
    rows: Vec<Row>,
    /// Whether all of it is seen. Where it is not, nothing can be deleted.
    pub fits: bool,
}

/// Lays the dialog out: as it should be, else without blank rows, else over the full screen.
#[must_use]
pub fn layout(app: &App, dialog: &Delete, area: Rect) -> Layout {
    let inside = |outer: Rect| Rect {
        x: outer.x + 2,
        y: outer.y + 1,
        width: outer.width.saturating_sub(4),
        height: outer.height.saturating_sub(2),
    };
    let room = Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(4),
        ..area
    };
    let mut outer = Rect {
        x: room.x + room.width.saturating_sub(WIDTH) / 2,
        width: WIDTH.min(room.width),
        ..room
    };
    let mut rows = rows(app, dialog, usize::from(inside(outer).width));
    if rows.len() > usize::from(inside(outer).height) {
        rows.retain(|r| !matches!(r, Row::Blank));
    }
    if rows.len() > usize::from(inside(outer).height) {
        outer = area;
        rows = self::rows(app, dialog, usize::from(inside(outer).width));
        rows.retain(|r| !matches!(r, Row::Blank));
    }
    let needs = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let fits = needs <= inside(outer).height;
    let height = needs.saturating_add(2).min(outer.height);
    outer = Rect {
        y: outer.y + (outer.height - height) / 2,
        height,
        ..outer
    };
    Layout {
        outer,
        inner: inside(outer),
        rows,
        fits,
    }
}

fn rows(app: &App, dialog: &Delete, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Stage::Checking { sent, why, .. } | Stage::Unknown { sent, why } = &dialog.stage {
        unknown(dialog, &mut rows, &sent.clock(), why, width);
        return rows;
    }
    let world = &app.world;
    let doomed = &dialog.doomed;
    let organization = format!(
        "{} (root)  {}",
        doomed.organization_name.shown(),
        world.badge.label(world.read_only)
    );
    pair(&mut rows, "Organization", &organization, width);
    pair(&mut rows, "Provider", &doomed.name.shown(), width);
    pair(
        &mut rows,
        "Type / id",
        &format!("{} / {}", doomed.kind.label(), doomed.provider),
        width,
    );
    rows.push(Row::Blank);
    paragraph(
        &mut rows,
        Role::Text,
        "Deletes it for the whole organization. This cannot be undone.",
        width,
    );
    let provider = ProviderRef::External(doomed.provider);
    let applications = world.data.counts.get(&provider).and_then(|c| c.get()).copied();
    if let Some(impact) = world.data.impact(provider) {
        for line in words::losses(&impact, applications) {
            paragraph(&mut rows, role(line.tone), &format!("  {}", line.label), width);
        }
        for line in words::unread(world, &impact) {
            paragraph(&mut rows, role(line.tone), &format!("  {}", line.label), width);
        }
        let checked = words::checked(world, &impact);
        paragraph(&mut rows, role(checked.tone), &format!("    {}", checked.label), width);
    } else {
        rows.push(Row::Text(Role::Danger, "  Impact incomplete".into()));
    }
    rows.push(Row::Blank);
    if !app.impact_complete() {
        rows.push(Row::Accept);
    }
    let prompt = match &dialog.ask {
        Ask::Name(_) => "To confirm, enter the provider's name:".into(),
        Ask::Id { text, why } => format!("To confirm, enter {text} of its id: {why}."),
    };
    paragraph(&mut rows, Role::Text, &prompt, width);
    rows.push(Row::Field);
    let (tone, words) = feedback(app, dialog);
    paragraph_with(&mut rows, &words, width, |words| Row::Feedback(tone, words));
    rows.push(Row::Blank);
    rows.push(Row::Buttons);
    rows
}

fn unknown(dialog: &Delete, rows: &mut Vec<Row>, sent: &str, why: &str, width: usize) {
    paragraph(
        rows,
        Role::Text,
        &format!("The delete request was sent at {sent}. The answer did not come."),
        width,
    );
    rows.push(Row::Blank);
    let name = dialog.doomed.name.shown();
    if let Stage::Checking { attempt, .. } = dialog.stage {
        paragraph(
            rows,
            Role::Warning,
            &format!("Checking whether '{name}' is still there: {attempt} of 3."),
            width,
        );
        return;
    }
    paragraph(
        rows,
        Role::Warning,
        &format!("Checked 3 times: '{name}' could not be read. {why}"),
        width,
    );
    rows.push(Row::Blank);
    paragraph(
        rows,
        Role::Text,
        "Do not repeat the delete before you have checked.",
        width,
    );
    paragraph(rows, Role::Dim, &format!("Id: {}", dialog.doomed.provider), width);
    rows.push(Row::Blank);
    rows.push(Row::Buttons);
}

fn feedback(app: &App, dialog: &Delete) -> (Role, String) {
    let complete = app.impact_complete();
    match &dialog.stage {
        Stage::Rereading(_) => (Role::Warning, "Reading it once more...".into()),
        Stage::Sending(_, since) => {
            let taken = app.world.now.mono.saturating_sub(since.mono);
            let words = format!("Deleting... {} s", taken.as_secs());
            (
                Role::Warning,
                dialog
                    .hint
                    .as_ref()
                    .map_or(words.clone(), |hint| format!("{words}  {hint}")),
            )
        }
        _ if dialog.hint.is_some() => (Role::Warning, dialog.feedback(complete)),
        _ if dialog.ready(complete) => (Role::Ok, dialog.feedback(complete)),
        _ if dialog.input.value().is_empty() => (Role::Dim, dialog.feedback(complete)),
        _ => (Role::FieldError, dialog.feedback(complete)),
    }
}

/// A label and a value that is wrapped, never cut.
fn pair(rows: &mut Vec<Row>, label: &str, value: &str, width: usize) {
    for (i, part) in text::wrap(value, width.saturating_sub(LABELS)).iter().enumerate() {
        let label = if i == 0 { label } else { "" };
        rows.push(Row::Text(Role::Text, format!("{label:LABELS$}{part}")));
    }
}

fn paragraph(rows: &mut Vec<Row>, role: Role, words: &str, width: usize) {
    paragraph_with(rows, words, width, |words| Row::Text(role, words));
}

fn paragraph_with(rows: &mut Vec<Row>, words: &str, width: usize, row: impl Fn(String) -> Row) {
    rows.extend(text::wrap(words, width).into_iter().map(Cow::into_owned).map(row));
}

/// The controls of the last row: what leaves things as they are, and what does it.
fn buttons(dialog: &Delete, at: Rect) -> [(Control, &'static str, Rect); 2] {
    let unknown = matches!(dialog.stage, Stage::Unknown { .. });
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
    clear(buf, layout.outer);
    let title = match dialog.stage {
        Stage::Unknown { .. } => "We do not know if it was deleted",
        _ => "Delete client provider",
    };
    frame(
        buf,
        layout.outer,
        theme,
        Frame {
            title,
            right: None,
            focused: true,
        },
    );
    if !layout.fits {
        let words =
            "The window is too small for all of this dialog: nothing can be deleted here. Enlarge it, or press Esc.";
        for (i, part) in text::wrap(words, usize::from(layout.inner.width)).iter().enumerate() {
            text::put(
                buf,
                line(layout.inner, u16::try_from(i).unwrap_or(u16::MAX)),
                part,
                theme.style(Role::Warning),
            );
        }
        return None;
    }
    let mut cursor = None;
    for (i, row) in layout.rows.iter().enumerate() {
        let at = line(layout.inner, u16::try_from(i).unwrap_or(u16::MAX));
        match row {
            Row::Blank => {}
            Row::Text(role, words) | Row::Feedback(role, words) => {
                text::put(buf, at, words, theme.style(*role));
            }
            Row::Accept => {
                let mark = if dialog.accepted { 'x' } else { ' ' };
                let focused = dialog.focus == Control::Accept;
                let style = if focused { Role::ButtonFocused } else { Role::Button };
                let words = format!("[{mark}] Go on although not every environment was read");
                text::put(buf, at, &words, theme.style(style));
                if focused {
                    cursor = Some(Position::new(at.x + 1, at.y));
                }
            }
            Row::Field => {
                let used = text::put(buf, at, "> ", theme.style(Role::Key));
                let at = Rect {
                    x: at.x + used,
                    width: at.width.saturating_sub(used),
                    ..at
                };
                let position = field(buf, at, theme, &dialog.input, dialog.in_field(), false);
                cursor = position.filter(|_| dialog.in_field()).or(cursor);
            }
            Row::Buttons => cursor = draw_buttons(buf, app, dialog, theme, at).or(cursor),
        }
    }
    if let Stage::Rereading(_) = dialog.stage {
        text::put(
            buf,
            Rect {
                x: layout.inner.x,
                ..line(layout.outer, 0)
            },
            states::throbber(theme, app.world.now.mono),
            theme.style(Role::Dim),
        );
    }
    cursor
}

fn draw_buttons(buf: &mut Buffer, app: &App, dialog: &Delete, theme: &Theme, at: Rect) -> Option<Position> {
    let unknown = matches!(dialog.stage, Stage::Unknown { .. });
    let open = unknown || dialog.ready(app.impact_complete());
    let mut cursor = None;
    for (control, label, place) in buttons(dialog, at) {
        let off = control == Control::Confirm && !open;
        let focused = dialog.focus == control && !off;
        let state = match (off, focused) {
            (true, _) => ButtonState::Off,
            (false, true) => ButtonState::Focused,
            (false, false) => ButtonState::On,
        };
        button(buf, place, theme, label, state);
        if focused {
            cursor = Some(Position::new(place.x + 2, place.y));
        }
        if off && dialog.stage == Stage::Asking {
            let words = format!("({} needed)", dialog.ask.noun());
            let x = place.x + place.width + 1;
            let room = Rect {
                x,
                width: (at.x + at.width).saturating_sub(x),
                ..place
            };
            text::put(buf, room, &words, theme.style(Role::Dim));
        }
    }
    cursor
}

/// What lies under a cell of the dialog.
#[must_use]
pub fn target(app: &App, dialog: &Delete, area: Rect, at: Position) -> Target {
    let layout = layout(app, dialog, area);
    if !layout.outer.contains(at) {
        return Target::Outside;
    }
    let row =
        at.y.checked_sub(layout.inner.y)
            .and_then(|y| layout.rows.get(usize::from(y)));
    match row {
        Some(Row::Accept) if layout.fits => Target::Control(Control::Accept),
        Some(Row::Field) if layout.fits => Target::Control(Control::Field),
        Some(Row::Buttons) if layout.fits => {
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
