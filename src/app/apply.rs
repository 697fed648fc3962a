//! Commands: what each does to the state, and what it asks of the shell.

use super::App;
use super::action::{Action, Argument};
use super::command_line::on_named;
use super::component::{Command, Outcome};
use super::doubts::{Doubted, Sent};
use super::input::repeat::OpeningKey;
use super::key::Key;
use super::line::Tone;
use super::list::marks::Marking;
use super::model::resource::Resource;
use super::navigation::Router;
use super::operation::beginning::Beginning;
use super::operation::resume::Resume;
use super::operation::{Operation, WAITS, reassign};
use super::overlay::Overlay;
use super::overlay::delete::outdated_impact;
use super::overlay::form::Form;
use super::overlay::review::Review;
use super::page::Page;
use super::pane::Pane;
use super::request::Request;
use super::requests::Awaited;
use super::show;
use super::start_at::StartAt;
use crate::domain::OrgId;
use crate::domain::change::Object;
use crate::domain::draft::Draft;
use crate::domain::impact::ChangeEffects;
use crate::domain::login::SignInPrompt;
use crate::domain::text::escape;

impl App {
    /// Runs what a component answered. False where it ignored the input.
    pub(super) fn apply(&mut self, outcome: Outcome, key: Option<Key>) -> bool {
        self.apply_from(outcome, key, None)
    }

    pub(super) fn apply_from(&mut self, outcome: Outcome, key: Option<Key>, popup: Option<usize>) -> bool {
        let Outcome::Handled(commands) = outcome else {
            return false;
        };
        for command in commands {
            self.run(command, key, popup);
        }
        true
    }

    pub(super) fn run_all(&mut self, commands: impl IntoIterator<Item = Command>, key: Option<Key>) {
        commands.into_iter().for_each(|command| self.run(command, key, None));
    }

