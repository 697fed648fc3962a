//! How the program is started for a test.

use std::sync::Arc;

use amtui::app::connection::LiveBackend;
use amtui::app::{Mode, Place, Show};
use amtui::backend::Backend;
use serde_json::Value;

/// How to start.
#[derive(Default)]
pub struct StartOptions {
    pub user: Option<&'static str>,
    pub open: Option<Place>,
    pub read_only: bool,
    /// Whether nothing is answered, not even who signed in.
    pub hold: bool,
    /// An organization in place of the demo.
    pub organization: Option<Value>,
    pub keys: Option<&'static str>,
    /// What is done for those who watch.
    pub show: Show,
    /// Whether others watch: a tape or a tour.
    pub watched: bool,
    /// A backend on the platform in place of a file, and what is known of it.
    pub live: Option<(Arc<dyn Backend>, Mode, LiveBackend)>,
}
