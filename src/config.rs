//! Folders, own keys, profiles, variables, colours and the character set.

pub mod address;
pub mod connection;
pub(crate) mod keyring;
pub mod profile;
pub mod settings;
pub mod variables;

use std::env;
use std::path::PathBuf;

use anyhow::{Result, anyhow};
use etcetera::BaseStrategy;

pub use self::connection::Connection;
pub(crate) use self::connection::{ConnectionOptions, chosen_connection, connection};
pub(crate) use self::profile::{Profile, profiles};
use crate::app::keymap::{KeyProblem, Keymap};
use crate::domain::text::escape;
use crate::files;

pub(crate) fn state_dir() -> Result<PathBuf> {
    let strategy = etcetera::base_strategy::Xdg::new();
    let folder = strategy.ok().and_then(|s| s.state_dir());
    let folder = folder.ok_or_else(|| {
        anyhow!(
            "There is no home folder to keep the demo organization in. Set XDG_STATE_HOME, or open a file with --file."
        )
    })?;
    Ok(folder.join("amtui"))
}

pub(crate) fn config_dir() -> Result<PathBuf> {
    let strategy = etcetera::base_strategy::Xdg::new().ok();
    let folder = strategy.map(|s| s.config_dir().join("amtui"));
    folder.ok_or_else(|| anyhow!("There is no home folder to look for config.toml in. Set XDG_CONFIG_HOME."))
}

/// The bindings with a person's own from `$XDG_CONFIG_HOME/amtui/keys.toml`, as far as they are right; `None` where that file
/// doesn't exist or can't be read. And everything that is wrong with it, each with its line.
pub(crate) fn keymap() -> (Option<Keymap>, Vec<String>) {
    let Ok(path) = config_dir().map(|folder| folder.join("keys.toml")) else {
        return (None, Vec::new());
    };
    let file = escape(&path.to_string_lossy()).into_owned();
    let own = match files::text(&path, files::SMALL) {
        Ok(text) => text,
        Err(refusal) if refusal.is_missing() => return (None, Vec::new()),
        Err(refusal) => {
            return (None, vec![format!("{file} can't be read: {refusal}.")]);
        }
    };
    let said = |KeyProblem(line, why)| format!("{file}:{line}: {why}");
    let (map, problems) = Keymap::of_person(&own);
    (Some(map), problems.into_iter().map(said).collect())
}

/// Whether lines are asked for in place of a screen, as other programs understand it.
pub(crate) fn accessible() -> bool {
    settings::switch("ACCESSIBLE").is_some_and(|(on, _)| on)
}

/// Whether the person asked for no colour: `NO_COLOR` is set and not empty.
pub(crate) fn no_color() -> bool {
    env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
}

/// Whether the terminal shows all colours.
pub(crate) fn truecolor() -> bool {
    env::var("COLORTERM").is_ok_and(|v| v == "truecolor" || v == "24bit")
}

/// Whether the terminal says by `COLORFGBG` that its background is light: the last number is the background's.
pub(crate) fn light_background() -> bool {
    env::var("COLORFGBG").is_ok_and(|v| is_light(&v))
}

/// The colours 7 and 9 to 15 are light, as other programs understand it.
fn is_light(colours: &str) -> bool {
    let ground = colours.rsplit_once(';').map(|(_, ground)| ground.parse());
    matches!(ground, Some(Ok(7u8 | 9..=15)))
}

pub(crate) fn utf8() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find(|v| !v.is_empty());
    set.is_some_and(|v| {
        let v = v.to_ascii_lowercase();
        v.contains("utf-8") || v.contains("utf8")
    })
}
