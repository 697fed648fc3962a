//! Reads everything that any backend tells of who may do what. Imports `domain`.

mod piece;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Backend;
use super::inventory::InventoryReader;
use super::parallel::RunParallel;
use crate::domain::access::AccessInventory;
use crate::domain::connected_app::AppKind;
use crate::domain::grant::HolderId;
use crate::domain::identity_provider::IdentityProviderDetails;
use crate::domain::snapshot::{NOTHING_VISIBLE, NotRead, SnapshotItem, SnapshotPhase};
use crate::domain::{
    ConnectedApp, Coverage, Error, IdentityProvider, IdentityProviderRef, Listing, OrgId, RoleGroup, Tree, Untrusted,
};
use piece::{Piece, PieceRead};

/// Which parts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessParts {
    /// Users, and where they sign in.
    Users,
    /// Connected apps, and the users who may own one.
    Apps,
    /// Users, teams, roles, and what each of them may do.
    Grants,
    /// All of these, external groups, and the configurations of identity providers.
    All,
}

impl AccessParts {
    fn has(self, part: Self) -> bool {
        self == part || self == Self::All
    }
}

/// Reads it for the signed-in account, so many pieces at a time.
///
/// # Errors
/// Nobody is signed in any more. Anything else that fails is among the gaps.
pub fn read_access(
    backend: &dyn Backend,
    tree: &Tree,
    parts: AccessParts,
    (at_once, parallel): (usize, RunParallel),
) -> Result<AccessInventory, Error> {
    read_access_with(&InventoryReader::new(backend, at_once, parallel), tree, parts)
}

/// The same with a reader, which tells how far it is. Each team, role and app is read once, and each user's own permissions.
/// What a user has in the end follows from these, and isn't asked for.
pub(super) fn read_access_with(
    reader: &InventoryReader<'_>,
    tree: &Tree,
    parts: AccessParts,
) -> Result<AccessInventory, Error> {
    let backend = reader.backend;
    let mut found = AccessInventory::default();
    let Some(root) = tree.root().map(|root| root.id) else {
        return Ok(found);
    };
    let organizations: Vec<OrgId> = tree.iter().map(|one| one.id).collect();
    let mut pieces = Vec::new();
    let users = backend.users(root);
    found.users = list(&mut found, SnapshotItem::Users, users, |all| &all.coverage)?.unwrap_or_default();
    if parts.has(AccessParts::Grants) {
        let permissions = backend.permissions();
        let permissions = list(&mut found, SnapshotItem::Permissions, permissions, |all| &all.coverage)?;
        found.permissions = permissions.unwrap_or_default();
        let teams = backend.teams();
        found.teams = list(&mut found, SnapshotItem::Teams, teams, |all| &all.coverage)?.unwrap_or_default();
        let users = found
            .users
            .iter()
            .map(|user| Piece::Grants(HolderId::User(user.id), root));
        let teams = found.teams.iter().flat_map(|team| {
            let groups = (parts == AccessParts::All).then_some(Piece::ExternalGroups(team.id));
            let own = Piece::Grants(HolderId::Team(team.id), root);
            groups.into_iter().chain([Piece::TeamMembers(team.id), own])
        });
        pieces.extend(teams.chain(users));
        let roles = of_each(reader, &organizations, |id| backend.role_groups(*id))?;
        let mut seen = HashSet::new();
        let roles = lists(&mut found, SnapshotItem::Roles, tree, roles)?;
        // A list may have those of another organization too.
        for (at, role) in roles.into_iter().filter(|(_, role)| seen.insert(role.id)) {
            pieces.push(Piece::RoleMembers(at, role.id));
            pieces.push(Piece::Grants(HolderId::RoleGroup(role.id), at));
            let organization = Some(role.organization.unwrap_or(at));
            found.roles.push(RoleGroup { organization, ..role });
        }
    }
    if parts.has(AccessParts::Users) {
        let providers = backend.identity_providers();
        let providers = list(&mut found, SnapshotItem::IdentityProviders, providers, |all| {
            &all.coverage
        })?;
        let listed = providers.into_iter().flat_map(|all| all.rows);
        found.identity_providers = listed.map(only_named).collect();
        if parts == AccessParts::All {
            let ids = found.identity_providers.iter().map(|one| one.provider.id);
            let external = ids.filter(|id| *id != IdentityProviderRef::BuiltIn);
            pieces.extend(external.map(Piece::IdentityProvider));
        }
    }
    if parts.has(AccessParts::Apps) {
        let apps = of_each(reader, &organizations, |id| {
            backend.connected_apps(*id).map(|all| Listing::clone(&all))
        })?;
        let mut seen = HashSet::new();
        let apps = lists(&mut found, SnapshotItem::ConnectedApps, tree, apps)?;
        for (at, app) in apps.into_iter().filter(|(_, app)| seen.insert(app.id)) {
            // Of an app that acts for users, its row has all there is.
            if app.kind() == AppKind::OwnBehalf || app.scopes.is_none() {
                pieces.push(Piece::Scopes(at, app.id));
            }
            let organization = Some(app.organization.unwrap_or(at));
            found.apps.push(ConnectedApp { organization, ..app });
        }
    }
    let answers = reader.each(SnapshotPhase::Access, &pieces, |piece| piece.read(backend))?;
    keep(&mut found, pieces.into_iter().zip(answers).collect());
    Ok(found)
}

