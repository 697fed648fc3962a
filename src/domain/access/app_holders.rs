//! Connected apps that may do what a permission allows, by their scopes.

use crate::domain::connected_app::{AppKind, AppScope, ConnectedApp};
use crate::domain::grant::GrantContext;
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::{ConnectedAppId, OrgId, Untrusted};

/// The scope that allows everything.
const FULL: &str = "full";

/// Permissions, each with the scope that the platform's own list of scopes gives the same name.
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
    /// Whether its scope allows a part of it alone.
    pub in_part: bool,
}

/// The scope that is known to give the same as a permission, beside the one that gives all.
pub fn scope_like(permission: &Untrusted) -> Option<&'static str> {
    let same = SAME.iter().find(|(name, _)| *name == permission.raw());
    same.map(|(_, scope)| *scope)
}

/// Whether a scope gives a permission: all of it, or a part.
fn gives(scope: &Untrusted, permission: &Untrusted) -> Option<bool> {
    match scope.raw() {
        FULL => Some(true),
        name if scope_like(permission) == Some(name) => Some(true),
        // Each of these is something that only administrators may do.
        name if permission.raw() == ADMINISTRATOR && name.starts_with("admin:") => Some(false),
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
        let whole = gives(&scope.scope, permission)?;
        Some(AppHolder {
            app: app.id,
            listed_in,
            name: app.name.clone(),
            enabled: app.enabled,
            for_user: app.kind() != AppKind::OwnBehalf && scope.context == GrantContext::default(),
            scope,
            in_part: !whole,
        })
    };
    scopes.filter_map(holder).collect()
}
