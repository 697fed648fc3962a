//! New files: written beside their place, which they take in one step once they are whole. The program does not end
//! while one is written. Imports `domain` and the system.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use tempfile::NamedTempFile;

use super::guard;
use crate::domain::Error;
use crate::domain::text::escape;
use crate::files::{self, words};

/// How the name of a half-written file ends. With the file's own name before it nobody else's files match.
const SUFFIX: &str = ".amtui-tmp";

/// How many random letters and digits stand before that.
const RANDOM: usize = 6;

/// The longest time that the end of the program waits for its writes. A disk that hangs may never end one.
const LONGEST: Duration = Duration::from_secs(5);

static WRITES: OpenWrites = OpenWrites::new();

/// Waits until every file that is being written is in its place, for 5 seconds at most. From then on none is begun: the
/// caller ends the program.
pub fn finish_writes() {
    WRITES.finish(LONGEST);
}

/// The files that are being written.
#[derive(Debug, Default)]
pub struct OpenWrites {
    state: Mutex<WritesState>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct WritesState {
    open: usize,
    ending: bool,
}

/// A file is being written while this lives.
#[derive(Debug)]
pub struct OpenWrite<'a>(&'a OpenWrites);

impl OpenWrites {
    /// None are open.
    pub const fn new() -> Self {
        Self {
            state: Mutex::new(WritesState { open: 0, ending: false }),
            changed: Condvar::new(),
        }
    }

    /// Begins to write a file. Where the program ends, this waits for the end.
    pub fn begin(&self) -> OpenWrite<'_> {
        let state = self.changed.wait_while(guard(&self.state), |state| state.ending);
        state.unwrap_or_else(PoisonError::into_inner).open += 1;
        OpenWrite(self)
    }

    /// Lets none begin any more, and waits for those that are open. Says whether all of them came to their end.
    pub fn finish(&self, longest: Duration) -> bool {
        let mut state = guard(&self.state);
        state.ending = true;
        let waited = self.changed.wait_timeout_while(state, longest, |state| state.open > 0);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

impl Drop for OpenWrite<'_> {
    fn drop(&mut self) {
        guard(&self.0.state).open -= 1;
        self.0.changed.notify_all();
    }
}

/// A new file that its owner alone can read. It removes itself unless it takes a place.
pub(super) struct NewFile {
    file: NamedTempFile,
    _write: OpenWrite<'static>,
}

impl NewFile {
    /// Writes `bytes` into a file in the folder of `path`, so that a rename is enough later on.
    pub(super) fn beside(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        let write = WRITES.begin();
        let mut file = tempfile::Builder::new()
            .prefix(&prefix(path))
            .suffix(SUFFIX)
            .rand_bytes(RANDOM)
            .tempfile_in(folder(path))?;
        file.write_all(bytes)?;
        #[cfg(debug_assertions)]
        wait_if_asked();
        Ok(Self { file, _write: write })
    }

    pub(super) fn as_file(&self) -> &File {
        self.file.as_file()
    }

    pub(super) fn replace(self, path: &Path) -> io::Result<File> {
        self.as_file().sync_all()?;
        let file = self.file.persist(path)?;
        sync_folder(path);
        Ok(file)
    }

    pub(super) fn place(self, path: &Path) -> io::Result<File> {
        self.as_file().sync_all()?;
        let file = self.file.persist_noclobber(path)?;
        sync_folder(path);
        Ok(file)
    }
}

/// Removes half-written files of `path`: what killed writers left. The caller knows that nobody writes it now. A leftover
/// is no reason to refuse anything.
pub(super) fn remove_leftovers(path: &Path) {
    let prefix = prefix(path);
    let Ok(entries) = fs::read_dir(folder(path)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let random = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
        let random = random.and_then(|rest| rest.strip_suffix(SUFFIX.as_bytes()));
        // What stands there of another file, as of `org.json` beside `org`, is longer and has a dot.
        if random.is_some_and(|random| random.len() == RANDOM && random.iter().all(u8::is_ascii_alphanumeric)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn prefix(path: &Path) -> OsString {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    name
}

/// Makes a rename outlive a power loss. The file is whole and in place already: an error here undoes nothing.
fn sync_folder(path: &Path) {
    files::sync_folder(folder(path));
}

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
    error(path, format!("it can't be {deed}: {}.", words(cause)))
}

pub(super) fn shown(path: &Path) -> String {
    escape(&path.to_string_lossy()).into_owned()
}

/// Keeps a write open in debug builds while a test holds the lock of this file.
#[cfg(debug_assertions)]
fn wait_if_asked() {
    if let Some(path) = std::env::var_os("AMTUI_HOLD_WRITES") {
        let _ = File::options().write(true).open(path).and_then(|file| file.lock());
    }
}
