//! What the delete dialog says, row by row: wrapped, and cut in the smallest windows alone.

use crate::app::App;
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::overlay::delete::Delete;
use crate::app::overlay::delete::lines::{DialogLine, brief_lines, dialog_lines};
use crate::ui::role;
use crate::ui::theme::ThemeRole;
use crate::ui::widget::text;

/// The column of the values.
const LABELS: usize = 15;

#[derive(Debug)]
pub(super) enum DialogRow {
    Blank,
    Text(ThemeRole, Shown<'static>),
    Accept,
    Field,
    /// The field for the organization's name.
    Guard,
    Feedback(ThemeRole, Shown<'static>),
    Buttons,
}

/// How much room the rows take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Density {
    /// With blank rows, and a margin before what depends on the target.
    Roomy,
    Close,
    /// Each loss in one row, and the reasons elsewhere.
    Brief,
}

/// Everything the dialog says and asks, from top to bottom (D3), in lines of at most `width` cells.
pub(super) fn rows(app: &App, dialog: &Delete, width: u16, density: Density) -> Vec<DialogRow> {
    let (model, width) = (app.model(), usize::from(width));
    let roomy = density == Density::Roomy;
    let margin = if roomy { "  " } else { "" };
    let lines = match density {
        Density::Brief => brief_lines(app, dialog),
        _ => dialog_lines(app, dialog),
    };
    let mut rows = Vec::new();
    for line in lines {
        match line {
            DialogLine::Fact(tone, words, _) if density == Density::Brief => {
                let words = model.show(words);
                rows.push(DialogRow::Text(role(tone), text::cut(&words, width).into_owned()));
            }
            DialogLine::Blank if roomy => rows.push(DialogRow::Blank),
            DialogLine::Blank => {}
            DialogLine::Pair(label, value) => pair(&mut rows, model, label, &value, width),
            DialogLine::Text(tone, words) => paragraph(&mut rows, model, role(tone), &words, width),
            DialogLine::Fact(tone, words, below) => {
                let margin = margin.repeat(if below { 2 } else { 1 });
                paragraph(&mut rows, model, role(tone), &format!("{margin}{words}"), width);
            }
            DialogLine::Accept => rows.push(DialogRow::Accept),
            DialogLine::Field => rows.push(DialogRow::Field),
            DialogLine::Guard => rows.push(DialogRow::Guard),
            DialogLine::Feedback(tone, words) => {
                let role = match tone {
                    Tone::Bad => ThemeRole::FieldError,
                    tone => role(tone),
                };
                paragraph_with(&mut rows, &model.show(words), width, |words| {
                    DialogRow::Feedback(role, words)
                });
            }
            DialogLine::Buttons => rows.push(DialogRow::Buttons),
        }
    }
    rows
}

/// A label and a value that is wrapped, never cut. A value that needs the blanks after its label takes them.
fn pair(rows: &mut Vec<DialogRow>, model: &Model, label: &'static str, value: &str, width: usize) {
    let value = model.show(value);
    let close = label.len() + 2;
    let wraps = text::width(&value) > width.saturating_sub(LABELS);
    let column = if wraps && close + text::width(&value) <= width {
        close
    } else {
        LABELS
    };
    for (i, part) in text::wrap(&value, width.saturating_sub(column)).iter().enumerate() {
        let label = if i == 0 { label } else { "" };
        let blanks = Shown::blanks(column.saturating_sub(label.len()));
        let words = Shown::from(label).then(blanks).then(part);
        rows.push(DialogRow::Text(ThemeRole::Text, words));
    }
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
