//! Files that are no files, or too large.

use std::fs;
use std::os::unix::net::UnixListener;
use std::path::Path;

use amtui::files::{read, tail, text};
use rustix::fs::{CWD, FileType, Mode, mknodat};

#[test]
fn what_is_no_regular_file_or_too_large_is_refused_without_waiting() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let why = |path: &Path| read(path, 3).expect_err("it is refused").to_string();
    mknodat(CWD, at("pipe"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    let _socket = UnixListener::bind(at("socket")).expect("a socket");
    std::os::unix::fs::symlink("/dev/zero", at("zero")).expect("a link");
    for name in ["pipe", "socket", "zero"] {
        assert!(why(&at(name)).contains("device, pipe or socket"), "{name}");
    }
    assert!(why(folder.path()).contains("a folder"));
    assert!(why(&at("none")).contains("no such file"));
    assert!(read(&at("none"), 3).expect_err("there is none").is_missing());
    fs::write(at("four"), "four").expect("written");
    assert!(why(&at("four")).contains("too large"));
    // The kernel says that this one is empty, and it is not.
    assert!(why(Path::new("/proc/self/status")).contains("too large"));
    assert_eq!(*read(&at("four"), 4).expect("it is small enough"), b"four");
    assert_eq!(tail(&at("four"), 2).expect("it is there"), b"ur");
    fs::write(at("four"), b"\xff").expect("written");
    assert!(text(&at("four"), 4).expect_err("no text").to_string().contains("UTF-8"));
}
