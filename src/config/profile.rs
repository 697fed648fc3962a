//! `$XDG_CONFIG_HOME/amtui/config.toml`: settings, and profiles that say where to sign in, and as whom.
//!
//! No secret stands there.

mod reader;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use rustix::process::geteuid;

use super::settings::{self, FileDefaults, FileSettings};
use super::{address, config_dir};
use crate::domain::login::Redirect;
use crate::domain::near::suggestion;
use crate::domain::text::escape;
use crate::files;

/// Who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    App(String),
    User(String),
    /// A user, through the app with the first name, by its grant `password`.
    UserThroughApp(String, String),
    /// The person at the browser, through this app.
    Browser(String, Redirect),
}

/// Who a secret is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretOwner {
    App(String),
    User(String),
}

impl Principal {
    /// Whose secrets are needed.
    pub fn secrets(&self) -> Vec<SecretOwner> {
        match self {
            Self::App(id) | Self::Browser(id, _) => vec![SecretOwner::App(id.clone())],
            Self::User(name) => vec![SecretOwner::User(name.clone())],
            Self::UserThroughApp(id, name) => vec![SecretOwner::App(id.clone()), SecretOwner::User(name.clone())],
        }
    }
}

impl SecretOwner {
    pub fn name(&self) -> &str {
        match self {
            Self::App(name) | Self::User(name) => name,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub base_url: Option<String>,
    pub principal: Option<Principal>,
    pub write: bool,
    /// Changes ask for a second confirmation.
    pub protected: bool,
    pub ca_file: Option<PathBuf>,
    pub concurrency: usize,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            base_url: None,
            principal: None,
            write: false,
            protected: false,
            ca_file: None,
            concurrency: 8,
        }
    }
}

impl Profile {
    pub fn base_url(&self) -> &str {
        self.base_url.as_deref().unwrap_or(address::DEFAULT)
    }
}

pub fn file() -> Result<PathBuf> {
    Ok(config_dir()?.join("config.toml"))
}

/// What follows from a file that can't be read whole.
const CHANGES_OFF: &str =
    "Changes are off until you correct this, because the file may turn them off. AMTUI_READ_ONLY=0 allows them.";

/// What config.toml says.
#[derive(Debug, Default)]
pub struct ConfigFile {
    /// The settings that are right.
    pub settings: FileSettings,
    /// `None` where anything is wrong beside the screen: a half-read profile may lead elsewhere.
    pub profiles: Option<BTreeMap<String, Profile>>,
    /// Everything that is wrong, each with the file and its line, escaped.
    pub problems: Vec<String>,
    /// What is right and may not be meant, in the same way.
    pub warnings: Vec<String>,
}

impl ConfigFile {
    fn missing() -> Self {
        Self {
            profiles: Some(BTreeMap::new()),
            ..Self::default()
        }
    }

    /// A file that nobody can read may turn changes off, so they are off.
    fn refused(why: &str) -> Self {
        let defaults = FileDefaults {
            read_only: Some((true, 1)),
            ..FileDefaults::default()
        };
        Self {
            settings: FileSettings {
                defaults,
                ..FileSettings::default()
            },
            problems: vec![format!("{why} {CHANGES_OFF}")],
            ..Self::default()
        }
    }

    /// Everything that is wrong with variables and the file.
    pub fn mistakes(&self) -> Vec<String> {
        let of_variables = settings::problems(&self.settings).into_iter();
        of_variables.chain(self.problems.iter().cloned()).collect()
    }
}

/// Reads a person's config.toml; nothing where there is no file.
pub fn config_file() -> ConfigFile {
    // Without a home folder there is none.
    file().map_or_else(|_| ConfigFile::missing(), |path| read_all(&path))
}

/// A person's profiles by name; none where there is no file.
///
/// # Errors
/// Everything that is wrong with the file, each on a line of its own with the file and its line.
pub fn profiles() -> Result<BTreeMap<String, Profile>> {
    right(config_file())
}

fn right(file: ConfigFile) -> Result<BTreeMap<String, Profile>> {
    file.profiles.ok_or_else(|| anyhow!(file.problems.join("\n")))
}

pub fn profile(name: &str) -> Result<Profile> {
    let path = file()?;
    named(name, &path, read(&path)?)
}

pub fn named(name: &str, path: &Path, mut profiles: BTreeMap<String, Profile>) -> Result<Profile> {
    profiles.remove(name).ok_or_else(|| {
        let file = escape(&path.to_string_lossy()).into_owned();
        let there: Vec<_> = profiles.keys().map(|name| escape(name)).collect();
        let near = suggestion(name, there.iter().map(|name| &**name));
        let name = escape(name);
        if there.is_empty() {
            anyhow!("There is no profile {name}: {file} has none.")
        } else {
            anyhow!(
                "There is no profile {name} in {file}.{near} There are: {}.",
                there.join(", ")
            )
        }
    })
}

pub fn read(path: &Path) -> Result<BTreeMap<String, Profile>> {
    right(read_all(path))
}

/// Reads the file at this path.
pub fn read_all(path: &Path) -> ConfigFile {
    let shown = escape(&path.to_string_lossy()).into_owned();
    let text = match files::text(path, files::SMALL) {
        Ok(text) => text,
        Err(refusal) if refusal.is_missing() => return ConfigFile::missing(),
        Err(refusal) => return ConfigFile::refused(&format!("{shown} can't be read: {refusal}.")),
    };
    if let Err(why) = check_owner(path) {
        return ConfigFile::refused(&why.to_string());
    }
    let read = reader::read(&text, path.parent().unwrap_or(Path::new("")));
    let told = |(line, why): (usize, String)| format!("{shown}:{line}: {why}");
    ConfigFile {
        settings: read.settings,
        profiles: read.profiles,
        problems: read.problems.into_iter().map(told).collect(),
        warnings: read.warnings.into_iter().map(told).collect(),
    }
}

/// Refuses a file that others can change: it says where a secret is sent. So does anyone who can put another one in its place.
fn check_owner(path: &Path) -> Result<()> {
    for place in path.parent().into_iter().chain([path]) {
        // A missing file is harmless, and one without metadata cannot be read.
        let Ok(meta) = fs::metadata(place) else {
            continue;
        };
        let shown = escape(&place.to_string_lossy()).into_owned();
        if ![geteuid().as_raw(), 0].contains(&meta.uid()) {
            bail!("{shown} belongs to someone else. It decides where secrets are sent, so it must be yours.");
        }
        if meta.mode() & 0o022 != 0 {
            bail!(
                "{shown} can be changed by others. It says where secrets are sent, so amtui does not use it. Run: \
                 chmod go-w {shown}"
            );
        }
    }
    Ok(())
}
