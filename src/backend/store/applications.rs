//! The client applications of a file, of one client provider or of all. Imports `domain`.

use std::sync::Arc;

use super::FileBackend;
use super::document::{ApplicationsByName, Document};
use crate::backend::Backend;
use crate::domain::text::fold;
use crate::domain::{Application, ApplicationContract, ApplicationId, Counted, Coverage, Error, Listing, ProviderRef};

impl FileBackend {
    pub(super) fn applications_in(&self, provider: ProviderRef) -> Result<Arc<Listing<Application>>, Error> {
        let document = self.full_view()?;
        document.provider(provider)?;
        let list = document.applications.get(&provider);
        let list = list.map(ApplicationsByName::get).unwrap_or_default();
        let coverage = self.coverage_of(&document, provider)?;
        if coverage.is_complete() {
            return Ok(list);
        }
        let rows = list.rows.clone();
        Ok(Arc::new(Listing { rows, coverage }))
    }

    /// How many a provider has. They are not put in order for that.
    pub(super) fn count_of(&self, provider: ProviderRef) -> Result<Counted, Error> {
        let document = self.full_view()?;
        document.provider(provider)?;
        let coverage = self.coverage_of(&document, provider)?;
        let n = document.count_applications(provider) as u64;
        Ok(Counted { n, coverage })
    }

    /// How much of the client applications of a provider is in the file.
    fn coverage_of(&self, document: &Document, provider: ProviderRef) -> Result<Coverage, Error> {
        let rows = document.count_applications(provider);
        let coverage = document.unread.applications(provider, rows)?;
        // Those of all client providers are one list of the platform.
        Ok(coverage.and(self.unless_hidden(document)?))
    }

    pub(super) fn every_application(&self) -> Result<Arc<Listing<Application>>, Error> {
        let document = self.full_view()?;
        let all = document.applications.values();
        let mut rows: Vec<Application> = all.flat_map(|of_one| of_one.unordered().rows.clone()).collect();
        rows.sort_by_cached_key(|one| (fold(one.name.raw()), one.id));
        let coverage = document.unread.all_applications(rows.is_empty())?;
        let coverage = coverage.and(self.unless_hidden(&document)?);
        Ok(Arc::new(Listing { rows, coverage }))
    }

    pub(super) fn contracts_of(&self, application: ApplicationId) -> Result<Listing<ApplicationContract>, Error> {
        let document = self.full_view()?;
        if !document.order.applications.contains(&application) {
            return Err(Error::NotFound("This client application".into()));
        }
        Ok(document
            .contracts(application)
            .unverified_if_empty(self.account()?.limited_by_scopes))
    }

    pub(super) fn with_contracts(&self) -> Result<Listing<ApplicationId>, Error> {
        let document = self.full_view()?;
        Ok(document
            .with_contracts()
            .unverified_if_empty(self.account()?.limited_by_scopes))
    }

    /// Whether an empty list may only be one that the account may not see.
    fn unless_hidden(&self, document: &Document) -> Result<Coverage, Error> {
        let all = document.order.applications.len();
        Ok(Coverage::unverified_if_empty(self.account()?.limited_by_scopes, all))
    }
}
