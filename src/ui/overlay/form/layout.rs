//! Where everything of a form stands.

use ratatui::layout::Rect;

use crate::app::App;
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::overlay::form::{Button, Entry, Form, FormItem};
use crate::ui::layout::{line, room};
use crate::ui::popup::{FORM, popup_place, popup_width};
use crate::ui::widget::select::InView;
use crate::ui::widget::text;

/// The most cells of the labels.
const LABELS: usize = 36;

/// One row on screen.
pub(super) enum FormRow<'a> {
    Blank,
    /// An item, by its place in the form.
    Item(usize, &'a FormItem),
    /// What is wrong with the field above.
    Problem(Shown<'static>),
    /// What else is to be said of the field above.
    Hint(Shown<'static>),
}

/// Rows for what is said.
const NOTE: u16 = 2;

/// Where the parts of a form stand.
pub(super) struct FormLayout {
    pub outer: Rect,
    /// The part that is scrolled.
    pub body: Rect,
    /// What is said of all of it.
    pub note: Rect,
    pub buttons: Rect,
}

/// In the middle of the screen, and as tall as it takes: the buttons come after the last field.
pub(super) fn layout(model: &Model, form: &Form, area: Rect) -> FormLayout {
    let width = popup_width(area, FORM);
    let rows = rows(model, form, usize::from(width.saturating_sub(4))).len();
    let rows = u16::try_from(rows).unwrap_or(u16::MAX);
    let outer = popup_place(room(model, area), width, rows.saturating_add(NOTE + 3));
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
    FormLayout {
        outer,
        body,
        note,
        buttons: line(inner, inner.height.saturating_sub(1)),
    }
}

/// The column of the fields in rows of this width: all begin below each other, and a longer label pushes its own aside.
pub(super) fn column(form: &Form, width: usize) -> usize {
    let most = LABELS.min(width / 2);
    let labels = form.items.iter().filter_map(|item| match item {
        FormItem::Field(field) if !matches!(field.entry, Entry::Switch(_)) => Some(text::width(field.label) + 3),
        _ => None,
    });
    labels.filter(|width| *width <= most).max().unwrap_or(most)
}

pub(super) fn pinned(item: &FormItem) -> bool {
    matches!(item, FormItem::Button(Button::Cancel | Button::Submit))
}

fn rows<'a>(model: &Model, form: &'a Form, width: usize) -> Vec<FormRow<'a>> {
    let mut rows = Vec::new();
    let beside = width.saturating_sub(column(form, width));
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

/// The rows that are seen, and how many are before them: the one that has the keys is always among them, with what is wrong
/// with it.
pub(super) fn seen<'a>(model: &Model, form: &'a Form, body: Rect) -> (InView, Vec<FormRow<'a>>) {
    let rows = rows(model, form, usize::from(body.width));
    let (all, height) = (rows.len(), usize::from(body.height));
    let focused = |row: &FormRow<'_>| matches!(row, FormRow::Item(at, _) if *at == form.focus);
    let at = rows
        .iter()
        .position(focused)
        .unwrap_or(if form.focus == 0 { 0 } else { rows.len() });
    let last = all.saturating_sub(height);
    // In the middle, so that what comes before and after is seen as well.
    let first = at.saturating_sub(height / 2).min(last);
    let view = InView {
        first,
        seen: height,
        all,
    };
    (view, rows.into_iter().skip(first).take(height).collect())
}

/// Rows below a field that are read with it.
const NEXT: usize = 2;

/// The row that has the keys with what is said of it, and the next ones, as far as they are seen; where a button below the
/// fields has the keys, the row of the buttons.
pub fn field_place(app: &App, form: &Form, area: Rect) -> Rect {
    let FormLayout { body, buttons, .. } = layout(app.model(), form, area);
    let (_, rows) = seen(app.model(), form, body);
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
pub fn buttons_place(app: &App, form: &Form, area: Rect) -> Rect {
    let layout = layout(app.model(), form, area);
    layout.note.union(layout.buttons)
}

/// The cells that a form takes.
pub fn place(app: &App, form: &Form, area: Rect) -> Rect {
    layout(app.model(), form, area).outer
}
