//! `amtui sign-in` and `amtui sign-out`: the secrets of a profile go into the keyring, or out of it.

use anyhow::{Result, anyhow, bail};

use crate::config::keyring;
use crate::config::profile::{Principal, Profile, SecretOwner, profile};
use crate::domain::login::MissingSecret;
use crate::domain::secret::Secret;
use crate::domain::text::escape;
use crate::shell::console::warn;
use crate::shell::login::ask_for;

/// Asks for the secrets of a profile and stores them. First it makes sure that they can be stored.
pub fn sign_in(name: Option<&str>) -> Result<u8> {
    let (name, profile, who) = named(name)?;
    for who in &who {
        let find = keyring::find(name, who, profile.base_url());
        find.map_err(|why| anyhow!(why))?;
    }
    let ask = |who: &SecretOwner| {
        ask_for(match who {
            SecretOwner::App(id) => MissingSecret::Client(id),
            SecretOwner::User(name) => MissingSecret::Password(name),
        })
    };
    let store = |who: &SecretOwner, secret: &Secret| keyring::store(name, who, profile.base_url(), secret);
    let kept = keep(&who, ask, store)?;
    warn(&format!("{kept} Use it with --profile {}.", escape(name)));
    Ok(0)
}

/// Asks for all secrets, and then stores them: a person who gives up leaves none. What was kept.
///
/// # Errors
/// What `ask` says; what `store` says, and which secret is kept all the same.
pub fn keep(
    owners: &[SecretOwner],
    ask: impl Fn(&SecretOwner) -> Result<Secret>,
    mut store: impl FnMut(&SecretOwner, &Secret) -> Result<(), String>,
) -> Result<&'static str> {
    let secrets: Vec<Secret> = owners.iter().map(ask).collect::<Result<_>>()?;
    let mut kept: Option<&SecretOwner> = None;
    for (who, secret) in owners.iter().zip(&secrets) {
        if let Err(why) = store(who, secret) {
            return Err(match kept {
                Some(kept) => anyhow!("{why} The secret of {} is in the keyring.", escape(kept.name())),
                None => anyhow!(why),
            });
        }
        kept = Some(who);
    }
    Ok(if owners.len() > 1 {
        "Both secrets are in the keyring."
    } else {
        "It is in the keyring."
    })
}

pub fn sign_out(name: Option<&str>) -> Result<u8> {
    let (name, profile, who) = named(name)?;
    let mut was = false;
    for who in &who {
        was |= keyring::remove(name, who, profile.base_url()).map_err(|why| anyhow!(why))?;
    }
    warn(if was {
        "It is no longer in the keyring."
    } else {
        "The keyring has no secret for this profile."
    });
    Ok(0)
}

/// The profile, and whose secrets it signs in with.
fn named(name: Option<&str>) -> Result<(&str, Profile, Vec<SecretOwner>)> {
    let Some(name) = name else {
        bail!("Give the profile: --profile NAME.");
    };
    let profile = profile(name)?;
    let Some(who) = profile.principal.as_ref().map(Principal::secrets) else {
        bail!(
            "The profile {} does not say who signs in: add client_id or username in config.toml.",
            escape(name)
        );
    };
    Ok((name, profile, who))
}
