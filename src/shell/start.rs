//! What is looked at before the terminal is touched: is there one, how should it look, which home, which account.

use std::io::IsTerminal;
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};

use super::{clock, worker};
use crate::app::Badge;
use crate::app::live::Live;
use crate::app::show::{UNMASKED, may_record};
use crate::backend::store::{self, FileHome};
use crate::backend::{Backend, ReadOnly};
use crate::cli::Cli;
use crate::config;
use crate::domain::login::Login;
use crate::domain::text::escape;
use crate::domain::{Account, Foreign};
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
    let badge = if cli.file.is_some() { Badge::File } else { Badge::Demo };
    if cli.recording.record.is_some() && !may_record(badge, cli.show.mask, cli.recording.record_unmasked) {
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

/// A home, and what must be known of it to work on it.
pub struct Opened {
    /// The home; changes are refused where they are off.
    pub home: Arc<dyn Backend>,
    /// The kind of home.
    pub badge: Badge,
    /// The name of the organization file, fit to be shown; empty for the demo.
    pub file: String,
    /// What is known of it, where it is the platform.
    pub live: Option<Live>,
    /// Whether changes are off.
    pub read_only: bool,
    /// How many requests are under way at once.
    pub threads: usize,
}

/// Opens the home to work on, as the command line says; a place that cannot be written is refused now and not at the first
/// change. `limited` is told when the platform lets nobody ask before a moment, in Unix seconds.
///
/// # Errors
/// The file is not right, or cannot be written.
pub fn open(cli: &Cli, _limited: Box<dyn Fn(i64) + Send + Sync>) -> Result<Opened> {
    let home = match &cli.file {
        Some(path) => FileHome::open(path, clock::unix),
        None => FileHome::demo(&config::state_dir()?, cli.fresh, clock::unix),
    };
    let home = home.map_err(|e| anyhow!("{e}"))?;
    if !cli.read_only {
        store::writable(home.path()).map_err(|e| anyhow!("{e}"))?;
    }
    let file = cli.file.as_ref().and_then(|path| path.file_name());
    let file = file.map(|name| escape(&name.to_string_lossy()).into_owned());
    Ok(Opened {
        home: read_only(home, cli.read_only),
        badge: if cli.file.is_some() { Badge::File } else { Badge::Demo },
        file: file.unwrap_or_default(),
        live: None,
        read_only: cli.read_only,
        threads: worker::THREADS,
    })
}

fn read_only<B: Backend + 'static>(home: B, read_only: bool) -> Arc<dyn Backend> {
    if read_only {
        Arc::new(ReadOnly(home))
    } else {
        Arc::new(home)
    }
}

/// How a command signs in where nobody chooses an account: as `--as` says, else as the first administrator of the root, as a
/// file has no passwords.
///
/// # Errors
/// There is no such account.
pub fn login(cli: &Cli, opened: &Opened) -> Result<Login> {
    let accounts = opened.home.accounts().map_err(|e| anyhow!("{e}"))?;
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

/// The account of this name.
///
/// # Errors
/// There is none; the sentence says which there are.
pub fn account(name: &str, accounts: &[Account]) -> Result<Foreign> {
    let found = accounts.iter().find(|a| a.username.raw() == name);
    let known: Vec<_> = accounts.iter().map(|a| a.username.shown()).collect();
    let found =
        found.ok_or_else(|| anyhow!("There is no account {}. There are: {}.", escape(name), known.join(", ")))?;
    Ok(found.username.clone())
}
