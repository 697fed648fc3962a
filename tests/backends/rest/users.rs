//! Several people on one fake platform, each with a token of their own, as one home.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use amtui::backend::rest::{Asked, Clock, Config, Limits, Observer, RestHome};
use amtui::backend::{Backend, Target};
use amtui::domain::change::{Change, Deleted, Done};
use amtui::domain::discovery::Discovery;
use amtui::domain::login::{Credentials, Login};
use amtui::domain::secret::Secret;
use amtui::domain::{
    Account, Application, Environment, EnvironmentId, EnvironmentUse, Error, Foreign, OrgId, Provider, ProviderRef,
    ProviderRow, Tree,
};
use serde_json::Value;

use crate::fake::Fake;

/// A clock on which waiting takes no time.
#[derive(Default)]
pub struct Still {
    now: AtomicI64,
    waited: Mutex<Vec<Duration>>,
}

impl Still {
    pub fn waited(&self) -> Vec<Duration> {
        std::mem::take(&mut self.waited.lock().unwrap())
    }
}

impl Clock for Still {
    fn now(&self) -> i64 {
        1_767_225_600 + self.now.load(Ordering::SeqCst)
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn wait(&self, time: Duration) {
        self.waited.lock().unwrap().push(time);
        self.now.fetch_add(time.as_secs().try_into().unwrap(), Ordering::SeqCst);
    }

    fn chance(&self) -> f64 {
        0.5
    }
}

/// Whom nothing is told.
pub struct Nobody;

impl Observer for Nobody {
    fn asked(&self, _: &Asked) {}

    fn limited(&self, _: i64) {}
}

pub fn together(threads: usize, work: &(dyn Fn() + Sync)) {
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
}

pub fn config(url: String, credentials: Credentials, clock: Arc<Still>) -> Config {
    Config {
        base_url: url,
        credentials: Some(credentials),
        ca: None,
        limits: Limits {
            answer: Duration::from_secs(5),
            ..Limits::default()
        },
        clock,
        together,
        observer: Arc::new(Nobody),
        copies: None,
        dry_run: false,
    }
}

pub fn bearer(user: &str) -> Credentials {
    Credentials::Bearer(Secret::new(format!("token-{user}")))
}

/// A home signed in as `ada`, and what it waits by.
pub fn ada(fake: &Fake) -> (RestHome, Arc<Still>) {
    let clock = Arc::new(Still::default());
    let home = RestHome::new(config(fake.url(), bearer("ada"), Arc::clone(&clock))).unwrap();
    home.sign_in(&"ada".into()).unwrap();
    fake.seen();
    (home, clock)
}

pub struct Users {
    fake: Fake,
    homes: Mutex<HashMap<String, Arc<RestHome>>>,
    current: Mutex<Option<Arc<RestHome>>>,
}

impl Users {
    pub fn of(organization: &Value) -> Self {
        Self {
            fake: Fake::of(organization),
            homes: Mutex::default(),
            current: Mutex::default(),
        }
    }

    fn now(&self) -> Result<Arc<RestHome>, Error> {
        self.current.lock().unwrap().clone().ok_or(Error::SignedOut)
    }
}

impl Backend for Users {
    fn accounts(&self) -> Result<Vec<Account>, Error> {
        self.now()?.accounts()
    }

    fn sign_in(&self, login: &Login) -> Result<Account, Error> {
        let Login::Account(username) = login else {
            panic!("one of these signs in by name");
        };
        let mut homes = self.homes.lock().unwrap();
        let home = homes.entry(username.raw().to_owned()).or_insert_with(|| {
            let config = config(self.fake.url(), bearer(username.raw()), Arc::default());
            Arc::new(RestHome::new(config).unwrap())
        });
        *self.current.lock().unwrap() = Some(Arc::clone(home));
        home.sign_in(login)
    }

    fn account(&self) -> Result<Account, Error> {
        self.now()?.account()
    }

    fn work_in(&self, organization: OrgId) -> Result<(), Error> {
        self.now()?.work_in(organization)
    }

    fn tree(&self) -> Result<Tree, Error> {
        self.now()?.tree()
    }

    fn environments(&self) -> Result<Vec<Environment>, Error> {
        self.now()?.environments()
    }

    fn environment_use(&self, environment: EnvironmentId) -> Result<Arc<EnvironmentUse>, Error> {
        self.now()?.environment_use(environment)
    }

    fn providers(&self, organization: OrgId) -> Result<Vec<ProviderRow>, Error> {
        self.now()?.providers(organization)
    }

    fn provider(&self, organization: OrgId, provider: ProviderRef) -> Result<Provider, Error> {
        self.now()?.provider(organization, provider)
    }

    fn count_applications(&self, provider: ProviderRef) -> Result<u64, Error> {
        self.now()?.count_applications(provider)
    }

    fn applications(&self, provider: ProviderRef) -> Result<Arc<Vec<Application>>, Error> {
        self.now()?.applications(provider)
    }

    fn delete_provider(&self, target: &Target) -> Result<Deleted, Error> {
        self.now()?.delete_provider(target)
    }

    fn change(&self, change: &Change) -> Result<Done, Error> {
        self.now()?.change(change)
    }

    fn discover(&self, issuer: &Foreign) -> Result<Discovery, Error> {
        self.now()?.discover(issuer)
    }

    fn reveal_secret(&self, organization: OrgId) -> Result<Secret, Error> {
        self.now()?.reveal_secret(organization)
    }

    fn undo(&self) -> Result<String, Error> {
        self.now()?.undo()
    }

    fn start_over(&self) -> Result<(), Error> {
        self.now()?.start_over()
    }
}