    pub(super) fn run(&mut self, command: Command, key: Option<Key>, popup: Option<usize>) {
        match command {
            Command::Open(at) => self.router.open(at, &self.model),
            Command::GoTo(at) => self.router.go_to(at, &self.model),
            Command::Send(request) => self.send_from(request, popup),
            Command::Reread(touched) => {
                self.reread_touched(|resource| touched.iter().any(|touched| touched.holds(resource)));
            }
            Command::NotMade => self.requests.sent = None,
            Command::Made(change, object) => {
                self.requests.sent = None;
                self.not_in_doubt(Some(&change), object);
                self.model.data.add_effects(ChangeEffects::from(&*change), object);
            }
            Command::InDoubt { partly } => self.change_in_doubt(partly),
            Command::DeletionInDoubt(target, effects) => self.doubt(Doubted::Delete(target, effects)),
            Command::KeepEffects(effects, object) => self.model.data.add_effects(*effects, object),
            Command::Together(changes) => self.model.data.join_effects(changes),
            Command::Remove(object, above) => self.remove(object, above),
            Command::SwallowPresses => self.input.swallow_presses(self.model.now),
            Command::SignOut { resume } => {
                let user = self.model.account.as_ref().map(|a| a.username.clone());
                self.sign_out();
                self.ask_anew(SignInPrompt::again);
                self.session.start_at = resume.map(|place| StartAt::again(place, user));
            }
            Command::SignedOut => self.signed_out(),
            Command::Review(set) => self.overlay(Overlay::Review(Box::new(Review::new(*set))), key),
            Command::SignIn(login) => self.sign_in(login),
            Command::NotSaved(what) => {
                self.on_top(key, |popup, cx| popup.not_saved(what, cx));
            }
            Command::Select(object) => self.router.select(object.into()),
            Command::CloseAllOverlays => self.close_overlays(0),
            Command::CloseOverlay => self.close_overlays(popup.unwrap_or(self.router.overlays.top())),
            Command::Focus(pane) => {
                self.router.focus(pane);
                self.derived.moved = true;
            }
            Command::Mark(marking) => {
                self.router.mark(marking);
                if marking == Marking::Row {
                    self.go(Action::Down);
                }
            }
            Command::ShowText { title, lines } => self.overlay(Overlay::Viewer(Pane::text(title, lines)), None),
            Command::Start(operation) => self.start(operation, key),
            Command::RevealSecret(_) if self.requests.awaits(|a| matches!(a, Awaited::Secret(_))) => {}
            Command::RevealSecret(id) => self.send_awaited(Request::RevealSecret(id), Awaited::Secret(id)),
            Command::Read(resources) => self.read(resources),
            Command::CheckImpact(provider) => {
                let fresh = self.requests.check_impact(provider, self.model.now.mono);
                self.read(outdated_impact(provider, fresh, &self.model));
            }
            Command::Connect => self.connect(key),
            Command::OpenProfile(at) => self.choose_profile(at),
            Command::AddProvider(kind) => {
                if let Some(here) = self.model.organization {
                    self.show_form(Form::provider(here, Draft::new(kind)), key);
                }
            }
            Command::Reassign(apis, provider) => {
                let review = reassign::review(&apis, provider, &self.model);
                self.run(Command::Review(Box::new(review)), key, None);
            }
            Command::AskFirst(what) => self.overlay(Overlay::Pick(Box::new(show::question(what, &self.model))), None),
            Command::Undo(_) if !self.router.overlays.is_empty() => {}
            Command::Undo(request) => self.send_once(request, Awaited::Undo),
            Command::StartOver => self.send_once(Request::StartOver, Awaited::StartOver),
            Command::TakeSnapshot(..) if self.requests.snapshot().is_some() => {
                self.model.notify(Tone::Plain, "A snapshot is being taken already.");
            }
            Command::TakeSnapshot(file, scope) => {
                self.model.announce(scope);
                self.send_awaited(Request::Snapshot(file, scope), Awaited::Snapshot(None));
            }
            Command::Compare(path) => self.compare(path),
            Command::ToggleKeys => self.model.toggle_keys(),
            Command::ToggleMask => {
                self.model.toggle_mask();
                self.mark_dirty();
            }
            Command::Notify(tone, text) => self.say(tone, text, key.is_some() && popup.is_none()),
            Command::Outcome(tone, text) => {
                let (step, now) = (self.model.data.steps(), self.model.now);
                self.model.notices.outcome(tone, text, now, Some(step));
            }
            Command::Effect(effect) => self.effects.push(effect),
            Command::Act(action) => self.act(action, key),
            Command::Run(Action::Quit, None) => self.quit_program(),
            Command::Run(action, None) => self.act(action, None),
            Command::Run(action, Some(argument)) => self.run_with(action, argument),
            Command::WorkIn(organization) => self.work_in(organization),
            Command::LoadInView => self.derived.moved = true,
            Command::Refresh => self.mark_dirty(),
            Command::Filter(text) => self.router.filter(text),
            Command::Audit(change) => self.router.change_audit(&mut self.model, change),
            Command::SortBy(column) => self.router.sort_by(column, &self.model),
            Command::KeepLine(line) => self.model.keep_line(line),
        }
    }

    fn say(&mut self, tone: Tone, text: String, of_row: bool) {
        self.model.notify(tone, text);
        self.model.notices.about(self.router.selected().filter(|_| of_row));
    }

    fn close_overlays(&mut self, at: usize) {
        self.router.overlays.truncate(at);
        self.viewport.fits = false;
        self.mark_dirty();
    }

    /// Asks who can sign in, where that is not known yet: the file is being opened.
    pub(super) fn ask_accounts(&mut self) {
        if self.model.live.is_none() && self.model.accounts.is_empty() {
            self.send_awaited(Request::Accounts, Awaited::Accounts);
        }
    }

    /// Sends requests for what the rows in view are made of and was not read. What else is on screen follows from the model,
    /// which a move does not change.
    pub(super) fn load_in_view(&mut self) {
        let moved = std::mem::take(&mut self.derived.moved);
        let pane = self.router.pane_mut().filter(|_| moved);
        let rows = pane.map(|pane| pane.in_view(&self.model));
        for resource in rows.into_iter().flatten() {
            if self.model.data.is_absent(resource) {
                self.ask(resource);
            }
        }
    }

