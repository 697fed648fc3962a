//! Signing in through a connected app: in the browser, and with a password.

use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use amtui::backend::Backend;
use amtui::backend::rest::{Config, RestBackend};
use amtui::backend::task::{Task, Urgency};
use amtui::domain::Error;
use amtui::domain::login::{Credentials, Login, Redirect};
use amtui::domain::secret::Secret;

use super::users::{FrozenClock, config};
use crate::browser::{free_port, get, location, sign_in};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture::{ROOT, org, organization};

/// What the person does with the address.
type Person = fn(&str);

/// What was said, and the pages that came back.
#[derive(Default)]
struct Heard {
    addresses: Mutex<Vec<String>>,
    browsers: Mutex<Vec<thread::JoinHandle<()>>>,
}

impl Heard {
    /// Waits for the browsers to be done.
    fn addresses(&self) -> Vec<String> {
        for browser in self.browsers.lock().unwrap().drain(..) {
            browser.join().unwrap();
        }
        self.addresses.lock().unwrap().clone()
    }
}

fn through_browser(port: u16) -> Credentials {
    Credentials::AuthorizationCode {
        client_id: "app-2".into(),
        client_secret: Secret::new("hush-app-2".into()),
        redirect: Redirect {
            port,
            ..Redirect::default()
        },
    }
}

fn with_password(name: &str, password: &str, secret: &str) -> Credentials {
    Credentials::PasswordGrant {
        client_id: "app-2".into(),
        client_secret: Secret::new(secret.into()),
        username: name.into(),
        password: Secret::new(password.into()),
    }
}

fn of(fake: &FakePlatform, credentials: Credentials, person: Person) -> (RestBackend, Arc<Heard>) {
    let heard = Arc::<Heard>::default();
    let config = heard_by(
        &heard,
        config(fake.url(), credentials, Arc::new(FrozenClock::default())),
        person,
    );
    (RestBackend::new(config).unwrap(), heard)
}

fn heard_by(heard: &Arc<Heard>, mut config: Config, person: Person) -> Config {
    let heard = Arc::clone(heard);
    config.limits.browser = Duration::from_secs(20);
    config.show_address = Arc::new(move |address| {
        let address = address.to_owned();
        heard.addresses.lock().unwrap().push(address.clone());
        let browser = thread::spawn(move || person(&address));
        heard.browsers.lock().unwrap().push(browser);
    });
    config
}

/// The same for a sign-in in the browser that takes this long at most, in milliseconds.
fn limited(fake: &FakePlatform, limit: u64, heard: &Arc<Heard>, person: Person) -> Config {
    let clock = Arc::new(FrozenClock::default());
    let mut config = heard_by(heard, config(fake.url(), through_browser(free_port()), clock), person);
    config.limits.browser = Duration::from_millis(limit);
    config
}

/// Where the platform would send the browser back to, without what it says.
fn callback(address: &str) -> String {
    location(&get(address)).split('?').next().unwrap().to_owned()
}

fn agrees(address: &str) {
    let page = sign_in(address);
    assert!(
        page.starts_with("HTTP/1.1 200 OK") && page.contains("You can close this page."),
        "{page}"
    );
    assert!(!page.contains("hush"), "{page}");
}

#[test]
fn who_signs_in_in_the_browser_is_signed_in_here() {
    let fake = FakePlatform::of(&organization());
    let port = free_port();
    let (backend, heard) = of(&fake, through_browser(port), agrees);
    let account = backend.sign_in(&Login::Given).unwrap();
    assert_eq!((account.username, account.limited_by_scopes), ("ada".into(), false));
    assert!(
        backend.account().unwrap().administers_any(),
        "the roles are the user's own"
    );
    assert_eq!(backend.tree().unwrap().root().unwrap().name, "Acme".into());
    let address = &heard.addresses()[0];
    assert!(address.starts_with(&format!(
        "{}/accounts/api/v2/oauth2/authorize?client_id=app-2&",
        fake.url()
    )));
    assert!(address.contains(&format!("redirect_uri=http%3A%2F%2F127.0.0.1%3A{port}%2Fcallback")));
    assert!(address.contains("scope=full"), "{address}");
    let seen = fake.seen();
    let sent = seen.iter().find(|seen| seen.path.ends_with("/token")).unwrap();
    let verifier = sent.body["code_verifier"].as_str().unwrap();
    assert_eq!(verifier.len(), 64);
    assert!(!address.contains(verifier), "the verifier stays here");
    assert!(
        TcpStream::connect(("127.0.0.1", port)).is_err(),
        "one request was answered"
    );
    let told = format!("{backend:?} {:?}", through_browser(port));
    assert!(!told.contains("hush") && !told.contains(verifier), "{told}");
}

