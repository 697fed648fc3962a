//! What each action does.

use super::App;
use super::action::Action;
use super::columns;
use super::key::{Code, Key};
use super::list::RowId;
use super::msg::{Effect, Request};
use super::nav::{At, ENTRIES};
use super::notice::Tone;
use super::overlay::Overlay;
use super::overlay::delete::{Around, Delete, Doomed};
use super::page::Page;
use super::pane::PaneKind;
use super::target::Control;
use super::words;
use crate::domain::confirm::Ask;
use crate::domain::rules::Refusal;
use crate::domain::{OrgId, ProviderRef};

impl App {
    /// Does what `action` asks for. `key` is what asked, where a key did.
    pub(super) fn act(&mut self, action: Action, key: Option<Key>) {
        use Action as A;
        self.settle();
        match action {
            A::Cancel | A::Quit => return self.quit(action),
            A::Suspend => return self.effects.push(Effect::Suspend),
            A::Redraw => return self.effects.push(Effect::Redraw),
            A::Help => return self.help(),
            A::Mouse => return self.capture(),
            _ => {}
        }
        if self.dialog().is_some() {
            return self.in_dialog(action, key);
        }
        if self.nav.is_some() && self.overlays.is_empty() && self.in_nav(action) {
            return;
        }
        match action {
            A::Close => self.close(),
            A::Back => self.back(),
            A::Open | A::Run | A::Press => self.open(key),
            A::Left => self.left(),
            A::Next | A::Previous => self.turn(action == A::Next),
            A::Filter => self.filter(),
            A::Sort | A::Reverse => self.sort(action == A::Reverse),
            A::Palette => self.overlay(Overlay::palette()),
            A::Messages => self.messages(),
            A::SignOut => self.sign_out(),
            A::Reload => self.reread(),
            A::Undo => self.undo(),
            _ if self.go(action) => {}
            _ if self.world.account.is_none() || !self.overlays.is_empty() => {}
            A::BusinessGroups => self.go_to(At::BusinessGroups),
            A::Environments => self.go_to(At::Environments),
            A::ClientProviders => self.go_to(At::ClientProviders),
            A::Switch => self.open_menu(),
            A::Delete => self.delete(key),
            A::Impact => self.impact(),
            A::Preview => {
                self.world.preview = !self.world.preview;
                self.stale();
            }
            A::CopyName | A::CopyId | A::CopyAddress => self.copy(action),
            A::CopyJson | A::Json => self.json(action),
            _ => {}
        }
    }

    /// Moves in the list that has the keys; says whether `action` is a move.
    pub(super) fn go(&mut self, action: Action) -> bool {
        self.settle();
        let port = self.port;
        let moved = self.pane_mut().is_some_and(|pane| pane.list.go(action, port));
        if moved && self.world.preview {
            self.stale();
        }
        moved
    }

    pub(super) fn overlay(&mut self, overlay: Overlay) {
        self.overlays.push(overlay);
        self.stale();
    }

    pub(super) fn in_dialog(&mut self, action: Action, key: Option<Key>) {
        let around = self.around();
        let repeat = key.is_some_and(|k| k.repeat);
        if let Some(dialog) = self.dialog_mut() {
            let step = dialog.act(action, repeat, around);
            self.step(step);
        }
    }

    fn around(&self) -> Around {
        Around {
            complete: self.impact_complete(),
            fits: self.port > 0,
            now: self.world.now,
        }
    }

    pub(super) fn click_control(&mut self, control: Control) {
        let around = self.around();
        if let Some(dialog) = self.dialog_mut() {
            let step = dialog.click(control, around);
            self.step(step);
        }
    }

    /// Whether the open dialog's impact comes from every environment and from the client applications.
    #[must_use]
    pub fn impact_complete(&self) -> bool {
        let Some(id) = self.dialog().map(|d| ProviderRef::External(d.doomed.provider)) else {
            return false;
        };
        let counted = self
            .world
            .data
            .counts
            .get(&id)
            .is_some_and(|c| matches!(c, super::data::Remote::Ready(_)));
        counted && self.world.data.impact(id).is_some_and(|i| i.complete())
    }

