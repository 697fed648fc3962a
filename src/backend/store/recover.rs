//! A demo that is gone or damaged gives way to a new one. What was in it is kept beside it. Imports `domain` and the system.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Seek as _};
use std::path::{Path, PathBuf};

use super::access::Directory;
use super::document::Document;
use super::file::{content, prepare};
use super::lock::LockedFile;
use super::{FileBackend, guard};
use crate::backend::new_file::{NewFile, error, failed};
use crate::domain::Error;
use crate::domain::text::escape;
use crate::files::words;

/// Ends of the names under which what was there is kept.
const DELETED: &str = "deleted";
const DAMAGED: &str = "damaged";

impl FileBackend {
    /// Puts what it was at first in its place, and says so. What can't be read at all may be whole, and stays.
    pub(super) fn reset(&self) -> Result<String, Error> {
        let first = self.first.as_ref();
        let first = first.ok_or(Error::Unsupported("Resetting an organization file"))?();
        let read = self.document();
        let mut journal = guard(&self.journal);
        let kept_in = match read {
            Err(Error::File { .. }) if self.medium.is_missing() => self.medium.begin_anew(&first)?,
            Ok(_) | Err(Error::File { .. }) => {
                let locked = self.medium.lock(&self.waiting)?;
                match (is_whole(&locked.read()?.bytes), read) {
                    (true, Ok(_)) => {
                        locked.start_over(&first)?;
                        None
                    }
                    // Somebody mended it: what they saved must be seen first.
                    (true, Err(_)) => return Err(self.wrong("it can be read again. Not reset.".into())),
                    (false, _) => locked.set_aside(&first)?,
                }
            }
            Err(why) => return Err(why),
        };
        journal.clear();
        Ok(outcome(kept_in.as_deref()))
    }
}

/// Whether all of a file can be read: who may do what in it as well.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    Document::parse(bytes).is_ok() && Directory::parse(bytes).is_ok()
}

/// What one may do about a file that is gone: the rest of a sentence about it.
pub(super) fn way_on(path: &Path) -> String {
    let name = name(path);
    format!("it was deleted. :fresh makes a new one, and keeps what was in it as {name}.{DELETED}.")
}

/// The same about a file with something else in it.
pub(super) fn damage(path: &Path, why: &str) -> String {
    let name = name(path);
    // The way on comes first: a status row may have room for no more.
    format!("it is damaged. :fresh makes a new one, and keeps this one as {name}.{DAMAGED}. {why}")
}

fn name(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

/// Puts `first` in the place of what is missing. `last` is the file as it was read last: it holds its content although it has
/// no name any more. Comes back with the file in which that is kept.
pub(super) fn begin_anew(path: &Path, last: Option<&File>, first: &[u8]) -> Result<Option<PathBuf>, Error> {
    let cause = |e: io::Error| failed(path, "written", &e);
    let read = |mut file: &File| file.rewind().ok().and_then(|()| content(path, file).ok());
    let kept = last.and_then(read);
    let mut kept_in = None;
    if let Some(kept) = kept.filter(|kept| !kept.bytes.is_empty()) {
        let aside = aside(path, DELETED);
        NewFile::beside(&aside, &kept.bytes)
            .and_then(|new| new.place(&aside))
            .map_err(cause)?;
        kept_in = Some(aside);
    }
    place(prepare(path, first), path, kept_in.as_deref())?;
    Ok(kept_in)
}

/// What is said of a demo that begins anew, without a stop.
pub(super) fn outcome(kept_in: Option<&Path>) -> String {
    format!("Demo reset{}", kept(kept_in))
}

/// Where the old content is: a sentence without a stop, after the stop of the one before.
fn kept(kept_in: Option<&Path>) -> String {
    let name = kept_in.and_then(Path::file_name).map(OsStr::to_string_lossy);
    let said = name.map(|name| format!(". What was in it is kept as {}", escape(&name)));
    said.unwrap_or_default()
}

/// Puts `first` in the place of what is damaged, which nobody writes while it is locked. Comes back with the file in which
/// that is kept.
pub(super) fn set_aside(damaged: &LockedFile, first: &[u8]) -> Result<Option<PathBuf>, Error> {
    let path = damaged.path();
    let cause = |e: io::Error| failed(path, "written", &e);
    // Whole on the disk before the old one moves: a full disk leaves all as it was.
    let new = prepare(path, first).map_err(cause)?;
    new.as_file().sync_all().map_err(cause)?;
    let aside = aside(path, DAMAGED);
    // A link is moved itself: nobody looked at what is behind it.
    fs::rename(path, &aside).map_err(cause)?;
    place(Ok(new), path, Some(&aside))?;
    Ok(Some(aside))
}

/// Puts the new file in its place, unless another program made one meanwhile. The error says where the old content is.
fn place(new: io::Result<NewFile>, path: &Path, kept_in: Option<&Path>) -> Result<(), Error> {
    let placed = new.and_then(|new| new.place(path)).map(drop);
    placed.map_err(|e| error(path, format!("it can't be written: {}{}.", words(&e), kept(kept_in))))
}

pub(super) fn is_missing(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|e| e.kind() == ErrorKind::NotFound)
}

/// A name beside the file that nothing has yet.
fn aside(path: &Path, end: &str) -> PathBuf {
    let named = |n: usize| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{end}"));
        if n > 1 {
            name.push(format!(".{n}"));
        }
        PathBuf::from(name)
    };
    let mut numbers = 1..;
    let free = numbers.find(|n| is_missing(&named(*n)));
    named(free.unwrap_or(1))
}
