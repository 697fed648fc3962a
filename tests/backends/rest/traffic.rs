//! How the platform is asked: pages, forms of answers, requests at a time; and how issuers are.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use amtui::backend::Backend;
use amtui::backend::rest::{Config, Observer, RequestRecord, RestBackend};
use amtui::domain::change::Change;
use amtui::domain::login::{Credentials, Login};
use amtui::domain::secret::Secret;
use amtui::domain::{ApiId, Counted, Environment, Error, ProviderKind};
use serde_json::{Value, json};

use super::urgent::comes;
use super::users::{FrozenClock, ada, bearer, config, parallel};
use crate::asks::{edit, form, text};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{ROOT, changeable, environment, external, org, organization, used, zeta};
use crate::generate::{self, id};

#[test]
fn lists_are_read_to_their_end() {
    let fake = FakePlatform::of(&generate::organization(20, 1200, 20, 2500, 700));
    let (backend, _) = ada(&fake);
    let told = Mutex::new(Vec::new());
    let tell = |some: Vec<Environment>| {
        assert!(some.is_sorted_by_key(|e| (e.name.raw().to_lowercase(), e.id)));
        told.lock().unwrap().push(some.len());
    };
    assert_eq!(backend.stream_environments(&tell).unwrap().len(), 1200);
    assert_eq!(
        *told.lock().unwrap(),
        [500, 1000],
        "what came so far, the whole is the answer"
    );
    let asked: Vec<_> = fake.seen().into_iter().map(|s| s.path).collect();
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(
        asked
            .iter()
            .all(|p| p.contains("expandAll=true") && p.contains("limit=500"))
    );
    let mut clients = HashSet::new();
    for row in backend.providers(org(ROOT)).unwrap() {
        let applications = backend.applications(row.id).unwrap();
        assert_eq!(backend.count_applications(row.id), Ok(Counted::from(&*applications)));
        clients.extend(applications.iter().map(|a| a.id));
    }
    assert_eq!(clients.len(), 700);
}

#[test]
fn organizations_that_are_asked_one_by_one_fill_the_list_one_by_one() {
    let fake = FakePlatform::of(&generate::organization(3, 400, 2, 0, 0));
    let (backend, _) = ada(&fake);
    fake.plan(1, "GET", "expandAll", Fault::Answer(403, "", None));
    let told = Mutex::new(Vec::new());
    let tell = |some: Vec<Environment>| told.lock().unwrap().push(some.len());
    assert_eq!(backend.stream_environments(&tell).unwrap().len(), 400);
    assert_eq!(*told.lock().unwrap(), [100, 200, 300, 400]);
}

#[test]
fn a_row_that_moved_between_pages_counts_once() {
    let fake = FakePlatform::of(&organization());
    let (backend, _) = ada(&fake);
    let row = |n: usize| json!({"id": id("0b", n), "organizationId": id("0a", 0), "name": format!("E{n}")});
    let page = |rows: &[usize], total: usize| -> &'static str {
        let data: Vec<Value> = rows.iter().copied().map(row).collect();
        Box::leak(json!({"data": data, "total": total}).to_string().into_boxed_str())
    };
    fake.plan(1, "GET", "offset=0", Fault::Answer(200, page(&[1, 2], 5), None));
    fake.plan(1, "GET", "offset=2", Fault::Answer(200, page(&[2, 3], 5), None));
    fake.plan(1, "GET", "offset=4", Fault::Answer(200, page(&[], 5), None));
    let names: Vec<_> = backend.environments().unwrap().into_iter().map(|e| e.name).collect();
    assert_eq!(names, ["E1".into(), "E2".into(), "E3".into()]);
}

#[test]
fn both_forms_of_policies_and_ids_are_read_and_an_untold_provider_is_looked_up() {
    let fake = FakePlatform::of(&organization());
    let (backend, _) = ada(&fake);
    let used = used(&backend, environment(0)).unwrap();
    let policies: Vec<_> = used.apis.iter().map(|a| a.policies[0].asset.raw()).collect();
    assert_eq!(policies, ["openidconnect-access-token-enforcement"; 2]);
    assert_eq!(
        (used.apis[1].id.0, used.apis[1].provider),
        (3, external(0)),
        "not told by the list"
    );
    let seen = fake.seen();
    assert!(
        seen.iter()
            .filter(|s| s.path.contains("/policies"))
            .all(|s| s.path.contains("fullInfo=false"))
    );
    let manager = seen.iter().filter(|s| s.path.starts_with("/apimanager"));
    assert!(manager.into_iter().all(|s| s.headers["x-anypnt-env-id"] == id("0b", 0)));

    for untold in ["{\"id\":3}", "{\"id\":3,\"providerId\":7}"] {
        fake.plan(1, "GET", "/apis/3", Fault::Answer(200, untold, None));
        let part = backend.environment_use(environment(0)).unwrap();
        assert_eq!(
            (part.apis.len(), part.apis.coverage.partial_reason()),
            (1, Some("The client provider of 1 of the APIs is not known.")),
            "never taken for the built-in one"
        );
    }
}

