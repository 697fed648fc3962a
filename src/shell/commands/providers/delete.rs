//! `amtui providers delete`: what must be given to confirm it, and what became of it.

use std::io::{self, IsTerminal, Write};
use std::iter;

use serde_json::json;

use super::impact::{missing_reason, warn_assumptions, warn_incomplete};
use super::{count_applications, is_complete};
use crate::backend::inventory::Inventory;
use crate::cli::DeleteArgs;
use crate::domain::change::{Change, Unsent};
use crate::domain::confirm::Confirmation;
use crate::domain::impact::Impact;
use crate::domain::rules::{self, Actor, Refusal};
use crate::domain::text::at_least;
use crate::domain::{Counted, Error, Organization, ProviderRef, ProviderRow};
use crate::shell::commands::exit::{Exit, INCOMPLETE, REFUSED};
use crate::shell::console::{TextTable, print, warn};
use crate::shell::open::Opened;

pub fn refuse_in_business_group(inventory: &Inventory, group: &Organization) -> Exit {
    let root = inventory.tree.root().map(|root| root.name.shown());
    let text = format!(
        "Not deleted: ANYPOINT_ORG names the business group '{}', and client providers are deleted in the root \
         organization only. Set it to '{}', or leave it out.",
        group.name.shown(),
        root.unwrap_or_default()
    );
    Exit::new(REFUSED, text)
}

pub fn delete(
    opened: &Opened,
    inventory: &Inventory,
    row: &ProviderRow,
    args: &DeleteArgs,
    json: bool,
) -> Result<u8, Exit> {
    let ProviderRef::External(provider) = row.id else {
        return Err(Exit::new(REFUSED, Refusal::BuiltIn.to_string()));
    };
    if opened.live.is_some() && opened.read_only {
        let why = "the platform is read-only unless --write or the profile's `write = true` allows changes";
        return Err(Exit::new(REFUSED, format!("Not deleted: {why}.")));
    }
    if opened.live.is_none() {
        // On the platform its own answer decides.
        let account = opened.backend.account()?;
        let who = Actor {
            account: &account,
            tree: &inventory.tree,
            read_only: opened.read_only,
        };
        rules::delete_provider(who, inventory.root, row.id).map_err(Error::from)?;
    }
    let found = inventory.impact(row.id);
    let counted = count_applications(opened.backend.as_ref(), inventory, row);
    let known = found.complete() && is_complete(counted.as_ref());
    if !known && !args.accept_incomplete {
        let why = missing_reason(&found, counted.as_ref());
        let text = format!("Not deleted: {why}. --accept-incomplete deletes it anyway.");
        return Err(Exit::new(INCOMPLETE, text));
    }
    if !known {
        warn_incomplete(&found, counted.as_ref());
    }
    if let Some(text) = found.agents_doubt() {
        warn(&text);
    }
    let others = inventory.providers.iter().filter(|other| other.id != row.id);
    let ask = Confirmation::new(
        &row.name,
        &provider.to_string(),
        others.map(|other| (&other.name, other.id.id_text())),
    );
    let ask = if inventory.providers.coverage.partial_reason().is_some() {
        ask.of_part(&provider.to_string())
    } else {
        ask
    };
    if args.confirm.is_none() && can_ask() {
        warn_consequences(opened, inventory, row, (&found, counted.as_ref()))?;
    }
    check_confirmation(&ask, "its name", "--confirm", args.confirm.as_deref())?;
    let protected = opened.live.as_ref().is_some_and(|live| live.protected);
    if protected && inventory.tree.root().is_none() {
        let text = "Not deleted: the organization is protected, and you can't see its root.";
        return Err(Exit::new(REFUSED, text));
    }
    if let Some(root) = inventory.tree.root().filter(|_| protected) {
        let ask = Confirmation::new(&root.name, &root.id.to_string(), iter::empty());
        let what = "the name of its organization, which is protected";
        check_confirmation(
            &ask,
            what,
            "--confirm-organization",
            args.confirm_organization.as_deref(),
        )?;
    }
    let change = Change::DeleteProvider {
        organization: inventory.root,
        provider,
        was: row.name.clone(),
        kind: row.kind.clone(),
        seen: inventory.seen(provider, counted.as_ref()),
    };
    let kept = match opened.backend.change(&change) {
        Ok(result) => result.backup,
        Err(Error::DryRun(unsent)) => return print_unsent(&unsent, json),
        Err(error) => {
            let kept = opened.live.as_ref().filter(|_| error.outcome_unknown());
            let kept = kept.map_or(String::new(), |live| {
                format!(" Its configuration, without secrets, was kept in {}.", live.copies)
            });
            let Exit { code, message } = error.into();
            return Err(Exit::new(code, message + &kept));
        }
    };
    let mut cells = vec![row.name.shown().into_owned(), provider.to_string()];
    cells.extend(kept.clone());
    let mut table = TextTable::new(["DELETED", "ID", "KEPT IN"].get(..cells.len()).unwrap_or_default());
    table.row(cells);
    let object = json!({"deleted": row.name.raw(), "id": provider, "keptIn": kept});
    if let Err(error) = print(json, &object, &table) {
        // It is deleted even where that cannot be printed: the exit code says so.
        let Exit { message, .. } = error.into();
        let why = if message.is_empty() {
            "The output can't be written: the program that reads it has ended."
        } else {
            &message
        };
        warn(&format!(
            "amtui: Client provider '{}' was deleted. {why}",
            row.name.shown()
        ));
    }
    Ok(0)
}

