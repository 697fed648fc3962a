//! Requests to the backend and what becomes of their answers.

use std::collections::BTreeSet;

use super::App;
use super::component::{Leave, Outcome};
use super::delete_target::{DeleteTarget, Found};
use super::derived::on_screen;
use super::doubts::{DeletionVerdict, Doubt, Doubted, Sent, Verdict, deletion_verdict};
use super::line::Tone;
use super::location::Location;
use super::model::resource::Resource;
use super::msg::Effect;
use super::overlay::Overlay;
use super::overlay::browser::BrowserWait;
use super::overlay::secret::Revealed;
use super::pane::Pane;
use super::request::{Reply, Request, Ticket};
use super::requests::{Asker, Awaited};
use super::words;
use crate::domain::change::{Change, Object};
use crate::domain::impact::ChangeEffects;
use crate::domain::text::count;
use crate::domain::{Error, OrgId};

impl App {
    pub(super) fn send(&mut self, request: Request) -> Ticket {
        let ticket = self.requests.ticket();
        self.effects.push(Effect::Send(ticket, request));
        ticket
    }

    pub(super) fn ask(&mut self, resource: Resource) {
        let ticket = self.requests.ticket();
        let asked = self.model.data.ask(resource, ticket, self.model.now);
        let request = self.model.audit.with_names(asked);
        self.effects.push(Effect::Send(ticket, request));
        self.derived.wanting = true;
    }

    /// Asks for something once, and waits for its answer.
    pub(super) fn send_awaited(&mut self, request: Request, awaited: Awaited) {
        let ticket = self.send(request);
        self.requests.register(ticket, awaited, self.model.now.mono);
    }

    /// Whether something opens by itself once what it needs is read.
    pub fn waits_to_open(&self) -> bool {
        self.requests.resume.is_some()
    }

    /// Stops waiting; says whether anybody did.
    pub(super) fn stop_awaiting(&mut self, is: impl Fn(&Awaited) -> bool) -> bool {
        let stopped = self.requests.cancel(is);
        self.cancel(stopped)
    }

    /// Tells the shell that nobody needs these answers; says whether there are any.
    pub(super) fn cancel(&mut self, tickets: Vec<Ticket>) -> bool {
        let any = !tickets.is_empty();
        if any {
            self.effects.push(Effect::Cancel(tickets));
        }
        any
    }

    pub(super) fn reply(&mut self, ticket: Ticket, result: Result<Reply, Error>) {
        let Some(result) = self.awaited(ticket, result) else {
            return;
        };
        // What becomes of a change that was sent is told first. The next request signs out.
        let sent = self.router.popups().any(|popup| popup.leave() == Leave::InFlight);
        if result == Err(Error::SignedOut) && self.model.data.awaits(ticket) && !sent {
            return self.signed_out();
        }
        let failed = result.is_err();
        let resource = self.model.data.answer(ticket, result, self.model.now);
        let lists = [Resource::Tree, Resource::Environments];
        let list = resource.is_some_and(|one| lists.contains(&one) || matches!(one, Resource::Providers(_)));
        if list && failed {
            // What passes must not stand over what goes wrong now.
            self.model.notices.hide();
        }
        if let (Some(Resource::Account), Some(account)) = (resource, self.model.data.account.get()) {
            self.model.account = Some(account.clone());
        }
        if matches!(resource, Some(Resource::Account | Resource::Tree)) {
            self.router.remake_pages(&self.model);
        }
        // What an app is shown of one API may make another one worth a request.
        let witness = self.model.data.limited_by_scopes && matches!(resource, Some(Resource::Protection(..)));
        // What follows from the use of an environment is asked for once a frame: thousands of them may answer at once.
        self.derived.wanting |= list || witness || matches!(resource, Some(Resource::Account));
        self.arrived();
        if let Some(resource) = resource {
            self.model.keep_error(resource);
            for popup in self.router.popups_mut() {
                popup.arrived(resource, &self.model);
            }
            self.settle_doubts(ticket, resource);
        }
        self.router.leave_dead_page(&self.model);
    }

