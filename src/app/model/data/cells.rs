//! Which rows changed in their own cells alone, so that the others aren't measured again.

use super::Data;
use crate::app::access_read::AccessRead;
use crate::app::list::RowId;
use crate::app::model::resource::Resource;

impl Data {
    /// Grows with every change of more than one row.
    pub fn lists_revision(&self) -> u64 {
        self.revision
            .saturating_sub(u64::try_from(self.changed_rows.len()).unwrap_or(0))
    }

    /// The rows whose own cells changed since, one after the other.
    pub fn changed_rows(&self) -> &[RowId] {
        &self.changed_rows
    }

    /// A piece was asked for, or came.
    pub(super) fn changed(&mut self, resource: Resource) {
        self.revision += 1;
        if resource == Resource::Tree {
            self.around = None;
        }
        self.changed_rows.extend(own_row(resource));
    }
}

/// The row that alone shows a piece, where there may be one for each row of a long list.
fn own_row(resource: Resource) -> Option<RowId> {
    match resource {
        Resource::Protection(environment, api) => Some(RowId::Api(environment, api)),
        Resource::Access(AccessRead::ApplicationContracts(id)) => Some(RowId::Application(id)),
        _ => None,
    }
}
