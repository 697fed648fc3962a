//! The eight steps of README, with exactly the keys that it gives.

use std::fs;
use std::path::Path;

use regex_lite::Regex;

use super::pictures::amtui_in;

/// The keys of a text as lines of a tape. `ana.ortiz` is a row that is selected already.
pub(super) fn keys(text: &str) -> String {
    let code = Regex::new("`([^`]+)`").unwrap();
    let line = |key: &str| match key {
        "ana.ortiz" => String::new(),
        "Enter" | "Home" | "Tab" => format!("{key} Sleep 1s\n"),
        typed => format!("Type \"{typed}\" Sleep 1s\n"),
    };
    code.captures_iter(text).map(|found| line(&found[1])).collect()
}

#[test]
fn the_eight_steps_of_readme_delete_a_client_provider_and_undo_it() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, section) = readme.split_once("in eight steps\n").unwrap();
    let (steps, rest) = section.split_once("\n\nPress `4`").unwrap();
    let (after, _) = rest.split_once("\n\n").unwrap();
    assert!(steps.contains("\n8. **Delete.**"), "{steps}");
    let tape = format!(
        "Wait+Screen /Demo organization/\n{}Wait+Screen /Deleted client provider 'Okta Production'/\n{}Wait+Screen \
         /Client provider 'Okta Production' is back/\n",
        keys(steps),
        keys(&format!("`4`{after}"))
    );
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("readme.tape"), tape).unwrap();
    amtui_in(folder.path(), &["play", "--headless", "readme.tape"]);
}
