//! Client applications: the consumers of APIs, each registered in exactly one client provider.

use std::sync::Arc;

use super::id::{ApiId, ApplicationId, EnvironmentId, ProviderId, ProviderRef, UserId};
use super::listing::Listing;
use super::text::Untrusted;
use super::time::UnixTime;

/// A client application of the root organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub id: ApplicationId,
    pub name: Untrusted,
    /// The client id it signs in with. Its secret is never read.
    pub client_id: Untrusted,
    /// The OAuth 2.0 grant types it may use. Like all that follows, `None` where a list doesn't tell it.
    pub grant_types: Option<Arc<[Untrusted]>>,
    pub provider: ProviderRef,
    /// The deleted client provider that it was registered in: it must be registered again (R71). Only files tell.
    pub former_provider: Option<ProviderId>,
    pub owners: Option<Arc<[ApplicationOwner]>>,
    pub redirect_uris: Option<Arc<[Untrusted]>>,
    pub created: Option<UnixTime>,
}

impl Listing<Application> {
    /// How many lost their registration: the client provider of it was deleted.
    pub fn unregistered(&self) -> u64 {
        let former = self.iter().filter(|one| one.former_provider.is_some());
        u64::try_from(former.count()).unwrap_or(u64::MAX)
    }
}

/// Somebody who may manage a client application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationOwner {
    /// Who may no longer be a user of the organization.
    pub id: UserId,
    /// The user name, where it came with the application.
    pub name: Option<Untrusted>,
}

/// A contract, as its client application tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationContract {
    /// Where it stands: APPROVED, PENDING, REVOKED, REJECTED (R67).
    pub status: Untrusted,
    /// The API instance, and the environment that it is in, where those are told.
    pub api: Option<ApiId>,
    pub environment: Option<EnvironmentId>,
    /// The asset that the API is based on.
    pub asset: Option<Untrusted>,
}
