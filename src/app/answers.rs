//! Answers of the backend: each finds the one who asked, and a late one finds nobody.

use super::App;
use super::keymap::Keymap;
use super::line::Tone;
use super::overlay::delete::Delete;
use super::request::{Reply, Ticket};
use super::resource::Resource;
use crate::domain::Error;

impl App {
    pub(super) fn reply(&mut self, ticket: Ticket, result: Result<Reply, Error>) {
        let now = self.model.now;
        let Some(result) = self.awaited(ticket, result) else {
            return;
        };
        if let Some(dialog) = self.dialog_mut().filter(|d| d.awaits(ticket)) {
            let step = dialog.answer(result, now);
            return self.step(step);
        }
        let Some(result) = self.managed(ticket, result) else {
            return;
        };
        // What becomes of a change that was sent is told first; then whoever asks next is signed out.
        let sent = self.dialog().is_some_and(Delete::sent) || self.review_mut().is_some_and(|r| r.busy());
        if result == Err(Error::SignedOut) && self.model.data.awaits(ticket) && !sent {
            return self.signed_out();
        }
        let failed = result.is_err();
        let resource = self.model.data.answer(ticket, result, now);
        let list = matches!(
            resource,
            Some(Resource::Tree | Resource::Environments | Resource::Providers(_))
        );
        if list && failed {
            // What passes must not stand over what goes wrong now.
            self.model.notices.hide();
        }
        if let (Some(Resource::Account), Some(account)) = (resource, self.model.data.account.get()) {
            self.model.account = Some(account.clone());
        }
        if matches!(resource, Some(Resource::Account | Resource::Tree)) {
            self.remake_pages();
        }
        // What an app is shown of one API may make another one worth a request.
        let witness = self.model.data.scoped && matches!(resource, Some(Resource::Protection(..)));
        self.derived.wanting |= list || witness || matches!(resource, Some(Resource::Account | Resource::Use(_)));
        self.arrived();
        if let Some(Resource::Provider(_, provider)) = resource {
            self.rebase_form(provider);
        }
        if let Some(resource) = resource {
            self.settle_doubts(ticket, resource);
        }
        self.leave_dead_page();
        if let Some(resource @ Resource::Provider(_, provider)) = resource {
            self.provider_came(resource, provider);
        }
    }

    /// A person's own keys take the place of the standard ones.
    pub(super) fn own_keys(&mut self, own: Result<Keymap, Vec<String>>) {
        match own {
            Ok(keymap) => self.model.keymap = keymap,
            Err(problems) => {
                for problem in problems {
                    self.model.say(Tone::Bad, problem);
                }
            }
        }
    }

    pub(super) fn undone(&mut self, result: &Result<Reply, Error>) {
        if matches!(result, Ok(Reply::Undone(_))) {
            self.model.data.untrace();
        }
        // Where it failed somebody else was here: what is on screen may be old.
        self.reload_all();
    }
}
