//! Users, and what their rows say about signing in.

use super::id::{IdentityProviderRef, OrgId, UserId};
use super::team::{Membership, Team};
use super::text::Untrusted;
use super::time::{LastTime, UnixTime};

/// A user of an organization. A row of a list may know less than the user's own answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub username: Untrusted,
    /// Given and family name.
    pub name: Option<Untrusted>,
    pub email: Option<Untrusted>,
    /// Where they sign in.
    pub provider: Option<IdentityProviderRef>,
    /// Whether they may sign in. A deleted user who signs in through an identity provider looks disabled.
    pub enabled: Option<bool>,
    pub deleted: Option<bool>,
    /// The organization that the user belongs to.
    pub organization: Option<OrgId>,
    pub created: Option<UnixTime>,
    pub last_sign_in: LastTime,
    /// The sign-in before the last one.
    pub previous_sign_in: LastTime,
    /// Whether they need no second factor.
    pub mfa_exempt: Option<bool>,
    /// Whether they set a second factor up.
    pub mfa_configured: Option<bool>,
    /// Whether the IP allowlist doesn't hold for them. Only the user's own answer tells.
    pub ip_exempt: Option<bool>,
}

/// What a user's second factor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mfa {
    Exempt,
    Configured,
    NotConfigured,
    /// Their identity provider asks for it, or not: Anypoint Platform doesn't.
    IdentityProvider,
    Unknown,
}

impl User {
    /// A user of whom no more is known.
    pub fn new(id: UserId, username: Untrusted) -> Self {
        Self {
            id,
            username,
            name: None,
            email: None,
            provider: None,
            enabled: None,
            deleted: None,
            organization: None,
            created: None,
            last_sign_in: LastTime::Unknown,
            previous_sign_in: LastTime::Unknown,
            mfa_exempt: None,
            mfa_configured: None,
            ip_exempt: None,
        }
    }

    pub fn mfa(&self) -> Mfa {
        match (self.provider, self.mfa_exempt, self.mfa_configured) {
            (Some(IdentityProviderRef::External(_)), ..) => Mfa::IdentityProvider,
            (_, Some(true), _) => Mfa::Exempt,
            (_, Some(false), Some(true)) => Mfa::Configured,
            (_, Some(false), Some(false)) => Mfa::NotConfigured,
            _ => Mfa::Unknown,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserTeam {
    pub team: Team,
    pub membership: Membership,
    /// Whether a mapping of external groups put them there.
    pub by_mapping: Option<bool>,
}
