//! A backend that refuses every change, whatever it wraps.

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
    fn source(&self) -> String {
        self.0.source()
    }

    fn accounts(&self) -> Result<Vec<Account>, Error> {
        self.0.accounts()
    }

    fn sign_in(&self, login: &Login) -> Result<Account, Error> {
        self.0.sign_in(login)
    }

    fn sign_out(&self) {
        self.0.sign_out();
    }

    fn account(&self) -> Result<Account, Error> {
        self.0.account()
    }

    fn work_in(&self, _: OrgId) -> Result<(), Error> {
        // Where one worked last is a convenience; read-only means the file stays byte for byte as it is.
        Ok(())
    }

    fn tree(&self) -> Result<Tree, Error> {
        self.0.tree()
    }

    fn stream_environments(&self, on_partial: OnPartial<'_, Vec<Environment>>) -> Result<Listing<Environment>, Error> {
        self.0.stream_environments(on_partial)
    }

    fn stream_environment_use(
        &self,
        environment: EnvironmentId,
        on_partial: OnPartial<'_, Arc<EnvironmentUse>>,
    ) -> Result<Arc<EnvironmentUse>, Error> {
        self.0.stream_environment_use(environment, on_partial)
    }

    fn protection(&self, environment: EnvironmentId, api: ApiId) -> Result<Protection, Error> {
        self.0.protection(environment, api)
    }

    fn applications_of_each(
        &self,
        providers: &[ProviderRef],
        done: &(dyn Fn() + Sync),
    ) -> Vec<Result<Arc<Listing<Application>>, Error>> {
        self.0.applications_of_each(providers, done)
    }

    fn providers(&self, organization: OrgId) -> Result<Listing<ProviderRow>, Error> {
        self.0.providers(organization)
    }

    fn provider(&self, organization: OrgId, provider: ProviderRef) -> Result<Provider, Error> {
        self.0.provider(organization, provider)
    }

    fn count_applications(&self, provider: ProviderRef) -> Result<Counted, Error> {
        self.0.count_applications(provider)
    }

    fn stream_all_applications(
        &self,
        on_partial: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Arc<Listing<Application>>, Error> {
        self.0.stream_all_applications(on_partial)
    }

    fn application_contracts(&self, application: ApplicationId) -> Result<Listing<ApplicationContract>, Error> {
        self.0.application_contracts(application)
    }

    fn stream_applications(
        &self,
        provider: ProviderRef,
        on_partial: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Arc<Listing<Application>>, Error> {
        self.0.stream_applications(provider, on_partial)
    }

    fn change(&self, _: &Change) -> Result<ChangeResult, Error> {
        Err(Error::Refused(Refusal::ReadOnly))
    }

    fn discover(&self, issuer: &Untrusted) -> Result<Discovery, Error> {
        self.0.discover(issuer)
    }

    fn reveal_secret(&self, organization: OrgId) -> Result<Secret, Error> {
        self.0.reveal_secret(organization)
    }

    fn undo(&self) -> Result<String, Error> {
        Err(Error::Refused(Refusal::ReadOnly))
    }

    fn start_over(&self) -> Result<(), Error> {
        Err(Error::Refused(Refusal::ReadOnly))
    }
}