    /// Sends what a popup asks for; the answer goes to that popup.
    fn send_from(&mut self, request: Request, popup: Option<usize>) {
        let Some(id) = popup.and_then(|at| self.router.overlays.id(at)) else {
            let text = "Not sent: the dialog was closed. Nothing changed.";
            return self.model.notify(Tone::Warning, text);
        };
        if let Request::Change(change) = &request {
            self.requests.sent = Sent::of(change, &self.model.data);
        }
        self.send_awaited(request, Awaited::Popup(id));
    }

    fn send_once(&mut self, request: Request, awaited: Awaited) {
        if !self.requests.awaits(|a| *a == awaited) {
            self.send_awaited(request, awaited);
        }
    }

    fn change_in_doubt(&mut self, partly: bool) {
        if let Some(sent) = self.requests.sent.take() {
            self.doubt(Doubted::Change(Box::new(sent.made_partly(partly))));
        }
    }

    fn compare(&mut self, path: String) {
        // A new comparison replaces the one before.
        self.stop_awaiting(|a| matches!(a, Awaited::Compare(_)));
        let file = escape(&path).into_owned();
        self.send_awaited(Request::Compare(path), Awaited::Compare(file));
    }

    /// Leaves the pages of what is deleted, and works in what stood above it.
    fn remove(&mut self, object: Object, above: OrgId) {
        self.router.pages.retain(|page| page.at.object() != Some(object.into()));
        if matches!(object, Object::Group(id) if self.model.organization == Some(id)) {
            self.router.change_organization(&mut self.model, Some(above));
        }
        self.model.data.remove(object);
        self.mark_dirty();
    }

    /// Does what `action` asks for, where it is one for those who watch or about a file.
    pub(super) fn show(&mut self, action: Action, argument: Option<String>) -> bool {
        let Some(command) = show::command(action, argument, &self.model, self.router.shown_over()) else {
            return false;
        };
        self.run(command, None, None);
        self.watch();
        true
    }

    /// What follows where somebody may look on now, or nobody any more.
    pub(super) fn watch(&mut self) {
        if self.model.would_record_people() {
            self.stop_opening_profile();
        }
        self.model.notices.watched = self.model.is_watched() || self.model.trail.is_some();
    }

    /// Starts an operation, or says why it may not be done.
    pub(super) fn start(&mut self, operation: Operation, key: Option<Key>) {
        match operation.allowed(&self.model) {
            Ok(()) => self.start_allowed(operation, key),
            Err(why) => self.run(Command::Notify(Tone::Warning, why), key, None),
        }
    }

    /// Shows what an operation begins with, once what it needs is read.
    fn start_allowed(&mut self, operation: Operation, key: Option<Key>) {
        let needs = operation.needs(&self.model);
        if !needs.iter().all(|resource| self.model.data.has(*resource)) {
            return self.wait_to_start(operation, needs);
        }
        let Beginning { popup, commands } = operation.begin(&self.model);
        match popup {
            // It may come long after the key: nothing of that can still be held.
            Some(Overlay::Form(form)) if operation.reads_provider().is_some() => self.show_form(*form, None),
            Some(Overlay::Form(form)) => self.show_form(*form, key),
            Some(popup @ Overlay::Delete(_)) => self.overlay(popup, key),
            Some(popup) => self.overlay(popup, None),
            None => {}
        }
        self.run_all(commands, key);
    }

    /// Reads what an operation needs. What could not be read is not waited for, but told.
    fn wait_to_start(&mut self, operation: Operation, needs: Vec<Resource>) {
        let reads_itself = operation.reads_provider().is_some();
        for resource in needs {
            // Marked rows may be out of view: then nobody asked for what is known of them.
            if self.model.data.is_absent(resource) || (reads_itself && !self.model.data.is_loading(resource)) {
                self.ask(resource);
            }
        }
        if !operation.is_being_read(&self.model) {
            let text = "Some of what this needs couldn't be loaded. Press r to try again.";
            return self.model.notify(Tone::Warning, text);
        }
        if !reads_itself {
            self.model.notify(Tone::Plain, operation.waits());
        }
        self.requests.resume = self.router.page().map(|page| Resume::new(operation, page, &self.model));
    }

