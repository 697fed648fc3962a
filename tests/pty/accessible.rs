//! Accessible mode in a terminal: lines in and out, and no sequence that steers a terminal.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::terminal::Terminal;

fn start(arguments: &[&str]) -> Terminal {
    let mut t = Terminal::start(80, 24, &[&["--accessible"], arguments].concat());
    t.wait_for_bytes("Enter ? for help at any time.");
    t
}

fn holds_no_sequence(t: &Terminal) {
    let bytes = t.bytes();
    let steers = |byte: &u8| *byte < b' ' && !b"\r\n".contains(byte) || *byte == 0x7f;
    let found = bytes.iter().position(steers);
    assert!(found.is_none(), "{}", String::from_utf8_lossy(&bytes));
}

#[test]
fn the_eight_steps_are_done_in_lines() {
    let mut t = start(&[]);
    for (line, told) in [
        ("1", "1. ana.ortiz"),
        ("1", "2. API Manager"),
        ("1", "Business Groups: 10 rows."),
        ("switch", "Enter a number, or back."),
        ("1", "Working in Acme Corp, the root organization."),
        ("client-providers", "6 of 25 external providers used"),
        ("/okta", "2 of 7 rows match okta."),
        ("1", "Okta Production."),
        ("impact", "Checked 12 of 12 environments"),
        ("delete", "Type the name, or an empty line to cancel."),
        ("okta", "Differs at character 1"),
        ("Okta Production", "Enter delete to delete this client provider"),
    ] {
        t.wait_for("> ").keys(&format!("{line}\n")).wait_for_bytes(told);
    }
    t.keys("\n").wait_for_bytes("Not deleted.");
    t.keys("delete this\n").keys("Okta Production\n");
    t.wait_for_bytes("The name matches.");
    // The name and this line stand so far apart that nobody pasted them.
    while !t.comes("Deleted client provider", Duration::from_millis(900)) {
        t.keys("delete\n");
    }
    t.wait_for_bytes("5 of 25 external providers used");
    t.keys("environments\n").wait_for_bytes("changed now built-in");
    t.keys("u\n")
        .wait_for_bytes("Client provider 'Okta Production' is back.");
    t.keys("quit\n");
    assert_eq!(t.code(), 0);
    holds_no_sequence(&t);
    t.is_restored();
}

#[test]
fn secrets_are_typed_without_being_shown() {
    let mut t = start(&["--as", "ana.ortiz", "--open", "client-providers"]);
    t.wait_for_bytes("external providers used").keys("add\n1\n");
    t.wait_for_bytes("Add OIDC client provider.").keys("11\n");
    t.wait_for("Client Secret: ")
        .keys("hush-hush\n")
        .wait_for_bytes("filled in, not shown");
    assert!(!String::from_utf8_lossy(&t.bytes()).contains("hush"));
    // Signals end it with the terminal as it was, also while nothing typed is shown.
    t.keys("11\n")
        .wait_for_bytes("nobody sees it")
        .wait_for("Client Secret: ")
        .signal("TERM");
    assert_eq!(t.code(), 143);
    t.is_restored();
    holds_no_sequence(&t);
}

#[test]
fn a_secret_stays_unseen_after_the_program_was_stopped_and_went_on() {
    let mut t = start(&["--as", "ana.ortiz", "--open", "client-providers"]);
    t.wait_for_bytes("external providers used").keys("add\n1\n");
    t.wait_for_bytes("Add OIDC client provider.").keys("11\n");
    t.wait_for("Client Secret: ").keys("\x1a");
    t.wait_for_state("T");
    t.is_restored();
    let asked = String::from_utf8_lossy(&t.bytes()).matches("Client Secret: ").count();
    t.signal("CONT");
    t.wait_until("the question again", |screen| {
        screen.contents().matches("Client Secret: ").count() > asked
    });
    t.keys("hush-hush\n").wait_for_bytes("filled in, not shown");
    assert!(!String::from_utf8_lossy(&t.bytes()).contains("hush"));
    t.keys("back\ndiscard\nquit\n");
    assert_eq!(t.code(), 0);
    t.is_restored();
}

#[test]
fn ctrl_c_and_ctrl_d_leave_and_ask_where_something_would_be_lost() {
    let mut t = start(&["--as", "ana.ortiz", "--open", "client-providers"]);
    t.wait_for_bytes("external providers used")
        .keys("edit 4\n")
        .wait_for_bytes("Edit client provider");
    t.keys("2\nOther words\n").wait_for_bytes("2. Description: Other words");
    t.wait_for("> ")
        .keys("\x04")
        .wait_for_bytes("You would lose what you typed.");
    t.keys("\n")
        .wait_for_bytes("You stay here.")
        .keys("\x03")
        .wait_for_bytes("Discard 1 change?");
    t.keys("discard\n")
        .wait_for_bytes("Enter list to hear all of it.")
        .keys("\x03");
    assert_eq!(t.code(), 0);
    t.is_restored();
    let mut t = start(&[]);
    t.wait_for_bytes("Demo organization").keys("\x04");
    assert_eq!(t.code(), 0);
}

#[test]
fn the_variable_asks_for_lines_and_they_may_be_printed_anywhere() {
    let mut t = Terminal::start_with(80, 24, &["--as", "ana.ortiz"], &[("ACCESSIBLE", "1")]);
    t.wait_for_bytes("2. API Manager").keys("quit\n");
    assert_eq!(t.code(), 0);
    holds_no_sequence(&t);
    let mut t = Terminal::start_shell("$AMTUI --accessible | sed 's/^/said: /'");
    t.wait_for_bytes("said: 1. Demo organization").keys("quit\n");
    assert_eq!(t.code(), 0);
}

#[test]
fn lines_from_a_program_are_refused() {
    let ended = Command::new(env!("CARGO_BIN_EXE_amtui"))
        .arg("--accessible")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(2));
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("reads what you type in a terminal"), "{said}");
}

#[test]
fn a_tour_and_a_tape_are_refused_with_what_to_do_in_place_of_them() {
    let tape = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/tours/delete.toml");
    for (arguments, variable) in [(&["tour", "--accessible"][..], "0"), (&["play", tape], "1")] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amtui"));
        let ended = command.args(arguments).env("ACCESSIBLE", variable).output().unwrap();
        assert_eq!(ended.status.code(), Some(2));
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(
            said.contains("To work on the demo in lines: amtui --accessible."),
            "{said}"
        );
    }
    // Without a terminal there is nothing to see.
    let mut command = Command::new(env!("CARGO_BIN_EXE_amtui"));
    let ended = command.args(["play", "--headless", tape]).env("ACCESSIBLE", "1");
    assert!(ended.status().unwrap().success());
}
