//! What is to be said of what is shown: what is on its way, what is missing, and how much is used.

use super::line::Tone;
use super::location::Location;
use super::model::resource::Resource;
use super::model::shown::Shown;
use super::page::Page;
use super::requests::Awaited;
use super::time::Now;
use super::{App, PATIENCE};
use crate::domain::listing::not_verified;
use crate::domain::rules::{self, Visibility};

/// What is said, and how.
#[derive(Debug)]
pub struct Status<'a> {
    pub tone: Tone,
    pub words: Shown<'a>,
    /// Whether it may take a second row.
    pub long: bool,
    /// Whether it goes on: something turns beside it.
    pub turns: bool,
}

fn status(tone: Tone, words: Shown<'_>, long: bool) -> Status<'_> {
    Status {
        tone,
        words,
        long,
        turns: false,
    }
}

/// Why what is on screen is not as it is now.
pub fn outdated_words(app: &App) -> Option<Shown<'static>> {
    let model = app.model();
    Some(model.show(format!(
        "Not up to date: {}",
        model.message(app.derived.outdated.as_ref()?)
    )))
}

/// `Loading 2 s. Esc stops it.`, once it has taken long enough to be worth saying.
pub fn loading_words(app: &App) -> Option<String> {
    let taken = app.model().now.mono.saturating_sub(app.loading_since()?);
    if taken < PATIENCE {
        return None;
    }
    let seconds = taken.as_secs();
    if app.opens_file() {
        return Some(format!("Loading {seconds} s."));
    }
    let done = match app.opening_profile() {
        Some(profile) => Some(format!("Opening profile {profile}")),
        None => app.signs_in().then(|| "Signing in".into()),
    };
    if let Some(done) = done {
        return Some(format!("{done}, {seconds} s. Esc stops it."));
    }
    let progress = app.model().data.progress;
    let of = if progress.of > progress.read {
        format!(" {} of {} environments read.", progress.read, progress.of)
    } else {
        String::new()
    };
    Some(format!("Loading {seconds} s.{of} Esc stops it."))
}

/// Whether Esc stops what is on its way, and doesn't go back: once that is said, or where it was asked for by a command.
pub(super) fn is_stopped_by_esc(app: &App) -> bool {
    let free = app.model.notices.queue().next().is_none();
    let is_said = free && app.page().is_some_and(|page| page_status(app, page, None).turns);
    is_said || app.requests.awaits(|awaited| matches!(awaited, Awaited::Compare(_)))
}

/// Whether the status may be another one without a message: with time, notices and what is said of waiting come and go.
pub(super) fn may_turn(app: &App) -> bool {
    let notices = app.viewport.notices != 0 || app.model.notices.queue().next().is_some();
    notices || app.model.limited.is_some() || app.loading_since().is_some()
}

/// Whether what environments use is on screen.
fn shows_uses(app: &App) -> bool {
    let mut resources = app.derived.resources.iter();
    resources.any(|resource| matches!(resource, Resource::Use(_)))
}

fn snapshot_words(app: &App) -> Option<String> {
    let progress = app.requests.snapshot()?.as_ref();
    let so_far = progress.map_or(String::new(), |progress| format!(": {progress}"));
    Some(format!("Taking a snapshot{so_far}. You can go on working."))
}

/// What is to be said of a page where there is no notice. `cut` is what its selected row doesn't show whole.
pub fn page_status<'a>(app: &'a App, page: &Page, cut: Option<Shown<'a>>) -> Status<'a> {
    let model = app.model();
    if let (Some(_), Some(until)) = (model.limited_for(), model.limited) {
        let until = model.clock(Now {
            unix: until,
            ..model.now
        });
        // What waits goes on by itself; where the limit is too far away nothing waits, and what failed is asked for anew.
        let words = if app.loading_since().is_some() {
            format!("Too many requests. Continues at {until}.")
        } else {
            format!("Too many requests. Nothing is read before {until}.")
        };
        return status(Tone::Warning, model.show(words), false);
    }
    // Before what is still on its way: that may take minutes, and fail as well.
    if let Some(words) = outdated_words(app) {
        return status(Tone::Warning, words, true);
    }
    if let Some(loading) = loading_words(app) {
        return Status {
            turns: true,
            ..status(Tone::Dim, model.show(loading), false)
        };
    }
    if let Some(taking) = snapshot_words(app) {
        return status(Tone::Dim, model.show(taking), false);
    }
    let progress = model.data.progress;
    if progress.failed > 0 && shows_uses(app) {
        let (read, of) = (progress.of - progress.failed, progress.of);
        let words = format!("{read} of {of} environments read. Press r to try the others again.");
        return status(Tone::Warning, model.show(words), false);
    }
    let mut panes = page.pane().into_iter().chain(&page.panes);
    if let Some(why) = panes.find_map(|pane| pane.gap(model)) {
        return status(Tone::Warning, model.show(why), true);
    }
    if let Some(cut) = cut {
        return status(Tone::Dim, cut, true);
    }
    let rows = model.client_providers();
    let usage = rows.filter(|_| page.at == Location::ClientProviders && model.view() == Some(Visibility::Full));
    if model.data.limited_by_scopes && usage.is_some_and(|rows| rows.len() == 1) {
        let words = format!("{} See :access.", not_verified("No external client provider"));
        return status(Tone::Warning, model.show(words), true);
    }
    let words = usage.map(rules::provider_usage).unwrap_or_default();
    status(Tone::Dim, model.show(words), false)
}