    /// Starts the operation that waited, once all it needs has come. Says whether anything follows from that.
    pub(super) fn resume_operation(&mut self) -> bool {
        let open = self.requests.resume.iter_mut().zip(self.router.page());
        open.for_each(|(resume, page)| resume.follow(page));
        let has_come = |resume: &mut Resume| !resume.operation.is_being_read(&self.model);
        let Some(resume) = self.requests.resume.take_if(has_come) else {
            return false;
        };
        self.refresh();
        self.wait_for_nothing();
        // You may be elsewhere by now. A popup must not interrupt what you type or choose.
        let filtering = self.page().and_then(Page::pane).is_some_and(|p| p.list.filtering);
        let Router { overlays, nav, .. } = &self.router;
        let idle = overlays.is_empty() && nav.is_none() && self.input.chord.is_empty() && !filtering;
        let wanted = |page: &Page| resume.is_wanted(page, &self.model, idle);
        if !self.page().is_some_and(wanted) {
            return true;
        }
        match resume.error(&self.model) {
            Some(error) => self.model.notify(Tone::Bad, error),
            None => self.start_allowed(resume.operation, None),
        }
        true
    }

    /// Nothing opens by itself any more.
    pub(super) fn wait_for_nothing(&mut self) {
        self.requests.resume = None;
        self.model.notices.withdraw_begun(&WAITS);
    }

    /// What a key of `action` would start here, as far as it is allowed.
    ///
    /// # Errors
    /// The sentence that says why it starts nothing.
    pub fn operation(&self, action: Action) -> Result<Operation, String> {
        let page = self.page().ok_or_else(String::new)?;
        let operation = Operation::meant(action, page, &self.model)?;
        operation.allowed(&self.model)?;
        Ok(operation)
    }

    /// Reads resources, unless they are being read.
    fn read(&mut self, resources: Vec<Resource>) {
        for resource in resources {
            if !self.model.data.is_loading(resource) {
                self.ask(resource);
            }
        }
    }

    pub(super) fn show_form(&mut self, form: Form, key: Option<Key>) {
        self.overlay(Overlay::Form(Box::new(form)), key);
    }

    /// Moves in the list that has the keys.
    pub(super) fn go(&mut self, action: Action) {
        self.refresh();
        let outcome = self.router.go(action, self.viewport.rows, &self.model);
        self.apply(outcome, None);
    }

    /// Shows a popup on top of the others. Until the key that opened it is let go, that types and presses nothing.
    pub(super) fn overlay(&mut self, overlay: Overlay, key: Option<Key>) {
        self.model.notices.withdraw_begun(&WAITS);
        let id = self.requests.new_popup();
        self.router.overlays.push(overlay, id);
        let opening = key.map(|key| OpeningKey::new(key, self.model.now));
        self.input.opening = opening.or(self.input.opening.take());
        self.viewport.fits = false;
        self.mark_dirty();
    }

    /// Runs a command with what was typed behind it.
    fn run_with(&mut self, action: Action, argument: String) {
        match action.argument() {
            Argument::Nothing => self
                .model
                .notify(Tone::Warning, format!("{} takes no argument here.", action.name())),
            Argument::Words => {
                self.act(action, None);
                self.on_top(None, |popup, cx| popup.paste(&argument, cx));
            }
            Argument::Name | Argument::RowsFile | Argument::Period | Argument::Filter | Argument::Column => {
                self.refresh();
                self.router.nav = None;
                let commands = self.page().map(|page| on_named(action, &argument, page, &self.model));
                self.run_all(commands.into_iter().flatten(), None);
            }
            Argument::File | Argument::NeededFile | Argument::Tour | Argument::Theme => {
                self.show(action, Some(argument));
            }
        }
    }

    /// Works in another organization from here on.
    fn work_in(&mut self, organization: OrgId) {
        self.wait_for_nothing();
        self.router.overlays.clear();
        if self.model.organization != Some(organization) {
            self.router.change_organization(&mut self.model, Some(organization));
            self.remember(organization);
        }
        self.router.leave_details(&self.model);
        if let Some(here) = self.model.current_organization() {
            let text = show::works_in(here);
            self.model.notify(Tone::Plain, text);
        }
    }
}
