//! A demo that is gone or damaged gives way to a new one. What was in it is kept beside it. Imports `domain` and the system.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Seek as _};
use std::path::{Path, PathBuf};

use super::file::{content, create};
use crate::backend::new_file::{NewFile, failed};
use crate::domain::Error;

/// Ends of the names under which what was there is kept.
const DELETED: &str = "deleted";
const DAMAGED: &str = "damaged";

/// What one may do about a file that can't be read any more: the rest of a sentence about it.
pub(super) fn way_on(path: &Path, why: &str) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // The way on comes first: a status row may have room for no more.
    if is_missing(path) {
        format!("it was deleted. :fresh makes it anew, and keeps what was in it as {name}.{DELETED}.")
    } else {
        format!("it is damaged. :fresh makes it anew, and keeps this one as {name}.{DAMAGED}. {why}")
    }
}

/// Puts `first` in the place of what is damaged or missing. `last` is the file as it was read last: it holds its content
/// although it has no name any more.
pub(super) fn begin_anew(path: &Path, last: Option<&File>, first: &[u8]) -> Result<(), Error> {
    let cause = |e: io::Error| failed(path, "written", &e);
    if is_missing(path) {
        let read = |mut file: &File| file.rewind().ok().and_then(|()| content(path, file).ok());
        let kept = last.and_then(read);
        if let Some(kept) = kept.filter(|kept| !kept.bytes.is_empty()) {
            let aside = aside(path, DELETED);
            NewFile::beside(&aside, &kept.bytes)
                .and_then(|new| new.place(&aside))
                .map_err(cause)?;
        }
    } else {
        // Whatever it is, nobody follows it.
        fs::rename(path, aside(path, DAMAGED)).map_err(cause)?;
    }
    create(path, first)
}

fn is_missing(path: &Path) -> bool {
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
