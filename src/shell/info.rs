//! `amtui info`: where amtui finds and keeps things, and what it finds there. Never what a variable holds.

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Result, anyhow};
use serde_json::{Value, json};

use super::table::Table;
use crate::config::{self, keyring, place, variables};
use crate::domain::text::{escape, to_json};

/// Prints it; the exit code is 2 where the profiles are not right.
///
/// # Errors
/// There is no home folder; nobody reads any more.
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
    let (profiles, wrong) = match config::profiles() {
        Ok(profiles) => (profiles, None),
        Err(why) => (std::collections::BTreeMap::new(), Some(why)),
    };
    let version = env!("CARGO_PKG_VERSION");
    let mut table = Table::new(&["WHAT", "VALUE", ""]);
    let mut row = |what: &str, value: &str, more: &str| table.row(vec![what.into(), value.into(), more.into()]);
    row("version", version, "");
    row("keyring", if keyring::THERE { "yes" } else { "no" }, "");
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
            &format!("{} at {}", escape(name), place::shown(profile.base_url())),
            may,
        );
    }
    let set = variables::set();
    for name in &set {
        row("variable", name, "set");
    }
    if json {
        let places = places.iter().map(|(what, path)| {
            let value = json!({"path": path.to_string_lossy(), "exists": path.exists()});
            ((*what).to_owned(), value)
        });
        let profiles: Vec<Value> = profiles
            .iter()
            .map(|(name, profile)| {
                json!({"name": name, "host": place::shown(profile.base_url()), "write": profile.write,
                    "protected": profile.protected})
            })
            .collect();
        let all = json!({"version": version, "keyring": keyring::THERE,
            "places": places.collect::<serde_json::Map<_, _>>(), "profiles": profiles, "variables": set});
        let text = to_json(&all);
        writeln!(io::stdout(), "{text}").map_err(|e| written(&e))?;
    } else {
        table.print().map_err(|e| written(&e))?;
    }
    let Some(why) = wrong else {
        return Ok(0);
    };
    super::complain(&format!("amtui: {why}"));
    Ok(2)
}

fn written(error: &io::Error) -> anyhow::Error {
    anyhow!("The output cannot be written: {error}.")
}

fn shown(path: &Path) -> String {
    escape(&path.to_string_lossy()).into_owned()
}
