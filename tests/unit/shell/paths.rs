//! Paths as people write them.

use std::fs;
use std::path::Path;

use amtui::shell::paths::{expand, free};

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
        assert_eq!(expand(text, home), Path::new(path), "{text}");
    }
    assert_eq!(expand("~/org.json", None), Path::new("~/org.json"));
}

#[test]
fn a_name_that_is_taken_gets_a_number_before_its_ending() {
    let folder = tempfile::tempdir().expect("a folder");
    for names in [
        ["users.csv", "users-2.csv", "users-3.csv"],
        ["users.of.acme.json", "users.of.acme-2.json", "users.of.acme-3.json"],
        ["users", "users-2", "users-3"],
        [".users", ".users-2", ".users-3"],
    ] {
        for name in names {
            let path = free(&folder.path().join(names[0]));
            assert_eq!(path, folder.path().join(name));
            fs::write(path, "").expect("written");
        }
    }
}
