//! `amtui diff`: what changed between two organization files or snapshots. Both are only read.

use std::path::Path;

use anyhow::{Result, anyhow};
use serde_json::{Value, json};

use super::parallel::parallel;
use super::providers::{INCOMPLETE, Stop, print};
use super::table::Table;
use super::worker::THREADS;
use super::{clock, complain, start};
use crate::backend::store::FileBackend;
use crate::backend::{Backend, state};
use crate::cli::Cli;
use crate::domain::Error;
use crate::domain::compare::{Comparison, Difference, Named, State, Told, compare};
use crate::domain::text::escape;

/// Reads everything of a backend that is compared with how it was `before`, as whoever is signed in.
///
/// # Errors
/// Those of the backend.
pub fn read(backend: &dyn Backend, before: Option<&State>) -> Result<State, Error> {
    state::read(backend, before, THREADS, parallel)
}

/// Reads it of a file: as the account of this name, else as its first administrator.
///
/// # Errors
/// The file cannot be read, is not an organization file, or does not let that account read it; the sentence names the file.
pub fn read_file(path: &Path, account: Option<&str>) -> Result<State, Error> {
    let about = |why: String| Error::File {
        file: escape(&path.to_string_lossy()).into_owned(),
        why,
    };
    let whole = |error: Error| match error {
        error @ Error::File { .. } => error,
        other => about(other.to_string()),
    };
    let backend = FileBackend::open(path, clock::unix)?;
    let login = start::who(account, &backend.accounts()?).map_err(|e| about(e.to_string()))?;
    backend
        .sign_in(&login)
        .and_then(|_| read(&backend, None))
        .map_err(whole)
}

/// Runs the command and returns the exit code: 0 compared, 2 bad input, 6 compared, but not everything could be.
///
/// # Errors
/// What is wrong with one of the files or the command line.
pub fn run(cli: &Cli, (before, after): (&Path, &Path), json: bool) -> Result<u8> {
    let one = |path| read_file(path, cli.sign_in_as.as_deref()).map_err(|e| anyhow!("{e}"));
    let found = compare(&one(before)?, &one(after)?);
    match tell(&found, json) {
        Ok(()) if found.complete() => Ok(0),
        Ok(()) => Ok(INCOMPLETE),
        Err(stop) => Ok(stop.tell()),
    }
}

fn tell(found: &Comparison, json: bool) -> Result<(), Stop> {
    let mut table = Table::new(&["WHAT", "NAME", "WHERE", "BEFORE", "AFTER"]);
    for difference in &found.differences {
        let shown = |told: &Option<Told>| told.as_ref().map(Told::shown).unwrap_or_default();
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
        complain(&note);
    }
    if found.differences.is_empty() {
        complain("No differences.");
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
        "before": told(difference.before.as_ref()),
        "after": told(difference.after.as_ref()),
    })
}

fn named(named: &Named) -> Value {
    json!({"id": named.id, "name": named.name})
}

fn told(told: Option<&Told>) -> Value {
    match told {
        None => Value::Null,
        Some(Told::Word(word)) => (*word).into(),
        Some(Told::Text(text)) => json!(text),
        Some(Told::Provider(provider)) => named(provider),
        Some(Told::Providers(all)) => all.iter().map(named).collect(),
        Some(Told::Value(value)) => value.clone(),
        Some(Told::Unread(why)) => why.as_str().into(),
    }
}
