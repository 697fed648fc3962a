//! Where a key goes: the topmost popup, the filter, a chord, and then the table of bindings.

use super::action::Action;
use super::hold::OpeningKey;
use super::key::{Code, Key};
use super::keymap::{Context, Meaning};
use super::line::Tone;
use super::overlay::Overlay;
use super::{App, SWALLOW, field};

impl App {
    pub(super) fn key(&mut self, key: Key) {
        let now = self.model.now;
        self.model.notices.seen(now);
        let secret = matches!(self.router.overlays.last(), Some(Overlay::Form(form)) if form.in_secret());
        if let Some(trail) = &mut self.model.trail {
            trail.push(key, secret, now.mono);
        }
        if let Some(dialog) = self.dialog_mut() {
            dialog.touched(now);
        }
        if self.swallows(key) || self.is_held(key) {
            return;
        }
        if self.too_small() {
            return self.small(key);
        }
        let contexts = self.contexts();
        if contexts.contains(&Context::Field) && self.types(key) {
            self.input.chord.clear();
            self.input.quit_until = None;
            return;
        }
        self.input.chord.push(key.pressed());
        match self.model.keymap.resolve(contexts, &self.input.chord) {
            Meaning::Begun => self.input.chord_at = self.model.now.mono,
            Meaning::Action(action) => {
                self.input.chord.clear();
                if !matches!(action, Action::Quit | Action::Cancel) {
                    self.input.quit_until = None;
                }
                self.act(action, Some(key));
            }
            Meaning::Nothing if self.input.chord.len() > 1 => self.input.chord.clear(),
            Meaning::Nothing => {
                self.input.chord.clear();
                if let Some(Overlay::Delete(dialog)) = self.router.overlays.last_mut() {
                    dialog.edit(key);
                } else if let Some(Overlay::Form(form)) = self.router.overlays.last_mut() {
                    form.edit(key);
                } else if contexts.contains(&Context::Field) {
                    self.edit(|input| field::edit(input, key));
                }
            }
        }
    }

    /// Enter and Space right after a delete are left over from it (D18), and so is whatever else presses a button.
    fn swallows(&mut self, key: Key) -> bool {
        let now = self.model.now.mono;
        let presses = self.model.keymap.resolve(&[Context::Dialog], &[key.pressed()]) == Meaning::Action(Action::Press);
        let left_over = presses || matches!(key.code, Code::Enter | Code::Char(' '));
        match self.input.swallow_until {
            Some(until) if now < until => {
                if left_over {
                    self.input.swallow_until = Some(now + SWALLOW);
                }
                left_over
            }
            Some(_) => {
                self.input.swallow_until = None;
                false
            }
            None => false,
        }
    }

    /// What opened the popup on top, where a key did.
    pub(super) fn opened_by(&mut self, key: Option<Key>) {
        self.input.opening = key.map(|key| OpeningKey::new(key, self.model.now));
    }

    /// Whether `key` may only be the key that opened the popup on top, held down.
    fn is_held(&mut self, key: Key) -> bool {
        let now = self.model.now;
        let held = self.input.opening.as_mut().is_some_and(|hold| hold.goes_on(key, now));
        if !held {
            self.let_go();
        } else if key.code == Code::Enter && matches!(self.router.overlays.last(), Some(Overlay::Review(_))) {
            self.model.say(Tone::Plain, "Press Enter once more.");
        }
        held
    }

    /// The key that opened the popup on top is not held any more: what was typed of it since goes into the field.
    pub(super) fn let_go(&mut self) {
        let typed = self.input.opening.take().map(|hold| hold.typed());
        if let Some((key, times)) = typed
            && self.contexts().contains(&Context::Field)
        {
            for _ in 0..times {
                self.types(key);
            }
        }
    }

    /// Lets go where silence tells that the opening key is not held, and where nothing is left of what it opened.
    pub(super) fn watch_opening(&mut self) {
        if self.router.overlays.is_empty() {
            self.input.opening = None;
        }
        let now = self.model.now.mono;
        if self
            .input
            .opening
            .as_ref()
            .and_then(OpeningKey::due)
            .is_some_and(|due| due <= now)
        {
            self.let_go();
        }
    }

    /// In a window that shows nothing, only leaving works.
    fn small(&mut self, key: Key) {
        match self
            .model
            .keymap
            .resolve(&[Context::Any, Context::Always], &[key.pressed()])
        {
            Meaning::Action(action @ (Action::Cancel | Action::Suspend | Action::Redraw)) => {
                self.act(action, Some(key));
            }
            Meaning::Action(Action::Quit) => self.quit(Action::Quit),
            _ => {}
        }
    }

    /// A character for the field that has the keys.
    fn types(&mut self, key: Key) -> bool {
        let types = key.typed().is_some() || matches!(key.code, Code::Backspace | Code::Delete);
        if !types {
            return false;
        }
        if let Some(Overlay::Delete(dialog)) = self.router.overlays.last_mut() {
            dialog.edit(key);
            return true;
        }
        if let Some(Overlay::Form(form)) = self.router.overlays.last_mut() {
            form.edit(key);
            return true;
        }
        self.edit(|input| field::edit(input, key));
        true
    }

    fn edit(&mut self, change: impl FnOnce(&mut tui_input::Input) -> bool) {
        let field = match self.router.overlays.last_mut() {
            Some(overlay) => overlay.field_mut(),
            None => self
                .router
                .pages
                .last_mut()
                .and_then(|p| p.pane_mut())
                .map(|p| &mut p.list.filter),
        };
        if field.is_some_and(change) {
            self.mark_dirty();
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.let_go();
        if self.too_small() {
            return;
        }
        if let Some(Overlay::Delete(dialog)) = self.router.overlays.last_mut() {
            dialog.touched(self.model.now);
            dialog.paste(text);
            return;
        }
        if !self.contexts().contains(&Context::Field) {
            let note = "The pasted text was dropped: no text field has the keys.";
            return self.model.say(Tone::Warning, note);
        }
        let mut refused = None;
        if let Some(Overlay::Form(form)) = self.router.overlays.last_mut() {
            refused = form.paste(text).err();
        } else {
            self.edit(|input| {
                refused = field::paste(input, text).err();
                true
            });
        }
        if let Some(why) = refused {
            self.model.say(Tone::Warning, why);
        }
    }
}
