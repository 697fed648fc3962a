//! Draws forms: labels left, fields right, errors below, buttons always in sight.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::overlay::form::{Button, Entry, Field, Form, FormItem};
use crate::app::target::{Control, Target};
use crate::domain::text::count;
use crate::ui::layout::{line, nth_line};
use crate::ui::theme::{Theme, ThemeRole};
use crate::ui::widget::button::{ButtonState, button};
use crate::ui::widget::field::field;
use crate::ui::widget::frame::{Frame, clear, frame};
use crate::ui::widget::text;

/// The cells of the labels.
const LABELS: usize = 35;
/// Stars in place of a secret.
const STARS: usize = 8;
/// Columns that a field takes at most.
const FIELD: u16 = 90;

/// One row on screen.
enum FormRow<'a> {
    Blank,
    /// An item, by its place in the form.
    Item(usize, &'a FormItem),
    /// What is wrong with the field above.
    Problem(Shown<'static>),
    /// What else is to be said of the field above.
    Hint(Shown<'static>),
}

/// Where a form stands: between the breadcrumb and the status row.
fn outer(area: Rect) -> Rect {
    Rect {
        y: area.y.saturating_add(2),
        height: area.height.saturating_sub(4),
        ..area
    }
}

/// The button that leaves things as they are.
const KEEP: &str = "Keep editing";

/// Rows for what is said.
const NOTE: u16 = 2;

/// The part that is scrolled, and the rows below it: what is said, and the buttons.
fn parts(area: Rect) -> (Rect, Rect, Rect) {
    let outer = outer(area);
    let inner = Rect {
        x: outer.x.saturating_add(2),
        y: outer.y.saturating_add(1),
        width: outer.width.saturating_sub(4),
        height: outer.height.saturating_sub(2),
    };
    let body = Rect {
        height: inner.height.saturating_sub(NOTE + 1),
        ..inner
    };
    let note = Rect {
        y: body.y.saturating_add(body.height),
        height: NOTE.min(inner.height),
        ..inner
    };
    (body, note, line(inner, inner.height.saturating_sub(1)))
}

fn pinned(item: &FormItem) -> bool {
    matches!(item, FormItem::Button(Button::Cancel | Button::Submit))
}

fn rows<'a>(model: &Model, form: &'a Form, width: usize) -> Vec<FormRow<'a>> {
    let mut rows = Vec::new();
    let beside = width.saturating_sub(LABELS);
    for (at, item) in form.items.iter().enumerate().filter(|(_, item)| !pinned(item)) {
        let FormItem::Field(field) = item else {
            if matches!(item, FormItem::Section { .. }) && !rows.is_empty() {
                rows.push(FormRow::Blank);
            }
            rows.push(FormRow::Item(at, item));
            continue;
        };
        if field.folded {
            continue;
        }
        rows.push(FormRow::Item(at, item));
        let wrapped = |words: &str| -> Vec<Shown<'static>> {
            let words = model.show(words);
            let lines = text::wrap(&words, beside).into_iter();
            lines.map(Shown::into_owned).collect()
        };
        if let Some(problem) = &field.problem {
            rows.extend(wrapped(&format!("! {problem}")).into_iter().map(FormRow::Problem));
        }
        if let Some(hint) = &field.hint {
            rows.extend(wrapped(hint).into_iter().map(FormRow::Hint));
        }
    }
    rows
}

/// The rows that are seen: the one that has the keys is always among them, with what is wrong with it.
fn seen<'a>(model: &Model, form: &'a Form, body: Rect) -> Vec<FormRow<'a>> {
    let rows = rows(model, form, usize::from(body.width));
    let height = usize::from(body.height);
    let focused = |row: &FormRow<'_>| matches!(row, FormRow::Item(at, _) if *at == form.focus);
    let at = rows
        .iter()
        .position(focused)
        .unwrap_or(if form.focus == 0 { 0 } else { rows.len() });
    let last = rows.len().saturating_sub(height);
    // In the middle, so that what comes before and after is seen as well.
    let top = at.saturating_sub(height / 2).min(last);
    rows.into_iter().skip(top).take(height).collect()
}

/// Rows below a field that are read with it.
const NEXT: usize = 2;

