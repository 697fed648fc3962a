//! What is looked at before the terminal is touched: is there one, how should it look, which backend, which account.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};

use super::live::{self, Care, Watch};
use super::log::Log;
use super::recorder::How;
use super::{clock, paths, prompt, worker};
use crate::app::Mode;
use crate::app::live::{Live, ProfileEntry};
use crate::app::show::{UNMASKED, may_record};
use crate::backend::store::lock::Waiting;
use crate::backend::store::{self, FileBackend};
use crate::backend::{Backend, Output, ReadOnly};
use crate::cli::{Cli, Deed};
use crate::config::{self, Connection, Profile, Wanted, place};
use crate::domain::login::{Asks, Credentials, Login};
use crate::domain::text::escape;
use crate::domain::{Account, Untrusted};
use crate::ui::theme::Name;

/// Refuses to start where there is no terminal.
///
/// # Errors
/// There is none.
pub fn check_terminal() -> Result<()> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        bail!("This is a program for a terminal: its input and output must both be one.");
    }
    Ok(())
}

/// Refuses to record an organization of one's own as it is, before anything else is done.
///
/// # Errors
/// That was asked for, and not allowed.
pub fn check_recording(cli: &Cli) -> Result<()> {
    let mode = if cli.platform.profile.is_some() || cli.platform.live {
        Mode::Live
    } else if cli.file.is_some() {
        Mode::File
    } else {
        Mode::Demo
    };
    if cli.recording.record.is_some() && !may_record(mode, cli.show.mask, cli.recording.record_unmasked) {
        bail!(UNMASKED);
    }
    Ok(())
}

/// The theme, and whether frames are drawn with ASCII characters.
#[must_use]
pub fn look(cli: &Cli) -> (Name, bool) {
    let name = match cli.theme {
        Some(name) => name,
        None if config::no_color() => Name::Mono,
        None => Name::Dark,
    };
    (name, cli.ascii || !config::utf8())
}

/// A backend, and what must be known of it to work on it.
pub struct Opened {
    /// The backend; changes are refused where they are off.
    pub backend: Arc<dyn Backend>,
    /// The kind of backend.
    pub mode: Mode,
    /// The name of the organization file, fit to be shown; empty for the demo.
    pub file: String,
    /// What is known of it, where it is the platform.
    pub live: Option<Live>,
    /// Whether changes are off.
    pub read_only: bool,
    /// How many requests are under way at once.
    pub threads: usize,
    /// Sentences to tell, fit to be shown.
    pub says: Vec<String>,
}

/// What a backend is opened for.
pub enum Purpose {
    /// To read it.
    Reads,
    /// To change it, where that is allowed. Who waits for another program to write the file is told so.
    Changes(Box<dyn Fn(&str) + Send + Sync>),
}

/// Opens the backend to work on, as the command line says; a place that cannot be written is refused now and not at the first
/// change. `limited` is told when the platform lets nobody ask before a moment, in Unix seconds.
///
/// # Errors
/// The file is not right, or cannot be written.
pub fn open(cli: &Cli, purpose: Purpose, limited: Box<dyn Fn(i64) + Send + Sync>) -> Result<Opened> {
    let wanted = cli.wanted();
    if let Some(connection) = config::connection(&wanted)? {
        if cli.sign_in_as.is_some() {
            bail!("--as chooses an account of the demo or of a file: on the platform the credentials say who one is.");
        }
        return platform(cli, connection, limited);
    }
    if cli.platform.dry_run {
        bail!("--dry-run needs --profile NAME or --live: it shows what would be sent to the platform.");
    }
    let backend = if let Some(path) = &cli.file {
        FileBackend::open(path, clock::unix)
    } else {
        // The terminal is not taken yet.
        let waiting = waiting(Box::new(super::locked));
        FileBackend::demo(&config::state_dir()?, cli.fresh.then_some(&waiting), clock::unix)
    };
    let mut backend = backend.map_err(|e| anyhow!("{e}"))?;
    if let (Purpose::Changes(tell), false) = (purpose, cli.read_only) {
        store::writable(backend.path()).map_err(|e| anyhow!("{e}"))?;
        store::lock::tidy(backend.path());
        backend = backend.waiting(waiting(tell));
    }
    let file = cli.file.as_ref().and_then(|path| path.file_name());
    let file = file.map(|name| escape(&name.to_string_lossy()).into_owned());
    Ok(Opened {
        backend: read_only(backend, cli.read_only),
        mode: if cli.file.is_some() { Mode::File } else { Mode::Demo },
        file: file.unwrap_or_default(),
        live: None,
        read_only: cli.read_only,
        threads: worker::THREADS,
        says: Vec::new(),
    })
}

fn waiting(tell: Box<dyn Fn(&str) + Send + Sync>) -> Waiting {
    Waiting {
        tell,
        ..Waiting::default()
    }
}

/// How files are made that the command line asks for: with `--force` a file that is there gives way, unless amtui uses it.
#[must_use]
pub fn output(cli: &Cli) -> Output {
    let of_amtui = config::state_dir().map(|folder| ["demo.json", "log", "log.1"].map(|name| folder.join(name)));
    let of_person = config::config_dir().map(|folder| ["config.toml", "keys.toml"].map(|name| folder.join(name)));
    let mut in_use: Vec<PathBuf> = cli.file.iter().cloned().collect();
    in_use.extend(of_amtui.into_iter().flatten());
    in_use.extend(of_person.into_iter().flatten());
    if let Some(Deed::Play { tape, .. }) = &cli.deed {
        in_use.push(tape.clone());
    }
    Output::new(cli.recording.force, in_use)
}

