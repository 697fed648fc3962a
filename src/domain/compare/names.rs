//! Names in a comparison. A name that does not identify its item is shown with the start of the id.

use std::collections::{BTreeMap, BTreeSet};

use super::{EnvironmentState, ItemLocation, ItemName, OrganizationState};
use crate::domain::provider::BUILT_IN;
use crate::domain::text::normal;
use crate::domain::{EnvironmentId, OrgId, ProviderId, ProviderRef, Untrusted};

pub(super) struct Names {
    before: BTreeMap<ProviderId, Untrusted>,
    after: BTreeMap<ProviderId, Untrusted>,
    providers: Bearers<ProviderId>,
    environments: Bearers<EnvironmentId>,
}

/// Who has a name; for environments within an organization.
type Bearers<I> = BTreeMap<(Option<OrgId>, String), BTreeSet<I>>;

#[derive(Clone, Copy)]
pub(super) enum Side {
    Before,
    After,
}

impl Names {
    pub(super) fn of(before: &OrganizationState, after: &OrganizationState) -> Self {
        let of_providers = |state: &OrganizationState| -> BTreeMap<ProviderId, Untrusted> {
            let named = |p: &super::ProviderState| Some((Option::<ProviderId>::from(p.row.id)?, p.row.name.clone()));
            state.providers.iter().filter_map(named).collect()
        };
        let mut names = Self {
            before: of_providers(before),
            after: of_providers(after),
            providers: BTreeMap::new(),
            environments: BTreeMap::new(),
        };
        for (id, name) in names.before.iter().chain(&names.after) {
            let bearers = names.providers.entry((None, normal(name.raw()))).or_default();
            bearers.insert(*id);
        }
        for held in before.environments.iter().chain(&after.environments) {
            let bearers = names.environments.entry(key(held)).or_default();
            bearers.insert(held.environment.id);
        }
        names
    }

    /// A client provider as it was called on one side; as on the other where it was not known there.
    pub(super) fn provider(&self, id: ProviderRef, side: Side) -> ItemName {
        let ProviderRef::External(id) = id else {
            return ItemName {
                name: BUILT_IN.into(),
                ..ItemName::default()
            };
        };
        let (first, second) = match side {
            Side::Before => (&self.before, &self.after),
            Side::After => (&self.after, &self.before),
        };
        let name = first.get(&id).or_else(|| second.get(&id)).cloned().unwrap_or_default();
        let bearers = self.providers.get(&(None, normal(name.raw())));
        ItemName {
            id: Some(id.to_string()),
            twin: bearers.is_some_and(|b| b.len() > 1),
            name,
        }
    }

    pub(super) fn environment(&self, held: &EnvironmentState) -> ItemName {
        let bearers = self.environments.get(&key(held));
        ItemName {
            id: Some(held.environment.id.to_string()),
            name: held.environment.name.clone(),
            twin: bearers.is_some_and(|b| b.len() > 1),
        }
    }

    pub(super) fn around(held: &EnvironmentState) -> ItemLocation {
        ItemLocation {
            organization: Some(ItemName {
                id: Some(held.environment.organization.to_string()),
                name: held.organization.clone(),
                twin: false,
            }),
            ..ItemLocation::default()
        }
    }

    pub(super) fn within(&self, held: &EnvironmentState) -> ItemLocation {
        ItemLocation {
            environment: Some(self.environment(held)),
            ..Self::around(held)
        }
    }
}

fn key(held: &EnvironmentState) -> (Option<OrgId>, String) {
    let owner = held.environment.organization;
    (Some(owner), normal(held.environment.name.raw()))
}
