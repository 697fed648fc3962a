//! Files that a person asks for: recordings, pictures and snapshots. None takes the place of another file unless that was
//! asked for. Imports `domain` and the system.

use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::new_file::{NewFile, error, failed, folder};
use crate::domain::Error;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Existing {
    #[default]
    Stays,
    /// It stays, and `--force` is named as the way to replace it.
    StaysUnforced,
    Replaced,
}

#[derive(Clone, Debug, Default)]
pub struct Output {
    existing: Existing,
    in_use: Vec<PathBuf>,
}

impl Output {
    /// Replaces a file that is there if `force` is on; never one that is `in_use`, by whatever name.
    pub fn new(force: bool, in_use: Vec<PathBuf>) -> Self {
        Self {
            existing: if force {
                Existing::Replaced
            } else {
                Existing::StaysUnforced
            },
            in_use,
        }
    }

    /// Whether a file can be made at `path`, before any work is done for it.
    ///
    /// # Errors
    /// Something is there that must not be replaced, or there is no such folder.
    pub fn check(&self, path: &Path) -> Result<(), Error> {
        let refuse = |why: &str| Err(error(path, format!("{why} Not written. Choose another name.")));
        match fs::symlink_metadata(path) {
            // Links are not followed: what is written through one may land anywhere.
            Ok(meta) if meta.is_symlink() => return refuse("it is a symbolic link."),
            Ok(meta) if !meta.is_file() => return refuse("it exists already, and it is not a file."),
            Ok(meta) if self.uses(&meta) => return refuse("it exists already, and amtui uses it."),
            Ok(_) => match self.existing {
                Existing::Replaced => {}
                Existing::Stays => return refuse("it exists already."),
                Existing::StaysUnforced => {
                    let why = "it exists already. Not written. Choose another name, or use --force.";
                    return Err(error(path, why));
                }
            },
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(failed(path, "written", &e)),
        }
        if path.file_name().is_none() {
            return refuse("it has no name.");
        }
        match fs::metadata(folder(path)) {
            Ok(meta) if meta.is_dir() => Ok(()),
            Ok(_) => refuse("its folder is not a folder."),
            Err(e) => Err(failed(path, "written", &e)),
        }
    }

    fn uses(&self, meta: &Metadata) -> bool {
        let mut used = self.in_use.iter().filter_map(|path| fs::metadata(path).ok());
        used.any(|used| (used.dev(), used.ino()) == (meta.dev(), meta.ino()))
    }

    /// Saves `bytes` in a file that its owner alone can read: all of them, or nothing is there and nothing gave way.
    pub fn save(&self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        self.put(path, bytes).map(drop)
    }

    /// Makes an empty file that its owner alone can read, to be written bit by bit.
    pub fn create(&self, path: &Path) -> Result<File, Error> {
        self.put(path, &[])
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> Result<File, Error> {
        self.check(path)?;
        let cause = |e: &io::Error| failed(path, "written", e);
        let new = NewFile::beside(path, bytes).map_err(|e| cause(&e))?;
        let placed = if self.existing == Existing::Replaced {
            new.replace(path)
        } else {
            new.place(path)
        };
        // Somebody else may have been faster: then that is the reason.
        placed.or_else(|e| self.check(path).and(Err(cause(&e))))
    }
}
