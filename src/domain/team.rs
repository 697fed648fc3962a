//! Teams: a tree whose members have the permissions of their team and of every team above it.

use std::borrow::Cow;

use super::id::{IdentityProviderRef, OrgId, TeamId, UserId};
use super::listing::Listing;
use super::text::{Untrusted, escape};
use super::time::UnixTime;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    pub id: TeamId,
    pub name: Untrusted,
    /// The path to it: the topmost team first, its parent last. Empty on the topmost one.
    pub ancestors: Vec<TeamId>,
    /// `internal`, `external`, `private`, `shared` or `legacy`.
    pub kind: Option<Untrusted>,
    pub organization: Option<OrgId>,
    pub created: Option<UnixTime>,
    pub updated: Option<UnixTime>,
}

impl Team {
    pub fn parent(&self) -> Option<TeamId> {
        self.ancestors.last().copied()
    }

    /// Whether it is `team`, or stands below it.
    pub fn is_within(&self, team: TeamId) -> bool {
        self.id == team || self.ancestors.contains(&team)
    }
}

/// The team that every user is a member of, listed there or not (R83): the only one that stands below no other.
pub fn everyones_team(teams: &Listing<Team>) -> Option<TeamId> {
    let mut topmost = teams.iter().filter(|team| team.parent().is_none());
    let first = topmost.next().filter(|_| teams.is_complete());
    first.filter(|_| topmost.next().is_none()).map(|team| team.id)
}

/// What a member is in a team.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Membership {
    Maintainer,
    Member,
    /// A word that amtui doesn't know.
    Other(Untrusted),
}

impl Membership {
    pub fn parse(word: &str) -> Self {
        match word {
            "maintainer" => Self::Maintainer,
            "member" => Self::Member,
            other => Self::Other(other.into()),
        }
    }

    /// The platform's word for it.
    pub fn word(&self) -> &str {
        match self {
            Self::Maintainer => "maintainer",
            Self::Member => "member",
            Self::Other(word) => word.raw(),
        }
    }

    /// The same, fit to be shown.
    pub fn label(&self) -> Cow<'_, str> {
        escape(self.word())
    }
}

/// Who is in a team: child teams are members too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemberId {
    User(UserId),
    Team(TeamId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamMember {
    pub id: MemberId,
    /// The user name, or the name of the child team.
    pub name: Untrusted,
    pub membership: Membership,
    /// Whether a mapping of external groups put them there.
    pub by_mapping: Option<bool>,
}

/// A group of an identity provider, whose people become members of a team or get a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalGroup {
    pub name: Untrusted,
    pub provider: Option<IdentityProviderRef>,
    /// What they become in a team; roles have no such thing.
    pub membership: Option<Membership>,
}
