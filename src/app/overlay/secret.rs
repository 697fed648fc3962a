//! A secret that is on screen.

use std::time::Duration;

use crate::domain::secret::Secret;

/// How long a secret is shown.
pub const SHOWN: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub struct Revealed {
    /// Whose it is, fit to be shown.
    pub of: String,
    pub secret: Secret,
    /// When it goes by itself.
    pub until: Duration,
}
