//! `amtui diff`: what changed between two organization files or snapshots. Both are only read.

use std::io;
use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use super::exit::{Exit, INCOMPLETE};
use crate::cli::Cli;
use crate::domain::compare::{Comparison, Difference, ItemName, ItemValue, compare};
use crate::shell::console::{TextTable, print, warn};
use crate::shell::request::read_state_of_file;

pub fn run(cli: &Cli, (before, after): (&Path, &Path), json: bool) -> Result<u8> {
    let read = |path| read_state_of_file(path, cli.sign_in_as.as_deref());
    let found = compare(&read(before)?, &read(after)?);
    print_comparison(&found, json).map_err(Exit::from)?;
    Ok(if found.complete() { 0 } else { INCOMPLETE })
}

fn print_comparison(found: &Comparison, json: bool) -> io::Result<()> {
    let mut table = TextTable::new(&["WHAT", "NAME", "WHERE", "BEFORE", "AFTER"]);
    for difference in &found.differences {
        let shown = |told: &Option<ItemValue>| told.as_ref().map(ItemValue::shown).unwrap_or_default();
        table.row(vec![
            difference.words(),
            difference.subject.shown(),
            difference.shown_place(),
            shown(&difference.before),
            shown(&difference.after),
        ]);
    }
    let objects = found.differences.iter().map(object).collect();
    if json || !found.differences.is_empty() {
        print(json, &Value::Array(objects), &table)?;
    }
    for note in found.notes() {
        warn(&note);
    }
    if found.differences.is_empty() {
        warn("No differences.");
    }
    Ok(())
}

/// Every member is always there, `null` where there is nothing to tell.
fn object(difference: &Difference) -> Value {
    let place = &difference.place;
    json!({
        "what": difference.what,
        "change": difference.how,
        "id": difference.subject.id,
        "name": difference.subject.name,
        "organization": place.organization.as_ref().map(named),
        "environment": place.environment.as_ref().map(named),
        "api": place.api.as_ref().map(named),
        "setting": difference.setting,
        "before": value(difference.before.as_ref()),
        "after": value(difference.after.as_ref()),
    })
}

fn named(named: &ItemName) -> Value {
    json!({"id": named.id, "name": named.name})
}

fn value(told: Option<&ItemValue>) -> Value {
    match told {
        None => Value::Null,
        Some(ItemValue::Word(word)) => (*word).into(),
        Some(ItemValue::Text(text)) => json!(text),
        Some(ItemValue::Item(one)) => named(one),
        Some(ItemValue::Permission(one, origins)) => json!({"id": one.id, "name": one.name, "origins": origins}),
        Some(ItemValue::Providers(all)) => all.iter().map(named).collect(),
        Some(ItemValue::Value(value)) => value.clone(),
        Some(ItemValue::Unread(why)) => why.as_str().into(),
    }
}