fn print_unsent(unsent: &Unsent, json: bool) -> Result<u8, Exit> {
    warn("Dry run: nothing was sent, and nothing was deleted.");
    let (method, path) = unsent.request.split_once(' ').unwrap_or(("", &unsent.request));
    if json {
        let body = (!unsent.body.is_empty()).then(|| unsent.body.join("\n"));
        let object = json!({"method": method, "path": path, "body": body});
        print(true, &object, &TextTable::default())?;
        return Ok(0);
    }
    let mut out = io::stdout().lock();
    for line in iter::once(&unsent.request).chain(&unsent.body) {
        writeln!(out, "{line}")?;
    }
    Ok(0)
}

fn warn_consequences(
    opened: &Opened,
    inventory: &Inventory,
    row: &ProviderRow,
    (found, counted): (&Impact, Option<&Counted>),
) -> Result<(), Exit> {
    let organization = inventory.tree.root().map(|o| o.name.shown().into_owned());
    let place = opened
        .live
        .as_ref()
        .map_or(String::new(), |live| format!(" at {}", live.host));
    let known = counted.filter(|counted| counted.verified_count().is_some());
    let applications = known.map_or("an unknown number of client applications".into(), |counted| {
        counted.nouns("client application", "client applications")
    });
    let more = !found.found_all();
    writeln!(
        io::stderr(),
        "{} Deletes client provider '{}' ({}) for all of {}{place}. {}, {} and {applications} use it. On the platform this can't be undone.",
        opened.mode.label(opened.read_only),
        row.name.shown(),
        row.id.id_text(),
        organization.unwrap_or_default(),
        at_least(found.environments.len(), more, "environment", "environments"),
        at_least(found.apis.len(), more, "API", "APIs"),
    )?;
    warn_assumptions(found);
    Ok(())
}

fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Compares what `option` gave for `what`, or else what the person types, with the confirmation that is needed.
fn check_confirmation(ask: &Confirmation, what: &str, option: &str, entered: Option<&str>) -> Result<(), Exit> {
    let typed = match entered {
        Some(typed) => typed.to_owned(),
        None if can_ask() => {
            let asked = match ask {
                Confirmation::Name(_) => what.to_owned(),
                Confirmation::Id { text, why } => format!("{text} of the id ({why})"),
            };
            let mut err = io::stderr();
            write!(err, "To confirm, enter {asked}: ")?;
            err.flush()?;
            let mut typed = String::new();
            io::stdin().read_line(&mut typed)?;
            typed
        }
        None => {
            let text = format!("Not deleted. Without a terminal, give {option} \"NAME\".");
            return Err(Exit::new(REFUSED, text));
        }
    };
    if ask.matches(&typed) {
        return Ok(());
    }
    let text = match ask {
        Confirmation::Name(_) => format!("that is not {what}"),
        Confirmation::Id { text, why } => format!("{text} of its id must be given, because {why}"),
    };
    Err(Exit::new(REFUSED, format!("Not deleted: {text}.")))
}
