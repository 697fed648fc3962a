//! `amtui providers`: client providers for scripts, on the same homes and rules as the screens.

use std::io::{self, IsTerminal, Write};

use anyhow::Result;
use serde_json::{Value, json};

use super::start::{self, Opened};
use super::table::Table;
use super::together::together;
use crate::backend::survey::Survey;
use crate::backend::{Backend, Target};
use crate::cli::{Cli, Providers};
use crate::domain::confirm::Ask;
use crate::domain::impact::{Impact, NOT_LOOKED_AT};
use crate::domain::login::Login;
use crate::domain::rules::Refusal;
use crate::domain::text::{count, escape};
use crate::domain::{Error, Foreign, ProviderId, ProviderRef, ProviderRow};

/// Nothing was there, or it was not allowed.
const REFUSED: u8 = 3;
/// Nobody could be signed in.
pub(super) const NOT_SIGNED_IN: u8 = 4;
/// A change was sent, and it is not known whether it happened.
const UNKNOWN: u8 = 5;
/// Not everything could be read.
pub(super) const INCOMPLETE: u8 = 6;

/// What ended a command early: a sentence, and the exit code.
pub(super) struct Stop(pub(super) u8, pub(super) String);

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
        Self(2, format!("The output cannot be written: {error}."))
    }
}

/// Runs one of the commands and returns the exit code: 0 done, 2 bad input, 3 refused or not there, 4 sign-in, 5 outcome
/// unknown, 6 impact incomplete.
///
/// # Errors
/// What is wrong with the organization file or the command line.
pub fn run(cli: &Cli, command: &Providers, json: bool) -> Result<u8> {
    let opened = start::open(cli, Box::new(waits))?;
    let login = start::login(cli, &opened)?;
    Ok(match carry_out(&opened, &login, command, json) {
        Ok(code) => code,
        Err(Stop(code, why)) => {
            super::complain(&format!("amtui: {why}"));
            code
        }
    })
}

/// Says that the platform lets nobody ask before this moment, in Unix seconds.
pub(super) fn waits(until: i64) {
    super::complain(&format!("amtui: {}", Error::RateLimited { until }));
}

fn carry_out(opened: &Opened, login: &Login, command: &Providers, json: bool) -> Result<u8, Stop> {
    let home = opened.home.as_ref();
    home.sign_in(login).map_err(|e| Stop(NOT_SIGNED_IN, e.to_string()))?;
    let survey = Survey::read(home, opened.threads, together)?;
    match command {
        Providers::List => list(home, &survey, json),
        Providers::Show { name } => show(home, &survey, one(&survey, name)?, json),
        Providers::Impact { name } => impact(home, &survey, one(&survey, name)?, json),
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
                protected: opened.live.as_ref().is_some_and(|live| live.protected),
            };
            delete(home, &survey, one(&survey, name)?, &given, json)
        }
    }
}

