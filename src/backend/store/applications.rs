//! The client applications of a file, of one client provider or of all. Imports `domain`.

use std::sync::Arc;

use super::FileBackend;
use super::document::Document;
use crate::backend::Backend;
use crate::domain::text::fold;
use crate::domain::{Application, ApplicationContract, ApplicationId, Coverage, Error, Listing, ProviderRef};

impl FileBackend {
    pub(super) fn applications_in(&self, provider: ProviderRef) -> Result<Arc<Listing<Application>>, Error> {
        let document = self.full_view()?;
        document.provider(provider)?;
        let list = document.applications.get(&provider).cloned().unwrap_or_default();
        let coverage = document.unread.applications(provider, list.len())?;
        // Those of all client providers are one list of the platform.
        let coverage = coverage.and(self.unless_hidden(&document)?);
        if coverage.is_complete() {
            return Ok(list);
        }
        let rows = list.rows.clone();
        Ok(Arc::new(Listing { rows, coverage }))
    }

    pub(super) fn every_application(&self) -> Result<Arc<Listing<Application>>, Error> {
        let document = self.full_view()?;
        let mut rows: Vec<Application> = document
            .applications
            .values()
            .flat_map(|list| list.iter().cloned())
            .collect();
        rows.sort_by_cached_key(|one| (fold(one.name.raw()), one.id));
        let coverage = document.unread.all_applications(rows.is_empty())?;
        let coverage = coverage.and(self.unless_hidden(&document)?);
        Ok(Arc::new(Listing { rows, coverage }))
    }

    pub(super) fn contracts_of(&self, application: ApplicationId) -> Result<Listing<ApplicationContract>, Error> {
        let document = self.full_view()?;
        let mut all = document.applications.values().flat_map(|list| list.iter());
        if !all.any(|one| one.id == application) {
            return Err(Error::NotFound("This client application".into()));
        }
        Ok(document
            .contracts(application)
            .unverified_if_empty(self.account()?.limited_by_scopes))
    }

    /// Whether an empty list may only be one that the account may not see.
    fn unless_hidden(&self, document: &Document) -> Result<Coverage, Error> {
        let all = document.applications.values().map(|list| list.len()).sum();
        Ok(Coverage::unverified_if_empty(self.account()?.limited_by_scopes, all))
    }
}
