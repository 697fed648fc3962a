//! Draws forms: labels left, fields right, errors below, buttons always in sight.

mod layout;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::layout::{FormLayout, FormRow, column, layout, pinned, seen};
pub use self::layout::{buttons_place, field_place, place};
use crate::app::App;
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::overlay::form::{Button, Entry, Field, Form, FormItem};
use crate::app::target::{Control, Target};
use crate::domain::text::count;
use crate::ui::layout::{line, nth_line};
use crate::ui::theme::{Theme, ThemeRole};
use crate::ui::widget::button::{ButtonState, button};
use crate::ui::widget::field::{Typed, field};
use crate::ui::widget::frame::{Edge, Frame, clear, frame};
use crate::ui::widget::select::scrollbar;
use crate::ui::widget::text;

/// Stars in place of a secret.
const STARS: usize = 8;
/// The button that leaves things as they are.
const KEEP: &str = "Keep editing";

/// Draws a form. Returns where the cursor stands.
pub fn draw(buf: &mut Buffer, app: &App, form: &Form, theme: &Theme, area: Rect, keys: bool) -> Option<Position> {
    let model = app.model();
    let FormLayout {
        outer,
        body,
        note,
        buttons,
    } = layout(model, form, area);
    clear(buf, theme, outer);
    let edge = Frame {
        edge: Edge::of(keys),
        ..Frame::focused(model.show(&form.title))
    };
    frame(buf, outer, theme, edge);
    let mut cursor = None;
    let column = u16::try_from(column(form, usize::from(body.width))).unwrap_or(0);
    let (view, rows) = seen(model, form, body);
    let track = Rect {
        width: outer.width.saturating_sub(3),
        ..body
    };
    scrollbar(buf, track, theme, view);
    for (y, row) in rows.iter().enumerate() {
        let at = nth_line(body, y);
        let beside = text::after(at, column);
        let position = match row {
            FormRow::Blank => None,
            FormRow::Problem(words) => {
                text::put(buf, beside, words, theme.style(ThemeRole::FieldError));
                None
            }
            FormRow::Hint(words) => {
                text::put(buf, beside, words, theme.style(ThemeRole::Muted));
                None
            }
            FormRow::Item(i, item) => {
                let focused = keys && form.discard.is_none() && *i == form.focus;
                draw_item(buf, model, item, theme, (at, beside), focused)
            }
        };
        cursor = position.or(cursor);
    }
    draw_note(buf, app, form, theme, note);
    draw_buttons(buf, form, theme, buttons, keys).or(cursor)
}

fn draw_item(
    buf: &mut Buffer,
    model: &Model,
    item: &FormItem,
    theme: &Theme,
    (at, beside): (Rect, Rect),
    focused: bool,
) -> Option<Position> {
    let style = |role| theme.style(if focused { ThemeRole::ButtonFocused } else { role });
    let label = theme.style(if focused {
        ThemeRole::TitleFocused
    } else {
        ThemeRole::Text
    });
    match item {
        FormItem::Section { title, open } => {
            let words = match open {
                Some(true) => Shown::from("- ").then(*title),
                Some(false) => Shown::from("+ ").then(*title).then(" (closed, Enter opens)"),
                None => (*title).into(),
            };
            text::put(buf, at, &words, style(ThemeRole::Heading));
            focused.then(|| Position::new(at.x, at.y))
        }
        FormItem::Field(Field {
            label,
            entry: Entry::Switch(on),
            ..
        }) => {
            let mark = Shown::from(if *on { "[x] " } else { "[ ] " });
            text::put(buf, at, mark.then(*label), style(ThemeRole::Text));
            focused.then(|| Position::new(at.x + 1, at.y))
        }
        FormItem::Field(one) => {
            let star = if one.required { "*" } else { "" };
            let used = text::put(buf, at, one.label, label);
            let used = used + text::put(buf, text::after(at, used), star, theme.style(ThemeRole::Muted));
            // A label that is longer pushes what stands beside it aside.
            let aside = (used + 1).saturating_sub(beside.x - at.x);
            let beside = Rect {
                x: beside.x + aside.min(beside.width),
                width: beside.width.saturating_sub(aside),
                ..beside
            };
            draw_entry(buf, model, one, theme, beside, focused)
        }
        FormItem::Button(which) => button(buf, beside, theme, name(*which, ""), ButtonState::of(false, focused)),
    }
}

