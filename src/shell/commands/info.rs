//! `amtui info`: where amtui finds and keeps things, and what it finds there. Never what a variable holds.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use super::exit::{BAD_INPUT, Exit};
use crate::config::{self, address, keyring, variables};
use crate::domain::text::escape;
use crate::shell::console::{TextTable, print, warn};

/// Prints it, and returns the exit code: not 0 where config.toml or keys.toml is not right.
pub fn run(json: bool) -> Result<u8> {
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
    let mut problems = config::keymap().err().unwrap_or_default();
    let profiles = config::profiles().unwrap_or_else(|why| {
        problems.push(why.to_string());
        BTreeMap::new()
    });
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
    let object = json!({"version": version, "keyring": keyring::AVAILABLE, "places": places, "profiles": profiles,
        "variables": set});
    print(json, &object, &table).map_err(Exit::from)?;
    for problem in &problems {
        warn(&format!("amtui: {problem}"));
    }
    Ok(if problems.is_empty() { 0 } else { BAD_INPUT })
}

fn shown(path: &Path) -> String {
    escape(&path.to_string_lossy()).into_owned()
}
