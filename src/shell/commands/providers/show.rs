//! `amtui providers show`: the settings of one client provider, without its secrets.

use serde_json::{Value, json};

use crate::backend::Backend;
use crate::backend::inventory::Inventory;
use crate::domain::ProviderRow;
use crate::domain::text::escape;
use crate::shell::commands::exit::Exit;
use crate::shell::console::{TextTable, print, warn};

pub fn show(backend: &dyn Backend, inventory: &Inventory, row: &ProviderRow, json: bool) -> Result<u8, Exit> {
    let provider = backend.provider(inventory.root, row.id)?;
    if let Some(note) = provider.left_out() {
        warn(&note);
    }
    // It holds no secrets: the backend leaves them out.
    let Some(config) = provider.config else {
        if row.is_external() {
            warn("Its configuration can't be seen.");
        } else {
            warn(&format!("{} has no configuration to show.", row.name.shown()));
        }
        let mut table = TextTable::new(&["SETTING", "VALUE"]);
        table.row(vec!["name".into(), row.name.shown().into_owned()]);
        table.row(vec!["type".into(), row.kind.label().into_owned()]);
        print(json, &json!({"name": row.name.raw(), "type": row.kind.label()}), &table)?;
        return Ok(0);
    };
    if json {
        print(true, &config, &TextTable::default())?;
        return Ok(0);
    }
    let mut table = TextTable::new(&["SETTING", "VALUE"]);
    flatten(&mut table, "", &config);
    for path in &provider.secrets {
        table.row(vec![
            escape(path.trim_start_matches('/')).into_owned(),
            "******** (set)".into(),
        ]);
    }
    table.print()?;
    Ok(0)
}

fn flatten(table: &mut TextTable, path: &str, value: &Value) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}/{name}")
        }
    };
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| flatten(table, &below(name), value)),
        Value::Array(items) => {
            let words: Vec<String> = items
                .iter()
                .map(|item| item.as_str().map_or(item.to_string(), str::to_owned))
                .collect();
            table.row(vec![escape(path).into_owned(), escape(&words.join(", ")).into_owned()]);
        }
        Value::String(text) => table.row(vec![escape(path).into_owned(), escape(text).into_owned()]),
        other => table.row(vec![escape(path).into_owned(), other.to_string()]),
    }
}
