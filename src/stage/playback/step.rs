//! What a playback asks its caller to do.

use std::path::PathBuf;
use std::time::Duration;

use crate::app::msg::Effect;

#[derive(Debug)]
pub enum PlaybackStep {
    Draw,
    /// Wait at most until then; with `None`, until the person does something.
    Wait(Option<Duration>),
    Picture(PathBuf),
    Marker(String),
    /// Pause the recording (`true`) or resume it.
    Hide(bool),
    Effect(Effect),
    /// A wait timed out, or the keys of a tour's step did not complete it.
    Failed {
        /// Line of the tape, or number of the step.
        line: usize,
        /// The pattern, or the title of the step.
        pattern: String,
        screen: String,
    },
    End,
}
