//! Tapes, the tour, recordings and pictures of the built program on real keys.

use std::fs;

use serde_json::Value;

use super::client_providers;
use crate::terminal::Terminal;

fn tape(name: &str) -> String {
    format!("{}/tests/tapes/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_tape_plays_on_the_terminal_pauses_for_a_key_and_leaves_the_kept_demo_alone() {
    let mut t = Terminal::start(80, 24, &["play", &tape("built-in.tape"), "--speed", "4"]);
    t.wait_for("That was the tape. Any key ends").keys("x");
    assert_eq!(t.code(), 0);
    t.is_restored();
    assert!(!t.folder.path().join("state").exists());
    // It would not end before the keys come.
    let folder = tempfile::tempdir().unwrap();
    let long = "#! as ana.ortiz\n#! open client-providers\nWait /Anypoint/\nSleep 60m\n";
    fs::write(folder.path().join("long.tape"), long).unwrap();
    let mut t = Terminal::start_in(folder, 80, 24, &["play", "long.tape"], &[]);
    t.wait_for("Client Providers (7)")
        .keys("x")
        .wait_for("Paused. Space continues, Esc ends")
        .keys(" ");
    t.wait_until("it going on", |screen| !screen.contents().contains("Paused."));
    t.keys("x").wait_for("Paused.").keys("\x1b");
    assert_eq!(t.code(), 0);
    t.is_restored();
    let mut t = Terminal::start(80, 24, &["play", &tape("built-in.tape"), "--step"]);
    t.wait_for("Client Providers (7)")
        .wait_for("Space continues, Esc ends")
        .keys(" ")
        .wait_for("It can't be deleted.")
        .signal("TERM");
    assert_eq!(t.code(), 143);
    t.is_restored();
}

#[test]
fn a_tape_that_needs_a_larger_terminal_says_so_and_does_not_begin() {
    let mut t = Terminal::start(79, 24, &["play", &tape("help-filter-sort.tape")]);
    t.wait_for("needs a terminal of 80x24, and this one has 79x24. Enlarge it, or add --headless.");
    assert_eq!(t.code(), 2);
}

#[test]
fn a_tape_plays_in_the_middle_of_a_larger_terminal() {
    let mut t = Terminal::start(90, 26, &["play", &tape("help-filter-sort.tape"), "--step"]);
    t.wait_for("Space continues, Esc ends");
    // Five columns and a row are free on each side.
    let screen = t.contents();
    let rows: Vec<&str> = screen.lines().collect();
    assert_eq!(rows[0], "", "{screen}");
    assert!(rows[1].starts_with("      DEMO "), "{screen}");
    t.keys("\x1b");
    t.is_restored();
}

#[test]
fn the_tour_is_walked_with_real_keys_and_the_real_organization_stays_as_it_is() {
    let mut t = client_providers();
    let before = t.demo();
    t.keys("\x1bOQ").wait_for("Tour 1 of 12: sign in");
    t.keys("\r").wait_for("ana.ortiz").keys("\r").wait_for("Tour 2 of 12");
    // The rest of it shows itself.
    for n in 3..=11 {
        t.keys("\x0e").wait_for(&format!("Tour {n} of 12"));
    }
    t.wait_for("Deleted client provider")
        .keys("\x10")
        .wait_for("Tour 10 of 12")
        .wait_for("[>Delete<]");
    t.keys("\x1bOQ").wait_for("Tour paused at step 10 of 12.");
    t.keys("\x03").wait_for("Not deleted.");
    t.keys("\x03")
        .wait_for("Client Providers (7)")
        .wait_for("6 of 25")
        .keys("j")
        .wait_for("▌ Entra");
    assert_eq!(t.demo(), before);
    t.keys("qqq");
    assert_eq!(t.code(), 0);
    t.is_restored();
}

#[test]
fn tours_are_asked_for_by_name_and_a_wrong_name_says_which_there_are() {
    let mut t = Terminal::start(80, 24, &["tour", "provider"]);
    t.wait_for("Tour 1 of 12: add a client provider")
        .keys("7")
        .wait_for("Salesforce Partners")
        .keys("a")
        .wait_for("OpenID Connect Dynamic")
        .keys("\r")
        .wait_for("Tour 2 of 12: its name and issuer");
    t.signal("TERM");
    assert_eq!(t.code(), 143);
    let mut t = Terminal::start(80, 24, &["tour", "environments"]);
    assert_eq!(t.code(), 2);
    t.wait_for("the tours are access, delete, provider").is_restored();
    let mut t = client_providers();
    t.keys(":")
        .wait_for("Command")
        .keys("tour nowhere\r")
        .wait_for("There is no tour nowhere: the tours are access, delete, provider.");
    t.keys(":")
        .wait_for("Command")
        .keys("tour provider\r")
        .wait_for("Tour 1 of 12: add a client provider");
    t.keys("\x03").keys("\x03");
    t.wait_until("the page again", |screen| {
        let contents = screen.contents();
        contents.contains("Client Providers (7)") && !contents.contains("Tour 1 of 12")
    });
}

#[test]
fn the_screen_is_recorded_and_pictured_while_one_works() {
    let mut t = Terminal::start(
        80,
        24,
        &["--as", "ana.ortiz", "--open", "client-providers", "--record", "a.cast"],
    );
    t.wait_for("[REC 00:").wait_for("27").keys("j").wait_for("▌ Entra");
    t.resize(100, 30).wait_until("all of the larger screen", |screen| {
        let contents = screen.contents();
        contents.lines().nth(26).is_some_and(|line| line.contains('│'))
    });
    t.keys("\x1b[17~").wait_for("Recorded in a.cast.");
    // Twice in one second: each has a name of its own.
    t.keys("\x1b[18~\x1b[18~").wait_for("Picture saved in amtui-");
    t.keys(":")
        .wait_for("Command")
        .keys("shot b.txt\r")
        .wait_for("Picture saved in b.txt.");
    t.keys(":")
        .wait_for("Command")
        .keys("record a.cast\r")
        .wait_for("a.cast: it exists already.");
    let files = fs::read_dir(t.folder.path()).unwrap();
    let pictures = files.filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|e| e == "svg"));
    assert_eq!(pictures.count(), 2);
    let text = fs::read_to_string(t.folder.path().join("a.cast")).unwrap();
    let events: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(events.iter().any(|e| e[1] == "r" && e[2] == "100x30"), "{text}");
    assert!(events[1..].iter().all(|e| e[1] != "i"));
    let (last, events) = events.split_last().unwrap();
    assert_eq!(
        last[2], "\x1b[m\x1b[?25h\x1b[?1049l",
        "who watches gets the own screen back"
    );
    // Nothing of the terminal's own is in it: no modes of the mouse, no clipboard.
    assert!(!text.contains("?1000h") && !text.contains("]52;"));
    // Replayed, it ends with what was on the screen then.
    let cells = |n: u16| std::num::NonZero::new(n).unwrap();
    let mut replay = vt100::Parser::new(cells(24), cells(80), 0);
    for event in &events[1..] {
        match event[1].as_str() {
            Some("r") => replay.screen_mut().set_size(cells(30), cells(100)),
            _ => replay.process(event[2].as_str().unwrap().as_bytes()),
        }
    }
    assert!(
        replay.screen().contents().contains("▌ Entra ID Workforce"),
        "{}",
        replay.screen().contents()
    );
    let picture = fs::read_to_string(t.folder.path().join("b.txt")).unwrap();
    assert!(picture.contains("▌ Entra ID Workforce"), "{picture}");
}

