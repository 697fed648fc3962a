//! The lock of an organization file: one writer at a time, who replaces the file whole. Imports `domain` and the system.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt, fchown};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use super::file::{FileContent, Stamp, content, refused};
use super::owner::hand_over;
use crate::backend::guard;
use crate::backend::new_file::{NewFile, error, failed, remove_leftovers, shown};
use crate::backend::parallel::{RunParallel, broke_off, each};
use crate::domain::Error;
use crate::files;

/// Waiting longer than this is announced.
const ANNOUNCE_AFTER: Duration = Duration::from_secs(1);

/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The longest time between two looks at a lock.
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// How to wait for a file's lock.
pub struct LockWaiting {
    /// Blocks for this time.
    pub pause: fn(Duration),
    /// Called with a sentence where waiting takes long, from any thread.
    pub tell: Box<dyn Fn(&str) + Send + Sync>,
}

impl Default for LockWaiting {
    fn default() -> Self {
        Self {
            pause,
            tell: Box::new(|_| ()),
        }
    }
}

impl fmt::Debug for LockWaiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").finish_non_exhaustive()
    }
}

pub fn pause(time: Duration) {
    let (mutex, never) = (Mutex::new(()), Condvar::new());
    drop(never.wait_timeout_while(guard(&mutex), time, |()| true));
}

/// A file that nobody else changes until this is dropped.
#[derive(Debug)]
pub struct LockedFile {
    /// As the person named it, for sentences.
    shown: PathBuf,
    /// With symbolic links resolved: a link must stay one when its target is replaced.
    real: PathBuf,
    file: File,
    /// How it was when it was locked.
    stamp: Stamp,
}

/// Waits until no other writer has the file, then holds it.
///
/// # Errors
/// Others hold it for too long, or it cannot be written.
pub fn lock(path: &Path, waiting: &LockWaiting) -> Result<LockedFile, Error> {
    let mut wait = LockBackoff::default();
    loop {
        if let Some(locked) = try_lock(path)? {
            return Ok(locked);
        }
        wait.go_on(path, waiting)?;
    }
}

/// How long a lock was waited for.
#[derive(Default)]
struct LockBackoff {
    waited: Duration,
    next: Duration,
    told: bool,
}

impl LockBackoff {
    fn go_on(&mut self, path: &Path, waiting: &LockWaiting) -> Result<(), Error> {
        let most = LONGEST_WAIT.as_secs();
        if self.waited >= LONGEST_WAIT {
            return Err(Error::Locked(format!(
                "{}: another program has kept it locked for {most} seconds. Not changed. End that program, or try \
                 again later.",
                shown(path)
            )));
        }
        if self.waited >= ANNOUNCE_AFTER && !self.told {
            self.told = true;
            (waiting.tell)(&format!(
                "{} is locked by another program. amtui waits for it, at most {most} seconds.",
                shown(path)
            ));
        }
        // Soon at first: most writers are done in no time.
        self.next = (self.next * 2).clamp(Duration::from_millis(1), LONGEST_PAUSE);
        (waiting.pause)(self.next);
        self.waited += self.next;
        Ok(())
    }
}

/// Holds the file unless another writer has it.
fn try_lock(path: &Path) -> Result<Option<LockedFile>, Error> {
    let cause = |e: io::Error| failed(path, "written", &e);
    let real = fs::canonicalize(path).map_err(cause)?;
    let file = files::open(&real, OpenOptions::new().read(true).write(true));
    let file = file.map_err(|e| refused(path, "written", &e))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(e)) => return Err(cause(e)),
    }
    // Who held it before us has put a new file in its place: then we hold the lock of a file without a name.
    let (ours, named) = (file.metadata().map_err(cause)?, fs::metadata(&real).map_err(cause)?);
    let same = (named.dev(), named.ino()) == (ours.dev(), ours.ino());
    Ok(same.then(|| LockedFile {
        shown: path.to_owned(),
        real,
        stamp: Stamp::of(&ours),
        file,
    }))
}

/// Removes what killed writers left beside the file, secrets included, unless somebody writes it now.
pub fn tidy(path: &Path) {
    // Who cannot lock it cannot know; the next one does.
    if let Ok(Some(locked)) = try_lock(path) {
        remove_leftovers(&locked.real);
    }
}

impl LockedFile {
    /// Its path, as the person named it.
    pub(super) fn path(&self) -> &Path {
        &self.shown
    }

    pub(super) fn read(&self) -> Result<FileContent, Error> {
        content(&self.shown, &self.file)
    }

    /// Puts `bytes` in the place of the file in one step: readers see all of the old or all of the new. Who may read
    /// and write it stays the same.
    pub(super) fn replace(self, bytes: &[u8]) -> Result<(), Error> {
        self.put(bytes, hand_over)
    }

    /// Like `replace`, but leaves the file alone if `proof` refuses. It looks while the bytes are written beside the file.
    pub(super) fn replace_if(
        self,
        bytes: &[u8],
        parallel: RunParallel,
        proof: impl Fn() -> Result<(), Error> + Sync,
    ) -> Result<(), Error> {
        let refused = |e: io::Error| failed(&self.shown, "written", &e);
        let proof = || proof().map(|()| None);
        let write = || self.beside(bytes, hand_over).map(Some).map_err(refused);
        let both: [&(dyn Fn() -> Result<Option<NewFile>, Error> + Sync); 2] = [&proof, &write];
        let done = each(parallel, both.len(), &both, |one| one());
        let [proved, written] = <[_; 2]>::try_from(done).map_err(|_| broke_off())?;
        proved?;
        self.take_place(written?.ok_or_else(broke_off)?)
    }

    /// Like `replace`, for a file that is amtui's own: from now on its owner alone can read it.
    pub(super) fn start_over(self, bytes: &[u8]) -> Result<(), Error> {
        // Nobody has looked at what is behind the link: it may be anything.
        if fs::symlink_metadata(&self.shown).is_ok_and(|meta| meta.is_symlink()) {
            let why = "it is a symbolic link. Not changed. Remove the link to reset the demo.";
            return Err(error(&self.shown, why));
        }
        self.put(bytes, |old, new| {
            let meta = old.metadata()?;
            // Needs rights that few have. Without them the new file belongs to the account that resets it.
            let _ = fchown(new, Some(meta.uid()), Some(meta.gid()));
            Ok(())
        })
    }

    /// Puts `bytes` in the place of the file once `ready` has made the new one, its second argument, like the old one.
    ///
    /// # Errors
    /// `ready` fails, or nothing can be written: the file stays as it is.
    pub fn put(self, bytes: &[u8], ready: impl FnOnce(&File, &File) -> io::Result<()>) -> Result<(), Error> {
        let new = self.beside(bytes, ready);
        self.take_place(new.map_err(|e| failed(&self.shown, "written", &e))?)
    }

    /// Editors know no lock: what one saved since is not lost.
    fn take_place(&self, new: NewFile) -> Result<(), Error> {
        let refused = |e: io::Error| failed(&self.shown, "written", &e);
        if Stamp::of(&fs::metadata(&self.real).map_err(refused)?) != self.stamp {
            let why = "another program saved it meanwhile. Not changed. Look at it, and try again.";
            return Err(error(&self.shown, why));
        }
        new.replace(&self.real).map(drop).map_err(refused)
    }

    fn beside(&self, bytes: &[u8], ready: impl FnOnce(&File, &File) -> io::Result<()>) -> io::Result<NewFile> {
        remove_leftovers(&self.real);
        let new = NewFile::beside(&self.real, bytes)?;
        ready(&self.file, new.as_file())?;
        new.as_file().sync_all()?;
        Ok(new)
    }
}
