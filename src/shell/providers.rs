//! `amtui providers`: client providers for scripts, on the same backends and rules as the screens.

mod delete;
mod impact;

use std::io::{self, Write};

use anyhow::Result;
use serde_json::{Value, json};

use self::delete::{Given, delete};
use self::impact::impact;
use super::parallel::parallel;
use super::start::{self, Opened, Purpose};
use super::table::Table;
use crate::backend::Backend;
use crate::backend::inventory::Survey;
use crate::cli::{Cli, Providers};
use crate::domain::text::{count, escape, normal, to_json};
use crate::domain::{Counted, Error, Organization, ProviderId, ProviderRef, ProviderRow};

/// Nothing was there, or it was not allowed.
const REFUSED: u8 = 3;
/// Nobody could be signed in.
pub(super) const NOT_SIGNED_IN: u8 = 4;
/// A change was sent, and it is not known whether it happened.
pub(super) const UNKNOWN: u8 = 5;
/// Not everything could be read.
pub(super) const INCOMPLETE: u8 = 6;

/// Nobody reads the output any more: what a shell says of a program that SIGPIPE ended.
const READ_NO_FURTHER: u8 = 128 + 13;

/// What ended a command early: a sentence, and the exit code.
pub(super) struct Stop(pub(super) u8, pub(super) String);

impl Stop {
    /// Says why, and returns the exit code. Whoever reads no further, as `head` does, is told nothing.
    pub(super) fn tell(self) -> u8 {
        let Self(code, why) = self;
        if !why.is_empty() {
            super::complain(&format!("amtui: {why}"));
        }
        code
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::SignedOut => NOT_SIGNED_IN,
            other if other.outcome_unknown() => UNKNOWN,
            Error::File { .. } => 2,
            _ => REFUSED,
        };
        Self(code, error.to_string())
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self(READ_NO_FURTHER, String::new());
        }
        Self(2, format!("The output cannot be written: {error}."))
    }
}

/// Runs one of the commands and returns the exit code: 0 done, 2 bad input, 3 refused or not there, 4 sign-in, 5 outcome
/// unknown, 6 impact incomplete.
///
/// # Errors
/// What is wrong with the organization file or the command line.
pub fn run(cli: &Cli, command: &Providers, json: bool) -> Result<u8> {
    let purpose = match command {
        Providers::Delete { .. } => Purpose::Changes(Box::new(super::locked)),
        Providers::List | Providers::Show { .. } | Providers::Impact { .. } => Purpose::Reads,
    };
    let opened = start::open(cli, purpose, Box::new(waits))?;
    Ok(carry_out(cli, &opened, command, json).unwrap_or_else(Stop::tell))
}

/// Says that the platform lets nobody ask before this moment, in Unix seconds.
pub(super) fn waits(until: i64) {
    super::complain(&format!("amtui: {}", Error::RateLimited { until }));
}

/// Signs in as the command line, the profile or the variables say, and tells what is to be told of them.
pub(super) fn sign_in(cli: &Cli, opened: &Opened) -> Result<(), Stop> {
    // Which account of a file is meant stands on the command line; what the platform asks for does not.
    let code = if opened.live.is_some() { NOT_SIGNED_IN } else { 2 };
    for text in &opened.says {
        super::complain(&format!("amtui: {text}"));
    }
    let login = start::login(cli, opened).map_err(|why| Stop(code, why.to_string()))?;
    let signed_in = opened.backend.sign_in(&login);
    signed_in.map(drop).map_err(|e| Stop(NOT_SIGNED_IN, e.to_string()))
}

fn carry_out(cli: &Cli, opened: &Opened, command: &Providers, json: bool) -> Result<u8, Stop> {
    let backend = opened.backend.as_ref();
    sign_in(cli, opened)?;
    let mut inventory = match command {
        // What environments use is hundreds of requests, and not shown.
        Providers::Show { .. } => Survey::names(backend)?,
        _ => Survey::read(backend, opened.threads, parallel)?,
    };
    let group = group(opened, &inventory)?.cloned();
    if let Providers::Impact { name } | Providers::Delete { name, .. } = command {
        let provider = one(&inventory, name)?.id;
        inventory.protect_users_of(provider, backend, opened.threads, parallel);
    }
    match command {
        Providers::List => list(backend, &inventory, json),
        Providers::Show { name } => show(backend, &inventory, one(&inventory, name)?, json),
        Providers::Impact { name } => impact(backend, &inventory, one(&inventory, name)?, json),
        Providers::Delete {
            name,
            confirm,
            confirm_organization,
            accept_incomplete,
        } => {
            let given = Given {
                name: confirm.as_deref(),
                organization: confirm_organization.as_deref(),
                incomplete: *accept_incomplete,
            };
            match group {
                Some(group) => Err(delete::only_in_the_root(&inventory, &group)),
                None => delete(opened, &inventory, one(&inventory, name)?, &given, json),
            }
        }
    }
}

/// The business group that the variables name; nothing where they name the root or no organization. It must be one that the
/// credentials lead to: a command must not be carried out in another one.
fn group<'a>(opened: &Opened, inventory: &'a Survey) -> Result<Option<&'a Organization>, Stop> {
    let Some(wanted) = opened.live.as_ref().and_then(|live| live.organization.as_deref()) else {
        return Ok(None);
    };
    let is = |o: &&Organization| o.id.to_string() == wanted || normal(o.name.raw()) == normal(wanted);
    let mut named = inventory.tree.iter().filter(is).peekable();
    if named.peek().is_none() {
        let text = format!("There is no organization '{}' here: nothing was done.", escape(wanted));
        return Err(Stop(2, text));
    }
    Ok(named.find(|o| !o.is_root()))
}

