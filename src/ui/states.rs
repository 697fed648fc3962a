//! What stands in a pane that has no rows to show: what is the case, why, and what to do next.

use std::time::Duration;

use super::theme::Theme;
use crate::app::line::Tone;
use crate::app::pane::Pane;
use crate::app::view::kind::PaneKind;
use crate::app::{App, PATIENCE};
use crate::domain::Error;
use crate::domain::rules::Visibility;
use crate::domain::text::escape;

/// `Loading 2 s. Esc stops it.` with a throbber, once it has taken long enough to be worth saying.
#[must_use]
pub fn loading(app: &App, theme: &Theme) -> Option<String> {
    let taken = app.model().now.mono.saturating_sub(app.loading_since()?);
    if taken < PATIENCE {
        return None;
    }
    let done = match app.opening_profile() {
        Some(profile) => Some(format!("Opening profile {profile}")),
        None => app.signs_in().then(|| "Signing in".into()),
    };
    if let Some(done) = done {
        let seconds = taken.as_secs();
        return Some(format!("{} {done}, {seconds} s. Esc stops it.", throbber(theme, taken)));
    }
    let progress = app.model().data.progress();
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
#[must_use]
pub fn throbber(theme: &Theme, taken: Duration) -> &'static str {
    let frames = theme.line().throbber;
    let turn = usize::try_from(taken.as_millis() / 250).unwrap_or(0);
    frames.get(turn % frames.len().max(1)).copied().unwrap_or("")
}

/// The words for a pane without rows; nothing while it is not known what to say.
#[must_use]
pub fn empty(app: &App, pane: &Pane) -> Option<(Tone, String)> {
    if !pane.list.rows.is_empty() || matches!(pane.kind, PaneKind::DeleteButton(_)) {
        return None;
    }
    let filter = pane.list.filter.value();
    if pane.kind == PaneKind::Commands {
        return Some((Tone::Dim, format!("No command has \"{}\" in its name.", escape(filter))));
    }
    if pane.list.total > 0 && !filter.is_empty() {
        let nothing = if pane.may_have_more(app.model()) {
            "Nothing that is read so far"
        } else {
            "Nothing"
        };
        return Some((
            Tone::Dim,
            format!("{nothing} matches \"{}\". Esc clears the filter.", escape(filter)),
        ));
    }
    let resources = pane.resources(app.model());
    let data = &app.model().data;
    if let Some(error) = resources.iter().find_map(|resource| data.error(*resource)) {
        // Where it is known whose right it is, that helps more than the refusal itself.
        if let (PaneKind::Providers, Error::Forbidden(_), Some(Visibility::Nothing(why))) =
            (pane.kind, error, app.model().view())
        {
            return Some((Tone::Warning, app.model().masked(why.to_string()).into_owned()));
        }
        return Some((Tone::Bad, app.model().masked(app.model().told(error)).into_owned()));
    }
    let waiting = resources.iter().any(|resource| data.loading_since(*resource).is_some());
    if waiting {
        return None;
    }
    let words = match pane.kind {
        PaneKind::Environments(_) if resources.iter().any(|s| data.absent(*s)) => "Not loaded. Press r to load.",
        PaneKind::Environments(_) if app.model().refuses(pane.kind) => {
            "You see the environments of the organizations that you administer. Press b to switch."
        }
        _ if !pane.coverage(app.model()).is_complete() => "Nothing is seen here, and not everything may be.",
        PaneKind::Environments(_) => "No environments here.",
        PaneKind::Providers => "No client providers are seen here.",
        PaneKind::Apis(_) if !data.all_read => "Not every environment is read. Press r to load.",
        PaneKind::Apis(_) => "No APIs.",
        PaneKind::Applications(_) => "No client applications.",
        PaneKind::Groups => "No organizations.",
        PaneKind::Text => "Nothing was said yet.",
        _ => "Not loaded. Press r to load.",
    };
    Some((Tone::Dim, words.into()))
}
