//! Taking back the last change, or why that can't be done.

use crate::app::component::Command;
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::domain::rules::Refusal;

/// `held`: the key may only be held down. Such a key takes back one change.
pub(in crate::app) fn undo(held: bool, model: &Model) -> Command {
    let note = |text: &str| Command::Notify(Tone::Plain, text.into());
    if held {
        note("Press it again to undo another change.")
    } else if model.read_only {
        Command::Notify(Tone::Warning, Refusal::ReadOnly.to_string())
    } else if model.account.is_none() {
        note("Sign in first.")
    } else if model.mode.is_live() {
        note("Anypoint Platform has no undo. To rehearse a deletion, use a copy: :snapshot, then --file.")
    } else {
        Command::Undo
    }
}
