//! The organization's file while others hold it, and while the program ends.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;

use serde_json::Value;

use crate::demo;
use crate::terminal::Terminal;

/// On the list of business groups of a file in the folder, where Enter writes it.
fn business_groups(organization: &Value) -> Terminal {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("org.json"), organization.to_string()).unwrap();
    let arguments = ["--file", "org.json", "--as", "ana.ortiz", "--open", "business-groups"];
    let mut t = Terminal::start_in(folder, 80, 24, &arguments, &[]);
    t.wait_for("Business Groups (10)")
        .keys("b")
        .wait_for("select an organization")
        .keys("j")
        .wait_for(">   - Retail");
    t
}

/// What tells the file from the one that takes its place.
fn inode(t: &Terminal) -> u64 {
    fs::metadata(t.folder.path().join("org.json")).unwrap().ino()
}

fn names(t: &Terminal) -> Vec<String> {
    let entries = fs::read_dir(t.folder.path()).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn a_change_that_waits_for_another_program_says_so_and_goes_on_after_it() {
    let mut t = business_groups(&demo());
    let other = File::open(t.folder.path().join("org.json")).unwrap();
    other.lock().unwrap();
    t.keys("\r").wait_for("org.json is locked by another program.");
    let before = inode(&t);
    other.unlock().unwrap();
    while inode(&t) == before {
        assert!(t.contents().contains("[FILE] Retail"), "{}", t.contents());
    }
}

#[test]
fn the_program_ends_once_what_it_writes_is_written() {
    let mut large = demo();
    large["x-padding"] = "p".repeat(16 << 20).into();
    let mut t = business_groups(&large);
    let before = inode(&t);
    t.keys("\r");
    // On a busy machine the write may be over before it is seen.
    while !names(&t).iter().any(|name| name.ends_with(".amtui-tmp")) && inode(&t) == before {}
    t.signal("TERM");
    assert_eq!(t.code(), 143);
    assert_eq!(names(&t), ["org.json"]);
    let file: Value = serde_json::from_slice(&fs::read(t.folder.path().join("org.json")).unwrap()).unwrap();
    assert_ne!(file["users"], large["users"]);
}
