//! What is copied of a row, as commands.

use super::action::Action;
use super::component::Command;
use super::line::Tone;
use super::list::RowId;
use super::model::Model;
use super::msg::Effect;
use crate::domain::text::{count, without_hidden};

/// Copies what `action` asks for of a row.
pub fn copy(action: Action, row: Option<RowId>, model: &Model) -> Vec<Command> {
    let note = |text: String| Command::Notify(Tone::Plain, text);
    if action == Action::CopyAddress {
        let text = if model.mode.is_live() {
            "The platform does not document the web addresses of its pages."
        } else {
            "An organization file has no web address."
        };
        return vec![note(text.into())];
    }
    let Some((name, id)) = row.and_then(|row| model.identity(row)) else {
        return vec![note("There is nothing to copy here.".into())];
    };
    let (what, text) = if action == Action::CopyName {
        ("name", name.raw().to_owned())
    } else {
        ("id", id)
    };
    let (text, hidden) = without_hidden(&text);
    let left_out = match hidden {
        0 => String::new(),
        n => format!(" Left out: {}.", count(n, "hidden character", "hidden characters")),
    };
    copied(text, format!("Copied the {what}.{left_out}"), model)
}

/// Copies a text and says so; where a stand-in is shown for a part of it, also that the real one is copied.
pub fn copied(text: String, mut said: String, model: &Model) -> Vec<Command> {
    if model.hides(&text) {
        said += " What you paste isn't masked.";
    }
    vec![Command::Effect(Effect::Copy(text)), Command::Notify(Tone::Plain, said)]
}
