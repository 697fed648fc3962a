//! An organization kept in a JSON file, and the demo that is kept that way. Imports `domain` and its own parts.

mod absent;
mod access;
mod applications;
mod cache;
mod change;
mod demo;
mod document;
pub mod editor;
mod file;
mod ids;
pub mod journal;
mod json;
pub mod lock;
mod medium;
mod memory;
mod moment;
pub mod owner;
mod recover;
mod reveal;
mod schema;

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex};

use self::access::{AuditLog, Directory};
use self::cache::FileCache;
use self::change::Journal;
use self::document::Document;
use self::lock::LockWaiting;
use self::medium::Medium;
use self::memory::Memory;
use super::new_file::error;
use super::parallel::RunParallel;
use super::{Backend, OnPartial, guard};
use crate::domain::change::{Change, ChangeResult};
use crate::domain::discovery::{Discovery, same_issuer, unanswered};
use crate::domain::login::Login;
use crate::domain::rules::{self, Refusal, Visibility};
use crate::domain::secret::{Secret, WipedBytes};
use crate::domain::{
    Account, Application, ApplicationContract, ApplicationId, Counted, Coverage, Environment, EnvironmentId,
    EnvironmentUse, Error, Listing, OrgId, Organization, Provider, ProviderRef, ProviderRow, Tree, Untrusted,
};

pub use self::file::{is_file, writable};
pub(super) use self::schema::{ELSEWHERE, LEFT_OUT, TAKER, format_name};

/// Whether `bytes` can be opened as an organization file.
pub(super) fn check(bytes: &[u8]) -> Result<(), Error> {
    let why = |why| Error::Internal(format!("an organization was to be saved that can't be read: {why}"));
    Document::parse(bytes).map(drop).map_err(why)?;
    Directory::parse(bytes).map(drop).map_err(why)
}

/// An organization in a file. Other programs may change the file at any time: every answer is of the file as it is now.
pub struct FileBackend {
    medium: Medium,
    clock: fn() -> i64,
    waiting: LockWaiting,
    parallel: RunParallel,
    document: FileCache<Document>,
    directory: FileCache<Directory>,
    audit_log: FileCache<AuditLog>,
    session: Mutex<Option<Untrusted>>,
    /// Makes what it was at first, where it can be started over.
    first: Option<Box<dyn Fn() -> WipedBytes + Send + Sync>>,
    /// What [`Backend::undo`] and [`Backend::redo`] go along.
    journal: Mutex<Journal>,
}

impl fmt::Debug for FileBackend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileBackend")
            .field("path", &self.medium.path())
            .finish_non_exhaustive()
    }
}

impl FileBackend {
    /// Opens an organization file and checks it. `clock` gives the Unix time in seconds, for the audit.
    ///
    /// # Errors
    /// The file cannot be read, or is not an organization file; the sentence says where.
    pub fn open(path: &Path, clock: fn() -> i64) -> Result<Self, Error> {
        let backend = Self::on(Medium::file(path), clock);
        backend.document()?;
        Ok(backend)
    }

    fn on(medium: Medium, clock: fn() -> i64) -> Self {
        Self {
            medium,
            clock,
            waiting: LockWaiting::default(),
            parallel: |_, work| work(),
            first: None,
            document: FileCache::default(),
            directory: FileCache::default(),
            audit_log: FileCache::default(),
            session: Mutex::default(),
            journal: Mutex::default(),
        }
    }

    /// Sets how to wait for others who hold the lock of the file.
    #[must_use]
    pub fn waiting(mut self, waiting: LockWaiting) -> Self {
        self.waiting = waiting;
        self
    }

    /// Sets what does two things at once; without it they are done one after the other.
    #[must_use]
    pub fn parallel(mut self, parallel: RunParallel) -> Self {
        self.parallel = parallel;
        self
    }

    /// A copy of an organization file, or of the demo, that lives in memory: what is done to it is gone with the program,
    /// and the file is not touched.
    ///
    /// # Errors
    /// The file cannot be read, or is not an organization file; the sentence says where.
    pub fn copy(path: Option<&Path>, clock: fn() -> i64) -> Result<Self, Error> {
        let bytes = match path {
            Some(path) => Medium::file(path).read()?.bytes,
            None => demo::demo_as_of(clock()),
        };
        if let Some(path) = path {
            Document::parse(&bytes).map_err(|why| error(path, why))?;
        }
        let mut copy = Self::on(Medium::Memory(Mutex::new(Memory::new(&bytes))), clock);
        copy.first = Some(Box::new(move || bytes.clone()));
        Ok(copy)
    }

