//! Undoing the last change and redoing it, or why that can't be done.

use crate::app::action::Action;
use crate::app::component::Command;
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::request::Request;
use crate::domain::Error;
use crate::domain::rules::Refusal;

/// `held`: the key may only be held down. Such a key takes back or makes one change.
pub(in crate::app) fn undo(action: Action, held: bool, model: &Model) -> Command {
    let note = |text: &str| Command::Notify(Tone::Plain, text.into());
    let redo = action == Action::Redo;
    let nothing = if redo {
        !model.data.can_redo()
    } else {
        model.data.steps() == 0
    };
    if held && nothing {
        let why = if redo {
            Error::NothingToRedo
        } else {
            Error::NothingToUndo
        };
        note(&why.to_string())
    } else if held {
        note(&format!(
            "Wait a second, then press it again to {} another change.",
            action.name()
        ))
    } else if model.read_only {
        Command::Notify(Tone::Warning, Refusal::ReadOnly.to_string())
    } else if model.account.is_none() {
        note("Sign in first.")
    } else if model.mode.is_live() && redo {
        note("Anypoint Platform has no undo, so there is nothing to redo.")
    } else if model.mode.is_live() {
        note("Anypoint Platform has no undo. To rehearse a deletion, use a copy: :snapshot, then --file.")
    } else if redo {
        Command::Undo(Request::Redo(model.data.redo_parts()))
    } else {
        Command::Undo(Request::Undo(model.data.undo_parts()))
    }
}
