//! Which scope a connected app needs for a call, and which calls show that it has it.

/// The scope to read what stands below a part of a path, and the one to change it, where amtui does. The first part that
/// fits counts.
const SCOPES: [(&str, &str, Option<&str>); 11] = [
    ("/audit/", "read:audit_logs", None),
    ("/connectedApplications", "read:orgconnapps", None),
    ("/identityProvider", "view:identityproviders", None),
    ("/groupmappings", "view:access_controls", None),
    ("/teams", "view:access_controls", Some("admin:access_controls")),
    ("/rolegroups", "view:access_controls", None),
    ("/roles", "view:access_controls", None),
    ("/users", "read:orgusers", Some("edit:orgusers")),
    ("/members", "read:orgusers", None),
    ("/applications/", "read:api_contracts", None),
    ("/applications", "read:client_applications", None),
];

fn find(path: &str) -> Option<&'static (&'static str, &'static str, Option<&'static str>)> {
    let path = path.split('?').next().unwrap_or_default();
    SCOPES.iter().find(|(part, ..)| path.contains(part))
}

/// The scope that a call needs, where that is known.
pub(super) fn scope(path: &str, reads: bool) -> Option<&'static str> {
    let (_, read, change) = find(path)?;
    if reads { Some(read) } else { *change }
}

/// A scope in one organization. Group mappings stand for themselves: an app was refused them with every scope.
pub(super) type ShownScope = (&'static str, bool, String);

/// What rows of a list show. A scope counts for one organization: it is granted for single ones.
pub(super) fn shown_by(path: &str) -> Option<ShownScope> {
    let (part, read, _) = find(path)?;
    let (_, rest) = path.split_once("/organizations/")?;
    let organization = rest.split(['/', '?']).next()?;
    Some((read, *part == "/groupmappings", organization.to_owned()))
}
