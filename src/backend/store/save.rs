//! Saves an organization as a file of its own: whole or not at all, and for its owner alone. Imports `domain` and the
//! system.

use std::fs;
use std::io;
use std::path::Path;

use super::document::Document;
use super::file::{beside, error, failed, folder, settle};
use crate::domain::Error;

/// Whether a new file can have this name, before anything is read for it. With `force` a file that is there gives way.
///
/// # Errors
/// It is there already, or is no file, or has no folder: a sentence.
pub fn free(path: &Path, force: bool) -> Result<(), Error> {
    let refuse = |why: &str| Err(error(path, format!("{why} Nothing was written: name another file.")));
    // Links are not followed: what is written through one may land anywhere.
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_symlink() => return refuse("it is a symbolic link."),
        Ok(meta) if !meta.is_file() => return refuse("it is there already, and it is no file."),
        Ok(_) if !force => return refuse("it is there already."),
        Ok(_) => {}
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        Err(e) => return Err(failed(path, "written", &e)),
    }
    if path.file_name().is_none() {
        return refuse("it has no name.");
    }
    match fs::metadata(folder(path)) {
        Ok(meta) if meta.is_dir() => Ok(()),
        Ok(_) => refuse("its folder is no folder."),
        Err(e) => Err(failed(path, "written", &e)),
    }
}

/// Saves `bytes` in a file that its owner alone can read, in one step. With `force` a file that is there gives way.
///
/// # Errors
/// As [`free`]; or it cannot be written, or is not an organization file. Nothing is there then, and nothing gave way.
pub fn save(path: &Path, bytes: &[u8], force: bool) -> Result<(), Error> {
    Document::parse(bytes)
        .map_err(|why| Error::Internal(format!("an organization was to be saved that cannot be read: {why}")))?;
    free(path, force)?;
    // What is new is its owner's alone from the beginning.
    let new = beside(path, bytes).map_err(|e| failed(path, "written", &e))?;
    new.as_file().sync_all().map_err(|e| failed(path, "written", &e))?;
    let placed = if force {
        new.persist(path)
    } else {
        new.persist_noclobber(path)
    };
    match placed {
        Ok(_) => {
            settle(path);
            Ok(())
        }
        // Somebody else may have been faster.
        Err(e) => free(path, force).and(Err(failed(path, "written", &e.error))),
    }
}
