//! Which environments a list is about, or which APIs.

use crate::domain::{EnvironmentId, OrgId, ProviderRef};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of the organization one works in, and below it.
    Here,
    /// Those of one organization alone.
    Organization(OrgId),
    Environment(EnvironmentId),
    /// Those that use one provider.
    Provider(ProviderRef),
}