/// How many client applications a provider has; nothing where that could not be counted.
fn counted(backend: &dyn Backend, inventory: &Survey, row: &ProviderRow) -> Option<Counted> {
    let count = |row: &ProviderRow| backend.count_applications(row.id).ok();
    let mut others = inventory
        .providers
        .iter()
        .filter(|other| other.id != ProviderRef::BuiltIn);
    let shown = || others.any(|other| count(other).is_some_and(|count| count.n > 0));
    Some(count(row)?.verified(shown))
}

fn whole(counted: Option<&Counted>) -> bool {
    counted.is_some_and(|counted| counted.coverage.is_complete())
}

/// The one provider that is meant. By a name no one is chosen while another one of the same name may be missing.
fn one<'a>(inventory: &'a Survey, name: &str) -> Result<&'a ProviderRow, Stop> {
    let gap = inventory.providers.coverage.gap();
    match (inventory.named(name).as_slice(), gap) {
        ([one], Some(why)) if id(one) != name.trim() => Err(Stop(
            INCOMPLETE,
            format!("{why} Another one may be named '{}' as well. Use the id.", escape(name)),
        )),
        ([one], _) => Ok(one),
        ([], gap) => {
            let why = gap.map(|why| format!(" {why}")).unwrap_or_default();
            Err(Stop(
                REFUSED,
                format!("There is no client provider '{}'.{why}", escape(name)),
            ))
        }
        (several, _) => {
            let n = several.len();
            Err(Stop(
                2,
                format!("{n} client providers are named '{}'. Use the id.", escape(name)),
            ))
        }
    }
}

fn id(row: &ProviderRow) -> String {
    Option::<ProviderId>::from(row.id)
        .map(|id| id.to_string())
        .unwrap_or_default()
}

fn list(backend: &dyn Backend, inventory: &Survey, json: bool) -> Result<u8, Stop> {
    let mut table = Table::new(&["NAME", "TYPE", "ID", "ENVS", "APIS", "APPS"]);
    let mut objects = Vec::new();
    let counts: Vec<Option<Counted>> = inventory
        .providers
        .iter()
        .map(|row| backend.count_applications(row.id).ok())
        .collect();
    // Those of the built-in one come from another call, with a scope of its own.
    let external = inventory
        .providers
        .iter()
        .zip(&counts)
        .filter(|(row, _)| row.id != ProviderRef::BuiltIn);
    let shown = external
        .filter_map(|(_, count)| count.as_ref())
        .any(|count| count.n > 0);
    let mut missing = inventory
        .providers
        .coverage
        .gap()
        .map(|why| why.trim_end_matches('.').to_owned());
    let mut uncounted = 0;
    for (row, counted) in inventory.providers.iter().zip(counts) {
        let impact = inventory.impact(row.id);
        let counted = counted.map(|count| count.verified(|| shown));
        let found_all = impact.found_all();
        let complete = found_all && whole(counted.as_ref());
        if !found_all {
            missing.get_or_insert_with(|| impact::missing(&impact, counted.as_ref()));
        }
        uncounted += usize::from(!whole(counted.as_ref()));
        let more = if found_all { "" } else { "+" };
        table.row(vec![
            row.name.shown().into_owned(),
            row.kind.label().into_owned(),
            id(row),
            format!("{}{more}", impact.environments.len()),
            format!("{}{more}", impact.apis.len()),
            counted
                .as_ref()
                .filter(|c| c.known().is_some())
                .map_or("-".into(), Counted::to_string),
        ]);
        objects.push(
            json!({"name": row.name.raw(), "type": row.kind.label(), "id": Option::<ProviderId>::from(row.id),
            "environments": impact.environments.len(), "apis": impact.apis.len(),
            "applications": counted.as_ref().and_then(Counted::known), "complete": complete}),
        );
    }
    if uncounted > 0 {
        let of = count(uncounted, "client provider", "client providers");
        missing.get_or_insert_with(|| format!("the client applications of {of} could not be counted"));
    }
    print(json, &Value::Array(objects), &table)?;
    let Some(missing) = missing else {
        return Ok(0);
    };
    super::complain(&format!("The numbers are incomplete: {missing}."));
    Ok(INCOMPLETE)
}

fn show(backend: &dyn Backend, inventory: &Survey, row: &ProviderRow, json: bool) -> Result<u8, Stop> {
    let provider = backend.provider(inventory.root, row.id)?;
    if let Some(note) = provider.left_out() {
        super::complain(&note);
    }
    // Secrets are not in it: the backend keeps them to itself.
    let config = provider.config.unwrap_or(Value::Null);
    if json {
        return print(true, &config, &Table::default()).map(|()| 0);
    }
    let mut table = Table::new(&["SETTING", "VALUE"]);
    flatten(&mut table, "", &config);
    for path in &provider.secrets {
        table.row(vec![
            escape(path.trim_start_matches('/')).into_owned(),
            "******** (set)".into(),
        ]);
    }
    print(false, &Value::Null, &table).map(|()| 0)
}

/// Each value with the path to it.
fn flatten(table: &mut Table, path: &str, value: &Value) {
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

/// Prints one or the other.
pub(super) fn print(json: bool, object: &Value, table: &Table) -> Result<(), Stop> {
    if !json {
        return Ok(table.print()?);
    }
    let mut out = io::stdout().lock();
    let text = to_json(object);
    writeln!(out, "{text}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_stays_locked_is_a_refusal() {
        let stop = Stop::from(Error::Locked("org.json: another program has kept it locked.".into()));
        assert_eq!(stop.0, REFUSED);
    }
}
