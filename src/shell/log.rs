//! The request log: one line of JSON a request, readable by its owner alone.
//!
//! No body, name, id, token or secret gets in: an [`RequestRecord`] holds none.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, anyhow};
use jiff::Timestamp;
use rustix::fs::OFlags;
use rustix::io::Errno;
use serde_json::json;

use crate::backend::rest::RequestRecord;
use crate::config;
use crate::domain::text::escape;
use crate::files;

/// From this size on, in bytes, the log becomes the old one and a new one begins.
const LARGEST: u64 = 1 << 20;

/// A log that several processes may write at once: each line is one write to its end.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    largest: u64,
    file: Mutex<File>,
}

/// Where the log is.
pub fn path() -> Result<PathBuf> {
    Ok(config::state_dir()?.join("log"))
}

impl Log {
    /// Opens the log, making it and its folder for their owner alone where they are not there.
    pub fn open() -> Result<Self> {
        let path = path()?;
        Self::open_at(&path, LARGEST).map_err(|e| {
            let file = escape(&path.to_string_lossy()).into_owned();
            anyhow!(
                "No log is written: {file} cannot be opened: {}.",
                escape(&e.to_string())
            )
        })
    }

    fn open_at(path: &Path, largest: u64) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        Ok(Self {
            path: path.to_owned(),
            largest,
            file: Mutex::new(append(path)?),
        })
    }

    /// Writes what was asked, and when that ended.
    pub fn write(&self, asked: &RequestRecord, at: Timestamp) -> io::Result<()> {
        let line = json!({
            "time": format!("{at:.3}"),
            "method": asked.method,
            "path": asked.path,
            "status": asked.status,
            "ms": u64::try_from(asked.took.as_millis()).unwrap_or(u64::MAX),
            "id": asked.request_id,
        });
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        self.rotate(&mut file)?;
        file.write_all(format!("{line}\n").as_bytes())
    }

    /// Makes sure that `file` is the log, and not too large.
    fn rotate(&self, file: &mut File) -> io::Result<()> {
        if !self.is_current(file) {
            // Another process has rotated it, or a person removed it.
            *file = append(&self.path)?;
        }
        if file.metadata()?.len() < self.largest {
            return Ok(());
        }
        // One process rotates it. Meanwhile the others write into what becomes the old log.
        if file.try_lock().is_err() {
            return Ok(());
        }
        if self.is_current(file) {
            fs::rename(&self.path, rotated(&self.path))?;
        }
        // The lock ends with the file it is on.
        *file = append(&self.path)?;
        Ok(())
    }

    fn is_current(&self, file: &File) -> bool {
        let (Ok(there), Ok(ours)) = (fs::metadata(&self.path), file.metadata()) else {
            return false;
        };
        (there.dev(), there.ino()) == (ours.dev(), ours.ino())
    }
}

/// Opens the log itself: neither what a link leads to nor a file that has another name too is written or closed to others.
fn append(path: &Path) -> io::Result<File> {
    let as_it_is = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    let file = OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .custom_flags(as_it_is)
        .open(path);
    let file = file.map_err(|e| match Errno::from_io_error(&e) {
        Some(Errno::LOOP) => io::Error::other("it is a symbolic link"),
        _ => e,
    })?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    if meta.nlink() > 1 {
        return Err(io::Error::other("it is a file that has another name, too"));
    }
    if meta.mode() & 0o077 != 0 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

fn rotated(path: &Path) -> PathBuf {
    path.with_extension("1")
}

/// The last lines of the log, the newest at the end, fit to be shown; none where there is no log.
pub fn tail(lines: usize) -> Result<Vec<String>> {
    tail_of(&path()?, lines)
}

fn tail_of(path: &Path, lines: usize) -> Result<Vec<String>> {
    let read = |path: &Path| match files::tail(path, 2 * LARGEST) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(refusal) if refusal.is_missing() => Ok(String::new()),
        Err(refusal) => {
            let file = escape(&path.to_string_lossy()).into_owned();
            Err(anyhow!("{file} cannot be read: {refusal}."))
        }
    };
    let mut text = read(path)?;
    if text.lines().count() < lines {
        text = read(&rotated(path))? + &text;
    }
    let mut last: Vec<String> = text
        .lines()
        .rev()
        .take(lines)
        .map(|line| escape(line).into_owned())
        .collect();
    last.reverse();
    Ok(last)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

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
        assert_eq!(refused(), "it is a file that has another name, too");
        fs::remove_file(&path).expect("removed");
        let both = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, both, 0).expect("made");
        let _end = OpenOptions::new().read(true).write(true).open(&path).expect("opened");
        assert_eq!(refused(), "it is no file");
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
}
