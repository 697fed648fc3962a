//! Where an organization is kept: one trait, and the backends that carry it out. Imports `domain` only.

pub mod access;
pub mod access_inventory;
pub mod administrators;
pub mod inventory;
mod new_file;
pub mod output;
pub mod parallel;
mod precondition;
pub mod read_only;
pub mod rest;
pub mod snapshot;
pub mod state;
pub mod store;
pub mod task;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::change::{Change, ChangeResult};
use crate::domain::discovery::Discovery;
use crate::domain::login::Login;
use crate::domain::secret::Secret;
use crate::domain::{
    Account, ApiId, Application, ApplicationContract, ApplicationId, Counted, Environment, EnvironmentId,
    EnvironmentUse, Error, Listing, OrgId, Protection, Provider, ProviderRef, ProviderRow, Tree, Untrusted,
};

pub use access::AccessReads;
pub use new_file::{OpenWrites, finish_writes};
pub use output::Output;
pub use read_only::ReadOnly;

/// Called with what has arrived of a list, each time more of it has. The answer itself is the whole.
pub type OnPartial<'a, T> = &'a (dyn Fn(T) + Sync);

/// A backend of an organization. Methods block; callers are worker threads. All answers are of the account signed in, as a
/// token is on the platform. Any of them fails where nobody is signed in, where the account may not (R20), where what was
/// asked for is not there, and where the backend cannot be read. Every error means that nothing changed, unless
/// [`Error::outcome_unknown`] says otherwise.
pub trait Backend: AccessReads + Send + Sync {
    /// What it is called where the organization is told elsewhere: the host of the platform, or the name of a file. Empty
    /// where it has no name. Not escaped.
    fn source(&self) -> String {
        String::new()
    }

    /// The accounts that can sign in, administrators of the root first. They may be seen without signing in.
    fn accounts(&self) -> Result<Vec<Account>, Error>;

    /// Signs in. From here on answers and rights are those of this account.
    ///
    /// # Errors
    /// There is no such account, or the credentials are not known.
    fn sign_in(&self, login: &Login) -> Result<Account, Error>;

    /// Signs out: from here on nothing is answered, and what was typed to sign in is wiped. Comes back at once.
    fn sign_out(&self);

    /// The account signed in, with everything that is told of what it may do: that may take longer than signing in.
    fn account(&self) -> Result<Account, Error>;

    /// Remembers where the account works, for its next time. A file that was opened doesn't change by being looked at.
    fn work_in(&self, organization: OrgId) -> Result<(), Error>;

    /// The organizations that the account sees (R13), root first, each before its children.
    fn tree(&self) -> Result<Tree, Error>;

    /// Every environment the account sees in the whole tree: those of organizations it administers.
    /// Whether those are all of the organization says [`Listing::of_all`].
    fn environments(&self) -> Result<Listing<Environment>, Error> {
        self.stream_environments(&|_| ())
    }

