//! The organization's file while others hold it, and while the program ends.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;

use serde_json::Value;

use crate::terminal::Terminal;
use crate::{OKTA, demo};

/// The applications that were registered in Okta Production are marked, as a file marks them after its deletion.
pub fn with_marks(mut file: Value) -> Value {
    let before = demo();
    let before = before["applications"].as_array().unwrap();
    let now = file["applications"].as_array_mut().unwrap();
    for (one, _) in now.iter_mut().zip(before).filter(|(_, was)| was["providerId"] == OKTA) {
        one["formerProviderId"] = OKTA.into();
    }
    file
}

/// At `place` of the demo as a file in the folder.
fn open(place: &str, variables: &[(&str, &str)]) -> Terminal {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("org.json"), demo().to_string()).unwrap();
    let arguments = ["--file", "org.json", "--as", "ana.ortiz", "--open", place];
    Terminal::start_in(folder, 80, 24, &arguments, variables)
}

/// In the review of an environment's new name, where Enter writes the file.
fn renaming(variables: &[(&str, &str)]) -> Terminal {
    let mut t = open("environments", variables);
    t.wait_for("Environments (12)")
        .keys("R")
        .wait_for("Rename environment")
        .keys(" 2\x13")
        .wait_for("[>Rename<]");
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
    let mut t = renaming(&[]);
    let other = File::open(t.folder.path().join("org.json")).unwrap();
    other.lock().unwrap();
    t.press_after_reading()
        .wait_for("org.json is locked by another program.");
    let before = inode(&t);
    other.unlock().unwrap();
    t.poll("written", || inode(&t) != before);
}

#[test]
fn who_quits_before_the_answer_to_a_change_is_told_by_a_sentence_and_the_exit_code() {
    let mut t = open("client-providers/Okta Sandbox", &[]);
    t.wait_for("Client ID");
    let other = File::open(t.folder.path().join("org.json")).unwrap();
    other.lock().unwrap();
    t.keys("D")
        .wait_for("To confirm")
        .keys("Okta Sandbox")
        .wait_for("Name matches.")
        .keys("\r")
        .wait_for("[>Delete<]")
        .press_after_reading()
        .wait_for("Deleting...");
    // Where the second one comes too late it asks again.
    t.keys("\x03").wait_for("Press Ctrl-C again").keys("\x03\x03");
    t.wait_for_bytes("It may have been made: check before you repeat it.");
    other.unlock().unwrap();
    assert_eq!(t.code(), 5);
}

#[cfg(debug_assertions)]
#[test]
fn the_program_ends_once_what_it_writes_is_written() {
    let hold = tempfile::NamedTempFile::new().unwrap();
    hold.as_file().lock().unwrap();
    let mut t = renaming(&[("AMTUI_HOLD_WRITES", hold.path().to_str().unwrap())]);
    t.press_after_reading();
    let half = |name: &String| name.ends_with(".amtui-tmp");
    t.poll("in the midst of a write", || names(&t).iter().any(half));
    // The terminal is given back first: from then on only the write is waited for.
    t.signal("TERM").is_restored();
    assert!(t.runs(), "it did not wait for the write");
    hold.as_file().unlock().unwrap();
    assert_eq!(t.code(), 143);
    assert_eq!(names(&t), ["org.json"]);
    let file: Value = serde_json::from_slice(&fs::read(t.folder.path().join("org.json")).unwrap()).unwrap();
    assert_eq!(file["environments"][0]["name"], "Production 2");
}

#[test]
fn a_demo_that_is_deleted_or_damaged_while_it_is_open_can_be_reset_without_a_restart() {
    let mut t = Terminal::start(100, 30, &["--as", "ana.ortiz", "--open", "environments"]);
    t.wait_for("Environments (12)");
    let state = t.folder.path().join("state/amtui");
    fs::remove_file(state.join("demo.json")).unwrap();
    t.keys("r").wait_for("it was deleted. :fresh");
    t.keys(":fresh\r")
        .wait_for("Reset the demo?")
        .keys("j\r")
        .wait_for("Demo reset.");
    t.wait_for("Environments (12)");
    assert!(state.join("demo.json").exists() && state.join("demo.json.deleted").exists());
    fs::write(state.join("demo.json"), "{").unwrap();
    t.keys("3").wait_for("it is damaged.").keys("4");
    t.keys(":fresh\r").wait_for("Reset the demo?").keys("j\r");
    t.poll("kept", || state.join("demo.json.damaged").exists());
    t.wait_for("kept as demo.json.damaged");
    assert_eq!(fs::read(state.join("demo.json.damaged")).unwrap(), b"{");
}

#[test]
fn a_file_is_opened_where_it_was_left_unless_told_otherwise_or_turned_off() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("org.json"), demo().to_string()).unwrap();
    let arguments = ["--file", "org.json", "--as", "ana.ortiz"];
    let mut t = Terminal::start_in(folder, 80, 24, &[&arguments[..], &["--open", "users"]].concat(), &[]);
    t.wait_for("Users (44)")
        .keys("/mfa:exempt\r")
        .wait_for("filter: mfa:exempt");
    let mut again = |arguments: &[&str], variables: &[(&str, &str)], shown: &str| {
        t.keys(":quit\r");
        assert_eq!(t.code(), 0);
        let folder = std::mem::replace(&mut t.folder, tempfile::tempdir().unwrap());
        t = Terminal::start_in(folder, 80, 24, arguments, variables);
        t.wait_for(shown);
    };
    again(&arguments, &[], "filter: mfa:exempt");
    again(&[&arguments[..], &["--open", "teams"]].concat(), &[], "Teams (");
    again(&arguments, &[], "Teams (");
    again(&arguments, &[("AMTUI_REMEMBER", "0")], "API Manager");
    // A broken memory is none.
    fs::write(t.folder.path().join("state/amtui/places.json"), "{").unwrap();
    t.keys(":quit\r");
    assert_eq!(t.code(), 0);
}

