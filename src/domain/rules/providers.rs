//! Client providers: who sees, adds, edits and deletes them (docs/platform.md, R1, R20-R23, R32).

use super::{Actor, EXTERNAL_PROVIDERS, Refusal, not_administrator, not_root};
use crate::domain::organization::Tree;
use crate::domain::permission::Account;
use crate::domain::provider::{ProviderKind, ProviderRow};
use crate::domain::text::unfit;
use crate::domain::{OrgId, ProviderRef};

/// How much of the client providers someone sees in an organization (R20-R23).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visibility {
    Full,
    /// Names and types, and why no more.
    Names(Refusal),
    Nothing(Refusal),
}

/// What `account` sees of the client providers when working in `organization`.
pub fn providers_view(account: &Account, tree: &Tree, organization: OrgId) -> Visibility {
    let (Some(here), Some(root)) = (tree.get(organization), tree.root()) else {
        return Visibility::Nothing(Refusal::NotSeen);
    };
    if !account.administers_any() {
        Visibility::Nothing(not_administrator(account, here))
    } else if !here.is_root() {
        Visibility::Names(not_root(account, here, root))
    } else if !account.administers(here) {
        Visibility::Names(not_administrator(account, here))
    } else {
        Visibility::Full
    }
}

/// Whether anything of the client providers may be managed while working in `organization` (R21, R22).
pub fn manage_providers(who: Actor<'_>, organization: OrgId) -> Result<(), Refusal> {
    who.administers_root(organization)
}

/// Whether a client provider may be added while working in `organization`, where there are `external` ones (R1, R21, R22).
pub fn add_provider(who: Actor<'_>, organization: OrgId, external: usize) -> Result<(), Refusal> {
    manage_providers(who, organization)?;
    if external >= EXTERNAL_PROVIDERS {
        return Err(Refusal::TooManyProviders);
    }
    Ok(())
}

/// Whether one of this kind can be added: what has no form is edited elsewhere, `PingFederate` is only kept (R32).
pub fn addable(kind: &ProviderKind) -> Result<(), Refusal> {
    match kind {
        ProviderKind::Oidc | ProviderKind::EntraId | ProviderKind::OpenAm { .. } => Ok(()),
        ProviderKind::PingFederate { .. } => Err(Refusal::PingFederate),
        ProviderKind::BuiltIn => Err(Refusal::BuiltInForm),
        ProviderKind::Other(_) => Err(Refusal::UnknownType),
    }
}

/// Characters that a client provider's name can have. The platform documents no limit.
const LONGEST_NAME: usize = 255;

/// Checks the name of a client provider. The platform documents neither letters, nor that names are unique (R42).
///
/// # Errors
/// What is wrong with it, to be read after the field's name.
pub fn provider_name(name: &str) -> Result<(), String> {
    if name.trim().is_empty() {
        return Err("is required".into());
    }
    unfit(name, LONGEST_NAME).map_or(Ok(()), Err)
}

/// Whether `provider` may be edited while working in `organization` (R21, R22).
pub fn edit_provider(who: Actor<'_>, organization: OrgId, provider: &ProviderRow) -> Result<(), Refusal> {
    match provider.kind {
        ProviderKind::BuiltIn => Err(Refusal::BuiltInForm),
        ProviderKind::Other(_) => Err(Refusal::UnknownType),
        _ => manage_providers(who, organization),
    }
}

/// Whether `provider` may be deleted while working in `organization` (R21, R22).
pub fn delete_provider(who: Actor<'_>, organization: OrgId, provider: ProviderRef) -> Result<(), Refusal> {
    if provider == ProviderRef::BuiltIn {
        return Err(Refusal::BuiltIn);
    }
    manage_providers(who, organization)
}

/// How much of the limit on external providers is used: `6 of 25 external providers used` (R1).
pub fn provider_usage(rows: &[ProviderRow]) -> String {
    let used = rows.iter().filter(|row| row.is_external()).count();
    if used >= EXTERNAL_PROVIDERS {
        format!("{used} of {EXTERNAL_PROVIDERS} external providers. Delete one first.")
    } else {
        format!("{used} of {EXTERNAL_PROVIDERS} external providers used")
    }
}
