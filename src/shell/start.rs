//! What is looked at before the terminal is touched: is there one, how should it look, which home, which account.

use std::io::IsTerminal;
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};

use super::clock;
use crate::app::Badge;
use crate::app::show::{UNMASKED, may_record};
use crate::backend::store::{self, FileHome};
use crate::backend::{Backend, ReadOnly};
use crate::cli::Cli;
use crate::config;
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

/// The home to work on, as the command line says; a place that cannot be written is refused now and not at the first change.
///
/// # Errors
/// The file is not right, or cannot be written.
pub fn home(cli: &Cli) -> Result<Arc<dyn Backend>> {
    let home = match &cli.file {
        Some(path) => FileHome::open(path, clock::unix),
        None => FileHome::demo(&config::state_dir()?, cli.fresh, clock::unix),
    };
    let home = home.map_err(|e| anyhow!("{e}"))?;
    if !cli.read_only {
        store::writable(home.path()).map_err(|e| anyhow!("{e}"))?;
    }
    Ok(if cli.read_only {
        Arc::new(ReadOnly(home))
    } else {
        Arc::new(home)
    })
}

/// The account that a command works as: the one that was named, else the first one.
///
/// # Errors
/// There is none of this name, or the home cannot be read.
pub fn user(cli: &Cli, home: &dyn Backend) -> Result<Foreign> {
    let accounts = home.accounts().map_err(|e| anyhow!("{e}"))?;
    match &cli.sign_in_as {
        Some(name) => account(name, &accounts),
        // Administrators of the root come first; a file has no passwords.
        None => Ok(accounts.first().map(|a| a.username.clone()).unwrap_or_default()),
    }
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
