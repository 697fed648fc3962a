//! The request log.

use std::fs::{self, OpenOptions, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use amtui::backend::rest::RequestRecord;
use amtui::shell::log::{Log, tail_of};
use jiff::Timestamp;

/// No log of these tests grows to this many bytes.
const LARGEST: u64 = 1 << 20;

/// The log before this one.
fn rotated(path: &Path) -> PathBuf {
    path.with_extension("1")
}

fn asked(path: &str) -> RequestRecord {
    RequestRecord {
        method: "GET".into(),
        path: path.into(),
        status: Some(200),
        took: Duration::from_micros(12_900),
        request_id: None,
    }
}

fn at() -> Timestamp {
    "2026-11-25T08:00:00.1234Z".parse().expect("it is a time")
}

#[test]
fn a_line_a_request_for_its_owner_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("amtui/log");
    let log = Log::open_at(&path, LARGEST).expect("it is opened");
    log.write(&asked("/accounts/api/me"), at()).expect("written");
    let mut lost = asked("/accounts/api/organizations/{id}");
    (lost.status, lost.request_id) = (None, Some("ab-1".into()));
    log.write(&lost, at()).expect("written");
    let time = r#"{"time":"2026-11-25T08:00:00.123Z","method":"GET","path":"/accounts/api/"#;
    let lines = [
        format!(r#"{time}me","status":200,"ms":12,"id":null}}"#),
        format!(r#"{time}organizations/{{id}}","status":null,"ms":12,"id":"ab-1"}}"#),
    ];
    assert_eq!(tail_of(&path, 9).expect("read"), lines);
    assert_eq!(tail_of(&path, 1).expect("read"), lines[1..]);
    let mode = |path: &Path| fs::metadata(path).expect("it is there").mode() & 0o777;
    assert_eq!((mode(&path), mode(&folder.path().join("amtui"))), (0o600, 0o700));
}

#[test]
fn a_log_that_was_open_to_others_is_closed_to_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log");
    fs::write(&path, "\u{1b}[31m\n").expect("written");
    fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("set");
    Log::open_at(&path, LARGEST).expect("it is opened");
    assert_eq!(fs::metadata(&path).expect("it is there").mode() & 0o777, 0o600);
    assert_eq!(tail_of(&path, 1).expect("read"), ["<U+001B>[31m"]);
}

#[test]
fn nothing_but_the_log_itself_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let (target, path) = (folder.path().join("target"), folder.path().join("log"));
    fs::write(&target, "kept").expect("written");
    fs::set_permissions(&target, Permissions::from_mode(0o644)).expect("set");
    let refused = || Log::open_at(&path, LARGEST).expect_err("refused").to_string();
    std::os::unix::fs::symlink(&target, &path).expect("made");
    assert_eq!(refused(), "it is a symbolic link");
    fs::remove_file(&path).expect("removed");
    fs::hard_link(&target, &path).expect("made");
    assert_eq!(refused(), "it is a file with a second name (a hard link)");
    fs::remove_file(&path).expect("removed");
    let both = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, both, 0).expect("made");
    let _end = OpenOptions::new().read(true).write(true).open(&path).expect("opened");
    assert_eq!(refused(), "it is not a file");
    assert_eq!(fs::read_to_string(&target).expect("read"), "kept");
    assert_eq!(fs::metadata(&target).expect("it is there").mode() & 0o777, 0o644);
}

#[test]
fn a_large_log_becomes_the_old_one_and_nobody_writes_there_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log");
    // Two lines are too much for one log.
    let log = Log::open_at(&path, 150).expect("it is opened");
    let other = Log::open_at(&path, 150).expect("it is opened");
    for n in 0..3 {
        log.write(&asked(&format!("/{n}")), at()).expect("written");
    }
    other.write(&asked("/3"), at()).expect("written");
    let lines = |path: &Path| fs::read_to_string(path).expect("read").lines().count();
    assert_eq!((lines(&path), lines(&rotated(&path))), (2, 2));
    other.write(&asked("/4"), at()).expect("written");
    log.write(&asked("/5"), at()).expect("written");
    assert_eq!((lines(&path), lines(&rotated(&path))), (2, 2));
    let told = tail_of(&path, 3).expect("read").join("\n");
    assert!(
        !told.contains("/2") && told.contains("/3") && told.contains("/5"),
        "{told}"
    );
    fs::remove_file(&path).expect("removed");
    log.write(&asked("/6"), at()).expect("written");
    assert_eq!(lines(&path), 1);
    assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 2);
}

#[test]
fn what_several_write_at_once_stays_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let log = Log::open_at(&path, LARGEST).expect("it is opened");
                (0..50).for_each(|_| log.write(&asked("/x"), at()).expect("written"));
            });
        }
    });
    let lines = tail_of(&path, 1000).expect("read");
    assert_eq!(lines.len(), 200);
    assert!(lines.iter().all(|line| *line == lines[0]));
}
