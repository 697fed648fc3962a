//! Opens the backend that the command line or a profile names.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};

use super::console::warn;
use super::live::{self, RequestLogger, RestOptions};
use super::log::Log;
use super::options::is_read_only;
use super::parallel::parallel;
use super::{browser, clock, paths};
use crate::app::Mode;
use crate::app::connection::{LiveBackend, ProfileEntry};
use crate::backend::rest::ShowAddress;
use crate::backend::store::lock::LockWaiting;
use crate::backend::store::{self, FileBackend};
use crate::backend::{Backend, ReadOnly};
use crate::cli::Cli;
use crate::config::{self, Connection, Profile, address};
use crate::domain::Error;
use crate::domain::text::escape;

/// Requests of one urgency to a file at once: a change may wait for others who write it.
const FILE_THREADS: usize = 2;

/// A backend, and what must be known of it to work on it.
pub struct Opened {
    /// The backend; changes are refused where they are off.
    pub backend: Arc<dyn Backend>,
    pub mode: Mode,
    /// The name of the organization file, fit to be shown; empty for the demo.
    pub file: String,
    /// What is known of it, where it is the platform.
    pub live: Option<LiveBackend>,
    pub read_only: bool,
    /// How many requests are under way at once.
    pub threads: usize,
    /// Sentences for the person, escaped.
    pub warnings: Vec<String>,
}

/// Who is told what the platform says unasked. Both are called from any thread.
pub struct Listener {
    /// Is told when the platform lets nobody ask before a moment, in Unix seconds.
    pub limited: Box<dyn Fn(i64) + Send + Sync>,
    pub show_address: ShowAddress,
}

impl Listener {
    /// The console of a command.
    pub fn console() -> Self {
        Self {
            limited: Box::new(|until| warn(&format!("amtui: {}", Error::RateLimited { until }))),
            show_address: Arc::new(browser::open_and_warn),
        }
    }
}

/// Is told a sentence.
pub type Tell = Arc<dyn Fn(&str) + Send + Sync>;

/// What a backend is opened for.
pub enum Purpose {
    /// To read it.
    Reads,
    /// To change it, where that is allowed. Called where another program holds the file.
    Changes(Tell),
}

/// Opens the backend to work on, as the command line says.
pub fn open(cli: &Cli, purpose: Purpose, listener: Listener) -> Result<Opened> {
    match connected(cli, listener)? {
        Some(opened) => Ok(opened),
        None => file(cli, purpose),
    }
}

/// The platform, where the command line leads there. Nothing is asked of it yet.
pub fn connected(cli: &Cli, listener: Listener) -> Result<Option<Opened>> {
    if let Some(connection) = config::connection(&cli.connection_options())? {
        if cli.sign_in_as.is_some() {
            bail!("--as is for the demo and files: on the platform, your credentials decide the account.");
        }
        return platform(cli, connection, listener).map(Some);
    }
    if cli.platform.dry_run {
        bail!("--dry-run needs --profile NAME or --live: it shows what would be sent to the platform.");
    }
    Ok(None)
}

/// Whether it is the demo or a file that the command line leads to, and the name of the file, fit to be shown.
pub fn offline(cli: &Cli) -> (Mode, String) {
    let name = cli.file.as_ref().and_then(|path| path.file_name());
    let name = name.map(|name| escape(&name.to_string_lossy()).into_owned());
    let mode = if cli.file.is_some() { Mode::File } else { Mode::Demo };
    (mode, name.unwrap_or_default())
}

/// Opens the file or the demo. A place that cannot be written is refused now and not at the first change.
pub fn file(cli: &Cli, purpose: Purpose) -> Result<Opened> {
    let backend = if let Some(path) = &cli.file {
        FileBackend::open(path, clock::unix)
    } else {
        // The terminal is not taken yet where a person starts it over.
        let waiting = waiting(Arc::new(|text| warn(&format!("amtui: {text}"))));
        FileBackend::demo(&config::state_dir()?, cli.fresh.then_some(&waiting), clock::unix)
    };
    let mut backend = backend?;
    let is_read_only = is_read_only(cli);
    if let (Purpose::Changes(tell), false) = (purpose, is_read_only) {
        store::writable(backend.path())?;
        store::lock::tidy(backend.path());
        backend = backend.waiting(waiting(tell)).parallel(parallel);
    }
    let (mode, file) = offline(cli);
    Ok(Opened {
        backend: read_only(backend, is_read_only),
        mode,
        file,
        live: None,
        read_only: is_read_only,
        threads: FILE_THREADS,
        warnings: Vec::new(),
    })
}

fn waiting(tell: Tell) -> LockWaiting {
    LockWaiting {
        tell: Box::new(move |text| tell(text)),
        ..LockWaiting::default()
    }
}

/// Opens the backend that a profile leads to, while the program runs. Changes are as the profile says, unless `--read-only` rules
/// them out.
pub fn open_profile(cli: &Cli, name: &str, listener: Listener) -> Result<Opened> {
    let named = cli.platform.profile.as_deref() == Some(name);
    let connection = config::chosen_connection(name, named)?;
    platform(cli, connection, listener)
}

/// The profiles, as the sign-in page lists them.
pub fn listed(profiles: BTreeMap<String, Profile>) -> Vec<ProfileEntry> {
    let listed = |(name, profile): (String, Profile)| ProfileEntry {
        shown: escape(&name).into_owned(),
        host: address::host(profile.base_url()),
        write: profile.write,
        name,
    };
    profiles.into_iter().map(listed).collect()
}

/// An organization on the platform. It is read-only unless `--write` or the profile says otherwise.
fn platform(cli: &Cli, connection: Connection, listener: Listener) -> Result<Opened> {
    let copies = config::state_dir()?.join("deleted");
    let mut warnings = connection.warnings.clone();
    let log = Log::open().map_err(|why| warnings.push(why.to_string())).ok();
    let options = RestOptions {
        copies: Some(copies.clone()),
        dry_run: cli.platform.dry_run,
        show_address: listener.show_address,
    };
    let limited = listener.limited;
    let backend = live::backend(&connection, RequestLogger { log, limited }, options);
    let name = escape(&connection.name).into_owned();
    let backend = backend.map_err(|why| anyhow!("{name}: {why}."))?;
    let changes = (connection.write || cli.platform.dry_run) && !is_read_only(cli);
    Ok(Opened {
        backend: read_only(backend, !changes),
        mode: if cli.platform.dry_run { Mode::DryRun } else { Mode::Live },
        file: String::new(),
        live: Some(LiveBackend {
            profile: name,
            host: connection.host,
            asks: connection.asks,
            protected: connection.protected,
            copies: paths::display(&copies),
            organization: connection.organization,
        }),
        read_only: !changes,
        // A snapshot takes one thread for a while.
        threads: connection.concurrency.max(2),
        warnings,
    })
}

fn read_only<B: Backend + 'static>(backend: B, read_only: bool) -> Arc<dyn Backend> {
    if read_only {
        Arc::new(ReadOnly(backend))
    } else {
        Arc::new(backend)
    }
}
