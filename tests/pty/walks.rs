//! The eight steps by mouse alone and by commands alone: only the name is typed.

use std::time::Duration;

use crate::terminal::Terminal;

/// Where a text stands on the screen, from 1: the last one where it stands in several rows.
fn place(t: &Terminal, text: &str) -> Option<(usize, usize)> {
    let screen = t.contents();
    let rows = screen.lines().enumerate();
    let found = rows.filter_map(|(y, row)| Some((row.split_once(text)?.0.chars().count() + 1, y + 1)));
    found.last()
}

/// Clicks on a text, so many times in a row.
fn click(t: &mut Terminal, text: &str, times: usize) {
    t.wait_for(text);
    let (x, y) = place(t, text).unwrap();
    let click = format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m");
    t.keys(&click.repeat(times));
}

#[test]
fn the_eight_steps_are_done_by_mouse_alone() {
    let mut t = Terminal::start(120, 36, &[]);
    click(&mut t, "Demo organization", 2);
    click(&mut t, "ana.ortiz", 2);
    click(&mut t, "business groups, environments", 2);
    t.wait_for("Business Groups (10)");
    click(&mut t, "Acme Corp (root)", 1);
    t.wait_for("select an organization");
    click(&mut t, "- Acme Corp", 2);
    t.wait_for("Working in Acme Corp");
    click(&mut t, "7 Client Providers", 1);
    click(&mut t, "Okta Production", 2);
    t.wait_for("Dynamic Client Registration").wait_for("Impact: complete");
    click(&mut t, "[ Delete ]", 1);
    t.wait_for("To confirm, enter the provider's name:")
        .wait_for("Checked 12 of 12")
        .keys("Okta Production")
        .wait_for("Name matches.");
    click(&mut t, "[ Delete ]", 1);
    t.wait_for("[>Delete<]");
    // A click that comes too soon says so.
    while !t.comes("Deleted client provider 'Okta Production'.", Duration::from_millis(900)) {
        click(&mut t, "[>Delete<]", 1);
    }
    click(&mut t, "4 Environments", 1);
    t.wait_for("now built-in");
}

/// Types a command, and Enter as somebody does who reads it first: right after a delete a press is dropped.
fn command(t: &mut Terminal, line: &str) {
    t.keys(":")
        .wait_for("Command")
        .keys(line)
        .wait_for(&format!(": {line}"))
        .press_after_reading();
}

#[test]
fn the_eight_steps_are_done_by_commands_alone() {
    let mut t = Terminal::start(120, 36, &["--as", "ana.ortiz"]);
    t.wait_for("Needs attention");
    command(&mut t, "business-groups");
    t.wait_for("Business Groups (10)");
    command(&mut t, "switch Acme Corp");
    t.wait_for("Working in Acme Corp");
    command(&mut t, "client-providers");
    t.wait_for("Okta Production").wait_for("27");
    command(&mut t, "open Okta Production");
    t.wait_for("Dynamic Client Registration").wait_for("Impact: complete");
    command(&mut t, "impact");
    t.wait_for("lose it, default in 2");
    command(&mut t, "delete");
    t.wait_for("To confirm, enter the provider's name:")
        .wait_for("Checked 12 of 12")
        .keys("Okta Production")
        .wait_for("Name matches.")
        .keys("\r");
    super::press_delete(&mut t, "Okta Production");
    command(&mut t, "environments");
    t.wait_for("now built-in");
    command(&mut t, "undo");
    t.wait_for("is back.");
    command(&mut t, "q");
    assert_eq!(t.code(), 0);
    t.is_restored();
}
