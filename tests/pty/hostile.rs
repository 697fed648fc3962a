//! Terminals that send rubbish, stop reading or are absurdly large, and files that are no files.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::{client_providers, demo_without_okta, generate};
use crate::terminal::Terminal;

/// Presses a key that leads to the last row until it does. What came before it may take a moment to be given up, or a silence
/// of a second.
fn reaches_the_last_row(t: &mut Terminal, after: &str) {
    for turn in 0..8 {
        if t.keys("G").comes("▌ Salesforce", Duration::from_millis(150 << turn)) {
            return;
        }
    }
    panic!("keys do nothing after {after:?}:\n{}", t.contents());
}

#[test]
fn keys_arrive_after_half_a_sequence_of_the_terminal() {
    let mut t = client_providers();
    for half in [
        "\x1b[<0;",
        "\x1b[?",
        "\x1b[",
        "\x1bO",
        "\x1b[M!",
        "\x1b]11;rgb:",
        "\x1b[1;1;1",
        "\x1b[200~half a paste",
    ] {
        t.keys(half);
        reaches_the_last_row(&mut t, half);
        t.keys("\x1b[H").wait_for("▌ Anypoint");
    }
}

#[test]
fn ctrl_c_works_in_the_midst_of_any_sequence() {
    for half in [
        "\x1b[<0;",
        "\x1b[?",
        "\x1b[M",
        "\x1b]11;",
        "\x1bP",
        "\x1b[200~half a paste",
    ] {
        let mut t = client_providers();
        t.keys(half).keys("\x03\x03");
        assert_eq!(t.code(), 0, "{half:?}");
        t.is_restored();
    }
}

#[test]
fn a_signal_does_not_wait_behind_the_keys_of_a_tour() {
    let mut t = Terminal::start(80, 24, &["tour"]);
    t.wait_for("Tour 1 of 12").keys("\r").wait_for("ana.ortiz").keys("\r");
    t.wait_for("Tour 2 of 12")
        .keys("\r")
        .wait_for("Tour 3 of 12")
        .wait_for("Business Groups (10)");
    let drawn = |t: &Terminal| String::from_utf8_lossy(&t.bytes()).matches("\x1b[?2026h").count();
    let before = drawn(&t);
    t.keys(&"jk".repeat(1500)).signal("TERM");
    assert_eq!(t.code(), 143);
    t.is_restored();
    let frames = drawn(&t) - before;
    assert!(frames < 300, "{frames} frames for 3,000 keys");
}

/// Waits until the selected row is the one that `wanted` says, and returns it.
fn selected(t: &Terminal, what: &str, wanted: impl Fn(&str) -> bool) -> String {
    let row = |screen: &str| screen.lines().find(|row| row.contains('▌')).map(str::to_owned);
    t.wait_until(what, |screen| row(&screen.contents()).is_some_and(|row| wanted(&row)));
    row(&t.contents()).unwrap()
}

#[test]
fn thousands_of_keys_at_once_move_by_as_many_rows() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.json");
    fs::write(&file, generate::organization(3, 9, 3, 2001, 9).to_string()).unwrap();
    let file = file.to_str().unwrap();
    let mut t = Terminal::start(80, 24, &["--as", "ada", "--file", file, "--open", "api-manager"]);
    t.wait_for("(2001)");
    let first = selected(&t, "the first row", |_| true);
    t.keys("G");
    let last = selected(&t, "the last row", |row| row != first);
    t.keys("gg");
    selected(&t, "the first row again", |row| row == first);
    t.keys(&"j".repeat(2000));
    selected(&t, "the last row by 2,000 keys", |row| row == last);
    t.keys(&"k".repeat(2000));
    selected(&t, "the first row by 2,000 keys", |row| row == first);
}

#[test]
fn a_signal_ends_the_program_while_the_terminal_reads_nothing() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        for arguments in [&["--as", "ana.ortiz", "--open", "client-providers"][..], &["tour"]] {
            let mut t = Terminal::start(80, 24, arguments);
            t.wait_for(if arguments.len() > 1 {
                "Client Providers (7)"
            } else {
                "Tour 1 of 12"
            });
            t.block().keys("j\x0c").signal(signal);
            assert_eq!(t.code(), code);
            // What the terminal takes once it reads again gives it back.
            t.unblock().is_restored();
        }
    }
}

