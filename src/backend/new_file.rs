//! New files: written beside their place, which they take in one step once they are whole. The program does not end
//! while one is written. Imports `domain` and the system.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::mem;
use std::path::Path;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use tempfile::NamedTempFile;

use crate::domain::Error;
use crate::domain::text::escape;
use crate::files::{self, words};

/// How the name of a half-written file ends. With the file's own name before it nobody else's files match.
const SUFFIX: &str = ".amtui-tmp";

/// Held for reading while a file is written, and for writing by whoever ends the program.
static WRITES: RwLock<()> = RwLock::new(());

/// Waits until every file that is being written is in its place. From then on none is begun: the caller ends the program.
pub fn finish_writes() {
    mem::forget(WRITES.write().unwrap_or_else(PoisonError::into_inner));
}

/// A new file that its owner alone can read. It removes itself unless it takes a place.
pub(super) struct NewFile {
    file: NamedTempFile,
    _unfinished: RwLockReadGuard<'static, ()>,
}

impl NewFile {
    /// Writes `bytes` into a file in the folder of `path`, so that a rename is enough later on.
    pub(super) fn beside(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        let unfinished = WRITES.read().unwrap_or_else(PoisonError::into_inner);
        let mut file = tempfile::Builder::new()
            .prefix(&prefix(path))
            .suffix(SUFFIX)
            .tempfile_in(folder(path))?;
        file.write_all(bytes)?;
        Ok(Self {
            file,
            _unfinished: unfinished,
        })
    }

    pub(super) fn as_file(&self) -> &File {
        self.file.as_file()
    }

    /// Takes the place of whatever is at `path`.
    pub(super) fn replace(self, path: &Path) -> io::Result<File> {
        self.as_file().sync_all()?;
        let file = self.file.persist(path)?;
        settle(path);
        Ok(file)
    }

    /// Takes a place where nothing is.
    pub(super) fn place(self, path: &Path) -> io::Result<File> {
        self.as_file().sync_all()?;
        let file = self.file.persist_noclobber(path)?;
        settle(path);
        Ok(file)
    }
}

/// Removes half-written files of `path`: what killed writers left. The caller knows that nobody writes it now. A leftover
/// is no reason to refuse anything.
pub(super) fn sweep(path: &Path) {
    let prefix = prefix(path);
    let Ok(entries) = fs::read_dir(folder(path)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        if name.starts_with(prefix.as_encoded_bytes()) && name.ends_with(SUFFIX.as_bytes()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// How the names of half-written files of `path` begin.
fn prefix(path: &Path) -> OsString {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    name
}

/// Makes a rename outlive a power loss. The file is whole and in place already: an error here undoes nothing.
fn settle(path: &Path) {
    files::sync_folder(folder(path));
}

/// The folder of a file.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A sentence about `path`, escaped.
pub(super) fn error(path: &Path, why: impl Into<String>) -> Error {
    Error::File {
        file: shown(path),
        why: why.into(),
    }
}

pub(super) fn failed(path: &Path, deed: &str, cause: &io::Error) -> Error {
    error(path, format!("it cannot be {deed}: {}.", words(cause)))
}

/// A path, fit to be shown.
pub(super) fn shown(path: &Path) -> String {
    escape(&path.to_string_lossy()).into_owned()
}
