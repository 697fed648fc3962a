//! A small organization in which every rule can be broken, and the backends that hold it.

use std::fs;
use std::path::{Path, PathBuf};

use amtui::backend::Backend;
use amtui::backend::store::FileBackend;
use amtui::domain::change::{Change, Seen};
use amtui::domain::{Api, EnvironmentId, EnvironmentUse, Error, OrgId, ProviderId, ProviderKind, ProviderRef};
use amtui::shell::parallel::parallel;
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::generate::id;

#[path = "fixture/access.rs"]
pub mod access;

pub const ROOT: usize = 0;
pub const RETAIL: usize = 1;
pub const SHOPS: usize = 2;
pub const BANK: usize = 3;

/// API instances of [`changeable`], all in environment 3 with provider 0.
pub const FREE: u64 = 16;
pub const TIED: u64 = 17;
pub const CONTRACTED: u64 = 18;
pub const GROUPED: u64 = 19;
pub const LOCKED: u64 = 20;
pub const NAMED: u64 = 21;
pub const SPELLED: u64 = 22;

pub fn org(n: usize) -> OrgId {
    OrgId(uuid("0a", n))
}

pub fn environment(n: usize) -> EnvironmentId {
    EnvironmentId(uuid("0b", n))
}

pub fn provider(n: usize) -> ProviderId {
    ProviderId(uuid("0c", n))
}

pub fn external(n: usize) -> ProviderRef {
    ProviderRef::External(provider(n))
}

fn uuid(kind: &str, n: usize) -> Uuid {
    Uuid::parse_str(&id(kind, n)).unwrap()
}

/// 2026-01-01T00:00:00Z.
pub fn clock() -> i64 {
    1_767_225_600
}

/// The provider `n`, named as the fixture and the generator name it.
pub fn target(n: usize, name: &str, kind: ProviderKind) -> Change {
    Change::DeleteProvider {
        organization: org(ROOT),
        provider: provider(n),
        was: name.into(),
        kind,
        seen: Seen::default(),
    }
}

/// What an environment uses, with policies and contracts of each API that an external provider authorizes.
pub fn used(backend: &dyn Backend, at: EnvironmentId) -> Result<EnvironmentUse, Error> {
    let mut uses = EnvironmentUse::clone(&*backend.environment_use(at)?);
    let open = |api: &&mut Api| !api.protection_known() && api.is_external();
    for api in uses.apis.rows.iter_mut().filter(open) {
        api.protect(backend.protection(at, api.id)?);
    }
    Ok(uses)
}

pub fn zeta() -> Change {
    target(0, "zeta IdP", ProviderKind::Oidc)
}

