//! What is copied of a row, as commands.

use super::action::Action;
use super::component::Command;
use super::line::Tone;
use super::list::RowId;
use super::model::Model;
use super::msg::Effect;
use crate::domain::text::{count, without_hidden};

/// Copies what `action` asks for of a row.
#[must_use]
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
    let Some((name, id)) = row.and_then(|row| identity(row, model)) else {
        return vec![note("There is nothing to copy here.".into())];
    };
    let (what, text) = if action == Action::CopyName {
        ("name", name)
    } else {
        ("id", id)
    };
    let (text, hidden) = without_hidden(&text);
    let left_out = match hidden {
        0 => String::new(),
        n => format!(" Left out: {}.", count(n, "hidden character", "hidden characters")),
    };
    vec![
        Command::Effect(Effect::Copy(text)),
        note(format!("Copied the {what}.{left_out}")),
    ]
}

/// Name and id of a row, as they are.
fn identity(row: RowId, model: &Model) -> Option<(String, String)> {
    let data = &model.data;
    Some(match row {
        RowId::Org(id) => (data.organization(id)?.name.raw().into(), id.to_string()),
        RowId::Environment(id) => (data.environment(id)?.name.raw().into(), id.to_string()),
        RowId::Provider(id) => (data.provider(id)?.name.raw().into(), id.id_text()),
        RowId::Api(environment, id) => (data.api(environment, id)?.asset.raw().into(), id.to_string()),
        RowId::Application(id) => {
            let found = data.all_applications_so_far().find(|a| a.id == id)?;
            (found.name.raw().into(), id.to_string())
        }
        _ => return None,
    })
}
