//! Holds the sources to their layers, their structure and their size.
#![cfg(test)]

#[path = "structure/app.rs"]
mod app;
#[path = "structure/imports.rs"]
mod imports;
#[path = "structure/keys.rs"]
mod keys;
#[path = "structure/shown.rs"]
mod shown;
#[path = "structure/source.rs"]
mod source;
#[path = "structure/words.rs"]
mod words;

use std::fs;
use std::path::Path;

use source::{files, root};

const LAYERS: [(&str, &[&str]); 8] = [
    ("domain", &["domain"]),
    ("app", &["app", "domain"]),
    ("ui", &["ui", "app", "domain"]),
    ("accessible", &["accessible", "app", "domain"]),
    ("files", &["files", "domain"]),
    ("backend", &["backend", "domain", "files"]),
    ("stage", &["stage", "ui", "app", "domain"]),
    (
        "shell",
        &[
            "shell",
            "stage",
            "ui",
            "accessible",
            "app",
            "backend",
            "files",
            "domain",
            "cli",
            "config",
        ],
    ),
];

/// The layer of a source file: its folder below `src`, or the file that names that folder.
fn layer(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).unwrap();
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
        ("Instant::now", &["shell"]),
        // A backend compares the age of its file with the system's clock.
        ("SystemTime::now", &["backend", "shell"]),
        ("std::fs", &["backend", "config", "files", "shell"]),
        ("std::thread", &["shell"]),
        ("thread::sleep", &[]),
        ("todo!", &[]),
        // The library is compiled once, for the program and for `tests/unit.rs` alike.
        ("cfg(test)", &[]),
    ];
    let mut breaches = Vec::new();
    for path in files("src") {
        let (layer, code) = (layer(&path), code(&path));
        for (word, allowed) in rules {
            if code.contains(word) && !allowed.contains(&layer.as_str()) {
                breaches.push(format!("{}: {word}", path.display()));
            }
        }
        // The theme gives colours their names; a picture and the pen say them.
        let names = ["ui/theme.rs", "stage/picture.rs", "shell/screen/pen.rs"]
            .iter()
            .any(|name| path.ends_with(name));
        if code.contains("Color::") && !names {
            breaches.push(format!("{}: a colour", path.display()));
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// Parts that one system alone has: what the others have in their place stands in the same file.
#[test]
fn what_only_some_systems_have_has_a_twin_for_the_others() {
    let mut breaches = Vec::new();
    for path in files("src") {
        let code = code(&path);
        for part in code.split("#[cfg(").skip(1) {
            let (what, _) = part.split_once(")]").unwrap();
            let (plain, not) = match what.strip_prefix("not(").and_then(|what| what.strip_suffix(')')) {
                Some(plain) => (plain, true),
                None => (what, false),
            };
            let twin = if not {
                format!("#[cfg({plain})]")
            } else {
                format!("#[cfg(not({plain}))]")
            };
            // Checks of debug builds alone need none.
            if plain != "debug_assertions" && !code.contains(&twin) {
                breaches.push(format!("{}: cfg({what})", path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn only_one_place_opens_files_for_reading() {
    let mut breaches = Vec::new();
    for path in files("src").iter().filter(|path| !path.ends_with("src/files.rs")) {
        let code = code(path);
        for word in [
            "fs::read(",
            "read_to_string(",
            "read_to_end(",
            "File::open(",
            ".read(true)\n",
        ] {
            if code.contains(word) {
                breaches.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// The files whose opening sentence is longer than 100 characters. The goal is 0.
const LONG_OPENINGS: usize = 0;

#[test]
fn no_file_is_long_and_each_opens_with_a_sentence_on_what_it_owns() {
    let (mut breaches, mut openings) = (Vec::new(), Vec::new());
    for folder in ["src", "tests", "benches"] {
        for path in files(folder) {
            let text = fs::read_to_string(&path).unwrap();
            if text.lines().count() > 400 {
                breaches.push(format!("{}: {} lines", path.display(), text.lines().count()));
            }
            let opening = opening(&text);
            if !opening.ends_with(['.', '!', '?']) {
                breaches.push(format!("{}: does not open with a sentence", path.display()));
            }
            if opening.chars().count() > 100 {
                openings.push(format!("{}: {opening}", path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
    only_falls("LONG_OPENINGS", LONG_OPENINGS, openings.len(), &openings.join("\n"));
}

/// The first sentence of a file's `//!` lines.
fn opening(text: &str) -> String {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    let end = words.iter().position(|word| word.ends_with(['.', '!', '?']));
    words[..end.map_or(words.len(), |end| end + 1)].join(" ")
}

/// Fails while a number is larger than its constant, and when it is smaller: constants follow it down.
fn only_falls(constant: &str, held: usize, found: usize, list: &str) {
    assert!(found <= held, "{found} stand where at most {held} may:\n{list}");
    assert_eq!(found, held, "lower the constant {constant} to {found}");
}
