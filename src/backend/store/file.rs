//! The bytes of an organization file: reading, locking and replacing it whole. Imports `domain` and the system.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use rustix::fs::{Access, access};
use tempfile::NamedTempFile;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::memory::Memory;
use crate::backend::held;
use crate::domain::Error;
use crate::domain::text::escape;

/// Bytes that an organization file can have. The largest organization the platform allows stays well below it.
const LARGEST: u64 = 256 << 20;

/// How the name of a half-written file ends. With the file's own name before it nobody else's files match.
const SUFFIX: &str = ".amtui-tmp";

/// Time stamps closer to the reading than this may hide a second write within one tick of the file system's clock.
const TICK: Duration = Duration::from_millis(100);

/// What tells two states of a file apart without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    inode: (u64, u64),
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    /// The state after so many writes, of what is no file.
    pub(super) fn counted(writes: i64) -> Self {
        Self {
            inode: (0, 0),
            length: 0,
            modified: (writes, 0),
            changed: (0, 0),
        }
    }

    fn of(meta: &Metadata) -> Self {
        Self {
            inode: (meta.dev(), meta.ino()),
            length: meta.len(),
            modified: (meta.mtime(), meta.mtime_nsec()),
            changed: (meta.ctime(), meta.ctime_nsec()),
        }
    }
}

/// Where the bytes of an organization are.
pub(super) enum Medium {
    /// In a file.
    File(PathBuf),
    /// In memory alone.
    Memory(Mutex<Memory>),
}

impl Medium {
    /// The path for sentences; that of memory is none.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Memory(_) => Path::new("the organization in memory"),
        }
    }

    /// The state it is in now.
    pub(super) fn stamp(&self) -> Result<Stamp, Error> {
        match self {
            Self::File(path) => regular(path).map(|meta| Stamp::of(&meta)),
            Self::Memory(memory) => Ok(held(memory).stamp()),
        }
    }

    /// Reads it whole.
    pub(super) fn read(&self) -> Result<Content, Error> {
        match self {
            Self::File(path) => read(path),
            Self::Memory(memory) => Ok(held(memory).read()),
        }
    }

    /// An id for something new. In memory it follows from what was done before: what is shown twice is the same twice.
    pub(super) fn new_id(&self) -> Uuid {
        match self {
            Self::File(_) => Uuid::new_v4(),
            Self::Memory(memory) => held(memory).new_id(),
        }
    }

    /// Waits until no other writer has it, then holds it.
    pub(super) fn lock(&self) -> Result<Held<'_>, Error> {
        Ok(match self {
            Self::File(path) => Held::File(lock(path)?),
            Self::Memory(memory) => Held::Memory(held(memory)),
        })
    }
}

/// An organization that nobody else changes until this is dropped.
pub(super) enum Held<'a> {
    /// Its file is locked.
    File(Locked),
    /// Its memory is.
    Memory(MutexGuard<'a, Memory>),
}

impl Held<'_> {
    /// Reads it whole.
    pub(super) fn read(&self) -> Result<Content, Error> {
        match self {
            Self::File(file) => file.read(),
            Self::Memory(memory) => Ok(memory.read()),
        }
    }

    /// Puts `bytes` in its place in one step.
    pub(super) fn replace(self, bytes: &[u8]) -> Result<(), Error> {
        match self {
            Self::File(file) => file.replace(bytes),
            Self::Memory(mut memory) => {
                memory.replace(bytes);
                Ok(())
            }
        }
    }
}

/// The content of a file and the state it was read in.
pub(super) struct Content {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    pub(super) stamp: Stamp,
    /// Whether an equal stamp later on proves that nothing changed.
    pub(super) settled: bool,
}

/// A sentence about `path`, escaped.
pub(super) fn error(path: &Path, why: impl Into<String>) -> Error {
    Error::File {
        file: escape(&path.to_string_lossy()).into_owned(),
        why: why.into(),
    }
}

pub(super) fn failed(path: &Path, deed: &str, cause: &io::Error) -> Error {
    error(path, format!("it cannot be {deed}: {}.", words(cause)))
}

/// The cause in plain words where we have some; else the system's own.
fn words(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "you have no permission".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::QuotaExceeded => "your disk quota is used up".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".into(),
        io::ErrorKind::NotADirectory => "a part of its path is no folder".into(),
        io::ErrorKind::FileTooLarge => "the file would grow larger than the system allows".into(),
        _ => escape(&cause.to_string()).into_owned(),
    }
}

/// Refuses what is not a file of bearable size, before it is opened: opening a pipe would wait for its other end.
fn regular(path: &Path) -> Result<Metadata, Error> {
    let meta = fs::metadata(path).map_err(|e| failed(path, "read", &e))?;
    if meta.is_dir() {
        return Err(error(path, "it is a folder, not an organization file."));
    }
    if !meta.is_file() {
        return Err(error(path, "it is a device, pipe or socket, not an organization file."));
    }
    if meta.len() > LARGEST {
        let size = meta.len() >> 20;
        let most = LARGEST >> 20;
        return Err(error(
            path,
            format!("it is too large: {size} MiB, and amtui reads up to {most} MiB."),
        ));
    }
    Ok(meta)
}

/// Reads the file whole.
fn read(path: &Path) -> Result<Content, Error> {
    regular(path)?;
    let file = File::open(path).map_err(|e| failed(path, "read", &e))?;
    content(path, &file)
}

