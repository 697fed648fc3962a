//! How the platform is reached and who signs in: profile, variables and keyring together.
//!
//! What is in a variable of the platform's own tools goes only where it was meant to go: neither to another host than
//! `ANYPOINT_HOST`, nor for another client or user than the variables name.

use anyhow::{Result, anyhow, bail};

use super::address::{self, DEFAULT};
use super::keyring;
use super::profile::{self, Principal, Profile, SecretOwner};
use super::variables::{self, SharedVariables, Variables};
use crate::domain::login::{Credentials, SignInPrompt, ThroughApp, UserGrant};
use crate::domain::secret::Secret;
use crate::domain::text::escape;
use crate::files;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionOptions {
    pub profile: Option<String>,
    /// `--live`: what the variables say, alone.
    pub live: bool,
    pub write: bool,
    /// `--file` or `--fresh`.
    pub file: bool,
}

#[derive(Debug)]
pub struct Connection {
    /// The profile's name, or `environment`. Shown through `escape`.
    pub name: String,
    pub base_url: String,
    /// Escaped.
    pub host: String,
    /// `None` where the person must type something.
    pub credentials: Option<Credentials>,
    pub asks: SignInPrompt,
    pub write: bool,
    /// Changes ask for a second confirmation.
    pub protected: bool,
    /// Name or id.
    pub organization: Option<String>,
    /// Certificates of a private authority in PEM form.
    pub ca: Option<Vec<u8>>,
    /// Requests at a time, 1 to 16.
    pub concurrency: usize,
    /// Sentences for the person, escaped.
    pub warnings: Vec<String>,
}

/// Finds the secret of a profile in the keyring: of whom, and at which address. An error is a sentence.
pub type SecretLookup<'a> = &'a dyn Fn(&SecretOwner, &str) -> Result<Option<Secret>, String>;

/// The connection that the command line asks for; `None` where it asks for none: nobody gets onto the platform only
/// because a variable is set.
pub fn connection(wanted: &ConnectionOptions) -> Result<Option<Connection>> {
    let asked = wanted.profile.is_some() || wanted.live;
    if wanted.write && !asked {
        bail!("--write needs --profile NAME or --live: the demo and files can be changed without it.");
    }
    if wanted.live && wanted.profile.is_some() {
        bail!("--live uses only the ANYPOINT_ variables: leave out either --live or --profile.");
    }
    if asked && wanted.file {
        bail!(
            "An organization is either on the platform or in a file: leave out --profile and --live, or --file and --fresh."
        );
    }
    if !asked {
        // Without a request for the platform, no secret is read.
        return Ok(None);
    }
    let variables = Variables::read(&variables::read);
    let mut connection = match &wanted.profile {
        Some(name) => of_profile(name, variables)?,
        None if wanted.live => resolve("environment", None, variables, &|_, _| Ok(None))?,
        None => return Ok(None),
    };
    connection.write |= wanted.write;
    Ok(Some(connection))
}

/// The connection of a profile that is chosen in the program. `named` says whether the command line names it too.
pub fn chosen_connection(name: &str, named: bool) -> Result<Connection> {
    let mut variables = Variables::read(&variables::read);
    let unused = if named { None } else { variables.drop_unnamed_secret() };
    let mut connection = of_profile(name, variables)?;
    if connection.credentials.is_none() {
        connection.warnings.extend(unused);
    }
    Ok(connection)
}

fn of_profile(name: &str, variables: Variables) -> Result<Connection> {
    // A build without a keyring does not warn about it.
    let stored = |who: &SecretOwner, base_url: &str| {
        if keyring::AVAILABLE {
            keyring::find(name, who, base_url)
        } else {
            Ok(None)
        }
    };
    resolve(name, Some(&profile::profile(name)?), variables, &stored)
}

pub fn resolve(
    name: &str,
    profile: Option<&Profile>,
    variables: Variables,
    stored: SecretLookup<'_>,
) -> Result<Connection> {
    let default = Profile::default();
    let settings = profile.unwrap_or(&default);
    let Variables {
        amtui_client_id,
        amtui_client_secret,
        mut shared,
    } = variables;
    // It keeps a business group from changes. It is no credential, so it holds on every host.
    let organization = shared.organization.take();
    let mut warnings = Vec::new();
    let meant = shared.base_url();
    // A profile without an address means the default, whatever the variables say.
    let own = settings
        .base_url
        .clone()
        .or_else(|| profile.map(|_| DEFAULT.to_owned()));
    let base_url = match (&own, meant) {
        (Some(own), meant) => {
            // An invalid host counts as another one.
            if shared.host.is_some() && meant.as_ref().ok().and_then(Option::as_ref) != Some(own) {
                if shared.signs_in() {
                    warnings.push(format!(
                        "ANYPOINT_HOST is not the host of the profile, {}: the ANYPOINT_ variables sign nobody in.",
                        address::host(own)
                    ));
                }
                shared = SharedVariables::default();
            }
            own.clone()
        }
        (None, meant) => meant.map_err(|why| anyhow!(why))?.unwrap_or_else(|| DEFAULT.to_owned()),
    };
    let search = CredentialSearch {
        amtui_client_id,
        amtui_client_secret,
        shared,
        // The keyring holds secrets of profiles alone.
        stored: profile.is_some().then_some(stored),
        base_url: &base_url,
        warnings,
    };
    let (found, warnings) = search.run(settings.principal.clone());
    let (credentials, asks) = match found {
        Ok(credentials) => (Some(credentials), SignInPrompt::Nothing),
        Err(asks) => (None, asks),
    };
    let ca = settings.ca_file.as_ref().map(|path| {
        let pem = files::read(path, files::SMALL).map_err(|refusal| {
            let file = escape(&path.to_string_lossy()).into_owned();
            anyhow!("The certificates in {file} can't be read: {refusal}.")
        })?;
        Ok::<_, anyhow::Error>(pem.to_vec())
    });
    Ok(Connection {
        name: name.to_owned(),
        host: address::host(&base_url),
        base_url,
        credentials,
        asks,
        write: settings.write,
        protected: settings.protected,
        organization,
        ca: ca.transpose()?,
        concurrency: settings.concurrency,
        warnings,
    })
}

