//! The throbber beside what is on its way.

use std::time::Duration;

use super::theme::Theme;
use crate::app::App;
use crate::app::model::shown::Shown;

/// The words with a throbber before them.
pub fn turning(app: &App, theme: &Theme, words: &Shown<'_>) -> Shown<'static> {
    let taken = app
        .loading_since()
        .map(|since| app.model().now.mono.saturating_sub(since));
    let sign = throbber(theme, taken.unwrap_or_default());
    Shown::from(sign).then(" ").then(words)
}

/// The picture of the throbber after so much time.
pub fn throbber(theme: &Theme, taken: Duration) -> &'static str {
    let frames = theme.signs().throbber;
    let turn = usize::try_from(taken.as_millis() / 250).unwrap_or(0);
    frames.get(turn % frames.len().max(1)).copied().unwrap_or("")
}
