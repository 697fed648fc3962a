//! Tours, recordings, pictures, snapshots and comparisons: what each action may do now.

use super::action::Action;
use super::component::{Command, Question};
use super::connection::Mode;
use super::line::Line;
use super::line::Tone;
use super::model::Model;
use super::model::notices::Notice;
use super::model::theme_name::ThemeName;
use super::msg::Effect;
use super::overlay::pick::{Choice, Pick};
use crate::domain::near::suggestion;
use crate::domain::rules::Refusal;
use crate::domain::snapshot::{ACCESS, SnapshotScope};
use crate::domain::text::count;
use crate::domain::{Account, Error, Organization, Untrusted};

/// Why nothing is recorded of an organization of one's own.
pub const UNMASKED: &str = "Not recorded: it would show accounts, ids and hosts. Hide them with F4 or --mask, or allow it with --record-unmasked.";

/// What is open over the page, as far as that decides what may be shown or kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Nothing,
    Secret,
    DeleteDialog,
    Other,
}

/// What `action` does where it is one for those who watch, or about a file; `argument` is what follows a command.
pub(super) fn command(action: Action, argument: Option<String>, model: &Model, open: Open) -> Option<Command> {
    let plain = |text: &str| Command::Notify(Tone::Plain, text.to_owned());
    let warning = |text: &str| Command::Notify(Tone::Warning, text.to_owned());
    Some(match action {
        Action::Record | Action::Shot if open == Open::Secret => {
            warning("Close the secret first: it must not be recorded.")
        }
        Action::Shot if model.mode.is_live() && !model.may_record() => warning(UNMASKED),
        Action::Shot => Command::Effect(Effect::Screenshot(argument)),
        Action::Theme => {
            let wanted = argument.as_deref().unwrap_or_default();
            match ThemeName::find(wanted, &model.themes) {
                Some(name) => Command::Effect(Effect::Theme(name)),
                None => plain(&no_theme(wanted, model)),
            }
        }
        Action::Tour if model.mode.is_live() => plain("The tour uses the demo organization. Start it with: amtui tour"),
        Action::Tour => Command::Effect(Effect::Tour(argument)),
        Action::Record if model.recorded.is_none() && !model.may_record() => warning(UNMASKED),
        Action::Record => Command::Effect(Effect::Record(argument)),
        Action::ShowKeys => Command::ToggleKeys,
        // What must be typed would not be what is seen any more.
        Action::Mask if open == Open::DeleteDialog => plain("Close the dialog first: it asks for the name on screen."),
        Action::Mask if model.mask.is_some() && model.recorded.is_some() && !model.may_record_unmasked() => {
            warning("End the recording first (F6): accounts stay hidden in it.")
        }
        Action::Mask => Command::ToggleMask,
        Action::Fresh if model.mode != Mode::Demo => plain("Only the demo can be reset."),
        Action::Fresh if model.read_only => warning(&Refusal::ReadOnly.to_string()),
        Action::Fresh if open != Open::Nothing => plain("Close the popup first."),
        Action::Fresh => Command::AskFirst(Question::StartOver),
        Action::Snapshot if model.audience.watched => plain("No snapshots here: a tape or a tour saves only pictures."),
        Action::Snapshot if model.account.is_none() => plain("Sign in first."),
        Action::Snapshot => snapshot(argument),
        Action::Log if model.audience.watched => plain("No log here: tapes and tours send no requests."),
        Action::Log => Command::Effect(Effect::ReadLog),
        Action::Diff => match argument {
            None => plain("Give the file to compare with: :diff FILE"),
            Some(_) if model.account.is_none() => plain("Sign in first."),
            Some(file) => Command::Compare(file),
        },
        _ => return None,
    })
}

/// `FILE`, `--without access`, both or neither.
fn snapshot(argument: Option<String>) -> Command {
    let argument = argument.unwrap_or_default();
    let (file, scope) = match argument.split_once("--without") {
        None => (argument.as_str(), SnapshotScope::All),
        Some((file, what)) if what.trim() == ACCESS => (file, SnapshotScope::WithoutAccess),
        Some(_) => {
            let text = "A snapshot can leave out users, teams, roles and apps: :snapshot FILE --without access";
            return Command::Notify(Tone::Plain, text.into());
        }
    };
    let file = file.trim();
    Command::TakeSnapshot((!file.is_empty()).then(|| file.to_owned()), scope)
}

impl Model {
    /// What who quits can't do afterwards; nothing where there is nothing to undo.
    pub fn undo_ends(&self) -> Option<String> {
        let words = match self.data.changes().count() {
            n if n == 0 || self.mode.is_live() => return None,
            1 => "your change is saved, but you can't undo it then".to_owned(),
            n => format!("your {n} changes are saved, but you can't undo them then"),
        };
        Some(words)
    }

    /// Says what a snapshot of the platform reads, before it does.
    pub(super) fn announce(&mut self, scope: SnapshotScope) {
        if self.mode.is_live() {
            self.notify(Tone::Plain, scope.announcement());
        }
    }
}

/// What is said where no theme has this name.
fn no_theme(wanted: &str, model: &Model) -> String {
    let names = ThemeName::names(&model.themes);
    let near = suggestion(wanted, names.iter().map(String::as_str));
    format!(
        "The themes are {}. Choose one with :theme NAME.{near}",
        names.join(", ")
    )
}