    /// The same, and passes on what has arrived.
    fn stream_environments(&self, on_partial: OnPartial<'_, Vec<Environment>>) -> Result<Listing<Environment>, Error>;

    fn environment_use(&self, environment: EnvironmentId) -> Result<Arc<EnvironmentUse>, Error> {
        self.stream_environment_use(environment, &|_| ())
    }

    /// The same, and passes on the API instances that have arrived.
    fn stream_environment_use(
        &self,
        environment: EnvironmentId,
        on_partial: OnPartial<'_, Arc<EnvironmentUse>>,
    ) -> Result<Arc<EnvironmentUse>, Error>;

    /// The policies and contracts of an API instance, where [`Api::protection_known`](crate::domain::Api::protection_known) says that what its
    /// environment uses came without them.
    ///
    /// # Errors
    /// [`Error::NotRead`] where this backend does not know them either.
    fn protection(&self, environment: EnvironmentId, api: ApiId) -> Result<Protection, Error> {
        let uses = self.environment_use(environment)?;
        let found = uses.api(api).ok_or_else(|| Error::NotFound("This API".into()))?;
        found.protection().ok_or_else(|| {
            let why = "The policies and contracts of this API are not in it.";
            Error::NotRead(why.into())
        })
    }

    /// The client providers as seen from `organization`, the built-in one first, then by name.
    fn providers(&self, organization: OrgId) -> Result<Listing<ProviderRow>, Error>;

    /// One provider. Without the right to see all of it, or through a business group, it comes without `config` (R23).
    fn provider(&self, organization: OrgId, provider: ProviderRef) -> Result<Provider, Error>;

    /// How many client applications are registered in `provider`.
    fn count_applications(&self, provider: ProviderRef) -> Result<Counted, Error>;

    /// The client applications registered in `provider`, by name. Their secrets are never read.
    fn applications(&self, provider: ProviderRef) -> Result<Arc<Listing<Application>>, Error> {
        self.stream_applications(provider, &|_| ())
    }

    /// The same, and passes on what has arrived.
    fn stream_applications(
        &self,
        provider: ProviderRef,
        on_partial: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Arc<Listing<Application>>, Error>;

    /// The client applications of each of these providers, in their order; `done` is called after each.
    fn applications_of_each(
        &self,
        providers: &[ProviderRef],
        done: &(dyn Fn() + Sync),
    ) -> Vec<Result<Arc<Listing<Application>>, Error>> {
        let one = |provider: &ProviderRef| {
            let read = self.applications(*provider);
            done();
            read
        };
        providers.iter().map(one).collect()
    }

    /// The client applications of all providers, by name, with what only that list tells.
    fn all_applications(&self) -> Result<Arc<Listing<Application>>, Error> {
        self.stream_all_applications(&|_| ())
    }

    /// The same, and passes on what has arrived.
    fn stream_all_applications(
        &self,
        on_partial: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Arc<Listing<Application>>, Error>;

    /// The contracts of a client application, in every environment.
    fn application_contracts(&self, application: ApplicationId) -> Result<Listing<ApplicationContract>, Error>;

    /// The client applications that have a contract. If the list is complete, all others have none.
    fn contracted_applications(&self) -> Result<Listing<ApplicationId>, Error>;

    /// Makes one change, whole or not at all. Called once for one confirmation.
    ///
    /// # Errors
    /// Refused by the rules, gone already, not as `change` says it was, or not written; [`Error::OutcomeUnknown`] where a backend cannot
    /// know.
    fn change(&self, change: &Change) -> Result<ChangeResult, Error>;

    /// What an issuer says about itself (R36).
    ///
    /// # Errors
    /// There is no such document, or it is another issuer's.
    fn discover(&self, issuer: &Untrusted) -> Result<Discovery, Error>;

    /// The secret of an organization's own client: for the one person who asked to see it.
    fn reveal_secret(&self, organization: OrgId) -> Result<Secret, Error>;

    /// Takes back the last change made through this backend, and says so: `Client provider 'X' is back`.
    ///
    /// # Errors
    /// Nothing to undo, undone by others in the meantime, not written, or not possible in this backend.
    fn undo(&self) -> Result<String, Error>;

    /// Makes the change again that was undone last, and says so: `Redone: Deleted client provider 'X'`.
    ///
    /// # Errors
    /// Nothing to redo, as after a new change; else as of [`Backend::change`].
    fn redo(&self) -> Result<String, Error>;

    /// Makes the organization what it was at first, where it is only there to be shown, and says so without a stop: `Demo
    /// reset`. What was done to it is gone. What can't be read any more is kept beside it, and that is said.
    ///
    /// # Errors
    /// It is somebody's own organization.
    fn start_over(&self) -> Result<String, Error>;
}

/// A panic of another thread leaves nothing half done behind a backend's locks: each holds a value that is replaced whole.
fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
