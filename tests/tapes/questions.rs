//! The questions of README, answered with exactly the keys that it gives.

use std::fs;
use std::path::Path;

use super::pictures::amtui_in;
use super::readme::keys;

/// A part of each question, and what the last screen shows.
const ANSWERS: [(&str, &[&str]); 7] = [
    (
        "could have deleted Okta Production",
        &[
            "Who has Organization Administrator in Acme Corp",
            "tomas.novak .*team Platform Administrators",
            "victor.lang .*direct, team Platform Administrators",
            "Terraform .*admin:orgclientprov",
        ],
    ),
    (
        "apps could delete",
        &[
            "Who has Organization Administrator in Acme Corp \\(\\d+ of 10 rows\\)",
            "Legacy Migration Tool",
            "Terraform",
        ],
    ),
    (
        "90 days",
        &[
            "Users \\(4 of 44\\)",
            "break.glass",
            "Hannah Schmidt .*below",
            "Olga Petrova",
            "Victor Lang",
        ],
    ),
    (
        "full access and no owner",
        &["Connected Apps \\(1 of 10\\)", "Legacy Migration Tool"],
    ),
    ("What happened", &["Show in the audit", "Client providers"]),
    (
        "client providers of Production",
        &["Edit Production", "Change +order: Okta Production", "User +ana.ortiz"],
    ),
    ("may I read", &["Your access in Acme Corp"]),
];

#[test]
fn the_keys_of_readme_answer_its_questions() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, section) = readme
        .split_once("| question | keys on the demo |\n| --- | --- |\n")
        .unwrap();
    let (table, _) = section.split_once("\n\n").unwrap();
    let rows: Vec<(&str, &str)> = table
        .lines()
        .map(|row| row.trim_matches('|').split_once('|').unwrap())
        .collect();
    assert_eq!(rows.len(), ANSWERS.len(), "{table}");
    let folder = tempfile::tempdir().unwrap();
    let mut before = String::new();
    for ((question, typed), (part, answer)) in rows.into_iter().zip(ANSWERS) {
        assert!(question.contains(part), "{question}");
        let shown: Vec<String> = answer.iter().map(|words| format!("Wait+Screen /{words}/\n")).collect();
        let goes_on = typed.contains("the question before");
        let typed = if goes_on { before + &keys(typed) } else { keys(typed) };
        let tape = format!(
            "#! size 120x36\n#! as ana.ortiz\nWait+Screen /Access Management/\nEnter Sleep 1s\n{typed}{shown}",
            shown = shown.concat()
        );
        before = typed;
        fs::write(folder.path().join("question.tape"), tape).unwrap();
        amtui_in(folder.path(), &["play", "--headless", "question.tape"]);
    }
}
