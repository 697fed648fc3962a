//! Which client providers nothing uses, and what must be read to know it.

use super::Model;
use super::resource::Resource;
use crate::domain::ProviderRef;
use crate::domain::impact::Unseen;

impl Model {
    /// The external client providers that no environment and no API uses; `None` while that isn't known.
    pub fn without_environments(&self) -> Option<Vec<ProviderRef>> {
        let data = &self.data;
        let known = data.all_read && data.coverage_of(Unseen::Providers).is_complete() && self.sees_all();
        let is_used = |id: ProviderRef| {
            let usage = data.usage.get(&id).copied().unwrap_or_default();
            usage.environments > 0 || usage.apis > 0
        };
        let rows = self.client_providers().filter(|_| known)?;
        let unused = rows.iter().filter(|row| row.is_external() && !is_used(row.id));
        Some(unused.map(|row| row.id).collect())
    }

    /// The counts of client applications that say which of those are unused.
    pub fn unused_resources(&self) -> Vec<Resource> {
        let without = self.without_environments().unwrap_or_default();
        without.into_iter().map(Resource::Count).collect()
    }
}