    pub fn path(&self) -> &Path {
        self.medium.path()
    }

    /// The file as it is now, read again only if it changed.
    fn document(&self) -> Result<Arc<Document>, Error> {
        let read = self.document.read(&self.medium, |content| {
            let members = schema::parse(&content.bytes);
            // A large file is not kept beside all that is made of it.
            drop(content);
            members
                .and_then(Document::of)
                .map_err(|why| self.wrong(self.damage(why)))
        });
        read.map_err(|why| self.way_on(why))
    }

    /// What is wrong with what is in the file, and what to do about it where it can begin anew.
    fn damage(&self, why: String) -> String {
        if self.first.is_some() {
            self.medium.damage(why)
        } else {
            why
        }
    }

    /// The same error with what to do about it, where the file is gone and can begin anew.
    fn way_on(&self, error: Error) -> Error {
        if self.first.is_some() {
            self.medium.way_on(error)
        } else {
            error
        }
    }

    /// What is wrong with the file.
    fn wrong(&self, why: String) -> Error {
        error(self.medium.path(), why)
    }

    /// The file as it is now, and the account signed in as the file has it now.
    fn signed_in(&self) -> Result<(Arc<Document>, Account), Error> {
        let username = guard(&self.session).clone().ok_or(Error::SignedOut)?;
        let document = self.document()?;
        let account = document.account(&username).cloned().ok_or(Error::SignedOut)?;
        Ok((document, account))
    }

    /// The file, where the account may see everything of the providers.
    fn full_view(&self) -> Result<Arc<Document>, Error> {
        let (document, account) = self.signed_in()?;
        let root = document.tree.root().ok_or(Error::Refused(Refusal::NotSeen))?;
        match rules::providers_view(&account, &document.tree, root.id) {
            Visibility::Full => Ok(document),
            Visibility::Names(why) | Visibility::Nothing(why) => Err(Error::Refused(why)),
        }
    }
}

impl Document {
    fn account(&self, username: &Untrusted) -> Option<&Account> {
        self.accounts.iter().find(|a| a.username == *username)
    }

    /// The organization, if `account` sees it. What is not seen and what is not there must not differ.
    fn seen(&self, account: &Account, id: OrgId) -> Result<&Organization, Error> {
        let found = self.tree.get(id).filter(|o| account.sees(o));
        found.ok_or(Error::Refused(Refusal::NotSeen))
    }

    fn provider(&self, id: ProviderRef) -> Result<Provider, Error> {
        if id == ProviderRef::BuiltIn {
            return Ok(Provider::without_config(ProviderRow::built_in()));
        }
        let found = self.providers.iter().find(|p| p.row.id == id);
        found
            .cloned()
            .ok_or_else(|| Error::NotFound("This client provider".into()))
    }
}

