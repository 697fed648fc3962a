//! Permissions that users, teams and roles gained or lost. Of a user it counts what they have in any way.

use std::collections::{BTreeMap, BTreeSet};

use super::comparer::{AccessComparer, named};
use super::{ComparedItem, Difference, DifferenceKind, ItemKind, ItemName, ItemValue, order};
use crate::domain::access::{AccessIndex, AccessInventory, Origin, PermissionNames, origin_words};
use crate::domain::grant::{GrantContext, HolderId};
use crate::domain::snapshot::SnapshotItem;
use crate::domain::{PermissionId, RoleGroupId, TeamId, Untrusted, UserId};

pub(super) struct Permissions<'a> {
    names: PermissionNames,
    teams: BTreeMap<TeamId, &'a Untrusted>,
    roles: BTreeMap<RoleGroupId, &'a Untrusted>,
}

type PermissionKey = (PermissionId, GrantContext);

impl<'a> Permissions<'a> {
    /// How many users may have gained or lost more.
    pub(super) fn compare(comparer: &mut AccessComparer<'a>) -> usize {
        let sides = [comparer.was, comparer.is];
        let this = Self {
            names: PermissionNames::new(sides),
            teams: sides
                .iter()
                .flat_map(|side| side.teams.iter())
                .map(|one| (one.id, &one.name))
                .collect(),
            roles: sides
                .iter()
                .flat_map(|side| side.roles.iter())
                .map(|one| (one.id, &one.name))
                .collect(),
        };
        for holder in this.groups() {
            this.own(comparer, holder);
        }
        this.users(comparer)
    }

    /// The teams, then the roles, each kind by name.
    fn groups(&self) -> Vec<HolderId> {
        let mut teams: Vec<_> = self
            .teams
            .iter()
            .map(|(id, name)| (order(name), HolderId::Team(*id)))
            .collect();
        let mut roles: Vec<_> = self
            .roles
            .iter()
            .map(|(id, name)| (order(name), HolderId::RoleGroup(*id)))
            .collect();
        teams.sort();
        roles.sort();
        teams.into_iter().chain(roles).map(|(_, holder)| holder).collect()
    }

    /// What a team or a role has itself.
    fn own(&self, comparer: &mut AccessComparer<'_>, holder: HolderId) {
        let (Some(was), Some(is)) = (own(comparer.was, holder), own(comparer.is, holder)) else {
            return;
        };
        let gone = was
            .difference(&is)
            .map(|key| (key.clone(), DifferenceKind::PermissionRemoved, Vec::new()));
        let new = is
            .difference(&was)
            .map(|key| (key.clone(), DifferenceKind::PermissionAdded, Vec::new()));
        self.push(comparer, holder, gone.chain(new));
    }

    fn users(&self, comparer: &mut AccessComparer<'a>) -> usize {
        let (was, is) = (AccessIndex::new(comparer.was), AccessIndex::new(comparer.is));
        let users = comparer.was.users.iter().chain(comparer.is.users.iter());
        let users: BTreeSet<(String, UserId)> = users.map(|user| (order(&user.username), user.id)).collect();
        let mut seen = BTreeSet::new();
        let mut uncertain = 0;
        for (_, user) in users {
            if !seen.insert(user) {
                continue;
            }
            let mut doubtful = false;
            let sides =
                [(&was, comparer.was), (&is, comparer.is)].map(|(index, side)| UserSide::new(index, side, user));
            let [before, after] = &sides;
            let keys: BTreeSet<&PermissionKey> = before.held.keys().chain(after.held.keys()).collect();
            let mut changed = Vec::new();
            for key in keys {
                if self.names.is_hidden(key.0) {
                    continue;
                }
                let (from, to) = (before.held.get(key), after.held.get(key));
                let direct =
                    |origins: Option<&BTreeSet<Origin>>| origins.is_some_and(|all| all.contains(&Origin::Direct));
                let known = before.direct_known && after.direct_known;
                let how = match (from, to, direct(from), direct(to)) {
                    (None, Some(_), ..) if before.whole => DifferenceKind::PermissionGained,
                    (Some(_), None, ..) if after.whole => DifferenceKind::PermissionLost,
                    (_, _, false, true) if known => DifferenceKind::PermissionAdded,
                    (_, _, true, false) if known => DifferenceKind::PermissionRemoved,
                    (Some(_), Some(_), ..) => continue,
                    _ => {
                        doubtful = true;
                        continue;
                    }
                };
                doubtful |= from.is_none() && !before.whole || to.is_none() && !after.whole;
                let origins = match how {
                    DifferenceKind::PermissionGained | DifferenceKind::PermissionAdded => to,
                    _ => from,
                };
                let origins = origins
                    .into_iter()
                    .flatten()
                    .map(|one| origin_words(*one, &self.teams, &self.roles));
                changed.push((key.clone(), how, origins.collect()));
            }
            self.push(comparer, HolderId::User(user), changed.into_iter());
            uncertain += usize::from(doubtful);
        }
        uncertain
    }

