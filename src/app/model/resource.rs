//! The pieces of an organization, each read with one request. Imports `domain` and the requests.

use crate::app::access_read::AccessRead;
use crate::app::request::Request;
use crate::domain::{ApiId, EnvironmentId, OrgId, ProviderRef};

impl From<AccessRead> for Resource {
    fn from(read: AccessRead) -> Self {
        Self::Access(read)
    }
}

/// A piece of the organization that is read with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resource {
    Account,
    Tree,
    Environments,
    /// What one environment uses.
    Use(EnvironmentId),
    /// The policies and contracts of one API instance.
    Protection(EnvironmentId, ApiId),
    /// The client providers, as seen from an organization.
    Providers(OrgId),
    /// One client provider, as seen from an organization.
    Provider(OrgId, ProviderRef),
    Count(ProviderRef),
    Applications(ProviderRef),
    /// Users, teams, roles and what else the pages about access are made of.
    Access(AccessRead),
}

impl Resource {
    pub fn request(self) -> Request {
        match self {
            Self::Account => Request::Account,
            Self::Tree => Request::Tree,
            Self::Environments => Request::Environments,
            Self::Use(id) => Request::EnvironmentUse(id),
            Self::Protection(environment, api) => Request::Protection(environment, api),
            Self::Providers(org) => Request::Providers(org),
            Self::Provider(org, id) => Request::Provider(org, id),
            Self::Count(id) => Request::CountApplications(id),
            Self::Applications(id) => Request::Applications(id),
            Self::Access(read) => Request::Access(read),
        }
    }
}
