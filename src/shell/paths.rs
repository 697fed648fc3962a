//! Paths as people write them: `~` is their own folder. Within the program no shell reads it that way.

use std::path::{Path, PathBuf};

use crate::domain::text::escape;

/// The path that was typed.
pub fn expand_home(text: &str) -> PathBuf {
    expand(text, home().as_deref())
}

/// A path, fit to be shown.
pub fn display(path: &Path) -> String {
    match home().and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned)) {
        Some(rest) => format!("~/{}", escape(&rest.to_string_lossy())),
        None => escape(&path.to_string_lossy()).into_owned(),
    }
}

fn home() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// The path that was typed by somebody with this own folder.
pub fn expand(text: &str, home: Option<&Path>) -> PathBuf {
    let below = if text == "~" { Some("") } else { text.strip_prefix("~/") };
    match (below, home) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(text),
    }
}
