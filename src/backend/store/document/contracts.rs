//! The contracts of each client application, found where its APIs have them. Imports `domain`.

use std::collections::HashMap;

use super::Document;
use crate::domain::text::count;
use crate::domain::{ApplicationContract, ApplicationId, Coverage, Listing};

/// Made when it is first asked for: most of a session nobody does.
pub(super) struct ContractIndex {
    of: HashMap<ApplicationId, Vec<ApplicationContract>>,
    /// Why some may be missing, the same for every application.
    coverage: Coverage,
}

impl ContractIndex {
    fn new(document: &Document) -> Self {
        let mut of: HashMap<ApplicationId, Vec<ApplicationContract>> = HashMap::new();
        let mut coverage = document.unread.all_environments();
        let mut open = 0;
        for environment in &document.environments {
            let Some(uses) = document.uses.get(&environment.id) else {
                continue;
            };
            let read = match document.unread.used(environment.id, uses) {
                Ok(uses) => Coverage::from_reason(uses.apis.coverage.partial_reason()),
                Err(why) => Coverage::Partial(why.to_string()),
            };
            coverage = coverage.and(read);
            for api in &uses.apis {
                open += usize::from(!api.contracts.is_complete());
                for contract in &api.contracts {
                    of.entry(contract.application).or_default().push(ApplicationContract {
                        status: contract.status.clone(),
                        api: Some(api.id),
                        environment: Some(api.environment),
                        asset: Some(api.asset.clone()),
                    });
                }
            }
        }
        if open > 0 {
            let why = format!("The contracts of {} are not in the file.", count(open, "API", "APIs"));
            coverage = coverage.and(Coverage::Partial(why));
        }
        Self { of, coverage }
    }
}

impl Document {
    fn contract_index(&self) -> &ContractIndex {
        self.contracts.get_or_init(|| ContractIndex::new(self))
    }

    /// The client applications that have a contract.
    pub(in super::super) fn with_contracts(&self) -> Listing<ApplicationId> {
        let index = self.contract_index();
        Listing {
            rows: index.of.keys().copied().collect(),
            coverage: index.coverage.clone(),
        }
    }

    /// The contracts of a client application.
    pub(in super::super) fn contracts(&self, application: ApplicationId) -> Listing<ApplicationContract> {
        let index = self.contract_index();
        Listing {
            rows: index.of.get(&application).cloned().unwrap_or_default(),
            coverage: index.coverage.clone(),
        }
    }
}
