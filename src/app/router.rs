//! Where each key and click goes.

use super::App;
use super::action::Action;
use super::component::{Command, Component, Cx, Outcome, edit_filter, paste_into_filter};
use super::input::in_small_window;
use super::input::repeat::OpeningKey;
use super::key::{Code, Key};
use super::keymap::{Context, Meaning};
use super::line::Tone;
use super::location::NAV;
use super::msg::{Effect, Mouse};
use super::offers::works_here;
use super::operation::undo::undo;
use super::overlay::Overlay;
use super::overlay::find::Find;
use super::overlay::menu::Menu;
use super::overlay::palette::Palette;
use super::overlay::secret::Revealed;
use super::page::audit::all_entries;
use super::pane::Pane;
use super::show;
use super::target::Target;
use super::view::help::HelpView;
use crate::domain::Error;

/// Rows a turn of the wheel.
const WHEEL: usize = 3;

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
            again: self.router.overlays.again(at),
            awaits: self.popup_awaits(|open| open == at),
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
        if self.model.size.is_too_small() {
            let loses = self.holds_typed() && !self.awaits_change();
            let action = in_small_window(key, &self.model.keymap, loses);
            return action.into_iter().for_each(|action| self.act(action, Some(key)));
        }
        if !self.input.chord.is_empty() || !self.input.ahead.keeps(key, &self.router, &self.model) {
            self.press(key);
        }
    }

    /// Does what a key means here.
    fn press(&mut self, key: Key) {
        let contexts = self.contexts();
        let types = key.typed().is_some() || matches!(key.code, Code::Backspace | Code::Delete);
        if types && contexts.contains(&Context::Field) {
            self.input.chord.clear();
            self.input.stop_quitting(&mut self.model.notices);
            self.edit(key);
            return;
        }
        self.input.chord.push(key.pressed());
        match self.model.keymap.resolve(contexts, &self.input.chord) {
            Meaning::Begun => self.input.chord_at = self.model.now.mono,
            Meaning::Action(action) => {
                self.input.only_moved = self.input.chord.len() == 1 && self.router.only_moves(action, &self.model);
                self.input.chord.clear();
                if !matches!(action, Action::Quit | Action::Cancel) {
                    self.input.stop_quitting(&mut self.model.notices);
                }
                self.act(action, Some(key));
            }
            Meaning::Nothing => {
                let chord = std::mem::take(&mut self.input.chord);
                let taken = (chord.len() == 1 && self.edit(key)) || (chord.len() > 1 && key.code == Code::Esc);
                if !taken && !key.repeat && contexts.contains(&Context::Any) {
                    let text = self.model.keymap.unbound(contexts, &chord);
                    self.model.notify(Tone::Plain, text);
                }
            }
        }
    }

    /// Presses the keys that came before their rows, once those are there; says whether there were any.
    pub(super) fn press_kept(&mut self) -> bool {
        let keys = self.input.ahead.released(&self.router, &self.model);
        keys.into_iter().map(|key| self.press(key)).count() > 0
    }

    /// A key, a click or a paste comes, whatever it does next.
    fn touch(&mut self) {
        let now = self.model.now;
        self.router.popups_mut().for_each(|popup| popup.touched(now));
    }

    /// A key that may type in the field that has the keys; says whether one had.
    fn edit(&mut self, key: Key) -> bool {
        if !self.router.overlays.is_empty() {
            return self.on_top(Some(key), |popup, cx| popup.edit(key, cx));
        }
        let outcome = self.router.pane_mut().map(|pane| edit_filter(pane, key));
        self.apply(outcome.unwrap_or(Outcome::Ignored), Some(key))
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.input.ahead.forget();
        self.let_go();
        if self.model.size.is_too_small() {
            return;
        }
        self.touch();
        let taken = if self.router.overlays.is_empty() {
            let outcome = self.router.pane_mut().map(|pane| paste_into_filter(pane, text));
            self.apply(outcome.unwrap_or(Outcome::Ignored), None)
        } else {
            self.on_top(None, |popup, cx| popup.paste(text, cx))
        };
        if !taken {
            let text = "Paste ignored: no text field is active.";
            self.model.notify(Tone::Warning, text);
        }
    }

    /// Whether `key` may only be the key that opened the popup on top, held down.
    fn is_held(&mut self, key: Key) -> bool {
        let held = self.input.holds(key, self.model.now);
        if !held {
            self.let_go();
        } else if key.code == Code::Enter
            && let Some(hint) = self.router.popups().next_back().and_then(Component::held_hint)
        {
            self.model.notify(Tone::Plain, hint);
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
}

/// The mouse: it does what the keys do that the thing under it stands for.
impl App {
    pub(super) fn mouse(&mut self, mouse: Mouse, target: Target) {
        if self.model.size.is_too_small() {
            return;
        }
        self.input.chord.clear();
        self.input.ahead.forget();
        self.input.stop_quitting(&mut self.model.notices);
        let action = match mouse {
            Mouse::Click => return self.click(target),
            Mouse::WheelDown => Action::Down,
            Mouse::WheelUp => Action::Up,
        };
        if let (Target::Pane(pane, _), true) = (target, self.router.overlays.is_empty()) {
            self.router.focus(pane);
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
            Target::Outside if self.router.closes_lightly() => self.run(Command::CloseOverlay, None, None),
            Target::Nav(number) => {
                if let Some(entry) = NAV.iter().find(|entry| entry.number == number) {
                    self.act(entry.action, None);
                }
            }
            Target::Crumb(at) if self.router.overlays.is_empty() => self.router.go_to(at, &self.model),
            Target::Nothing | Target::Outside | Target::Crumb(_) => {}
            Target::Do(action) => self.act(action, None),
            Target::Control(_) | Target::Item(_) => {
                self.on_top(None, |popup, cx| popup.click(target, cx));
            }
            Target::Head(column) => self.router.sort_by(column, &self.model),
            Target::Pane(pane, row) => {
                if let Some(press) = self.page().and_then(|page| page.press(pane, &self.model)) {
                    return self.run(press, None, None);
                }
                self.run(Command::Focus(pane), None, None);
                self.click_row(row, twice);
            }
            Target::Row(row) => self.click_row(Some(row), twice),
        }
    }

    fn click_row(&mut self, row: Option<usize>, twice: bool) {
        self.refresh();
        let rows = self.viewport.rows;
        if let (Some(row), Some(pane)) = (row, self.router.pane_mut()) {
            pane.list.select(row, rows);
            self.mark_dirty();
            if twice {
                self.act(Action::Open, None);
            }
        }
    }
}

/// Actions. The order of the checks is behaviour.
impl App {
    /// `key` is what asked for it, where a key did.
    pub(super) fn act(&mut self, action: Action, key: Option<Key>) {
        use Action as A;
        self.refresh();
        if self.show(action, None) {
            return;
        }
        match action {
            A::Close | A::Cancel if self.signs_in() => return self.stop_signing_in(),
            A::Close | A::Cancel if self.router.overlays.is_empty() && self.opening_profile().is_some() => {
                return self.stop_opening_profile();
            }
            A::Cancel | A::Quit => return self.quit(action),
            A::Suspend => return self.effects.push(Effect::Suspend),
            A::Redraw => return self.effects.push(Effect::Redraw),
            A::Help => return self.help(),
            A::Mouse => {
                let commands = self.input.toggle_mouse();
                return self.run_all(commands, None);
            }
            _ => {}
        }
        if matches!(action, A::Press | A::Run) {
            self.router.overlays.press(self.model.now);
        }
        if self.on_top(key, |popup, cx| popup.on(action, cx)) {
            return;
        }
        if self.router.overlays.is_empty() {
            let outcome = self.router.in_nav(action);
            if self.apply(outcome, None) {
                return;
            }
        }
        let outcome = self.router.on(action, self.viewport, &self.model);
        if self.apply(outcome, key) {
            return;
        }
        match action {
            A::Close => {
                self.close();
            }
            A::Back => self.back(),
            // A command is about the page; what is being typed or chosen is not thrown away for it.
            A::Palette | A::SortBy if self.router.overlays.form().is_some() || self.holds_work() => {}
            A::Palette | A::SortBy => {
                // A command is about the page: no popup may stand between them.
                self.router.overlays.clear();
                let palette = Palette::new(action, self.page(), &self.model);
                self.overlay(Overlay::Palette(palette), None);
            }
            A::Messages => self.run(show::messages(&self.model), key, None),
            // The snapshot reads with the session of this account.
            A::SignOut if self.requests.snapshot().is_some() => self
                .model
                .notify(Tone::Plain, "Wait for the snapshot to finish: it uses your session."),
            A::SignOut => {
                self.sign_out();
                self.effects.push(Effect::SignOut);
            }
            // On a page to sign in there is nothing else to read.
            A::Reload if self.model.account.is_none() => self.connect(key),
            A::Reload => self.reload(),
            A::Undo | A::Redo => {
                let held = self.input.holds_undo(action, key, self.model.now);
                self.run(undo(action, held, &self.model), None, None);
            }
            _ if !self.router.overlays.is_empty() => {}
            _ if self.model.account.is_none() => self.model.notify(Tone::Plain, "Sign in first."),
            A::Find => self.overlay(Overlay::Find(Find::new(!self.model.mode.is_live())), None),
            A::Switch => self.overlay(Overlay::Menu(Menu::new(self.model.organization)), None),
            A::Preview => {
                self.model.toggle_preview();
                self.mark_dirty();
            }
            A::Reveal => self.run(Revealed::ask(self.page().map(|p| p.at), &self.model), key, None),
            _ => {
                let outcome = self.page().map(|page| page.on(action, &self.model));
                self.apply(outcome.unwrap_or(Outcome::Ignored), key);
            }
        }
    }

    fn help(&mut self) {
        if self.router.overlays.is_deleting() {
            return;
        }
        if let Some(Overlay::Help(_)) = self.router.overlays.last() {
            return self.run(Command::CloseOverlay, None, None);
        }
        let Some(page) = self.page() else { return };
        let help = HelpView::new(page.at, &self.model, |binding| works_here(self, page, binding));
        self.overlay(Overlay::Help(Pane::new(help)), None);
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
        if self.router.clear_list() {
            self.mark_dirty();
        } else if popups > 0 {
            self.run(Command::CloseOverlay, None, None);
        } else if super::status::is_stopped_by_esc(self) && self.stop_loading() {
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
