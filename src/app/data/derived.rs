//! What follows from what was read: how much each provider is used, which share a name, what depends on one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Data;
use crate::app::remote::{Piece, Remote};
use crate::domain::impact::{Impact, Listing, Seen, Usage};
use crate::domain::text::normal;
use crate::domain::{Environment, EnvironmentId, ProviderRef, ProviderRow};

impl Data {
    /// Brings what is derived up to date; of all providers the impact of `watched` alone is collected.
    pub fn settle(&mut self, watched: Option<ProviderRef>) {
        if self.derived == Some((self.revision, watched)) {
            return;
        }
        self.derived = Some((self.revision, watched));
        self.twins = twins(self.providers.values().filter_map(Remote::get).flatten());
        let listed = self.environments.get();
        let environments = || listed.into_iter().flatten();
        let read = environments().filter_map(|e| Some((e, self.environment_use(e.id)?.as_ref())));
        self.usage = Usage::all(read);
        self.all_read = listed.is_some() && environments().all(|e| self.environment_use(e.id).is_some());
        self.impact = watched.and_then(|id| Some((id, self.find_impact(id)?)));
    }

    /// What depends on the provider that [`Data::settle`] was told to watch, as far as it is known. `None` before the
    /// environments are listed.
    #[must_use]
    pub fn impact(&self, provider: ProviderRef) -> Option<&Impact> {
        self.impact.as_ref().filter(|(of, _)| *of == provider).map(|(_, i)| i)
    }

    fn find_impact(&self, provider: ProviderRef) -> Option<Impact> {
        let environments = self.environments.get()?;
        let failed: BTreeMap<EnvironmentId, String> = self
            .uses
            .iter()
            .filter_map(|(id, r)| Some((*id, r.error()?.to_string())))
            .collect();
        let seen = |e: &Environment| {
            let uses = self.uses.get(&e.id);
            Seen {
                uses: uses.and_then(Remote::get).map(Arc::as_ref),
                read: matches!(uses, Some(Remote::Ready(_))),
                failed: failed.get(&e.id).map(String::as_str),
            }
        };
        Some(Impact::new(
            provider,
            Listing::of(
                matches!(&self.environments, Remote::Ready(all) if all.is_complete()),
                self.scoped,
                self.tree.get(),
                environments,
            ),
            environments.iter().map(|e| (e, seen(e))),
        ))
    }
}

fn twins<'a>(rows: impl Iterator<Item = &'a ProviderRow>) -> BTreeSet<ProviderRef> {
    let mut named: BTreeMap<String, BTreeSet<ProviderRef>> = BTreeMap::new();
    for row in rows {
        named.entry(normal(row.name.raw())).or_default().insert(row.id);
    }
    named.into_values().filter(|ids| ids.len() > 1).flatten().collect()
}