#[test]
fn a_list_does_not_wait_for_what_it_cannot_tell() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    let kind = || {
        let rows = backend.providers(org(ROOT)).unwrap();
        rows.into_iter().find(|row| row.id == external(2)).unwrap().kind
    };
    assert_eq!(kind(), ProviderKind::Oidc);
    assert_eq!(fake.seen().len(), 1);
    let read = backend.provider(org(ROOT), external(2)).unwrap();
    assert_eq!((read.row.kind, kind()), (ProviderKind::EntraId, ProviderKind::EntraId));
    assert_eq!(fake.seen().len(), 2, "once read it is known");
}

#[test]
fn signing_in_takes_two_round_trips_and_any_list_one_more() {
    let fake = FakePlatform::of(&organization());
    let app = Credentials::ConnectedApp {
        client_id: "app-1".into(),
        client_secret: Secret::new("hush-app".into()),
    };
    for list in [
        (|backend| backend.providers(org(ROOT)).map(drop)) as fn(&RestBackend) -> Result<(), Error>,
        |backend| backend.tree().map(drop),
        |backend| backend.environments().map(drop),
    ] {
        let backend = RestBackend::new(config(fake.url(), app.clone(), Arc::default())).unwrap();
        let account = backend.sign_in(&Login::Given).unwrap();
        assert_eq!(
            account.active,
            Some(org(ROOT)),
            "where one works is known without the tree"
        );
        assert_eq!(fake.seen().len(), 2);
        list(&backend).unwrap();
        assert_eq!(fake.seen().len(), 1);
    }
}

#[test]
fn what_an_environment_uses_comes_without_policies_and_contracts() {
    let fake = FakePlatform::of(&organization());
    let (backend, _) = ada(&fake);
    backend.environments().unwrap();
    fake.seen();
    let used = backend.environment_use(environment(2)).unwrap();
    let known: Vec<_> = used.apis.iter().map(|a| (a.id.0, a.protection_known())).collect();
    assert_eq!(known, [(4, false), (5, false)]);
    assert_eq!(fake.seen().len(), 3, "three lists");
    let read = backend.protection(environment(2), ApiId(5)).unwrap();
    assert_eq!((read.policies.len(), read.contracts.len()), (1, 1));
    assert_eq!(fake.seen().len(), 2, "policies and contracts of one");
}

/// Reads while the first `wanted` requests whose path holds `part` wait for each other. The others take their time, for any
/// that would be too many.
fn meet(fake: &FakePlatform, wanted: usize, part: &'static str, read: impl FnOnce() + Send) {
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(wanted, "GET", part, Fault::Held(Arc::clone(&gate)));
    fake.plan(200, "GET", part, Fault::Delay(Duration::from_millis(2)));
    thread::scope(|scope| {
        scope.spawn(read);
        let met = comes(|| fake.busy() == wanted);
        drop(held);
        assert!(met, "{} requests are under way", fake.busy());
    });
}

#[test]
fn requests_share_connections_and_are_at_most_so_many() {
    let fake = FakePlatform::of(&generate::organization(1, 1, 4, 300, 4));
    let mut config = config(fake.url(), bearer("ada"), Arc::default());
    config.limits.concurrency = 3;
    let backend = RestBackend::new(config).unwrap();
    backend.sign_in(&"ada".into()).unwrap();
    let at = backend.environments().unwrap()[0].id;
    let read = || assert_eq!(backend.environment_use(at).unwrap().apis.len(), 300);
    meet(&fake, 3, "/apis/", read);
    let seen = fake.seen();
    let connections: HashSet<_> = seen.iter().map(|s| s.connection).collect();
    assert!(
        seen.len() > 100 && connections.len() <= 4,
        "{} over {connections:?}",
        seen.len()
    );
    assert_eq!(fake.busiest(), 3);
}

#[test]
fn all_who_ask_at_once_share_the_limit() {
    let fake = FakePlatform::of(&organization());
    let mut config = config(fake.url(), bearer("ada"), Arc::default());
    config.limits.concurrency = 2;
    let backend = RestBackend::new(config).unwrap();
    backend.sign_in(&"ada".into()).unwrap();
    let read = || assert_eq!(backend.environments().unwrap().len(), 4);
    meet(&fake, 2, "/environments", || parallel(6, &read));
    assert_eq!(fake.busiest(), 2);
}

