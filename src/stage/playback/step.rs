//! What a playback asks of whoever runs it.

use std::path::PathBuf;
use std::time::Duration;

use crate::app::msg::Effect;

/// What a playback wants next.
#[derive(Debug)]
pub enum PlaybackStep {
    /// To be drawn: something changed.
    Draw,
    /// To let time pass, at most until then; `None` until somebody does something.
    Wait(Option<Duration>),
    /// To save a picture.
    Picture(PathBuf),
    /// To put a mark into the recording.
    Marker(String),
    /// To record nothing from here on, or again.
    Hide(bool),
    /// What the program asked the shell for.
    Effect(Effect),
    /// The screen never showed what the tape waited for, or the keys of a tour's step did not do it.
    Failed {
        /// The line of the tape, or the number of the step.
        line: usize,
        /// What was waited for, or the title of the step.
        pattern: String,
        /// What was on screen.
        screen: String,
    },
    /// It is over.
    End,
}