/// Root > Retail > Shops, Root > Bank. `ada` administers the root, `ben` Retail, `dee` is a member of Shops, `cy` of
/// nothing. Members that amtui does not know stand at every depth.
pub fn organization() -> Value {
    let role = |name: &str, n: usize| json!({"name": name, "organizationId": id("0a", n), "x-role": [1]});
    let environment = |n: usize, org: usize, kind: &str, providers: &[usize]| {
        let ids: Vec<_> = providers.iter().map(|p| id("0c", *p)).collect();
        json!({"x-before": {"deep": [{"er": 12_345_678_901_234_567_890_u64}]}, "id": id("0b", n),
            "organizationId": id("0a", org), "name": format!("Env {n}"), "isProduction": kind == "production",
            "type": kind, "clientManagementProviderIds": ids})
    };
    let api = |n: usize, org: usize, env: usize, provider: Value| {
        json!({"id": n, "organizationId": id("0a", org), "environmentId": id("0b", env), "assetId": format!("api-{n}"),
            "assetVersion": "1.0.0", "instanceLabel": null, "providerId": provider, "x-api": {"kept": true},
            "policies": [{"id": 1, "assetId": "openidconnect-access-token-enforcement", "disabled": false, "x": 1}],
            "contracts": [{"id": 9, "status": "APPROVED", "applicationId": 1, "x": null}]})
    };
    let mut file = json!({
        "x-first": "kept", "format": "amtui.organization/1",
        "organization": {"id": id("0a", ROOT), "name": "Acme", "domain": "acme", "isRoot": true, "ownerId": "u-ada", "clientSecret": "hush-root",
            "subOrganizations": [
                {"id": id("0a", RETAIL), "name": "Retail", "isRoot": true, "owner": {"username": "ben"},
                    "subOrganizations": [{"id": id("0a", SHOPS), "name": "Shops", "x-node": 1}]},
                {"id": id("0a", BANK), "name": "Bank", "ownerId": "nobody"}]},
        "users": [
            {"id": "u-cy", "username": "cy", "roles": []},
            {"id": "u-dee", "username": "dee", "roles": [role("Developer", SHOPS)]},
            {"id": "u-ben", "username": "ben", "roles": [role("Organization Administrator", RETAIL)],
                "activeOrganizationId": id("0a", RETAIL)},
            {"id": "u-ada", "username": "ada", "firstName": "Ada", "lastName": "Root",
                "roles": [role("Organization Administrator", ROOT)]}],
        "environments": [
            environment(0, RETAIL, "production", &[1, 0]), environment(1, SHOPS, "sandbox", &[0]),
            environment(2, BANK, "design", &[]), environment(3, ROOT, "sandbox", &[0, 1])],
        "clientProviders": [],
        "apis": [
            api(3, RETAIL, 0, Value::from(id("0c", 0))), api(1, RETAIL, 0, Value::from(id("0c", 1))),
            api(2, SHOPS, 1, Value::from(id("0c", 0))), api(4, BANK, 2, Value::Null),
            // Removed from the environment, and used there all the same (R55).
            api(5, BANK, 2, Value::from(id("0c", 0)))],
        "applications": [
            {"id": 1, "name": "shop", "clientId": "c1", "clientSecret": "hush", "providerId": id("0c", 0), "x": [{}]},
            {"id": 2, "name": "App", "clientId": "c2", "grantTypes": ["implicit"], "providerId": id("0c", 0)},
            {"id": 3, "name": "Own", "clientId": "c3", "providerId": null}, {"id": 4, "name": "Other"}],
        "audit": [{"action": "Create", "x": 1}],
        "x-last": {"big": 0}
    });
    let exact = "123456789012345678901234567890.000100e+999";
    file["x-last"]["big"] = serde_json::from_str(exact).unwrap();
    file["clientProviders"] = json!([
        {"x": {"y": [1, {"z": 2}]}, "providerId": id("0c", 0), "organizationId": id("0a", ROOT), "name": "zeta IdP",
            "type": {"name": "openid-dynamic-client", "x": 1},
            "oidc_dynamic_client_provider": {"primary_client": {"id": "i", "secret": "hush"}, "x": 1.50}},
        {"providerId": id("0c", 1), "organizationId": id("0a", ROOT), "name": "Alpha AM",
            "type": {"name": "openam", "version": "14"}, "admin_token": {"username": "u", "password": "hush"}}
    ]);
    file
}