#[test]
fn an_edit_sends_what_it_names_and_nothing_that_the_contract_lacks() {
    let fake = FakePlatform::of(&changeable());
    fake.model(|w| {
        let oidc = &mut w.file["clientProviders"][0]["oidc_dynamic_client_provider"];
        oidc["primary_client"]["secret"] = json!("********");
        oidc["issuer"] = json!("https://idp.example.com");
    });
    let (backend, _) = ada(&fake);
    assert_eq!(
        backend.provider(org(ROOT), external(0)).unwrap().secrets.len(),
        1,
        "a mask is a secret"
    );
    let grants = ("/oidc_dynamic_client_provider/supported_grant_types", text("implicit"));
    let alone = backend.change(&edit(&backend, 0, std::slice::from_ref(&grants)));
    assert!(matches!(alone, Err(Error::Unsupported(_))), "{alone:?}");
    assert_eq!(fake.writes().len(), 0);
    let issuer = ("/oidc_dynamic_client_provider/issuer", text(""));
    backend
        .change(&edit(&backend, 0, &[("/name", text("Zeta")), issuer, grants.clone()]))
        .unwrap();
    let sent = fake.seen().into_iter().find(|s| s.method != "GET").unwrap();
    let wanted = json!({"name": "Zeta", "oidc_dynamic_client_provider": {"issuer": null}});
    assert_eq!((sent.method.as_str(), sent.body), ("PATCH", wanted));

    let mut draft = form(ProviderKind::Oidc, "Okta");
    draft.put(grants.0, "implicit");
    let added = Change::AddProvider {
        organization: org(ROOT),
        kind: ProviderKind::Oidc,
        edits: draft.edits(),
    };
    backend.change(&added).unwrap();
}

#[test]
fn a_change_goes_over_a_connection_that_nobody_can_have_closed() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    backend.change(&zeta()).unwrap();
    let seen = fake.seen();
    let at = seen.iter().position(|s| s.method == "DELETE").unwrap();
    assert!(seen[..at].iter().all(|s| s.connection != seen[at].connection));
}

#[test]
fn a_limit_of_an_issuer_is_not_told_as_the_platform_s() {
    struct NoLimit;
    impl Observer for NoLimit {
        fn asked(&self, _: &RequestRecord) {}
        fn limited(&self, _: i64) {
            panic!("the platform takes requests");
        }
    }
    let fake = FakePlatform::of(&organization());
    let clock = Arc::new(FrozenClock::default());
    let config = Config {
        observer: Arc::new(NoLimit),
        ..config(fake.url(), bearer("ada"), clock)
    };
    let backend = RestBackend::new(config).unwrap();
    backend.sign_in(&"ada".into()).unwrap();
    fake.plan(1, "GET", "/.well-known/", Fault::Answer(429, "", Some(3)));
    let issuer = format!("{}/tenant", fake.url());
    assert_eq!(
        backend.discover(&issuer.as_str().into()).unwrap_err().to_string(),
        format!("There is no discovery document for {issuer}.")
    );
}

#[test]
fn an_issuer_is_asked_at_both_addresses_and_never_given_a_token() {
    let fake = FakePlatform::of(&organization());
    let (backend, _) = ada(&fake);
    let issuer = format!("{}/tenant", fake.url());
    assert_eq!(
        backend.discover(&issuer.as_str().into()).unwrap_err().to_string(),
        format!("There is no discovery document for {issuer}.")
    );
    fake.seen();
    let put = |path: &str, document: Value| {
        fake.model(|w| w.documents.insert(path.into(), document.to_string()));
    };
    let (oauth, openid) = (
        "/.well-known/oauth-authorization-server/tenant",
        "/tenant/.well-known/openid-configuration",
    );
    put(
        oauth,
        json!({"issuer": issuer, "token_endpoint": "https://one.example.com/token"}),
    );
    put(
        openid,
        json!({"issuer": issuer, "token_endpoint": "https://two.example.com/token", "grant_types_supported": ["implicit"]}),
    );
    let found = backend.discover(&format!(" {issuer}/ ").as_str().into()).unwrap();
    let values: Vec<_> = found.found.iter().map(|(_, value)| value.raw()).collect();
    assert_eq!(
        values,
        ["https://one.example.com/token", "implicit"],
        "the first address goes before the second"
    );
    let seen = fake.seen();
    assert_eq!(
        seen.iter().map(|s| s.path.as_str()).collect::<Vec<_>>(),
        [oauth, openid]
    );
    assert!(seen.iter().all(|s| !s.headers.contains_key("authorization")));

    put(
        openid,
        json!({"issuer": "https://other.example.com", "grant_types_supported": ["password"]}),
    );
    let found = backend.discover(&issuer.as_str().into()).unwrap();
    assert_eq!(found.found.len(), 1, "what another issuer says counts for nothing");
    fake.model(|w| w.documents.remove(oauth));
    assert!(
        matches!(backend.discover(&issuer.as_str().into()), Err(Error::Discovery(why)) if why.contains("other.example.com"))
    );

    for odd in ["http://idp.example.com", "idp", " ", "file:///etc/passwd"] {
        assert!(
            matches!(backend.discover(&odd.into()), Err(Error::Discovery(_))),
            "{odd}"
        );
    }
}
