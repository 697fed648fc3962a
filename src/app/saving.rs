//! What happens in forms, reviews, lists of boxes and menus of choices, and what becomes of what they send.

use super::App;
use super::action::Action;
use super::doubts::{Doubted, Sent};
use super::key::{Code, Key};
use super::line::Tone;
use super::list::RowId;
use super::overlay::Overlay;
use super::overlay::form::{self, Form};
use super::overlay::review::{self, Review};
use super::request::{Reply, Request, Ticket};
use super::resource::Resource;
use super::touched::Touched;
use crate::domain::change::{Change, ChangeResult, Object};
use crate::domain::draft::Edit;
use crate::domain::impact::ChangeEffects;
use crate::domain::{Error, ProviderRef};

impl App {
    /// An action in a form, a review, a checklist or a menu of choices; says whether one of them has the keys.
    pub(super) fn in_management(&mut self, action: Action, key: Option<Key>) -> bool {
        let now = self.model.now;
        if self.on_top(key, |popup, cx| popup.on(action, cx)) {
            return true;
        }
        match self.router.overlays.last_mut() {
            Some(Overlay::Form(form)) => {
                let step = form.act(action, key);
                self.form_step(step, key);
                return true;
            }
            Some(Overlay::Review(review)) => {
                // The arrows that go up and down scroll: what is reviewed is to be read.
                let scrolls = match key.map(|k| k.code) {
                    Some(Code::Down) => Action::Down,
                    Some(Code::Up) => Action::Up,
                    _ => action,
                };
                if !review.pane.list.go(scrolls, self.viewport.rows) {
                    let step = review.act(action, key.is_some_and(|k| k.repeat), now);
                    self.review_step(step);
                }
            }
            Some(Overlay::Checklist(_)) if action == Action::Submit => self.review_checklist(key),
            _ => return false,
        }
        self.mark_dirty();
        true
    }

    pub(super) fn form_step(&mut self, step: form::Step, key: Option<Key>) {
        match step {
            form::Step::Stay => {}
            form::Step::Close => self.close_overlay(),
            form::Step::Discover(issuer) => {
                let ticket = self.send(Request::Discover(issuer));
                if let Some(form) = self.router.overlays.last_mut().and_then(Overlay::form_mut) {
                    form.asked = Some(ticket);
                }
            }
            form::Step::Submit => self.submit(key),
        }
    }

    /// From the form on top to its review.
    fn submit(&mut self, key: Option<Key>) {
        let Some(form) = self.router.overlays.last_mut().and_then(Overlay::form_mut) else {
            return;
        };
        if !form.check() {
            return;
        }
        if matches!(form.subject, form::Subject::SignIn(_)) {
            return self.sign_in_typed();
        }
        let doubt = form.doubt;
        let review = self
            .router
            .overlays
            .last()
            .and_then(Overlay::form)
            .and_then(|form| form.review(&self.model));
        let Some(mut review) = review else {
            let text = "Nothing was changed: there is nothing to save.";
            return self.model.say(Tone::Plain, text);
        };
        if doubt {
            review.ask_to_accept("Do it although it may be done already");
        }
        self.review(review, key);
    }

    pub(super) fn review(&mut self, review: Review, key: Option<Key>) {
        self.overlay_by(Overlay::Review(Box::new(review)), key);
    }

    pub(super) fn review_step(&mut self, step: review::Step) {
        match step {
            review::Step::Stay => {}
            review::Step::Again => self.model.say(Tone::Plain, "Press Enter once more."),
            review::Step::Send(change) => {
                self.requests.sent = Sent::of(&change, &self.model.data);
                let ticket = self.send(Request::Change(Box::new(change)));
                let now = self.model.now;
                if let Some(review) = self.review_mut() {
                    review.went(ticket, now);
                }
            }
            review::Step::Close => self.close_review(),
            review::Step::Done => {
                let review = self.review_mut();
                let done =
                    review.and_then(|r| Some((r.said()?, r.works.first()?.outcome.clone()?.ok()?.object, r.touched())));
                self.router.overlays.clear();
                self.viewport.fits = false;
                if let Some((said, object, touched)) = done {
                    self.select_object(object);
                    self.reread_all_of(&touched);
                    self.told(&said);
                }
            }
        }
        self.mark_dirty();
    }

