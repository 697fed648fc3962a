//! The audit of a file, as it is asked for.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::schema;
use super::records::AuditMembers;
use crate::domain::audit::{AuditQuery, AuditRecord, AuditValue, AuditValues};
use crate::domain::{Coverage, Listing, OrgId, Untrusted};

/// Why the audit of a file may be longer.
const SNAPSHOT: &str = "A snapshot doesn't hold the audit, only what amtui changed in it since.";
const NONE: &str = "This file has no audit.";

/// The audit of a file.
pub(in crate::backend::store) struct AuditLog {
    /// The newest first, each with the organization that it belongs to.
    entries: Vec<(OrgId, AuditRecord)>,
    coverage: Coverage,
}

impl AuditLog {
    /// Reads the audit of a file. The error is a sentence that says what is wrong and where.
    pub(in crate::backend::store) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let file: AuditMembers = schema::members(bytes)?;
        let root = file.organization.0.id;
        let entry = |value: serde_json::Value| {
            let organization = value.get("organizationId").and_then(|id| id.as_str()?.parse().ok());
            (organization.map_or(root, OrgId), AuditRecord::read(value))
        };
        // Of entries of the same second the later one comes first.
        let gap = if file.snapshot.is_some() {
            Some(SNAPSHOT)
        } else {
            file.audit.is_none().then_some(NONE)
        };
        let mut entries: Vec<_> = file.audit.into_iter().flatten().rev().map(entry).collect();
        entries.sort_by_key(|(_, entry)| Reverse(entry.time));
        Ok(Self {
            entries,
            coverage: Coverage::from_reason(gap),
        })
    }

    pub(super) fn ask(&self, query: &AuditQuery) -> Arc<Listing<AuditRecord>> {
        let mut found = self.of(query.organization).filter(|entry| query.asks_for(entry));
        let rows: Vec<AuditRecord> = found.by_ref().take(query.limit).cloned().collect();
        Arc::new(match found.next() {
            Some(_) => Listing::partial(rows, format!("Only the newest {} entries are read.", query.limit)),
            None => Listing {
                rows,
                coverage: self.coverage.clone(),
            },
        })
    }

    pub(super) fn values(&self, organization: OrgId) -> AuditValues {
        let values = |member: fn(&AuditRecord) -> Option<&Untrusted>| {
            let found: BTreeSet<&Untrusted> = self.of(organization).filter_map(member).collect();
            let value = |name: &Untrusted| AuditValue {
                name: name.clone(),
                label: name.clone(),
            };
            found.into_iter().map(value).collect()
        };
        AuditValues {
            products: values(|entry| entry.product.as_ref()),
            object_types: values(|entry| entry.object_type.as_ref()),
            actions: values(|entry| entry.action.as_ref()),
            retention_days: None,
            whole: self.coverage.is_complete(),
        }
    }

    fn of(&self, organization: OrgId) -> impl Iterator<Item = &AuditRecord> {
        let here = self.entries.iter().filter(move |(of, _)| *of == organization);
        here.map(|(_, entry)| entry)
    }
}