/// The row that has the keys with what is said of it, and the next ones, as far as they are seen; where a button below the
/// fields has the keys, the row of the buttons.
pub fn field_place(app: &App, form: &Form, area: Rect) -> Rect {
    let (body, _, buttons) = parts(area);
    let rows = seen(app.model(), form, body);
    let focused = |row: &FormRow<'_>| matches!(row, FormRow::Item(at, _) if *at == form.focus);
    let Some(first) = rows.iter().position(focused) else {
        return buttons;
    };
    let said = rows.iter().skip(first + 1);
    let said = said
        .take_while(|row| matches!(row, FormRow::Problem(_) | FormRow::Hint(_)))
        .count();
    let height = (1 + said + NEXT).min(usize::from(body.height).saturating_sub(first));
    Rect {
        y: body.y.saturating_add(u16::try_from(first).unwrap_or(u16::MAX)),
        height: u16::try_from(height).unwrap_or(u16::MAX),
        ..body
    }
}

/// The rows of what is said and of the buttons.
pub fn buttons_place(area: Rect) -> Rect {
    let (_, note, buttons) = parts(area);
    note.union(buttons)
}

/// Everything of a form from the row that has the keys on.
pub fn rest_place(app: &App, form: &Form, area: Rect) -> Rect {
    field_place(app, form, area).union(buttons_place(area))
}

/// Draws a form. Returns where the cursor stands.
pub fn draw(buf: &mut Buffer, app: &App, form: &Form, theme: &Theme, area: Rect, keys: bool) -> Option<Position> {
    let model = app.model();
    let outer = outer(area);
    clear(buf, outer);
    frame(buf, outer, theme, Frame::focused(model.show(&form.title)));
    let (body, note, buttons) = parts(area);
    let mut cursor = None;
    for (y, row) in seen(model, form, body).iter().enumerate() {
        let at = nth_line(body, y);
        let beside = Rect {
            x: at.x + u16::try_from(LABELS).unwrap_or(0).min(at.width),
            width: at.width.saturating_sub(u16::try_from(LABELS).unwrap_or(0)).min(FIELD),
            ..at
        };
        let position = match row {
            FormRow::Blank => None,
            FormRow::Problem(words) => {
                text::put(buf, beside, words, theme.style(ThemeRole::FieldError));
                None
            }
            FormRow::Hint(words) => {
                text::put(buf, beside, words, theme.style(ThemeRole::Dim));
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
            let used = text::put(buf, at, Shown::from(one.label).then(star), theme.style(ThemeRole::Text));
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
            let hidden = model.hides(input.value());
            // What is left of something that has a stand-in is not seen either.
            if !hidden && *input.value() != one.was && model.hides(&one.was) {
                return field(buf, at, theme, input, focused, true);
            }
            // Where stand-ins are shown, they are shown here too: what is typed becomes one as soon as it is known.
            let shown = hidden.then(|| tui_input::Input::new(model.show(input.value()).to_string()));
            let input = shown.as_ref().unwrap_or(input);
            if focused {
                return field(buf, at, theme, input, true, false);
            }
            // What one does not type in is read from its beginning.
            field(buf, at, theme, &input.clone().with_cursor(0), false, false)
        }
        Entry::Secret { input, stored } => {
            // The secret itself is not drawn from. While it is typed there is a star for each character, afterwards always
            // as many: its length is nobody's business either.
            let length = if focused || input.is_empty() {
                input.len()
            } else {
                STARS
            };
            let stars = tui_input::Input::new("*".repeat(length)).with_cursor(input.cursor());
            let position = field(buf, at, theme, &stars, focused, false);
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
            text::put(buf, at, model.show(words), theme.style(ThemeRole::Dim));
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
        (ThemeRole::Dim, Shown::from(throbber).then(" Asking the issuer..."))
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
    let (body, _, buttons) = parts(area);
    if let Some((item, label, ..)) = placed(form, buttons).into_iter().find(|(.., r, _)| r.contains(at)) {
        let keeps = label == KEEP;
        let asked = Target::Control(if keeps { Control::Cancel } else { Control::Confirm });
        return item.map_or(asked, Target::Item);
    }
    if !body.contains(at) {
        return Target::Nothing;
    }
    let y = usize::from(at.y - body.y);
    match seen(app.model(), form, body).get(y) {
        Some(FormRow::Item(item, _)) => Target::Item(*item),
        _ => Target::Nothing,
    }
}
