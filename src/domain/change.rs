//! Changes to an organization as plain data: each is asked of a backend once, and happens whole or not at all.

use serde::Serialize;

use super::draft::Edit;
use super::environment::EnvironmentKind;
use super::id::{ApiId, EnvironmentId, OrgId, ProviderId, ProviderRef};
use super::provider::ProviderKind;
use super::text::Untrusted;

/// A change. What it names as `was` is how the person saw it: where it is not like that any more, nothing is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Adds a client provider to the root organization.
    AddProvider {
        /// The root organization.
        organization: OrgId,
        /// Its kind.
        kind: ProviderKind,
        /// Everything that is set.
        edits: Vec<Edit>,
    },
    /// Changes a client provider: a partial update, what it does not name stays.
    EditProvider {
        /// The root organization.
        organization: OrgId,
        /// Its id.
        provider: ProviderId,
        /// Its name.
        was: Untrusted,
        /// What changes.
        edits: Vec<Edit>,
    },
    /// Deletes a client provider for the whole organization (R70-R73).
    DeleteProvider {
        /// The root organization.
        organization: OrgId,
        /// Its id.
        provider: ProviderId,
        /// Its name.
        was: Untrusted,
        /// Its kind, as it was seen.
        kind: ProviderKind,
    },
    /// Sets the client providers of an environment, the default first (R51).
    Associate {
        /// Which.
        environment: EnvironmentId,
        /// The list as it was.
        was: Vec<ProviderId>,
        /// The whole new list.
        providers: Vec<ProviderId>,
        /// What was made the default in so many words; without that the default stays where it is (R53).
        made_default: Option<ProviderId>,
    },
    /// Creates an environment. A name that is taken gets a number (R5).
    CreateEnvironment {
        /// Where.
        organization: OrgId,
        /// Its name.
        name: String,
        /// Its type, for good.
        kind: EnvironmentKind,
        /// Its client providers, the default first; none means the built-in one (R50).
        providers: Vec<ProviderId>,
    },
    /// Renames an environment.
    RenameEnvironment {
        /// Which.
        environment: EnvironmentId,
        /// Its name.
        was: Untrusted,
        /// Its new name.
        name: String,
    },
    /// Deletes an environment and everything in it.
    DeleteEnvironment {
        /// Which.
        environment: EnvironmentId,
        /// Its name.
        was: Untrusted,
    },
    /// Creates a business group.
    CreateGroup {
        /// The organization right above it.
        parent: OrgId,
        /// Its name.
        name: String,
        /// User name of its owner.
        owner: Untrusted,
    },
    /// Renames a business group, or gives it to another owner.
    EditGroup {
        /// Which.
        group: OrgId,
        /// Its name.
        was: Untrusted,
        /// Its name from now on.
        name: String,
        /// User name of its owner from now on; `None` leaves that as it is.
        owner: Option<Untrusted>,
    },
    /// Deletes a business group and everything in it.
    DeleteGroup {
        /// Which.
        group: OrgId,
        /// Its name.
        was: Untrusted,
    },
    /// Gives an API instance another client provider (R60).
    Reassign {
        /// Where it runs.
        environment: EnvironmentId,
        /// Which.
        api: ApiId,
        /// Its provider.
        was: ProviderRef,
        /// Its new provider.
        provider: ProviderRef,
    },
}

/// What was done to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ChangeKind {
    /// It was made.
    Create,
    /// It was changed.
    Edit,
    /// It was deleted.
    Delete,
    /// The last of these was taken back.
    Undo,
}

/// What a change was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    /// A client provider.
    Provider(ProviderId),
    /// An environment.
    Environment(EnvironmentId),
    /// A business group.
    Group(OrgId),
    /// An API instance.
    Api(EnvironmentId, ApiId),
}

/// A change that a dry run did not send: what would have been asked, fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Method and path: `DELETE /accounts/api/...`.
    pub request: String,
    /// The lines of its body, secrets as `***`.
    pub body: Vec<String>,
}

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeResult {
    /// What it was about.
    pub object: Object,
    /// How it is called afterwards; of what was deleted the last name.
    pub name: Untrusted,
    /// The file in which the backend kept a deleted provider's configuration, without secrets; fit to be shown.
    pub backup: Option<String>,
}

impl ChangeResult {
    #[must_use]
    pub fn new(object: Object, name: Untrusted) -> Self {
        Self {
            object,
            name,
            backup: None,
        }
    }

    /// What `change` did, without a stop: `Added client provider 'X'`. Names in it are escaped.
    #[must_use]
    pub fn summary(&self, change: &Change) -> String {
        change.summary(self.object, &self.name)
    }
}

impl Object {
    /// The platform's word for it.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Provider(_) => "client provider",
            Self::Environment(_) => "environment",
            Self::Group(_) => "business group",
            Self::Api(..) => "API",
        }
    }
}

impl Change {
    /// What was done to the thing now named `name`, without a stop: `Renamed environment 'QA'`.
    #[must_use]
    pub fn summary(&self, object: Object, name: &Untrusted) -> String {
        let deed = match self {
            Self::AddProvider { .. } => "Added",
            Self::EditProvider { .. } | Self::EditGroup { .. } => "Saved",
            Self::Associate { .. } => return format!("Set the client providers of environment '{}'", name.shown()),
            Self::CreateEnvironment { .. } | Self::CreateGroup { .. } => "Created",
            Self::RenameEnvironment { .. } => "Renamed",
            Self::DeleteProvider { .. } | Self::DeleteEnvironment { .. } | Self::DeleteGroup { .. } => "Deleted",
            Self::Reassign { .. } => return format!("Set the client provider of API '{}'", name.shown()),
        };
        format!("{deed} {} '{}'", object.noun(), name.shown())
    }

    #[must_use]
    pub fn kind(&self) -> ChangeKind {
        match self {
            Self::AddProvider { .. } | Self::CreateEnvironment { .. } | Self::CreateGroup { .. } => ChangeKind::Create,
            Self::DeleteProvider { .. } | Self::DeleteEnvironment { .. } | Self::DeleteGroup { .. } => {
                ChangeKind::Delete
            }
            _ => ChangeKind::Edit,
        }
    }

    /// Names of the fields that it changes, each once, for the audit: never their values.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static str> {
        match self {
            Self::AddProvider { edits, .. } | Self::EditProvider { edits, .. } => {
                let mut labels: Vec<_> = edits.iter().map(|e| e.label).collect();
                // Two places of one field follow each other.
                labels.dedup();
                labels
            }
            Self::Associate { .. } | Self::Reassign { .. } => vec!["Client Providers"],
            Self::RenameEnvironment { .. } => vec!["Name"],
            Self::EditGroup { was, name, owner, .. } => {
                let name = (was.raw() != name).then_some("Name");
                name.into_iter().chain(owner.as_ref().map(|_| "Owner")).collect()
            }
            _ => Vec::new(),
        }
    }
}