    /// Closes a review that did not do all of it; the form below learns what is to be known.
    fn close_review(&mut self) {
        let Some(review) = self.review_mut() else {
            return;
        };
        let (said, doubt, outdated) = (review.said(), review.in_doubt(), review.outdated());
        let untold = doubt && review.works.iter().all(|work| only_secrets(&work.change));
        let touched = review.touched();
        let signed_out = review.works.iter().any(|w| w.outcome == Some(Err(Error::SignedOut)));
        let unsent = |outcome: &Result<_, Error>| matches!(outcome, Err(Error::DryRun(_)));
        let unsent = review.works.iter().any(|w| w.outcome.as_ref().is_some_and(unsent));
        self.close_overlay();
        if unsent {
            let text = "Dry run: nothing was sent, and nothing changed.";
            self.model.say(Tone::Plain, text);
        }
        if signed_out {
            // The form below waits for its person; what was done before is told as well.
            if let Some(said) = said {
                self.model.outcome(said.tone, said.text);
            }
            return self.signed_out();
        }
        let form = self.router.overlays.last_mut().and_then(Overlay::form_mut);
        let edits = form.and_then(|form| {
            form.doubt |= doubt;
            form.outdated |= outdated;
            if doubt {
                let what_now = if untold {
                    ". Secrets can't be read back: save them again to be sure."
                } else {
                    ": look at the list before you save it again."
                };
                form.note = Some(format!("It is not known whether this was saved{what_now}"));
            }
            form.edits().filter(|_| outdated)
        });
        if doubt || outdated || said.is_some() {
            self.reread_all_of(&touched);
        }
        if let (Some(provider), Some(here)) = (edits, self.model.organization) {
            let resource = Resource::Provider(here, provider);
            if self.model.data.loading_since(resource).is_none() {
                self.ask(resource);
            }
        }
        if let Some(said) = said {
            self.told(&said);
        }
    }

    /// A provider was read: a form about it that is outdated follows.
    pub(super) fn rebase_form(&mut self, provider: ProviderRef) {
        let Some(here) = self.model.organization else {
            return;
        };
        let detail = self
            .model
            .data
            .details
            .get(&(here, provider))
            .and_then(|d| d.get())
            .cloned();
        let form = self.form_mut().filter(|f| f.outdated && f.edits() == Some(provider));
        if let (Some(form), Some(detail)) = (form, detail.filter(|d| d.config.is_some())) {
            form.rebase(detail);
        }
    }

    fn reread_all_of(&mut self, touched: &[Touched]) {
        self.reread_touched(|resource| touched.iter().any(|touched| touched.holds(resource)));
    }

    /// Says what was done, and how it is taken back: each change is a step of its own.
    fn told(&mut self, said: &review::Said) {
        let what = if said.made > 1 { "the last of them" } else { "it" };
        let undo = self.model.undo_words(what);
        self.model.outcome(said.tone, format!("{}{undo}", said.text));
    }

    fn select_object(&mut self, object: Object) {
        let row = RowId::from(object);
        if let Some(pane) = self.pane_mut() {
            // A filter of the old rows must not hide a new one.
            if !pane.list.rows.contains(&row) {
                pane.list.clear_filter();
            }
            pane.list.marks.clear();
            pane.list.choose(row);
        }
    }

    /// Takes the answer to a change or to a question to an issuer; gives it back where nobody here waits for it.
    pub(super) fn managed(&mut self, ticket: Ticket, result: Result<Reply, Error>) -> Option<Result<Reply, Error>> {
        let forms = self.router.overlays.iter_mut().filter_map(Overlay::form_mut);
        if let Some(form) = forms.into_iter().find(|f| f.asked == Some(ticket)) {
            form.asked = None;
            match result {
                Ok(Reply::Discovered(discovery)) => form.discovered(&discovery),
                Ok(_) => form.note = Some("The answer of the issuer made no sense. Nothing was filled.".into()),
                Err(error) => form.note = Some(format!("Nothing was filled. {error}")),
            }
            return None;
        }
        let Some(review) = self.review_mut().filter(|r| r.awaits(ticket)) else {
            return Some(result);
        };
        let change = review.running().cloned();
        let outcome = match result {
            Ok(Reply::Changed(done)) => Ok(ChangeResult {
                name: self.model.data.called(change.as_ref(), &done),
                ..done
            }),
            Ok(_) => Err(Error::OutcomeUnknown("it made no sense".into())),
            Err(error) => Err(error),
        };
        let made = outcome.as_ref().ok().map(|done| done.object);
        let lost = matches!(outcome, Err(Error::OutcomeUnknown(_)));
        let review = self.review_mut()?;
        let trace = review.running().filter(|_| made.is_some()).map(ChangeEffects::from);
        let step = review.answer(outcome);
        if let Some(sent) = self.requests.sent.take().filter(|_| lost) {
            self.doubt(Doubted::Change(Box::new(sent)));
        }
        if let Some(object) = made {
            self.not_in_doubt(change.as_ref(), object);
        }
        if let Some(trace) = trace {
            self.model.data.trace(trace);
        }
        self.review_step(step);
        None
    }

    /// The form, also where help or a review stands over it.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        self.router.overlays.iter().find_map(Overlay::form)
    }

    pub(super) fn form_mut(&mut self) -> Option<&mut Form> {
        self.router.overlays.iter_mut().find_map(Overlay::form_mut)
    }

    pub(super) fn review_mut(&mut self) -> Option<&mut Review> {
        self.router.overlays.iter_mut().find_map(Overlay::review_mut)
    }
}

/// Whether no reading can tell if this was made.
fn only_secrets(change: &Change) -> bool {
    matches!(change, Change::EditProvider { edits, .. } if !edits.iter().any(Edit::is_plain))
}
