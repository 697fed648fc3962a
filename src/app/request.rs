//! What a backend is asked, and what it answers: one request with one reply, named by a ticket.

use std::sync::Arc;

use crate::domain::change::{Change, ChangeResult};
use crate::domain::compare::Comparison;
use crate::domain::discovery::Discovery;
use crate::domain::login::Login;
use crate::domain::secret::Secret;
use crate::domain::{
    Account, ApiId, Application, Counted, Environment, EnvironmentId, EnvironmentUse, Listing, OrgId, Protection,
    Provider, ProviderRef, ProviderRow, Tree, Untrusted,
};

/// Names one request, so that its answer finds the one who asked, and a late answer finds nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// One verb of the backend, with what it needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Sign in.
    SignIn(Login),
    /// The account signed in, with what it may do.
    Account,
    /// Remember where the account works.
    WorkIn(OrgId),
    /// The organizations.
    Tree,
    /// The environments of the whole tree.
    Environments,
    /// What one environment uses.
    EnvironmentUse(EnvironmentId),
    /// The policies and contracts of one API instance.
    Protection(EnvironmentId, ApiId),
    /// The client providers as seen from an organization.
    Providers(OrgId),
    /// One client provider as seen from an organization.
    Provider(OrgId, ProviderRef),
    /// How many client applications a provider has.
    CountApplications(ProviderRef),
    /// The client applications of a provider.
    Applications(ProviderRef),
    /// Make a change.
    Change(Box<Change>),
    /// Ask an issuer about itself.
    Discover(Untrusted),
    /// Tell the secret of an organization's own client.
    RevealSecret(OrgId),
    /// Take back the last change.
    Undo,
    /// Start the organization over.
    StartOver,
    /// Save the organization in this file, or in one that is named by the time, as the account sees it.
    Snapshot(Option<String>),
    /// Say what changed since the organization was as in this file.
    Compare(String),
}

/// The answer to each [`Request`], in the same order.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Signed in.
    SignedIn(Account),
    /// The account signed in.
    Account(Account),
    /// Remembered.
    WorksIn,
    /// The organizations.
    Tree(Tree),
    /// The environments.
    Environments(Listing<Environment>),
    /// What one environment uses.
    EnvironmentUse(Arc<EnvironmentUse>),
    /// The policies and contracts of one API instance.
    Protection(Protection),
    /// The client providers.
    Providers(Listing<ProviderRow>),
    /// One client provider.
    Provider(Box<Provider>),
    /// A count.
    Count(Counted),
    /// Client applications.
    Applications(Arc<Listing<Application>>),
    /// The change is made.
    Changed(ChangeResult),
    /// What an issuer says about itself.
    Discovered(Box<Discovery>),
    /// The secret that was asked for.
    Revealed(Secret),
    /// The last change is taken back; what it was.
    Undone(String),
    /// The organization is as it was at first.
    StartedOver,
    /// The organization is saved.
    Snapshot {
        /// The file, fit to be shown.
        file: String,
        /// How many pieces could not be read.
        not_read: usize,
    },
    /// What changed.
    Compared(Comparison),
}
