//! Reads who administers which organization, directly and through teams and roles. Imports `domain`.

use std::collections::{BTreeMap, BTreeSet};

use super::Backend;
use super::inventory::InventoryReader;
use super::parallel::RunParallel;
use crate::domain::access::{AccessOverview, Administrators, OverviewFacts, teams_to_read};
use crate::domain::grant::{HolderId, HolderKind, Holding};
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::snapshot::SnapshotPhase;
use crate::domain::team::{TeamMember, everyones_team};
use crate::domain::{Error, Listing, OrgId, RoleGroupId, TeamId, Tree, User};

const KINDS: [HolderKind; 3] = [HolderKind::User, HolderKind::Team, HolderKind::RoleGroup];

/// Reads it, so many lists at a time: three of each organization, and the members of each team and role that administers.
///
/// # Errors
/// Nobody is signed in any more. Anything else that fails leaves a gap.
pub fn read_administrators(
    backend: &dyn Backend,
    tree: &Tree,
    (at_once, parallel): (usize, RunParallel),
) -> Result<Administrators, Error> {
    let reader = InventoryReader::new(backend, at_once, parallel);
    let permission = match backend.permissions() {
        Ok(all) => all.iter().find(|one| one.name.raw() == ADMINISTRATOR).map(|one| one.id),
        Err(Error::SignedOut) => return Err(Error::SignedOut),
        Err(why) => return Ok(Administrators::unknown(why.to_string())),
    };
    let Some(permission) = permission else {
        let why = format!("The list of permissions has no {ADMINISTRATOR}.");
        return Ok(Administrators::unknown(why));
    };
    let teams = known(backend.teams().map(|all| Listing::clone(&all)))?;
    let asked: Vec<(OrgId, HolderKind)> = tree.iter().flat_map(|one| KINDS.map(|kind| (one.id, kind))).collect();
    let answers = reader.each(SnapshotPhase::Access, &asked, |(at, kind)| {
        backend.holders(*kind, permission, *at)
    })?;
    let mut holders: BTreeMap<(OrgId, HolderKind), Listing<Holding>> = BTreeMap::new();
    for (of, answer) in asked.into_iter().zip(answers) {
        holders.insert(of, known(answer)?);
    }
    let team_ids: BTreeSet<TeamId> = holders
        .iter()
        .filter(|((_, kind), _)| *kind == HolderKind::Team)
        .flat_map(|(_, held)| teams_to_read(held, &teams))
        .collect();
    let team_ids: Vec<TeamId> = team_ids.into_iter().collect();
    let members = reader.each(SnapshotPhase::Access, &team_ids, |id| backend.team_members(*id))?;
    let mut team_members: BTreeMap<TeamId, Listing<TeamMember>> = BTreeMap::new();
    for (id, answer) in team_ids.into_iter().zip(members) {
        team_members.insert(id, known(answer)?);
    }
    // A role may give it in several organizations.
    let role_ids: BTreeSet<(OrgId, RoleGroupId)> = holders.values().flat_map(roles).collect();
    let role_ids: Vec<(OrgId, RoleGroupId)> = role_ids.into_iter().collect();
    let members = reader.each(SnapshotPhase::Access, &role_ids, |(at, id)| {
        backend.role_group_members(*at, *id)
    })?;
    let mut role_members: BTreeMap<(OrgId, RoleGroupId), Listing<User>> = BTreeMap::new();
    for (of, answer) in role_ids.into_iter().zip(members) {
        role_members.insert(of, known(answer)?);
    }
    let nobody = Listing::partial(Vec::new(), "Not all that says who administers is read.");
    // Whom the topmost team makes administrators.
    let topmost = everyones_team(&teams).map(HolderId::Team);
    let by_all = holders.values().flatten().any(|held| Some(held.holder) == topmost);
    let everyone = match tree.root().filter(|_| by_all) {
        Some(root) => Some(known(backend.users(root.id).map(|all| Listing::clone(&all)))?),
        None => None,
    };
    let overview = |at: OrgId| {
        let [users, held_by_teams, role_groups] = KINDS.map(|kind| holders.get(&(at, kind)).unwrap_or(&nobody));
        AccessOverview::new(OverviewFacts {
            users,
            teams: held_by_teams,
            role_groups,
            tree: &teams,
            everyone: everyone.as_ref(),
            team_members: &|id| team_members.get(&id),
            role_members: &|own, id| role_members.get(&(own, id)),
        })
    };
    let mut found = Administrators::new(tree.iter().map(|one| (one.id, overview(one.id))));
    // Somebody may administer a business group that isn't in the tree.
    found.coverage = found.coverage.and(tree.coverage().clone());
    Ok(found)
}

/// The roles that hold it, with the organization that each belongs to.
fn roles(held: &Listing<Holding>) -> impl Iterator<Item = (OrgId, RoleGroupId)> {
    held.iter().filter_map(|held| match held.holder {
        HolderId::RoleGroup(id) => Some((held.organization?, id)),
        _ => None,
    })
}

/// A list that can't be read has rows that nobody knows.
fn known<T>(answer: Result<Listing<T>, Error>) -> Result<Listing<T>, Error> {
    match answer {
        Err(Error::SignedOut) => Err(Error::SignedOut),
        Err(why) => Ok(Listing::partial(Vec::new(), why.to_string())),
        Ok(list) => Ok(list),
    }
}