fn content(path: &Path, mut file: &File) -> Result<Content, Error> {
    let now = SystemTime::now();
    let cause = |e: io::Error| failed(path, "read", &e);
    let meta = file.metadata().map_err(cause)?;
    // One allocation with room to spare: a buffer that moves would leave a copy of secrets behind.
    let room = usize::try_from(meta.len().min(LARGEST))
        .unwrap_or(0)
        .saturating_add(4096);
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    file.read_to_end(&mut bytes).map_err(cause)?;
    let age = meta.modified().ok().and_then(|m| now.duration_since(m).ok());
    Ok(Content {
        bytes,
        stamp: Stamp::of(&meta),
        settled: age.is_some_and(|age| age > TICK),
    })
}

/// A file that nobody else changes until this is dropped.
pub(super) struct Locked {
    /// As the person named it, for sentences.
    shown: PathBuf,
    /// With symbolic links resolved: a link must stay one when its target is replaced.
    real: PathBuf,
    file: File,
}

/// Waits until no other writer has the file, then holds it.
pub(super) fn lock(path: &Path) -> Result<Locked, Error> {
    let cause = |e: io::Error| failed(path, "written", &e);
    loop {
        let real = fs::canonicalize(path).map_err(cause)?;
        regular(path)?;
        let file = OpenOptions::new().read(true).write(true).open(&real).map_err(cause)?;
        wait(&file).map_err(cause)?;
        // Who held it before us has put a new file in its place: then we hold the lock of a file without a name.
        let held = file.metadata().map_err(cause)?;
        match fs::metadata(&real) {
            Ok(named) if (named.dev(), named.ino()) == (held.dev(), held.ino()) => {
                return Ok(Locked {
                    shown: path.to_owned(),
                    real,
                    file,
                });
            }
            Ok(_) => {}
            Err(e) => return Err(cause(e)),
        }
    }
}

fn wait(file: &File) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::Error(e)) => Err(e),
        Err(TryLockError::WouldBlock) => loop {
            match file.lock() {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                done => return done,
            }
        },
    }
}

impl Locked {
    /// Reads the file whole.
    fn read(&self) -> Result<Content, Error> {
        content(&self.shown, &self.file)
    }

    /// Puts `bytes` in the place of the file in one step: readers see all of the old or all of the new. Its mode stays.
    fn replace(self, bytes: &[u8]) -> Result<(), Error> {
        let mode = self.file.metadata().map(|meta| meta.mode() & 0o7777);
        let mode = mode.map_err(|e| failed(&self.shown, "written", &e))?;
        self.put(bytes, mode)
    }

    /// The same for a file that is amtui's own: from now on its owner alone can read it.
    pub(super) fn start_over(self, bytes: &[u8]) -> Result<(), Error> {
        self.put(bytes, 0o600)
    }

    fn put(self, bytes: &[u8], mode: u32) -> Result<(), Error> {
        let cause = |e: io::Error| failed(&self.shown, "written", &e);
        sweep(&self.real);
        let meta = self.file.metadata().map_err(cause)?;
        let new = beside(&self.real, bytes).map_err(cause)?;
        // Changing the owner needs rights that few have. Before the mode, because it can clear bits of it.
        let _ = fchown(new.as_file(), Some(meta.uid()), Some(meta.gid()));
        let mode = Permissions::from_mode(mode);
        new.as_file().set_permissions(mode).map_err(cause)?;
        new.as_file().sync_all().map_err(cause)?;
        new.persist(&self.real).map_err(|e| cause(e.error))?;
        settle(&self.real);
        Ok(())
    }
}

/// Creates the file with `bytes` unless somebody else was faster. Its folder is made for its owner alone, and so is it.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let cause = |e: io::Error| failed(path, "written", &e);
    let folder = folder(path);
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(cause)?;
    let made = beside(path, bytes).and_then(|new| {
        new.as_file().sync_all()?;
        new.persist_noclobber(path).map_err(|e| e.error)
    });
    match made {
        Ok(_) => settle(path),
        Err(_) if path.exists() => {}
        Err(e) => return Err(cause(e)),
    }
    Ok(())
}

/// Whether the file can be replaced, so that a read-only place is refused at the start and not at the first change.
///
/// # Errors
/// A sentence that says what cannot be written, and how to look at the file all the same.
pub fn writable(path: &Path) -> Result<(), Error> {
    let hint = "Open it with --read-only to look at it.";
    let real = fs::canonicalize(path).map_err(|e| failed(path, "read", &e))?;
    access(&real, Access::WRITE_OK)
        .map_err(|e| error(path, format!("it cannot be written: {}. {hint}", words(&e.into()))))?;
    access(folder(&real), Access::WRITE_OK | Access::EXEC_OK).map_err(|e| {
        error(
            path,
            format!("its folder cannot be written: {}. {hint}", words(&e.into())),
        )
    })
}

pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// How the names of half-written files of `path` begin.
fn prefix(path: &Path) -> OsString {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    name
}

/// A new file in the same folder, so that a rename is enough; it removes itself unless it takes the place.
pub(super) fn beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut new = tempfile::Builder::new()
        .prefix(&prefix(path))
        .suffix(SUFFIX)
        .tempfile_in(folder(path))?;
    new.write_all(bytes)?;
    Ok(new)
}

/// Removes what killed writers left. Under the lock nobody else is writing this file. A leftover harms no one: failing
/// to remove it is no reason to refuse the change.
fn sweep(path: &Path) {
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

/// Makes the rename outlive a power loss. The new file is whole and in place already: an error here undoes nothing.
pub(super) fn settle(path: &Path) {
    let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
}
