//! The pages on the way here, the popups over the last of them, and where each key and click goes.

use super::action::Action;
use super::component::{Component, Cx, Leave, Outcome, edit_filter, paste_into_filter};
use super::input::repeat::OpeningKey;
use super::key::{Code, Key};
use super::keymap::{Context, Meaning};
use super::line::Tone;
use super::location::NAV;
use super::msg::{Effect, Mouse};
use super::overlay::Overlay;
use super::page::Page;
use super::request::Ticket;
use super::requests::Awaited;
use super::target::Target;
use super::{App, TWICE};
use crate::domain::Error;

/// Rows a turn of the wheel.
const WHEEL: usize = 3;

/// Where a person is.
#[derive(Debug, Default)]
pub(super) struct Router {
    /// The way here: the last page is shown.
    pub(super) pages: Vec<Page>,
    /// Popups: the last one is on top and has the keys.
    pub(super) overlays: Vec<Overlay>,
    /// The nav entry that has the keys, while the nav has them.
    pub(super) nav: Option<usize>,
}

impl Router {
    pub(super) fn page(&self) -> Option<&Page> {
        self.pages.last()
    }

    /// The components of the popups, from the bottom up.
    pub(super) fn popups(&self) -> impl DoubleEndedIterator<Item = &dyn Component> {
        self.overlays.iter().map(Overlay::component)
    }

    pub(super) fn popups_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut dyn Component> {
        self.overlays.iter_mut().map(Overlay::component_mut)
    }

    pub(super) fn shows_secret(&self) -> bool {
        self.overlays
            .iter()
            .any(|overlay| matches!(overlay, Overlay::Secret(_)))
    }

    /// The popup that awaits this answer. From here on it awaits none.
    pub(super) fn take_asker(&mut self, ticket: Ticket) -> Option<usize> {
        self.popups_mut().position(|popup| {
            let awaited = popup.ticket();
            awaited.is_some_and(|awaited| awaited.take_if(|awaited| *awaited == ticket).is_some())
        })
    }

    /// Whether a click beside the popups closes the one on top.
    fn closes_lightly(&self) -> bool {
        !self.overlays.is_empty() && self.popups().all(|popup| popup.leave() == Leave::Free)
    }
}

