//! What is said while the screen is being read, and the throbber beside it.

use std::time::Duration;

use super::theme::Theme;
use crate::app::{App, PATIENCE};

/// `Loading 2 s. Esc stops it.` with a throbber, once it has taken long enough to be worth saying.
pub fn loading(app: &App, theme: &Theme) -> Option<String> {
    let taken = app.model().now.mono.saturating_sub(app.loading_since()?);
    if taken < PATIENCE {
        return None;
    }
    if app.opens_file() {
        return Some(format!("{} Loading {} s.", throbber(theme, taken), taken.as_secs()));
    }
    let done = match app.opening_profile() {
        Some(profile) => Some(format!("Opening profile {profile}")),
        None => app.signs_in().then(|| "Signing in".into()),
    };
    if let Some(done) = done {
        let seconds = taken.as_secs();
        return Some(format!("{} {done}, {seconds} s. Esc stops it.", throbber(theme, taken)));
    }
    let progress = app.model().data.progress;
    let of = if progress.of > progress.read {
        format!(" {} of {} environments read.", progress.read, progress.of)
    } else {
        String::new()
    };
    Some(format!(
        "{} Loading {} s.{of} Esc stops it.",
        throbber(theme, taken),
        taken.as_secs()
    ))
}

/// The picture of the throbber after so much time.
pub fn throbber(theme: &Theme, taken: Duration) -> &'static str {
    let frames = theme.signs().throbber;
    let turn = usize::try_from(taken.as_millis() / 250).unwrap_or(0);
    frames.get(turn % frames.len().max(1)).copied().unwrap_or("")
}
