//! `amtui providers`: client providers for scripts, on the same backends and rules as the screens.

mod delete;
mod impact;
mod list;
mod show;

use std::sync::Arc;

use anyhow::Result;

use super::exit::{BAD_INPUT, Exit, INCOMPLETE, REFUSED};
use crate::backend::Backend;
use crate::backend::inventory::Inventory;
use crate::cli::{Cli, DeleteArgs, ProvidersCommand};
use crate::config::profile::config_file;
use crate::domain::near::suggestion;
use crate::domain::text::{escape, identifies};
use crate::domain::{Counted, Organization, ProviderRef, ProviderRow};
use crate::shell::console::warn;
use crate::shell::login::sign_in;
use crate::shell::open::{self, Listener, Opened, Purpose};
use crate::shell::parallel::parallel;

pub fn run(cli: &Cli, command: &ProvidersCommand, json: bool) -> Result<u8> {
    let purpose = match command {
        ProvidersCommand::Delete(_) => Purpose::Changes(Arc::new(|text| warn(&format!("amtui: {text}")))),
        ProvidersCommand::List | ProvidersCommand::Show { .. } | ProvidersCommand::Impact { .. } => Purpose::Reads,
    };
    let changes = matches!(purpose, Purpose::Changes(_));
    let opened = open::open(cli, purpose, Listener::console())?;
    if changes && !cli.read_only {
        // A mistake may be why changes are off, or why they are not.
        for mistake in config_file().mistakes() {
            warn(&format!("amtui: {mistake}"));
        }
    }
    Ok(carry_out(cli, &opened, command, json)?)
}

fn carry_out(cli: &Cli, opened: &Opened, command: &ProvidersCommand, json: bool) -> Result<u8, Exit> {
    let backend = opened.backend.as_ref();
    sign_in(cli, opened)?;
    let mut inventory = match command {
        // Skips the use of environments: hundreds of requests, not shown here.
        ProvidersCommand::Show { .. } => Inventory::read_names(backend)?,
        _ => Inventory::read(backend, opened.threads, parallel)?,
    };
    let group = business_group(opened, &inventory)?.cloned();
    if let ProvidersCommand::Impact { name } | ProvidersCommand::Delete(DeleteArgs { name, .. }) = command {
        let provider = find_provider(&inventory, name)?.id;
        inventory.read_protection_of_users(provider, backend, opened.threads, parallel)?;
    }
    match command {
        ProvidersCommand::List => list::list(backend, &inventory, opened.live.is_none(), json),
        ProvidersCommand::Show { name } => show::show(backend, &inventory, find_provider(&inventory, name)?, json),
        ProvidersCommand::Impact { name } => {
            impact::impact(backend, &inventory, find_provider(&inventory, name)?, json)
        }
        ProvidersCommand::Delete(args) => match group {
            Some(group) => Err(delete::refuse_in_business_group(&inventory, &group)),
            None => delete::delete(opened, &inventory, find_provider(&inventory, &args.name)?, args, json),
        },
    }
}

/// The business group that the variables name; nothing where they name the root or no organization. It must be one that the
/// credentials lead to: a command must not be carried out in another one.
fn business_group<'a>(opened: &Opened, inventory: &'a Inventory) -> Result<Option<&'a Organization>, Exit> {
    let Some(wanted) = opened.live.as_ref().and_then(|live| live.organization.as_deref()) else {
        return Ok(None);
    };
    let all = inventory.tree.iter();
    let mut named = all
        .filter(|o| identifies(wanted, &o.id.to_string(), &o.name))
        .peekable();
    if named.peek().is_none() {
        let text = format!("There is no organization '{}' here: nothing was done.", escape(wanted));
        return Err(Exit::new(BAD_INPUT, text));
    }
    Ok(named.find(|o| !o.is_root()))
}

/// Finds one provider by name or id. A partial list may lack another one of that name: then only an id will do.
fn find_provider<'a>(inventory: &'a Inventory, name: &str) -> Result<&'a ProviderRow, Exit> {
    let gap = inventory.providers.coverage.partial_reason();
    match (inventory.find_providers(name).as_slice(), gap) {
        ([one], Some(why)) if one.id.id_text() != name.trim() => Err(Exit::new(
            INCOMPLETE,
            format!("{why} Another one may be named '{}' as well. Use the id.", escape(name)),
        )),
        ([one], _) => Ok(one),
        ([], gap) => {
            let why = gap.map(|why| format!(" {why}")).unwrap_or_default();
            let names: Vec<_> = inventory.providers.iter().map(|row| row.name.shown()).collect();
            let near = suggestion(name, names.iter().map(|name| &**name));
            Err(Exit::new(
                REFUSED,
                format!("There is no client provider '{}'.{near}{why}", escape(name)),
            ))
        }
        (several, _) => {
            let n = several.len();
            Err(Exit::new(
                BAD_INPUT,
                format!("{n} client providers are named '{}'. Use the id.", escape(name)),
            ))
        }
    }
}

fn count_applications(backend: &dyn Backend, inventory: &Inventory, row: &ProviderRow) -> Option<Counted> {
    verify_count(inventory, row, |id| backend.count_applications(id).ok())
}

/// Zero applications are verified by the count of any external provider: that of the built-in one needs another scope.
fn verify_count(
    inventory: &Inventory,
    row: &ProviderRow,
    count: impl Fn(ProviderRef) -> Option<Counted>,
) -> Option<Counted> {
    let mut others = inventory.providers.iter().filter(|other| other.is_external());
    let scope_shown = || others.any(|other| count(other.id).is_some_and(|count| count.n > 0));
    Some(count(row.id)?.verified(scope_shown))
}

fn is_complete(counted: Option<&Counted>) -> bool {
    counted.is_some_and(|counted| counted.coverage.is_complete())
}
