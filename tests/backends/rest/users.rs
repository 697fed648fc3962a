//! Several people on one fake platform, each with a token of their own, as one backend.

#[path = "users/access.rs"]
mod access;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use amtui::backend::rest::RestBackend;
use amtui::backend::{Backend, OnPartial};
use amtui::domain::change::{Change, ChangeResult};
use amtui::domain::discovery::Discovery;
use amtui::domain::login::Login;
use amtui::domain::secret::Secret;
use amtui::domain::{
    Account, ApiId, Application, ApplicationContract, ApplicationId, Counted, Environment, EnvironmentId,
    EnvironmentUse, Error, Listing, OrgId, Protection, Provider, ProviderRef, ProviderRow, Tree, Untrusted,
};
use serde_json::Value;

use crate::fake_platform::FakePlatform;
pub use crate::rest_config::{FrozenClock, bearer, config, parallel};

/// A backend signed in as `ada`, and what it waits by.
pub fn ada(fake: &FakePlatform) -> (RestBackend, Arc<FrozenClock>) {
    let clock = Arc::new(FrozenClock::default());
    let backend = RestBackend::new(config(fake.url(), bearer("ada"), Arc::clone(&clock))).unwrap();
    backend.sign_in(&"ada".into()).unwrap();
    fake.seen();
    (backend, clock)
}

pub struct Users {
    fake: FakePlatform,
    backends: Mutex<HashMap<String, Arc<RestBackend>>>,
    current: Mutex<Option<Arc<RestBackend>>>,
}

impl Users {
    pub fn of(organization: &Value) -> Self {
        Self {
            fake: FakePlatform::of(organization),
            backends: Mutex::default(),
            current: Mutex::default(),
        }
    }

    fn now(&self) -> Result<Arc<RestBackend>, Error> {
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
        let mut backends = self.backends.lock().unwrap();
        let backend = backends.entry(username.raw().to_owned()).or_insert_with(|| {
            let config = config(self.fake.url(), bearer(username.raw()), Arc::default());
            Arc::new(RestBackend::new(config).unwrap())
        });
        *self.current.lock().unwrap() = Some(Arc::clone(backend));
        backend.sign_in(login)
    }

    fn sign_out(&self) {
        if let Some(backend) = self.current.lock().unwrap().take() {
            backend.sign_out();
        }
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

    fn stream_environments(&self, so_far: OnPartial<'_, Vec<Environment>>) -> Result<Listing<Environment>, Error> {
        self.now()?.stream_environments(so_far)
    }

    fn stream_environment_use(
        &self,
        environment: EnvironmentId,
        so_far: OnPartial<'_, Arc<EnvironmentUse>>,
    ) -> Result<Arc<EnvironmentUse>, Error> {
        self.now()?.stream_environment_use(environment, so_far)
    }

    fn protection(&self, environment: EnvironmentId, api: ApiId) -> Result<Protection, Error> {
        self.now()?.protection(environment, api)
    }

    fn applications_of_each(
        &self,
        providers: &[ProviderRef],
        done: &(dyn Fn() + Sync),
    ) -> Vec<Result<Arc<Listing<Application>>, Error>> {
        let now = self.now().unwrap();
        now.applications_of_each(providers, done)
    }

    fn providers(&self, organization: OrgId) -> Result<Listing<ProviderRow>, Error> {
        self.now()?.providers(organization)
    }

    fn provider(&self, organization: OrgId, provider: ProviderRef) -> Result<Provider, Error> {
        self.now()?.provider(organization, provider)
    }

    fn count_applications(&self, provider: ProviderRef) -> Result<Counted, Error> {
        self.now()?.count_applications(provider)
    }

    fn stream_applications(
        &self,
        provider: ProviderRef,
        so_far: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Arc<Listing<Application>>, Error> {
        self.now()?.stream_applications(provider, so_far)
    }

    fn stream_all_applications(
        &self,
        so_far: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Arc<Listing<Application>>, Error> {
        self.now()?.stream_all_applications(so_far)
    }

    fn contracted_applications(&self) -> Result<Listing<ApplicationId>, Error> {
        self.now()?.contracted_applications()
    }

    fn application_contracts(&self, application: ApplicationId) -> Result<Listing<ApplicationContract>, Error> {
        self.now()?.application_contracts(application)
    }

    fn change(&self, change: &Change) -> Result<ChangeResult, Error> {
        self.now()?.change(change)
    }

    fn discover(&self, issuer: &Untrusted) -> Result<Discovery, Error> {
        self.now()?.discover(issuer)
    }

    fn reveal_secret(&self, organization: OrgId) -> Result<Secret, Error> {
        self.now()?.reveal_secret(organization)
    }

    fn redo(&self) -> Result<String, Error> {
        self.now()?.redo()
    }

    fn undo(&self) -> Result<String, Error> {
        self.now()?.undo()
    }

    fn start_over(&self) -> Result<String, Error> {
        self.now()?.start_over()
    }
}