/// In the background the system stops the program when it sets the terminal raw: the signal comes right before that.
#[test]
fn a_signal_right_before_the_terminal_is_raw_ends_the_program_and_leaves_the_terminal_whole() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("QUIT", 131), ("INT", 0)] {
        for arguments in ["--as ana.ortiz --open client-providers", "tour"] {
            let script = format!(
                "set -m; $AMTUI {arguments} & echo $! > new; mv new pid; read _; kill -{signal} $!; fg; echo ended $?."
            );
            let mut t = Terminal::start_shell(&script);
            let pid = t.folder.path().join("pid");
            t.poll("started", || pid.exists());
            let status = format!("/proc/{}/status", fs::read_to_string(&pid).unwrap().trim());
            let stopped = || fs::read_to_string(&status).unwrap().contains("State:\tT");
            t.poll("stopped by the system", stopped);
            assert!(!t.bytes().contains(&b'\x1b'), "it has the terminal already");
            t.keys("\r");
            if signal == "INT" {
                // It is a Ctrl-C, which stops what is under way or asks first.
                t.wait_for(" DEMO ").keys("\x03\x03");
            }
            t.wait_for(&format!("ended {code}."));
            assert_eq!(t.code(), 0);
            t.is_restored();
        }
    }
}

/// It waits for the file with nothing caught yet.
#[test]
fn a_signal_while_the_file_is_opened_ends_the_program_and_touches_neither_it_nor_the_terminal() {
    for signal in ["TERM", "HUP", "INT"] {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state/amtui");
        fs::create_dir_all(&state).unwrap();
        fs::write(state.join("demo.json"), demo_without_okta().to_string()).unwrap();
        let other = fs::File::open(state.join("demo.json")).unwrap();
        other.lock().unwrap();
        let mut t = Terminal::start_in(folder, 80, 24, &["--fresh"], &[]);
        t.wait_for("is locked by another program").signal(signal);
        assert_ne!(t.code(), 0);
        t.is_restored();
        assert!(!t.bytes().contains(&b'\x1b'));
        assert_eq!(t.demo(), demo_without_okta());
    }
}

#[test]
fn a_terminal_that_reads_again_shows_what_happened_meanwhile() {
    let mut t = client_providers();
    t.block().keys("j").keys("j").keys("/okta");
    t.unblock().wait_for("filter: okta").wait_for("2 of 7)");
}

#[test]
fn hammering_ctrl_c_does_not_lose_what_gives_the_terminal_back() {
    for _ in 0..10 {
        let mut t = client_providers();
        t.hammer("\x03");
        assert_eq!(t.code(), 0);
        t.is_restored();
    }
}

#[test]
fn an_absurdly_large_terminal_is_drawn_in_part() {
    let mut t = client_providers();
    t.claim(20_000, 20_000).wait_for_bytes("\x1b[500;").keys("/okta");
    t.claim(80, 24).wait_for("filter: okta").wait_for("2 of 7)");
    t.keys("\x03\x03\x03");
    assert_eq!(t.code(), 0);
    t.is_restored();
}

fn pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

#[test]
fn a_pipe_or_device_in_place_of_a_persons_file_is_refused_in_a_sentence() {
    let zero = |path: &Path| symlink("/dev/zero", path).unwrap();
    for put in [pipe as fn(&Path), zero] {
        for (file, said) in [
            ("keys.toml", "keys.toml can't be read:"),
            ("config.toml", "config.toml can't be read:"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let config = folder.path().join("config");
            fs::create_dir_all(config.join("amtui")).unwrap();
            put(&config.join("amtui").join(file));
            let home = config.to_str().unwrap().to_owned();
            let mut t = Terminal::start_in(folder, 200, 24, &[], &[("XDG_CONFIG_HOME", &home)]);
            t.wait_for(said).wait_for("pipe or socket").signal("TERM");
            assert_eq!(t.code(), 143);
            t.is_restored();
        }
    }
}

/// The command line on a profile, without a terminal: its code and what it said.
fn list(folder: &Path) -> (Option<i32>, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_amtui"))
        .args(["--profile", "acme", "providers", "list"])
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_STATE_HOME", folder.join("state"))
        .env("ANYPOINT_BEARER", "token")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (out.status.code(), String::from_utf8(out.stderr).unwrap())
}

#[test]
fn certificates_and_logs_are_read_and_written_in_regular_files_alone() {
    for device in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &Path| {
            if device {
                symlink("/dev/zero", path).unwrap();
            } else {
                pipe(path);
            }
        };
        let config = folder.path().join("config/amtui");
        fs::create_dir_all(&config).unwrap();
        let profile = "[profiles.acme]\nbase_url = \"https://127.0.0.1:1\"\n";
        fs::write(config.join("config.toml"), format!("{profile}ca_file = \"ca.pem\"\n")).unwrap();
        put(&config.join("ca.pem"));
        let (code, said) = list(folder.path());
        assert_eq!(code, Some(2), "{said}");
        assert!(
            said.contains("ca.pem can't be read: it is a device, pipe or socket"),
            "{said}"
        );
        fs::write(config.join("config.toml"), profile).unwrap();
        fs::create_dir_all(folder.path().join("state/amtui")).unwrap();
        put(&folder.path().join("state/amtui/log"));
        let (_, said) = list(folder.path());
        assert!(said.contains("No log is written"), "{said}");
    }
}
