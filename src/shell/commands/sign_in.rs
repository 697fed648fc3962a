//! `amtui sign-in` and `amtui sign-out`: the secret of a profile goes into the keyring, or out of it.

use anyhow::{Result, anyhow, bail};

use crate::config::keyring;
use crate::config::profile::{Principal, Profile, profile};
use crate::domain::text::escape;
use crate::shell::console::warn;
use crate::shell::prompt;

/// Asks for the secret of a profile and stores it. First it makes sure that it can be stored.
pub fn sign_in(name: Option<&str>) -> Result<u8> {
    let (name, profile, who) = named(name)?;
    let find = keyring::find(name, &who, profile.base_url());
    find.map_err(|why| anyhow!(why))?;
    let (what, variable) = match &who {
        Principal::App(id) => (format!("Client secret of {}", escape(id)), "AMTUI_CLIENT_SECRET"),
        Principal::User(name) => (
            format!("Password of {}", escape(name)),
            "ANYPOINT_USERNAME and ANYPOINT_PASSWORD",
        ),
    };
    let secret = prompt::ask_secret(&what, variable)?;
    keyring::store(name, &who, profile.base_url(), &secret).map_err(|why| anyhow!(why))?;
    warn(&format!(
        "It is in the keyring. Use it with --profile {}.",
        escape(name)
    ));
    Ok(0)
}

pub fn sign_out(name: Option<&str>) -> Result<u8> {
    let (name, profile, who) = named(name)?;
    let was = keyring::remove(name, &who, profile.base_url()).map_err(|why| anyhow!(why))?;
    warn(if was {
        "It is no longer in the keyring."
    } else {
        "The keyring has no secret for this profile."
    });
    Ok(0)
}

fn named(name: Option<&str>) -> Result<(&str, Profile, Principal)> {
    let Some(name) = name else {
        bail!("Give the profile: --profile NAME.");
    };
    let profile = profile(name)?;
    let Some(who) = profile.principal.clone() else {
        bail!(
            "The profile {} does not say who signs in: add client_id or username in config.toml.",
            escape(name)
        );
    };
    Ok((name, profile, who))
}
