//! What a new list of client providers means for an environment. It covers new APIs, existing ones, and the advice not
//! to share a provider between production and the rest (docs/platform.md, R51-R56).

use super::environment::{EnvironmentKind, EnvironmentUse};
use super::id::{ProviderId, ProviderRef};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssociationChange {
    pub added: Vec<ProviderId>,
    pub removed: Vec<ProviderId>,
    /// The default for new APIs, where it becomes another one.
    pub default: Option<ProviderRef>,
    /// API instances that use one that is removed, and go on using it (R55).
    pub staying: usize,
}

impl AssociationChange {
    /// Compares what `uses` says now with the list it is to have.
    pub fn new(uses: &EnvironmentUse, providers: &[ProviderId]) -> Self {
        let default: ProviderRef = providers.first().copied().into();
        let added = providers.iter().filter(|p| !uses.providers.contains(p));
        let removed: Vec<ProviderId> = uses
            .providers
            .iter()
            .filter(|p| !providers.contains(p))
            .copied()
            .collect();
        let stays = |provider: ProviderRef| removed.iter().any(|p| ProviderRef::External(*p) == provider);
        Self {
            added: added.copied().collect(),
            default: (default != uses.default_provider()).then_some(default),
            staying: uses.apis.iter().filter(|api| stays(api.provider)).count(),
            removed,
        }
    }
}

/// Whether production and other environments share a provider (R56), given those that offer it.
pub fn shared(kinds: impl Iterator<Item = EnvironmentKind>) -> bool {
    let (mut production, mut other) = (false, false);
    for kind in kinds {
        production |= kind == EnvironmentKind::Production;
        other |= matches!(kind, EnvironmentKind::Sandbox | EnvironmentKind::Design);
    }
    production && other
}