/// The same with users, teams, roles, identity providers, connected apps and an audit.
pub fn people() -> Value {
    let mut file = organization();
    let (root, retail) = (id("0a", ROOT), id("0a", RETAIL));
    file["accounts"] = json!(["ada", "ben", "cy"]);
    file["applications"][0]["ownerIds"] = json!(["u-eve", "u-gone"]);
    file["applications"][0]["createdAt"] = json!("2024-01-02T03:04:05Z");
    file["applications"][0]["redirectUris"] = json!(["https://shop:hush@shop.example.com/back?access_token=hush"]);
    file["users"].as_array_mut().unwrap().extend([
        json!({"id": "u-eve", "username": "eve", "firstName": "Eve", "email": "eve@example.com", "enabled": true,
            "createdAt": "2024-01-02T03:04:05Z", "lastLogin": "2025-12-01T00:00:00Z", "identityProviderId": "okta-1",
            "mfaExempt": false, "mfaConfigured": false, "ipExempt": true, "x-own": [1]}),
        json!({"id": "u-fay", "username": "Fay", "enabled": false, "lastLogin": null, "identityProviderId": "mulesoft",
            "mfaExempt": true, "mfaConfigured": false}),
    ]);
    file["teams"] = json!([
        {"id": id("0d", 2), "name": "Onc", "parentId": id("0d", 1), "members": [{"userId": "u-eve", "membership": "maintainer"}],
            "mappings": [{"group": "onc", "providerId": "okta-1", "membership": "member"}], "x-team": {"a": 1}},
        {"id": id("0d", 0), "name": "Everyone", "members": [], "mappings": []},
        {"id": id("0d", 1), "name": "Ops", "parentId": id("0d", 0), "members": [{"userId": "u-fay", "byMapping": true}], "mappings": []}]);
    file["roleGroups"] = json!([
        {"id": id("0e", 0), "organizationId": root, "name": "Viewers", "description": "Look", "editable": false,
            "memberIds": ["u-fay"], "externalGroups": [{"group": "viewers", "providerId": "okta-1"}]},
        {"id": id("0e", 1), "organizationId": retail, "name": "Shopkeepers", "memberIds": ["u-eve"]}]);
    file["permissions"] = json!([
        {"id": id("0f", 1), "name": "Manage", "product": "API Manager", "description": "Changes APIs."},
        {"id": id("0f", 0), "name": "Organization Administrator", "product": "Access Management"},
        {"id": id("0f", 2), "name": "Developer", "product": "API Manager"},
        {"id": "833ab9ca-0c72-45ba-9764-1df83240db57", "name": "Business Group Viewer", "internal": true}]);
    file["grants"] = json!([
        {"teamId": id("0d", 1), "permissionId": id("0f", 1), "organizationId": root, "environmentId": id("0b", 3)},
        {"teamId": id("0d", 2), "permissionId": id("0f", 0), "organizationId": root},
        {"roleGroupId": id("0e", 1), "permissionId": id("0f", 1), "organizationId": retail},
        {"userId": "u-eve", "permissionId": id("0f", 1), "organizationId": retail}]);
    file["identityProviders"] = json!([
        {"providerId": "okta-1", "name": "Okta", "type": {"name": "saml"}, "saml": {"issuer": "https://okta.example.com"},
            "client_secret": "hush", "keys": [{"id": "k1", "primary": true, "createdAt": "2024-01-02T03:04:05Z"}]},
        {"providerId": "azure-1", "name": "Azure", "type": {"name": "openid"},
            "oidc_provider": {"issuer": "https://azure.example.com", "client": {"credentials": {"id": "c", "secret": "hush"}}}}]);
    file["identityProviderSettings"] = json!({"allowNewNonSsoUsers": false});
    file["connectedApps"] = json!([
        {"clientId": "app-2", "name": "Terraform", "organizationId": root, "ownerId": "u-eve", "enabled": true,
            "grantTypes": ["client_credentials"], "client_secret": "hush", "clientSecret": "hush", "lastUsed": null,
            "scopes": [{"scope": "read:organization", "organizationId": root},
                {"scope": "admin:x", "organizationId": root, "environmentId": id("0b", 3)}], "authorizations": []},
        {"clientId": "app-1", "name": "old tool", "organizationId": root, "ownerId": "u-gone",
            "grantTypes": ["authorization_code"], "scopes": [{"scope": "full"}], "lastUsed": "2025-01-01T00:00:00Z",
            "authorizations": [{"id": "z1", "userId": "u-fay", "scopes": ["full"], "lastUsed": "2025-01-01T00:00:00Z"}]},
        {"clientId": "app-3", "name": "Shop", "organizationId": retail}]);
    file["audit"] = json!([
        {"timestamp": "2025-12-02T00:00:00Z", "userName": "eve", "userId": "u-eve", "action": "Delete", "objectType": "Team",
            "objects": [{"objectId": "t1", "objectName": "Old"}, {"objectId": "t2", "objectName": "Older"}]},
        {"timestamp": "2025-12-03T00:00:00Z", "userName": "Fay", "userId": "u-fay", "action": "Login", "objectType": "User",
            "objectId": "u-fay", "failed": true, "payload": {"password": "hush"}},
        {"timestamp": "2025-12-04T00:00:00Z", "action": "Edit", "objectType": "Environment", "organizationId": retail},
        {"timestamp": "2025-12-01T00:00:00Z", "action": "Create", "objectType": "Team", "objectId": "t1"}]);
    file
}

