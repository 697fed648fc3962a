//! A backend that refuses every change, whatever it wraps.

/// Passes what only reads on to the backend in it.
macro_rules! forward {
    ($(fn $name:ident(&self $(, $arg:ident: $of:ty)*) $(-> $gives:ty)?;)*) => {
        $(fn $name(&self $(, $arg: $of)*) $(-> $gives)? {
            self.0.$name($($arg),*)
        })*
    };
}

mod access;

use std::sync::Arc;

use super::{Backend, OnPartial};
use crate::domain::change::{Change, ChangeResult};
use crate::domain::discovery::Discovery;
use crate::domain::login::Login;
use crate::domain::rules::Refusal;
use crate::domain::secret::Secret;
use crate::domain::{
    Account, ApiId, Application, ApplicationContract, ApplicationId, Counted, Environment, EnvironmentId,
    EnvironmentUse, Error, Listing, OrgId, Protection, Provider, ProviderRef, ProviderRow, Tree, Untrusted,
};

#[derive(Debug)]
pub struct ReadOnly<B>(pub B);

impl<B: Backend> Backend for ReadOnly<B> {
    forward! {
        fn source(&self) -> String;
        fn accounts(&self) -> Result<Vec<Account>, Error>;
        fn sign_in(&self, login: &Login) -> Result<Account, Error>;
        fn sign_out(&self);
        fn account(&self) -> Result<Account, Error>;
        fn tree(&self) -> Result<Tree, Error>;
        fn stream_environments(&self, on_partial: OnPartial<'_, Vec<Environment>>)
            -> Result<Listing<Environment>, Error>;
        fn stream_environment_use(&self, environment: EnvironmentId, on_partial: OnPartial<'_, Arc<EnvironmentUse>>)
            -> Result<Arc<EnvironmentUse>, Error>;
        fn protection(&self, environment: EnvironmentId, api: ApiId) -> Result<Protection, Error>;
        fn applications_of_each(&self, providers: &[ProviderRef], done: &(dyn Fn() + Sync))
            -> Vec<Result<Arc<Listing<Application>>, Error>>;
        fn providers(&self, organization: OrgId) -> Result<Listing<ProviderRow>, Error>;
        fn provider(&self, organization: OrgId, provider: ProviderRef) -> Result<Provider, Error>;
        fn count_applications(&self, provider: ProviderRef) -> Result<Counted, Error>;
        fn stream_all_applications(&self, on_partial: OnPartial<'_, Arc<Listing<Application>>>)
            -> Result<Arc<Listing<Application>>, Error>;
        fn contracted_applications(&self) -> Result<Listing<ApplicationId>, Error>;
        fn application_contracts(&self, application: ApplicationId) -> Result<Listing<ApplicationContract>, Error>;
        fn stream_applications(&self, provider: ProviderRef, on_partial: OnPartial<'_, Arc<Listing<Application>>>)
            -> Result<Arc<Listing<Application>>, Error>;
        fn discover(&self, issuer: &Untrusted) -> Result<Discovery, Error>;
        fn reveal_secret(&self, organization: OrgId) -> Result<Secret, Error>;
    }

    fn work_in(&self, _: OrgId) -> Result<(), Error> {
        // Where one worked last is a convenience; read-only means the file stays byte for byte as it is.
        Ok(())
    }

    fn change(&self, _: &Change) -> Result<ChangeResult, Error> {
        Err(Error::Refused(Refusal::ReadOnly))
    }

    fn undo(&self) -> Result<String, Error> {
        Err(Error::Refused(Refusal::ReadOnly))
    }

    fn redo(&self) -> Result<String, Error> {
        Err(Error::Refused(Refusal::ReadOnly))
    }

    fn start_over(&self) -> Result<String, Error> {
        Err(Error::Refused(Refusal::ReadOnly))
    }
}