struct CredentialSearch<'a> {
    amtui_client_id: Option<String>,
    amtui_client_secret: Option<Secret>,
    shared: SharedVariables,
    stored: Option<SecretLookup<'a>>,
    base_url: &'a str,
    warnings: Vec<String>,
}

impl CredentialSearch<'_> {
    fn run(mut self, who: Option<Principal>) -> (Result<Credentials, SignInPrompt>, Vec<String>) {
        let found = self.find(who);
        (found, self.warnings)
    }

    fn find(&mut self, who: Option<Principal>) -> Result<Credentials, SignInPrompt> {
        if let Some(token) = self.shared.bearer.take() {
            if who.is_some() || self.shared.client_id.is_some() || self.shared.username.is_some() {
                self.warnings
                    .push("The token in ANYPOINT_BEARER is used: it takes precedence.".into());
            }
            return Ok(Credentials::Bearer(token));
        }
        if let Some(who) = who {
            return self.with_secret(who);
        }
        // The first complete one, else the first that is named.
        let app = self
            .shared
            .client_id
            .clone()
            .map(|id| self.with_secret(Principal::App(id)));
        if let Some(Ok(found)) = app {
            return Ok(found);
        }
        let user = self
            .shared
            .username
            .clone()
            .map(|name| self.with_secret(Principal::User(name)));
        match (app, user) {
            (_, Some(Ok(found))) => Ok(found),
            (Some(asks), _) | (None, Some(asks)) => asks,
            (None, None) => Err(SignInPrompt::Anything),
        }
    }

    fn with_secret(&mut self, who: Principal) -> Result<Credentials, SignInPrompt> {
        let mut secrets = who.secrets().into_iter().map(|of| self.find_secret(&of));
        let (first, second) = (secrets.next().flatten(), secrets.next().flatten());
        let through = |client_id, grant| {
            Err(SignInPrompt::ThroughApp(ThroughApp {
                client_id,
                client_secret: first.clone(),
                grant,
            }))
        };
        match who {
            Principal::App(client_id) => match first {
                Some(client_secret) => Ok(Credentials::ConnectedApp {
                    client_id,
                    client_secret,
                }),
                None => Err(SignInPrompt::ClientSecret { client_id }),
            },
            Principal::User(username) => match first {
                Some(password) => Ok(Credentials::User { username, password }),
                None => Err(SignInPrompt::Password { username }),
            },
            Principal::UserThroughApp(client_id, username) => through(
                client_id,
                UserGrant::Password {
                    username,
                    password: second,
                },
            ),
            Principal::Browser(client_id, redirect) => through(client_id, UserGrant::AuthorizationCode(redirect)),
        }
    }

    fn find_secret(&mut self, who: &SecretOwner) -> Option<Secret> {
        if matches!(who, SecretOwner::App(_))
            && let Some(secret) = self.amtui_client_secret.take()
        {
            if self.amtui_client_id.as_deref().is_none_or(|id| id == who.name()) {
                return Some(secret);
            }
            self.warnings.push(format!(
                "AMTUI_CLIENT_SECRET is not used: AMTUI_CLIENT_ID is not {}.",
                escape(who.name())
            ));
        }
        let (named, theirs, variables) = match who {
            SecretOwner::App(_) => (
                &self.shared.client_id,
                &mut self.shared.client_secret,
                ["ANYPOINT_CLIENT_SECRET", "ANYPOINT_CLIENT_ID"],
            ),
            SecretOwner::User(_) => (
                &self.shared.username,
                &mut self.shared.password,
                ["ANYPOINT_PASSWORD", "ANYPOINT_USERNAME"],
            ),
        };
        if named.as_deref() == Some(who.name()) {
            if let Some(secret) = theirs.take() {
                return Some(secret);
            }
        } else if theirs.is_some() {
            let [secret, name] = variables;
            self.warnings.push(format!(
                "{secret} is not used: {name} is not {}, as the profile says.",
                escape(who.name())
            ));
        }
        match self.stored?(who, self.base_url) {
            Ok(secret) => secret,
            Err(why) => {
                self.warnings.push(why);
                None
            }
        }
    }
}
