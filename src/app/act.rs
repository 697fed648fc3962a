//! What each action does. The order of the checks is behaviour.

use super::action::{Action, Argument};
use super::command_line::on_named;
use super::component::Outcome;
use super::key::Key;
use super::line::Tone;
use super::list::RowId;
use super::location::Location;
use super::msg::Effect;
use super::operation::undo::undo;
use super::overlay::Overlay;
use super::overlay::delete::Stage;
use super::overlay::help::Help;
use super::overlay::palette::Palette;
use super::overlay::secret::Revealed;
use super::{App, show};

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
                return self.run_all(commands, key);
            }
            _ => {}
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
        match action {
            A::Close => {
                self.close();
            }
            A::Back => self.back(),
            A::Open | A::Run | A::Press => self.open(key),
            A::Unfold => self.unfold(key),
            A::Left => {
                let outcome = self.router.left(&self.model);
                self.apply(outcome, key);
            }
            A::Next | A::Previous => self.router.turn(action == A::Next),
            A::Filter => self.filter(),
            A::Sort | A::Reverse => {
                let on_screen = self.viewport.columns;
                let outcome = self.router.sort(action == A::Reverse, on_screen, &self.model);
                self.apply(outcome, key);
            }
            // A command is about the page; what is being typed or chosen is not thrown away for it.
            A::Palette if self.form().is_some() || self.holds_work() => {}
            A::Palette => {
                // A command is about the page: no popup may stand between them.
                self.router.overlays.clear();
                self.overlay(Overlay::Palette(Palette::default()));
            }
            A::Messages => self.run(show::messages(&self.model), key, None),
            // What is read for it is read as whoever is signed in.
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
            A::Undo => {
                let held = self.input.holds_undo(key, self.model.now);
                self.run(undo(held, &self.model), key, None);
            }
            _ if self.go(action) => {}
            _ if !self.router.overlays.is_empty() => {}
            _ if self.model.account.is_none() => self.model.notify(Tone::Plain, "Sign in first."),
            A::Switch => self.open_menu(),
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

    /// Runs a command with what was typed behind it.
    pub(super) fn command(&mut self, action: Action, argument: Option<String>) {
        let Some(argument) = argument else {
            return self.act(action, None);
        };
        match action.argument() {
            Argument::Nothing => {
                let text = format!("{} takes no argument here.", action.name());
                self.model.notify(Tone::Warning, text);
            }
            Argument::Name => {
                self.refresh();
                self.router.nav = None;
                if self.model.account.is_none() {
                    return self.model.notify(Tone::Plain, "Sign in first.");
                }
                let commands = self.page().map(|page| on_named(action, &argument, page, &self.model));
                self.run_all(commands.into_iter().flatten(), None);
            }
            Argument::File | Argument::NeededFile | Argument::Tour => {
                self.show(action, Some(argument));
            }
        }
    }

    fn open(&mut self, key: Option<Key>) {
        let popup = !self.router.overlays.is_empty();
        if let Some(pane) = self.pane_mut().filter(|p| p.list.filtering) {
            // In a popup Enter in the field does what is chosen; where nothing is left to choose, one can go on typing.
            if popup && pane.list.rows.is_empty() {
                return;
            }
            pane.list.filtering = false;
            if !popup {
                // Whole words may need more to be read.
                return self.mark_dirty();
            }
        }
        let command = self.page().filter(|_| !popup).and_then(|page| page.open(&self.model));
        if let Some(command) = command {
            self.run(command, key, None);
        }
    }

    fn unfold(&mut self, key: Option<Key>) {
        let Some(pane) = self.pane_mut() else {
            return;
        };
        match pane.list.current() {
            Some(RowId::Org(id)) => {
                if pane.list.folded.remove(&id) {
                    self.mark_dirty();
                } else if self.router.overlays.is_empty() {
                    self.push(Location::BusinessGroup(id));
                }
            }
            Some(RowId::Line(_) | RowId::Api(..) | RowId::Application(_)) | None => self.router.right(),
            _ => self.open(key),
        }
    }

    fn filter(&mut self) {
        if let Some(pane) = self.pane_mut().filter(|p| !p.view().is_button()) {
            pane.list.filtering = true;
        }
    }

    fn help(&mut self) {
        // Nothing covers a dialog while what it asked for is done.
        let busy = self.dialog().is_some_and(|d| d.stage != Stage::Confirming);
        if busy || matches!(self.router.overlays.last(), Some(Overlay::Help(_))) {
            return;
        }
        let at = self.page().map_or(Location::SignIn, |p| p.at);
        let help = Help::new(self.contexts(), at);
        self.overlay(Overlay::Help(help));
    }
}
