//! What is asked of the backend: what the screen shows and nobody asked for yet, and all of it anew after a change.

use std::collections::BTreeSet;

use super::App;
use super::msg::Effect;
use super::overlay::Overlay;
use super::request::{Request, Ticket};
use super::resource::Resource;

impl App {
    pub(super) fn send(&mut self, request: Request) -> Ticket {
        let ticket = self.requests.ticket();
        self.effects.push(Effect::Send(ticket, request));
        ticket
    }

    pub(super) fn ask(&mut self, resource: Resource) {
        let ticket = self.requests.ticket();
        let request = self.model.data.ask(resource, ticket, self.model.now);
        self.effects.push(Effect::Send(ticket, request));
        self.derived.wanting = true;
    }

    /// The pieces that the screen is made of.
    pub(super) fn find_slots(&self) -> BTreeSet<Resource> {
        self.slots_with(&self.open_dialog_slots())
    }

    /// Those of the open dialog: finding them takes a walk through all API instances.
    fn open_dialog_slots(&self) -> Vec<Resource> {
        self.dialog()
            .map(|dialog| self.dialog_slots(dialog))
            .unwrap_or_default()
    }

    fn slots_with(&self, dialog: &[Resource]) -> BTreeSet<Resource> {
        let page = self.page().map(|p| p.resources(&self.model)).unwrap_or_default();
        let panes = self.router.overlays.iter().filter_map(Overlay::pane);
        let mut resources: BTreeSet<Resource> = panes.flat_map(|p| p.resources(&self.model)).chain(page).collect();
        resources.extend(dialog);
        if self.model.account.is_some() {
            resources.insert(Resource::Tree);
            // Who signed in is known before what they may do.
            if self.model.mode.is_live() {
                resources.insert(Resource::Account);
            }
        }
        resources
    }

    /// Asks for what the screen shows and nobody asked for yet.
    pub(super) fn load_missing(&mut self) {
        if self.model.account.is_none() || !std::mem::take(&mut self.derived.wanting) {
            return;
        }
        let dialog = self.open_dialog_slots();
        for resource in self.slots_with(&dialog) {
            if self.model.data.absent(resource) {
                self.ask(resource);
            }
        }
        self.hurry(&dialog);
        self.derived.wanting = false;
    }

    /// What the person looks at now goes before all else that is on its way.
    fn hurry(&mut self, dialog: &[Resource]) {
        let data = &self.model.data;
        let awaited = |resource: Resource| data.awaited(resource).map(|(ticket, _)| ticket);
        let wanted: BTreeSet<Ticket> = self.first_slots(dialog).into_iter().filter_map(awaited).collect();
        let new: Vec<Ticket> = wanted.difference(&self.requests.hurried).copied().collect();
        self.requests.hurried = wanted;
        if !new.is_empty() {
            self.effects.push(Effect::Hurry(new));
        }
    }

    /// The pieces without which the screen, or what was asked for last, has nothing to show.
    fn first_slots(&self, of_dialog: &[Resource]) -> Vec<Resource> {
        let model = &self.model;
        let mut resources = vec![Resource::Account, Resource::Tree];
        resources.extend(self.page().map(|p| p.first_slots(model)).unwrap_or_default());
        let panes = self.router.overlays.iter().filter_map(Overlay::pane);
        resources.extend(panes.filter_map(|p| p.resources(model).into_iter().next()));
        if let Some(dialog) = self.dialog() {
            // What every environment uses is read in the background.
            let one = |resource: &Resource| {
                !matches!(resource, Resource::Use(_) | Resource::Protection(..)) || dialog.target.provider().is_none()
            };
            resources.extend(of_dialog.iter().filter(|resource| one(resource)));
        }
        resources.extend(self.after_slots());
        resources
    }

    /// Reads what is on screen again and forgets the rest: anything may have changed.
    pub(super) fn reload_all(&mut self) {
        self.reread_touched(|_| true);
    }

    /// Reads those pieces again that a change may have `touched`: at once where they are on screen, else when they are shown.
    pub(super) fn reread_touched(&mut self, touched: impl Fn(Resource) -> bool) {
        let resources = self.find_slots();
        self.wait_for_nothing();
        self.requests.checked = None;
        // What is on its way tells how it was before.
        self.forget(&touched);
        self.model
            .data
            .forget_but(|resource| resources.contains(&resource) || !touched(resource));
        for resource in resources.into_iter().filter(|resource| touched(*resource)) {
            self.ask(resource);
        }
    }

    /// The same for a person who wants to be sure. What is on its way already is not asked for again.
    pub(super) fn reload(&mut self) {
        let resources = self.find_slots();
        self.wait_for_nothing();
        self.forget(|resource| !resources.contains(&resource));
        self.model.data.forget_but(|resource| resources.contains(&resource));
        for resource in resources {
            if self.model.data.loading_since(resource).is_none() {
                self.ask(resource);
            }
        }
    }

    /// Nobody waits any more for what is on its way of these pieces.
    fn forget(&mut self, of: impl Fn(Resource) -> bool) {
        let tickets = self.model.data.let_go(of);
        if !tickets.is_empty() {
            self.effects.push(Effect::Cancel(tickets));
        }
    }
}
