//! Commands: what each does to the state, and what it asks of the shell.

use super::App;
use super::action::Action;
use super::component::{Command, Outcome};
use super::input::repeat::OpeningKey;
use super::key::Key;
use super::line::Tone;
use super::mask::Mask;
use super::overlay::Overlay;
use super::overlay::form::Form;
use super::request::Request;
use super::requests::Awaited;
use super::show::{self, Open};
use super::trail::Trail;
use crate::domain::draft::Draft;
use crate::domain::text::escape;

impl App {
    /// Runs what a component answered. False where it ignored the input.
    pub(super) fn apply(&mut self, outcome: Outcome, key: Option<Key>) -> bool {
        self.apply_from(outcome, key, None)
    }

    /// The same for the popup at this place.
    pub(super) fn apply_from(&mut self, outcome: Outcome, key: Option<Key>, popup: Option<usize>) -> bool {
        let Outcome::Handled(commands) = outcome else {
            return false;
        };
        for command in commands {
            self.run(command, key, popup);
        }
        true
    }

    fn run(&mut self, command: Command, key: Option<Key>, popup: Option<usize>) {
        match command {
            Command::Open(at) => self.push(at),
            Command::GoTo(at) => self.go_to(at),
            Command::CloseOverlay => {
                let at = popup.unwrap_or(self.router.overlays.len().saturating_sub(1));
                self.router.overlays.truncate(at);
                self.viewport.fits = false;
                self.mark_dirty();
            }
            Command::Start(operation) => self.start_or_say(self.allowed(operation), key),
            Command::AddProvider(kind) => {
                if let Some(here) = self.model.organization {
                    self.show_form(Form::provider(here, Draft::new(kind)), key);
                }
            }
            Command::Reassign(apis, provider) => {
                let review = self.reassign_review(&apis, provider);
                self.review(review, key);
            }
            Command::AskToStartOver => {
                let menu = show::start_over_menu(&self.model);
                self.overlay(Overlay::Pick(Box::new(menu)));
            }
            Command::StartOver => {
                if !self.requests.awaits(|a| *a == Awaited::StartOver) {
                    self.send_awaited(Request::StartOver, Awaited::StartOver);
                }
            }
            Command::TakeSnapshot(_) if self.requests.snapshot().is_some() => {
                self.model.say(Tone::Plain, "A snapshot is being taken already.");
            }
            Command::TakeSnapshot(file) => self.send_awaited(Request::Snapshot(file), Awaited::Snapshot(None)),
            Command::Compare(path) => {
                // Whoever asks for another one does not wait for the one before.
                self.stop_awaiting(|a| matches!(a, Awaited::Compare(_)));
                let file = escape(&path).into_owned();
                self.send_awaited(Request::Compare(path), Awaited::Compare(file));
            }
            Command::ToggleKeys => {
                let shown = self.model.trail.take().is_none();
                self.model.trail = shown.then(Trail::default);
            }
            Command::ToggleMask => self.toggle_mask(),
            Command::Notify(tone, text) => self.model.say(tone, text),
            Command::Outcome(tone, text) => self.model.outcome(tone, text),
            Command::Effect(effect) => self.effects.push(effect),
            Command::Act(action) => self.act(action, key),
            Command::Run(action, argument) => self.command(action, argument),
            Command::WorkIn(organization) => self.work_in(organization),
            Command::Refresh => self.mark_dirty(),
        }
    }

    /// Shows a popup that a key opened: until that is let go, it types and presses nothing.
    pub(super) fn overlay_by(&mut self, overlay: Overlay, key: Option<Key>) {
        self.overlay(overlay);
        self.input.opening = key.map(|key| OpeningKey::new(key, self.model.now));
    }

    /// Does what `action` asks for, where it is one for those who watch or about a file.
    pub(super) fn show(&mut self, action: Action, argument: Option<String>) -> bool {
        let open = match () {
            () if self.router.shows_secret() => Open::Secret,
            () if self.dialog().is_some() => Open::DeleteDialog,
            () if self.router.overlays.is_empty() => Open::Nothing,
            () => Open::Other,
        };
        let command = show::command(action, argument, &self.model, open);
        let is_one = command.is_some();
        if let Some(command) = command {
            self.run(command, None, None);
            self.watch();
        }
        is_one
    }

    fn toggle_mask(&mut self) {
        let masked = self.model.mask.take().is_none();
        self.model.mask = masked.then(Mask::default);
        self.mark_dirty();
        if self.model.recorded.is_some() {
            let text = if masked {
                "Stand-ins from here on. What was recorded before this still shows users, ids and hosts."
            } else {
                "No stand-ins from here on: users, ids and hosts are recorded as they are."
            };
            self.model.say(Tone::Warning, text);
        }
    }

    /// What follows where somebody may look on now, or nobody any more.
    pub(super) fn watch(&mut self) {
        if self.would_record_people() {
            self.stop_opening_profile();
        }
        self.model.notices.watched = self.model.is_watched() || self.model.trail.is_some();
    }

    /// Shows a popup on top of the others.
    pub(super) fn overlay(&mut self, overlay: Overlay) {
        self.router.overlays.push(overlay);
        self.viewport.fits = false;
        self.mark_dirty();
    }
}
