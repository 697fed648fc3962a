//! Ways out: closing what is open, going back, cancelling, quitting.

use super::action::Action;
use super::awaited::Awaited;
use super::line::Tone;
use super::msg::Effect;
use super::overlay::Overlay;
use super::{App, TWICE};
use crate::domain::Error;
use crate::domain::text::count;

impl App {
    pub(super) fn close(&mut self) {
        if self.keeps_checklist() {
            return;
        }
        match self.router.overlays.last_mut() {
            Some(Overlay::Palette(_)) => return self.close_overlay(),
            // Help is searched from its first key on: there is nothing to leave but the help itself.
            Some(Overlay::Help { pane, .. }) if pane.list.filter.value().is_empty() => return self.close_overlay(),
            Some(overlay) => {
                let cleared = overlay.pane_mut().is_some_and(|p| p.list.clear_filter());
                return if cleared {
                    self.mark_dirty();
                } else {
                    self.close_overlay();
                };
            }
            None => {}
        }
        let cleared = self.pane_mut().is_some_and(|p| p.list.clear_filter());
        let unmarked = !cleared
            && self
                .pane_mut()
                .is_some_and(|p| !std::mem::take(&mut p.list.marks).is_empty());
        if cleared || unmarked {
            self.mark_dirty();
        } else if self.loading_since().is_some() && self.stop_loading() {
            let text = self.model.told(&Error::Stopped);
            self.model.say(Tone::Plain, text);
        } else {
            self.back();
        }
    }

    /// Whether a list of boxes stays because what is ticked would be lost: the second time it goes.
    fn keeps_checklist(&mut self) -> bool {
        let Some(Overlay::Checklist(list)) = self.router.overlays.last_mut() else {
            return false;
        };
        let filtered = list.pane.list.filtering || !list.pane.list.filter.value().is_empty();
        let dirty = list.dirty();
        if filtered || dirty == 0 || std::mem::replace(&mut list.leaving, true) {
            return false;
        }
        let n = count(dirty, "change", "changes");
        self.model
            .say(Tone::Warning, format!("{n} not saved. Once more to discard it all."));
        true
    }

    pub(super) fn back(&mut self) {
        if self.keeps_checklist() {
            return;
        }
        if self.router.overlays.is_empty() {
            self.pop();
        } else {
            self.close_overlay();
        }
    }

    /// Whether the answer to a change is awaited.
    #[must_use]
    pub fn awaits_change(&self) -> bool {
        self.requests.awaiting.any(|a| *a == Awaited::Undo)
            || self.router.overlays.iter().any(|o| match o {
                Overlay::Delete(dialog) => dialog.sent(),
                Overlay::Review(review) => review.busy(),
                _ => false,
            })
    }

    /// `q` and Ctrl-C: close what is open; at the top, twice to quit.
    pub(super) fn quit(&mut self, action: Action) {
        let again = self.input.quit_until.take().is_some_and(|(asked, _)| asked == action);
        if again {
            return self.effects.push(Effect::Quit);
        }
        let until = self.model.now.mono + TWICE;
        let busy = self.awaits_change();
        let press = if action == Action::Quit {
            "Press q again"
        } else {
            "Press Ctrl-C again"
        };
        if busy {
            self.input.quit_until = Some((action, until));
            let text = format!("A change is on its way. {press} to quit without its answer.");
            return self.model.say(Tone::Warning, text);
        }
        if matches!(self.router.overlays.last(), Some(Overlay::Form(_) | Overlay::Review(_))) && !self.too_small() {
            // What was typed is not thrown away by a key that means to stop something.
            let dirty = self.holds_work();
            self.in_management(Action::Cancel, None);
            if action == Action::Cancel {
                self.input.quit_until = Some((action, until));
                let lost = if dirty { " What was typed is lost then." } else { "" };
                self.model.say(Tone::Plain, format!("{press} to quit.{lost}"));
            }
            return;
        }
        if action == Action::Quit && !self.too_small() {
            if !self.router.overlays.is_empty() {
                return self.back();
            }
            if self.pop() {
                return;
            }
        }
        if action == Action::Cancel {
            if self.dialog().is_some() {
                self.in_dialog(Action::Cancel, None);
                self.input.quit_until = Some((action, until));
                return;
            }
            let filtering = self.pane_mut().is_some_and(|p| p.list.filtering);
            if !self.router.overlays.is_empty() || filtering {
                self.close();
                if matches!(self.router.overlays.last(), Some(Overlay::Checklist(list)) if list.leaving) {
                    // What that says matters more.
                    self.input.quit_until = Some((action, until));
                    return;
                }
            } else {
                self.stop_loading();
            }
        }
        self.input.quit_until = Some((action, until));
        let lost = if self.takes_snapshot() {
            " without the snapshot"
        } else {
            ""
        };
        self.model.say(Tone::Plain, format!("{press} to quit{lost}"));
    }
}
