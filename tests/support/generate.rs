//! Makes organization files of any size, always the same for the same numbers. Imports nothing of the program.

use serde_json::{Value, json};

/// Small numbers that look mixed and come out the same on every run.
pub struct Mix(pub u64);

impl Mix {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }
}

/// The id of the `n`th thing of a kind: `0a` organizations, `0b` environments, `0c` client providers.
#[must_use]
pub fn id(kind: &str, n: usize) -> String {
    format!("{kind}000000-0000-4000-8000-{n:012x}")
}

/// An organization file: the root and `groups` business groups, and so on. `ada` administers the root, `ben` the first
/// group; `cy` administers nothing.
#[must_use]
pub fn organization(groups: usize, environments: usize, providers: usize, apis: usize, applications: usize) -> Value {
    let mut mix = Mix(42);
    let (root, first) = (id("0a", 0), id("0a", groups.min(1)));
    let group = |n: usize| json!({"id": id("0a", n), "name": format!("Group {n}"), "ownerId": "u1"});
    let administrator = |org: &str| json!([{"name": "Organization Administrator", "organizationId": org}]);
    let user = |n: usize, name: &str, roles: Value| json!({"id": format!("u{n}"), "username": name, "firstName": name, "lastName": "Doe", "roles": roles});
    // The `n`th environment belongs to an organization that follows from `n`, so that its APIs can name it as well.
    let owner = |environment: usize| id("0a", environment % (groups + 1));
    let mut chosen = |none: bool| match mix.below(providers + usize::from(none)) {
        n if n < providers => Value::from(id("0c", n)),
        _ => Value::Null,
    };
    let environments_made: Vec<Value> = (0..environments)
        .map(|n| {
            let mut ids = vec![chosen(true), chosen(true)];
            ids.dedup();
            ids.retain(Value::is_string);
            let kind = match n % 3 {
                0 => "production",
                1 => "sandbox",
                _ => "design",
            };
            json!({"id": id("0b", n), "organizationId": owner(n), "name": format!("Environment {n}"),
                "isProduction": n % 3 == 0, "type": kind,
                "clientManagementProviderIds": ids})
        })
        .collect();
    let apis_made: Vec<Value> = (0..if environments == 0 { 0 } else { apis })
        .map(|n| {
            let environment = n % environments;
            let contracts = if applications == 0 {
                json!([])
            } else {
                json!([{"id": n + 1, "status": "APPROVED", "applicationId": n % applications + 1}])
            };
            json!({"id": n + 1, "organizationId": owner(environment), "environmentId": id("0b", environment),
                "assetId": format!("api-{n}"), "assetVersion": "1.0.0", "instanceLabel": null,
                "providerId": chosen(true),
                "policies": [{"id": n + 1, "assetId": "openidconnect-access-token-enforcement", "disabled": n % 7 == 0}],
                "contracts": contracts})
        })
        .collect();
    let applications_made: Vec<Value> = (0..applications)
        .map(|n| {
            json!({"id": n + 1, "name": format!("Application {n}"), "clientId": format!("client-{n}"),
                "clientSecret": format!("hush-{n}"), "grantTypes": ["authorization_code", "refresh_token"],
                "redirectUris": ["https://app.example.com/callback"], "ownerIds": [format!("u{}", n % 3)],
                "createdAt": "2024-01-02T03:04:05Z", "providerId": chosen(true)})
        })
        .collect();
    json!({
        "format": "amtui.organization/1",
        "organization": {"id": root, "name": "Root", "domain": "root", "ownerId": "u0", "parentOrganizationIds": [],
            "subOrganizations": (1..=groups).map(group).collect::<Vec<_>>()},
        "users": [
            user(2, "cy", json!([])), user(1, "ben", administrator(&first)), user(0, "ada", administrator(&root)),
        ],
        "environments": environments_made,
        "clientProviders": (0..providers).map(|n| provider(n, &root)).collect::<Vec<_>>(),
        "apis": apis_made,
        "applications": applications_made,
    })
}

fn provider(n: usize, root: &str) -> Value {
    json!({"providerId": id("0c", n), "organizationId": root, "name": format!("Provider {n}"),
        "type": {"name": "openid-dynamic-client", "description": "OpenID Connect"},
        "allow_untrusted_certificates": false,
        "oidc_dynamic_client_provider": {
            "issuer": format!("https://idp-{n}.example.com"),
            "client": {"urls": {"register": format!("https://idp-{n}.example.com/register")},
                "registration": {"authorization": format!("Bearer hush-{n}")}},
            "client_request_timeout": 5000,
            "primary_client": {"id": "introspector", "secret": format!("hush-{n}")},
            "urls": {"authorize": format!("https://idp-{n}.example.com/authorize"),
                "token": format!("https://idp-{n}.example.com/token"),
                "introspect": format!("https://idp-{n}.example.com/introspect")},
            "allow_local_client_deletion": false, "allow_external_client_modification": false,
            "supported_grant_types": ["authorization_code", "refresh_token"]}})
}
