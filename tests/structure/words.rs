//! One word for one idea, on screens and in documents.

use std::fs;

use super::source::{files, root};

#[test]
fn sentences_say_can_t_and_never_its_long_form() {
    nowhere("cannot");
}

#[test]
fn refusals_say_not_done_and_why() {
    nowhere("Nothing was ");
}

/// No sentence of the screens or of the documents has these words.
fn nowhere(words: &str) {
    let code = |line: &str| !line.trim_start().starts_with("//");
    let sources = files("src").into_iter().map(|path| (path, true));
    let documents = ["README.md", "docs/guide.md", "docs/platform.md", "docs/presenting.md"];
    let documents = documents.map(|name| (root().join(name), false));
    let mut breaches = Vec::new();
    for (path, is_code) in sources.chain(documents) {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().filter(|line| !is_code || code(line));
        let found = lines.filter(|line| line.contains(words));
        breaches.extend(found.map(|line| format!("{}: {}", path.display(), line.trim())));
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}
