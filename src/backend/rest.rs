//! An organization on the platform itself, over its REST API. Imports `domain` and its own parts.
//!
//! What somebody may do is decided by the platform: roles are read for people to see, and only what holds for everyone
//! (limits, names, the root, the locks of an API instance) is refused before asking.

mod access;
mod address;
mod apis;
mod applications;
mod auth;
mod backup;
mod browser;
mod call;
pub mod contract;
mod convert;
mod discover;
pub mod error_body;
mod http;
mod identity;
mod pages;
pub mod proxy;
mod read;
pub mod redact;
mod scopes;
mod semaphore;
mod tls;
mod transport_error;
mod wire;
mod write;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use self::access::role_places::RolePlaces;
pub use self::address::address;
use self::auth::Access;
use self::http::Http;
use self::semaphore::Semaphore;
use super::parallel;
use super::{Backend, OnPartial, guard};
use crate::domain::change::{Change, ChangeResult};
use crate::domain::discovery::Discovery;
use crate::domain::login::{Credentials, Login};
use crate::domain::secret::Secret;
use crate::domain::{
    Account, ApiId, Application, ApplicationContract, ApplicationId, ConnectedAppId, Counted, Environment,
    EnvironmentId, EnvironmentUse, Error, Listing, OrgId, Organization, Protection, Provider, ProviderId, ProviderKind,
    ProviderRef, ProviderRow, Tree, Untrusted,
};

pub use super::parallel::RunParallel;

/// The clock and the randomness of a backend over the network; tests bring their own.
pub trait TimeSource: Send + Sync {
    /// The Unix time in seconds.
    fn now(&self) -> i64;

    /// Time since some moment in the past; never goes back.
    fn elapsed(&self) -> Duration;

    fn wait(&self, time: Duration);

    /// A random number from 0 to 1.
    fn chance(&self) -> f64;
}

/// How much is asked at a time, and how long an answer may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests at a time, 1 to 16.
    pub concurrency: usize,
    /// The longest to wait for a connection.
    pub connect: Duration,
    /// The longest to wait for a whole answer, the connection included.
    pub answer: Duration,
    /// The largest answer, in bytes after decompression.
    pub largest: u64,
    /// The longest to wait for somebody who signs in in the browser.
    pub browser: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            concurrency: 8,
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(30),
            largest: 32 << 20,
            browser: Duration::from_secs(300),
        }
    }
}

impl Limits {
    fn concurrency(&self) -> usize {
        self.concurrency.clamp(1, 16)
    }
}

pub struct Config {
    /// The control plane: `https://anypoint.mulesoft.com`. Plain `http` is for loopback addresses alone.
    pub base_url: String,
    /// What one signs in with, unless that is typed.
    pub credentials: Option<Credentials>,
    /// Certificates of a private authority in PEM form, trusted beside those of the system.
    pub ca: Option<Vec<u8>>,
    pub limits: Limits,
    pub clock: Arc<dyn TimeSource>,
    pub parallel: RunParallel,
    pub observer: Arc<dyn Observer>,
    /// The folder in which a client provider's configuration is kept before it is deleted; `None` keeps none.
    pub copies: Option<PathBuf>,
    /// Changes are shown and not sent.
    pub dry_run: bool,
    pub show_address: ShowAddress,
}

/// Is told the address at which somebody signs in: it opens the browser, and says where that does not work. It comes back
/// at once, and is called from any thread.
pub type ShowAddress = Arc<dyn Fn(&str) + Send + Sync>;

/// One request and how it ended, for the log. Its path names nothing that belongs to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRecord {
    pub method: String,
    /// The path with every id and name in it replaced: `/accounts/api/organizations/{id}/clientProviders`.
    pub path: String,
    pub status: Option<u16>,
    pub took: Duration,
    /// The platform's id of the request, fit to be shown.
    pub request_id: Option<String>,
}

pub trait Observer: Send + Sync {
    fn asked(&self, asked: &RequestRecord);

    /// The platform refuses requests until this moment, in Unix seconds.
    fn limited(&self, until: i64);
}

