//! What tells one entry of the audit from all others: entries need no id of their own.

use std::collections::HashMap;

use crate::domain::audit::AuditRecord;
use crate::domain::text::fingerprint;

/// A fingerprint of all that an entry says. Of entries that say the same, each has another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuditKey(u64);

impl AuditKey {
    /// The keys of these entries, which come with the newest first: an older twin keeps its key when a newer one arrives.
    pub fn of(entries: &[AuditRecord]) -> Vec<Self> {
        let mut twins: HashMap<u64, u64> = HashMap::new();
        let key = |entry: &AuditRecord| {
            let print = fingerprint(entry.json.raw());
            let nth = twins.entry(print).or_default();
            *nth += 1;
            Self(print.wrapping_add(*nth))
        };
        let mut keys: Vec<Self> = entries.iter().rev().map(key).collect();
        keys.reverse();
        keys
    }
}
