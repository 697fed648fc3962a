//! How a stage is set up: with a copy of an organization in memory. Nothing on it touches the kept organization.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, anyhow};

use super::worker;
use crate::app::keymap::Keymap;
use crate::app::msg::{Request, Size};
use crate::app::{Mode, Place, Show, Start};
use crate::backend::store::FileBackend;
use crate::backend::{Backend, ReadOnly};
use crate::domain::text::escape;
use crate::domain::{Error, Untrusted};
use crate::stage::simulation::{Answers, BEGINS, Simulation};
use crate::stage::tape::below;

/// How long an answer takes on a stage that somebody watches.
const DELAY: Duration = Duration::from_millis(250);

/// How a stage is set up.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    /// The organization file to copy; the demo where there is none.
    pub file: Option<PathBuf>,
    /// Sign in as this user.
    pub user: Option<String>,
    /// Begin there.
    pub open: Option<Place>,
    /// Whether changes are off.
    pub read_only: bool,
    /// What is done for those who watch.
    pub show: Show,
    /// Whether nobody watches: then answers come at once.
    pub alone: bool,
}

fn begins() -> i64 {
    BEGINS
}

impl Stage {
    /// Checks that the stage can be set up, and returns what sets it up.
    ///
    /// # Errors
    /// The organization file is not right, or there is no such account.
    pub fn builder(self, size: Size) -> Result<Box<dyn Fn() -> Simulation>> {
        let copy = FileBackend::copy(self.file.as_deref(), begins).map_err(|e| anyhow!("{e}"))?;
        let accounts = copy.accounts().map_err(|e| anyhow!("{e}"))?;
        if let Some(user) = &self.user {
            super::start::account(user, &accounts)?;
        }
        Ok(Box::new(move || self.build(size)))
    }

    /// The first account of the file: administrators of the root come first.
    #[must_use]
    pub fn first_administrator(&self) -> Option<String> {
        let copy = FileBackend::copy(self.file.as_deref(), begins).ok()?;
        copy.accounts().ok()?.first().map(|a| a.username.raw().to_owned())
    }

    fn build(&self, size: Size) -> Simulation {
        let backend: Result<Arc<dyn Backend>, Error> = FileBackend::copy(self.file.as_deref(), begins).map(|copy| {
            let backend: Arc<dyn Backend> = if self.read_only {
                Arc::new(ReadOnly(copy))
            } else {
                Arc::new(copy)
            };
            backend
        });
        let accounts = backend
            .as_ref()
            .map(|h| h.accounts().unwrap_or_default())
            .unwrap_or_default();
        let answers: Answers = Box::new(move |request| {
            if let Request::Snapshot(Some(path)) = &request {
                below(Path::new(path)).map_err(Error::BackupFailed)?;
            }
            worker::answer(backend.as_ref().map_err(Clone::clone)?.as_ref(), request)
        });
        let file = self.file.as_ref().and_then(|f| f.file_name());
        let start = Start {
            mode: if self.file.is_some() { Mode::File } else { Mode::Demo },
            live: None,
            says: Vec::new(),
            file: file
                .map(|f| escape(&f.to_string_lossy()).into_owned())
                .unwrap_or_default(),
            read_only: self.read_only,
            accounts,
            sign_in_as: self.user.as_deref().map(Untrusted::new),
            open: self.open.clone(),
            keymap: Keymap::standard(None).unwrap_or_default(),
            mouse: true,
            show: self.show,
            watched: true,
        };
        let delay = if self.alone { Duration::ZERO } else { DELAY };
        Simulation::new(start, size, answers, delay)
    }
}
