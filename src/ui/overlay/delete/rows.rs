//! What the delete dialog says, row by row, wrapped and never cut.

use crate::app::connection::Mode;
use crate::app::delete_target::Thing;
use crate::app::line::Line;
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::overlay::delete::{Completeness, Delete, Stage};
use crate::app::{App, words};
use crate::domain::confirm::Confirmation;
use crate::ui::role;
use crate::ui::theme::ThemeRole;
use crate::ui::widget::text;

/// The column of the values.
const LABELS: usize = 15;

#[derive(Debug)]
pub(super) enum DialogRow {
    Blank,
    Text(ThemeRole, Shown<'static>),
    /// Good to know, and left out where there is no room for it.
    Note(Shown<'static>),
    Accept,
    Field,
    /// The field for the organization's name.
    Guard,
    Feedback(ThemeRole, Shown<'static>),
    Buttons,
}

/// Everything the dialog says and asks, from top to bottom (D3), in lines of at most `width` cells;
/// what depends on the provider stands behind `margin`.
pub(super) fn rows(app: &App, dialog: &Delete, width: usize, margin: &'static str) -> Vec<DialogRow> {
    let mut rows = Vec::new();
    if let Stage::CheckingOutcome { sent, why, .. } | Stage::OutcomeUnknown { sent, why } = &dialog.stage {
        unknown(app.model(), dialog, &mut rows, &app.model().clock(*sent), why, width);
        return rows;
    }
    let model = app.model();
    let target = &dialog.target;
    let undoable = matches!(model.mode, Mode::Demo | Mode::File);
    let (organization, is_root) = &target.organization_name;
    let organization = format!(
        "{}{}  {}",
        organization.shown(),
        if *is_root { " (root)" } else { "" },
        model.mode.label(model.read_only)
    );
    let label = match target.thing {
        Thing::Provider(..) => "Provider",
        Thing::Environment(..) => "Environment",
        Thing::Group(_) => "Business group",
        Thing::Team(..) => "Team",
    };
    pair(&mut rows, model, "Organization", &organization, width);
    pair(&mut rows, model, label, &target.name.shown(), width);
    pair(
        &mut rows,
        model,
        "Type / id",
        &format!("{} / {}", target.kind(), target.id()),
        width,
    );
    rows.push(DialogRow::Blank);
    let operation = match target.thing {
        Thing::Provider(..) => "Deletes it for the whole organization. This can't be undone.",
        Thing::Team(..) => "Deletes it and the teams below it. This can't be undone.",
        Thing::Environment(..) | Thing::Group(_) => "Deletes it and everything in it. This can't be undone.",
    };
    paragraph(&mut rows, model, ThemeRole::Text, operation, width);
    if undoable {
        let words = "That's on the platform. Here you can undo it until you quit.";
        paragraph_with(&mut rows, &words.into(), width, DialogRow::Note);
    }
    let words = match (model.mode, &model.live, &target.thing) {
        (Mode::DryRun, ..) => Some("Dry run: amtui shows what would be sent, and deletes nothing.".to_owned()),
        (_, Some(live), Thing::Provider(..)) => Some(format!("Its configuration is kept first: {}", live.copies)),
        _ => None,
    };
    if let Some(words) = words {
        paragraph(&mut rows, model, ThemeRole::Muted, &words, width);
    }
    let known = dialog.completeness_in(app.model(), app.loading_since());
    let Some(provider) = target.provider() else {
        for line in words::contents(model, &target.thing) {
            fact(&mut rows, model, margin, &line, width);
        }
        if known == Completeness::Incomplete {
            let words = "Impact incomplete: not all of it could be read.";
            rows.push(DialogRow::Text(ThemeRole::Danger, Shown::from(margin).then(words)));
        }
        return asked(app, dialog, rows, width);
    };
    let incomplete = || DialogRow::Text(ThemeRole::Danger, Shown::from(margin).then("Impact incomplete"));
    if let Some(impact) = model.data.impact(provider) {
        for line in words::provider_losses(model, provider, impact) {
            fact(&mut rows, model, margin, &line, width);
        }
        if known == Completeness::Incomplete {
            rows.push(incomplete());
        }
        for line in words::unread_lines(model, impact)
            .into_iter()
            .chain(words::assumption_line(impact))
        {
            fact(&mut rows, model, margin, &line, width);
        }
        let checked = words::checked_line(model, impact);
        fact(&mut rows, model, &margin.repeat(2), &checked, width);
    } else {
        rows.push(incomplete());
    }
    asked(app, dialog, rows, width)
}

/// What is asked below what is said.
fn asked(app: &App, dialog: &Delete, mut rows: Vec<DialogRow>, width: usize) -> Vec<DialogRow> {
    let model = app.model();
    rows.push(DialogRow::Blank);
    if dialog.completeness_in(app.model(), app.loading_since()) == Completeness::Incomplete {
        rows.push(DialogRow::Accept);
    }
    let noun = match dialog.target.thing {
        Thing::Provider(..) => "provider",
        _ => dialog.target.noun(),
    };
    let prompt = match &dialog.ask {
        Confirmation::Name(_) => format!("To confirm, enter the {noun}'s name:"),
        Confirmation::Id { text, why } => format!("To confirm, enter {text} of its id: {why}."),
    };
    paragraph(&mut rows, model, ThemeRole::Text, &prompt, width);
    rows.push(DialogRow::Field);
    if let Some(guard) = &dialog.guard {
        let prompt = match &guard.ask {
            Confirmation::Name(_) => "It is protected: enter the root organization's name as well:".to_owned(),
            Confirmation::Id { text, why } => {
                format!("It is protected: enter {text} of the root organization's id: {why}.")
            }
        };
        paragraph(&mut rows, model, ThemeRole::Text, &prompt, width);
        rows.push(DialogRow::Guard);
    }
    let (tone, words) = feedback(app, dialog);
    paragraph_with(&mut rows, &model.show(words), width, |words| {
        DialogRow::Feedback(tone, words)
    });
    rows.push(DialogRow::Blank);
    rows.push(DialogRow::Buttons);
    rows
}

fn unknown(model: &Model, dialog: &Delete, rows: &mut Vec<DialogRow>, sent: &str, why: &str, width: usize) {
    paragraph(
        rows,
        model,
        ThemeRole::Text,
        &format!("The delete request was sent at {sent}."),
        width,
    );
    rows.push(DialogRow::Blank);
    let name = &dialog.target.called;
    if let Stage::CheckingOutcome { .. } = dialog.stage {
        paragraph(
            rows,
            model,
            ThemeRole::Warning,
            &format!("Checking whether '{name}' is still there."),
            width,
        );
        if let Some(hint) = &dialog.hint {
            paragraph(rows, model, ThemeRole::Muted, hint, width);
        }
        return;
    }
    paragraph(rows, model, ThemeRole::Warning, why, width);
    rows.push(DialogRow::Blank);
    paragraph(
        rows,
        model,
        ThemeRole::Text,
        "Do not repeat the delete before you have checked.",
        width,
    );
    paragraph(
        rows,
        model,
        ThemeRole::Muted,
        &format!("Id: {}", dialog.target.id()),
        width,
    );
    rows.push(DialogRow::Blank);
    rows.push(DialogRow::Buttons);
}

fn feedback(app: &App, dialog: &Delete) -> (ThemeRole, String) {
    let known = dialog.completeness_in(app.model(), app.loading_since());
    match &dialog.stage {
        Stage::Armed { .. } | Stage::Verifying => (ThemeRole::Warning, "Checking it again...".into()),
        Stage::Deleting(since) => {
            let taken = app.model().now.mono.saturating_sub(since.mono);
            let words = format!("Deleting... {} s", taken.as_secs());
            (
                ThemeRole::Warning,
                dialog
                    .hint
                    .as_ref()
                    .map_or(words.clone(), |hint| format!("{words}  {hint}")),
            )
        }
        _ if dialog.hint.is_some() => (ThemeRole::Warning, dialog.feedback(known)),
        _ if dialog.ready(known) => (ThemeRole::Ok, dialog.feedback(known)),
        _ if dialog.nothing_typed() => (ThemeRole::Muted, dialog.feedback(known)),
        _ => (ThemeRole::FieldError, dialog.feedback(known)),
    }
}

/// A label and a value that is wrapped, never cut.
fn pair(rows: &mut Vec<DialogRow>, model: &Model, label: &'static str, value: &str, width: usize) {
    let value = model.show(value);
    for (i, part) in text::wrap(&value, width.saturating_sub(LABELS)).iter().enumerate() {
        let label = if i == 0 { label } else { "" };
        let blanks = Shown::blanks(LABELS.saturating_sub(label.len()));
        let words = Shown::from(label).then(blanks).then(part);
        rows.push(DialogRow::Text(ThemeRole::Text, words));
    }
}

/// One line of the impact, in its tone, behind `margin`.
fn fact(rows: &mut Vec<DialogRow>, model: &Model, margin: &str, line: &Line, width: usize) {
    let words = format!("{margin}{}", line.label);
    paragraph(rows, model, role(line.tone), &words, width);
}

fn paragraph(rows: &mut Vec<DialogRow>, model: &Model, role: ThemeRole, words: &str, width: usize) {
    paragraph_with(rows, &model.show(words), width, |words| DialogRow::Text(role, words));
}

fn paragraph_with(
    rows: &mut Vec<DialogRow>,
    words: &Shown<'_>,
    width: usize,
    row: impl Fn(Shown<'static>) -> DialogRow,
) {
    let indent = words.len() - words.trim_start_matches(' ').len();
    let body = words.part(indent..words.len());
    let lines = text::wrap(&body, width.saturating_sub(indent)).into_iter();
    rows.extend(lines.map(|line| row(Shown::blanks(indent).then(line))));
}
