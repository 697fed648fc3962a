//! What is asked of the home: what the screen shows and nobody asked for yet, and all of it anew after a change.

use std::collections::BTreeSet;

use super::App;
use super::msg::{Effect, Request, Ticket};
use super::overlay::Overlay;
use super::slot::Slot;

impl App {
    pub(super) fn send(&mut self, request: Request) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.effects.push(Effect::Send(ticket, request));
        ticket
    }

    pub(super) fn ask(&mut self, slot: Slot) {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        let request = self.world.data.ask(slot, ticket, self.world.now);
        self.effects.push(Effect::Send(ticket, request));
        self.wanting = true;
    }

    /// The pieces that the screen is made of.
    pub(super) fn find_slots(&self) -> BTreeSet<Slot> {
        self.slots_with(&self.open_dialog_slots())
    }

    /// Those of the open dialog: finding them takes a walk through all API instances.
    fn open_dialog_slots(&self) -> Vec<Slot> {
        self.dialog()
            .map(|dialog| self.dialog_slots(dialog))
            .unwrap_or_default()
    }

    fn slots_with(&self, dialog: &[Slot]) -> BTreeSet<Slot> {
        let page = self.page().map(|p| p.slots(&self.world)).unwrap_or_default();
        let panes = self.overlays.iter().filter_map(Overlay::pane);
        let mut slots: BTreeSet<Slot> = panes.flat_map(|p| p.slots(&self.world)).chain(page).collect();
        slots.extend(dialog);
        if self.world.account.is_some() {
            slots.insert(Slot::Tree);
            // Who signed in is known before what they may do.
            if self.world.badge.is_live() {
                slots.insert(Slot::Account);
            }
        }
        slots
    }

    /// Asks for what the screen shows and nobody asked for yet.
    pub(super) fn want(&mut self) {
        if self.world.account.is_none() || !std::mem::take(&mut self.wanting) {
            return;
        }
        let dialog = self.open_dialog_slots();
        for slot in self.slots_with(&dialog) {
            if self.world.data.absent(slot) {
                self.ask(slot);
            }
        }
        self.hurry(&dialog);
        self.wanting = false;
    }

    /// What the person looks at now goes before all else that is on its way.
    fn hurry(&mut self, dialog: &[Slot]) {
        let data = &self.world.data;
        let awaited = |slot: Slot| data.awaited(slot).map(|(ticket, _)| ticket);
        let wanted: BTreeSet<Ticket> = self.first_slots(dialog).into_iter().filter_map(awaited).collect();
        let new: Vec<Ticket> = wanted.difference(&self.hurried).copied().collect();
        self.hurried = wanted;
        if !new.is_empty() {
            self.effects.push(Effect::Hurry(new));
        }
    }

    /// The pieces without which the screen, or what was asked for last, has nothing to show.
    fn first_slots(&self, of_dialog: &[Slot]) -> Vec<Slot> {
        let world = &self.world;
        let mut slots = vec![Slot::Account, Slot::Tree];
        slots.extend(self.page().map(|p| p.first_slots(world)).unwrap_or_default());
        let panes = self.overlays.iter().filter_map(Overlay::pane);
        slots.extend(panes.filter_map(|p| p.slots(world).into_iter().next()));
        if let Some(dialog) = self.dialog() {
            // What every environment uses is read in the background.
            let one = |slot: &Slot| {
                !matches!(slot, Slot::Use(_) | Slot::Protection(..)) || dialog.doomed.provider().is_none()
            };
            slots.extend(of_dialog.iter().filter(|slot| one(slot)));
        }
        slots.extend(self.after_slots());
        slots
    }

    /// Reads what is on screen again and forgets the rest: anything may have changed.
    pub(super) fn reread(&mut self) {
        self.reread_touched(|_| true);
    }

    /// Reads those pieces again that a change may have `touched`: at once where they are on screen, else when they are shown.
    pub(super) fn reread_touched(&mut self, touched: impl Fn(Slot) -> bool) {
        let slots = self.find_slots();
        self.wait_for_nothing();
        self.checked = None;
        // What is on its way tells how it was before.
        self.forget(&touched);
        self.world
            .data
            .forget_but(|slot| slots.contains(&slot) || !touched(slot));
        for slot in slots.into_iter().filter(|slot| touched(*slot)) {
            self.ask(slot);
        }
    }

    /// The same for a person who wants to be sure. What is on its way already is not asked for again.
    pub(super) fn reload(&mut self) {
        let slots = self.find_slots();
        self.wait_for_nothing();
        self.forget(|slot| !slots.contains(&slot));
        self.world.data.forget_but(|slot| slots.contains(&slot));
        for slot in slots {
            if self.world.data.loading_since(slot).is_none() {
                self.ask(slot);
            }
        }
    }

    /// Nobody waits any more for what is on its way of these pieces.
    fn forget(&mut self, of: impl Fn(Slot) -> bool) {
        let tickets = self.world.data.let_go(of);
        if !tickets.is_empty() {
            self.effects.push(Effect::Forget(tickets));
        }
    }
}