    /// The browser is waited for: says where to sign in. The address of an attempt that was given up is nobody's.
    pub(super) fn sign_in_at(&mut self, ticket: Ticket, address: String, opened: bool) {
        if self.requests.awaited_for(ticket) == Some(&Awaited::SignIn) {
            let popup = BrowserWait::new(address, opened, &self.model);
            self.overlay(Overlay::Browser(Box::new(popup)), None);
        }
    }

    /// Takes the answer to something that was asked for once; gives it back where that isn't awaited.
    pub(super) fn awaited(&mut self, ticket: Ticket, result: Result<Reply, Error>) -> Option<Result<Reply, Error>> {
        let Some((awaited, asker)) = self.requests.take(ticket) else {
            return Some(result);
        };
        if awaited.outlasts_session() {
            let (tone, text) = awaited.outcome(&result, self.model.mask.is_some());
            if let Asker::OtherBackend(name) = asker {
                self.model.outcome(tone, format!("In {name}: {text}"));
                return None;
            }
            let turned = (awaited == Awaited::Undo).then(|| self.model.data.turned_step(&result));
            self.model.notices.answer(tone, text, self.model.now, turned);
        }
        match awaited {
            Awaited::Accounts => self.model.list_accounts(result),
            Awaited::SignIn => self.signed_in(result),
            Awaited::Undo => self.undone(&result),
            Awaited::StartOver => self.started_over(&result),
            // Nothing more follows from a snapshot; a profile is answered by a message of its own.
            Awaited::Snapshot(_) | Awaited::OpenProfile(_) => {}
            Awaited::Compare(file) => self.compared(&file, result),
            Awaited::WorkIn(next) => self.remembered(result, next),
            Awaited::Secret(id) => {
                let at = self.page().map(|page| page.at);
                let on_screen = self.router.overlays.is_empty() && at == Some(Location::BusinessGroup(id));
                match Revealed::of(id, result, on_screen, &self.model) {
                    Ok(secret) => self.overlay(Overlay::Secret(Box::new(secret)), None),
                    Err(said) => self.run(said, None, None),
                }
            }
            Awaited::Look(target) => self.looked(&target, &result),
            Awaited::Popup(id) => {
                if let Some(at) = self.router.overlays.position(id) {
                    self.refresh();
                    self.in_popup(at, None, |popup, cx| popup.answer(result, cx));
                }
            }
        }
        None
    }

    pub(super) fn undone(&mut self, result: &Result<Reply, Error>) {
        self.router.came_back(self.model.data.follow(result));
        // Where it failed somebody else was here: what is on screen may be old.
        self.reload_all();
    }

    pub(super) fn started_over(&mut self, result: &Result<Reply, Error>) {
        if result.is_ok() {
            self.model.data.forget_effects();
            self.requests.doubts.clear();
            self.router.forget_left();
            let overlays = &mut self.router.overlays;
            overlays.retain(|o| !matches!(o, Overlay::Delete(dialog) if !dialog.sent()));
            self.reload_all();
            if self.model.account.is_none() {
                self.model.accounts.clear();
                self.ask_accounts();
            }
        }
    }

    pub(super) fn compared(&mut self, file: &str, result: Result<Reply, Error>) {
        match result {
            Ok(Reply::Compared(found)) => {
                let lines = words::changes(&found);
                let n = count(found.differences.len(), "difference", "differences");
                // The stand-ins must know what is shown of client ids.
                self.model.data.compared = found.differences;
                if self.router.overlays.is_empty() {
                    let viewer = Pane::text(format!("Changes since {file}"), lines);
                    return self.overlay(Overlay::Viewer(viewer), None);
                }
                // Keys that are meant for what is open must not go elsewhere.
                let text = format!("Compared with {file}: {n}. Close what is open, then use :diff again to see them.");
                self.model.notify(Tone::Plain, text);
            }
            Ok(_) => self.model.notify(Tone::Bad, "Not compared. The answer can't be read."),
            Err(error) => self.model.notify(Tone::Bad, format!("Not compared. {error}")),
        }
    }

