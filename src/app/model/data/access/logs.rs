//! The entries of the audit that were read, each found by its key.

use super::AccessData;
use crate::app::access_read::{AccessRead, AccessReply, AuditRead};
use crate::app::audit_key::AuditKey;
use crate::app::list::RowId;
use crate::domain::OrgId;
use crate::domain::audit::{AuditRecord, AuditValues};

impl AccessData {
    /// The rows of a list of audit entries, the newest first, as far as they came.
    pub fn audit_rows(&self, read: AuditRead) -> &[RowId] {
        self.entries.get(&read).map_or(&[], Vec::as_slice)
    }

    /// What the audit of an organization can be asked for.
    pub fn audit_values(&self, organization: OrgId) -> Option<&AuditValues> {
        match self.so_far(AccessRead::AuditValues(organization))? {
            AccessReply::AuditValues(values) => Some(values),
            _ => None,
        }
    }

    /// The list in which an entry stands.
    pub fn audit_read_of(&self, key: AuditKey) -> Option<AuditRead> {
        self.audit_place(key).map(|(read, _)| read)
    }

    pub fn audit_entry(&self, key: AuditKey) -> Option<&AuditRecord> {
        let (read, at) = self.audit_place(key)?;
        match self.so_far(AccessRead::Audit(read))? {
            AccessReply::Audit(entries) => entries.get(at),
            _ => None,
        }
    }

    fn audit_place(&self, key: AuditKey) -> Option<(AuditRead, usize)> {
        let mut lists = self.entries.keys();
        lists.find_map(|read| {
            let places = self.places.get(&AccessRead::Audit(*read))?;
            Some((*read, *places.get(&RowId::AuditEntry(key))?))
        })
    }
}
