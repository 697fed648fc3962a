//! The built program on real keys in a real (pseudo-)terminal.
#![cfg(test)]

#[path = "pty/accessible.rs"]
mod accessible;
#[path = "support/browser.rs"]
mod browser;
#[expect(dead_code, reason = "what an answer can suffer is the backends' business")]
#[path = "support/fake_platform.rs"]
mod fake_platform;
#[path = "pty/files.rs"]
mod files;
#[path = "support/generate.rs"]
mod generate;
#[path = "pty/hanging.rs"]
mod hanging;
#[path = "pty/hostile.rs"]
mod hostile;
#[path = "pty/lines.rs"]
mod lines;
#[path = "pty/live.rs"]
mod live;
#[path = "pty/manage.rs"]
mod manage;
#[path = "pty/secrets.rs"]
mod secrets;
#[path = "pty/show.rs"]
mod show;
#[path = "support/terminal.rs"]
mod terminal;
#[path = "pty/walks.rs"]
mod walks;

use std::fs;
use std::process::{Command, Stdio};

use amtui::domain::UnixTime;
use serde_json::Value;
use terminal::Terminal;

const OKTA: &str = "2e50e859-0042-46ff-8cf8-1ad6f0c78b67";

fn demo() -> Value {
    serde_json::from_str(include_str!("../assets/demo.json")).unwrap()
}

/// The demo without Okta Production, made by hand.
fn demo_without_okta() -> Value {
    let mut demo = demo();
    demo["clientProviders"]
        .as_array_mut()
        .unwrap()
        .retain(|p| p["providerId"] != OKTA);
    for environment in demo["environments"].as_array_mut().unwrap() {
        environment["clientManagementProviderIds"]
            .as_array_mut()
            .unwrap()
            .retain(|id| *id != OKTA);
    }
    for list in ["apis", "applications"] {
        for one in demo[list].as_array_mut().unwrap() {
            if one["providerId"] == OKTA {
                one["providerId"] = Value::Null;
            }
        }
    }
    demo
}

/// Without the dates: those of the demo are moved to the day on which it is made.
fn undated(file: &Value) -> Value {
    match file {
        Value::String(text) if UnixTime::parse(text).is_some() => Value::Null,
        Value::Array(all) => all.iter().map(undated).collect(),
        Value::Object(all) => all.iter().map(|(name, value)| (name.clone(), undated(value))).collect(),
        other => other.clone(),
    }
}

/// Without the last entries of the audit, which `added` counts: those that the demo comes with are left.
fn without_audit(mut file: Value, added: usize) -> Value {
    let audit = file["audit"].as_array_mut().unwrap();
    let before = demo()["audit"].as_array().unwrap().len();
    assert_eq!(audit.len(), before + added);
    audit.truncate(before);
    file
}

fn client_providers() -> Terminal {
    let mut t = Terminal::start(80, 24, &["--as", "ana.ortiz", "--open", "client-providers"]);
    t.wait_for("Client Providers (7)").wait_for("27");
    t
}

/// From a page of Access Management to the end, with the terminal given back.
fn quit(t: &mut Terminal) {
    t.keys("q").wait_for("▌ Access Management");
    quit_at_the_top(t);
    t.is_restored();
}

/// Where `q` asks for another one. Two follow: the first asks again where it comes too late to be the other one.
fn quit_at_the_top(t: &mut Terminal) {
    t.keys("q").wait_for("Press q again to quit").keys("qq");
    assert_eq!(t.code(), 0);
}

fn press_delete(t: &mut Terminal, name: &str) {
    t.wait_for("[>Delete<]")
        .press_after_reading()
        .wait_for(&format!("Deleted client provider '{name}'."));
}

#[test]
fn the_eight_steps_delete_exactly_that_and_undo_brings_it_back() {
    let mut t = Terminal::start(80, 24, &[]);
    t.wait_for("Demo organization")
        .keys("\r")
        .wait_for("ana.ortiz")
        .keys("\r")
        .wait_for("▌ Access Management")
        .keys("\r");
    t.wait_for("Business Groups (10)")
        .keys("b")
        .wait_for("select an organization")
        .keys("\r");
    t.wait_for("Working in Acme Corp")
        .keys("7")
        .wait_for("27")
        .keys("j")
        .wait_for("▌ Entra")
        .keys("j")
        .wait_for("▌ Legacy");
    t.keys("j")
        .wait_for("▌ Okta Production")
        .keys("\r")
        .wait_for("Configuration")
        .keys("D");
    t.wait_for("To confirm, enter the provider's name:")
        .wait_for("Checked 12 of 12")
        .keys("okta");
    t.wait_for("Differs at character 1")
        .keys("\x15Okta Production")
        .wait_for("Name matches.")
        .keys("\r");
    press_delete(&mut t, "Okta Production");
    t.wait_for("▌ Okta Sandbox");
    let worked_in = |mut file: Value| {
        // Where one works is remembered; that is not part of the delete.
        file["users"][0].as_object_mut().unwrap().remove("activeOrganizationId");
        file
    };
    let now = undated(&without_audit(worked_in(t.demo()), 4));
    assert_eq!(now, undated(&files::with_marks(demo_without_okta())));
    t.keys("4")
        .wait_for("now built-in")
        .wait_for("new default")
        .keys("u")
        .wait_for("is back.");
    let now = undated(&without_audit(worked_in(t.demo()), 8));
    assert_eq!(now, undated(&demo()));
    quit(&mut t);
}

