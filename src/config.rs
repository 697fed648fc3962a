//! What the surroundings say: folders, a person's own keys, colours and character set. Never a secret.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use etcetera::BaseStrategy;

use crate::app::keymap::Keymap;
use crate::domain::text::escape;

/// The folder where amtui keeps its state: `$XDG_STATE_HOME/amtui`.
///
/// # Errors
/// There is no home folder to put it in.
pub fn state_dir() -> Result<PathBuf> {
    let strategy = etcetera::base_strategy::Xdg::new();
    let folder = strategy.ok().and_then(|s| s.state_dir());
    let folder = folder.ok_or_else(|| {
        anyhow!(
            "There is no home folder to keep the demo organization in. Set XDG_STATE_HOME, or open a file with --file."
        )
    })?;
    Ok(folder.join("amtui"))
}

/// The bindings, with a person's own from `$XDG_CONFIG_HOME/amtui/keys.toml` where that file exists.
///
/// # Errors
/// Everything that is wrong with that file, one line each.
pub fn keymap() -> Result<Keymap> {
    let path = etcetera::base_strategy::Xdg::new()
        .ok()
        .map(|s| s.config_dir().join("amtui/keys.toml"));
    let own = match path.as_ref().map(fs::read_to_string) {
        None => None,
        Some(Ok(text)) => Some(text),
        Some(Err(error)) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => None,
        Some(Err(error)) => bail!("{}: {error}. Nothing was changed.", shown(path.as_ref())),
    };
    Keymap::standard(own.as_deref()).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|p| format!("  {p}")).collect();
        anyhow!("{} is not right:\n{}", shown(path.as_ref()), lines.join("\n"))
    })
}

fn shown(path: Option<&PathBuf>) -> String {
    path.map(|p| escape(&p.to_string_lossy()).into_owned())
        .unwrap_or_default()
}

/// Whether the person asked for no colour: `NO_COLOR` is set and not empty.
#[must_use]
pub fn no_color() -> bool {
    env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
}

/// Whether the locale's character set is UTF-8.
#[must_use]
pub fn utf8() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find(|v| !v.is_empty());
    set.is_some_and(|v| {
        let v = v.to_ascii_lowercase();
        v.contains("utf-8") || v.contains("utf8")
    })
}
