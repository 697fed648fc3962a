//! What the delete dialog says and asks, from top to bottom (docs/guide.md, D3).

use super::{Completeness, Delete, Stage};
use crate::app::access_read::AccessRead;
use crate::app::connection::Mode;
use crate::app::delete_target::Thing;
use crate::app::line::{Line, Tone};
use crate::app::model::Model;
use crate::app::{App, words};
use crate::domain::TeamId;
use crate::domain::confirm::Confirmation;

/// One thing that the dialog says, or asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogLine {
    Blank,
    Pair(&'static str, String),
    Text(Tone, String),
    /// What goes with the target; `true` where it is about the facts above it.
    Fact(Tone, String, bool),
    Accept,
    Field,
    /// The field for the organization's name.
    Guard,
    Feedback(Tone, String),
    Buttons,
}

/// The beginning of what is said where not all is known.
const INCOMPLETE: &str = "Impact incomplete";
/// How the line begins that says how much of it was read.
const CHECKED: &str = "Checked ";

/// What must be ticked where the impact is incomplete.
pub const ACCEPT: &str = "Continue although the impact is incomplete";

/// Everything the dialog says and asks.
pub fn dialog_lines(app: &App, dialog: &Delete) -> Vec<DialogLine> {
    let model = app.model();
    if let Stage::CheckingOutcome { sent, why, .. } | Stage::OutcomeUnknown { sent, why } = &dialog.stage {
        return unknown(dialog, &model.clock(*sent), why);
    }
    let target = &dialog.target;
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
    let operation = match target.thing {
        Thing::Provider(..) => "Deletes it for the whole organization.",
        Thing::Team(id) if stands_alone(model, id) => "Deletes it.",
        Thing::Team(..) => "Deletes it and the teams below it.",
        Thing::Environment(..) | Thing::Group(_) => "Deletes it and everything in it.",
    };
    let undo = match model.mode {
        Mode::Demo | Mode::File => "\nHere you can undo it until you quit, not on the platform.",
        Mode::Live | Mode::DryRun => " This can't be undone.",
    };
    let mut lines = vec![
        DialogLine::Pair("Organization", organization),
        DialogLine::Pair(label, target.name.shown().into_owned()),
        DialogLine::Pair("Type / id", format!("{} / {}", target.kind(), target.id())),
        DialogLine::Blank,
    ];
    let words = format!("{operation}{undo}");
    lines.extend(words.lines().map(|words| DialogLine::Text(Tone::Plain, words.into())));
    let words = match (model.mode, &model.live, &target.thing) {
        (Mode::DryRun, ..) => Some("Dry run: amtui shows what would be sent, and deletes nothing.".to_owned()),
        (_, Some(live), Thing::Provider(..)) => Some(format!("Its configuration is kept first: {}", live.copies)),
        _ => None,
    };
    lines.extend(words.map(|words| DialogLine::Text(Tone::Dim, words)));
    losses(app, dialog, &mut lines);
    asked(app, dialog, &mut lines);
    lines
}

/// The same for a window without room for all of it: what is lost, how much of it was read, and where the reasons are.
pub fn brief_lines(app: &App, dialog: &Delete) -> Vec<DialogLine> {
    let mut lines = dialog_lines(app, dialog);
    let says = |line: &DialogLine| matches!(line, DialogLine::Fact(_, words, _) if words.starts_with(INCOMPLETE));
    let incomplete = lines.iter().any(says);
    lines.retain(|line| match line {
        DialogLine::Fact(Tone::Dim, words, _) => incomplete && words.starts_with(CHECKED),
        DialogLine::Fact(Tone::Warning, ..) => !incomplete,
        _ => true,
    });
    for line in &mut lines {
        if says(line) {
            *line = DialogLine::Fact(
                Tone::Bad,
                format!("{INCOMPLETE}: enlarge the window to see why."),
                false,
            );
        }
    }
    lines
}

/// Whether no team stands below one, as far as all teams were read.
fn stands_alone(model: &Model, team: TeamId) -> bool {
    let access = &model.data.access;
    access.child_teams(team) == 0 && access.coverage(AccessRead::Teams).is_complete()
}

