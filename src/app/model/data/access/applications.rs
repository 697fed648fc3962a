//! The client applications that were read as one list, and their contracts.

use std::collections::HashMap;
use std::sync::Arc;

use super::AccessData;
use crate::app::access_read::{AccessRead, AccessReply};
use crate::app::list::RowId;
use crate::domain::text::normal;
use crate::domain::{Application, ApplicationContract, ApplicationId, Listing};

/// How many of these have each name.
pub(super) fn count_names(applications: &[Application]) -> HashMap<String, usize> {
    applications.iter().fold(HashMap::new(), |mut counts, one| {
        *counts.entry(normal(one.name.raw())).or_default() += 1;
        counts
    })
}

impl AccessData {
    pub fn applications(&self) -> Option<&Arc<Listing<Application>>> {
        match self.so_far(AccessRead::Applications)? {
            AccessReply::Applications(all) => Some(all),
            _ => None,
        }
    }

    pub fn application(&self, id: ApplicationId) -> Option<&Application> {
        let places = self.places.get(&AccessRead::Applications)?;
        self.applications()?.get(*places.get(&RowId::Application(id))?)
    }

    /// Whether another application has the same name.
    pub fn shares_name(&self, application: &Application) -> bool {
        let count = self.application_names.get(&normal(application.name.raw()));
        count.is_some_and(|n| *n > 1)
    }

    pub fn application_contracts(&self, id: ApplicationId) -> Option<&Listing<ApplicationContract>> {
        match self.so_far(AccessRead::ApplicationContracts(id))? {
            AccessReply::Contracts(contracts) => Some(contracts),
            _ => None,
        }
    }
}
