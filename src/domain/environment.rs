//! Environments and what they hold: the ordered list of client providers and the API instances (`domain.md` 1.6).

use serde::{Deserialize, Serialize};

use super::api::Api;
use super::id::{EnvironmentId, OrgId, ProviderId, ProviderRef};
use super::listing::Listing;
use super::text::Foreign;

/// What an environment is for; it can never be changed (R5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EnvironmentKind {
    /// Serves real consumers.
    Production,
    /// For building and testing.
    Sandbox,
    /// For designing APIs.
    Design,
}

impl EnvironmentKind {
    /// The platform's word for it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Sandbox => "sandbox",
            Self::Design => "design",
        }
    }
}

/// An environment of one organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// Its id.
    pub id: EnvironmentId,
    /// The root or business group that owns it.
    pub organization: OrgId,
    /// Its name.
    pub name: Foreign,
    /// Its type.
    pub kind: EnvironmentKind,
}

/// What one environment uses: read per environment, because the platform answers it that way (`domain.md` 3.4, 3.6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnvironmentUse {
    /// External providers that may be chosen for new APIs; the first is the default (R51).
    pub providers: Listing<ProviderId>,
    /// API instances, by id.
    pub apis: Listing<Api>,
}

impl EnvironmentUse {
    /// The provider that new APIs get: the first of the list, the built-in one where the list is empty (R50, R54).
    #[must_use]
    pub fn default_provider(&self) -> ProviderRef {
        self.providers.first().copied().into()
    }

    /// Whether `provider` can be chosen here. The built-in one stands in where no external one does (R54).
    #[must_use]
    pub fn offers(&self, provider: ProviderRef) -> bool {
        match provider {
            ProviderRef::BuiltIn => self.providers.is_empty(),
            ProviderRef::External(id) => self.providers.contains(&id),
        }
    }
}
