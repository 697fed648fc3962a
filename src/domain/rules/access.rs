//! Who reads and changes users and teams (docs/platform.md, R20, R80).

use super::{Actor, Refusal, not_administrator};
use crate::domain::organization::{Organization, Tree};
use crate::domain::permission::Account;
use crate::domain::{Team, Untrusted};

/// Whether the users, roles, connected apps and the audit of `organization` may be read.
pub fn read_access(account: &Account, organization: &Organization) -> Result<(), Refusal> {
    if account.administers(organization) {
        return Ok(());
    }
    Err(not_administrator(account, organization))
}

/// Whether teams and what single users may do can be read: by who administers any organization.
pub fn read_directory(account: &Account, tree: &Tree) -> Result<(), Refusal> {
    if account.administers_any() {
        return Ok(());
    }
    let root = tree.root().ok_or(Refusal::NotSeen)?;
    Err(not_administrator(account, root))
}

/// Whether the user with this name may be enabled or disabled.
pub fn set_user_enabled(who: Actor<'_>, username: &Untrusted, enabled: bool) -> Result<(), Refusal> {
    who.administers(who.tree.root().ok_or(Refusal::NotSeen)?.id)?;
    if !enabled && who.account.username == *username {
        return Err(Refusal::OwnAccount);
    }
    Ok(())
}

/// Whether a team may be deleted, with the teams below it.
pub fn delete_team(who: Actor<'_>, team: &Team) -> Result<(), Refusal> {
    restore_team(who)?;
    if team.ancestors.is_empty() {
        return Err(Refusal::TopTeamStays);
    }
    Ok(())
}

/// Whether the deletion of a team may be taken back.
pub fn restore_team(who: Actor<'_>) -> Result<(), Refusal> {
    who.administers(who.tree.root().ok_or(Refusal::NotSeen)?.id)?;
    Ok(())
}
