//! Names of users, teams, roles and apps that several have. They are shown with the start of the id.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Difference, ItemName, ItemValue};
use crate::domain::access::AccessInventory;
use crate::domain::text::normal;
use crate::domain::{IdentityProviderRef, OrgId, Untrusted};

/// The ids of all who share a name with another one of their kind, before or after.
pub(super) struct SharedNames {
    ids: HashSet<String>,
}

impl SharedNames {
    pub(super) fn new(sides: [&AccessInventory; 2]) -> Self {
        let mut names = Self { ids: HashSet::new() };
        let users = sides.iter().flat_map(|side| side.users.iter());
        names.add(users.map(|one| (one.id, None, &one.username)));
        let teams = sides.iter().flat_map(|side| side.teams.iter());
        names.add(teams.map(|one| (one.id, None, &one.name)));
        // Their organization is shown beside them.
        let roles = sides.iter().flat_map(|side| side.roles.iter());
        names.add(roles.map(|one| (one.id, one.organization, &one.name)));
        let apps = sides.iter().flat_map(|side| side.apps.iter());
        names.add(apps.map(|one| (one.id, None, &one.name)));
        let providers = sides.iter().flat_map(|side| side.identity_providers.iter());
        let external = providers.filter_map(|one| match one.provider.id {
            IdentityProviderRef::External(id) => Some((id, None, &one.provider.name)),
            IdentityProviderRef::BuiltIn => None,
        });
        names.add(external);
        names
    }

    fn add<'a, I: Ord + ToString>(&mut self, all: impl Iterator<Item = (I, Option<OrgId>, &'a Untrusted)>) {
        let mut bearers: BTreeMap<(Option<OrgId>, String), BTreeSet<I>> = BTreeMap::new();
        for (id, organization, name) in all {
            let key = (organization, normal(name.raw()));
            bearers.entry(key).or_default().insert(id);
        }
        let shared = bearers.into_values().filter(|ids| ids.len() > 1);
        self.ids.extend(shared.flatten().map(|id| id.to_string()));
    }

    /// Marks whom a difference names by such a name.
    pub(super) fn mark(&self, difference: &mut Difference) {
        let mark = |one: &mut ItemName| one.twin |= one.id.as_ref().is_some_and(|id| self.ids.contains(id));
        mark(&mut difference.subject);
        for told in [&mut difference.before, &mut difference.after] {
            if let Some(ItemValue::Item(one)) = told {
                mark(one);
            }
        }
    }
}
