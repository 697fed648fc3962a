//! Writes that a test holds open. Only debug builds let it do so.

use std::fs;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::Shell;
use super::files::{delete, names};
use super::writes::kill;

/// Looks again and again until something is so.
fn poll(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < end, "never {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// How often the thread of a program that waits for signals has waited. `None` where it does not wait now.
fn waits_for_signals(child: &Child) -> Option<u64> {
    let tasks = fs::read_dir(format!("/proc/{}/task", child.id())).ok()?;
    let tasks = tasks.filter_map(|task| fs::read_to_string(task.ok()?.path().join("status")).ok());
    let status = tasks
        .into_iter()
        .find(|status| status.starts_with("Name:\tsignals\n"))?;
    let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    field("State:")?.starts_with('S').then_some(())?;
    field("voluntary_ctxt_switches:")?.parse().ok()
}

/// Whether this process ignores a signal, and so do the programs that it starts. A shell ignores INT for what it runs in
/// the background.
fn ignores(number: u32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap();
    u64::from_str_radix(ignored.trim(), 16).unwrap() >> (number - 1) & 1 == 1
}

#[test]
fn a_signal_during_a_write_waits_for_its_end() {
    let all = [("TERM", 15), ("HUP", 1), ("INT", 2)];
    for (signal, _) in all.into_iter().filter(|(_, number)| !ignores(*number)) {
        let shell = Shell::new();
        let hold = tempfile::NamedTempFile::new().unwrap();
        hold.as_file().lock().unwrap();
        let mut child = delete(&shell)
            .env("AMTUI_HOLD_WRITES", hold.path())
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let half = |name: &String| name.ends_with(".amtui-tmp");
        poll("in the midst of a write", || names(&shell).iter().any(half));
        let mut before = None;
        poll("ready for a signal", || {
            before = waits_for_signals(&child);
            before.is_some()
        });
        kill(signal, &child);
        // It took the signal, and waits again: now for the write.
        poll("ended or waiting", || {
            child.try_wait().unwrap().is_some() || waits_for_signals(&child) > before
        });
        assert!(child.try_wait().unwrap().is_none(), "{signal} did not wait");
        hold.as_file().unlock().unwrap();
        child.wait().unwrap();
        assert_eq!(names(&shell), ["org.json"], "{signal}");
        assert!(!shell.json()["clientProviders"].to_string().contains("Okta Production"));
    }
}

#[test]
fn a_damaged_demo_stays_until_the_new_one_is_written_and_is_named_where_that_comes_to_nothing() {
    let shell = Shell::new();
    let state = shell.folder.path().join("state/amtui");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("demo.json"), "{").unwrap();
    let hold = tempfile::NamedTempFile::new().unwrap();
    hold.as_file().lock().unwrap();
    let child = shell
        .command(&["--fresh", "providers", "list"])
        .env("XDG_STATE_HOME", shell.folder.path().join("state"))
        .env("AMTUI_HOLD_WRITES", hold.path())
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut half = None;
    poll("in the midst of a write", || {
        let mut paths = fs::read_dir(&state).unwrap().map(|entry| entry.unwrap().path());
        half = paths.find(|path| path.extension().is_some_and(|end| end == "amtui-tmp"));
        half.is_some()
    });
    assert_eq!(fs::read(state.join("demo.json")).unwrap(), b"{");
    // Without the new file nothing can take the place.
    fs::remove_file(half.unwrap()).unwrap();
    hold.as_file().unlock().unwrap();
    let said = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
    assert!(said.contains("What was in it is kept as demo.json.damaged."), "{said}");
    assert_eq!(fs::read(state.join("demo.json.damaged")).unwrap(), b"{");
}