/// Popups.
impl App {
    /// Lets a popup take an input; says whether it did.
    pub(super) fn in_popup(
        &mut self,
        at: usize,
        key: Option<Key>,
        input: impl FnOnce(&mut dyn Component, &Cx<'_>) -> Outcome,
    ) -> bool {
        let cx = Cx {
            model: &self.model,
            viewport: self.viewport,
            key,
            loading_since: self.loading_since(),
        };
        let Some(overlay) = self.router.overlays.get_mut(at) else {
            return false;
        };
        let outcome = input(overlay.component_mut(), &cx);
        self.apply_from(outcome, key, Some(at))
    }

    /// The same for the popup on top.
    pub(super) fn on_top(
        &mut self,
        key: Option<Key>,
        input: impl FnOnce(&mut dyn Component, &Cx<'_>) -> Outcome,
    ) -> bool {
        let top = self.router.overlays.len().checked_sub(1);
        top.is_some_and(|top| self.in_popup(top, key, input))
    }

    /// Whether anything that was typed or ticked, or is being done, would be lost with the popups.
    #[must_use]
    pub fn holds_work(&self) -> bool {
        let works = |leave| matches!(leave, Leave::Unsaved | Leave::InFlight);
        self.router.popups().any(|popup| works(popup.leave()))
    }
}

/// Keys.
impl App {
    pub(super) fn key(&mut self, key: Key) {
        let now = self.model.now;
        self.model.notices.seen(now);
        let secret = self.router.popups().next_back().is_some_and(Component::types_secret);
        if let Some(trail) = &mut self.model.trail {
            trail.push(key, secret, now.mono);
        }
        self.touch();
        if self.input.swallows(key, &self.model.keymap, now) || self.is_held(key) {
            return;
        }
        if self.too_small() {
            return self.small(key);
        }
        let contexts = self.contexts();
        let types = key.typed().is_some() || matches!(key.code, Code::Backspace | Code::Delete);
        if types && contexts.contains(&Context::Field) {
            self.input.chord.clear();
            self.input.quit_until = None;
            return self.edit(key);
        }
        self.input.chord.push(key.pressed());
        match self.model.keymap.resolve(contexts, &self.input.chord) {
            Meaning::Begun => self.input.chord_at = now.mono,
            Meaning::Action(action) => {
                self.input.chord.clear();
                if !matches!(action, Action::Quit | Action::Cancel) {
                    self.input.quit_until = None;
                }
                self.act(action, Some(key));
            }
            Meaning::Nothing => {
                let alone = self.input.chord.len() == 1;
                self.input.chord.clear();
                if alone {
                    self.edit(key);
                }
            }
        }
    }

    /// A key, a click or a paste comes, whatever it does next.
    fn touch(&mut self) {
        let now = self.model.now;
        self.router.popups_mut().for_each(|popup| popup.touched(now));
    }

    /// A key that may type in the field that has the keys.
    fn edit(&mut self, key: Key) {
        if !self.router.overlays.is_empty() {
            self.on_top(Some(key), |popup, cx| popup.edit(key, cx));
        } else if let Some(pane) = self.pane_mut() {
            let outcome = edit_filter(pane, key);
            self.apply(outcome, Some(key));
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.let_go();
        if self.too_small() {
            return;
        }
        self.touch();
        let taken = if self.router.overlays.is_empty() {
            let outcome = self.pane_mut().map(|pane| paste_into_filter(pane, text));
            self.apply(outcome.unwrap_or(Outcome::Ignored), None)
        } else {
            self.on_top(None, |popup, cx| popup.paste(text, cx))
        };
        if !taken {
            let note = "Paste ignored: no text field is active.";
            self.model.notify(Tone::Warning, note);
        }
    }

    /// Whether `key` may only be the key that opened the popup on top, held down.
    fn is_held(&mut self, key: Key) -> bool {
        let held = self.input.holds(key, self.model.now);
        if !held {
            self.let_go();
        } else if key.code == Code::Enter {
            let hint = self.router.popups().next_back().and_then(Component::held_hint);
            if let Some(hint) = hint {
                self.model.notify(Tone::Plain, hint);
            }
        }
        held
    }

    /// The key that opened the popup on top is not held any more: what was typed of it since goes into the field.
    fn let_go(&mut self) {
        let typed = self.input.opening.take().map(|opening| opening.typed());
        if let Some((key, times)) = typed
            && self.contexts().contains(&Context::Field)
        {
            for _ in 0..times {
                self.edit(key);
            }
        }
    }

    /// Lets go where silence tells that the opening key is not held, and where nothing is left of what it opened.
    pub(super) fn watch_opening(&mut self) {
        if self.router.overlays.is_empty() {
            self.input.opening = None;
        }
        let due = self.input.opening.as_ref().and_then(OpeningKey::due);
        if due.is_some_and(|due| due <= self.model.now.mono) {
            self.let_go();
        }
    }

    /// In a window that shows nothing, only leaving works.
    fn small(&mut self, key: Key) {
        let contexts = &[Context::Any, Context::Always];
        match self.model.keymap.resolve(contexts, &[key.pressed()]) {
            Meaning::Action(action @ (Action::Cancel | Action::Suspend | Action::Redraw)) => {
                self.act(action, Some(key));
            }
            Meaning::Action(Action::Quit) => self.quit(Action::Quit),
            _ => {}
        }
    }
}

/// The mouse: it does what the keys do that the thing under it stands for.
impl App {
    pub(super) fn mouse(&mut self, mouse: Mouse, target: Target) {
        if self.too_small() {
            return;
        }
        self.input.chord.clear();
        let action = match mouse {
            Mouse::Click => return self.click(target),
            Mouse::WheelDown => Action::Down,
            Mouse::WheelUp => Action::Up,
        };
        if let (Target::Pane(pane, _), true) = (target, self.router.overlays.is_empty()) {
            self.focus(pane);
        }
        for _ in 0..WHEEL {
            self.go(action);
        }
    }

    fn click(&mut self, target: Target) {
        self.let_go();
        let now = self.model.now;
        self.model.notices.seen(now);
        self.touch();
        let twice = self.input.clicks_twice(target, now);
        match target {
            Target::Outside if self.router.closes_lightly() => self.close_overlay(),
            Target::Nothing | Target::Outside => {}
            Target::Nav(number) => {
                if let Some(entry) = NAV.iter().find(|entry| entry.number == number) {
                    self.act(entry.action, None);
                }
            }
            Target::Crumb(at) => self.crumb(at),
            Target::Do(action) => self.act(action, None),
            Target::Control(_) | Target::Item(_) => {
                self.on_top(None, |popup, cx| popup.click(target, cx));
            }
            Target::Head(column) => {
                let outcome = self.router.sort_by(column, &self.model);
                self.apply(outcome, None);
            }
            Target::Pane(pane, row) => {
                if let Some(press) = self.page().and_then(|page| page.press(pane, &self.model)) {
                    return self.run(press, None, None);
                }
                self.focus(pane);
                self.click_row(row, twice);
            }
            Target::Row(row) => self.click_row(Some(row), twice),
        }
    }

    fn click_row(&mut self, row: Option<usize>, twice: bool) {
        self.refresh();
        let rows = self.viewport.rows;
        if let (Some(row), Some(pane)) = (row, self.pane_mut()) {
            pane.list.select(row, rows);
            self.mark_dirty();
            if twice {
                self.act(Action::Open, None);
            }
        }
    }
}

/// Ways out.
impl App {
    /// Says whether a popup stays, and why.
    pub(super) fn close(&mut self) -> bool {
        let popups = self.router.overlays.len();
        if self.on_top(None, |popup, cx| popup.on(Action::Close, cx)) {
            return self.router.overlays.len() == popups;
        }
        let popup = popups > 0;
        let list = self.pane_mut().map(|pane| &mut pane.list);
        if list.is_some_and(|list| list.clear_filter() || (!popup && list.clear_marks())) {
            self.mark_dirty();
        } else if popup {
            self.close_overlay();
        } else if self.loading_since().is_some() && self.stop_loading() {
            let text = self.model.message(&Error::Stopped);
            self.model.notify(Tone::Plain, text);
        } else {
            self.pop();
        }
        false
    }

    pub(super) fn back(&mut self) {
        if self.router.overlays.is_empty() {
            self.pop();
        } else if !self.on_top(None, |popup, cx| popup.on(Action::Back, cx)) {
            self.close_overlay();
        }
    }

    /// `q` and Ctrl-C: close what is open; at the top, twice to quit.
    pub(super) fn quit(&mut self, action: Action) {
        let again = self.input.quit_until.take().is_some_and(|(asked, _)| asked == action);
        if again {
            return self.effects.push(Effect::Quit);
        }
        let press = match action {
            Action::Quit => "Press q again",
            _ => "Press Ctrl-C again",
        };
        let until = Some((action, self.model.now.mono + TWICE));
        if self.awaits_change() {
            self.input.quit_until = until;
            let text = format!("A change is in progress. {press} to quit without its answer.");
            return self.model.notify(Tone::Warning, text);
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
            let dirty = self.holds_work();
            let dialog = self.router.popups().position(Component::takes_cancel);
            if let Some(at) = dialog {
                self.in_popup(at, None, |popup, cx| popup.on(action, cx));
                self.input.quit_until = until;
                return;
            }
            if !self.too_small() && self.on_top(None, |popup, cx| popup.on(action, cx)) {
                // What was typed is not thrown away by a key that means to stop something.
                self.input.quit_until = until;
                let lost = if dirty { " You lose what you typed." } else { "" };
                return self.model.notify(Tone::Plain, format!("{press} to quit.{lost}"));
            }
            let filtering = self.pane_mut().is_some_and(|p| p.list.filtering);
            if self.router.overlays.is_empty() && !filtering {
                self.stop_loading();
            } else if self.close() {
                // What the popup says matters more.
                self.input.quit_until = until;
                return;
            }
        }
        self.input.quit_until = until;
        let lost = if self.requests.snapshot().is_some() {
            " without the snapshot"
        } else {
            ""
        };
        self.model.notify(Tone::Plain, format!("{press} to quit{lost}"));
    }

    /// Whether the answer to a change is awaited.
    #[must_use]
    pub fn awaits_change(&self) -> bool {
        let undo = self.requests.awaits(|a| *a == Awaited::Undo);
        undo || self.router.popups().any(|popup| popup.leave() == Leave::InFlight)
    }
}
