//! What follows from the model and what is open: rows, and the resources that are on screen.

use std::collections::BTreeSet;
use std::time::Duration;

use super::list::RowId;
use super::model::Model;
use super::model::data::Data;
use super::model::resource::Resource;
use super::navigation::Router;
use super::overlay::Overlay;
use super::work::{self, WorkDone};
use crate::domain::Error;

#[derive(Debug, Default)]
pub(super) struct Derived {
    /// The revision of the data that it follows from; `None` where it must be derived anew.
    revision: Option<u64>,
    /// The resources that are on screen.
    pub(super) resources: BTreeSet<Resource>,
    /// Why one of them is not how it is now.
    pub(super) outdated: Option<Error>,
    /// Since when the first of them is being read.
    loading: Option<Duration>,
    /// Whether other resources may be on screen now than those that were asked for.
    pub(super) wanting: bool,
    /// Whether other rows may be in view than those whose resources were asked for. A frame asks, not each of many keys.
    pub(super) moved: bool,
}

impl Derived {
    /// Filter, order, pages or popups changed.
    pub(super) fn mark_dirty(&mut self) {
        self.revision = None;
        self.wanting = true;
    }

    /// Derives all of it anew where anything changed; says whether that was so.
    pub(super) fn refresh(&mut self, model: &mut Model, router: &mut Router) -> bool {
        if self.revision == Some(model.data.revision) {
            return false;
        }
        model
            .data
            .refresh(watched(router), model.organization, model.account.as_ref());
        model.learn_mask();
        let page = router.pages.last_mut().into_iter().flat_map(|page| &mut page.panes);
        for pane in page.chain(router.overlays.iter_mut().filter_map(Overlay::pane_mut)) {
            pane.refresh(model);
        }
        let (resources, _) = on_screen(router, model);
        self.wanting |= resources != self.resources;
        self.resources = resources;
        let data = &model.data;
        let is_list = |resource: &&Resource| !matches!(resource, Resource::Use(_)) || data.is_arriving(**resource);
        let mut lists = self.resources.iter().filter(is_list);
        self.outdated = lists.find_map(|resource| data.outdated(*resource)).cloned();
        self.loading = self.first_loading(data);
        self.revision = Some(data.revision);
        true
    }

    /// Since when what is on screen is being read. Each frame asks: there may be thousands of resources.
    pub(super) fn loading_since(&self, data: &Data) -> Option<Duration> {
        if self.revision == Some(data.revision) {
            self.loading
        } else {
            self.first_loading(data)
        }
    }

    fn first_loading(&self, data: &Data) -> Option<Duration> {
        let since = self.resources.iter().map(|resource| data.loading_since(*resource));
        since.flatten().min()
    }
}

/// The resources that the screen is made of, and those without which it has nothing to show.
pub(super) fn on_screen(router: &Router, model: &Model) -> (BTreeSet<Resource>, Vec<Resource>) {
    let mut all = BTreeSet::new();
    let mut urgent = vec![Resource::Account, Resource::Tree];
    let page = router.page().map(|page| page.resources(model));
    let popups = router.popups().map(|popup| {
        let resources = popup.resources(model);
        let urgent = popup.urgent(&resources);
        (resources, urgent)
    });
    for (resources, first) in page.into_iter().chain(popups) {
        all.extend(resources);
        urgent.extend(first);
    }
    if model.account.is_some() {
        all.insert(Resource::Tree);
        // Who signed in is known before what they may do.
        if model.mode.is_live() {
            all.insert(Resource::Account);
        }
    }
    work::count(WorkDone {
        resources: all.len(),
        ..WorkDone::default()
    });
    (all, urgent)
}

/// What is to be deleted, else what the page is about.
fn watched(router: &Router) -> Option<RowId> {
    let dialog = router.overlays.iter().find_map(Overlay::dialog);
    match dialog {
        Some(dialog) => Some(dialog.target.object().into()),
        None => router.page()?.at.object(),
    }
}
