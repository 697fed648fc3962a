//! Signing in, and what is told of secrets.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use amtui::backend::Backend;
use amtui::backend::rest::RestBackend;
use amtui::domain::login::{Credentials, Login};
use amtui::domain::secret::Secret;
use amtui::domain::{Error, ProviderKind, ProviderRef};

use super::users::{FrozenClock, ada, bearer, config};
use crate::asks::{NEW_SECRET, add, every};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{RETAIL, ROOT, changeable, environment, external, org, organization, zeta};

pub fn app() -> Credentials {
    Credentials::ConnectedApp {
        client_id: "app-1".into(),
        client_secret: Secret::new("hush-app".into()),
    }
}

fn user(name: &str) -> Credentials {
    Credentials::User {
        username: name.into(),
        password: Secret::new(format!("hush-{name}")),
    }
}

fn backend(fake: &FakePlatform, credentials: Credentials) -> RestBackend {
    RestBackend::new(config(fake.url(), credentials, Arc::new(FrozenClock::default()))).unwrap()
}

#[test]
fn the_one_account_is_that_behind_the_credentials() {
    let fake = FakePlatform::of(&organization());
    for (credentials, name, permission, active) in [
        (
            bearer("ada"),
            "ada",
            "Organization Administrator of Acme (root)",
            org(ROOT),
        ),
        (
            user("ben"),
            "ben",
            "Organization Administrator of Retail only",
            org(RETAIL),
        ),
        (user("cy"), "cy", "no administration", org(ROOT)),
        (app(), "Console", "permissions unknown; the platform decides", org(ROOT)),
    ] {
        let backend = backend(&fake, credentials);
        assert_eq!(backend.tree(), Err(Error::SignedOut));
        assert_eq!(backend.providers(org(ROOT)), Err(Error::SignedOut));
        assert_eq!(backend.change(&zeta()), Err(Error::SignedOut));
        let accounts = backend.accounts().unwrap();
        assert_eq!(accounts.len(), 1);
        assert_eq!(accounts[0].username, name.into());
        assert_eq!(accounts[0].active, Some(active));
        assert!(matches!(backend.sign_in(&"nobody".into()), Err(Error::NotFound(_))));
        assert_eq!(backend.sign_in(&name.into()), Ok(accounts[0].clone()));
        assert_eq!(backend.tree().unwrap().root().unwrap().id, org(ROOT));
        let account = backend.account().unwrap();
        assert_eq!(
            (account.permission.as_str(), account.limited_by_scopes),
            (permission, name == "Console")
        );
    }
    let root = backend(&fake, app());
    root.sign_in(&"Console".into()).unwrap();
    let told = root.tree().unwrap().root().unwrap().entitlements.clone();
    assert_eq!(told, [("createSubOrgs".into(), true)], "what is counted is left out");
}

#[test]
fn roles_are_a_hint_and_the_platform_decides() {
    let fake = FakePlatform::of(&organization());
    let ben = backend(&fake, user("ben"));
    ben.sign_in(&"ben".into()).unwrap();
    assert!(matches!(ben.change(&zeta()), Err(Error::Forbidden(_))));
    assert_eq!(fake.writes().len(), 1, "it was asked");
    assert!(
        matches!(ben.environment_use(environment(2)), Err(Error::NotFound(_))),
        "not told of"
    );
    assert!(matches!(ben.applications(external(0)), Err(Error::Forbidden(_))));
    let full = ben.provider(org(ROOT), external(0)).unwrap();
    assert_eq!((full.config, full.row.name), (None, "zeta IdP".into()));

    fake.plan(9, "GET", "/roles", Fault::Answer(403, "", None));
    let ada = backend(&fake, bearer("ada"));
    ada.sign_in(&"ada".into()).unwrap();
    let account = ada.account().unwrap();
    assert!(account.administers_any(), "what is not known closes nothing");
}

