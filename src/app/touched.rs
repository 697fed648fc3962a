//! Which pieces of what was read a change may have altered: those are read again.

use std::collections::BTreeSet;

use super::access_read::AccessRead;
use super::model::resource::Resource;
use crate::domain::change::{Change, Object};
use crate::domain::{ApiId, EnvironmentId, ProviderId, ProviderRef, UserId};

/// What a change may have altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    Providers,
    Provider(ProviderId),
    /// What an environment uses.
    Use(EnvironmentId),
    Api(EnvironmentId, ApiId),
    Environments,
    Groups,
    User(UserId),
    /// Something was deleted; a client provider was used by these environments.
    Deleted(Object, BTreeSet<EnvironmentId>),
}

impl Touched {
    pub fn by(change: &Change) -> Self {
        match change {
            Change::AddProvider { .. } => Self::Providers,
            Change::EditProvider { provider, .. } => Self::Provider(*provider),
            Change::DeleteProvider { provider, .. } => Self::Deleted(Object::Provider(*provider), BTreeSet::new()),
            Change::Associate { environment, .. } => Self::Use(*environment),
            Change::Reassign { environment, api, .. } => Self::Api(*environment, *api),
            Change::CreateEnvironment { .. } | Change::RenameEnvironment { .. } => Self::Environments,
            Change::DeleteEnvironment { environment, .. } => {
                Self::Deleted(Object::Environment(*environment), BTreeSet::new())
            }
            Change::SetUserEnabled { user, .. } => Self::User(*user),
            Change::DeleteTeam { team, .. } => Self::Deleted(Object::Team(*team), BTreeSet::new()),
            Change::DeleteGroup { group, .. } => Self::Deleted(Object::Group(*group), BTreeSet::new()),
            Change::CreateGroup { .. } | Change::EditGroup { .. } => Self::Groups,
        }
    }

    /// Whether `resource` may be another one now.
    pub fn holds(&self, resource: Resource) -> bool {
        let groups = matches!(resource, Resource::Account | Resource::Tree | Resource::Environments);
        match (self, resource) {
            // Every change is in the audit.
            (_, Resource::Access(AccessRead::Audit(_)))
            | (Self::Providers | Self::Provider(_) | Self::Deleted(Object::Provider(_), _), Resource::Providers(_))
            // What was registered in it is the built-in one's now.
            | (Self::Deleted(Object::Provider(_), _), Resource::Access(AccessRead::Applications))
            | (
                Self::Environments | Self::Deleted(Object::Environment(_), _),
                Resource::Environments | Resource::Tree,
            ) => true,
            (Self::User(id), Resource::Access(read)) => {
                read == AccessRead::User(*id) || matches!(read, AccessRead::Users(_) | AccessRead::RoleMembers(..))
            }
            (Self::Deleted(Object::Team(_), _), Resource::Access(read)) => matches!(
                read,
                AccessRead::Teams
                    | AccessRead::Team(_)
                    | AccessRead::TeamMembers(_)
                    | AccessRead::UserTeams(_)
                    | AccessRead::EffectiveGrants(_)
                    | AccessRead::Holders(..)
            ),
            (Self::Deleted(Object::Environment(_) | Object::Group(_), _), Resource::Access(read)) => goes_with_place(read),
            (Self::Provider(id), Resource::Provider(_, of)) => of == ProviderRef::External(*id),
            (
                Self::Deleted(Object::Provider(id), _),
                Resource::Provider(_, of) | Resource::Count(of) | Resource::Applications(of),
            ) => of == ProviderRef::External(*id) || of == ProviderRef::BuiltIn,
            (Self::Deleted(Object::Provider(_), lost), Resource::Use(at)) => lost.contains(&at),
            (Self::Use(id) | Self::Api(id, _), Resource::Use(at))
            | (Self::Deleted(Object::Environment(id), _), Resource::Use(at) | Resource::Protection(at, _)) => at == *id,
            (Self::Api(id, api), Resource::Protection(at, of)) => (at, of) == (*id, *api),
            (Self::Groups | Self::Deleted(Object::Group(_), _), _) => groups,
            _ => false,
        }
    }
}

/// Whether something of it may go with an environment or a business group.
fn goes_with_place(read: AccessRead) -> bool {
    matches!(
        read,
        AccessRead::Users(_)
            | AccessRead::UserRoles(_)
            | AccessRead::UserGrants(_)
            | AccessRead::EffectiveGrants(_)
            | AccessRead::TeamGrants(_)
            | AccessRead::Roles(_)
            | AccessRead::RoleGrants(..)
            | AccessRead::RoleMembers(..)
            | AccessRead::Holders(..)
            | AccessRead::ConnectedApps(_)
            | AccessRead::PlaceAccess(_)
            | AccessRead::AppScopes(..)
            | AccessRead::AppAuthorizations(_)
            | AccessRead::OwnScopes
            | AccessRead::ApplicationContracts(_)
            | AccessRead::ContractedApplications
    )
}