impl Backend for FileBackend {
    fn source(&self) -> String {
        let name = self.path().file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    fn accounts(&self) -> Result<Vec<Account>, Error> {
        Ok(self.document()?.accounts.clone())
    }

    fn sign_in(&self, login: &Login) -> Result<Account, Error> {
        let Login::Account(username) = login else {
            return Err(Error::Unsupported("Signing in with credentials"));
        };
        let document = self.document()?;
        let account = document.account(username).cloned();
        let account = account.ok_or_else(|| Error::NotFound(format!("The account '{}'", username.shown())))?;
        *guard(&self.session) = Some(account.username.clone());
        Ok(account)
    }

    fn sign_out(&self) {
        *guard(&self.session) = None;
    }

    fn account(&self) -> Result<Account, Error> {
        Ok(self.signed_in()?.1)
    }

    fn work_in(&self, organization: OrgId) -> Result<(), Error> {
        let (document, account) = self.signed_in()?;
        document.seen(&account, organization)?;
        if account.active == Some(organization) || self.first.is_none() {
            return Ok(());
        }
        self.write_active(&account, organization)
    }

    fn tree(&self) -> Result<Tree, Error> {
        let (document, account) = self.signed_in()?;
        let seen: Vec<_> = document.tree.iter().filter(|o| account.sees(o)).cloned().collect();
        Ok(Tree::new(seen))
    }

    fn stream_environments(&self, _: OnPartial<'_, Vec<Environment>>) -> Result<Listing<Environment>, Error> {
        let (document, account) = self.signed_in()?;
        let administered: Vec<OrgId> = document
            .tree
            .iter()
            .filter(|o| account.administers(o))
            .map(|o| o.id)
            .collect();
        let all = document.environments.iter();
        let rows = all
            .filter(|e| administered.contains(&e.organization))
            .cloned()
            .collect();
        let coverage = document.unread.all_environments();
        Ok(Listing { rows, coverage }.unverified_if_empty(account.limited_by_scopes))
    }

    fn stream_environment_use(
        &self,
        environment: EnvironmentId,
        _: OnPartial<'_, Arc<EnvironmentUse>>,
    ) -> Result<Arc<EnvironmentUse>, Error> {
        let (document, account) = self.signed_in()?;
        let gone = || Error::NotFound("This environment".into());
        let owner = document
            .environments
            .iter()
            .find(|e| e.id == environment)
            .ok_or_else(gone)?
            .organization;
        let owner = document.seen(&account, owner)?;
        if !account.administers(owner) {
            return Err(Error::Refused(Refusal::NotAdministrator {
                user: account.username.shown().into_owned(),
                organization: owner.name.shown().into_owned(),
            }));
        }
        let uses = document.uses.get(&environment).ok_or_else(gone)?;
        let uses = document.unread.used(environment, uses)?;
        if !account.limited_by_scopes {
            return Ok(uses);
        }
        let uses = EnvironmentUse::clone(&uses).covered(|rows| Coverage::unverified_if_empty(true, rows));
        Ok(Arc::new(uses))
    }

    fn providers(&self, organization: OrgId) -> Result<Listing<ProviderRow>, Error> {
        let (document, account) = self.signed_in()?;
        document.seen(&account, organization)?;
        if let Visibility::Nothing(why) = rules::providers_view(&account, &document.tree, organization) {
            return Err(Error::Refused(why));
        }
        let rows = document.providers.iter().map(|p| p.row.clone()).collect();
        let coverage = document.unread.all_providers();
        let mut listing = Listing { rows, coverage }.unverified_if_empty(account.limited_by_scopes);
        listing.rows.insert(0, ProviderRow::built_in());
        Ok(listing)
    }

    fn provider(&self, organization: OrgId, provider: ProviderRef) -> Result<Provider, Error> {
        let (document, account) = self.signed_in()?;
        document.seen(&account, organization)?;
        match rules::providers_view(&account, &document.tree, organization) {
            Visibility::Full => {
                let found = document.provider(provider)?;
                document.unread.provider(provider)?;
                Ok(found)
            }
            Visibility::Names(_) => Ok(Provider::without_config(document.provider(provider)?.row)),
            Visibility::Nothing(why) => Err(Error::Refused(why)),
        }
    }

    fn count_applications(&self, provider: ProviderRef) -> Result<Counted, Error> {
        self.count_of(provider)
    }

    fn stream_applications(
        &self,
        provider: ProviderRef,
        _: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Arc<Listing<Application>>, Error> {
        self.applications_in(provider)
    }

    fn stream_all_applications(
        &self,
        _: OnPartial<'_, Arc<Listing<Application>>>,
    ) -> Result<Arc<Listing<Application>>, Error> {
        self.every_application()
    }

    fn application_contracts(&self, application: ApplicationId) -> Result<Listing<ApplicationContract>, Error> {
        self.contracts_of(application)
    }

    fn contracted_applications(&self) -> Result<Listing<ApplicationId>, Error> {
        self.with_contracts()
    }

    fn change(&self, change: &Change) -> Result<ChangeResult, Error> {
        self.make(change)
    }

    fn discover(&self, issuer: &Untrusted) -> Result<Discovery, Error> {
        let (document, _) = self.signed_in()?;
        let mut documents = document.discovery.iter();
        let found = documents.find(|(of, _)| same_issuer(of, issuer.raw()));
        let (_, found) = found.ok_or_else(|| unanswered(issuer))?;
        found.clone().for_issuer(issuer)
    }

    fn reveal_secret(&self, organization: OrgId) -> Result<Secret, Error> {
        self.reveal(organization)
    }

    fn undo(&self) -> Result<String, Error> {
        self.undo_last()
    }

    fn redo(&self) -> Result<String, Error> {
        self.redo_last()
    }

    fn start_over(&self) -> Result<String, Error> {
        self.reset()
    }
}