#[test]
fn who_cannot_sign_in_is_told_why() {
    let fake = FakePlatform::of(&organization());
    let wrong = Credentials::ConnectedApp {
        client_id: "app-1".into(),
        client_secret: Secret::new("hush-wrong".into()),
    };
    for (credentials, says) in [
        (
            user("nobody"),
            "Not allowed: these credentials are not known: Unauthorized (401).",
        ),
        (
            wrong,
            "Not allowed: these credentials are not known: invalid_client (401).",
        ),
        (
            user("mfa"),
            "Not allowed: this account needs a second factor, which amtui can't ask for. Sign in with the \
             browser, a connected app or a token instead.",
        ),
        (bearer("nobody"), "You are signed out. Sign in again to go on."),
    ] {
        assert_eq!(backend(&fake, credentials).accounts().unwrap_err().to_string(), says);
    }
    for (status, body, says) in [
        (
            403,
            "Locked",
            "Not allowed: this account may not sign in: Locked (403).",
        ),
        (
            418,
            "{\"target\":\"composer\"}",
            "Not allowed: this account belongs to another product of the platform.",
        ),
        (200, "{}", "No usable answer: it signed in but gave no token."),
        (500, "hush-ada is odd", "No answer: *** is odd (500)."),
    ] {
        fake.seen();
        fake.plan(1, "POST", "/login", Fault::Answer(status, body, None));
        assert_eq!(backend(&fake, user("ada")).accounts().unwrap_err().to_string(), says);
        assert_eq!(fake.seen().len(), 1, "credentials are sent once");
    }
}

#[test]
fn a_token_that_ended_is_renewed_once_for_a_request() {
    let fake = FakePlatform::of(&organization());
    let ada = backend(&fake, user("ada"));
    ada.sign_in(&"ada".into()).unwrap();
    fake.seen();
    let over = |times| fake.plan(times, "GET", "/api/me", Fault::Answer(401, "Unauthorized", None));
    fake.plan(1, "GET", "/environments?", Fault::Answer(401, "Unauthorized", None));
    over(1);
    assert_eq!(ada.environments().unwrap().len(), 4);
    let asked: Vec<_> = fake.seen().into_iter().map(|s| s.method).collect();
    assert_eq!(asked, ["GET", "GET", "POST", "GET"]);

    fake.plan(9, "DELETE", "clientProviders", Fault::Answer(401, "Unauthorized", None));
    assert!(matches!(ada.change(&zeta()), Err(Error::Forbidden(_))));
    assert_eq!(fake.writes().len(), 1, "the token is good: a new one could do no more");
    over(1);
    assert!(matches!(ada.change(&zeta()), Err(Error::Rejected(_))));
    assert_eq!(
        fake.writes().len(),
        1,
        "a change is sent once, whatever became of the token"
    );

    let bearer = backend(&fake, bearer("ada"));
    bearer.sign_in(&"ada".into()).unwrap();
    fake.plan(99, "GET", "/environments", Fault::Answer(401, "", None));
    assert!(
        matches!(bearer.environments(), Err(Error::Forbidden(_))),
        "the token is good, and not enough"
    );
    over(99);
    assert_eq!(bearer.environments(), Err(Error::SignedOut));
}

#[test]
fn a_connected_app_that_may_not_is_told_who_may() {
    let fake = FakePlatform::of(&organization());
    let app = backend(&fake, app());
    app.sign_in(&"Console".into()).unwrap();
    fake.plan(9, "DELETE", "clientProviders", Fault::Answer(403, "No", None));
    let why = app.change(&zeta()).unwrap_err().to_string();
    assert!(why.ends_with("sign in as an administrator."), "{why}");
}

#[test]
fn addresses_are_encrypted_or_of_this_machine() {
    let open = |url: &str| RestBackend::new(config(url.into(), bearer("ada"), Arc::default())).map(|_| ());
    for url in ["https://anypoint.example.com", "http://127.0.0.1:9", "http://[::1]:9/"] {
        assert_eq!(open(url), Ok(()), "{url}");
    }
    for url in [
        "http://anypoint.example.com",
        "http://localhost:9",
        "http://127.0.0.1.example.com",
        "ftp://127.0.0.1",
        "https://u:p@x.example.com",
        "https://x.example.com/?a=b",
        "anypoint.example.com",
        "",
    ] {
        let why = open(url).unwrap_err();
        assert!(!why.contains("u:p"), "{why}");
    }
}

