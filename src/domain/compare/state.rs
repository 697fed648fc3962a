//! One state of an organization, as far as it was read.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::access::AccessInventory;
use crate::domain::{Environment, EnvironmentUse, OrgId, Provider, ProviderRow, Untrusted};

#[derive(Clone, Debug)]
pub struct OrganizationState {
    pub root: OrgId,
    pub providers: Vec<ProviderState>,
    pub environments: Vec<EnvironmentState>,
    /// Who may do what, or why none of it is here.
    pub access: Result<AccessInventory, AccessMissing>,
    /// The names of the organizations in the tree.
    pub organizations: BTreeMap<OrgId, Untrusted>,
    /// Whether a client provider that is not listed is not there.
    pub all_providers: bool,
    /// Whether an environment that is not listed is not there; else it may only not be seen.
    pub all_environments: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessMissing {
    /// This side knows nothing of it.
    Unknown,
    /// It wasn't read, as the other side knows nothing of it.
    NotAsked,
}

#[derive(Clone, Debug)]
pub struct ProviderState {
    pub row: ProviderRow,
    /// All of it, or why that could not be read: a sentence fit to be shown.
    pub read: Result<Provider, String>,
}

#[derive(Clone, Debug)]
pub struct EnvironmentState {
    pub environment: Environment,
    pub organization: Untrusted,
    /// What it uses, or why that could not be read: a sentence fit to be shown.
    pub uses: Result<Arc<EnvironmentUse>, String>,
}
