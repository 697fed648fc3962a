//! Signing in without a sign-in page: with an account of a file, or with credentials.

use anyhow::{Result, anyhow};

use super::commands::exit::{BAD_INPUT, Exit, NOT_SIGNED_IN};
use super::console::warn;
use super::open::Opened;
use super::prompt;
use crate::cli::Cli;
use crate::domain::login::{Credentials, Login, SignInPrompt};
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

/// The credentials for the platform: those that are given, or those that the person types now.
fn credentials(asks: &SignInPrompt) -> Result<Login> {
    let shown = |text: &str| escape(text).into_owned();
    Ok(match asks {
        SignInPrompt::Nothing => Login::Given,
        SignInPrompt::ClientSecret { client_id } => {
            let what = format!("Client secret of {}", shown(client_id));
            Login::Typed(Credentials::ConnectedApp {
                client_id: client_id.clone(),
                client_secret: prompt::ask_secret(
                    &what,
                    "AMTUI_CLIENT_SECRET, or ANYPOINT_CLIENT_ID and ANYPOINT_CLIENT_SECRET",
                )?,
            })
        }
        SignInPrompt::Password { username } => {
            let what = format!("Password of {}", shown(username));
            Login::Typed(Credentials::User {
                username: username.clone(),
                password: prompt::ask_secret(&what, "ANYPOINT_USERNAME and ANYPOINT_PASSWORD")?,
            })
        }
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
    let found =
        found.ok_or_else(|| anyhow!("There is no account {}. There are: {}.", escape(name), known.join(", ")))?;
    Ok(found.username.clone())
}
