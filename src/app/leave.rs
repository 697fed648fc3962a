//! Ways out: closing what is open, going back, cancelling, quitting.

use super::action::Action;
use super::msg::Effect;
use super::notice::Tone;
use super::overlay::Overlay;
use super::{App, TWICE};
use crate::domain::Error;

impl App {
    pub(super) fn close(&mut self) {
        match self.overlays.last_mut() {
            Some(Overlay::Palette(_)) => return self.close_overlay(),
            // Help is searched from its first key on: there is nothing to leave but the help itself.
            Some(Overlay::Help { pane, .. }) if pane.list.filter.value().is_empty() => return self.close_overlay(),
            Some(overlay) => {
                let cleared = overlay.pane_mut().is_some_and(|p| p.list.clear_filter());
                return if cleared { self.stale() } else { self.close_overlay() };
            }
            None => {}
        }
        let cleared = self.pane_mut().is_some_and(|p| p.list.clear_filter());
        if cleared {
            self.stale();
        } else if self.loading_since().is_some() && self.world.data.stop() {
            self.after = None;
            self.world.say(Tone::Plain, Error::Stopped.to_string());
        } else {
            self.back();
        }
    }

    pub(super) fn back(&mut self) {
        if self.overlays.is_empty() {
            self.pop();
        } else {
            self.close_overlay();
        }
    }

    /// `q` and Ctrl-C: close what is open; at the top, twice to quit.
    pub(super) fn quit(&mut self, action: Action) {
        let again = self.quit_until.take().is_some_and(|(asked, _)| asked == action);
        if again {
            return self.effects.push(Effect::Quit);
        }
        let until = self.world.now.mono + TWICE;
        let busy = self.undoing.is_some()
            || self.overlays.iter().any(|o| match o {
                Overlay::Delete(dialog) => dialog.sent(),
                Overlay::Review(review) => review.busy(),
                _ => false,
            });
        let press = if action == Action::Quit {
            "Press q again"
        } else {
            "Press Ctrl-C again"
        };
        if busy {
            self.quit_until = Some((action, until));
            let text = format!("A change is on its way. {press} to quit without its answer.");
            return self.world.say(Tone::Warning, text);
        }
        if matches!(self.overlays.last(), Some(Overlay::Form(_) | Overlay::Review(_))) && !self.too_small() {
            // What was typed is not thrown away by a key that means to stop something.
            self.in_management(Action::Cancel, None);
            if action == Action::Cancel {
                self.quit_until = Some((action, until));
                let text = format!("{press} to quit. What was typed is lost then.");
                self.world.say(Tone::Plain, text);
            }
            return;
        }
        if action == Action::Quit && !self.too_small() {
            if !self.overlays.is_empty() {
                return self.close_overlay();
            }
            if self.pop() {
                return;
            }
        }
        if action == Action::Cancel {
            if self.dialog().is_some() {
                self.in_dialog(Action::Cancel, None);
                self.quit_until = Some((action, until));
                return;
            }
            let filtering = self.pane_mut().is_some_and(|p| p.list.filtering);
            if !self.overlays.is_empty() || filtering {
                self.close();
            } else {
                self.world.data.stop();
            }
        }
        self.quit_until = Some((action, until));
        self.world.say(Tone::Plain, format!("{press} to quit"));
    }
}
