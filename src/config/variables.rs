//! What the environment's variables say of the platform. What they hold of secrets is a `Secret` at once.

use std::env;

use super::address;
use crate::domain::secret::Secret;

pub const NAMES: [&str; 9] = [
    "AMTUI_CLIENT_ID",
    "AMTUI_CLIENT_SECRET",
    "ANYPOINT_BEARER",
    "ANYPOINT_CLIENT_ID",
    "ANYPOINT_CLIENT_SECRET",
    "ANYPOINT_HOST",
    "ANYPOINT_ORG",
    "ANYPOINT_PASSWORD",
    "ANYPOINT_USERNAME",
];

/// Only variables that are set and not empty.
#[derive(Debug, Default)]
pub struct Variables {
    /// `AMTUI_CLIENT_ID`: whose secret `AMTUI_CLIENT_SECRET` is.
    pub amtui_client_id: Option<String>,
    /// `AMTUI_CLIENT_SECRET`: without an id it is of the connected app of `--profile` or `--live`.
    pub amtui_client_secret: Option<Secret>,
    pub shared: SharedVariables,
}

/// `ANYPOINT_...`: read by the platform's own tools, too.
#[derive(Debug, Default)]
pub struct SharedVariables {
    pub bearer: Option<Secret>,
    pub client_id: Option<String>,
    pub client_secret: Option<Secret>,
    pub username: Option<String>,
    pub password: Option<Secret>,
    pub host: Option<String>,
    /// Name or id.
    pub organization: Option<String>,
}

impl Variables {
    pub fn read(look: &dyn Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| look(name).filter(|text| !text.trim().is_empty());
        let name = |name: &str| text(name).map(|text| text.trim().to_owned());
        let secret = |name: &str| text(name).map(Secret::new);
        Self {
            amtui_client_id: name("AMTUI_CLIENT_ID"),
            amtui_client_secret: secret("AMTUI_CLIENT_SECRET"),
            shared: SharedVariables {
                bearer: secret("ANYPOINT_BEARER"),
                client_id: name("ANYPOINT_CLIENT_ID"),
                client_secret: secret("ANYPOINT_CLIENT_SECRET"),
                username: name("ANYPOINT_USERNAME"),
                password: secret("ANYPOINT_PASSWORD"),
                host: name("ANYPOINT_HOST"),
                organization: name("ANYPOINT_ORG"),
            },
        }
    }
}

impl Variables {
    /// Keeps a secret that says not whose it is from a profile that the command line doesn't name. Says so.
    pub fn drop_unnamed_secret(&mut self) -> Option<String> {
        if self.amtui_client_id.is_some() {
            return None;
        }
        let secret = self.amtui_client_secret.take();
        let why = "AMTUI_CLIENT_SECRET is not used: it is for the profile of the command line. Set AMTUI_CLIENT_ID to use it here.";
        secret.map(|_| why.to_owned())
    }
}

impl SharedVariables {
    /// The address of `ANYPOINT_HOST`, where it is set.
    pub fn base_url(&self) -> Result<Option<String>, String> {
        let host = self.host.as_deref().map(address::of_host).transpose();
        host.map_err(|why| format!("ANYPOINT_HOST can't be used: {why}."))
    }
    pub fn signs_in(&self) -> bool {
        self.bearer.is_some()
            || self.client_id.is_some()
            || self.client_secret.is_some()
            || self.username.is_some()
            || self.password.is_some()
    }
}
pub fn read(name: &str) -> Option<String> {
    env::var(name).ok()
}
pub fn set_names() -> Vec<&'static str> {
    let set = |name: &&str| env::var_os(name).is_some_and(|value| !value.is_empty());
    NAMES.into_iter().filter(set).collect()
}
