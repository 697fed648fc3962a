//! Holds README and `docs/` to the program: keys, commands, links, rule numbers and plain sentences.
#![cfg(test)]

#[path = "docs/tables.rs"]
mod tables;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use amtui::app::keymap::Keymap;
use amtui::cli::Cli;
use clap::Parser as _;
use clap::error::ErrorKind;
use regex_lite::Regex;

/// A sentence of the documents has at most so many words.
const WORDS: usize = 25;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every file below a folder with one of these endings.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            if path.is_dir() {
                open.push(path);
            } else if endings.contains(&ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The documents, with their text.
fn documents() -> Vec<(PathBuf, String)> {
    let top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root().join(name));
    let all = top.into_iter().chain(files("docs", &["md"]));
    all.map(|path| (path.clone(), read(&path))).collect()
}

fn short(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// The lines outside fenced blocks, or those inside the blocks of one language.
fn lines<'a>(text: &'a str, language: Option<&str>) -> Vec<&'a str> {
    let mut inside: Option<&str> = None;
    let mut found = Vec::new();
    for line in text.lines() {
        match (line.trim_start().strip_prefix("```"), inside) {
            (Some(_), Some(_)) => inside = None,
            (Some(name), None) => inside = Some(name),
            (None, _) if inside == language => found.push(line),
            (None, _) => {}
        }
    }
    found
}