fn only_named(provider: IdentityProvider) -> IdentityProviderDetails {
    IdentityProviderDetails {
        provider,
        login_disabled: None,
        settings: Vec::new(),
    }
}

/// Keeps what came. Where the same is wrong with every piece of a kind, that is one gap.
fn keep(found: &mut AccessInventory, answers: Vec<(Piece, Result<PieceRead, Error>)>) {
    // One list that isn't empty shows that the scope is there (R27).
    let shown: BTreeSet<(SnapshotItem, Option<OrgId>)> = answers
        .iter()
        .filter(|(_, answer)| answer.as_ref().is_ok_and(|read| !read.list().1))
        .map(|(piece, _)| (piece.what(), piece.organization()))
        .collect();
    let mut counts: BTreeMap<SnapshotItem, usize> = BTreeMap::new();
    let mut gaps: BTreeMap<SnapshotItem, Vec<(Piece, String)>> = BTreeMap::new();
    for (piece, answer) in answers {
        *counts.entry(piece.what()).or_default() += 1;
        let why = match answer {
            Err(why) => Some(said(why)),
            Ok(read) => {
                let seen = shown.contains(&(piece.what(), piece.organization()));
                let why = match read.list().0 {
                    Coverage::Unverified if seen => None,
                    coverage => reason(coverage).map(str::to_owned),
                };
                // An empty list that proves nothing isn't kept.
                if why.is_none() || !read.list().1 {
                    read.keep(piece, why.is_none(), found);
                }
                why
            }
        };
        if let Some(why) = why {
            gaps.entry(piece.what()).or_default().push((piece, why));
        }
    }
    for (what, pieces) in gaps {
        let all = counts.get(&what) == Some(&pieces.len());
        let first = pieces.first().map(|(_, why)| why.as_str()).unwrap_or_default();
        if all && pieces.iter().all(|(_, why)| why == first) {
            let why = first.into();
            found.add_gap(NotRead {
                what,
                id: None,
                name: Untrusted::default(),
                why,
            });
            continue;
        }
        let names = names(found, what);
        for (piece, why) in pieces {
            let id = piece.id();
            let name = names.get(&id).cloned().unwrap_or_default();
            let why = why.as_str().into();
            found.add_gap(NotRead {
                what,
                id: Some(id),
                name,
                why,
            });
        }
    }
}

