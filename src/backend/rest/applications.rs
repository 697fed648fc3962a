//! The client applications of all providers, and the contracts of one. Imports `domain`.
//!
//! A row has the secret of its application in clear. No type here has a member for it.

use std::sync::{Arc, Mutex};

use serde::Deserialize;
use serde_json::Value;

use super::access::wire::time;
use super::pages::PagedList;
use super::wire::{RegisteredWire, lenient, number};
use super::{RestBackend, RestSession, guard};
use crate::backend::OnPartial;
use crate::domain::secret::without_secrets;
use crate::domain::text::fold;
use crate::domain::{
    ApiId, Application, ApplicationContract, ApplicationId, ApplicationOwner, Coverage, EnvironmentId, Error, Listing,
    ProviderRef, UnixTime, Untrusted, UserId,
};

/// Why a list is a part while more of its pages are read.
const ON_THEIR_WAY: &str = "More are loading.";

/// The most rows of a page.
const ROWS: usize = 250;

/// The platform tells at most so many applications of the built-in client provider, and of the others.
const MOST_TOLD: usize = 10_000;

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RepositoryApplicationWire {
    #[serde(deserialize_with = "number")]
    id: ApplicationId,
    #[serde(default, deserialize_with = "lenient")]
    name: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    client_id: Untrusted,
    /// The same under another name.
    #[serde(default, deserialize_with = "lenient")]
    core_services_id: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    grant_types: Option<Vec<Untrusted>>,
    #[serde(default, rename = "redirectUri", deserialize_with = "lenient")]
    redirect_uris: Option<Vec<Untrusted>>,
    #[serde(default, deserialize_with = "lenient")]
    owners: Option<Vec<ApplicationOwnerWire>>,
    #[serde(default, deserialize_with = "lenient")]
    audit: AuditWire,
    /// May be an empty object: the built-in one.
    #[serde(default)]
    client_provider: Option<RegisteredWire>,
}

#[derive(Clone, Deserialize)]
struct ApplicationOwnerWire {
    id: UserId,
    #[serde(default, deserialize_with = "lenient")]
    username: Option<Untrusted>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct AuditWire {
    #[serde(deserialize_with = "lenient")]
    created: DateWire,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct DateWire {
    #[serde(deserialize_with = "time")]
    date: Option<UnixTime>,
}

impl RepositoryApplicationWire {
    fn application(self) -> Application {
        let owner = |owner: ApplicationOwnerWire| ApplicationOwner {
            id: owner.id,
            name: owner.username,
        };
        let named = !self.client_id.raw().is_empty();
        Application {
            id: self.id,
            name: self.name,
            client_id: if named { self.client_id } else { self.core_services_id },
            grant_types: self.grant_types.map(Into::into),
            provider: ProviderRef::from(self.client_provider.and_then(|p| p.provider_id)),
            former_provider: None,
            owners: self.owners.map(|all| all.into_iter().map(owner).collect()),
            redirect_uris: self
                .redirect_uris
                .map(|all| all.iter().map(|uri| without_secrets(uri.raw())).collect()),
            created: self.audit.created.date,
        }
    }
}

#[derive(Deserialize)]
struct ApplicationIdWire {
    #[serde(deserialize_with = "number")]
    id: ApplicationId,
}

/// The API of a contract has its id and its environment in one of two places.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ApplicationContractWire {
    /// A number, or text.
    id: Value,
    #[serde(default, deserialize_with = "lenient")]
    status: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    api_version_id: Option<ApiId>,
    #[serde(default, deserialize_with = "lenient")]
    environment_id: Option<EnvironmentId>,
    #[serde(default, deserialize_with = "lenient")]
    asset_id: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    api_version: ContractedWire,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ContractedWire {
    #[serde(deserialize_with = "lenient")]
    id: Option<ApiId>,
    #[serde(deserialize_with = "lenient")]
    environment_id: Option<EnvironmentId>,
    #[serde(deserialize_with = "lenient")]
    asset_id: Option<Untrusted>,
}

impl ApplicationContractWire {
    fn contract(self) -> ApplicationContract {
        ApplicationContract {
            status: self.status,
            api: self.api_version.id.or(self.api_version_id),
            environment: self.api_version.environment_id.or(self.environment_id),
            asset: self.api_version.asset_id.or(self.asset_id),
        }
    }
}

fn applications(rows: Vec<RepositoryApplicationWire>) -> Vec<Application> {
    let mut all: Vec<Application> = rows.into_iter().map(RepositoryApplicationWire::application).collect();
    all.sort_by_cached_key(|one| (fold(one.name.raw()), one.id));
    all
}

/// What came so far, by name. Each application is put into words and into its place once, not again with every page.
#[derive(Default)]
struct SortedApplications(Vec<((String, ApplicationId), Application)>);

impl SortedApplications {
    /// Takes what is new in `rows`, which only grow.
    fn with(&mut self, rows: &[RepositoryApplicationWire]) -> Vec<Application> {
        let new = rows.get(self.0.len()..).unwrap_or_default();
        self.0.extend(new.iter().map(|row| {
            let one = row.clone().application();
            ((fold(one.name.raw()), one.id), one)
        }));
        // The sort merges the part that is in order already.
        self.0.sort_by(|one, other| one.0.cmp(&other.0));
        self.0.iter().map(|(_, one)| one.clone()).collect()
    }
}

impl RestBackend {
    pub(super) fn read_all_applications(
        &self,
        session: &RestSession,
        on_partial: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Listing<Application>, Error> {
        let path = format!(
            "/apiplatform/repository/v2/organizations/{}/applications?targetAdminSite=true&sort=id&ascending=true",
            session.root
        );
        let list = PagedList::new(path, ROWS, "The client applications", "client applications");
        let sorted = Mutex::new(SortedApplications::default());
        let tell = |rows: &[RepositoryApplicationWire]| {
            let so_far = guard(&sorted).with(rows);
            on_partial(Arc::new(Listing::partial(so_far, ON_THEIR_WAY)));
        };
        let rows = self.stream_pages(&list, |one: &RepositoryApplicationWire| one.id, &tell)?;
        Ok(rows.map(applications))
    }

    /// An empty list proves nothing: that it tells of every client application isn't documented.
    pub(super) fn read_contracted_applications(&self, session: &RestSession) -> Result<Listing<ApplicationId>, Error> {
        let path = format!(
            "/apiplatform/repository/v2/organizations/{}/apis/versions/contracts/applications?targetAdminSite=true&sort=id&ascending=true",
            session.root
        );
        let list = PagedList::new(path, ROWS, "The client applications", "client applications");
        let rows = self.pages(&list, |one: &ApplicationIdWire| one.id)?;
        let mut found = rows.map(|rows| rows.into_iter().map(|one| one.id).collect());
        if found.len() >= MOST_TOLD {
            let why = format!("The platform may tell of {MOST_TOLD} client applications with contracts alone.");
            found.coverage = found.coverage.and(Coverage::Partial(why));
        }
        Ok(found.unverified_if_empty(true))
    }

    pub(super) fn read_application_contracts(
        &self,
        session: &RestSession,
        application: ApplicationId,
    ) -> Result<Listing<ApplicationContract>, Error> {
        let path = format!(
            "/exchange/api/v2/organizations/{}/applications/{application}/contracts",
            session.root
        );
        let list = PagedList::new(path, ROWS, "This client application", "contracts");
        let rows = self.pages(&list, |one: &ApplicationContractWire| one.id.to_string())?;
        Ok(rows.map(|rows| rows.into_iter().map(ApplicationContractWire::contract).collect()))
    }
}