#[test]
fn no_secret_is_in_an_answer_or_an_error() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    let mut told = format!("{backend:?} {:?} {:?}", app(), backend.tree());
    for row in backend.providers(org(ROOT)).unwrap() {
        write!(
            told,
            "{:?} {:?}",
            backend.provider(org(ROOT), row.id),
            backend.applications(row.id)
        )
        .unwrap();
    }
    for e in backend.environments().unwrap() {
        write!(told, "{:?}", backend.environment_use(e.id)).unwrap();
    }
    write!(
        told,
        "{:?} {:?}",
        backend.applications(ProviderRef::BuiltIn),
        backend.reveal_secret(org(ROOT))
    )
    .unwrap();
    // A server that quotes what it was sent.
    let quoted = format!("'{NEW_SECRET}' is too short, says token-ada");
    fake.plan(
        9,
        "POST",
        "clientProviders",
        Fault::Answer(400, Box::leak(quoted.into_boxed_str()), None),
    );
    let why = backend.change(&add(ProviderKind::Oidc, "Okta"));
    write!(told, "{why:?}").unwrap();
    assert!(told.contains("'***' is too short, says ***"), "{told}");
    assert!(!told.contains("hush") && !told.contains("token-ada"), "{told}");
}

#[test]
fn what_the_contract_has_no_call_for_is_said_to_be_so() {
    let fake = FakePlatform::of(&changeable());
    let (backend, _) = ada(&fake);
    assert!(matches!(backend.undo(), Err(Error::Unsupported(_))));
    assert!(matches!(backend.start_over(), Err(Error::Unsupported(_))));
    assert!(matches!(backend.reveal_secret(org(ROOT)), Err(Error::Unsupported(_))));
    assert_eq!(fake.seen().len(), 0, "nothing was asked");
    for (change, said) in every(&backend) {
        assert_eq!(backend.change(&change).unwrap().summary(&change), said);
    }
}

#[test]
fn who_signed_out_is_asked_nothing_more_and_what_was_typed_is_gone() {
    let fake = FakePlatform::of(&organization());
    let backend = backend(&fake, app());
    backend.sign_in(&Login::Given).unwrap();
    backend.sign_out();
    assert_eq!(fake.seen().len(), 2);
    assert_eq!(backend.environments(), Err(Error::SignedOut));
    assert_eq!(fake.seen().len(), 0);
    // What a profile gives is there for the next time, with another token.
    backend.sign_in(&Login::Given).unwrap();
    assert_eq!(fake.seen().len(), 2);
    // What was typed is not.
    backend.sign_in(&Login::Typed(user("ben"))).unwrap();
    backend.sign_out();
    fake.seen();
    assert_eq!(backend.sign_in(&Login::Given), Err(Error::SignedOut));
    assert_eq!(fake.seen().len(), 0);
}

#[test]
fn a_token_that_comes_after_signing_out_belongs_to_nobody() {
    let fake = FakePlatform::of(&organization());
    let backend = backend(&fake, app());
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(1, "POST", "oauth2/token", Fault::Held(Arc::clone(&gate)));
    std::thread::scope(|scope| {
        let signs_in = scope.spawn(|| backend.sign_in(&Login::Given));
        while fake.seen().is_empty() {
            std::thread::yield_now();
        }
        backend.sign_out();
        drop(held);
        assert_eq!(signs_in.join().unwrap(), Err(Error::SignedOut));
    });
    backend.sign_in(&Login::Given).unwrap();
    let tokens = fake.seen().iter().filter(|s| s.path.contains("oauth2/token")).count();
    assert_eq!(tokens, 1, "another one is asked for");
}

#[test]
fn a_late_answer_about_the_old_token_leaves_the_new_session() {
    let fake = FakePlatform::of(&organization());
    let backend = backend(&fake, bearer("ada"));
    backend.sign_in(&Login::Given).unwrap();
    fake.seen();
    let gate = Arc::new(Mutex::new(()));
    let held = gate.lock().unwrap();
    fake.plan(1, "GET", "/environments", Fault::Held(Arc::clone(&gate)));
    std::thread::scope(|scope| {
        let late = scope.spawn(|| backend.environments());
        while fake.seen().is_empty() {
            std::thread::yield_now();
        }
        fake.end("token-ada");
        assert_eq!(backend.tree(), Err(Error::SignedOut));
        backend.sign_in(&Login::Typed(bearer("ada~2"))).unwrap();
        drop(held);
        assert_eq!(late.join().unwrap(), Err(Error::SignedOut));
    });
    assert_eq!(backend.environments().unwrap().len(), 4);
}