/// The one provider that is meant.
fn one<'a>(survey: &'a Survey, name: &str) -> Result<&'a ProviderRow, Stop> {
    match survey.named(name).as_slice() {
        [one] => Ok(one),
        [] => Err(Stop(
            REFUSED,
            format!("There is no client provider '{}'.", escape(name)),
        )),
        several => {
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

fn applications(home: &dyn Backend, row: &ProviderRow) -> Option<u64> {
    home.count_applications(row.id).ok()
}

fn list(home: &dyn Backend, survey: &Survey, json: bool) -> Result<u8, Stop> {
    let mut table = Table::new(&["NAME", "TYPE", "ID", "ENVS", "APIS", "APPS"]);
    let mut objects = Vec::new();
    let mut complete = true;
    for row in &survey.providers {
        let impact = survey.impact(row.id);
        complete &= impact.complete();
        let counted = applications(home, row);
        table.row(vec![
            row.name.shown().into_owned(),
            row.kind.label().into_owned(),
            id(row),
            impact.environments.len().to_string(),
            impact.apis.len().to_string(),
            counted.map_or("-".into(), |n| n.to_string()),
        ]);
        objects.push(
            json!({"name": row.name.raw(), "type": row.kind.label(), "id": Option::<ProviderId>::from(row.id),
            "environments": impact.environments.len(), "apis": impact.apis.len(), "applications": counted}),
        );
    }
    print(json, &Value::Array(objects), &table)?;
    Ok(if complete { 0 } else { INCOMPLETE })
}

fn show(home: &dyn Backend, survey: &Survey, row: &ProviderRow, json: bool) -> Result<u8, Stop> {
    let provider = home.provider(survey.root, row.id)?;
    // Secrets are not in it: the home keeps them to itself.
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

fn impact(home: &dyn Backend, survey: &Survey, row: &ProviderRow, json: bool) -> Result<u8, Stop> {
    let found = survey.impact(row.id);
    let (table, object) = impact_of(home, survey, row, &found);
    print(json, &object, &table)?;
    if !json {
        super::complain(&format!(
            "Checked {} of {} environments. {NOT_LOOKED_AT}",
            found.read, found.of
        ));
    }
    Ok(if found.complete() { 0 } else { INCOMPLETE })
}

fn impact_of(home: &dyn Backend, survey: &Survey, row: &ProviderRow, found: &Impact) -> (Table, Value) {
    let environment = |id| survey.environments.iter().find(move |e| e.id == id);
    let shown = |id| environment(id).map(|e| e.name.shown().into_owned()).unwrap_or_default();
    let mut table = Table::new(&["WHAT", "NAME", "ENVIRONMENT", "OUTCOME"]);
    let (mut environments, mut apis) = (Vec::new(), Vec::new());
    for loses in &found.environments {
        table.row(vec![
            "environment".into(),
            shown(loses.environment),
            String::new(),
            loses.part.label().into(),
        ]);
        let name = environment(loses.environment).map(|e| e.name.raw());
        environments.push(json!({"id": loses.environment, "name": name, "part": loses.part.label()}));
    }
    for depends in &found.apis {
        let uses = survey.uses.get(&depends.environment).and_then(|u| u.as_ref().ok());
        let Some(api) = uses.and_then(|u| u.apis.iter().find(|a| a.id == depends.api)) else {
            continue;
        };
        let outcome = if depends.policy_fails {
            "policy fails"
        } else {
            "falls back"
        };
        table.row(vec![
            "api".into(),
            api.shown_name(),
            shown(depends.environment),
            outcome.into(),
        ]);
        apis.push(
            json!({"id": depends.api, "asset": api.asset.raw(), "version": api.version.raw(),
            "label": api.label.as_ref().map(Foreign::raw),
            "environmentId": depends.environment, "outcome": outcome}),
        );
    }
    let counted = applications(home, row);
    let words = counted.map_or("not counted".into(), |n| n.to_string());
    table.row(vec!["applications".into(), words, String::new(), String::new()]);
    let object = json!({"name": row.name.raw(), "id": Option::<ProviderId>::from(row.id), "complete": found.complete(),
        "read": found.read, "of": found.of, "environments": environments, "apis": apis,
        "contracts": found.contracts, "applications": counted});
    (table, object)
}

/// What was given to confirm a deletion.
struct Given<'a> {
    name: Option<&'a str>,
    organization: Option<&'a str>,
    /// Whether an incomplete impact is accepted.
    incomplete: bool,
    /// Whether the organization's name is asked for as well.
    protected: bool,
}

fn delete(home: &dyn Backend, survey: &Survey, row: &ProviderRow, given: &Given<'_>, json: bool) -> Result<u8, Stop> {
    let ProviderRef::External(provider) = row.id else {
        return Err(Stop(REFUSED, Refusal::BuiltIn.to_string()));
    };
    let found = survey.impact(row.id);
    if !found.complete() && !given.incomplete {
        return Err(Stop(INCOMPLETE, incomplete(&found)));
    }
    let others = survey.providers.iter().filter(|other| other.id != row.id);
    let ask = Ask::new(
        &row.name,
        &provider.to_string(),
        others.map(|other| (&other.name, id(other))),
    );
    say(row, &found, given.name.is_none())?;
    confirmed(&ask, "its name", "--confirm", given.name)?;
    if let Some(root) = survey.tree.root().filter(|_| given.protected) {
        let ask = Ask::new(&root.name, &root.id.to_string(), std::iter::empty());
        let what = "the name of its organization, which is protected";
        confirmed(&ask, what, "--confirm-organization", given.organization)?;
    }
    let deleted = home.delete_provider(&Target {
        organization: survey.root,
        provider,
        name: row.name.clone(),
        kind: row.kind.clone(),
    })?;
    let mut cells = vec![row.name.shown().into_owned(), provider.to_string()];
    cells.extend(deleted.copy.clone());
    let mut table = Table::new(["DELETED", "ID", "KEPT IN"].get(..cells.len()).unwrap_or_default());
    table.row(cells);
    let object = json!({"deleted": row.name.raw(), "id": provider, "keptIn": deleted.copy});
    print(json, &object, &table).map(|()| 0)
}

/// Why nothing is deleted while not everything that may depend on it is known.
fn incomplete(found: &Impact) -> String {
    let unread = if found.read < found.of || !found.listed {
        format!("{} of {} environments could be read", found.read, found.of)
    } else {
        let n = count(found.unverified.len(), "environment", "environments");
        format!("no API is seen in {n}, and a connected app without the scope for it is told the same")
    };
    format!("Nothing was deleted: {unread}. --accept-incomplete goes on all the same.")
}

/// Says what a deletion takes along, where somebody is there to read it and is to be asked.
fn say(row: &ProviderRow, found: &Impact, asks: bool) -> Result<(), Stop> {
    if asks && can_ask() {
        writeln!(
            io::stderr(),
            "Deletes client provider '{}' for the whole organization. {} and {} use it. On the platform this cannot be undone.",
            row.name.shown(),
            count(found.environments.len(), "environment", "environments"),
            count(found.apis.len(), "API", "APIs"),
        )?;
    }
    Ok(())
}

fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Compares what was given for `what` with `option`, or what is typed where nothing was, with what is asked.
fn confirmed(ask: &Ask, what: &str, option: &str, given: Option<&str>) -> Result<(), Stop> {
    let typed = match given {
        Some(typed) => typed.to_owned(),
        None if can_ask() => {
            let asked = match ask {
                Ask::Name(_) => what.to_owned(),
                Ask::Id { text, why } => format!("{text} of the id ({why})"),
            };
            let mut err = io::stderr();
            write!(err, "To confirm, enter {asked}: ")?;
            err.flush()?;
            let mut typed = String::new();
            io::stdin().read_line(&mut typed)?;
            typed
        }
        None => {
            let text = format!("Nothing was deleted: {option} \"NAME\" is needed where nobody can be asked.");
            return Err(Stop(REFUSED, text));
        }
    };
    if ask.matches(&typed) {
        return Ok(());
    }
    let text = match ask {
        Ask::Name(_) => format!("what was given is not {what}"),
        Ask::Id { text, why } => format!("{text} of its id must be given, because {why}"),
    };
    Err(Stop(REFUSED, format!("Nothing was deleted: {text}.")))
}

/// Prints one or the other.
pub(super) fn print(json: bool, object: &Value, table: &Table) -> Result<(), Stop> {
    if !json {
        return Ok(table.print()?);
    }
    let mut out = io::stdout().lock();
    let text = serde_json::to_string_pretty(object).unwrap_or_default();
    writeln!(out, "{text}")?;
    Ok(())
}
