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
    /// Where MCP servers and agents were not looked at: there one that is found later may have been there before.
    without_agents: BTreeSet<EnvironmentId>,
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
        let mut seen = Self {
            all_listed,
            applications,
            ..Self::default()
        };
        for (at, uses) in environments {
            let shown = uses.filter(|uses| is_whole(uses));
            let shown = shown.map(|uses| part(deleted, at, uses).collect());
            seen.environments.insert(at, shown);
            if uses.is_some_and(|uses| uses.agents_not_read.is_some()) {
                seen.without_agents.insert(at);
            }
        }
        seen
    }

    /// What was shown of an environment, which is nothing of one that is new; `None` where not all of it was read.
    pub fn of(&self, at: EnvironmentId) -> Option<&BTreeSet<Object>> {
        static NOTHING: BTreeSet<Object> = BTreeSet::new();
        match self.environments.get(&at) {
            Some(shown) => shown.as_ref(),
            None => self.all_listed.then_some(&NOTHING),
        }
    }

    /// Whether MCP servers and agents of an environment were looked at.
    pub fn had_agents(&self, at: EnvironmentId) -> bool {
        !self.without_agents.contains(&at)
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
