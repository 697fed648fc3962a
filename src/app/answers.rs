//! Answers of the home: each finds the one who asked, and a late one finds nobody.

use super::App;
use super::keymap::Keymap;
use super::msg::{Reply, Ticket};
use super::notice::Tone;
use super::overlay::delete::Delete;
use super::slot::Slot;
use crate::domain::Error;

impl App {
    pub(super) fn reply(&mut self, ticket: Ticket, result: Result<Reply, Error>) {
        let now = self.world.now;
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
        if result == Err(Error::SignedOut) && self.world.data.awaits(ticket) && !sent {
            return self.signed_out();
        }
        let failed = result.is_err();
        let slot = self.world.data.answer(ticket, result, now);
        let list = matches!(slot, Some(Slot::Tree | Slot::Environments | Slot::Providers(_)));
        if list && failed {
            // What passes must not stand over what goes wrong now.
            self.world.notices.hide();
        }
        if let (Some(Slot::Account), Some(account)) = (slot, self.world.data.account.get()) {
            self.world.account = Some(account.clone());
        }
        if matches!(slot, Some(Slot::Account | Slot::Tree)) {
            self.remake_pages();
        }
        // What an app is shown of one API may make another one worth a request.
        let witness = self.world.data.scoped && matches!(slot, Some(Slot::Protection(..)));
        self.wanting |= list || witness || matches!(slot, Some(Slot::Account | Slot::Use(_)));
        self.arrived();
        if let Some(Slot::Provider(_, provider)) = slot {
            self.rebase_form(provider);
        }
        if let Some(slot) = slot {
            self.settle_doubts(ticket, slot);
        }
        self.leave_dead_page();
        if let Some(slot @ Slot::Provider(_, provider)) = slot {
            self.provider_came(slot, provider);
        }
    }

    /// A person's own keys take the place of the standard ones.
    pub(super) fn own_keys(&mut self, own: Result<Keymap, Vec<String>>) {
        match own {
            Ok(keymap) => self.world.keymap = keymap,
            Err(problems) => {
                for problem in problems {
                    self.world.say(Tone::Bad, problem);
                }
            }
        }
    }

    pub(super) fn undone(&mut self, result: &Result<Reply, Error>) {
        if matches!(result, Ok(Reply::Undone(_))) {
            self.world.data.untrace();
        }
        // Where it failed somebody else was here: what is on screen may be old.
        self.reread();
    }
}
