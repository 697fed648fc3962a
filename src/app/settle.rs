//! What is derived from the state, brought up to date: once a change, before it is read and before it is drawn.

use std::collections::BTreeSet;
use std::time::Duration;

use super::App;
use super::location::Location;
use super::msg::{Effect, Msg};
use super::overlay::Overlay;
use super::requests::Awaited;
use super::resource::Resource;
use super::time::Now;
use super::viewport::Viewport;
use crate::domain::{Error, ProviderRef};

/// What follows from the model and the page.
#[derive(Debug, Default)]
pub(super) struct Derived {
    /// The revision of the data that it follows from; `None` where it must be derived anew.
    pub(super) settled: Option<u64>,
    /// The resources that are on screen.
    pub(super) resources: BTreeSet<Resource>,
    /// Why one of them is not how it is now.
    pub(super) outdated: Option<Error>,
    /// Since when the first of them is being read.
    pub(super) loading: Option<Duration>,
    /// Whether the resources that are wanted may have become others.
    pub(super) wanting: bool,
}

impl App {
    /// The pieces that the screen is made of.
    pub(super) fn find_slots(&self) -> BTreeSet<Resource> {
        self.slots_with(&self.open_dialog_slots())
    }

    /// Those of the open dialog: finding them takes a walk through all API instances.
    pub(super) fn open_dialog_slots(&self) -> Vec<Resource> {
        self.dialog()
            .map(|dialog| dialog.target.resources(&self.model))
            .unwrap_or_default()
    }

    pub(super) fn slots_with(&self, dialog: &[Resource]) -> BTreeSet<Resource> {
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

    /// The pieces without which the screen, or what was asked for last, has nothing to show.
    pub(super) fn first_slots(&self, of_dialog: &[Resource]) -> Vec<Resource> {
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
        resources.extend(
            self.requests
                .resume
                .iter()
                .flat_map(|resume| resume.urgent(&self.model)),
        );
        resources
    }

    /// Before each frame: what is `seen` of the state now is told to it, so that it knows how many rows there are, and
    /// whether a dialog fits, before a person can act on it. Returns what is asked for then.
    #[must_use]
    pub fn lay_out(&mut self, seen: fn(&Self) -> Viewport, now: Now) -> Vec<Effect> {
        let mut effects = self.settle_and_want();
        let seen = seen(self);
        if seen != self.viewport() {
            effects.extend(self.update(Msg::Viewport(seen), now));
            effects.extend(self.settle_and_want());
        }
        effects
    }

    /// Only rows that are up to date say what else they are made of, as policies of the APIs in view.
    fn settle_and_want(&mut self) -> Vec<Effect> {
        self.settle();
        self.load_missing();
        self.settle();
        std::mem::take(&mut self.effects)
    }

    /// Brings derived rows up to date: before they are read here, and before they are drawn.
    pub fn settle(&mut self) {
        if self.derived.settled == Some(self.model.data.revision) {
            return;
        }
        let watched = self.watched();
        self.model.data.settle(watched, self.model.account.as_ref());
        if let Some(mask) = &mut self.model.mask {
            let accounts = self.model.accounts.iter().chain(&self.model.account);
            let live = self.model.live.iter().map(|live| live.host.as_str());
            let listed = self.model.profiles.iter().map(|listed| listed.host.as_str());
            let hosts: Vec<&str> = live.chain(listed).collect();
            mask.learn(&self.model.data, accounts, &hosts);
        }
        if let Some(page) = self.router.pages.last_mut() {
            for pane in &mut page.panes {
                pane.refresh(&self.model);
            }
        }
        for overlay in &mut self.router.overlays {
            if let Some(pane) = overlay.pane_mut() {
                pane.refresh(&self.model);
            }
        }
        let resources = self.find_slots();
        self.derived.wanting |= resources != self.derived.resources;
        self.derived.resources = resources;
        let data = &self.model.data;
        let list = |resource: &&Resource| !matches!(resource, Resource::Use(_)) || data.is_arriving(**resource);
        let lists = self.derived.resources.iter().filter(list);
        self.derived.outdated = lists.copied().find_map(|resource| data.outdated(resource)).cloned();
        self.derived.loading = self.first_loading();
        let around = self.around();
        if let Some(dialog) = self.dialog_mut() {
            dialog.settle(around);
        }
        self.derived.settled = Some(self.model.data.revision);
    }

    fn first_loading(&self) -> Option<Duration> {
        let resources = self.derived.resources.iter();
        resources
            .filter_map(|resource| self.model.data.loading_since(*resource))
            .min()
    }

    /// Since when what is on screen is being read. Each frame asks: there may be thousands of resources.
    #[must_use]
    pub fn loading_since(&self) -> Option<Duration> {
        let on_screen = if self.derived.settled == Some(self.model.data.revision) {
            self.derived.loading
        } else {
            self.first_loading()
        };
        let asked =
            |awaited: &Awaited| matches!(awaited, Awaited::SignIn | Awaited::OpenProfile(_) | Awaited::Compare(_));
        self.requests.since(asked).into_iter().chain(on_screen).min()
    }

    /// The provider whose impact is on screen.
    fn watched(&self) -> Option<ProviderRef> {
        match (self.dialog(), self.page()?.at) {
            (Some(dialog), _) => dialog.target.provider(),
            (None, Location::ClientProvider(id)) => Some(id),
            (None, Location::Retirement(id)) => Some(ProviderRef::External(id)),
            _ => None,
        }
    }

    /// Marks derived rows as stale: filter, order, pages or popups changed.
    pub(super) fn mark_dirty(&mut self) {
        self.derived.settled = None;
        self.derived.wanting = true;
    }
}
