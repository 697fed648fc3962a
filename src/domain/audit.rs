//! Entries of the audit: who did what to which object, and when.

use serde::Serialize;

use super::change::{ChangeKind, Object};

/// One entry, as it is appended to an organization file. It never holds a secret, nor any other value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// RFC 3339, UTC.
    pub timestamp: String,
    pub user_name: String,
    pub action: ChangeKind,
    pub object_type: &'static str,
    pub object_name: String,
    pub object_id: String,
    /// The organization it belongs to; of a business group the one right above it.
    pub organization_id: String,
    /// Id of the organization or environment it stands in; client providers stand in none but the root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Names of the fields that got another value, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<&'static str>,
}

/// The audit's word for a kind of object.
pub fn object_type(object: Object) -> &'static str {
    match object {
        Object::Provider(_) => "Client Provider",
        Object::Environment(_) => "Environment",
        Object::Group(_) => "Business Group",
        Object::Api(..) => "API",
    }
}
