//! The keyring of the desktop, for builds with the feature `keyring`.

use super::profile::SecretOwner;
use crate::domain::secret::Secret;

pub const AVAILABLE: bool = cfg!(feature = "keyring");

#[cfg(feature = "keyring")]
mod entry {
    use keyring::{Entry, Error};

    use super::super::address;
    use super::{Secret, SecretOwner};
    use crate::domain::text::escape;

    const SERVICE: &str = "amtui";

    /// The host is part of the name: a profile that is led to another one does not take its secret along.
    fn entry(profile: &str, who: &SecretOwner, base_url: &str) -> Result<Entry, String> {
        let user = format!("{profile}: {} at {}", who.name(), address::host(base_url));
        Entry::new(SERVICE, &user).map_err(|e| message(&e))
    }

    fn message(error: &Error) -> String {
        // Some errors carry what was read, and those are not quoted.
        match error {
            Error::NoDefaultStore => "The keyring is not used: there is none on this system.".into(),
            Error::PlatformFailure(why) | Error::NoStorageAccess(why) => {
                format!("The keyring is not used: {}.", escape(&why.to_string()))
            }
            _ => "The keyring is not used: its content can't be read.".into(),
        }
    }

    pub fn find(profile: &str, who: &SecretOwner, base_url: &str) -> Result<Option<Secret>, String> {
        match entry(profile, who, base_url)?.get_password() {
            Ok(secret) => Ok(Some(Secret::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(message(&error)),
        }
    }

    pub fn store(profile: &str, who: &SecretOwner, base_url: &str, secret: &Secret) -> Result<(), String> {
        let kept = entry(profile, who, base_url)?.set_password(secret.reveal());
        kept.map_err(|e| message(&e))
    }

    /// Removes the secret of a profile; whether there was one.
    pub fn remove(profile: &str, who: &SecretOwner, base_url: &str) -> Result<bool, String> {
        match entry(profile, who, base_url)?.delete_credential() {
            Ok(()) => Ok(true),
            Err(Error::NoEntry) => Ok(false),
            Err(error) => Err(message(&error)),
        }
    }
}

#[cfg(not(feature = "keyring"))]
mod entry {
    use super::{Secret, SecretOwner};

    const NONE: &str = "This build of amtui has no keyring: build it with --features keyring, or set AMTUI_CLIENT_SECRET \
                        or ANYPOINT_PASSWORD, or type the secret when asked.";

    pub fn find(_: &str, _: &SecretOwner, _: &str) -> Result<Option<Secret>, String> {
        Err(NONE.into())
    }

    pub fn store(_: &str, _: &SecretOwner, _: &str, _: &Secret) -> Result<(), String> {
        Err(NONE.into())
    }

    pub fn remove(_: &str, _: &SecretOwner, _: &str) -> Result<bool, String> {
        Err(NONE.into())
    }
}

pub use entry::{find, remove, store};
