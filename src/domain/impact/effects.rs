//! What changes of this session did to environments and APIs.

use std::collections::{BTreeMap, BTreeSet};

use super::{AffectedEnvironment, Impact, ProviderRole};
use crate::domain::change::{Change, Object};
use crate::domain::id::{ApiId, EnvironmentId, ProviderId, ProviderRef};

/// What a change did, for the pages that show it afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeEffects {
    pub environments: BTreeMap<EnvironmentId, EnvironmentEffect>,
    /// The API instances that lost it: they stand on the built-in provider now (R71).
    pub apis: BTreeSet<ApiId>,
    /// How many client applications lost their registration: they count as the built-in provider's now (R71).
    pub applications: u64,
    /// API instances and environments that were moved off a provider, with that provider.
    pub freed: BTreeSet<(ProviderId, Object)>,
}

impl From<&Impact> for ChangeEffects {
    fn from(impact: &Impact) -> Self {
        let lost = |l: &AffectedEnvironment| (l.environment, EnvironmentEffect::on(l));
        Self {
            environments: impact.environments.iter().map(lost).collect(),
            apis: impact.apis.iter().map(|d| d.api).collect(),
            ..Self::default()
        }
    }
}

impl From<&Change> for ChangeEffects {
    fn from(change: &Change) -> Self {
        let freed = match change {
            Change::Reassign {
                environment,
                api,
                was: ProviderRef::External(was),
                ..
            } => vec![(*was, Object::Api(*environment, *api))],
            Change::Associate {
                environment,
                was,
                providers,
                ..
            } => {
                let gone = was.iter().filter(|p| !providers.contains(p));
                gone.map(|p| (*p, Object::Environment(*environment))).collect()
            }
            _ => Vec::new(),
        };
        Self {
            freed: freed.into_iter().collect(),
            ..Self::default()
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvironmentEffect {
    /// Its last external provider is gone: the built-in one is the default (R54).
    FellBack,
    /// Its default is gone: the next of the list is the default now (R51).
    NewDefault,
    Lost,
}

impl EnvironmentEffect {
    pub fn on(loses: &AffectedEnvironment) -> Self {
        match (loses.role, loses.next_default) {
            (ProviderRole::Default, ProviderRef::BuiltIn) => Self::FellBack,
            (ProviderRole::Default, ProviderRef::External(_)) => Self::NewDefault,
            (ProviderRole::Added, _) => Self::Lost,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::FellBack => "now built-in",
            Self::NewDefault => "new default",
            Self::Lost => "lost provider",
        }
    }
}
