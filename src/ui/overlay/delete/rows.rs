//! What the delete dialog says, row by row, wrapped and never cut.

use crate::app::App;
use crate::app::overlay::delete::{Delete, Known, Stage, Thing};
use crate::app::words::{self, Line};
use crate::app::world::{Badge, World};
use crate::domain::confirm::Ask;
use crate::ui::role;
use crate::ui::theme::Role;
use crate::ui::widget::text;

/// The column of the values.
const LABELS: usize = 15;

/// One row of the dialog.
#[derive(Debug)]
pub(super) enum Row {
    Blank,
    Text(Role, String),
    /// Good to know, and left out where there is no room for it.
    Note(String),
    Accept,
    Field,
    /// The field for the organization's name.
    Guard,
    Feedback(Role, String),
    Buttons,
}

/// Everything the dialog says and asks, from top to bottom (D3), in lines of at most `width` cells;
/// what depends on the provider stands behind `margin`.
pub(super) fn rows(app: &App, dialog: &Delete, width: usize, margin: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Stage::Checking { sent, why, .. } | Stage::Unknown { sent, why } = &dialog.stage {
        unknown(&app.world, dialog, &mut rows, &app.world.clock(*sent), why, width);
        return rows;
    }
    let world = &app.world;
    let doomed = &dialog.doomed;
    let undoable = matches!(world.badge, Badge::Demo | Badge::File);
    let (organization, is_root) = &doomed.organization_name;
    let organization = format!(
        "{}{}  {}",
        organization.shown(),
        if *is_root { " (root)" } else { "" },
        world.badge.label(world.read_only)
    );
    let label = match doomed.thing {
        Thing::Provider(..) => "Provider",
        Thing::Environment(..) => "Environment",
        Thing::Group(_) => "Business group",
    };
    pair(&mut rows, world, "Organization", &organization, width);
    pair(&mut rows, world, label, &doomed.name.shown(), width);
    pair(
        &mut rows,
        world,
        "Type / id",
        &format!("{} / {}", doomed.kind(), doomed.id()),
        width,
    );
    rows.push(Row::Blank);
    let deed = match doomed.thing {
        Thing::Provider(..) => "Deletes it for the whole organization. This cannot be undone.",
        Thing::Environment(..) | Thing::Group(_) => "Deletes it and everything in it. This cannot be undone.",
    };
    paragraph(&mut rows, world, Role::Text, deed, width);
    if undoable {
        let words = "On the platform, that is. Here it can be undone until you quit.";
        paragraph_with(&mut rows, words, width, Row::Note);
    }
    let words = match (world.badge, &world.live, &doomed.thing) {
        (Badge::DryRun, ..) => Some("Dry run: it is told what would be sent, and nothing is deleted.".to_owned()),
        (_, Some(live), Thing::Provider(..)) => Some(format!("Its configuration is kept first: {}", live.copies)),
        _ => None,
    };
    if let Some(words) = words {
        paragraph(&mut rows, world, Role::Dim, &words, width);
    }
    let known = app.known();
    let Some(provider) = doomed.provider() else {
        for line in words::holds(world, &doomed.thing) {
            fact(&mut rows, world, margin, &line, width);
        }
        if known == Known::Part {
            let words = "Impact incomplete: not all of it could be read.";
            rows.push(Row::Text(Role::Danger, format!("{margin}{words}")));
        }
        return asked(app, dialog, rows, width);
    };
    if let Some(impact) = world.data.impact(provider) {
        for line in words::losses(world, provider, impact) {
            fact(&mut rows, world, margin, &line, width);
        }
        if known == Known::Part {
            rows.push(Row::Text(Role::Danger, format!("{margin}Impact incomplete")));
        }
        for line in words::unread(world, impact) {
            fact(&mut rows, world, margin, &line, width);
        }
        let checked = words::checked(world, impact);
        fact(&mut rows, world, &margin.repeat(2), &checked, width);
    } else {
        rows.push(Row::Text(Role::Danger, format!("{margin}Impact incomplete")));
    }
    asked(app, dialog, rows, width)
}

