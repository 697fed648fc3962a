//! What may be told of a request: its path without what it is about, and what the platform calls it. Imports nothing.

/// Headers that name a request; no document says which of them the platform sends.
pub(super) const REQUEST_IDS: [&str; 3] = ["x-request-id", "x-correlation-id", "x-anypnt-trx-id"];

/// A request's id, if it can be one: nothing else that a server says goes into a log.
pub fn request_id(text: &str) -> Option<String> {
    let fits = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.' | b':');
    ((1..=64).contains(&text.len()) && text.bytes().all(fits)).then(|| text.to_owned())
}

/// The words that paths are made of; whatever else stands in one names somebody's things.
const WORDS: [&str; 42] = [
    ".well-known",
    "accounts",
    "actions",
    "api",
    "apimanager",
    "apis",
    "applications",
    "audit",
    "authorizations",
    "clientManagementProviders",
    "clientProviders",
    "clients",
    "connectedApplications",
    "contracts",
    "environments",
    "exchange",
    "groupmappings",
    "hierarchy",
    "identityProviderSettings",
    "identityProviders",
    "login",
    "me",
    "members",
    "oauth-authorization-server",
    "oauth2",
    "objectTypes",
    "openid-configuration",
    "organizations",
    "platforms",
    "policies",
    "query",
    "retentionSettings",
    "rolegroups",
    "roles",
    "saml-sp-keys",
    "scopes",
    "search",
    "teams",
    "token",
    "users",
    "v1",
    "v2",
];

/// A path without its query and without what it is about.
pub fn template(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let parts = path.split('/').map(|part| match part {
        "" => part,
        part if WORDS.contains(&part) => part,
        _ => "{id}",
    });
    parts.collect::<Vec<_>>().join("/")
}
