//! Popups in lines: what they say, what is filled in, and what to enter next.

use super::numbers::numbered;
use super::page::{pane_lines, row_line};
use super::spoken::spoken;
use super::{PART, Prompt};
use crate::app::App;
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::overlay::Overlay;
use crate::app::overlay::checklist::{Checklist, ChecklistSubject};
use crate::app::overlay::delete::lines::{ACCEPT, DialogLine, dialog_lines};
use crate::app::overlay::delete::{Delete, Stage};
use crate::app::overlay::form::{Button, Entry, Field, Form, FormItem, FormSubject};
use crate::app::overlay::review::Review;
use crate::app::pane::Pane;
use crate::domain::text::count;

/// Another key means another popup, or another state of it that is told whole.
pub(super) fn key(app: &App, popup: &Overlay) -> String {
    let titled = |pane: &Pane| format!("{}/{}", pane.view().title(app.model()), pane.list.filter.value());
    match popup {
        Overlay::Delete(dialog) => {
            let unknown = matches!(dialog.stage, Stage::OutcomeUnknown { .. });
            format!("delete/{}/{unknown}", dialog.target.id())
        }
        Overlay::Form(form) => format!("form/{}/{}", form.title, form.discard.is_some()),
        Overlay::Review(review) => format!("review/{}", review.title),
        Overlay::Secret(_) => "secret".into(),
        _ => popup.pane().map(titled).unwrap_or_default(),
    }
}

pub(super) fn lines(app: &App, popup: &Overlay, from: usize) -> Vec<Shown<'static>> {
    let model = app.model();
    match popup {
        Overlay::Delete(dialog) => delete(app, dialog),
        Overlay::Form(form) => form_lines(app, form),
        Overlay::Review(review) => review_lines(model, review, from),
        Overlay::Checklist(list) => checklist(model, list, from),
        Overlay::Secret(_) => vec![
            "A secret that is printed stays in what the terminal keeps.".into(),
            "Enter show to print it, or an empty line to leave it.".into(),
        ],
        Overlay::Menu(_) | Overlay::Pick(_) => listed(model, popup, from, "Enter a number, or back."),
        Overlay::Find(find) if find.may_read_more(model) => {
            let next = "Not everything is read. Enter all to read the rest, a number, / and other words, or back.";
            listed(model, popup, from, next)
        }
        Overlay::Find(_) => listed(model, popup, from, "Enter a number, / and other words, or back."),
        Overlay::Browser(_) => listed(model, popup, from, "Sign in there, or enter back to stop."),
        Overlay::Help(_) | Overlay::Palette(_) | Overlay::Viewer(_) => {
            listed(model, popup, from, "Enter back to close it.")
        }
    }
}

fn listed(model: &Model, popup: &Overlay, from: usize, next: &'static str) -> Vec<Shown<'static>> {
    let Some(pane) = popup.pane() else {
        return Vec::new();
    };
    // Each line of a menu can be chosen.
    let numbered = match popup {
        Overlay::Pick(_) | Overlay::Find(_) => (0..pane.list.rows.len()).collect(),
        _ => numbered(model, pane),
    };
    let mut out = pane_lines(model, pane, from, &numbered);
    out.push(next.into());
    out
}

/// The delete dialog: what it says, and what it asks for next.
fn delete(app: &App, dialog: &Delete) -> Vec<Shown<'static>> {
    let model = app.model();
    let known = dialog.completeness_in(model, app.loading_since());
    let noun = dialog.target.noun();
    let title = format!("Delete {noun} {}.", dialog.target.name.shown());
    let mut out = vec![model.show(title).into_owned()];
    for line in dialog_lines(app, dialog) {
        out.push(match line {
            DialogLine::Pair(label, value) => model.show(format!("{label}: {value}")).into_owned(),
            DialogLine::Text(_, words) | DialogLine::Fact(_, words, _) => spoken(model, &words),
            DialogLine::Feedback(_, words) => match feedback(app, dialog, &words) {
                Some(words) => words,
                None => continue,
            },
            DialogLine::Accept if dialog.accepted() => "You go on although the impact is incomplete.".into(),
            DialogLine::Accept | DialogLine::Blank | DialogLine::Field | DialogLine::Guard | DialogLine::Buttons => {
                continue;
            }
        });
    }
    let next = match (&dialog.stage, dialog.needs(known)) {
        (Stage::OutcomeUnknown { .. }, _) => "Enter check to look again, or an empty line to leave it.".to_owned(),
        (Stage::Confirming, Some("tick")) => format!("{ACCEPT}? Enter accept, or an empty line to cancel."),
        (Stage::Confirming, Some("root")) => {
            "Type the root organization's name, or an empty line to cancel.".to_owned()
        }
        (Stage::Confirming, Some(needed)) => format!("Type the {needed}, or an empty line to cancel."),
        (Stage::Confirming, None) => format!("Enter delete to delete this {noun}, or an empty line to cancel."),
        _ => return out,
    };
    out.push(model.show(next).into_owned());
    out
}

/// What is said of what was typed; nothing where nothing was.
fn feedback(app: &App, dialog: &Delete, words: &str) -> Option<Shown<'static>> {
    let known = dialog.completeness_in(app.model(), app.loading_since());
    match dialog.stage {
        Stage::Armed { .. } | Stage::Verifying => return Some("It is read again first.".into()),
        Stage::Deleting(_) => return Some("The deletion is sent.".into()),
        _ => {}
    }
    if dialog.hint.is_some() {
        return Some(spoken(app.model(), words));
    }
    match dialog.needs(known) {
        None | Some("tick" | "root") => Some("The name matches.".into()),
        Some(_) if dialog.nothing_typed() => None,
        Some(_) => Some(app.model().show(words.to_owned()).into_owned()),
    }
}