pub struct RestBackend {
    host: String,
    access: Access,
    limits: Limits,
    parallel: RunParallel,
    clock: Arc<dyn TimeSource>,
    copies: Option<PathBuf>,
    session: Mutex<Option<Arc<RestSession>>>,
    /// Each environment as it was read last: it never moves to another organization.
    places: Mutex<HashMap<EnvironmentId, Environment>>,
    /// The organizations as they were read last: refusals name an environment with its own.
    tree: Mutex<Option<Tree>>,
    /// What each provider turned out to be: it never becomes another kind, and lists do not tell Entra ID.
    kinds: Mutex<HashMap<ProviderId, ProviderKind>>,
    role_places: Mutex<RolePlaces>,
    /// Lets one read the roles of every organization at a time.
    placing_roles: Arc<Semaphore>,
}

struct RestSession {
    account: Account,
    root: OrgId,
    /// The user's id; an app has none of its own.
    user: Option<Untrusted>,
    /// The app that is signed in, where it is one.
    app: Option<ConnectedAppId>,
    /// The account's own organizations: they stand in for a tree that it may not read.
    known: Listing<Organization>,
    /// The scopes that rows of some list have shown.
    scopes_shown: Arc<Mutex<HashSet<scopes::ShownScope>>>,
}

impl fmt::Debug for RestBackend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RestBackend")
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

impl RestBackend {
    /// A backend at this address. Nothing is asked yet.
    ///
    /// # Errors
    /// The address, the proxy or the private authority cannot be used; a sentence says why.
    pub fn new(config: Config) -> Result<Self, String> {
        let base = address(&config.base_url)?;
        proxy::check()?;
        let roots = tls::roots(config.ca.as_deref())?;
        let http = Http::new(&base, roots, &config.limits, Arc::clone(&config.clock), config.observer);
        let placing_roles = http.one_at_a_time();
        Ok(Self {
            host: base.host_str().unwrap_or_default().to_owned(),
            access: Access::new(http, config.credentials, config.dry_run, config.show_address),
            limits: config.limits,
            parallel: config.parallel,
            clock: config.clock,
            copies: config.copies,
            session: Mutex::default(),
            places: Mutex::default(),
            tree: Mutex::default(),
            kinds: Mutex::default(),
            role_places: Mutex::default(),
            placing_roles,
        })
    }

    fn session(&self) -> Result<Arc<RestSession>, Error> {
        guard(&self.session).clone().ok_or(Error::SignedOut)
    }

    /// Does the same for each of `items`, several at a time, and answers in their order: all of it, or the first error.
    fn all<T: Sync, R: Send>(
        &self,
        items: &[T],
        each: impl Fn(&T) -> Result<R, Error> + Sync,
    ) -> Result<Vec<R>, Error> {
        let failed = AtomicBool::new(false);
        let done = parallel::each(self.parallel, self.limits.concurrency(), items, |item| {
            if failed.load(Ordering::Relaxed) {
                return None;
            }
            let result = each(item);
            failed.fetch_or(result.is_err(), Ordering::Relaxed);
            Some(result)
        });
        let results: Vec<R> = done.into_iter().flatten().collect::<Result<_, _>>()?;
        if results.len() < items.len() {
            return Err(parallel::broke_off());
        }
        Ok(results)
    }
}

impl Backend for RestBackend {
    fn source(&self) -> String {
        self.host.clone()
    }

    fn accounts(&self) -> Result<Vec<Account>, Error> {
        Ok(vec![self.identify()?.account])
    }

    fn sign_in(&self, login: &Login) -> Result<Account, Error> {
        if let Login::Typed(credentials) = login {
            self.access.replace(credentials.clone());
        }
        self.access.begin();
        // Who signs in may be told of more roles.
        *guard(&self.role_places) = RolePlaces::default();
        let session = self.identify()?;
        if let Login::Account(username) = login
            && session.account.username != *username
        {
            return Err(Error::NotFound(format!("The account '{}'", username.shown())));
        }
        let account = session.account.clone();
        *guard(&self.session) = Some(Arc::new(session));
        Ok(account)
    }

    fn sign_out(&self) {
        *guard(&self.session) = None;
        *guard(&self.role_places) = RolePlaces::default();
        self.access.sign_out();
    }

    fn account(&self) -> Result<Account, Error> {
        let session = self.session()?;
        let account = self.read_account(&session)?;
        self.note(&session, &account);
        Ok(account)
    }

