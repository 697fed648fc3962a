//! A backend on the fake platform, and the program on it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use amtui::app::connection::LiveBackend;
use amtui::app::{Location, Mode, Place};
use amtui::backend::rest::{Observer, RequestRecord, RestBackend};
use amtui::backend::{Backend, ReadOnly};
use amtui::domain::login::{Credentials, SignInPrompt};
use amtui::domain::secret::Secret;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::browser;
use crate::driver::{Driver, StartOptions, unix};
use crate::fake_platform::{FakePlatform, Fault};
use crate::fixture;
use crate::rest_config::{FrozenClock, bearer, config};

/// The client provider that is deleted here, and that of which the path of its requests tells.
pub const ZETA: &str = "zeta IdP";
pub const PROVIDER: &str = "/clientProviders/0c000000-0000-4000-8000-000000000000";

/// How the platform is reached, and what is known of it.
pub struct Terms {
    pub organization: Value,
    /// `None` where they are typed.
    pub credentials: Option<Credentials>,
    pub asks: SignInPrompt,
    pub read_only: bool,
    pub dry_run: bool,
    pub protected: bool,
    pub open: Option<Place>,
    /// How long an answer may take.
    pub answer: Duration,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            organization: organization(),
            credentials: Some(bearer("ada")),
            asks: SignInPrompt::Nothing,
            read_only: false,
            dry_run: false,
            protected: false,
            open: Some(Place::List(Location::ClientProviders)),
            answer: Duration::from_secs(5),
        }
    }
}

/// A small organization whose first client provider can be edited: nothing is missing in it.
pub fn organization() -> Value {
    let mut file = fixture::organization();
    file["clientProviders"][0]["oidc_dynamic_client_provider"] = json!({
        "issuer": "https://idp.example.com",
        "client": {"urls": {"register": "https://idp.example.com/register"}},
        "primary_client": {"id": "introspector", "secret": "hush"},
        "urls": {"authorize": "https://idp.example.com/authorize", "token": "https://idp.example.com/token",
            "introspect": "https://idp.example.com/introspect"}
    });
    file
}

/// Nothing is known of who signs in.
pub fn unknown() -> Terms {
    Terms {
        credentials: None,
        asks: SignInPrompt::Anything,
        ..Terms::default()
    }
}

/// On the page of the client provider that is deleted here.
pub fn at_zeta() -> Terms {
    Terms {
        open: Some(Place::Provider(ZETA.into())),
        ..Terms::default()
    }
}

pub fn app() -> Credentials {
    Credentials::ConnectedApp {
        client_id: "app-1".into(),
        client_secret: Secret::new("hush-app".into()),
    }
}

/// The program and the platform that it is on.
pub struct LiveDriver {
    pub d: Driver,
    pub fake: FakePlatform,
    /// When each rate limit ends that was told.
    pub limits: Arc<Limited>,
    /// What the backend waits by.
    pub clock: Arc<FrozenClock>,
    /// Where configurations are kept.
    pub copies: TempDir,
}

/// Who is told of rate limits.
#[derive(Default)]
pub struct Limited(Mutex<Vec<i64>>);

impl Limited {
    pub fn received(&self) -> Vec<i64> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Observer for Limited {
    fn asked(&self, _: &RequestRecord) {}

    fn limited(&self, until: i64) {
        self.0.lock().unwrap().push(until);
    }
}

impl LiveDriver {
    pub fn of(terms: Terms) -> Self {
        let fake = FakePlatform::of(&terms.organization);
        Self::on(fake, terms)
    }

    /// On a platform that is prepared already.
    pub fn on(fake: FakePlatform, terms: Terms) -> Self {
        let copies = tempfile::tempdir().unwrap();
        let limits = Arc::<Limited>::default();
        let clock = Arc::new(FrozenClock::at(unix()));
        let mut config = config(fake.url(), bearer("ada"), Arc::clone(&clock));
        config.credentials = terms.credentials;
        config.limits.answer = terms.answer;
        config.observer = Arc::clone(&limits) as Arc<dyn Observer>;
        config.copies = Some(copies.path().join("deleted"));
        config.dry_run = terms.dry_run;
        config.show_address = Arc::new(|address| {
            let address = address.to_owned();
            std::thread::spawn(move || browser::sign_in(&address));
        });
        let backend = RestBackend::new(config).unwrap();
        let backend: Arc<dyn Backend> = if terms.read_only {
            Arc::new(ReadOnly(backend))
        } else {
            Arc::new(backend)
        };
        let mode = if terms.dry_run { Mode::DryRun } else { Mode::Live };
        let live = LiveBackend {
            profile: "acme".into(),
            host: "anypoint.example.com".into(),
            asks: terms.asks,
            protected: terms.protected,
            copies: "~/.local/state/amtui/deleted".into(),
            organization: None,
        };
        let d = Driver::start(StartOptions {
            open: terms.open,
            read_only: terms.read_only,
            live: Some((backend, mode, live)),
            ..StartOptions::default()
        });
        Self {
            d,
            fake,
            limits,
            clock,
            copies,
        }
    }

    /// The next `times` requests of this method whose path holds `part` are answered with this.
    pub fn answers(&self, times: usize, (method, part): (&'static str, &'static str), status: u16, body: &'static str) {
        self.fake.plan(times, method, part, Fault::Answer(status, body, None));
    }

    /// Up to the focused `[ Delete ]`, long enough for it to fire; what was asked until here is forgotten.
    pub fn confirm(&mut self) -> &mut Driver {
        self.d.confirm(ZETA).wait(700).see("[>Delete<]");
        self.fake.seen();
        &mut self.d
    }

    /// Signs in with an access token, from the page that says that one is signed out.
    pub fn sign_in_again(&mut self, token: &str) -> &mut Driver {
        self.d.keys("Enter Space Enter").text(token).keys("Ctrl-S")
    }

    /// Methods of what was asked about the client provider itself since it was last looked at.
    pub fn asked(&self) -> Vec<String> {
        let mut seen = self.fake.seen();
        seen.retain(|s| s.method != "GET" || s.path.split('?').next().unwrap().ends_with(PROVIDER));
        seen.iter().map(|s| s.method.clone()).collect()
    }
}
