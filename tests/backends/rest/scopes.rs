//! What a connected app is not told may only be out of its scopes (R27).

use amtui::backend::Backend;
use amtui::domain::impact::{Impact, Unseen};
use amtui::domain::{EnvironmentId, Error};
use serde_json::{Value, json};

use super::parts::{Edit, backend, copy, impact, snapshot};
use crate::fake_platform::FakePlatform;
use crate::fixture::{environment, organization};
use crate::generate::id;

/// One whose environments all have a client provider and an API.
fn full() -> Value {
    let mut file = organization();
    file["environments"][2]["clientManagementProviderIds"] = json!([id("0c", 1)]);
    let mut api = file["apis"][0].clone();
    (api["id"], api["environmentId"], api["organizationId"]) = (9.into(), id("0b", 3).into(), id("0a", 0).into());
    file["apis"].as_array_mut().unwrap().push(api);
    file
}

// R27
#[test]
fn an_empty_list_proves_nothing_to_an_app_that_may_lack_its_scope() {
    let cases: [(&'static str, Edit, Unseen); 4] = [
        (
            "0003/apis?",
            |_, body| *body = json!({"assets": [], "total": 0}),
            Unseen::Apis,
        ),
        (
            "/clientManagementProviders",
            |_, body| body["suggestedClientManagementProviderIds"] = json!([]),
            Unseen::Providers,
        ),
        ("/policies", |_, body| *body = json!([]), Unseen::Policies),
        (
            "/contracts",
            |_, body| *body = json!({"contracts": [], "total": 0}),
            Unseen::Contracts,
        ),
    ];
    for (path, edit, unseen) in cases {
        let fake = FakePlatform::of(&full());
        let whole = impact(&backend(&fake, "app"));
        assert!(whole.complete() && whole.assumed.is_empty(), "{whole:?}");
        fake.edit(path, edit);
        if let Unseen::Apis = unseen {
            fake.edit("/xapi/", |path, body| {
                if path.contains("0003/apis?") {
                    *body = json!({"instances": [], "total": 0});
                }
            });
        }
        let app = backend(&fake, "app");
        let doubted = impact(&app);
        let places = if let Unseen::Apis = unseen { 3..4 } else { 0..4 };
        let all: Vec<_> = places.map(|n| (environment(n), unseen)).collect();
        assert_eq!(sorted(&doubted), all, "{path}");
        assert!(!doubted.complete());
        let hidden = unseen == Unseen::Contracts;
        assert_eq!(doubted.contracts.words().is_none(), hidden, "{path}: {doubted:?}");
        let (copy, _folder) = copy(&snapshot(&app));
        assert_eq!(
            impact(&copy).unverified,
            doubted.unverified,
            "{path}: the copy proves no more"
        );
        assert!(
            impact(&backend(&fake, "ada")).complete(),
            "{path}: a person is told what there is"
        );
    }
}

fn sorted(impact: &Impact) -> Vec<(EnvironmentId, Unseen)> {
    let mut all = impact.unverified.clone();
    all.sort_unstable();
    all
}

// R27
#[test]
fn another_list_shows_that_the_scope_is_there() {
    let fake = FakePlatform::of(&full());
    let app = backend(&fake, "app");
    fake.edit("0000/apis/3/policies", |_, body| *body = json!([]));
    fake.edit("0000/apis/3/contracts", |_, body| {
        *body = json!({"contracts": [], "total": 0});
    });
    fake.edit("0000/clientManagementProviders", |_, body| {
        body["suggestedClientManagementProviderIds"] = json!([]);
    });
    let found = impact(&app);
    assert!(found.complete(), "others have policies, contracts and client providers");
    // A scope may be granted for those alone: that is told.
    let of = [Unseen::Providers, Unseen::Policies, Unseen::Contracts];
    assert_eq!(found.assumed, of.map(|of| (environment(0), of)));
    assert_eq!(
        found.assumptions().unwrap(),
        "Assumed: no client provider in 1 environment, no policy in 1 environment, no contract in 1 environment. Only other \
         environments show that the app has the scope."
    );
    let (copy, _folder) = copy(&snapshot(&app));
    let told = impact(&copy).assumed;
    // For the snapshot all policies were read: another API of the environment shows some.
    assert_eq!(told, [(environment(0), Unseen::Providers)], "the copy proves no more");
    assert_eq!(
        impact(&backend(&fake, "ada")).assumed,
        [],
        "a person is told what there is"
    );
}

// R27
#[test]
fn an_api_of_another_provider_shows_that_the_scope_is_there() {
    let fake = FakePlatform::of(&full());
    for (part, none) in [
        ("/policies", json!([])),
        ("/contracts", json!({"contracts": [], "total": 0})),
    ] {
        fake.edit(part, move |path, body| {
            if !path.contains("/apis/1/") {
                *body = none.clone();
            }
        });
    }
    let found = impact(&backend(&fake, "app"));
    assert!(found.complete(), "API 1 shows a policy and a contract: {found:?}");
    let asked = fake.seen();
    let known = |path: &str| {
        ["/apis/4/policies", "/apis/4/contracts"]
            .iter()
            .any(|part| path.contains(part))
    };
    assert!(
        !asked.iter().any(|seen| known(&seen.path)),
        "the built-in provider's are not read"
    );
}

#[test]
fn an_environment_that_an_empty_list_lacks_may_be_there_for_an_app() {
    let fake = FakePlatform::of(&full());
    fake.edit("expandAll", |_, body| *body = json!({"data": [], "total": 0}));
    let read = backend(&fake, "app").environment_use(environment(0));
    assert!(matches!(read, Err(Error::Failed(_))), "{read:?}");
    let read = backend(&fake, "ada").environment_use(environment(0));
    assert!(matches!(read, Err(Error::NotFound(_))), "{read:?}");
}