#[test]
fn five_thousand_keys_at_once_all_arrive() {
    let mut t = client_providers();
    t.keys("/").wait_for("filter:");
    let burst = "ab".repeat(2499) + "zq";
    assert_eq!(burst.len(), 5000);
    t.keys(&burst).wait_for("abzq").wait_for("(0 of 7)");
    t.keys(&"\x7f".repeat(4999))
        .wait_for("filter: a ")
        .keys("\x7f")
        .wait_for("Client Providers (7)");
}

#[test]
fn resizing_loses_nothing() {
    let mut t = client_providers();
    t.resize(40, 8)
        .wait_for("Window too small: 40x8")
        .resize(160, 36)
        .wait_for("Preview: Anypoint (")
        .wait_for("Okta Production");
}

#[test]
fn terminate_and_hang_up_give_the_terminal_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("QUIT", 131)] {
        let mut t = client_providers();
        t.signal(signal);
        assert_eq!(t.code(), code);
        t.is_restored();
    }
}

#[test]
fn ctrl_z_stops_and_going_on_draws_again() {
    let mut t = client_providers();
    t.keys("\x1a");
    t.wait_for_state("T");
    t.is_restored();
    t.signal("CONT")
        .wait_until("the screen again", vt100::Screen::alternate_screen);
    t.wait_for("Okta Production").keys("j").wait_for("▌ Entra").keys("qqq");
    assert_eq!(t.code(), 0);
    t.is_restored();
}

#[test]
fn a_stop_from_outside_loses_nothing() {
    let mut t = client_providers();
    t.keys("jjjD")
        .wait_for("To confirm")
        .keys("Okta")
        .wait_for("4 of 15 characters");
    t.signal("STOP").wait_for_state("T");
    t.keys(" Prod");
    t.signal("CONT")
        .wait_for("9 of 15 characters")
        .keys("\x1b")
        .wait_for("Not deleted.");
}

#[test]
fn fresh_starts_over_only_when_all_else_is_right() {
    let mut t = client_providers();
    t.keys("jjjD")
        .wait_for("To confirm")
        .wait_for("Checked 12 of 12")
        .keys("Okta Production")
        .wait_for("Name matches.")
        .keys("\r");
    press_delete(&mut t, "Okta Production");
    let after = t.demo();
    t.signal("TERM");
    t.code();
    for wrong in [&["--fresh", "--as", "nobody"][..], &["--fresh", "--read-only"]] {
        let folder = std::mem::replace(&mut t.folder, tempfile::tempdir().unwrap());
        t = Terminal::start_in(folder, 80, 24, wrong, &[]);
        assert_eq!(t.code(), 2);
        assert_eq!(t.demo(), after, "{wrong:?}");
    }
    let path = t.folder.path().join("state/amtui/demo.json");
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let folder = std::mem::replace(&mut t.folder, tempfile::tempdir().unwrap());
    t = Terminal::start_in(folder, 80, 24, &["--fresh"], &[]);
    t.wait_for("Demo organization");
    assert_eq!(undated(&t.demo()), undated(&demo()));
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &fs::metadata(t.folder.path().join("state/amtui/demo.json"))
            .unwrap()
            .permissions(),
    );
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn own_keys_that_are_wrong_are_told_and_the_standard_ones_hold() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config/amtui");
    fs::create_dir_all(&config).unwrap();
    fs::write(
        config.join("keys.toml"),
        "[[key]]\ncontext = \"any\"\nkeys = [\"x\"]\naction = \"close\"\n",
    )
    .unwrap();
    let home = folder.path().join("config").to_str().unwrap().to_owned();
    let mut t = Terminal::start_with(160, 24, &[], &[("XDG_CONFIG_HOME", &home)]);
    t.wait_for("Mistakes in your configuration")
        .wait_for("keys.toml:1  The key of close");
    t.keys("\x1b")
        .wait_until("no mistakes", |screen| !screen.contents().contains("Mistakes"));
    t.keys("\r").wait_for("ana.ortiz");
    // Who is signed in by then reads them as well.
    let t = Terminal::start_with(160, 24, &["--as", "ana.ortiz"], &[("XDG_CONFIG_HOME", &home)]);
    t.wait_until("mistakes, and who is signed in", |screen| {
        let contents = screen.contents();
        contents.contains("Mistakes in your configuration") && contents.contains("ana.ortiz")
    });
}

