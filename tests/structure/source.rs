//! Source files as text without comments and strings.

use std::fs;
use std::path::{Path, PathBuf};

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files below a folder, sorted.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
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

pub struct Source {
    /// From the root of the repository.
    pub path: String,
    /// `app`, `overlay`, `delete` for `src/app/overlay/delete.rs`.
    pub module: Vec<String>,
    pub code: String,
}

/// The files of the library.
pub fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    for file in files("src") {
        let path = file.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        if path == "src/main.rs" {
            continue;
        }
        let module = path.trim_start_matches("src/").trim_end_matches(".rs").split('/');
        let module = module.filter(|part| *part != "lib").map(str::to_owned).collect();
        let code = without_words(&fs::read_to_string(&file).unwrap());
        sources.push(Source { path, module, code });
    }
    sources
}

/// Without comments and without what stands in quotes.
fn without_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if c == '"' {
            quoted(rest)
        } else if c == '\'' {
            quoted_char(rest)
        } else if c == 'r' && !out.ends_with(is_word) {
            raw(rest)
        } else {
            0
        };
        if skipped > 0 {
            out.push(' ');
            rest = rest.split_at(skipped).1;
        } else {
            out.push(c);
            rest = rest.split_at(c.len_utf8()).1;
        }
    }
    out
}

pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The word that a text begins with, and the rest.
pub fn split_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| !is_word(c)).unwrap_or(text.len()))
}

/// The length of the string that begins here.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the character that begins here; 0 for a lifetime.
fn quoted_char(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            chars.next();
            chars.find(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1)
        }
        _ => chars.next().filter(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1),
    }
}

/// The length of the raw string that begins here, or 0.
fn raw(text: &str) -> usize {
    let Some((hashes, inside)) = text.strip_prefix('r').and_then(|text| text.split_once('"')) else {
        return 0;
    };
    if hashes.contains(|c| c != '#') {
        return 0;
    }
    let end = format!("\"{hashes}");
    inside
        .find(&end)
        .map_or(text.len(), |at| 2 + hashes.len() + at + end.len())
}

/// What comes after the block in braces that begins here.
pub fn after_block(code: &str) -> &str {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return code.split_at(at + 1).1;
        }
    }
    ""
}
