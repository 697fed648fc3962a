//! Business groups: who makes, changes and deletes them (docs/platform.md, R2, R11, R12).

use super::{Actor, GROUPS, Refusal};
use crate::domain::{OrgId, Untrusted};

/// Characters of a business group's name. The platform documents no limit.
const LONGEST: usize = 255;

/// Refuses an app that acts on its own behalf before the platform does (R25).
fn not_an_app(who: Actor<'_>) -> Result<(), Refusal> {
    if who.account.app {
        Err(Refusal::AppOnItsOwn)
    } else {
        Ok(())
    }
}

pub fn create_group(who: Actor<'_>, parent: OrgId) -> Result<(), Refusal> {
    who.administers(parent)?;
    not_an_app(who)?;
    // The root is in the tree as well. Who does not see all of it is told by the backend.
    if who.tree.len() > GROUPS {
        return Err(Refusal::TooManyGroups);
    }
    Ok(())
}

pub fn edit_group(who: Actor<'_>, group: OrgId) -> Result<(), Refusal> {
    if who.administers(group)?.is_root() {
        return Err(Refusal::RootSettings);
    }
    not_an_app(who)
}

/// Whether a business group may be deleted (R11). What becomes of groups below it is not documented: they go first.
pub fn delete_group(who: Actor<'_>, group: OrgId) -> Result<(), Refusal> {
    let found = who.tree.get(group).ok_or(Refusal::NotSeen)?;
    if found.is_root() {
        return Err(Refusal::RootStays);
    }
    who.administers(group)?;
    not_an_app(who)?;
    let below = who.tree.iter().filter(|o| o.parents.contains(&group)).count();
    none_below(&found.name, Some(below))
}

/// Refuses to delete a business group above others, or where it isn't known how many are below it.
pub fn none_below(group: &Untrusted, below: Option<usize>) -> Result<(), Refusal> {
    let group = group.shown().into_owned();
    match below {
        Some(0) => Ok(()),
        Some(below) => Err(Refusal::HoldsGroups { group, below }),
        None => Err(Refusal::GroupsUnseen { group }),
    }
}

/// Whether a business group that was deleted may be put back. `who` is asked with the group in the tree again: the role
/// that someone had in it went with it.
pub fn restore_group(who: Actor<'_>, group: OrgId) -> Result<(), Refusal> {
    edit_group(who, group)?;
    if who.tree.len() > GROUPS + 1 {
        return Err(Refusal::TooManyGroups);
    }
    Ok(())
}

/// Whether the secret of an organization's own client may be shown: to who administers it, also where changes are off.
pub fn reveal_secret(who: Actor<'_>, organization: OrgId) -> Result<(), Refusal> {
    let who = Actor {
        read_only: false,
        ..who
    };
    who.administers(organization).map(|_| ())
}

pub fn group_name(name: &str) -> Result<(), Refusal> {
    let fits = !name.is_empty() && name.trim() == name && name.chars().count() <= LONGEST;
    if fits && !name.chars().any(char::is_control) {
        Ok(())
    } else {
        let why = format!("A business group's name has 1 to {LONGEST} characters, and no spaces around it.");
        Err(Refusal::Name(why))
    }
}
