//! Places one can be at, and the way back from each.

use super::action::Action;
use super::list::RowId;
use crate::domain::change::Object;
use crate::domain::{EnvironmentId, OrgId, ProviderId, ProviderRef};

/// Where the program starts, as `--open` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    BusinessGroups,
    Environments,
    ClientProviders,
    ApiManager,
    /// One client provider, by name or id.
    Provider(String),
}

impl Place {
    /// Reads a place: `business-groups`, `environments`, `client-providers`, `client-providers/NAME-OR-ID`,
    /// `api-manager`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            None if text == "business-groups" => Some(Self::BusinessGroups),
            None if text == "environments" => Some(Self::Environments),
            None if text == "client-providers" => Some(Self::ClientProviders),
            None if text == "api-manager" => Some(Self::ApiManager),
            Some(("client-providers", name)) if !name.is_empty() => Some(Self::Provider(name.to_owned())),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Where to work: the backends.
    SignIn,
    /// As whom: the accounts of a backend.
    Accounts,
    Products,
    BusinessGroups,
    BusinessGroup(OrgId),
    Environments,
    Environment(EnvironmentId),
    ClientProviders,
    ClientProvider(ProviderRef),
    /// The steps that take a client provider out of use, one after the other.
    Retirement(ProviderId),
    /// The product next to Access Management: API instances and what protects them.
    ApiManager,
}

/// The entries of the nav that work, under the platform's fixed numbers.
pub const ENTRIES: [(u8, &str, Action); 3] = [
    (1, "Business Groups", Action::BusinessGroups),
    (4, "Environments", Action::Environments),
    (7, "Client Providers", Action::ClientProviders),
];

impl Location {
    /// Whether it is the place of one thing, which goes with that.
    #[must_use]
    pub fn is_about(self, object: Object) -> bool {
        match (self, object) {
            (Self::ClientProvider(ProviderRef::External(at)) | Self::Retirement(at), Object::Provider(id)) => at == id,
            (Self::Environment(at), Object::Environment(id)) => at == id,
            (Self::BusinessGroup(at), Object::Group(id)) => at == id,
            _ => false,
        }
    }

    /// The page of what a row stands for.
    #[must_use]
    pub fn of(row: RowId) -> Option<Self> {
        match row {
            RowId::Org(id) => Some(Self::BusinessGroup(id)),
            RowId::Environment(id) => Some(Self::Environment(id)),
            RowId::Provider(id) => Some(Self::ClientProvider(id)),
            _ => None,
        }
    }

    /// The nav entry this page belongs to.
    #[must_use]
    pub fn entry(self) -> Option<u8> {
        match self {
            Self::SignIn | Self::Accounts | Self::Products | Self::ApiManager => None,
            Self::BusinessGroups | Self::BusinessGroup(_) => Some(1),
            Self::Environments | Self::Environment(_) => Some(4),
            Self::ClientProviders | Self::ClientProvider(_) | Self::Retirement(_) => Some(7),
        }
    }

    /// The page of the nav that it belongs to: the list, of a detail.
    #[must_use]
    pub fn list(self) -> Option<Self> {
        match self {
            Self::SignIn | Self::Accounts | Self::Products | Self::ApiManager => None,
            Self::BusinessGroups | Self::BusinessGroup(_) => Some(Self::BusinessGroups),
            Self::Environments | Self::Environment(_) => Some(Self::Environments),
            Self::ClientProviders | Self::ClientProvider(_) | Self::Retirement(_) => Some(Self::ClientProviders),
        }
    }

    /// Its title, where that does not depend on what is shown.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::SignIn | Self::Accounts => "Sign in",
            Self::Products => "Anypoint Platform",
            Self::BusinessGroups | Self::BusinessGroup(_) => "Business Groups",
            Self::Environments | Self::Environment(_) => "Environments",
            Self::ClientProviders | Self::ClientProvider(_) | Self::Retirement(_) => "Client Providers",
            Self::ApiManager => "API Manager",
        }
    }
}