fn nothing(breaches: &[String]) {
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn docs_keys_shows_every_binding_and_every_column_that_a_filter_takes() {
    let path = root().join("docs/keys.md");
    let keys = tables::keys(&Keymap::standard(None).unwrap());
    for (mark, table) in [("keys", keys), ("filters", tables::filters())] {
        let (begin, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
        let text = read(&path);
        let (before, rest) = text.split_once(&begin).unwrap();
        let (shown, after) = rest.split_once(&end).unwrap();
        if std::env::var_os("AMTUI_UPDATE_DOCS").is_some() {
            fs::write(&path, format!("{before}{begin}{table}{end}{after}")).unwrap();
        } else {
            assert_eq!(shown, table, "run AMTUI_UPDATE_DOCS=1 cargo test --test docs");
        }
    }
}

/// A command line up to its pipe, split as a shell splits it.
fn arguments(line: &str) -> Vec<String> {
    let line = line.split(['|', '>']).next().unwrap_or(line);
    let script = format!("printf '%s\\0' {}", line.trim_end_matches(['\\', ' ']));
    let split = Command::new("sh").args(["-c", &script]).output().unwrap();
    let text = String::from_utf8(split.stdout).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

/// What a line of a shell block runs, without its comment.
fn command(line: &str) -> &str {
    line.split(" #").next().unwrap_or(line).trim()
}

#[test]
fn every_command_in_the_documents_is_one_that_amtui_takes() {
    let code = Regex::new("`(amtui [^`]+)`").unwrap();
    let mut breaches = Vec::new();
    let mut taken = 0;
    for (path, text) in documents() {
        let prose = lines(&text, None).join(" ");
        let inline = code.captures_iter(&prose).map(|found| (found[1].to_owned(), true));
        let blocks = lines(&text, Some("sh"))
            .into_iter()
            .map(|line| (command(line).to_owned(), false));
        for (line, named) in inline.chain(blocks.filter(|(line, _)| line.starts_with("amtui"))) {
            match Cli::try_parse_from(arguments(&line)) {
                // Prose names commands without what they take.
                Err(e) if named && e.kind() == ErrorKind::MissingRequiredArgument => {}
                Err(e) if e.use_stderr() => breaches.push(format!("{}: {line}\n{e}", short(&path))),
                _ => taken += 1,
            }
        }
    }
    nothing(&breaches);
    assert!(taken > 20, "{taken}");
}

/// Whether a command ends by itself, on the demo, without a terminal.
fn runs_alone(line: &str) -> bool {
    let alone = ["providers ", "shot ", "snapshot ", "diff ", "info"];
    let begins = |rest: &str| alone.iter().any(|word| rest.starts_with(word)) || rest.contains("--headless");
    let platform = ["--profile", "--live", "--file"].iter().any(|word| line.contains(word));
    !platform && line.strip_prefix("amtui ").is_some_and(begins)
}

#[test]
fn commands_for_scripts_end_as_the_documents_say() {
    let binary = Path::new(env!("CARGO_BIN_EXE_amtui")).parent().unwrap();
    let mut ran = 0;
    for (path, text) in documents() {
        // The commands of one document follow each other in one folder, as a reader tries them.
        let folder = tempfile::tempdir().unwrap();
        for tree in ["assets", "tests"] {
            std::os::unix::fs::symlink(root().join(tree), folder.path().join(tree)).unwrap();
        }
        for line in lines(&text, Some("sh")) {
            let run = command(line);
            if !runs_alone(run) && !run.starts_with("cp ") {
                continue;
            }
            let wanted = line.split("# exit ").nth(1).and_then(|code| code.trim().parse().ok());
            let said = Command::new("sh")
                .args(["-c", run])
                .env_clear()
                .env("PATH", format!("{}:/usr/bin:/bin", binary.display()))
                .env("HOME", folder.path())
                .current_dir(folder.path())
                .output()
                .unwrap();
            let why = String::from_utf8_lossy(&said.stderr).into_owned();
            assert_eq!(said.status.code(), wanted.or(Some(0)), "{}: {run}\n{why}", short(&path));
            ran += 1;
        }
    }
    assert!(ran > 5, "{ran}");
}

#[test]
fn every_link_leads_to_a_file_and_a_heading_that_are_there() {
    let link = Regex::new(r#"(?:\]\(|src="|srcset=")([^)"\s]+)"#).unwrap();
    let heading = |text: &str, anchor: &str| {
        lines(text, None)
            .iter()
            .filter_map(|line| line.strip_prefix('#'))
            .any(|line| {
                let kept = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
                kept.chars()
                    .filter(|c| c.is_alphanumeric() || *c == '-')
                    .collect::<String>()
                    == anchor
            })
    };
    let mut breaches = Vec::new();
    for (path, text) in documents() {
        let prose = lines(&text, None).join("\n");
        for found in link.captures_iter(&prose) {
            let target = &found[1];
            if target.starts_with("https://") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let there = if file.is_empty() {
                path.clone()
            } else {
                path.parent().unwrap().join(file)
            };
            let right = there.exists() && (anchor.is_empty() || heading(&read(&there), anchor));
            if !right {
                breaches.push(format!("{}: {target}", short(&path)));
            }
        }
    }
    nothing(&breaches);
}

/// Paths of documents that the sources and the documents name.
#[test]
fn only_files_of_this_repository_are_referred_to() {
    let name = Regex::new(r"[A-Za-z0-9_./-]*[A-Za-z0-9_-]\.md\b").unwrap();
    let mut breaches = Vec::new();
    let sources =
        ["src", "tests", "benches", "assets", "docs"].map(|folder| files(folder, &["rs", "toml", "tape", "md"]));
    let top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Cargo.toml"].map(|name| root().join(name));
    for path in sources.into_iter().flatten().chain(top) {
        for found in name.find_iter(&read(&path)) {
            let beside = path.parent().unwrap().join(found.as_str());
            if !root().join(found.as_str()).exists() && !beside.exists() {
                breaches.push(format!("{}: {}", short(&path), found.as_str()));
            }
        }
    }
    nothing(&breaches);
}

#[test]
fn every_path_and_test_that_the_documents_name_is_there() {
    let path = Regex::new(r"`((?:src|tests|assets|benches|docs|\.ci)/[^`\s*]*)`").unwrap();
    let test = Regex::new(r"`([a-z0-9]+(?:_[a-z0-9]+){3,})`").unwrap();
    let mut code = String::new();
    for source in ["src", "tests"].iter().flat_map(|folder| files(folder, &["rs"])) {
        code += &read(&source);
    }
    let mut breaches = Vec::new();
    for (document, text) in documents() {
        let paths = path.captures_iter(&text).map(|found| found[1].to_owned());
        let lost = paths.filter(|named| !root().join(named).exists());
        let tests = test.captures_iter(&text).map(|found| found[1].to_owned());
        let missing = tests.filter(|named| !code.contains(&format!("fn {named}(")));
        breaches.extend(
            lost.chain(missing)
                .map(|named| format!("{}: {named}", short(&document))),
        );
    }
    nothing(&breaches);
}

/// `R27` is a rule of the platform, `D13` one of the delete dialog.
#[test]
fn every_rule_that_the_sources_name_is_defined_in_docs() {
    let rule = Regex::new(r"\b([RD][1-9][0-9]?)\b|\bfn ([rd][1-9][0-9]?)_").unwrap();
    let mut docs = String::new();
    for path in files("docs", &["md"]) {
        docs += &read(&path);
    }
    let mut breaches = BTreeSet::new();
    for path in ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| files(folder, &["rs"]))
    {
        for found in rule.captures_iter(&read(&path)) {
            let number = found.get(1).or(found.get(2)).unwrap().as_str().to_uppercase();
            if !docs.contains(&format!("**{number}**")) {
                breaches.insert(format!("{number}: {}", short(&path)));
            }
        }
    }
    nothing(&breaches.into_iter().collect::<Vec<_>>());
}

/// Prose without code, link targets and table rows, a paragraph or list item each.
fn paragraphs(text: &str) -> Vec<String> {
    let noise = Regex::new(r"`[^`]*`|<[^>]*>").unwrap();
    let target = Regex::new(r"\[([^\]]*)\]\([^)]*\)").unwrap();
    let mut found = vec![String::new()];
    for line in lines(text, None) {
        let line = line.trim();
        let begins = line.is_empty() || line.starts_with(['#', '|', '<', '*', '-', '>']) || numbered(line);
        if begins {
            found.push(String::new());
        }
        if let Some(last) = found.last_mut().filter(|_| !line.starts_with(['|', '#'])) {
            *last = format!("{last} {}", line.trim_start_matches(['*', '-', '>', ' ']));
        }
    }
    let plain = |text: &String| target.replace_all(&noise.replace_all(text, "code"), "$1").into_owned();
    found.iter().map(plain).collect()
}

fn numbered(line: &str) -> bool {
    line.split_once(". ")
        .is_some_and(|(number, _)| number.parse::<u8>().is_ok())
}

#[test]
fn no_sentence_of_the_documents_is_long() {
    let end = Regex::new(r#"[.!?][*)"]*(?:\s|$)"#).unwrap();
    let mut breaches = Vec::new();
    for (path, text) in documents() {
        for paragraph in paragraphs(&text) {
            for sentence in end.split(&paragraph) {
                let words = sentence
                    .split_whitespace()
                    .filter(|word| word.chars().any(char::is_alphanumeric))
                    .count();
                if words > WORDS {
                    breaches.push(format!("{}: {words} words: {}", short(&path), sentence.trim()));
                }
            }
        }
    }
    nothing(&breaches);
}

#[test]
fn the_documents_at_the_top_stay_short() {
    for (name, most) in [
        ("README.md", 150),
        ("CONTRIBUTING.md", 40),
        ("docs/architecture.md", 120),
    ] {
        let lines = read(&root().join(name)).lines().count();
        assert!(lines <= most, "{name} has {lines} lines, at most {most} are wanted");
    }
}
