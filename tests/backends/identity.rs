//! Identity providers, connected apps and the audit log, as every backend tells them.

use amtui::backend::Backend;
use amtui::domain::audit::AuditQuery;
use amtui::domain::connected_app::AppKind;
use amtui::domain::identity_provider::IdentityProviderKind;
use amtui::domain::time::{LastTime, UnixTime};
use amtui::domain::{IdentityProviderRef, Untrusted};

use crate::fixture::access::{app, identity_provider, user};
use crate::fixture::{RETAIL, ROOT, environment, org};
use crate::suite::sign_in;

suite! {
    on accessible;
    read: the_built_in_identity_provider_comes_first, an_identity_provider_is_told_without_secrets, connected_apps_are_told_with_scopes_and_authorizations, the_audit_comes_newest_first, the_audit_is_filtered, the_audit_tells_what_it_can_be_asked_for;
    write: nothing_is_told_to_who_administers_nothing;
    rest: the_built_in_identity_provider_comes_first, an_identity_provider_is_told_without_secrets, connected_apps_are_told_with_scopes_and_authorizations, the_audit_comes_newest_first, the_audit_is_filtered, the_audit_tells_what_it_can_be_asked_for,
}

fn at(text: &str) -> UnixTime {
    UnixTime::parse(text).unwrap()
}

fn names<'a>(names: impl IntoIterator<Item = &'a Untrusted>) -> Vec<&'a str> {
    names.into_iter().map(Untrusted::raw).collect()
}

fn the_built_in_identity_provider_comes_first(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let all = backend.identity_providers().unwrap();
    let told: Vec<_> = all.iter().map(|one| (one.name.raw(), &one.kind)).collect();
    assert_eq!(
        told,
        [
            ("Anypoint", &IdentityProviderKind::Anypoint),
            ("Entra", &IdentityProviderKind::OpenId),
            ("Okta", &IdentityProviderKind::Saml),
        ]
    );
}

fn an_identity_provider_is_told_without_secrets(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let details = |n| {
        backend
            .identity_provider(IdentityProviderRef::External(identity_provider(n)))
            .unwrap()
    };
    let okta = details(0);
    let settings: Vec<_> = okta
        .settings
        .iter()
        .map(|(label, value)| (*label, value.raw()))
        .collect();
    assert_eq!(
        settings,
        [
            ("Sign On URL", "https://okta.example.com/sso"),
            ("Issuer", "https://okta.example.com"),
            ("Audience", "acme"),
        ]
    );
    assert_eq!(okta.login_disabled, Some(false));
    assert!(!format!("{:?}", details(1)).contains("hush"));
    let built_in = backend.identity_provider(IdentityProviderRef::BuiltIn).unwrap();
    assert_eq!((built_in.settings.len(), built_in.provider.name.raw()), (0, "Anypoint"));
    let keys = backend.identity_provider_keys(identity_provider(0)).unwrap();
    let told: Vec<_> = keys
        .iter()
        .map(|key| (key.id.raw(), key.primary, key.created))
        .collect();
    assert_eq!(told, [("key-1", Some(true), Some(at("2024-05-06T07:08:09Z")))]);
    let settings = backend.identity_settings().unwrap();
    assert_eq!(
        (settings.allow_new_non_sso_users, settings.bypass_expiration),
        (Some(false), None)
    );
}

fn connected_apps_are_told_with_scopes_and_authorizations(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let apps = backend.connected_apps(org(ROOT)).unwrap();
    let told: Vec<_> = apps.iter().map(|a| (a.name.raw(), a.kind(), a.owner)).collect();
    assert_eq!(
        told,
        [
            ("Catalog", AppKind::User, Some(user("ada"))),
            ("Deployer", AppKind::OwnBehalf, Some(user("gone"))),
        ]
    );
    assert_eq!(apps[0].scopes.as_ref().map(names), Some(vec!["profile"]));
    assert_eq!(
        apps[0].redirect_uris.as_ref().map(names),
        Some(vec!["https://catalog.example.com", "https://b.example.com"])
    );
    let website = apps[0].website.as_ref().map(Untrusted::raw);
    assert_eq!(website, Some("https://catalog.example.com#client_secret=***"));
    assert!(!format!("{apps:?}").contains("hush"));
    let scopes = backend.app_scopes(org(ROOT), app(1)).unwrap();
    let told: Vec<_> = scopes
        .iter()
        .map(|s| (s.scope.raw(), s.context.organization, s.context.environment))
        .collect();
    assert_eq!(
        told,
        [
            ("full", None, None),
            ("read:orgusers", Some(org(RETAIL)), Some(environment(0)))
        ]
    );
    let authorizations = backend.app_authorizations(org(ROOT)).unwrap();
    let told: Vec<_> = authorizations.iter().map(|a| (a.app, a.user, a.last_used)).collect();
    assert_eq!(told, [(app(0), Some(user("ben")), LastTime::Never)]);
    assert!(backend.connected_apps(org(RETAIL)).unwrap().is_empty());
}