/// What is asked below what is said.
fn asked(app: &App, dialog: &Delete, mut rows: Vec<Row>, width: usize) -> Vec<Row> {
    let world = &app.world;
    rows.push(Row::Blank);
    if app.known() == Known::Part {
        rows.push(Row::Accept);
    }
    let noun = match dialog.doomed.thing {
        Thing::Provider(..) => "provider",
        _ => dialog.doomed.noun(),
    };
    let prompt = match &dialog.ask {
        Ask::Name(_) => format!("To confirm, enter the {noun}'s name:"),
        Ask::Id { text, why } => format!("To confirm, enter {text} of its id: {why}."),
    };
    paragraph(&mut rows, world, Role::Text, &prompt, width);
    rows.push(Row::Field);
    if let Some(guard) = &dialog.guard {
        let prompt = match &guard.ask {
            Ask::Name(_) => "It is protected: enter the root organization's name as well:".to_owned(),
            Ask::Id { text, why } => format!("It is protected: enter {text} of the root organization's id: {why}."),
        };
        paragraph(&mut rows, world, Role::Text, &prompt, width);
        rows.push(Row::Guard);
    }
    let (tone, words) = feedback(app, dialog);
    paragraph_with(&mut rows, &words, width, |words| Row::Feedback(tone, words));
    rows.push(Row::Blank);
    rows.push(Row::Buttons);
    rows
}

fn unknown(world: &World, dialog: &Delete, rows: &mut Vec<Row>, sent: &str, why: &str, width: usize) {
    paragraph(
        rows,
        world,
        Role::Text,
        &format!("The delete request was sent at {sent}."),
        width,
    );
    rows.push(Row::Blank);
    let name = &dialog.doomed.called;
    if let Stage::Checking { .. } = dialog.stage {
        paragraph(
            rows,
            world,
            Role::Warning,
            &format!("Checking whether '{name}' is still there."),
            width,
        );
        if let Some(hint) = &dialog.hint {
            paragraph(rows, world, Role::Dim, hint, width);
        }
        return;
    }
    paragraph(rows, world, Role::Warning, why, width);
    rows.push(Row::Blank);
    paragraph(
        rows,
        world,
        Role::Text,
        "Do not repeat the delete before you have checked.",
        width,
    );
    paragraph(rows, world, Role::Dim, &format!("Id: {}", dialog.doomed.id()), width);
    rows.push(Row::Blank);
    rows.push(Row::Buttons);
}

fn feedback(app: &App, dialog: &Delete) -> (Role, String) {
    let known = app.known();
    match &dialog.stage {
        Stage::Armed { .. } | Stage::Rereading(_) => (Role::Warning, "Reading it once more...".into()),
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
        _ if dialog.hint.is_some() => (Role::Warning, dialog.feedback(known)),
        _ if dialog.ready(known) => (Role::Ok, dialog.feedback(known)),
        _ if dialog.nothing_typed() => (Role::Dim, dialog.feedback(known)),
        _ => (Role::FieldError, dialog.feedback(known)),
    }
}

/// A label and a value that is wrapped, never cut.
fn pair(rows: &mut Vec<Row>, world: &World, label: &str, value: &str, width: usize) {
    let value = &*world.masked(value);
    for (i, part) in text::wrap(value, width.saturating_sub(LABELS)).iter().enumerate() {
        let label = if i == 0 { label } else { "" };
        rows.push(Row::Text(Role::Text, format!("{label:LABELS$}{part}")));
    }
}

/// One line of the impact, in its tone, behind `margin`.
fn fact(rows: &mut Vec<Row>, world: &World, margin: &str, line: &Line, width: usize) {
    let words = format!("{margin}{}", line.label);
    paragraph(rows, world, role(line.tone), &words, width);
}

fn paragraph(rows: &mut Vec<Row>, world: &World, role: Role, words: &str, width: usize) {
    paragraph_with(rows, &world.masked(words), width, |words| Row::Text(role, words));
}

fn paragraph_with(rows: &mut Vec<Row>, words: &str, width: usize, row: impl Fn(String) -> Row) {
    let body = words.trim_start_matches(' ');
    let indent = words.len() - body.len();
    let lines = text::wrap(body, width.saturating_sub(indent));
    rows.extend(lines.into_iter().map(|line| row(format!("{:indent$}{line}", ""))));
}
