//! Simulations on a copy of an organization in memory: the kept one is never touched.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, anyhow};

use super::{login, request, term};
use crate::app::keymap::Keymap;
use crate::app::request::Request;
use crate::app::viewport::Size;
use crate::app::{Mode, Place, Show, Start};
use crate::backend::store::FileBackend;
use crate::backend::{Backend, ReadOnly};
use crate::cli::Cli;
use crate::domain::text::escape;
use crate::domain::{Error, Untrusted};
use crate::stage::playback::Playback;
use crate::stage::simulation::{BEGINS, Responder, Simulation};
use crate::stage::tape::below;
use crate::stage::tour::{Tour, TourName};
use crate::ui::theme::Theme;

/// Time of an answer while somebody watches.
const DELAY: Duration = Duration::from_millis(250);

#[derive(Clone, Debug, Default)]
pub struct SimulationOptions {
    /// The organization file to copy, else the demo.
    pub file: Option<PathBuf>,
    pub user: Option<String>,
    pub open: Option<Place>,
    pub read_only: bool,
    pub show: Show,
    /// Nobody watches: answers come at once.
    pub alone: bool,
}

pub(super) fn tour(name: TourName, show: Show, theme: Theme) -> Result<Playback> {
    let options = SimulationOptions {
        show,
        ..SimulationOptions::default()
    };
    let tour = Tour::parse(name.text()).map_err(|problems| anyhow!(problems.join("\n")))?;
    Ok(Playback::tour(tour, options.builder(term::size())?, theme, false))
}

fn begins() -> i64 {
    BEGINS
}

impl SimulationOptions {
    pub(super) fn of(cli: &Cli) -> Self {
        Self {
            file: cli.file.clone(),
            user: cli.sign_in_as.clone(),
            open: None,
            read_only: cli.read_only,
            show: cli.show(),
            alone: false,
        }
    }

    /// Checks the organization file and the account, and returns what builds simulations.
    ///
    /// # Errors
    /// The organization file is not right, or there is no such account.
    pub fn builder(self, size: Size) -> Result<Box<dyn Fn() -> Simulation>> {
        let copy = FileBackend::copy(self.file.as_deref(), begins)?;
        let accounts = copy.accounts()?;
        if let Some(user) = &self.user {
            login::username(user, &accounts)?;
        }
        Ok(Box::new(move || self.build(size)))
    }

    /// The first account: administrators of the root come first in the file.
    pub(super) fn first_administrator(&self) -> Option<String> {
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
        let answers: Responder = Box::new(move |request| {
            if let Request::Snapshot(Some(path), _) = &request {
                below(Path::new(path)).map_err(Error::BackupFailed)?;
            }
            request::answer(backend.as_ref().map_err(Clone::clone)?.as_ref(), request, &|_| ())
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