    /// Says it of somebody, by the name of the permission.
    fn push(
        &self,
        comparer: &mut AccessComparer<'_>,
        holder: HolderId,
        changed: impl Iterator<Item = (PermissionKey, DifferenceKind, Vec<String>)>,
    ) {
        let mut changed: Vec<_> = changed.collect();
        if changed.is_empty() {
            return;
        }
        changed.sort_by_cached_key(|((id, context), ..)| (order(&self.names.name(*id)), *id, context.clone()));
        let (what, subject) = comparer.holder(holder);
        for ((id, context), how, origins) in changed {
            let one = self.difference((what, &subject), comparer, (id, &context), (how, origins));
            comparer.list.push(one);
        }
    }

    fn difference(
        &self,
        (what, subject): (ItemKind, &ItemName),
        comparer: &AccessComparer<'_>,
        (id, context): (PermissionId, &GrantContext),
        (how, origins): (DifferenceKind, Vec<String>),
    ) -> Difference {
        let item = ComparedItem {
            what,
            subject: subject.clone(),
            place: comparer.places.of(context),
        };
        let mut name = self.names.name(id).raw().to_owned();
        for (member, value) in context.other() {
            name = format!("{name} [{} {}]", member.raw(), value.raw());
        }
        let value = Some(ItemValue::Permission(named(&id, Untrusted::new(&name)), origins));
        match how {
            DifferenceKind::PermissionGained | DifferenceKind::PermissionAdded => item.differs(how, None, value),
            _ => item.differs(how, value, None),
        }
    }
}

/// What a team or a role has itself, where that is known.
fn own(side: &AccessInventory, holder: HolderId) -> Option<BTreeSet<PermissionKey>> {
    let (list, what, id): (_, _, &dyn ToString) = match &holder {
        HolderId::User(id) => (SnapshotItem::Users, SnapshotItem::UserGrants, id),
        HolderId::Team(id) => (SnapshotItem::Teams, SnapshotItem::TeamGrants, id),
        HolderId::RoleGroup(id) => (SnapshotItem::Roles, SnapshotItem::RoleGrants, id),
    };
    let held = side.grants.get(&holder);
    if held.is_none() && side.any_gap(list).is_some() || side.gap(what, Some(id)).is_some() {
        return None;
    }
    let held = held.into_iter().flatten();
    Some(held.map(|grant| (grant.permission, grant.context.clone())).collect())
}

/// What one side says of a user.
struct UserSide {
    held: BTreeMap<PermissionKey, BTreeSet<Origin>>,
    /// Whether they have nothing else.
    whole: bool,
    direct_known: bool,
}

impl UserSide {
    fn new(index: &AccessIndex<'_>, side: &AccessInventory, user: UserId) -> Self {
        let direct_known = own(side, HolderId::User(user)).is_some();
        let listed = index.own(HolderId::User(user)).is_some();
        let (held, coverage) = index.access(user);
        Self {
            held,
            // Who surely isn't there has nothing.
            whole: direct_known && (coverage.is_complete() || !listed && index.knows_members()),
            direct_known,
        }
    }
}
