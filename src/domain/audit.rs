//! Entries of the audit: who did what to which object, and when (`domain.md` 1.9).

use serde::Serialize;

/// One entry, as it is appended to an organization file. It never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// RFC 3339, UTC.
    pub timestamp: String,
    /// User name of who did it.
    pub user_name: String,
    /// `Delete`, `Undo`.
    pub action: &'static str,
    /// `Client Provider`.
    pub object_type: &'static str,
    /// Name of the object.
    pub object_name: String,
    /// Id of the object.
    pub object_id: String,
    /// The organization it belongs to.
    pub organization_id: String,
}
