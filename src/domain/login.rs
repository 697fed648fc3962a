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
    /// What is not known yet of this sign-in, and a browser where it needs one.
    ThroughApp(ThroughApp),
    Anything,
}

impl SignInPrompt {
    /// Whether it all is known, or may be: what was given and refused is not tried for ever.
    pub fn is_given(&self) -> bool {
        matches!(self, Self::Nothing | Self::ThroughApp(_))
    }

    /// How to sign in, where nothing must be typed.
    pub fn login(&self) -> Option<Login> {
        match self {
            Self::Nothing => Some(Login::Given),
            Self::ThroughApp(app) => app.credentials(|_| Err(())).ok().map(Login::Typed),
            _ => None,
        }
    }

    /// What is asked once a session ended.
    #[must_use]
    pub fn again(self) -> Self {
        match self {
            Self::ThroughApp(app) => Self::ThroughApp(app.without_password()),
            _ => Self::Anything,
        }
    }

    /// What is asked once what was given was refused: any secret of it may be the wrong one.
    #[must_use]
    pub fn after_refusal(self) -> Self {
        match self.again() {
            Self::ThroughApp(app) => Self::ThroughApp(ThroughApp {
                client_secret: None,
                ..app
            }),
            other => other,
        }
    }
}

/// A user's sign-in through a connected app that acts on behalf of users, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThroughApp {
    pub client_id: String,
    pub client_secret: Option<Secret>,
    pub grant: UserGrant,
}

/// How such an app gets a token, in the platform's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserGrant {
    Password { username: String, password: Option<Secret> },
    AuthorizationCode(Redirect),
}

/// Where the browser brings the authorization code, and what is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// On the loopback address.
    pub port: u16,
    /// Separated by blanks.
    pub scopes: String,
}

impl Redirect {
    /// What nothing else is said for; the app must have this redirect address.
    pub const PORT: u16 = 8943;
    /// Everything that the user may do.
    pub const SCOPES: &'static str = "full";

    /// The redirect address that the app must have.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/callback", self.port)
    }
}

impl Default for Redirect {
    fn default() -> Self {
        Self {
            port: Self::PORT,
            scopes: Self::SCOPES.into(),
        }
    }
}

/// A secret that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingSecret<'a> {
    /// Of the app with this id.
    Client(&'a str),
    /// Of the user with this name.
    Password(&'a str),
}

impl ThroughApp {
    /// The credentials. What is missing is asked for: the app's secret first.
    ///
    /// # Errors
    /// What `ask` says.
    pub fn credentials<E>(
        &self,
        mut ask: impl FnMut(MissingSecret<'_>) -> Result<Secret, E>,
    ) -> Result<Credentials, E> {
        let client_id = self.client_id.clone();
        let client_secret = match &self.client_secret {
            Some(secret) => secret.clone(),
            None => ask(MissingSecret::Client(&client_id))?,
        };
        Ok(match &self.grant {
            UserGrant::AuthorizationCode(redirect) => Credentials::AuthorizationCode {
                client_id,
                client_secret,
                redirect: redirect.clone(),
            },
            UserGrant::Password { username, password } => Credentials::PasswordGrant {
                client_id,
                client_secret,
                username: username.clone(),
                password: match password {
                    Some(password) => password.clone(),
                    None => ask(MissingSecret::Password(username))?,
                },
            },
        })
    }

    fn without_password(mut self) -> Self {
        if let UserGrant::Password { password, .. } = &mut self.grant {
            *password = None;
        }
        self
    }
}

#[derive(Clone, PartialEq)]
pub enum Credentials {
    /// A token that somebody got elsewhere. It cannot be renewed.
    Bearer(Secret),
    /// A connected app that acts on its own behalf.
    ConnectedApp { client_id: String, client_secret: Secret },
    /// A user without a second factor.
    User { username: String, password: Secret },
    /// A user without a second factor, through a connected app with the grant `password`.
    PasswordGrant {
        client_id: String,
        client_secret: Secret,
        username: String,
        password: Secret,
    },
    /// The person who signs in in the browser, through a connected app with the grant `authorization_code`.
    AuthorizationCode {
        client_id: String,
        client_secret: Secret,
        redirect: Redirect,
    },
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bearer(_) => "Bearer",
            Self::ConnectedApp { .. } => "ConnectedApp",
            Self::User { .. } => "User",
            Self::PasswordGrant { .. } => "PasswordGrant",
            Self::AuthorizationCode { .. } => "AuthorizationCode",
        })
    }
}
