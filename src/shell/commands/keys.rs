//! `amtui keys`: every key and command, with a person's own changes.

use anyhow::{Result, anyhow};
use serde_json::{Value, json};

use super::exit::{BAD_INPUT, Exit};
use crate::app::keymap::Keymap;
use crate::config;
use crate::shell::console::{TextTable, print, warn};

/// Prints the table, and returns the exit code: not 0 where keys.toml isn't right.
pub fn run(json: bool) -> Result<u8> {
    let (own, problems) = config::keymap();
    let keymap = match own {
        Some(own) => own,
        None => Keymap::standard(None).map_err(|problems| anyhow!("{problems:?}"))?,
    };
    let mut table = TextTable::new(&["KEYS", "WHERE", "ACTION", "WHAT IT DOES"]);
    let mut rows = Vec::new();
    for binding in keymap.all() {
        let (place, action) = (binding.context.name(), binding.action.name());
        let keys: Vec<Value> = binding
            .keys
            .iter()
            .map(|chord| {
                chord
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" ")
                    .into()
            })
            .collect();
        rows.push(json!({"keys": keys, "context": place, "action": action, "label": binding.label}));
        table.row(vec![binding.keys_shown(", "), place, action, binding.label.clone()]);
    }
    print(json, &Value::Array(rows), &table).map_err(Exit::from)?;
    for problem in &problems {
        warn(&format!("amtui: {problem}"));
    }
    Ok(if problems.is_empty() { 0 } else { BAD_INPUT })
}
