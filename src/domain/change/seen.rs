//! What a person saw of what a deletion takes along, or takes a client provider from.

use std::collections::{BTreeMap, BTreeSet};

use super::Object;
use crate::domain::environment::EnvironmentUse;
use crate::domain::id::{EnvironmentId, ProviderRef};

/// What was shown before a deletion was confirmed: where there is more by then, a backend refuses it. What couldn't be read
/// isn't in it: who went on all the same accepted that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// What was shown of each environment that was listed; `None` where not all of it was read.
    environments: BTreeMap<EnvironmentId, Option<BTreeSet<Object>>>,
    /// Whether those were all there are.
    all_listed: bool,
    /// How many client applications a client provider has, where they were counted.
    pub applications: Option<u64>,
}

impl Seen {
    /// What was shown of `deleted`. An environment comes with what it uses, where that is read.
    pub fn new<'a>(
        deleted: Object,
        environments: impl Iterator<Item = (EnvironmentId, Option<&'a EnvironmentUse>)>,
        all_listed: bool,
        applications: Option<u64>,
    ) -> Self {
        let shown = |(at, uses): (EnvironmentId, Option<&'a EnvironmentUse>)| {
            (
                at,
                uses.filter(|uses| is_whole(uses))
                    .map(|uses| part(deleted, at, uses).collect()),
            )
        };
        Self {
            environments: environments.map(shown).collect(),
            all_listed,
            applications,
        }
    }

    /// What was shown of an environment, which is nothing of one that is new; `None` where not all of it was read.
    pub fn of(&self, at: EnvironmentId) -> Option<&BTreeSet<Object>> {
        static NOTHING: BTreeSet<Object> = BTreeSet::new();
        match self.environments.get(&at) {
            Some(shown) => shown.as_ref(),
            None => self.all_listed.then_some(&NOTHING),
        }
    }

    /// Whether nothing new is looked for, wherever it may be.
    pub fn is_open(&self) -> bool {
        !self.all_listed && self.environments.values().all(Option::is_none)
    }
}

/// Whether its client providers and its APIs were all listed.
pub fn is_whole(uses: &EnvironmentUse) -> bool {
    let gaps = [&uses.providers.coverage, &uses.apis.coverage];
    gaps.iter().all(|coverage| coverage.partial_reason().is_none())
}

/// What of an environment goes with a deletion: all of it, or what uses a client provider.
pub fn part(deleted: Object, at: EnvironmentId, uses: &EnvironmentUse) -> impl Iterator<Item = Object> {
    let provider = match deleted {
        Object::Provider(id) => Some(ProviderRef::External(id)),
        _ => None,
    };
    let itself = provider.is_none_or(|id| uses.offers(id));
    let apis = uses
        .apis
        .iter()
        .filter(move |api| provider.is_none_or(|id| api.provider == id));
    let itself = itself.then_some(Object::Environment(at));
    itself.into_iter().chain(apis.map(move |api| Object::Api(at, api.id)))
}