#[test]
fn an_answer_that_was_not_asked_for_is_sent_nowhere_and_ends_no_sign_in() {
    let fake = FakePlatform::of(&organization());
    let (backend, heard) = of(&fake, through_browser(free_port()), |address| {
        let back = location(&get(address));
        let callback = back.split('?').next().unwrap();
        for wrong in ["?code=hush-code-1&state=guessed", "?code=hush-code-1", ""] {
            let page = get(&format!("{callback}{wrong}"));
            assert!(page.starts_with("HTTP/1.1 400"), "{page}");
        }
        assert!(get(&back).starts_with("HTTP/1.1 200"));
    });
    assert_eq!(backend.sign_in(&Login::Given).unwrap().username, "ada".into());
    heard.addresses();
    assert_eq!(fake.asked("/token"), 1);
}

#[test]
fn calls_that_mean_something_else_take_no_time_from_the_person() {
    let fake = FakePlatform::of(&organization());
    let heard = Arc::<Heard>::default();
    let config = limited(&fake, 2_000, &heard, |address| {
        let back = location(&get(address));
        let callback = back.split('?').next().unwrap();
        for _ in 0..25 {
            get(&format!("{callback}?state=guessed"));
        }
        assert!(get(&back).starts_with("HTTP/1.1 200"));
    });
    let signed_in = RestBackend::new(config).unwrap().sign_in(&Login::Given);
    assert_eq!(signed_in.unwrap().username, "ada".into());
    heard.addresses();

    let config = limited(&fake, 500, &heard, |address| {
        get(&format!("{}?state=guessed", callback(address)));
    });
    let why = RestBackend::new(config).unwrap().sign_in(&Login::Given).unwrap_err();
    assert!(
        why.to_string()
            .contains("An answer came that doesn't belong to this sign-in"),
        "{why}"
    );
    heard.addresses();
}

#[test]
fn what_the_platform_says_in_place_of_a_code_is_told() {
    let fake = FakePlatform::of(&organization());
    fake.model(|model| model.browser.user.clear());
    let (backend, heard) = of(&fake, through_browser(free_port()), |address| {
        assert!(sign_in(address).starts_with("HTTP/1.1 400"));
    });
    let why = backend.sign_in(&Login::Given).unwrap_err().to_string();
    assert_eq!(
        why,
        "The platform signed nobody in: The user denied the request. Nothing has changed."
    );
    heard.addresses();
    assert_eq!(fake.asked("/token"), 0);
}

#[test]
fn other_requests_are_turned_away_and_the_redirect_is_still_waited_for() {
    let fake = FakePlatform::of(&organization());
    let (backend, heard) = of(&fake, through_browser(free_port()), |address| {
        let back = location(&get(address));
        let host = back.split("/callback").next().unwrap();
        // A connection that says nothing, a picture, and a method that no browser uses.
        drop(TcpStream::connect(host.strip_prefix("http://").unwrap()).unwrap());
        for path in ["/favicon.ico", "/", "/callback/more"] {
            assert!(get(&format!("{host}{path}")).starts_with("HTTP/1.1 404"), "{path}");
        }
        assert!(get(&back).starts_with("HTTP/1.1 200"));
    });
    assert_eq!(backend.sign_in(&Login::Given).unwrap().username, "ada".into());
    heard.addresses();
}

#[test]
fn a_port_that_is_taken_is_named_before_anybody_is_sent_to_the_browser() {
    let fake = FakePlatform::of(&organization());
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let (backend, heard) = of(&fake, through_browser(port), agrees);
    let why = backend.sign_in(&Login::Given).unwrap_err().to_string();
    assert!(
        why.starts_with(&format!(
            "The browser's answer can't be received on port {port}: another program uses it."
        )),
        "{why}"
    );
    assert!(heard.addresses().is_empty() && fake.seen().is_empty());
}

#[test]
fn nobody_is_waited_for_for_ever_and_who_gives_up_gives_the_port_back() {
    let fake = FakePlatform::of(&organization());
    let port = free_port();
    let mut config: Config = config(fake.url(), through_browser(port), Arc::new(FrozenClock::default()));
    config.limits.browser = Duration::from_millis(150);
    let why = RestBackend::new(config).unwrap().sign_in(&Login::Given).unwrap_err();
    assert!(why.to_string().starts_with("Nobody signed in in the browser"), "{why}");

    let (backend, _) = of(&fake, through_browser(port), |_| ());
    let task = Task::new(Urgency::Now, 0);
    thread::scope(|scope| {
        let waits = scope.spawn(|| task.run(|| backend.sign_in(&Login::Given)));
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            thread::yield_now();
        }
        task.stop();
        assert_eq!(waits.join().unwrap(), Err(Error::Stopped));
    });
    assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
    assert_eq!(fake.asked("/token"), 0);
}