#[test]
fn command_lines_last_from_session_to_session_but_for_those_under_a_mask() {
    let mut t = Terminal::start(80, 24, &["--as", "ana.ortiz", "--open", "client-providers"]);
    t.wait_for("Client Providers (7)");
    t.keys(":sort apis\r").wait_for("▲APIS");
    let mut again = |arguments: &[&str], variables: &[(&str, &str)]| {
        t.keys(":quit\r");
        assert_eq!(t.code(), 0);
        let folder = std::mem::replace(&mut t.folder, tempfile::tempdir().unwrap());
        let path = folder.path().join("state/amtui/commands.json");
        let kept: Vec<String> = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
        let arguments = [&["--as", "ana.ortiz", "--open", "client-providers"], arguments].concat();
        t = Terminal::start_in(folder, 80, 24, &arguments, variables);
        t.wait_for("Client Providers (7)");
        kept
    };
    assert_eq!(again(&["--mask"], &[]), ["sort apis", "quit"]);
    assert_eq!(again(&[], &[("AMTUI_REMEMBER", "0")]), ["sort apis", "quit"]);
    assert_eq!(again(&[], &[]), ["sort apis", "quit"]);
    t.keys(":\x1b[A")
        .wait_for(": quit")
        .keys("\x1b[A")
        .wait_for(": sort apis");
    t.keys("\x1b")
        .wait_until("the list", |screen| !screen.contents().contains("Command"));
    t.keys(":quit\r");
    assert_eq!(t.code(), 0);
    let path = t.folder.path().join("state/amtui/commands.json");
    // At most so many are kept, and a broken file is none.
    let many: Vec<String> = (0..300).map(|n| format!("filter {n}")).collect();
    fs::write(&path, serde_json::to_string(&many).unwrap()).unwrap();
    let mut again = |broken: Option<&str>| -> Vec<String> {
        let folder = std::mem::replace(&mut t.folder, tempfile::tempdir().unwrap());
        if let Some(text) = broken {
            fs::write(folder.path().join("state/amtui/commands.json"), text).unwrap();
        }
        t = Terminal::start_in(
            folder,
            80,
            24,
            &["--as", "ana.ortiz", "--open", "client-providers"],
            &[],
        );
        t.wait_for("Client Providers (7)").keys(":quit\r");
        assert_eq!(t.code(), 0);
        serde_json::from_slice(&fs::read(t.folder.path().join("state/amtui/commands.json")).unwrap()).unwrap()
    };
    let kept = again(None);
    assert_eq!(
        (kept.len(), kept[0].as_str(), kept[199].as_str()),
        (200, "filter 101", "quit")
    );
    assert_eq!(again(Some("{")), ["quit"]);
}

#[test]
fn a_default_account_and_place_open_the_list_with_its_chosen_columns() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config/amtui");
    fs::create_dir_all(&config).unwrap();
    fs::write(
        config.join("config.toml"),
        "[columns]\nusers = [\"status\", \"name\"]\n[defaults]\nopen = \"users\"\nas = \"ana.ortiz\"\nread_only = true\n",
    )
    .unwrap();
    for place in [&config, &config.join("config.toml")] {
        fs::set_permissions(place, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    }
    let home = folder.path().join("config").to_str().unwrap().to_owned();
    let variables = [("XDG_CONFIG_HOME", home.as_str())];
    let mut t = Terminal::start_with(80, 24, &[], &variables);
    t.wait_for("Users (44)").wait_for("STATUS      NAME");
    t.wait_for("DEMO RO");
    let mut t = Terminal::start_with(80, 24, &["--as", "ben.okafor", "--open", "teams"], &variables);
    t.wait_for("Teams (").wait_for("ben.okafor");
}

#[test]
fn tab_completes_files_of_the_folder_that_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("backups")).unwrap();
    for name in [
        "backups/monday.json",
        "backups/.hidden.json",
        "backups/tuesday\u{1b}.json",
        "notes.txt",
    ] {
        fs::write(folder.path().join(name), demo().to_string()).unwrap();
    }
    let arguments = ["--as", "ana.ortiz", "--open", "client-providers"];
    let mut t = Terminal::start_in(folder, 80, 24, &arguments, &[]);
    t.wait_for("Client Providers (7)");
    t.keys(":diff ")
        .wait_for("backups/")
        .wait_for("notes.txt")
        .keys("ba\t")
        .wait_for(": diff backups/");
    t.wait_for("backups/monday.json");
    assert!(!t.contents().contains("hidden") && !t.contents().contains("tuesday"));
    t.keys("mo\t")
        .wait_for(": diff backups/monday.json")
        .keys("\r")
        .wait_for("Changes since");
}

#[test]
fn an_export_takes_a_free_name_where_there_is_a_file_of_that_name() {
    let mut t = open("users", &[]);
    fs::write(t.folder.path().join("users.csv"), "mine").unwrap();
    t.wait_for("Users (44)").keys(":").wait_for("Command");
    t.keys("export users.csv\r")
        .wait_for("Saved 44 rows in users-2.csv. users.csv exists and stays as it is.");
    let read = |name: &str| fs::read_to_string(t.folder.path().join(name)).unwrap();
    assert_eq!(read("users.csv"), "mine");
    assert_eq!(read("users-2.csv").lines().count(), 45);
}
