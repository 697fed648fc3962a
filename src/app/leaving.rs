//! Ways out of a popup, a page and the program, and what would be lost on them.

use super::App;
use super::action::Action;
use super::component::{Command, Leave};
use super::line::Tone;
use super::page::audit::all_entries;
use super::requests::Awaited;
use super::show;
use crate::domain::Error;

impl App {
    /// Whether anything that was typed or ticked, or is being done, would be lost with the popups.
    pub fn holds_work(&self) -> bool {
        self.router.holds_work()
    }

    pub fn takes_snapshot(&self) -> bool {
        self.requests.snapshot().is_some()
    }

    pub fn awaits_change(&self) -> bool {
        let undo = self.requests.awaits(|a| *a == Awaited::Undo);
        undo || self.router.popups().any(|popup| popup.leave() == Leave::InFlight)
    }

    /// Says whether a popup stays, and why.
    pub(super) fn close(&mut self) -> bool {
        let popups = self.router.overlays.len();
        if self.on_top(None, |popup, cx| popup.on(Action::Close, cx)) {
            return self.router.overlays.len() == popups;
        }
        if self.router.clear_list() {
            self.mark_dirty();
        } else if popups > 0 {
            self.run(Command::CloseOverlay, None, None);
        } else if self.loading_since().is_some() && self.stop_loading() {
            let text = self.model.message(&Error::Stopped);
            self.model.notify(Tone::Plain, text);
        } else if let Some(all) = self.page().and_then(|page| all_entries(page, &self.model)) {
            self.run(all, None, None);
        } else {
            self.router.pop();
        }
        false
    }

    pub(super) fn back(&mut self) {
        if self.router.overlays.is_empty() {
            self.router.pop();
        } else if !self.on_top(None, |popup, cx| popup.on(Action::Back, cx)) {
            self.run(Command::CloseOverlay, None, None);
        }
    }

    /// The command ends the program, where the key goes back a page. It asks first where something would be lost.
    pub(super) fn quit_program(&mut self) {
        if self.awaits_change() || self.takes_snapshot() {
            return self.quit(Action::Cancel);
        }
        self.run(show::quit(&self.model), None, None);
    }
}