    fn help(&mut self) {
        if matches!(self.overlays.last(), Some(Overlay::Help { .. })) {
            return;
        }
        let at = self.page().map_or(At::SignIn, |p| p.at);
        let help = Overlay::help(self.contexts(), at);
        self.overlay(help);
    }

    fn capture(&mut self) {
        self.mouse = !self.mouse;
        self.effects.push(Effect::Capture(self.mouse));
        let text = if self.mouse {
            "Mouse captured."
        } else {
            "Mouse released: the terminal selects text again."
        };
        self.world.say(Tone::Plain, text);
    }

    fn in_nav(&mut self, action: Action) -> bool {
        let at = self.nav.unwrap_or_default();
        match action {
            Action::Down => self.nav = Some((at + 1).min(ENTRIES.len() - 1)),
            Action::Up => self.nav = Some(at.saturating_sub(1)),
            Action::First => self.nav = Some(0),
            Action::Last => self.nav = Some(ENTRIES.len() - 1),
            Action::Open => {
                if let Some((_, _, go)) = ENTRIES.get(at) {
                    self.nav = None;
                    self.act(*go, None);
                }
            }
            Action::Next | Action::Previous | Action::Close => self.nav = None,
            Action::Left => {}
            _ => {
                self.nav = None;
                return false;
            }
        }
        true
    }

    fn left(&mut self) {
        let row = self.pane_mut().and_then(|p| p.list.current());
        let folded = matches!(row, Some(RowId::Org(id)) if self.fold(id));
        if folded || !self.overlays.is_empty() {
            return;
        }
        let entry = self.page().and_then(|p| p.at.entry());
        match self.pages.last_mut() {
            Some(page) if page.focus > 0 => page.focus -= 1,
            Some(_) => self.nav = entry.and_then(|n| ENTRIES.iter().position(|e| e.0 == n)),
            None => {}
        }
    }

    /// Folds an organization, or goes to the one above; says whether it did either.
    fn fold(&mut self, id: OrgId) -> bool {
        let tree = self.world.data.tree.get();
        let has = tree.is_some_and(|t| t.has_children(id));
        let parent = tree.and_then(|t| t.get(id)?.parents.last().copied());
        let Some(pane) = self.pane_mut() else {
            return false;
        };
        if has && pane.list.folded.insert(id) {
            self.stale();
            return true;
        }
        if let Some(parent) = parent {
            pane.list.selected = Some(RowId::Org(parent));
            self.stale();
        }
        parent.is_some()
    }

    fn turn(&mut self, forward: bool) {
        if !self.overlays.is_empty() {
            if let Some(pane) = self.pane_mut() {
                pane.list.filtering = false;
            }
            return;
        }
        if let Some(page) = self.pages.last_mut() {
            let n = page.panes.len().max(1);
            page.focus = if forward { page.focus + 1 } else { page.focus + n - 1 } % n;
        }
    }

    fn filter(&mut self) {
        if let Some(pane) = self.pane_mut().filter(|p| !matches!(p.kind, PaneKind::DeleteButton(_))) {
            pane.list.filtering = true;
        }
    }

    fn sort(&mut self, reverse: bool) {
        let world = &self.world;
        let pane = match self.overlays.last_mut() {
            Some(overlay) => overlay.pane_mut(),
            None => self.pages.last_mut().and_then(|p| p.pane_mut()),
        };
        let Some(pane) = pane.filter(|p| !p.kind.is_text()) else {
            return;
        };
        let columns = columns::columns(pane.kind, world).len();
        let order = &mut pane.list.order;
        if reverse {
            order.reverse = !order.reverse;
        } else {
            let next = order.column.map_or(0, |c| c + 1);
            order.column = (next < columns).then_some(next);
        }
        self.stale();
    }