    /// Where one works is kept for the next time, one request after the other: the last one counts.
    pub(super) fn remember(&mut self, organization: OrgId) {
        if !self.requests.remember_next(organization) {
            self.send_awaited(Request::WorkIn(organization), Awaited::WorkIn(None));
        }
    }

    pub(super) fn remembered(&mut self, result: Result<Reply, Error>, next: Option<OrgId>) {
        if let Err(error) = result {
            let text = format!("Your choice isn't saved for next time. {error}");
            self.model.notify(Tone::Warning, text);
        }
        if let Some(organization) = next {
            self.remember(organization);
        }
    }

    /// From here on it is in doubt whether this was made.
    pub(super) fn doubt(&mut self, of: Doubted) {
        let after = self.requests.newest();
        if let Doubted::Change(sent) = &of {
            self.requests.drop_replaced(&sent.change);
        }
        self.requests.doubts.push(Doubt { of, after });
    }

    /// What was added by a change whose outcome is known is not the addition that is looked for.
    pub(super) fn not_in_doubt(&mut self, change: Option<&Change>, object: Object) {
        if let Some(change) = change {
            self.requests.drop_replaced(change);
        }
        for doubt in &mut self.requests.doubts {
            if let Doubted::Change(sent) = &mut doubt.of {
                sent.before.insert(object.into());
            }
        }
    }

    /// A piece was read, or could not be: what that says of changes in doubt is told.
    pub(super) fn settle_doubts(&mut self, ticket: Ticket, resource: Resource) {
        for mut doubt in std::mem::take(&mut self.requests.doubts) {
            let left = match &mut doubt.of {
                _ if ticket <= doubt.after => true,
                Doubted::Delete(target, trace) => self.settle_delete(target, trace, resource),
                Doubted::Change(sent) => self.settle_change(sent, resource),
            };
            if left {
                self.requests.doubts.push(doubt);
            }
        }
    }

    /// Says whether it is still in doubt.
    fn settle_change(&mut self, sent: &mut Sent, resource: Resource) -> bool {
        let read = Some(&self.model.data).filter(|data| data.is_ready(resource));
        match read.and_then(|data| sent.verdict(data, resource)) {
            None => true,
            Some(Verdict::Done(done)) => {
                let name = self.model.data.called(Some(&sent.change), &done);
                let said = sent.change.summary(done.object, &name);
                if let Some(form) = self.router.form_in_doubt(sent) {
                    form.note = Some(format!("{} is saved: {said}.", sent.what_is_saved()));
                }
                self.model
                    .data
                    .add_effects(ChangeEffects::from(&sent.change), done.object);
                self.model.outcome(Tone::Good, format!("{said}."));
                false
            }
            Some(Verdict::NotDone(why)) => {
                // A list may not have it yet: one that comes later may.
                let adds = matches!(
                    sent.change,
                    Change::AddProvider { .. } | Change::CreateEnvironment { .. }
                );
                if let Some(form) = self.router.form_in_doubt(sent).filter(|_| !adds) {
                    form.doubt = false;
                    form.note = Some(why.clone());
                }
                if !std::mem::replace(&mut sent.missed, true) {
                    self.model.outcome(Tone::Warning, why);
                }
                adds
            }
        }
    }

    /// Says whether it is still in doubt.
    fn settle_delete(&mut self, target: &DeleteTarget, trace: &ChangeEffects, resource: Resource) -> bool {
        match deletion_verdict(target.object(), &self.model.data, resource) {
            None => true,
            Some(DeletionVerdict::Deleted) => {
                self.deleted(target, trace);
                false
            }
            Some(DeletionVerdict::NotDeleted) => {
                self.model.outcome(Tone::Bad, target.still_there());
                false
            }
            // It is looked for by its id.
            Some(DeletionVerdict::NotListed) if target.is_looked_for_in_list() => true,
            Some(DeletionVerdict::NotListed) => {
                let looks = |awaited: &Awaited| matches!(awaited, Awaited::Look(of) if **of == *target);
                if !self.requests.awaits(looks) {
                    self.send_awaited(target.look(), Awaited::Look(Box::new(target.clone())));
                }
                true
            }
        }
    }

