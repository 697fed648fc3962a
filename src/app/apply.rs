//! Commands: what each does to the state, and what it asks of the shell.

use super::App;
use super::component::{Command, Outcome};
use super::input::repeat::OpeningKey;
use super::key::Key;
use super::overlay::Overlay;
use super::overlay::form::Form;
use crate::domain::draft::Draft;

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
            Command::StartOver => self.start_over(),
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

    /// Shows a popup on top of the others.
    pub(super) fn overlay(&mut self, overlay: Overlay) {
        self.router.overlays.push(overlay);
        self.viewport.fits = false;
        self.mark_dirty();
    }
}
