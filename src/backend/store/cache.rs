//! What was read of an organization file, as long as the file stays the same.

use std::sync::{Arc, Mutex};

use super::file::{FileContent, Stamp};
use super::medium::Medium;
use crate::backend::guard;
use crate::domain::Error;

/// One meaning of the file, read when somebody asks for it.
pub(super) struct FileCache<T>(Mutex<Option<CachedContent<T>>>);

struct CachedContent<T> {
    stamp: Stamp,
    settled: bool,
    meaning: Arc<T>,
}

impl<T> Default for FileCache<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> FileCache<T> {
    /// What the file means now; it is read again only if it changed.
    pub(super) fn read(
        &self,
        medium: &Medium,
        parse: impl FnOnce(FileContent) -> Result<T, Error>,
    ) -> Result<Arc<T>, Error> {
        // Held while reading: others wait for this answer instead of reading the same file beside us.
        let mut cache = guard(&self.0);
        if let Some(cached) = cache.as_ref().filter(|c| c.settled)
            && cached.stamp == medium.stamp()?
        {
            return Ok(Arc::clone(&cached.meaning));
        }
        let content = medium.read()?;
        let (stamp, settled) = (content.stamp, content.settled);
        let meaning = Arc::new(parse(content)?);
        *cache = Some(CachedContent {
            stamp,
            settled,
            meaning: Arc::clone(&meaning),
        });
        Ok(meaning)
    }

    /// What was read last, and of which state of the file. None where an equal state may hide a change.
    pub(super) fn kept(&self) -> Option<(Stamp, Arc<T>)> {
        let cache = guard(&self.0);
        let settled = cache.as_ref().filter(|cached| cached.settled)?;
        Some((settled.stamp, Arc::clone(&settled.meaning)))
    }
}
