//! What happens in forms, reviews, lists of boxes and menus of choices, and what becomes of what they send.

use super::App;
use super::action::Action;
use super::key::Key;
use super::line::Tone;
use super::overlay::Overlay;
use super::overlay::form::{self, Form};
use super::overlay::review::Review;
use crate::domain::ProviderRef;

impl App {
    /// An action in a form, a review, a checklist or a menu of choices; says whether one of them has the keys.
    pub(super) fn in_management(&mut self, action: Action, key: Option<Key>) -> bool {
        if self.on_top(key, |popup, cx| popup.on(action, cx)) {
            return true;
        }
        if let (Some(Overlay::Checklist(_)), Action::Submit) = (self.router.overlays.last(), action) {
            self.review_checklist(key);
            self.mark_dirty();
            return true;
        }
        false
    }

    /// From the form on top to its review.
    pub(super) fn submit(&mut self, key: Option<Key>) {
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
            return self.model.notify(Tone::Plain, text);
        };
        if doubt {
            review.ask_to_accept("Do it although it may be done already");
        }
        self.review(review, key);
    }

    pub(super) fn review(&mut self, review: Review, key: Option<Key>) {
        self.overlay_by(Overlay::Review(Box::new(review)), key);
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

    /// The form, also where help or a review stands over it.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        self.router.overlays.iter().find_map(Overlay::form)
    }

    pub(super) fn form_mut(&mut self) -> Option<&mut Form> {
        self.router.overlays.iter_mut().find_map(Overlay::form_mut)
    }
}