    fn open(&mut self, key: Option<Key>) {
        if let Some(pane) = self.pane_mut().filter(|p| p.list.filtering) {
            pane.list.filtering = false;
            // In the palette and the menu Enter in the field runs what is chosen.
            if !matches!(pane.kind, PaneKind::Commands) {
                return;
            }
        }
        let Some(pane) = self.pane_mut() else {
            return;
        };
        if matches!(pane.kind, PaneKind::DeleteButton(_)) {
            return self.delete(key);
        }
        let (kind, row) = (pane.kind, pane.list.current());
        match row {
            Some(RowId::Home) => self.push(At::Accounts),
            Some(RowId::Account(i)) => {
                if let Some(username) = self.world.accounts.get(i).map(|a| a.username.clone()) {
                    self.sign_in(username);
                }
            }
            Some(RowId::AccessManagement) => self.go_to(At::BusinessGroups),
            Some(RowId::Org(id)) => self.open_organization(id, key),
            Some(RowId::Environment(id)) => self.push(At::Environment(id)),
            Some(RowId::Provider(id)) => self.push(At::ClientProvider(id)),
            Some(RowId::Binding(i)) if kind == PaneKind::Commands => {
                self.close_overlay();
                let action = self.world.keymap.all().nth(i).map(|b| b.action);
                if let Some(action) = action {
                    self.act(action, None);
                }
            }
            _ => {}
        }
    }

    fn open_organization(&mut self, id: OrgId, key: Option<Key>) {
        let unfolds = key.is_some_and(|k| k.code != Code::Enter);
        if let Some(pane) = self.pane_mut() {
            let folded = pane.list.folded.remove(&id);
            if folded {
                self.stale();
                if unfolds {
                    return;
                }
            }
        }
        if !matches!(self.overlays.last(), Some(Overlay::Menu(_))) {
            self.push(At::BusinessGroup(id));
        } else if !unfolds {
            self.work_in(id);
        }
    }

    fn delete(&mut self, key: Option<Key>) {
        let Some(provider) = self.page().and_then(Page::provider) else {
            return self.world.say(Tone::Plain, "Select a client provider first.");
        };
        if let Err(why) = self.world.may_delete(provider) {
            return self.world.say(Tone::Warning, why.to_string());
        }
        let row = self.world.data.provider(provider);
        let (Some(here), Some(row), ProviderRef::External(id)) = (self.world.here(), row, provider) else {
            return self.world.say(
                Tone::Plain,
                "This client provider is not loaded yet. Wait, then press D again.",
            );
        };
        let rows = self.world.data.providers.get(&here.id).and_then(|r| r.get());
        let others = rows.into_iter().flatten().filter(|other| other.id != provider);
        let ask = Ask::new(
            &row.name,
            &id.to_string(),
            others.map(|o| (&o.name, words::provider_id(o.id))),
        );
        let doomed = Doomed {
            organization: here.id,
            organization_name: here.name.clone(),
            provider: id,
            name: row.name.clone(),
            kind: row.kind.clone(),
        };
        self.port = 1;
        let dialog = Delete::new(doomed, ask, key, self.world.now);
        self.overlay(Overlay::Delete(Box::new(dialog)));
    }

    fn impact(&mut self) {
        let Some(provider) = self.page().and_then(Page::provider) else {
            return;
        };
        let at = At::ClientProvider(provider);
        if self.page().is_some_and(|p| p.at != at) {
            self.push(at);
        }
        let pane = self
            .page()
            .and_then(|p| p.panes.iter().position(|p| matches!(p.kind, PaneKind::Impact(_))));
        match pane {
            Some(pane) => self.focus(pane),
            None if provider == ProviderRef::BuiltIn => {
                self.world.say(
                    Tone::Plain,
                    "The built-in client provider cannot be deleted: nothing can depend on that.",
                );
            }
            None => {}
        }
    }

    fn undo(&mut self) {
        if self.world.read_only {
            return self.world.say(Tone::Warning, Refusal::ReadOnly.to_string());
        }
        if self.world.account.is_some() && self.undoing.is_none() && self.overlays.is_empty() {
            self.undoing = Some(self.send(Request::Undo));
        }
    }
}
