//! How somebody says who they are. Secrets in it are wiped, and shown by nobody.

use std::fmt;

use super::secret::Secret;
use super::text::Untrusted;

#[derive(Clone, Debug, PartialEq)]
pub enum Login {
    /// As this account of a backend that knows its accounts: a file has no passwords.
    Account(Untrusted),
    /// With what the backend was given when it was opened.
    Given,
    Typed(Credentials),
}

impl From<&str> for Login {
    fn from(username: &str) -> Self {
        Self::Account(username.into())
    }
}

/// What a person must be asked for before signing in to the platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SignInPrompt {
    /// Nothing: the backend was given all of it.
    #[default]
    Nothing,
    ClientSecret {
        client_id: String,
    },
    Password {
        username: String,
    },
    Anything,
}

#[derive(Clone, PartialEq)]
pub enum Credentials {
    /// A token that somebody got elsewhere. It cannot be renewed.
    Bearer(Secret),
    /// A connected app that acts on its own behalf.
    ConnectedApp { client_id: String, client_secret: Secret },
    /// A user without a second factor.
    User { username: String, password: Secret },
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bearer(_) => "Bearer",
            Self::ConnectedApp { .. } => "ConnectedApp",
            Self::User { .. } => "User",
        })
    }
}
