//! What keys and clicks so far mean for the next one.

use std::time::Duration;

use super::action::Action;
use super::hold::{OpeningKey, PressTimer};
use super::key::Key;
use super::target::Target;

/// Chords that began, keys that may still be held down, and answers that a second press gives.
#[derive(Debug, Default)]
pub(super) struct Input {
    /// The keys of a chord so far.
    pub(super) chord: Vec<Key>,
    pub(super) chord_at: Duration,
    /// The key that opened the popup on top, while it may still be held down.
    pub(super) opening: Option<OpeningKey>,
    pub(super) undo_presses: PressTimer,
    /// The same action until then quits.
    pub(super) quit_until: Option<(Action, Duration)>,
    /// After a delete, Enter and Space are dropped until then.
    pub(super) swallow_until: Option<Duration>,
    pub(super) last_click: Option<(Target, Duration)>,
    /// Whether the mouse is captured.
    pub(super) mouse: bool,
}
