//! Connected apps that may do what a permission allows, by their scopes.

use crate::domain::connected_app::{AppKind, AppScope, ConnectedApp};
use crate::domain::grant::GrantContext;
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::{ConnectedAppId, OrgId, Untrusted};

/// The scope that allows everything.
const FULL: &str = "full";

/// The scope that allows to read everything.
const READ_ALL: &str = "read:full";

/// Permissions, each with the scope of the same name. That both allow the same is assumed: no public text says so.
const SAME: [(&str, &str); 14] = [
    ("Audit Log Viewer", "read:audit_logs"),
    ("View APIs Configuration", "read:api_configuration"),
    ("Manage APIs Configuration", "manage:api_configuration"),
    ("View Policies", "read:api_policies"),
    ("Manage Policies", "manage:api_policies"),
    ("View Contracts", "read:api_contracts"),
    ("Manage Contracts", "manage:api_contracts"),
    ("Create Applications", "create:applications"),
    ("Delete Applications", "delete:applications"),
    ("Read Applications", "read:applications"),
    ("Exchange Viewer", "read:exchange"),
    ("Exchange Contributor", "edit:exchange"),
    ("Exchange Administrator", "admin:exchange"),
    ("Monitoring Viewer", "view:monitoring"),
];

/// A connected app with a scope that allows what a permission does, or a part of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppHolder {
    pub app: ConnectedAppId,
    /// The organization whose list it stands in.
    pub listed_in: OrgId,
    pub name: Untrusted,
    pub enabled: Option<bool>,
    pub scope: AppScope,
    /// Whether it may do that only where the user may for whom it acts.
    pub for_user: bool,
    pub gives: ScopeEffect,
}

/// How much of a permission a scope gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeEffect {
    All,
    /// All of it, as far as its name tells.
    AssumedAll,
    /// A part of it, as far as its name tells.
    AssumedPart,
}

/// The scopes that are assumed to give the same as a permission, beside the one that gives all.
pub fn scopes_like(permission: &Untrusted) -> impl Iterator<Item = &'static str> {
    let same = SAME.iter().find(|(name, _)| *name == permission.raw());
    let same = same.map(|(_, scope)| *scope);
    let reads = same.map_or_else(
        || permission.raw().ends_with(" Viewer"),
        |scope| scope.starts_with("read:") || scope.starts_with("view:"),
    );
    same.into_iter().chain(reads.then_some(READ_ALL))
}

fn effect(scope: &Untrusted, permission: &Untrusted) -> Option<ScopeEffect> {
    match scope.raw() {
        FULL => Some(ScopeEffect::All),
        name if scopes_like(permission).any(|like| like == name) => Some(ScopeEffect::AssumedAll),
        // An administrator may do each of these things, and more.
        name if permission.raw() == ADMINISTRATOR && (name == READ_ALL || name.starts_with("admin:")) => {
            Some(ScopeEffect::AssumedPart)
        }
        _ => None,
    }
}

/// What an app with these scopes may do of a permission in an organization and its environments.
pub fn app_holders(
    (listed_in, app): (OrgId, &ConnectedApp),
    scopes: impl IntoIterator<Item = AppScope>,
    permission: &Untrusted,
    organization: OrgId,
) -> Vec<AppHolder> {
    let here = |context: &GrantContext| context.organization.is_none_or(|of| of == organization);
    let scopes = scopes.into_iter().filter(|scope| here(&scope.context));
    let holder = |scope: AppScope| {
        let gives = effect(&scope.scope, permission)?;
        Some(AppHolder {
            app: app.id,
            listed_in,
            name: app.name.clone(),
            enabled: app.enabled,
            for_user: app.kind() != AppKind::OwnBehalf && scope.context == GrantContext::default(),
            scope,
            gives,
        })
    };
    scopes.filter_map(holder).collect()
}