/// A form: its fields by number, and what to enter.
fn form_lines(app: &App, form: &Form) -> Vec<Shown<'static>> {
    let model = app.model();
    if form.discard.is_some() {
        let changes = count(form.dirty(), "change", "changes");
        let words = format!("Discard {changes}? Enter discard, or an empty line to keep editing.");
        return vec![model.show(words).into_owned()];
    }
    let mut out = vec![model.show(format!("{}.", form.title)).into_owned()];
    for (at, item) in form.items.iter().enumerate() {
        let words = match item {
            FormItem::Section { title, open: None } => format!("{title}."),
            FormItem::Section {
                title,
                open: Some(open),
            } => {
                let state = if *open { "open" } else { "closed" };
                format!("{}. Section {title}: {state}", at + 1)
            }
            FormItem::Field(field) if field.folded => continue,
            FormItem::Field(field) => field_words(at, field),
            FormItem::Button(Button::FromIssuer) => format!("{}. Fill in from the issuer", at + 1),
            FormItem::Button(_) => continue,
        };
        out.push(model.show(words).into_owned());
        if let FormItem::Field(Field {
            label, problem, hint, ..
        }) = item
        {
            let said = problem.iter().chain(hint);
            out.extend(said.map(|words| Shown::from(*label).then(": ").then(spoken(model, words))));
        }
    }
    if app.form_asks() {
        out.push("Asking the issuer.".into());
    } else {
        let note = form.note.as_deref().or(form.standing);
        out.extend(note.map(|note| spoken(model, note)));
    }
    let verb = match form.subject {
        FormSubject::SignIn(_) => "sign-in to sign in",
        _ => "save to review and save",
    };
    out.push(
        model
            .show(format!("Enter a number to fill in, {verb}, or back."))
            .into_owned(),
    );
    out
}

fn field_words(at: usize, field: &Field) -> String {
    let needed = if field.required { ", required" } else { "" };
    let value = match &field.entry {
        Entry::Text(input) if input.value().is_empty() => "empty".to_owned(),
        Entry::Text(input) => input.value().to_owned(),
        Entry::Secret { input, stored } => match (input.is_empty(), stored) {
            (false, _) => "filled in, not shown".to_owned(),
            (true, true) => "unchanged".to_owned(),
            (true, false) => "empty".to_owned(),
        },
        Entry::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
        Entry::Choice { options, at } => options.get(*at).cloned().unwrap_or_default(),
        Entry::Fixed(words) => return format!("{}: {words}, can't be changed here", field.label),
    };
    format!("{}. {}{needed}: {value}", at + 1, field.label)
}

/// What a field's text is asked for with.
pub(super) fn field_prompt(form: &Form, at: usize) -> Option<Prompt> {
    match form.items.get(at)? {
        FormItem::Field(field) => Some(Prompt {
            words: Shown::from(field.label).then(": "),
            secret: matches!(field.entry, Entry::Secret { .. }),
        }),
        _ => None,
    }
}

/// A review: what changes, and what became of it.
fn review_lines(model: &Model, review: &Review, from: usize) -> Vec<Shown<'static>> {
    let mut out = vec![model.show(format!("Review: {}.", review.title)).into_owned()];
    let pane = &review.pane;
    let rows = pane.list.rows.iter().enumerate().skip(from).take(PART);
    out.extend(rows.filter_map(|(at, row)| row_line(model, pane, (at, *row), None)));
    let left = pane.list.rows.len().saturating_sub(from + PART);
    if left > 0 {
        out.push(
            model
                .show(format!("{left} more. Enter more to hear them."))
                .into_owned(),
        );
    }
    if review.works.len() > 1 && (review.busy() || review.finished() > 0) {
        let failed = review.failed().count();
        let words = format!("{} of {} done, {failed} failed.", review.finished(), review.works.len());
        out.push(model.show(words).into_owned());
    }
    let verb = review.label().to_lowercase();
    let leave = review.leave().to_lowercase();
    let next = match review.accept {
        _ if review.busy() => return out,
        Some(what) if !review.accepted => format!("{what}? Enter accept, or {leave}."),
        _ if review.ready() => format!("Enter {verb}, or {leave}."),
        _ => format!("Enter {leave}."),
    };
    out.push(model.show(next).into_owned());
    out
}

/// A list of boxes, each with what it is.
fn checklist(model: &Model, list: &Checklist, from: usize) -> Vec<Shown<'static>> {
    let ordered = matches!(list.subject, ChecklistSubject::EnvironmentProviders { .. });
    let mut out = vec![model.show(format!("{}.", list.title)).into_owned()];
    for (at, check) in list.checks.iter().enumerate().skip(from).take(PART) {
        let state = match (check.on, ordered, at) {
            (true, true, 0) => "chosen, the default",
            (true, ..) => "chosen",
            (false, ..) => "not chosen",
        };
        let words = if check.words.is_empty() {
            String::new()
        } else {
            format!("; {}", check.words)
        };
        out.push(
            model
                .show(format!("{}. {}: {state}{words}", at + 1, check.name))
                .into_owned(),
        );
    }
    let left = list.checks.len().saturating_sub(from + PART);
    if left > 0 {
        out.push(
            model
                .show(format!("{left} more. Enter more to hear them."))
                .into_owned(),
        );
    }
    let order = if ordered {
        "default, earlier or later with a number, "
    } else {
        ""
    };
    let words = format!("Enter a number to choose or not, {order}save to review and save, or back.");
    out.push(model.show(words).into_owned());
    out
}
