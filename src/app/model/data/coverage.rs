//! How much was read of each list.

use super::Data;
use crate::app::model::remote::Remote;
use crate::app::model::resource::Resource;
use crate::domain::{Coverage, EnvironmentId, EnvironmentUse};

impl Data {
    /// How much of the list that a piece holds was read: a piece without a list is whole once it is there.
    pub fn coverage(&self, resource: Resource) -> Coverage {
        match resource {
            Resource::Access(read) => self.access.coverage(read),
            Resource::Providers(here) => coverage(self.providers.get(&here), |rows| &rows.coverage),
            Resource::Applications(of) => coverage(self.applications.get(&of), |rows| &rows.coverage),
            Resource::Tree => self.tree.coverage(|tree| tree.coverage()),
            _ => match self.remote(resource).map(|piece| (piece.has_value(), piece.error())) {
                Some((true, _)) => Coverage::Complete,
                Some((_, Some(error))) => Coverage::Partial(error.to_string()),
                _ => Coverage::Unread,
            },
        }
    }

    /// How much of one of its lists was read of what an environment uses.
    pub fn use_coverage(&self, id: EnvironmentId, list: impl Fn(&EnvironmentUse) -> &Coverage) -> Coverage {
        coverage(self.uses.get(&id), |uses| list(uses))
    }
}

pub(super) fn coverage<T>(piece: Option<&Remote<T>>, of: impl Fn(&T) -> &Coverage) -> Coverage {
    piece.map_or(Coverage::Unread, |piece| piece.coverage(of))
}