#[test]
fn a_snapshot_is_saved_while_one_works() {
    let mut t = Terminal::start(80, 24, &["--as", "ana.ortiz", "--open", "client-providers"]);
    t.wait_for("27").keys(":").wait_for("Command").keys("snapshot a.json\r");
    t.wait_for("Snapshot saved in a.json.");
    t.keys(":").wait_for("Command").keys("snapshot\r");
    t.wait_for("Snapshot saved in amtui-20");
    let entries = fs::read_dir(t.folder.path()).unwrap();
    let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.starts_with("amtui-20")).count(), 1);
    let text = fs::read(t.folder.path().join("a.json")).unwrap();
    let saved: Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(saved["environments"].as_array().unwrap().len(), 12);
}

#[test]
fn files_of_the_folder_that_is_typed_are_offered() {
    let mut t = Terminal::start(80, 24, &["--as", "ana.ortiz", "--open", "client-providers"]);
    fs::create_dir(t.folder.path().join("orgs")).unwrap();
    fs::write(t.folder.path().join("orgs/acme.json"), "").unwrap();
    t.wait_for("27")
        .keys(":")
        .wait_for("Command")
        .keys("snapshot ")
        .wait_for("orgs/");
    t.keys("orgs/")
        .wait_for("acme.json")
        .keys("\t")
        .wait_for(": snapshot orgs/acme.json");
}

#[test]
fn a_snapshot_from_the_shell_shows_how_far_it_is() {
    let mut t = Terminal::start(80, 24, &["snapshot", "-o", "a.json"]);
    t.wait_for("Snapshot saved in a.json.");
    let drawn = String::from_utf8_lossy(&t.bytes()).into_owned();
    assert!(drawn.contains("] 12 of 12 environments read"), "{drawn}");
    assert!(!t.contents().contains("[####"), "the bar goes when it is done");
}

#[test]
fn a_light_terminal_that_does_not_answer_is_known_by_its_variable_and_an_answer_counts_more() {
    let on = |ground| [("COLORTERM", "truecolor"), ("COLORFGBG", ground)];
    let (dark, light) = ("48;2;20;23;28", "48;2;252;252;250");
    for ground in ["15;0", "15;8", "0;default", "15"] {
        Terminal::start_with(80, 24, &[], &on(ground)).wait_for_bytes(dark);
    }
    for ground in ["0;7", "0;default;15"] {
        let mut t = Terminal::start_with(80, 24, &[], &on(ground));
        t.wait_for_bytes(light);
        t.keys("\x1b]11;rgb:0000/0000/0000\x1b\\").wait_for_bytes(dark);
    }
}

#[test]
fn an_answer_about_the_background_counts_whenever_it_comes_but_not_under_a_dialog() {
    let dialog = ["--as", "ana.ortiz", "--open", "client-providers/Okta Sandbox"];
    let mut t = Terminal::start_with(80, 24, &dialog, &[("COLORTERM", "truecolor")]);
    let light = "48;2;252;252;250";
    t.wait_for("Okta Sandbox").keys("yn").wait_for("Copied the name.");
    t.wait_until("a notice that goes after seconds", |screen| {
        !screen.contents().contains("Copied the name.")
    });
    t.keys("D").wait_for("To confirm, enter");
    t.keys("\x1b]11;rgb:ffff/ffff/ffff\x1b\\")
        .keys("Okta")
        .wait_for("4 of 12 characters");
    assert!(!String::from_utf8_lossy(&t.bytes()).contains(light));
    t.keys("\x1b").wait_for_bytes(light);
}
