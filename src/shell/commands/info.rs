//! `amtui info`: where amtui finds and keeps things, and what it finds there. Never what a variable holds.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use super::exit::{BAD_INPUT, Exit};
use crate::cli::Cli;
use crate::config::profile::config_file;
use crate::config::{self, address, keyring, variables};
use crate::domain::access::{AccessEvidence, MayDo, ScreenAccess, screen_access};
use crate::domain::text::escape;
use crate::shell::console::{TextTable, print, warn};
use crate::shell::login::sign_in;
use crate::shell::open::{self, Listener, Purpose};

/// Prints it, and returns the exit code: not 0 where config.toml or keys.toml is not right.
pub fn run(cli: &Cli, json: bool) -> Result<u8> {
    let account = account(cli)?;
    let (own, state) = (config::config_dir()?, config::state_dir()?);
    let places = [
        ("config", own.join("config.toml")),
        ("keys", own.join("keys.toml")),
        ("state", state.clone()),
        ("demo", state.join("demo.json")),
        ("log", state.join("log")),
        // Copies of client providers as they were before they were deleted.
        ("deleted", state.join("deleted")),
    ];
    let mut problems = config::keymap().1;
    let file = config_file();
    problems.extend(file.problems);
    let profiles = file.profiles.unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    let mut table = TextTable::new(&["WHAT", "VALUE", ""]);
    let mut row = |what: &str, value: &str, more: &str| table.row(vec![what.into(), value.into(), more.into()]);
    row("version", version, "");
    row("keyring", if keyring::AVAILABLE { "yes" } else { "no" }, "");
    for (what, path) in &places {
        row(what, &shown(path), if path.exists() { "" } else { "not there" });
    }
    for (name, profile) in &profiles {
        let may = match (profile.write, profile.protected) {
            (true, true) => "write, protected",
            (true, false) => "write",
            (false, true) => "read-only, protected",
            (false, false) => "read-only",
        };
        row(
            "profile",
            &format!("{} at {}", escape(name), address::host(profile.base_url())),
            may,
        );
    }
    for one in account.iter().flatten() {
        row("may read", &format!("{}: {}", one.screen, one.read.label()), &one.why);
    }
    let set = variables::set_names();
    for name in &set {
        row("variable", name, "set");
    }
    let places: serde_json::Map<_, _> = places
        .iter()
        .map(|(what, path)| {
            let value = json!({"path": path.to_string_lossy(), "exists": path.exists()});
            ((*what).to_owned(), value)
        })
        .collect();
    let profiles: Vec<Value> = profiles
        .iter()
        .map(|(name, profile)| {
            json!({"name": name, "host": address::host(profile.base_url()), "write": profile.write,
                "protected": profile.protected})
        })
        .collect();
    let screen = |one: &ScreenAccess| json!({"screen": one.screen, "read": one.read.label(), "change": one.change.map(MayDo::label), "why": one.why});
    let screens = account.as_ref().map(|all| all.iter().map(screen).collect::<Vec<_>>());
    let object = json!({"version": version, "keyring": keyring::AVAILABLE, "places": places, "profiles": profiles,
        "variables": set, "screens": screens});
    print(json, &object, &table).map_err(Exit::from)?;
    for problem in &problems {
        warn(&format!("amtui: {problem}"));
    }
    Ok(if problems.is_empty() { 0 } else { BAD_INPUT })
}

/// What the account of a named organization may read and change; nothing where none is named.
fn account(cli: &Cli) -> Result<Option<Vec<ScreenAccess>>> {
    if cli.file.is_none() && cli.platform.profile.is_none() && !cli.platform.live {
        return Ok(None);
    }
    let opened = open::open(cli, Purpose::Reads, Listener::console())?;
    sign_in(cli, &opened)?;
    let backend = opened.backend.as_ref();
    let account = backend.account().map_err(Exit::from)?;
    let tree = backend.tree().map_err(Exit::from)?;
    let here = account.active.and_then(|id| tree.get(id)).or_else(|| tree.root());
    let scopes = backend.own_scopes().ok();
    let who = if account.app {
        AccessEvidence::App(scopes.as_ref())
    } else {
        AccessEvidence::User(&account)
    };
    Ok(here.map(|here| screen_access(who, here, &tree)))
}

fn shown(path: &Path) -> String {
    escape(&path.to_string_lossy()).into_owned()
}