    fn deleted(&mut self, target: &DeleteTarget, effects: &ChangeEffects) {
        let follows = target.deleted(effects.clone(), None, &self.model);
        self.apply(Outcome::Handled(follows), None);
    }

    /// What was looked for by its id was found, or not.
    pub(super) fn looked(&mut self, target: &DeleteTarget, result: &Result<Reply, Error>) {
        let is = |doubt: &mut Doubt| matches!(&doubt.of, Doubted::Delete(of, _) if **of == *target);
        let gone = matches!(result, Err(Error::NotFound(_))) && !target.is_looked_for_in_list();
        let there = result
            .as_ref()
            .is_ok_and(|reply| target.found(reply) == Some(Found::Same));
        if !gone && !there {
            return;
        }
        let doubt = self.requests.doubts.extract_if(.., is).next();
        match doubt.map(|doubt| doubt.of) {
            Some(Doubted::Delete(target, trace)) if gone => self.deleted(&target, &trace),
            Some(Doubted::Delete(target, _)) => self.model.outcome(Tone::Bad, target.still_there()),
            _ => {}
        }
    }

    /// Asks for what the screen shows and nobody asked for yet.
    pub(super) fn load_missing(&mut self) {
        self.follow_pages();
        if self.model.account.is_none() || !std::mem::take(&mut self.derived.wanting) {
            return;
        }
        let (resources, mut urgent) = on_screen(&self.router, &self.model);
        let resuming = self.requests.resume.iter();
        urgent.extend(resuming.flat_map(|resume| resume.urgent(&self.model)));
        for resource in resources {
            if self.model.data.is_absent(resource) {
                self.ask(resource);
            }
        }
        self.hurry(urgent);
        self.derived.wanting = false;
    }

    /// What the person looks at now goes before all else that is on its way.
    fn hurry(&mut self, urgent: Vec<Resource>) {
        let data = &self.model.data;
        let awaited = |resource: Resource| data.awaited(resource).map(|(ticket, _)| ticket);
        let wanted: BTreeSet<Ticket> = urgent.into_iter().filter_map(awaited).collect();
        let new: Vec<Ticket> = wanted.difference(&self.requests.hurried).copied().collect();
        self.requests.hurried = wanted;
        if !new.is_empty() {
            self.effects.push(Effect::Hurry(new));
        }
    }

    /// Reads what is on screen again and forgets the rest: anything may have changed.
    pub(super) fn reload_all(&mut self) {
        self.reread_touched(|_| true);
    }

    /// Reads those pieces again that a change may have `touched`: at once where they are on screen, else when they are shown.
    pub(super) fn reread_touched(&mut self, touched: impl Fn(Resource) -> bool) {
        let (resources, _) = on_screen(&self.router, &self.model);
        self.wait_for_nothing();
        self.requests.checked = None;
        // What is on its way tells how it was before.
        self.forget(&touched);
        self.model
            .data
            .keep_only(|resource| resources.contains(&resource) || !touched(resource));
        for resource in resources.into_iter().filter(|resource| touched(*resource)) {
            self.ask(resource);
        }
    }

    /// The same for a person who wants to be sure. What is on its way already is not asked for again.
    pub(super) fn reload(&mut self) {
        let (resources, _) = on_screen(&self.router, &self.model);
        self.wait_for_nothing();
        self.forget(|resource| !resources.contains(&resource));
        self.model.data.keep_only(|resource| resources.contains(&resource));
        for resource in resources {
            if self.model.data.loading_since(resource).is_none() {
                self.ask(resource);
            }
        }
    }

    /// Nobody waits any more for what is on its way of these pieces.
    fn forget(&mut self, of: impl Fn(Resource) -> bool) {
        let tickets = self.model.data.cancel(of);
        self.cancel(tickets);
    }
}
