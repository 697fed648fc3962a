//! Who signs in, where that leads, and what waits for whoever was signed out.

use super::travel::{Parked, StartAt};
use crate::domain::Untrusted;

/// Whoever is not signed in yet, or not any more.
#[derive(Debug, Default)]
pub(super) struct Session {
    /// The place to open after signing in.
    pub(super) open: Option<StartAt>,
    pub(super) sign_in_as: Option<Untrusted>,
    /// Where somebody was who was signed out, and what they typed: it waits for them.
    pub(super) parked: Option<Parked>,
    /// Whether others watch whatever is shown: a tape or a tour.
    pub(super) watched: bool,
}