/// What asks once more before something is lost.
pub(super) fn question(what: Question, model: &Model) -> Pick {
    let (title, stay, go, lost, does) = match what {
        Question::StartOver => {
            // Those of earlier sessions are counted nowhere.
            let lost = match model.data.changes().count() {
                0 => "loses every change".to_owned(),
                n => format!("loses {}, and all before", count(n, "change", "changes")),
            };
            let lost = format!("{lost}; a damaged file is kept");
            (
                "Reset the demo?",
                ("Keep it", "nothing changes"),
                "Reset",
                lost,
                Command::StartOver,
            )
        }
        Question::Quit => {
            let lost = model.undo_ends().unwrap_or_default();
            ("Quit?", ("Stay", ""), "Quit", lost, Command::Effect(Effect::Quit))
        }
    };
    let choice = |name: &str, note: String, does| Choice {
        name: name.into(),
        note,
        does: Ok(does),
    };
    let choices = vec![
        choice(stay.0, stay.1.into(), Command::CloseOverlay),
        choice(go, lost, does),
    ];
    Pick::new(title, choices)
}

/// What stands behind "press again to quit": what that loses.
pub(super) fn lost_by_quitting(snapshot: bool, model: &Model) -> String {
    if snapshot {
        return " without the snapshot".into();
    }
    model.undo_ends().map_or(String::new(), |lost| format!(": {lost}."))
}

/// Ends the program, or asks first.
pub(super) fn quit(model: &Model) -> Command {
    match model.undo_ends() {
        Some(_) => Command::AskFirst(Question::Quit),
        None => Command::Effect(Effect::Quit),
    }
}

/// Why somebody could not sign in to the demo or a file.
pub(super) fn not_signed_in(error: &Error, named: Option<(Untrusted, usize)>, accounts: &[Account]) -> String {
    match (error, named) {
        (Error::NotFound(what), Some((name, line))) => {
            let known: Vec<_> = accounts.iter().map(|one| one.username.shown()).collect();
            let near = suggestion(name.raw(), known.iter().map(|name| &**name));
            format!("{what} isn't here.{near} Choose another one, or change `as` in line {line} of config.toml.")
        }
        (Error::NotFound(what), None) => format!("{what} isn't here. Choose another one."),
        (error, _) => error.to_string(),
    }
}

/// In which organization one works from here on.
pub(super) fn works_in(here: &Organization) -> String {
    let article = if here.is_root() { "the" } else { "a" };
    format!("Working in {}, {article} {}.", here.name.shown(), here.kind())
}

/// All that was said so far. What a held key said again and again is one line.
pub(super) fn messages(model: &Model) -> Command {
    let line = |same: &[&Notice]| {
        let newest = same.last()?;
        let times = match same.len() {
            1 => String::new(),
            n => format!(" ({n} times)"),
        };
        let text = format!("{}  {}{times}", model.clock(newest.at), newest.text);
        Some(Line::text(newest.tone, text))
    };
    let all: Vec<&Notice> = model.notices.all().collect();
    let lines: Vec<Line> = all.chunk_by(|a, b| a.text == b.text).filter_map(line).collect();
    if lines.is_empty() {
        return Command::Notify(Tone::Plain, "No messages yet.".into());
    }
    Command::ShowText {
        title: "Messages".into(),
        lines,
    }
}

/// Everything that is wrong with a person's own files. Keys that are meant for what is `open` must not go elsewhere.
pub(super) fn mistakes(mistakes: Vec<String>, open: bool, model: &mut Model) -> Command {
    if open {
        return Command::Notify(Tone::Bad, mistakes.join("  "));
    }
    for mistake in &mistakes {
        model.notices.keep(mistake.clone(), model.now);
    }
    let follows = [
        "The rest of your configuration is in use.",
        "A mistake in a profile, a secret or an unknown setting hides all profiles.",
        "If config.toml can't be read, nothing in it is used, and changes are off.",
        "A row of keys.toml with a mistake changes no key.",
    ];
    let head = follows.map(|follows| Line::text(Tone::Plain, follows));
    let lines = mistakes.into_iter().map(mistake_line);
    Command::ShowText {
        title: "Mistakes in your configuration".into(),
        lines: head.into_iter().chain([Line::blank()]).chain(lines).collect(),
    }
}

/// A mistake as a pair: file and line, without the folder, and what is wrong there.
fn mistake_line(mistake: String) -> Line {
    let place = mistake.split_once(": ").filter(|(place, _)| !place.contains(' '));
    let Some((place, what)) = place else {
        return Line::text(Tone::Warning, mistake);
    };
    let file = place.rsplit('/').next().unwrap_or(place);
    Line {
        tone: Tone::Warning,
        ..Line::pair(file, what)
    }
}

/// What was asked of the platform, or why that cannot be told.
pub(super) fn log(read: Result<Vec<String>, String>) -> Command {
    match read {
        Ok(lines) if lines.is_empty() => Command::Notify(Tone::Plain, "No requests sent yet.".into()),
        Ok(lines) => {
            // The newest is what one looks for.
            let lines = lines.into_iter().rev().map(|line| Line::text(Tone::Plain, line));
            Command::ShowText {
                title: "Request log, newest first".into(),
                lines: lines.collect(),
            }
        }
        Err(why) => Command::Notify(Tone::Bad, why),
    }
}
