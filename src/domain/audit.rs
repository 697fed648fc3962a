//! Entries of the audit: who did what to which object, and when.

mod changes;
mod entry;
mod preset;

pub use changes::ChangesOnce;
pub use preset::AuditPreset;

use serde::Serialize;
use serde_json::Value;

use super::change::{ChangeKind, Object};
use super::id::{EnvironmentId, OrgId, UserId};
use super::text::Untrusted;
use super::time::UnixTime;

/// One entry, as it is appended to an organization file. It never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// RFC 3339, UTC.
    pub timestamp: String,
    /// The platform's product.
    pub product: &'static str,
    pub user_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
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
    /// Old and new values of those that are no secrets, and which kind of change was taken back or made again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<Value>,
}

/// The product whose audit names an object.
pub fn product(object: Object) -> &'static str {
    match object {
        Object::Api(..) => "API Manager",
        _ => "Access Management",
    }
}

/// The audit's word for a kind of object.
pub fn object_type(object: Object) -> &'static str {
    match object {
        Object::Provider(_) => "Client Provider",
        Object::Environment(_) => "Environment",
        Object::Group(_) => "Business Group",
        Object::Api(..) => "API",
        Object::User(_) => "User",
        Object::Team(_) => "Team",
    }
}

/// Which entries of the audit log to read. An empty list asks for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditQuery {
    pub organization: OrgId,
    pub from: UnixTime,
    /// The end; `None` is now.
    pub to: Option<UnixTime>,
    pub products: Vec<Untrusted>,
    pub object_types: Vec<Untrusted>,
    pub actions: Vec<Untrusted>,
    pub users: Vec<UserId>,
    /// The ids of objects that an entry names, or that one of its objects stands in.
    pub objects: Vec<Untrusted>,
    pub environments: Vec<EnvironmentId>,
    pub failed: Option<bool>,
    /// At most so many entries, the newest.
    pub limit: usize,
}

impl AuditQuery {
    /// The newest entries since `from`.
    pub fn since(organization: OrgId, from: UnixTime, limit: usize) -> Self {
        Self {
            organization,
            from,
            to: None,
            products: Vec::new(),
            object_types: Vec::new(),
            actions: Vec::new(),
            users: Vec::new(),
            objects: Vec::new(),
            environments: Vec::new(),
            failed: None,
            limit,
        }
    }

    /// Whether it asks for this entry. The organization and the limit are not looked at.
    pub fn asks_for(&self, entry: &AuditRecord) -> bool {
        let among = |wanted: &[Untrusted], found: &Option<Untrusted>| {
            wanted.is_empty() || found.as_ref().is_some_and(|found| wanted.contains(found))
        };
        let named = || entry.objects.iter().chain(&entry.parents).filter_map(|o| o.id.as_ref());
        let place = entry.environment.as_ref().and_then(|e| e.id.as_ref());
        let here = |id: &EnvironmentId| place.is_some_and(|at| at.raw() == id.to_string());
        entry
            .time
            .is_some_and(|at| at >= self.from && self.to.is_none_or(|to| at <= to))
            && among(&self.products, &entry.product)
            && among(&self.object_types, &entry.object_type)
            && among(&self.actions, &entry.action)
            && (self.users.is_empty() || entry.user_id.is_some_and(|id| self.users.contains(&id)))
            && (self.objects.is_empty() || named().any(|id| self.objects.contains(id)))
            && (self.environments.is_empty() || self.environments.iter().any(here))
            && self.failed.is_none_or(|failed| entry.failed.unwrap_or(false) == failed)
    }
}

/// An object that an entry names. It may be gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditObject {
    pub id: Option<Untrusted>,
    pub name: Option<Untrusted>,
}

/// One entry of the audit log, as it was read. What an entry doesn't say is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditRecord {
    pub id: Option<Untrusted>,
    pub time: Option<UnixTime>,
    pub product: Option<Untrusted>,
    pub object_type: Option<Untrusted>,
    pub action: Option<Untrusted>,
    /// What it was done to; one entry may name several.
    pub objects: Vec<AuditObject>,
    pub user: Option<Untrusted>,
    pub user_id: Option<UserId>,
    pub connected_app: Option<Untrusted>,
    pub environment: Option<AuditObject>,
    /// What the objects stand in.
    pub parents: Vec<AuditObject>,
    pub failed: Option<bool>,
    pub client_ip: Option<Untrusted>,
    /// The whole entry as JSON, without secrets.
    pub json: Untrusted,
    pub changes: ChangesOnce,
}

/// A value that entries can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditValue {
    /// What the query takes.
    pub name: Untrusted,
    /// What a person reads.
    pub label: Untrusted,
}

/// What the audit's own lists give values for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AuditMember {
    Product,
    Type,
    Action,
}

impl AuditMember {
    pub const ALL: [Self; 3] = [Self::Product, Self::Type, Self::Action];

    pub fn label(self) -> &'static str {
        match self {
            Self::Product => "Product",
            Self::Type => "Type",
            Self::Action => "Action",
        }
    }
}

/// What the audit log of an organization can be asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditValues {
    pub products: Vec<AuditValue>,
    pub object_types: Vec<AuditValue>,
    pub actions: Vec<AuditValue>,
    /// How many days entries are kept.
    pub retention_days: Option<u32>,
    /// Whether the lists are whole.
    pub whole: bool,
}

impl AuditValues {
    pub fn of(&self, member: AuditMember) -> &[AuditValue] {
        match member {
            AuditMember::Product => &self.products,
            AuditMember::Type => &self.object_types,
            AuditMember::Action => &self.actions,
        }
    }
}
