//! Changes to an organization, as plain data. A backend makes each once, whole or not at all.

mod seen;

use serde::Serialize;

use super::draft::Edit;
use super::environment::EnvironmentKind;
use super::id::{ApiId, EnvironmentId, OrgId, ProviderId, ProviderRef, TeamId, UserId};
use super::provider::ProviderKind;
use super::text::Untrusted;

pub use seen::{DeletionEffect, Losses, Seen, TeamPart, is_whole, part, team_parts};

/// A change to an organization. `was` is what the person saw: where that is no longer so, a backend refuses the
/// change.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    AddProvider {
        organization: OrgId,
        kind: ProviderKind,
        edits: Vec<Edit>,
    },
    /// Changes a client provider: a partial update, what it does not name stays.
    EditProvider {
        organization: OrgId,
        provider: ProviderId,
        was: Untrusted,
        edits: Vec<Edit>,
    },
    /// Deletes a client provider for the whole organization (R70-R73).
    DeleteProvider {
        organization: OrgId,
        provider: ProviderId,
        was: Untrusted,
        kind: ProviderKind,
        seen: Seen,
    },
    /// Sets the client providers of an environment, the default first (R51).
    Associate {
        environment: EnvironmentId,
        was: Vec<ProviderId>,
        providers: Vec<ProviderId>,
        /// The provider that the person chose as the default; `None` keeps the present default (R53).
        made_default: Option<ProviderId>,
    },
    /// Creates an environment. A name that is taken gets a number (R5).
    CreateEnvironment {
        organization: OrgId,
        name: String,
        /// Its type, for good.
        kind: EnvironmentKind,
        /// Its client providers, the default first; none means the built-in one (R50).
        providers: Vec<ProviderId>,
    },
    RenameEnvironment {
        environment: EnvironmentId,
        was: Untrusted,
        name: String,
    },
    /// Deletes an environment and everything in it.
    DeleteEnvironment {
        environment: EnvironmentId,
        was: Untrusted,
        seen: Seen,
    },
    CreateGroup {
        parent: OrgId,
        name: String,
        /// User name of its owner.
        owner: Untrusted,
    },
    EditGroup {
        group: OrgId,
        was: Untrusted,
        name: String,
        /// User names of its owner, as it was seen and from now on; `None` leaves that as it is.
        owner: Option<(Option<Untrusted>, Untrusted)>,
    },
    /// Deletes a business group and everything in it.
    DeleteGroup { group: OrgId, was: Untrusted, seen: Seen },
    Reassign {
        environment: EnvironmentId,
        api: ApiId,
        was: ProviderRef,
        provider: ProviderRef,
    },
    /// Lets a user of the root organization sign in, or keeps them from it.
    SetUserEnabled {
        user: UserId,
        /// The user name, as it was seen.
        was: Untrusted,
        enabled: bool,
    },
    /// Deletes a team with the teams below it. Nothing brings them back on the platform.
    DeleteTeam { team: TeamId, was: Untrusted, seen: Seen },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ChangeKind {
    Create,
    Edit,
    Delete,
    /// The last of these was taken back.
    Undo,
    /// The last one that was taken back was made again.
    Redo,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    Provider(ProviderId),
    Environment(EnvironmentId),
    Group(OrgId),
    Api(EnvironmentId, ApiId),
    User(UserId),
    Team(TeamId),
}

/// A request that a dry run did not send, fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Method and path: `DELETE /accounts/api/...`.
    pub request: String,
    /// The lines of its body, secrets as `***`.
    pub body: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeResult {
    pub object: Object,
    /// Its name after the change; for a deletion, its last name.
    pub name: Untrusted,
    /// The file in which the backend kept a deleted provider's configuration, without secrets; fit to be shown.
    pub backup: Option<String>,
}

impl ChangeResult {
    pub fn new(object: Object, name: Untrusted) -> Self {
        Self {
            object,
            name,
            backup: None,
        }
    }

    /// What `change` did, without a stop: `Added client provider 'X'`. Names in it are escaped.
    pub fn summary(&self, change: &Change) -> String {
        change.summary(self.object, &self.name)
    }
}

impl Object {
    pub fn id_text(self) -> String {
        match self {
            Self::Provider(id) => id.to_string(),
            Self::Environment(id) => id.to_string(),
            Self::Group(id) => id.to_string(),
            Self::Api(_, id) => id.to_string(),
            Self::User(id) => id.to_string(),
            Self::Team(id) => id.to_string(),
        }
    }

    /// The platform's word for it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Provider(_) => "client provider",
            Self::Environment(_) => "environment",
            Self::Group(_) => "business group",
            Self::Api(..) => "API",
            Self::User(_) => "user",
            Self::Team(_) => "team",
        }
    }
}

impl Change {
    /// What was done to the thing now named `name`, without a stop: `Renamed environment 'QA'`.
    pub fn summary(&self, object: Object, name: &Untrusted) -> String {
        let deed = match self {
            Self::AddProvider { .. } => "Added",
            Self::EditProvider { .. } | Self::EditGroup { .. } => "Saved",
            Self::Associate { .. } => return format!("Set the client providers of environment '{}'", name.shown()),
            Self::CreateEnvironment { .. } | Self::CreateGroup { .. } => "Created",
            Self::RenameEnvironment { .. } => "Renamed",
            Self::DeleteProvider { .. }
            | Self::DeleteEnvironment { .. }
            | Self::DeleteGroup { .. }
            | Self::DeleteTeam { .. } => "Deleted",
            Self::SetUserEnabled { enabled: true, .. } => "Enabled",
            Self::SetUserEnabled { .. } => "Disabled",
            Self::Reassign { .. } => return format!("Set the client provider of API '{}'", name.shown()),
        };
        format!("{deed} {} '{}'", object.noun(), name.shown())
    }

    /// What it is about; nothing where it makes something new.
    pub fn object(&self) -> Option<Object> {
        Some(match self {
            Self::AddProvider { .. } | Self::CreateEnvironment { .. } | Self::CreateGroup { .. } => return None,
            Self::EditProvider { provider, .. } | Self::DeleteProvider { provider, .. } => Object::Provider(*provider),
            Self::Associate { environment, .. }
            | Self::RenameEnvironment { environment, .. }
            | Self::DeleteEnvironment { environment, .. } => Object::Environment(*environment),
            Self::Reassign { environment, api, .. } => Object::Api(*environment, *api),
            Self::SetUserEnabled { user, .. } => Object::User(*user),
            Self::DeleteTeam { team, .. } => Object::Team(*team),
            Self::EditGroup { group, .. } | Self::DeleteGroup { group, .. } => Object::Group(*group),
        })
    }

    pub fn kind(&self) -> ChangeKind {
        match self {
            Self::AddProvider { .. } | Self::CreateEnvironment { .. } | Self::CreateGroup { .. } => ChangeKind::Create,
            Self::DeleteProvider { .. }
            | Self::DeleteEnvironment { .. }
            | Self::DeleteGroup { .. }
            | Self::DeleteTeam { .. } => ChangeKind::Delete,
            _ => ChangeKind::Edit,
        }
    }

    /// Names of the fields that it changes, each once, for the audit: never their values.
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
            Self::SetUserEnabled { .. } => vec!["Status"],
            Self::EditGroup { was, name, owner, .. } => {
                let name = (was.raw() != name).then_some("Name");
                name.into_iter().chain(owner.as_ref().map(|_| "Owner")).collect()
            }
            _ => Vec::new(),
        }
    }
}
