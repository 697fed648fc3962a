//! Holds the sources to their layers, their size, and every action to a key.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use amtui::app::keymap::Keymap;

const LAYERS: [(&str, &[&str]); 7] = [
    ("domain", &["domain"]),
    ("app", &["app", "domain"]),
    ("ui", &["ui", "app", "domain"]),
    ("files", &["files", "domain"]),
    ("backend", &["backend", "domain", "files"]),
    ("stage", &["stage", "ui", "app", "domain"]),
    (
        "shell",
        &[
            "shell", "stage", "ui", "app", "backend", "files", "domain", "cli", "config",
        ],
    ),
];

fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The layer of a source file: its folder below `src`, or the file that names that folder.
fn layer(path: &Path) -> String {
    let below = path
        .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .unwrap();
    let first = below
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let line = |l: &&str| !l.trim_start().starts_with("//");
    text.lines().filter(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_layer_imports_only_those_below_it() {
    let mut breaches = Vec::new();
    for path in files("src") {
        let layer = layer(&path);
        let Some((_, may)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
            continue;
        };
        for part in code(&path).split("crate::").skip(1) {
            let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !may.contains(&name.as_str()) {
                breaches.push(format!("{}: crate::{name}", path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn what_touches_the_world_stays_where_it_belongs() {
    let rules: [(&str, &[&str]); 8] = [
        ("ratatui", &["ui", "stage", "shell"]),
        ("crossterm", &["shell"]),
        ("Instant::now", &["shell"]),
        // A backend compares the age of its file with the system's clock.
        ("SystemTime::now", &["backend", "shell"]),
        ("std::fs", &["backend", "config", "files", "shell"]),
        ("std::thread", &["shell"]),
        ("thread::sleep", &[]),
        ("todo!", &[]),
    ];
    let mut breaches = Vec::new();
    for path in files("src") {
        let (layer, code) = (layer(&path), code(&path));
        for (word, allowed) in rules {
            if code.contains(word) && !allowed.contains(&layer.as_str()) {
                breaches.push(format!("{}: {word}", path.display()));
            }
        }
        // The theme gives colours their names, and a picture reads them.
        let names = ["ui/theme.rs", "ui/theme/tests.rs", "stage/picture.rs"]
            .iter()
            .any(|name| path.ends_with(name));
        if code.contains("Color::") && !names {
            breaches.push(format!("{}: a colour", path.display()));
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn only_one_place_opens_files_for_reading() {
    let mut breaches = Vec::new();
    for path in files("src").iter().filter(|path| !path.ends_with("src/files.rs")) {
        // A module's own tests read what it wrote.
        let code = code(path);
        let code = code.split("mod tests {").next().unwrap();
        for word in [
            "fs::read(",
            "read_to_string(",
            "read_to_end(",
            "File::open(",
            ".read(true)\n",
        ] {
            if code.contains(word) && !path.ends_with("tests.rs") {
                breaches.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn no_file_is_long_and_each_says_what_it_owns() {
    let mut breaches = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for path in files(folder) {
            let text = fs::read_to_string(&path).unwrap();
            if text.lines().count() > 400 {
                breaches.push(format!("{}: {} lines", path.display(), text.lines().count()));
            }
            let own_tests = path.ends_with("tests.rs") || folder != "src";
            if !own_tests && !text.starts_with("//!") {
                breaches.push(format!("{}: does not open with what it owns", path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_action_is_bound_and_every_row_has_words() {
    let map = Keymap::standard(None).unwrap();
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app/action.rs")).unwrap();
    let variants = source
        .split("pub enum Action {")
        .nth(1)
        .unwrap()
        .split("\n}")
        .next()
        .unwrap();
    for name in variants
        .lines()
        .filter_map(|l| l.trim().strip_suffix(','))
        .filter(|l| !l.starts_with('/'))
    {
        assert!(
            map.all().any(|b| format!("{:?}", b.action) == name),
            "{name} stands nowhere in assets/keys.toml"
        );
    }
    for binding in map.all() {
        assert!(!binding.label.is_empty(), "{:?} has no label", binding.action);
    }
}
