//! Paths as people write them: `~` is their own folder. Within the program no shell reads it that way.

use std::path::{Path, PathBuf};

use crate::domain::text::escape;

/// The path that was typed.
pub fn expand_home(text: &str) -> PathBuf {
    read(text, home().as_deref())
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

fn read(text: &str, home: Option<&Path>) -> PathBuf {
    let below = if text == "~" { Some("") } else { text.strip_prefix("~/") };
    match (below, home) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_ones_own_folder_and_nobody_elses() {
        let home = Some(Path::new("/home/ana"));
        for (text, path) in [
            ("~/org.json", "/home/ana/org.json"),
            ("~//etc/org.json", "/home/ana/etc/org.json"),
            ("~", "/home/ana/"),
            ("~ben/org.json", "~ben/org.json"),
            ("a/~/org.json", "a/~/org.json"),
            ("/org.json", "/org.json"),
        ] {
            assert_eq!(read(text, home), Path::new(path), "{text}");
        }
        assert_eq!(read("~/org.json", None), Path::new("~/org.json"));
    }
}
