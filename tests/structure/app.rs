//! Rules for the inside of the sources: circles of imports, the state machine's own parts, and names.

use std::collections::BTreeMap;

use super::imports::Graph;
use super::only_falls;
use super::source::{after_block, is_word, sources, split_word};

/// The files that stand in a circle of imports. The goal is 0.
const FILES_IN_CIRCLES: usize = 0;

/// The files in which `impl App` may stand.
const IMPL_APP: [&str; 5] = [
    "src/app.rs",
    "src/app/apply.rs",
    "src/app/reply.rs",
    "src/app/router.rs",
    "src/app/session.rs",
];

/// The names of types that are defined more than once. The goal is 0.
const DOUBLE_NAMES: usize = 0;

/// `AMTUI_CIRCLES=FILE cargo test --test structure` writes the circles into a file.
#[test]
fn no_files_import_each_other_in_a_circle() {
    let sources = sources();
    let graph = Graph::of(&sources);
    let circles = graph.circles();
    let files = circles.iter().map(Vec::len).sum();
    if let Some(path) = std::env::var_os("AMTUI_CIRCLES") {
        std::fs::write(path, graph.report(&circles)).unwrap();
    }
    only_falls("FILES_IN_CIRCLES", FILES_IN_CIRCLES, files, &graph.report(&circles));
}

#[test]
fn the_state_machine_is_implemented_in_few_files() {
    let sources = sources();
    let implements = |code: &str| code.split("impl App").skip(1).any(|after| !after.starts_with(is_word));
    let found: Vec<&str> = sources
        .iter()
        .filter(|s| implements(&s.code))
        .map(|s| s.path.as_str())
        .collect();
    let more: Vec<_> = found.iter().filter(|path| !IMPL_APP.contains(path)).collect();
    assert!(more.is_empty(), "`impl App` may not stand in {more:#?}");
}

#[test]
fn the_state_machine_has_few_fields_and_none_is_public() {
    let sources = sources();
    let app = sources.iter().find(|s| s.path == "src/app.rs").unwrap();
    let (_, fields) = app.code.split_once("pub struct App {").unwrap();
    let (fields, _) = fields.split_once("\n}").unwrap();
    let fields: Vec<&str> = fields
        .lines()
        .map(str::trim)
        .filter(|line| line.ends_with(',') && line.contains(": "))
        .collect();
    assert!(fields.len() <= 10, "more than 10 fields: {fields:#?}");
    let public: Vec<_> = fields.iter().filter(|field| field.starts_with("pub")).collect();
    assert!(public.is_empty(), "{public:#?}");
}

#[test]
fn every_name_of_a_type_is_defined_once() {
    let sources = sources();
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for source in &sources {
        for name in types(&source.code) {
            found.entry(name).or_default().push(&source.path);
        }
    }
    found.retain(|_, files| files.len() > 1);
    let list: Vec<String> = found
        .iter()
        .map(|(name, files)| format!("{name}: {}", files.join(", ")))
        .collect();
    only_falls("DOUBLE_NAMES", DOUBLE_NAMES, found.len(), &list.join("\n"));
}

/// The types that a file defines, but for those within traits and their implementations.
fn types(code: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = code;
    while let Some(start) = rest.find(is_word) {
        let (word, after) = split_word(rest.split_at(start).1);
        rest = after;
        // A macro may stand for the name.
        if ["struct", "enum", "trait", "type"].contains(&word) && rest.trim_start().starts_with(is_word) {
            names.push(split_word(rest.trim_start()).0);
        }
        // What stands in the braces of these belongs to them.
        if ["impl", "trait"].contains(&word) {
            let (mut depth, mut before) = (0, ' ');
            // A comma between angle brackets is still of the head, and an arrow is no bracket.
            let ends = |c: char| {
                depth += i32::from(c == '<') - i32::from(c == '>' && before != '-');
                before = c;
                depth == 0 && ['{', ';', '(', ',', ')'].contains(&c)
            };
            let body = rest.split_at(rest.find(ends).unwrap_or(rest.len())).1;
            if body.starts_with('{') {
                rest = after_block(body);
            }
        }
    }
    names
}

#[test]
fn popups_pages_and_views_remember_no_request_and_no_held_key() {
    let of_parts = |path: &str| ["overlay/", "page/", "view/"].iter().any(|part| path.contains(part));
    let sources = sources();
    let parts = sources
        .iter()
        .filter(|s| s.path.starts_with("src/app/") && of_parts(&s.path));
    let words = ["Ticket", "PressTimer", "OpeningKey"];
    let found: Vec<_> = parts
        .flat_map(|s| words.map(|word| (s, word)))
        .filter(|(s, word)| s.code.contains(word))
        .map(|(s, word)| format!("{}: {word}", s.path))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
