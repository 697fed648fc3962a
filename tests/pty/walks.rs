//! The eight steps by mouse and by commands alone, and the way from a deletion to who could do it.

use std::time::Duration;

use serde_json::Value;

use crate::fake_platform::FakePlatform;
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
    for (width, height) in [(80, 24), (120, 36)] {
        eight_steps_by_commands(width, height);
    }
}

fn eight_steps_by_commands(width: u16, height: u16) {
    let mut t = Terminal::start(width, height, &[]);
    t.wait_for("Demo organization");
    command(&mut t, "open Demo organization");
    t.wait_for("ben.okafor");
    command(&mut t, "open ana.ortiz");
    t.wait_for("Needs attention");
    command(&mut t, "business-groups");
    t.wait_for("Business Groups (10)");
    command(&mut t, "switch Acme Corp");
    t.wait_for("Working in Acme Corp");
    command(&mut t, "client-providers");
    t.wait_for("Okta Production").wait_for("27");
    command(&mut t, "open Okta Production");
    t.wait_for("Dynamic Client Registration");
    command(&mut t, "impact");
    t.wait_for("affected (default in 2)");
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

/// Waits for a row with both of these.
fn row(t: &Terminal, [one, other]: [&str; 2]) {
    t.wait_until(&format!("{one} {other}"), |screen| {
        let contents = screen.contents();
        contents.lines().any(|row| row.contains(one) && row.contains(other))
    });
}

/// From the audit entry of a deletion to who did it, their team, the permission, and everyone else who has it.
fn from_a_deletion_to_all_who_could(t: &mut Terminal) {
    t.wait_for("Audit Logs (")
        .keys("/type:\"client provider\" action:delete")
        .wait_for("Audit Logs (1 of")
        .keys("\r")
        .wait_for("filter: type")
        .wait_for("▌ ")
        .keys("\r");
    t.wait_for("Audit entry")
        .keys("/user tomas")
        .wait_for("▌ User")
        .keys("\r\r")
        .wait_for("› Users › tomas.novak")
        .wait_for("▌ Exchange Viewer");
    t.keys("\t")
        .wait_for("▌ Platform Administrators  member")
        .keys("\r")
        .wait_for("› Teams › Platform Admini")
        .wait_for("▌ Priya Nair");
    row(t.keys("\t"), ["▌ Organization Admin", " own "]);
    t.keys("\r")
        .wait_for("▌ Organization Administrator  who else has this permission")
        .keys("\r");
    t.wait_for("Who has Organization Administrator in");
    for words in [
        ["ana.ortiz", "direct"],
        ["dieter.kuhn", "role Organiz"],
        ["tomas.novak", "team Platfor"],
        ["victor.lang", "direct, team"],
    ] {
        row(t, words);
    }
    t.keys("\x03\x03");
    assert_eq!(t.code(), 0);
    t.is_restored();
}

#[test]
fn the_audit_of_the_demo_leads_from_a_deletion_to_all_who_could_have_done_it() {
    let mut t = Terminal::start(120, 36, &["--as", "ana.ortiz", "--open", "audit-logs"]);
    from_a_deletion_to_all_who_could(&mut t);
}

#[test]
fn the_audit_of_the_platform_leads_from_a_deletion_to_all_who_could_have_done_it() {
    let mut file = crate::demo();
    let deletion = |entry: &&mut Value| entry["objectType"] == "Client Provider" && entry["action"] == "Delete";
    let entry = file["audit"].as_array_mut().unwrap().iter_mut().find(deletion).unwrap();
    // The audit of the platform is read for the last 90 days.
    entry["timestamp"] = jiff::Timestamp::now().to_string().into();
    let fake = FakePlatform::of(&file);
    let bearer = [("ANYPOINT_BEARER", "token-ana.ortiz")];
    let mut t = super::live::start(&fake, "", &["--open", "audit-logs"], &bearer);
    from_a_deletion_to_all_who_could(&mut t);
    assert_eq!(fake.writes(), [""; 0]);
}
