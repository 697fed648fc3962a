//! Signing in without a sign-in page: with an account of a file, or with credentials.

use anyhow::{Result, anyhow};

use super::commands::exit::{BAD_INPUT, Exit, NOT_SIGNED_IN};
use super::console::warn;
use super::open::Opened;
use super::prompt;
use crate::cli::Cli;
use crate::domain::login::{Credentials, Login, MissingSecret, SignInPrompt};
use crate::domain::near::suggestion;
use crate::domain::secret::Secret;
use crate::domain::text::escape;
use crate::domain::{Account, Untrusted};

/// Signs in as the command line, the profile or the variables say. Without `--as`, a file is read as its first
/// administrator.
pub fn sign_in(cli: &Cli, opened: &Opened) -> Result<(), Exit> {
    for text in &opened.warnings {
        warn(&format!("amtui: {text}"));
    }
    let (login, code) = if let Some(live) = &opened.live {
        (credentials(&live.asks), NOT_SIGNED_IN)
    } else {
        // The command line names the account of a file: a wrong one is bad input.
        let accounts = opened.backend.accounts().map_err(anyhow::Error::from);
        let login = accounts.and_then(|accounts| account(cli.sign_in_as.as_deref(), &accounts));
        (login, BAD_INPUT)
    };
    let login = login.map_err(|why| Exit::new(code, why.to_string()))?;
    let signed_in = opened.backend.sign_in(&login);
    signed_in.map(drop).map_err(|e| Exit::new(NOT_SIGNED_IN, e.to_string()))
}

/// The account of this name, else the first: a file has no passwords.
pub fn account(named: Option<&str>, accounts: &[Account]) -> Result<Login> {
    let user = match named {
        Some(name) => username(name, accounts)?,
        None => accounts.first().map(|a| a.username.clone()).unwrap_or_default(),
    };
    Ok(Login::Account(user))
}

/// Asks for a secret on the terminal.
pub fn ask_for(missing: MissingSecret<'_>) -> Result<Secret> {
    let (what, variables) = match missing {
        MissingSecret::Client(id) => (
            format!("Client secret of {}", escape(id)),
            "AMTUI_CLIENT_SECRET, or ANYPOINT_CLIENT_ID and ANYPOINT_CLIENT_SECRET",
        ),
        MissingSecret::Password(name) => (
            format!("Password of {}", escape(name)),
            "ANYPOINT_USERNAME and ANYPOINT_PASSWORD",
        ),
    };
    prompt::ask_secret(&what, variables)
}

/// The credentials for the platform: those that are given, or those that the person types now.
fn credentials(asks: &SignInPrompt) -> Result<Login> {
    Ok(match asks {
        SignInPrompt::Nothing => Login::Given,
        SignInPrompt::ClientSecret { client_id } => Login::Typed(Credentials::ConnectedApp {
            client_id: client_id.clone(),
            client_secret: ask_for(MissingSecret::Client(client_id))?,
        }),
        SignInPrompt::Password { username } => Login::Typed(Credentials::User {
            username: username.clone(),
            password: ask_for(MissingSecret::Password(username))?,
        }),
        SignInPrompt::ThroughApp(app) => Login::Typed(app.credentials(ask_for)?),
        SignInPrompt::Anything => Login::Typed(Credentials::Bearer(prompt::ask_secret(
            "Access token",
            "ANYPOINT_BEARER, or ANYPOINT_CLIENT_ID and ANYPOINT_CLIENT_SECRET",
        )?)),
    })
}

/// Finds the account of this name, or says which there are.
pub fn username(name: &str, accounts: &[Account]) -> Result<Untrusted> {
    let found = accounts.iter().find(|a| a.username.raw() == name);
    let known: Vec<_> = accounts.iter().map(|a| a.username.shown()).collect();
    let near = || suggestion(name, known.iter().map(|name| &**name));
    let found = found.ok_or_else(|| {
        let there = known.join(", ");
        anyhow!("There is no account {}.{} There are: {there}.", escape(name), near())
    })?;
    Ok(found.username.clone())
}
