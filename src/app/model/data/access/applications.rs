//! The client applications that were read as one list, and their contracts.

use std::collections::HashMap;
use std::sync::Arc;

use super::AccessData;
use crate::app::access_read::{AccessRead, AccessReply};
use crate::app::list::RowId;
use crate::app::model::remote::RemoteState;
use crate::domain::text::normal;
use crate::domain::{Application, ApplicationContract, ApplicationId, Coverage, Error, Listing};

/// How far the contracts of client applications are read: a request for each.
#[derive(Clone, Copy, Debug, Default)]
pub struct ContractReads {
    pub asked: usize,
    pub loading: usize,
    /// Those of which nobody knows how many contracts they have.
    pub unknown: usize,
    /// Whether nothing but refusals came.
    pub refused: bool,
}

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

    pub fn contract_reads(&self) -> ContractReads {
        self.derived.contracts
    }

    pub(super) fn count_contract_reads(&self) -> ContractReads {
        let [first, last] = [0, u64::MAX].map(|id| AccessRead::ApplicationContracts(ApplicationId(id)));
        let asked = self.pieces.range(first..=last).filter(|(_, piece)| !piece.is_absent());
        let (mut reads, mut refused) = (ContractReads::default(), 0);
        for (read, piece) in asked {
            let known = piece.is_ready() && self.coverage(*read) != Coverage::Unverified;
            let loading = piece.awaited().is_some();
            reads.asked += 1;
            reads.loading += usize::from(loading);
            reads.unknown += usize::from(!known && !loading);
            refused += usize::from(matches!(piece.error(), Some(Error::Forbidden(_))));
        }
        reads.refused = refused > 0 && refused == reads.asked - reads.loading;
        reads
    }

    /// Whether an application has a contract, as the list of all that have one tells; `None` where that doesn't tell.
    pub fn has_contracts(&self, id: ApplicationId) -> Option<bool> {
        let places = self.places.get(&AccessRead::ContractedApplications);
        let listed = places.is_some_and(|places| places.contains_key(&RowId::Application(id)));
        (listed || self.contracted_applications().is_some()).then_some(listed)
    }

    /// How many applications have a contract; `None` where not all of them are known.
    pub fn contracted_applications(&self) -> Option<usize> {
        let read = AccessRead::ContractedApplications;
        let known = self.pieces.get(&read).is_some_and(RemoteState::is_ready) && self.coverage(read).is_complete();
        known.then(|| self.places.get(&read).map_or(0, HashMap::len))
    }

    pub fn application_contracts(&self, id: ApplicationId) -> Option<&Listing<ApplicationContract>> {
        match self.so_far(AccessRead::ApplicationContracts(id))? {
            AccessReply::Contracts(contracts) => Some(contracts),
            _ => None,
        }
    }
}