/// How the command line says that recordings are made.
#[must_use]
pub fn recorded(cli: &Cli) -> How {
    How {
        version: cli.recording.cast,
        output: output(cli),
    }
}

/// Opens the backend that a profile leads to, while the program runs. Changes are as the profile says, unless `--read-only` rules
/// them out.
///
/// # Errors
/// The profile is not right, or cannot be used.
pub fn open_profile(cli: &Cli, name: &str, limited: Box<dyn Fn(i64) + Send + Sync>) -> Result<Opened> {
    let wanted = Wanted {
        profile: Some(name.to_owned()),
        ..Wanted::default()
    };
    let connection = config::connection(&wanted)?.ok_or_else(|| anyhow!("There is no such profile."))?;
    platform(cli, connection, limited)
}

/// The profiles, as the sign-in page lists them.
///
/// # Errors
/// Everything that is wrong with their file.
pub fn profiles() -> Result<Vec<ProfileEntry>> {
    let listed = |(name, profile): (String, Profile)| ProfileEntry {
        shown: escape(&name).into_owned(),
        host: place::shown(profile.base_url()),
        write: profile.write,
        name,
    };
    Ok(config::profiles()?.into_iter().map(listed).collect())
}

/// An organization on the platform. It is read-only unless `--write` or the profile says otherwise.
fn platform(cli: &Cli, connection: Connection, limited: Box<dyn Fn(i64) + Send + Sync>) -> Result<Opened> {
    let copies = config::state_dir()?.join("deleted");
    let mut says = connection.says.clone();
    let log = Log::open().map_err(|why| says.push(why.to_string())).ok();
    let care = Care {
        copies: Some(copies.clone()),
        dry_run: cli.platform.dry_run,
    };
    let backend = live::backend(&connection, Watch { log, limited }, care);
    let name = escape(&connection.name).into_owned();
    let backend = backend.map_err(|why| anyhow!("{name}: {why}."))?;
    let changes = (connection.write || cli.platform.dry_run) && !cli.read_only;
    Ok(Opened {
        backend: read_only(backend, !changes),
        mode: if cli.platform.dry_run { Mode::DryRun } else { Mode::Live },
        file: String::new(),
        live: Some(Live {
            profile: name,
            host: connection.host,
            asks: connection.asks,
            protected: connection.protected,
            copies: paths::shown(&copies),
            organization: connection.organization,
        }),
        read_only: !changes,
        // A snapshot keeps one of them for a while.
        threads: connection.concurrency.max(2),
        says,
    })
}

fn read_only<B: Backend + 'static>(backend: B, read_only: bool) -> Arc<dyn Backend> {
    if read_only {
        Arc::new(ReadOnly(backend))
    } else {
        Arc::new(backend)
    }
}

/// How a command signs in where nobody chooses an account: as `--as` says, else as the first administrator of the root, as a
/// file has no passwords.
///
/// # Errors
/// There is no such account.
pub fn login(cli: &Cli, opened: &Opened) -> Result<Login> {
    if let Some(live) = &opened.live {
        return credentials(&live.asks);
    }
    let accounts = opened.backend.accounts().map_err(|e| anyhow!("{e}"))?;
    who(cli.sign_in_as.as_deref(), &accounts)
}

/// The same for the accounts of any file.
///
/// # Errors
/// There is no such account.
pub fn who(named: Option<&str>, accounts: &[Account]) -> Result<Login> {
    let user = match named {
        Some(name) => account(name, accounts)?,
        None => accounts.first().map(|a| a.username.clone()).unwrap_or_default(),
    };
    Ok(Login::Account(user))
}

/// What one signs in to the platform with: what was given, or what is asked for now.
fn credentials(asks: &Asks) -> Result<Login> {
    let shown = |text: &str| escape(text).into_owned();
    Ok(match asks {
        Asks::Nothing => Login::Given,
        Asks::ClientSecret { client_id } => {
            let what = format!("Client secret of {}", shown(client_id));
            Login::Typed(Credentials::ConnectedApp {
                client_id: client_id.clone(),
                client_secret: prompt::secret(
                    &what,
                    "AMTUI_CLIENT_SECRET, or ANYPOINT_CLIENT_ID and ANYPOINT_CLIENT_SECRET",
                )?,
            })
        }
        Asks::Password { username } => {
            let what = format!("Password of {}", shown(username));
            Login::Typed(Credentials::User {
                username: username.clone(),
                password: prompt::secret(&what, "ANYPOINT_USERNAME and ANYPOINT_PASSWORD")?,
            })
        }
        Asks::Anything => Login::Typed(Credentials::Bearer(prompt::secret(
            "Access token",
            "ANYPOINT_BEARER, or ANYPOINT_CLIENT_ID and ANYPOINT_CLIENT_SECRET",
        )?)),
    })
}

/// The account of this name.
///
/// # Errors
/// There is none; the sentence says which there are.
pub fn account(name: &str, accounts: &[Account]) -> Result<Untrusted> {
    let found = accounts.iter().find(|a| a.username.raw() == name);
    let known: Vec<_> = accounts.iter().map(|a| a.username.shown()).collect();
    let found =
        found.ok_or_else(|| anyhow!("There is no account {}. There are: {}.", escape(name), known.join(", ")))?;
    Ok(found.username.clone())
}