/// The same with more to change: providers of every kind, and API instances that each lock of R60 holds or none. Some
/// nodes count their environments and name their groups, some do not.
pub fn changeable() -> Value {
    let mut file = organization();
    file["organization"]["environmentsCount"] = json!(1);
    file["organization"]["subOrganizationIds"] = json!([id("0a", RETAIL), id("0a", BANK)]);
    let provider = |n: usize, name: &str, kind: &str| json!({"providerId": id("0c", n), "organizationId": id("0a", ROOT), "name": name, "type": {"name": kind}});
    let mut entra = provider(2, "Entra", "openid-dynamic-client");
    entra["azure_ad_provider"] = json!({});
    let ping = provider(3, "Ping", "ping");
    file["clientProviders"].as_array_mut().unwrap().extend([entra, ping]);
    file["environments"][3]["clientManagementProviderIds"] = json!([id("0c", 0), id("0c", 1), id("0c", 2)]);
    let policies =
        json!([{"id": 1, "assetId": "openidconnect-access-token-enforcement"}, {"id": 2, "assetId": "jwt-validation"}]);
    let contracts = json!([{"id": 1, "status": "REVOKED", "applicationId": 2}, {"id": 2, "status": "APPROVED", "applicationId": 1}]);
    let free = json!([{"id": 1, "assetId": "client-id-enforcement"}, {"id": 2, "assetId": "oauth2-token-introspection"},
        {"id": 3, "assetId": "external-oauth2-access-token-enforcement"}]);
    for (n, locks) in [
        (FREE, json!({})),
        (TIED, json!({"policies": policies})),
        (CONTRACTED, json!({"contracts": contracts})),
        (GROUPED, json!({"apiGroup": "Bundle"})),
        (
            LOCKED,
            json!({"policies": policies, "contracts": contracts, "apiGroup": "Bundle"}),
        ),
        (
            NAMED,
            json!({"assetVersion": "1.0.0", "instanceLabel": "blue", "policies": free}),
        ),
        (
            SPELLED,
            json!({"policies": [{"id": 1, "assetId": "openid-connect-access-token-enforcement-flex"}]}),
        ),
    ] {
        let mut api = json!({"id": n, "organizationId": id("0a", ROOT), "environmentId": id("0b", 3),
            "assetId": format!("api-{n}"), "providerId": id("0c", 0), "policies": [], "contracts": [], "x-api": n});
        api.as_object_mut().unwrap().extend(locks.as_object().unwrap().clone());
        file["apis"].as_array_mut().unwrap().push(api);
    }
    file
}

/// The same with users, teams, roles, identity providers, connected apps and an audit log.
pub fn accessible() -> Value {
    access::accessible()
}

/// A folder that lives as long as this, with an organization file in it.
pub struct Place {
    folder: TempDir,
    pub file: PathBuf,
}

impl Place {
    pub fn of(organization: &Value) -> Self {
        Self::text(organization.to_string())
    }

    pub fn text(text: impl AsRef<[u8]>) -> Self {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("acme.json");
        fs::write(&file, text).unwrap();
        Self { folder, file }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn bytes(&self) -> Vec<u8> {
        fs::read(&self.file).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes()).unwrap()
    }

    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).unwrap();
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
    }

    pub fn backend_signed_out(&self) -> FileBackend {
        FileBackend::open(&self.file, clock).unwrap().parallel(parallel)
    }

    /// A copy of the file in memory.
    pub fn copy(&self) -> FileBackend {
        FileBackend::copy(Some(&self.file), clock).unwrap()
    }

    /// Opens the file, signed in as `ada`.
    pub fn backend(&self) -> FileBackend {
        let backend = self.backend_signed_out();
        backend.sign_in(&"ada".into()).unwrap();
        backend
    }
}

/// The file's JSON without its audit.
pub fn without_audit(mut json: Value) -> Value {
    json.as_object_mut().unwrap().shift_remove("audit");
    json
}

/// Environment 0 has an MCP server with provider 0, an agent with provider 1, and one MCP server with the built-in provider.
pub fn with_agents() -> Value {
    let mut file = organization();
    let apis = file["apis"].as_array_mut().unwrap();
    let like = apis[0].clone();
    for (id, kind, provider) in [(30, "mcpServer", 0), (31, "agent", 1), (33, "mcpServer", 9)] {
        let mut api = like.clone();
        api["id"] = json!(id);
        api["kind"] = json!(kind);
        api["assetId"] = json!(format!("tool-{id}"));
        let of = &file["clientProviders"][provider]["providerId"];
        api["providerId"] = of.clone();
        file["apis"].as_array_mut().unwrap().push(api);
    }
    file
}