/// What those are called of whom a kind of piece is read, by id.
fn names(found: &AccessInventory, what: SnapshotItem) -> BTreeMap<String, Untrusted> {
    use SnapshotItem as Item;
    match what {
        Item::UserGrants => found
            .users
            .iter()
            .map(|one| (one.id.to_string(), one.username.clone()))
            .collect(),
        Item::TeamMembers | Item::TeamGroups | Item::TeamGrants => found
            .teams
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        Item::RoleMembers | Item::RoleGrants => found
            .roles
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        Item::AppScopes => found
            .apps
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        _ => {
            let all = found.identity_providers.iter().map(|one| &one.provider);
            let external = all.filter_map(|one| match one.id {
                IdentityProviderRef::External(id) => Some((id.to_string(), one.name.clone())),
                IdentityProviderRef::BuiltIn => None,
            });
            external.collect()
        }
    }
}

fn of_each<T: Send>(
    reader: &InventoryReader<'_>,
    organizations: &[OrgId],
    read: impl Fn(&OrgId) -> Result<Listing<T>, Error> + Sync,
) -> Result<Vec<Result<Listing<T>, Error>>, Error> {
    // What counts is what follows: lists are few.
    let quiet = InventoryReader::new(reader.backend, reader.at_once, reader.parallel);
    quiet.each(SnapshotPhase::Access, organizations, read)
}

/// The list, where it could be read. What is missing of it becomes a gap.
fn list<T>(
    found: &mut AccessInventory,
    what: SnapshotItem,
    read: Result<T, Error>,
    coverage: impl Fn(&T) -> &Coverage,
) -> Result<Option<T>, Error> {
    let (list, why) = match read {
        Err(Error::SignedOut) => return Err(Error::SignedOut),
        Err(why) => (None, Some(said(why))),
        Ok(list) => {
            let why = reason(coverage(&list)).map(str::to_owned);
            (Some(list), why)
        }
    };
    if let Some(why) = why {
        found.add_gap(NotRead {
            what,
            id: None,
            name: Untrusted::default(),
            why: why.as_str().into(),
        });
    }
    Ok(list)
}

/// In the words for somebody who has a file and not the screen.
fn said(error: Error) -> String {
    match error {
        Error::NotRead(why) => why,
        other => other.to_string(),
    }
}

const NOT_READ: &str = "It was not read.";

/// Why a list isn't all there is.
pub fn reason(coverage: &Coverage) -> Option<&str> {
    match coverage {
        Coverage::Complete => None,
        Coverage::Unverified => Some(NOTHING_VISIBLE),
        Coverage::Unread => Some(NOT_READ),
        Coverage::Partial(why) => Some(why),
    }
}

/// The rows of each organization's list, with the organization.
fn lists<T>(
    found: &mut AccessInventory,
    what: SnapshotItem,
    tree: &Tree,
    answers: Vec<Result<Listing<T>, Error>>,
) -> Result<Vec<(OrgId, T)>, Error> {
    let mut rows = Vec::new();
    let mut gaps = Vec::new();
    let organizations = answers.len();
    for (one, answer) in tree.iter().zip(answers) {
        let why = match answer {
            Err(Error::SignedOut) => return Err(Error::SignedOut),
            Err(why) => Some(said(why)),
            Ok(list) => {
                let why = reason(&list.coverage).map(str::to_owned);
                rows.extend(list.rows.into_iter().map(|row| (one.id, row)));
                why
            }
        };
        gaps.extend(why.map(|why| NotRead {
            what,
            id: Some(one.id.to_string()),
            name: one.name.clone(),
            why: why.as_str().into(),
        }));
    }
    let first = gaps.first().map(|gap| gap.why.clone());
    if gaps.len() == organizations && gaps.iter().all(|gap| Some(&gap.why) == first.as_ref()) {
        gaps.truncate(1);
        for gap in &mut gaps {
            (gap.id, gap.name) = (None, Untrusted::default());
        }
    }
    for gap in gaps {
        found.add_gap(gap);
    }
    Ok(rows)
}
