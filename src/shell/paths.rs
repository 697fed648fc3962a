//! Paths as people write them, and names that no file has yet.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::text::escape;

/// The path that was typed: `~` is a person's own folder. Within the program no shell reads it that way.
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

/// The path itself, or where something is there already the first free one with a number: `users-2.csv`.
pub fn free(path: &Path) -> PathBuf {
    let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    let stem = path.file_stem().unwrap_or_default();
    let numbered = |n: u64| {
        let mut name = stem.to_owned();
        name.push(format!("-{n}"));
        if let Some(ending) = path.extension() {
            name.push(".");
            name.push(ending);
        }
        path.with_file_name(name)
    };
    let mut names = std::iter::once(path.to_owned()).chain((2..).map(numbered));
    names.find(is_free).unwrap_or_default()
}
