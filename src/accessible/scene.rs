//! What the next line is about: the page, or the popup on top of it.

use std::time::Duration;

use super::spoken::spoken;
use super::{dialog, page};
use crate::app::App;
use crate::app::connection::Mode;
use crate::app::heading::who;
use crate::app::model::shown::Shown;
use crate::app::overlay::Overlay;
use crate::app::overlay::delete::Stage;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::status::loading_words;

#[derive(Clone, Copy, Debug)]
pub(super) enum Scene<'a> {
    Page(&'a Page),
    Popup(&'a Overlay),
    Nothing,
}

/// Where one works and as whom.
pub(super) fn heading(app: &App) -> Shown<'static> {
    let model = app.model();
    let mode = match (model.mode, model.read_only) {
        (Mode::Demo, false) => "The demo.",
        (Mode::Demo, true) => "The demo, read-only.",
        (Mode::File, false) => "A file.",
        (Mode::File, true) => "A file, read-only.",
        (Mode::DryRun, _) => "The platform, dry run.",
        (Mode::Live, true) => "The platform, read-only.",
        (Mode::Live, false) => "The platform, changes allowed.",
    };
    let organization = model.account.as_ref().and(model.current_organization()).map(|here| {
        let mark = if here.is_root() { ", the root" } else { "" };
        format!(" Organization {}{mark}.", here.name.shown())
    });
    let who = who(app).into_iter().next().unwrap_or_default().replace("  ", ", ");
    let who = (!who.is_empty()).then(|| model.show(format!(" You are {who}.")));
    let words = Shown::from(mode).then(model.show(organization.unwrap_or_default()));
    words.then(who.unwrap_or_default())
}

/// Whether what is to be told is still on its way.
pub(super) fn is_busy(app: &App) -> bool {
    let works = app.awaits_change() || app.signs_in() || app.form_asks() || app.opening_profile().is_some();
    let checks = app.overlays().dialog().is_some_and(|dialog| {
        matches!(
            dialog.stage,
            Stage::Armed { .. } | Stage::Verifying | Stage::Deleting(_) | Stage::CheckingOutcome { .. }
        )
    });
    works || checks || app.waits_to_open() || app.loading_since().is_some()
}

/// How far what is on its way is.
pub(super) fn progress(app: &App, taken: Duration) -> Shown<'static> {
    let model = app.model();
    if app.awaits_change() {
        return model.show(format!("The change is in progress, {} s.", taken.as_secs()));
    }
    match loading_words(app) {
        Some(words) => spoken(model, &words),
        None => model.show(format!("Please wait, {} s.", taken.as_secs())),
    }
}

impl<'a> Scene<'a> {
    pub(super) fn of(app: &'a App) -> Self {
        match (app.overlays().last(), app.page()) {
            (Some(popup), _) => Self::Popup(popup),
            (None, Some(page)) => Self::Page(page),
            (None, None) => Self::Nothing,
        }
    }

    fn pane(self) -> Option<&'a Pane> {
        match self {
            Self::Page(page) => page.pane(),
            Self::Popup(popup) => popup.pane(),
            Self::Nothing => None,
        }
    }

    /// Another key means that all of it is to be told.
    pub(super) fn key(self, app: &App) -> String {
        let depth = app.overlays().len();
        let list = |pane: &Pane| format!("{}/{:?}", pane.list.filter.value(), pane.list.order);
        match self {
            Self::Page(page) => {
                let list = page.pane().map(list).unwrap_or_default();
                format!("{:?}/{}/{list}/{:?}", page.at, page.focus, app.model().organization)
            }
            Self::Popup(popup) => format!("{depth}/{}", dialog::key(app, popup)),
            Self::Nothing => String::new(),
        }
    }

    pub(super) fn has_rows(self, app: &App) -> bool {
        let is_form = app.overlays().form().is_some() || matches!(self, Self::Popup(Overlay::Delete(_)));
        is_form || self.pane().is_some_and(|pane| !pane.list.rows.is_empty())
    }

    /// All that is told of it.
    pub(super) fn lines(self, app: &App, from: usize) -> Vec<Shown<'static>> {
        match self {
            Self::Page(at) => page::lines(app, at, from),
            Self::Popup(popup) => dialog::lines(app, popup, from),
            Self::Nothing => Vec::new(),
        }
    }
}
