//! Client applications: the consumers of APIs, each registered in exactly one client provider.

use super::id::{ApplicationId, ProviderRef};
use super::text::Foreign;

/// A client application of the root organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// Its name.
    pub name: Foreign,
    /// The client id it signs in with. Its secret is never read.
    pub client_id: Foreign,
    /// The OAuth 2.0 grant types it may use.
    pub grant_types: Vec<Foreign>,
    /// The provider it is registered in.
    pub provider: ProviderRef,
}
