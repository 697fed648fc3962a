//! A secret that is on screen.

use std::time::Duration;

use crate::app::component::Component;
use crate::app::time::Now;
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

impl Component for Revealed {
    fn deadline(&self, _: Now) -> Option<Duration> {
        Some(self.until)
    }
}
