//! Client applications: the consumers of APIs, each registered in exactly one client provider.

use super::id::{ApplicationId, ProviderRef};
use super::text::Untrusted;

/// A client application of the root organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub id: ApplicationId,
    pub name: Untrusted,
    /// The client id it signs in with. Its secret is never read.
    pub client_id: Untrusted,
    /// The OAuth 2.0 grant types it may use.
    pub grant_types: Vec<Untrusted>,
    pub provider: ProviderRef,
}