#[test]
fn an_own_theme_paints_the_screen_and_is_shown_while_its_name_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config/amtui");
    fs::create_dir_all(&config).unwrap();
    fs::write(
        config.join("config.toml"),
        "theme = \"sand\"\n[themes.sand]\nbase = \"light\"\nground = \"#20252d on #fdf6e3\"\n\
         [themes.ink]\nground = \"#d8dde6 on #0a0b0c\"\n",
    )
    .unwrap();
    for place in [&config, &config.join("config.toml")] {
        fs::set_permissions(place, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    }
    let home = folder.path().join("config").to_str().unwrap().to_owned();
    let variables = [("XDG_CONFIG_HOME", home.as_str()), ("COLORTERM", "truecolor")];
    let mut t = Terminal::start_with(80, 24, &[], &variables);
    t.wait_for_bytes("48;2;253;246;227");
    t.keys(":theme ink").wait_for_bytes("48;2;10;11;12");
    let mut t = Terminal::start_with(80, 24, &["--theme", "ink"], &variables);
    t.wait_for_bytes("48;2;10;11;12");
}

#[test]
fn the_mouse_wakes_the_program_only_when_it_does_something() {
    let t = client_providers();
    // Buttons and the wheel are asked for (1000), movement is not (1002, 1003).
    let said = String::from_utf8_lossy(&t.bytes()).into_owned();
    assert!(said.contains("\x1b[?1000h") && !said.contains("\x1b[?1002h") && !said.contains("\x1b[?1003h"));
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_terminal_back_and_says_one_sentence() {
    let mut t = Terminal::start_with(80, 24, &[], &[("AMTUI_PANIC", "1")]);
    assert_eq!(t.code(), 70);
    t.is_restored();
    t.wait_for("amtui made a mistake and stopped.");
    assert!(!t.contents().contains("panicked"));
}

#[test]
fn bad_input_is_one_sentence_and_leaves_no_screen() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.json");
    fs::write(&file, "{\"format\": ").unwrap();
    let mut t = Terminal::start(80, 24, &["--file", file.to_str().unwrap()]);
    assert_eq!(t.code(), 2);
    t.wait_for("broken.json").is_restored();
    let bytes = String::from_utf8_lossy(&t.bytes()).into_owned();
    let (_, said) = bytes.rsplit_once("\x1b[?1049l").unwrap();
    assert_eq!(said.matches("broken.json").count(), 1, "{said}");
    assert_eq!(fs::read_to_string(file).unwrap(), "{\"format\": ");
    // What need not be opened to be wrong never takes the terminal.
    let none = folder.path().join("none.json");
    let mut t = Terminal::start(80, 24, &["--file", none.to_str().unwrap()]);
    assert_eq!(t.code(), 2);
    t.wait_for("none.json");
    assert!(!t.bytes().contains(&b'\x1b'));
    let mut t = Terminal::start(80, 24, &["--as", "nobody"]);
    assert_eq!(t.code(), 2);
    t.wait_for("There is no account nobody.");
}

#[test]
fn without_a_terminal_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_amtui"))
        .env("XDG_STATE_HOME", folder.path())
        .env("HOME", folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(2));
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("terminal") && out.stdout.is_empty());
}

#[test]
fn no_color_keeps_reverse_video_and_draws_no_colour() {
    let mut t = Terminal::start_with(80, 24, &[], &[("NO_COLOR", "1")]);
    t.wait_for("Demo organization");
    t.wait_until("the selected row", |screen| {
        (0..24).any(|y| screen.cell(y, 8).is_some_and(vt100::Cell::inverse))
    });
    t.wait_until("no colour", |screen| {
        let cells = (0..24).flat_map(|y| (0..80).map(move |x| (y, x)));
        cells
            .filter_map(|(y, x)| screen.cell(y, x))
            .all(|c| c.fgcolor() == vt100::Color::Default)
    });
}

#[test]
fn a_key_is_one_frame() {
    let mut t = client_providers();
    // Every count is there: nothing more arrives by itself.
    t.wait_until("every count", |screen| {
        let contents = screen.contents();
        !contents.contains("  - ") && !contents.lines().any(|l| l.trim_end_matches([' ', '│']).ends_with('-'))
    });
    // The local time zone comes from a thread of its own, and draws as well: that is over once a key was answered after it.
    t.wait_for_end_of_thread("zone");
    t.keys("j").wait_for("▌ Entra").keys("k").wait_for("▌ Anypoint");
    for _ in 0..8 {
        for (key, row) in [("j", "▌ Entra"), ("k", "▌ Anypoint")] {
            let before = t.bytes().len();
            t.keys(key).wait_for(row);
            let drawn = String::from_utf8_lossy(&t.bytes()[before..]).into_owned();
            assert_eq!(drawn.matches('▌').count(), 1, "{drawn:?}");
            // So few bytes are read at once.
            assert!(!drawn.contains("\x1b[?2026h"), "{drawn:?}");
        }
    }
}
