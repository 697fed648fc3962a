//! Which pieces a delete dialog speaks of, and which of them are read again when it opens.

use std::collections::BTreeSet;
use std::time::Duration;

use super::App;
use super::overlay::delete::{Delete, Thing};
use super::slot::Slot;
use crate::domain::{Environment, EnvironmentId, OrgId, ProviderRef};

/// What was read for the same dialog so shortly before is not read again.
const FRESH: Duration = Duration::from_secs(5);

impl App {
    pub(super) fn ask_unless_asked(&mut self, slot: Slot) {
        if self.world.data.loading_since(slot).is_none() {
            self.ask(slot);
        }
    }

    /// What depends on the provider may have changed since it was read: it is read again, unless that was just now. On
    /// the platform an environment that was read and did not use it is left out: there may be hundreds.
    pub(super) fn check_again(&mut self, provider: ProviderRef) {
        let now = self.world.now.mono;
        let fresh = |(of, at): (ProviderRef, Duration)| of == provider && now.saturating_sub(at) < FRESH;
        let fresh = self.checked.is_some_and(fresh);
        if !fresh {
            self.checked = Some((provider, now));
        }
        let (data, live) = (&self.world.data, self.world.badge.is_live());
        let holds = |id| data.environment_use(id).is_some_and(|uses| uses.holds(provider));
        let again = |slot: &Slot| match *slot {
            // A reading that was stopped or failed is no reading.
            slot if !data.is_ready(slot) => true,
            _ if fresh => false,
            Slot::Use(id) => !live || holds(id),
            _ => true,
        };
        let mut slots = self.world.impact_slots_of(provider);
        slots.retain(again);
        for slot in slots.into_iter().chain([Slot::Count(provider)]) {
            self.ask_unless_asked(slot);
        }
    }

    /// The environments of a business group.
    pub(super) fn environments_of(&self, group: OrgId) -> impl Iterator<Item = &Environment> {
        let all = self.world.data.environments.get().into_iter().flatten();
        all.filter(move |e| e.organization == group)
    }

    /// The pieces that say what a business group holds.
    pub(super) fn held_by_group(&self, group: OrgId) -> Vec<Slot> {
        self.held(self.environments_of(group).map(|e| e.id))
    }

    /// The pieces that say what these environments hold.
    pub(super) fn held(&self, environments: impl Iterator<Item = EnvironmentId>) -> Vec<Slot> {
        let environments: BTreeSet<EnvironmentId> = environments.collect();
        let inside = self.world.data.protections_in(&environments);
        let uses = environments.iter().map(|id| Slot::Use(*id));
        std::iter::once(Slot::Environments).chain(uses).chain(inside).collect()
    }

    /// The pieces that the dialog says something about.
    pub(super) fn dialog_slots(&self, dialog: &Delete) -> Vec<Slot> {
        match dialog.doomed.thing {
            Thing::Provider(id, _) => {
                let mut slots = self.world.impact_slots_of(ProviderRef::External(id));
                slots.push(Slot::Count(ProviderRef::External(id)));
                slots
            }
            Thing::Environment(id, _) => self.held([id].into_iter()),
            Thing::Group(id) => self.held_by_group(id),
        }
    }
}
