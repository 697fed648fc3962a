//! The backend that one is connected to: its kind, and what is known of it before anybody signs in.

use crate::domain::login::SignInPrompt;

/// What kind of backend one works on; stands on every screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The embedded organization.
    #[default]
    Demo,
    /// One's own organization file.
    File,
    /// A real organization on the platform.
    Live,
    /// The same, where changes are told and not sent.
    DryRun,
}

impl Mode {
    /// Whether it is the platform itself.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Live | Self::DryRun)
    }

    /// The word on screen.
    pub fn label(self, read_only: bool) -> &'static str {
        match (self, read_only) {
            (Self::Demo, false) => "[DEMO]",
            (Self::Demo, true) => "[DEMO RO]",
            (Self::File, false) => "[FILE]",
            (Self::File, true) => "[FILE RO]",
            (Self::Live, false) => "[LIVE]",
            (Self::Live, true) => "[LIVE RO]",
            (Self::DryRun, _) => "[LIVE DRY RUN]",
        }
    }

    /// Whether an organization may be recorded: the demo as it is, one's own only with stand-ins, or where that was asked
    /// for. A file of your own names the same people as the platform.
    pub fn may_record(self, masked: bool, unmasked: bool) -> bool {
        self == Self::Demo || masked || unmasked
    }
}

/// A backend on the platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveBackend {
    /// The profile, fit to be shown.
    pub profile: String,
    /// The host, fit to be shown.
    pub host: String,
    /// What a person must be asked for to sign in.
    pub asks: SignInPrompt,
    /// Whether the organization's name must be typed as well before anything is deleted.
    pub protected: bool,
    /// The folder in which a client provider's configuration is kept before it is deleted, fit to be shown.
    pub copies: String,
    /// The organization to work in, by name or id; the one of last time where none is said.
    pub organization: Option<String>,
}

/// A profile, as the sign-in page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileEntry {
    pub name: String,
    /// Its name, fit to be shown.
    pub shown: String,
    /// The host it leads to, fit to be shown.
    pub host: String,
    /// Whether it allows changes.
    pub write: bool,
}

/// A backend that was opened while the program ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedBackend {
    pub mode: Mode,
    pub live: LiveBackend,
    pub read_only: bool,
    /// What is to be told, fit to be shown.
    pub says: Vec<String>,
}