#[test]
fn an_app_that_is_refused_is_told_without_its_secrets() {
    let fake = FakePlatform::of(&organization());
    let (backend, heard) = of(&fake, through_browser(free_port()), agrees);
    let quoted = r#"{"error":"hush-code-1 of hush-app-2 is not right"}"#;
    fake.plan(1, "POST", "/token", Fault::Answer(401, quoted, None));
    let why = backend.sign_in(&Login::Given).unwrap_err().to_string();
    assert_eq!(
        why,
        "Not allowed: these credentials are not known: *** of *** is not right (401)."
    );
    heard.addresses();
}

#[test]
fn a_session_of_the_browser_that_ends_opens_no_browser_by_itself() {
    let fake = FakePlatform::of(&organization());
    let (backend, heard) = of(&fake, through_browser(free_port()), agrees);
    backend.sign_in(&Login::Given).unwrap();
    heard.addresses();
    fake.plan(1, "GET", "/environments", Fault::Answer(401, "Unauthorized", None));
    fake.plan(1, "GET", "/api/me", Fault::Answer(401, "Unauthorized", None));
    assert_eq!(backend.environments(), Err(Error::SignedOut));
    assert_eq!(fake.model(|model| model.browser.asked), 1);
    // A person who signs in again is sent to the browser, and goes on.
    backend.sign_in(&Login::Given).unwrap();
    assert_eq!(heard.addresses().len(), 2);
    assert_eq!(backend.environments().unwrap().len(), 4);
}

#[test]
fn a_user_of_an_app_with_few_scopes_is_told_the_scope_that_it_may_lack() {
    let fake = FakePlatform::of(&organization());
    let (backend, _) = of(&fake, with_password("ada", "hush-ada", "hush-app-2"), |_| ());
    backend.sign_in(&Login::Given).unwrap();
    fake.plan(1, "GET", "clientProviders", Fault::Answer(403, "No", None));
    let why = backend.providers(org(ROOT)).unwrap_err().to_string();
    assert_eq!(
        why,
        "Not allowed: No (403). The connected app may lack a scope, or you may not do this."
    );
}

#[test]
fn scopes_that_leave_something_out_make_an_empty_list_prove_nothing() {
    let fake = FakePlatform::of(&organization());
    for (scopes, narrowed) in [
        ("full", false),
        ("openid read:full", false),
        ("read:orgusers view:environment", true),
    ] {
        let credentials = Credentials::AuthorizationCode {
            client_id: "app-2".into(),
            client_secret: Secret::new("hush-app-2".into()),
            redirect: Redirect {
                port: free_port(),
                scopes: scopes.into(),
            },
        };
        let (backend, heard) = of(&fake, credentials, agrees);
        assert_eq!(
            backend.sign_in(&Login::Given).unwrap().limited_by_scopes,
            narrowed,
            "{scopes}"
        );
        heard.addresses();
    }
}

#[test]
fn a_password_signs_its_user_in_through_an_app_and_is_used_again_when_the_token_ends() {
    let fake = FakePlatform::of(&organization());
    let (backend, heard) = of(&fake, with_password("ada", "hush-ada", "hush-app-2"), |_| ());
    let account = backend.sign_in(&Login::Given).unwrap();
    // Which scopes the app has, nobody says.
    assert_eq!((account.username, account.limited_by_scopes), ("ada".into(), true));
    fake.seen();
    fake.plan(1, "GET", "/environments?", Fault::Answer(401, "Unauthorized", None));
    fake.plan(1, "GET", "/api/me", Fault::Answer(401, "Unauthorized", None));
    assert_eq!(backend.environments().unwrap().len(), 4);
    assert_eq!(fake.asked("/token"), 1);
    assert!(heard.addresses().is_empty(), "no browser is needed");

    for (credentials, says) in [
        (with_password("ada", "hush-wrong", "hush-app-2"), "invalid_grant"),
        (with_password("ada", "hush-ada", "hush-wrong"), "invalid_client"),
    ] {
        let why = of(&fake, credentials, |_| ()).0.sign_in(&Login::Given).unwrap_err();
        assert_eq!(
            why.to_string(),
            format!("Not allowed: these credentials are not known: {says} (401).")
        );
    }
}

#[test]
fn a_token_that_an_app_got_for_a_user_elsewhere_is_the_user_s_and_may_lack_scopes() {
    let fake = FakePlatform::of(&organization());
    let token = Credentials::Bearer(Secret::new("token-ada~behalf".into()));
    let account = of(&fake, token, |_| ()).0.sign_in(&Login::Given).unwrap();
    assert_eq!((account.username, account.app), ("ada".into(), false));
    assert!(account.limited_by_scopes, "nobody says which scopes it has");
}
