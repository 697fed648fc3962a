//! One read about a user, team, role, app or identity provider, and what it answers.

use crate::backend::Backend;
use crate::domain::access::AccessInventory;
use crate::domain::connected_app::AppScope;
use crate::domain::grant::HolderId;
use crate::domain::identity_provider::IdentityProviderDetails;
use crate::domain::snapshot::SnapshotItem;
use crate::domain::team::{ExternalGroup, TeamMember};
use crate::domain::{
    ConnectedAppId, Coverage, Error, Grant, IdentityProviderRef, Listing, OrgId, RoleGroupId, TeamId, User,
};

/// What is read for itself: of one thing that a list names.
#[derive(Clone, Copy)]
pub(super) enum Piece {
    TeamMembers(TeamId),
    ExternalGroups(TeamId),
    RoleMembers(OrgId, RoleGroupId),
    Grants(HolderId, OrgId),
    Scopes(OrgId, ConnectedAppId),
    IdentityProvider(IdentityProviderRef),
}

pub(super) enum PieceRead {
    Members(Listing<TeamMember>),
    Groups(Listing<ExternalGroup>),
    Users(Listing<User>),
    Grants(Listing<Grant>),
    Scopes(Listing<AppScope>),
    IdentityProvider(Box<IdentityProviderDetails>),
}

impl Piece {
    pub(super) fn read(self, backend: &dyn Backend) -> Result<PieceRead, Error> {
        Ok(match self {
            Self::TeamMembers(id) => PieceRead::Members(backend.team_members(id)?),
            Self::ExternalGroups(id) => PieceRead::Groups(backend.team_mappings(id)?),
            Self::RoleMembers(at, id) => PieceRead::Users(backend.role_group_members(at, id)?),
            Self::Grants(HolderId::User(id), _) => PieceRead::Grants(backend.user_grants(id)?),
            Self::Grants(HolderId::Team(id), _) => PieceRead::Grants(backend.team_grants(id)?),
            Self::Grants(HolderId::RoleGroup(id), at) => PieceRead::Grants(backend.role_group_grants(at, id)?),
            Self::Scopes(at, id) => PieceRead::Scopes(backend.app_scopes(at, id)?),
            Self::IdentityProvider(id) => PieceRead::IdentityProvider(Box::new(backend.identity_provider(id)?)),
        })
    }

    pub(super) fn what(self) -> SnapshotItem {
        match self {
            Self::TeamMembers(_) => SnapshotItem::TeamMembers,
            Self::ExternalGroups(_) => SnapshotItem::TeamGroups,
            Self::RoleMembers(..) => SnapshotItem::RoleMembers,
            Self::Grants(HolderId::User(_), _) => SnapshotItem::UserGrants,
            Self::Grants(HolderId::Team(_), _) => SnapshotItem::TeamGrants,
            Self::Grants(HolderId::RoleGroup(_), _) => SnapshotItem::RoleGrants,
            Self::Scopes(..) => SnapshotItem::AppScopes,
            Self::IdentityProvider(_) => SnapshotItem::IdentityProvider,
        }
    }

    pub(super) fn id(self) -> String {
        match self {
            Self::TeamMembers(id) | Self::ExternalGroups(id) | Self::Grants(HolderId::Team(id), _) => id.to_string(),
            Self::RoleMembers(_, id) | Self::Grants(HolderId::RoleGroup(id), _) => id.to_string(),
            Self::Grants(HolderId::User(id), _) => id.to_string(),
            Self::Scopes(_, id) => id.to_string(),
            Self::IdentityProvider(IdentityProviderRef::External(id)) => id.to_string(),
            Self::IdentityProvider(IdentityProviderRef::BuiltIn) => String::new(),
        }
    }

    /// The organization whose scopes decide whether it is visible; `None` for what belongs to the root.
    pub(super) fn organization(self) -> Option<OrgId> {
        match self {
            Self::RoleMembers(at, _) | Self::Grants(HolderId::RoleGroup(_), at) | Self::Scopes(at, _) => Some(at),
            _ => None,
        }
    }
}

impl PieceRead {
    pub(super) fn list(&self) -> (&Coverage, bool) {
        match self {
            Self::Members(list) => (&list.coverage, list.is_empty()),
            Self::Groups(list) => (&list.coverage, list.is_empty()),
            Self::Users(list) => (&list.coverage, list.is_empty()),
            Self::Grants(list) => (&list.coverage, list.is_empty()),
            Self::Scopes(list) => (&list.coverage, list.is_empty()),
            Self::IdentityProvider(_) => (&Coverage::Complete, false),
        }
    }

    pub(super) fn keep(self, piece: Piece, whole: bool, found: &mut AccessInventory) {
        fn known<T>(mut list: Listing<T>, whole: bool) -> Listing<T> {
            if whole {
                list.coverage = Coverage::Complete;
            }
            list
        }
        match (piece, self) {
            (Piece::TeamMembers(id), Self::Members(list)) => {
                found.team_members.insert(id, known(list, whole));
            }
            (Piece::ExternalGroups(id), Self::Groups(list)) => {
                found.external_groups.insert(id, known(list, whole));
            }
            (Piece::RoleMembers(_, id), Self::Users(list)) => {
                found.role_members.insert(id, known(list, whole));
            }
            (Piece::Grants(holder, _), Self::Grants(list)) => {
                found.grants.insert(holder, known(list, whole));
            }
            (Piece::Scopes(_, id), Self::Scopes(list)) => {
                found.scopes.insert(id, known(list, whole));
            }
            (Piece::IdentityProvider(_), Self::IdentityProvider(details)) => {
                let same = |one: &&mut IdentityProviderDetails| one.provider.id == details.provider.id;
                if let Some(one) = found.identity_providers.iter_mut().find(same) {
                    *one = *details;
                }
            }
            _ => {}
        }
    }
}