fn draw_entry(
    buf: &mut Buffer,
    model: &Model,
    one: &Field,
    theme: &Theme,
    at: Rect,
    focused: bool,
) -> Option<Position> {
    match &one.entry {
        Entry::Text(input) => {
            let length = input.value().chars().count();
            let hidden = model.hides(input.value());
            let typed = if !hidden && *input.value() != one.was && model.hides(&one.was) {
                // What is left of something that has a stand-in is not seen either.
                Typed::stars(length, input.cursor())
            } else if focused {
                Typed::of(input, |text| model.show(text))
            } else {
                // What one does not type in is read from its beginning.
                Typed::of(&input.clone().with_cursor(0), |text| model.show(text))
            };
            field(buf, at, theme, &typed, focused)
        }
        Entry::Secret { input, stored } => {
            // The secret itself is not drawn from. While it is typed there is a star for each character, afterwards always
            // as many: its length is nobody's business either.
            let length = if focused || input.is_empty() {
                input.len()
            } else {
                STARS
            };
            let stars = Typed::stars(length, input.cursor());
            let position = field(buf, at, theme, &stars, focused);
            if input.is_empty() && *stored {
                let words = "unchanged";
                text::put(buf, at, words, theme.style(ThemeRole::FieldEmpty));
            }
            position
        }
        Entry::Choice { options, at: chosen } => {
            let words = options.get(*chosen).map(String::as_str).unwrap_or_default();
            let words = Shown::from("< ").then(model.show(words)).then(" >");
            let role = if focused {
                ThemeRole::ButtonFocused
            } else {
                ThemeRole::Field
            };
            text::put(buf, at, &words, theme.style(role));
            focused.then(|| Position::new(at.x + 2, at.y))
        }
        Entry::Fixed(words) => {
            text::put(buf, at, model.show(words), theme.style(ThemeRole::Muted));
            None
        }
        Entry::Switch(_) => None,
    }
}

fn draw_note(buf: &mut Buffer, app: &App, form: &Form, theme: &Theme, at: Rect) {
    let model = app.model();
    let (role, words) = if form.discard.is_some() {
        let n = count(form.dirty(), "change", "changes");
        (ThemeRole::Warning, model.show(format!("Discard {n}?")))
    } else if app.form_asks() {
        let throbber = crate::ui::states::throbber(theme, model.now.mono);
        (ThemeRole::Muted, Shown::from(throbber).then(" Asking the issuer..."))
    } else if let Some(note) = form.note.as_deref().or(form.standing) {
        (ThemeRole::Warning, model.show(note))
    } else {
        return;
    };
    // Where it is longer the rest is cut: what matters most stands first.
    let lines = text::wrap(&words, usize::from(at.width));
    let last = usize::from(at.height.saturating_sub(1));
    for (y, words) in (0..at.height).zip(&lines) {
        // The last row holds the rest, cut with a mark where that is too long.
        let rest = lines.get(last..).filter(|_| usize::from(y) == last);
        let rest = rest.and_then(|rest| rest.iter().cloned().reduce(|all, next| all.then(" ").then(next)));
        text::put(buf, line(at, y), rest.as_ref().unwrap_or(words), theme.style(role));
    }
}

/// The buttons below the fields, each with its place, and whether it has the keys.
fn placed(form: &Form, at: Rect) -> Vec<(Option<usize>, &'static str, Rect, bool)> {
    let labels: Vec<(Option<usize>, &'static str, bool)> = if let Some(discard) = form.discard {
        vec![(None, KEEP, !discard), (None, "Discard", discard)]
    } else {
        let items = form.items.iter().enumerate();
        let buttons = items.filter_map(|(i, item)| match item {
            FormItem::Button(which) if pinned(item) => Some((Some(i), name(*which, verb(form)), i == form.focus)),
            _ => None,
        });
        buttons.collect()
    };
    let mut right = at.x + at.width;
    let mut placed = Vec::new();
    for (item, label, focused) in labels.into_iter().rev() {
        let width = u16::try_from(label.len()).unwrap_or(u16::MAX).saturating_add(4);
        right = right.saturating_sub(width).max(at.x);
        placed.push((item, label, Rect { x: right, width, ..at }, focused));
        right = right.saturating_sub(3);
    }
    placed.reverse();
    placed
}

fn draw_buttons(buf: &mut Buffer, form: &Form, theme: &Theme, at: Rect, keys: bool) -> Option<Position> {
    let mut cursor = None;
    for (_, label, place, focused) in placed(form, at) {
        let state = ButtonState::of(false, focused && keys);
        cursor = button(buf, place, theme, label, state).or(cursor);
    }
    cursor
}

/// The platform's word on the button that goes on: a review stands between it and the operation.
fn verb(form: &Form) -> &'static str {
    match form.subject {
        crate::app::overlay::form::FormSubject::SignIn(_) => "Sign in",
        _ if form.is_new() => "Create",
        _ => "Save",
    }
}

fn name(button: Button, verb: &'static str) -> &'static str {
    match button {
        Button::FromIssuer => "From issuer",
        Button::Cancel => "Cancel",
        Button::Submit => verb,
    }
}

/// What lies under a cell of a form.
pub fn target(app: &App, form: &Form, area: Rect, at: Position) -> Target {
    let FormLayout { body, buttons, .. } = layout(app.model(), form, area);
    if let Some((item, label, ..)) = placed(form, buttons).into_iter().find(|(.., r, _)| r.contains(at)) {
        let keeps = label == KEEP;
        let asked = Target::Control(if keeps { Control::Cancel } else { Control::Confirm });
        return item.map_or(asked, Target::Item);
    }
    if !body.contains(at) {
        return Target::Nothing;
    }
    let y = usize::from(at.y - body.y);
    match seen(app.model(), form, body).1.get(y) {
        Some(FormRow::Item(item, _)) => Target::Item(*item),
        _ => Target::Nothing,
    }
}
