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
            anyhow!("No log is written: {file} can't be opened: {}.", escape(&e.to_string()))
        })
    }

    /// Opens the log at `path`, which becomes the old one from `largest` bytes on.
    ///
    /// # Errors
    /// It cannot be written, or is something else than a log of its owner alone.
    pub fn open_at(path: &Path, largest: u64) -> io::Result<Self> {
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
        return Err(io::Error::other("it is not a file"));
    }
    if meta.nlink() > 1 {
        return Err(io::Error::other("it is a file with a second name (a hard link)"));
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

/// The same of the log at `path`.
///
/// # Errors
/// It cannot be read.
pub fn tail_of(path: &Path, lines: usize) -> Result<Vec<String>> {
    let read = |path: &Path| match files::tail(path, 2 * LARGEST) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(refusal) if refusal.is_missing() => Ok(String::new()),
        Err(refusal) => {
            let file = escape(&path.to_string_lossy()).into_owned();
            Err(anyhow!("{file} can't be read: {refusal}."))
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