fn query() -> AuditQuery {
    AuditQuery::since(org(ROOT), at("2025-12-01T00:00:00Z"), 1000)
}

/// The days of the entries that a query finds.
fn days(backend: &dyn Backend, query: &AuditQuery) -> Vec<String> {
    let found = backend.audit(query).unwrap();
    found
        .iter()
        .map(|entry| entry.id.as_ref().unwrap().raw().to_owned())
        .collect()
}

fn the_audit_comes_newest_first(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let all = backend.audit(&query()).unwrap();
    assert!(all.is_complete());
    assert_eq!(days(backend, &query()), ["e5", "e3", "e2", "e1"]);
    let newest = &all[0];
    assert_eq!(newest.time, Some(at("2025-12-05T10:00:00Z")));
    let text = |value: &Option<Untrusted>| value.as_ref().map(|text| text.raw().to_owned()).unwrap_or_default();
    assert_eq!(
        [
            &newest.product,
            &newest.object_type,
            &newest.action,
            &newest.user,
            &newest.connected_app
        ]
        .map(text),
        ["api-platform-api", "User", "Edit", "ben", "Deployer"]
    );
    assert_eq!(newest.user_id, Some(user("ben")));
    assert_eq!(text(&newest.environment.as_ref().unwrap().name), "Env 3");
    let objects: Vec<_> = all[2].objects.iter().map(|object| text(&object.name)).collect();
    assert_eq!(objects, ["cy", "dee"], "one entry may name several");
    assert_eq!(
        (all[1].failed, text(&all[1].client_ip)),
        (Some(true), "192.0.2.7".into())
    );
    assert!(!format!("{all:?}").contains("hush"));
    let part = backend.audit(&AuditQuery { limit: 2, ..query() }).unwrap();
    assert_eq!(
        (part.len(), part.coverage.partial_reason()),
        (2, Some("Only the newest 2 entries are read."))
    );
}

fn the_audit_is_filtered(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let find = |query| days(backend, &query);
    let words = |word: &str| vec![Untrusted::new(word)];
    assert_eq!(
        find(AuditQuery {
            from: at("2025-12-02T00:00:00Z"),
            to: Some(at("2025-12-04T00:00:00Z")),
            ..query()
        }),
        ["e3", "e2"]
    );
    assert_eq!(
        find(AuditQuery {
            products: words("api-platform-api"),
            ..query()
        }),
        ["e5"]
    );
    assert_eq!(
        find(AuditQuery {
            object_types: words("Team"),
            ..query()
        }),
        ["e1"]
    );
    assert_eq!(
        find(AuditQuery {
            actions: words("Login"),
            ..query()
        }),
        ["e3"]
    );
    assert_eq!(
        find(AuditQuery {
            users: vec![user("ben")],
            ..query()
        }),
        ["e5"]
    );
    assert_eq!(
        find(AuditQuery {
            environments: vec![environment(3)],
            ..query()
        }),
        ["e5"]
    );
    assert_eq!(
        find(AuditQuery {
            failed: Some(true),
            ..query()
        }),
        ["e3"]
    );
    assert_eq!(
        find(AuditQuery {
            objects: words("u-dee"),
            ..query()
        }),
        ["e2"]
    );
    let retail = AuditQuery {
        organization: org(RETAIL),
        objects: words("u-cy"),
        ..query()
    };
    assert_eq!(find(retail), ["e4"], "what stands in the object is about it too");
}

fn the_audit_tells_what_it_can_be_asked_for(backend: &dyn Backend) {
    sign_in(backend, "ada");
    let values = backend.audit_values(org(ROOT)).unwrap();
    let all = [&values.products, &values.object_types, &values.actions];
    let told = all.map(|values| names(values.iter().map(|value| &value.name)));
    assert_eq!(
        told,
        [
            vec!["CoreServices", "api-platform-api"],
            vec!["Team", "User"],
            vec!["Edit", "Login"]
        ]
    );
}

fn nothing_is_told_to_who_administers_nothing(backend: &dyn Backend) {
    sign_in(backend, "cy");
    assert!(backend.users(org(ROOT)).is_err());
    assert!(backend.teams().is_err());
    assert!(backend.connected_apps(org(ROOT)).is_err());
    assert!(backend.audit(&query()).is_err());
    assert!(backend.identity_providers().is_err());
}