/// What the target takes along.
fn losses(app: &App, dialog: &Delete, lines: &mut Vec<DialogLine>) {
    let (model, target) = (app.model(), &dialog.target);
    let fact = |line: Line| DialogLine::Fact(line.tone, line.label, false);
    let incomplete = |words: &str| DialogLine::Fact(Tone::Bad, words.into(), false);
    let known = dialog.completeness_in(model, app.loading_since());
    let Some(provider) = target.provider() else {
        lines.extend(words::contents(model, &target.thing).into_iter().map(fact));
        if known == Completeness::Incomplete {
            lines.push(incomplete(&format!("{INCOMPLETE}: not all of it could be read.")));
        }
        return;
    };
    let Some(impact) = model.data.impact(provider) else {
        return lines.push(incomplete(INCOMPLETE));
    };
    let mut losses = words::provider_losses(model, provider, impact);
    let mut unread = words::unread_lines(model, impact);
    words::tell_once(losses.iter_mut().chain(&mut unread), model, provider);
    lines.extend(losses.into_iter().map(fact));
    if known == Completeness::Incomplete {
        lines.push(incomplete(INCOMPLETE));
    }
    let unread = unread.into_iter().chain(words::unlisted_line(impact));
    lines.extend(unread.chain(words::assumption_line(impact)).map(fact));
    let checked = words::checked_line(model, impact);
    lines.push(DialogLine::Fact(checked.tone, checked.label, true));
}

/// What is asked below what is said.
fn asked(app: &App, dialog: &Delete, lines: &mut Vec<DialogLine>) {
    lines.push(DialogLine::Blank);
    if dialog.completeness_in(app.model(), app.loading_since()) == Completeness::Incomplete {
        lines.push(DialogLine::Accept);
    }
    let noun = match dialog.target.thing {
        Thing::Provider(..) => "provider",
        _ => dialog.target.noun(),
    };
    let prompt = match &dialog.ask {
        Confirmation::Name(_) => format!("To confirm, enter the {noun}'s name:"),
        Confirmation::Id { text, why } => format!("To confirm, enter {text} of its id: {why}."),
    };
    lines.extend([DialogLine::Text(Tone::Plain, prompt), DialogLine::Field]);
    if let Some(guard) = &dialog.guard {
        let prompt = match &guard.ask {
            Confirmation::Name(_) => "It is protected: enter the root organization's name as well:".to_owned(),
            Confirmation::Id { text, why } => {
                format!("It is protected: enter {text} of the root organization's id: {why}.")
            }
        };
        lines.extend([DialogLine::Text(Tone::Plain, prompt), DialogLine::Guard]);
    }
    let (tone, words) = feedback(app, dialog);
    lines.extend([
        DialogLine::Feedback(tone, words),
        DialogLine::Blank,
        DialogLine::Buttons,
    ]);
}

fn unknown(dialog: &Delete, sent: &str, why: &str) -> Vec<DialogLine> {
    let text = |tone, words: String| DialogLine::Text(tone, words);
    let name = &dialog.target.called;
    let mut lines = vec![
        text(Tone::Plain, format!("The delete request was sent at {sent}.")),
        DialogLine::Blank,
    ];
    if let Stage::CheckingOutcome { .. } = dialog.stage {
        let checks = format!("Checking whether '{name}' is still there.");
        lines.push(text(Tone::Warning, checks));
        lines.extend(dialog.hint.clone().map(|hint| text(Tone::Dim, hint)));
        return lines;
    }
    lines.extend([
        text(Tone::Warning, why.into()),
        DialogLine::Blank,
        text(Tone::Plain, "Do not repeat the delete before you have checked.".into()),
        text(Tone::Dim, format!("Id: {}", dialog.target.id())),
        DialogLine::Blank,
        DialogLine::Buttons,
    ]);
    lines
}

/// How far it is: `Bad` where what is typed doesn't match.
fn feedback(app: &App, dialog: &Delete) -> (Tone, String) {
    let model = app.model();
    let known = dialog.completeness_in(model, app.loading_since());
    match &dialog.stage {
        Stage::Armed { .. } | Stage::Verifying => (Tone::Warning, "Checking it again...".into()),
        Stage::Deleting(since) => {
            let taken = model.now.mono.saturating_sub(since.mono);
            let words = format!("Deleting... {} s", taken.as_secs());
            let hint = dialog.hint.as_ref();
            (
                Tone::Warning,
                hint.map_or(words.clone(), |hint| format!("{words}  {hint}")),
            )
        }
        _ if dialog.hint.is_some() => (Tone::Warning, dialog.feedback(known)),
        _ if dialog.ready(known) => (Tone::Good, dialog.feedback(known)),
        _ if dialog.nothing_typed() => (Tone::Dim, dialog.feedback(known)),
        _ if dialog.is_right_so_far() => (Tone::Plain, dialog.feedback(known)),
        _ => (Tone::Bad, dialog.feedback(known)),
    }
}