    fn work_in(&self, _: OrgId) -> Result<(), Error> {
        // The platform keeps it for its own pages, and documents no way to set it.
        self.session().map(|_| ())
    }

    fn tree(&self) -> Result<Tree, Error> {
        self.read_tree(&*self.session()?)
    }

    fn stream_environments(&self, on_partial: OnPartial<'_, Vec<Environment>>) -> Result<Listing<Environment>, Error> {
        self.read_environments(&*self.session()?, on_partial)
    }

    fn stream_environment_use(
        &self,
        environment: EnvironmentId,
        on_partial: OnPartial<'_, Arc<EnvironmentUse>>,
    ) -> Result<Arc<EnvironmentUse>, Error> {
        let session = self.session()?;
        let organization = self.place(&session, environment)?;
        match self.read_use(organization, environment, on_partial) {
            // A part that is not found says nothing of the environment: it is asked for itself.
            Err(Error::NotFound(_)) => {
                self.find(&session, environment, None)?;
                Err(Error::Failed("a part of this environment was not found (404)".into()))
            }
            other => other.map(Arc::new),
        }
    }

    fn protection(&self, environment: EnvironmentId, api: ApiId) -> Result<Protection, Error> {
        let organization = self.place(&*self.session()?, environment)?;
        self.read_protection(organization, environment, api)
    }

    fn applications_of_each(
        &self,
        providers: &[ProviderRef],
        done: &(dyn Fn() + Sync),
    ) -> Vec<Result<Arc<Listing<Application>>, Error>> {
        let all = self
            .session()
            .and_then(|session| self.application_list(&session, &|_| ()).map(|all| (session, all)));
        parallel::each(self.parallel, self.limits.concurrency(), providers, |provider| {
            let (session, all) = all.as_ref().map_err(Clone::clone)?;
            let read = self.registered_in(session, *provider, all).map(Arc::new);
            done();
            read
        })
    }

    fn providers(&self, organization: OrgId) -> Result<Listing<ProviderRow>, Error> {
        self.session()?;
        self.read_providers(organization)
    }

    fn provider(&self, organization: OrgId, provider: ProviderRef) -> Result<Provider, Error> {
        self.session()?;
        match provider {
            ProviderRef::BuiltIn => Ok(convert::built_in()),
            ProviderRef::External(id) => self.read_provider(organization, id, "This client provider"),
        }
    }

    fn count_applications(&self, provider: ProviderRef) -> Result<Counted, Error> {
        self.read_count(&*self.session()?, provider)
    }

    fn stream_applications(
        &self,
        provider: ProviderRef,
        on_partial: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Arc<Listing<Application>>, Error> {
        self.read_applications(&*self.session()?, provider, on_partial)
            .map(Arc::new)
    }

    fn stream_all_applications(
        &self,
        on_partial: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Arc<Listing<Application>>, Error> {
        self.read_all_applications(&*self.session()?, on_partial).map(Arc::new)
    }

    fn application_contracts(&self, application: ApplicationId) -> Result<Listing<ApplicationContract>, Error> {
        self.read_application_contracts(&*self.session()?, application)
    }

    fn contracted_applications(&self) -> Result<Listing<ApplicationId>, Error> {
        self.read_contracted_applications(&*self.session()?)
    }

    fn change(&self, change: &Change) -> Result<ChangeResult, Error> {
        let session = self.session()?;
        self.make(&session, change)
    }

    fn discover(&self, issuer: &Untrusted) -> Result<Discovery, Error> {
        self.session()?;
        discover::discover(issuer, self.access.issuers())
    }

    fn reveal_secret(&self, _: OrgId) -> Result<Secret, Error> {
        // No call that tells it is documented.
        self.session()?;
        Err(Error::Unsupported("Showing the secret of an organization's own client"))
    }

    fn undo(&self) -> Result<String, Error> {
        // A provider that is added again has another id, and its secrets are nowhere (R73).
        Err(Error::Unsupported("Undoing what was done on the platform"))
    }

    fn redo(&self) -> Result<String, Error> {
        Err(Error::Unsupported("Redoing what was undone on the platform"))
    }

    fn start_over(&self) -> Result<String, Error> {
        Err(Error::Unsupported("Resetting an organization on the platform"))
    }
}
