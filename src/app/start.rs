//! How the program is started: what the state machine is told before its first frame.

use super::connection::{LiveBackend, Mode};
use super::keymap::Keymap;
use super::location::Place;
use crate::domain::{Account, Untrusted};

/// How the program was started.
#[derive(Debug, Default)]
pub struct Start {
    /// The kind of backend.
    pub mode: Mode,
    /// The name of the organization file, fit to be shown; empty for the demo.
    pub file: String,
    /// The platform's organization, where it is one.
    pub live: Option<LiveBackend>,
    /// Whether changes are off.
    pub read_only: bool,
    /// Who can sign in; they are asked for where nobody is known.
    pub accounts: Vec<Account>,
    /// Sign in as this user at once.
    pub sign_in_as: Option<Untrusted>,
    /// Go there after signing in.
    pub open: Option<Place>,
    /// What is to be told at once, fit to be shown.
    pub says: Vec<String>,
    /// The bindings.
    pub keymap: Keymap,
    /// Whether the mouse is captured.
    pub mouse: bool,
    /// What is done for those who watch.
    pub show: Show,
    /// Others watch whatever is shown: a tape or a tour.
    pub watched: bool,
}

/// What is done for those who watch.
#[derive(Clone, Copy, Debug, Default)]
pub struct Show {
    /// The keys that are pressed are shown.
    pub keys: bool,
    /// Stand-ins are shown for users, ids and hosts.
    pub mask: bool,
    /// An organization of one's own may be recorded without them.
    pub unmasked: bool,
}
