//! Role groups, which the platform's pages call roles. They are deprecated: teams replace them.

use super::id::{OrgId, RoleGroupId};
use super::team::ExternalGroup;
use super::text::Untrusted;
use super::time::UnixTime;

/// A role of one organization, as its Roles page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleGroup {
    pub id: RoleGroupId,
    pub name: Untrusted,
    pub description: Option<Untrusted>,
    /// The organization that it belongs to.
    pub organization: Option<OrgId>,
    /// Whether it can be changed and deleted; a default role can't.
    pub editable: Option<bool>,
    /// The groups of identity providers that get it; `None` where that isn't told.
    pub external_groups: Option<Vec<ExternalGroup>>,
    pub created: Option<UnixTime>,
}
