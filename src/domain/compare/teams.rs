//! Teams and roles, and who is in which.

use std::collections::{BTreeMap, BTreeSet};

use super::comparer::{AccessComparer, known_on_one_side, named, setting};
use super::names::Side;
use super::{ComparedItem, DifferenceKind, ItemKind, ItemLocation, ItemValue, Sides};
use crate::domain::access::AccessInventory;
use crate::domain::grant::GrantContext;
use crate::domain::snapshot::SnapshotItem;
use crate::domain::team::{ExternalGroup, MemberId, Membership, TeamMember};
use crate::domain::{IdentityProviderRef, RoleGroup, Team, Untrusted, User, UserId};

impl AccessComparer<'_> {
    pub(super) fn teams(&mut self) {
        let both = (&**self.was.teams, &**self.is.teams);
        let all = self.sure(both, |team| team.id, |team| &team.name, |_| (SnapshotItem::Teams, None));
        for (side, sides) in all {
            let item = ComparedItem {
                what: ItemKind::Team,
                subject: named(&sides.last().id, sides.last().name.clone()),
                place: ItemLocation::default(),
            };
            match sides {
                Sides::Before(one) | Sides::After(one) => {
                    let above = self.above(one, side);
                    self.list.push(item.alone(side, above, None));
                }
                Sides::Both(was, is) => {
                    self.list.extend(item.renamed(&was.name, &is.name));
                    if was.parent() != is.parent() {
                        let (from, to) = (self.above(was, Side::Before), self.above(is, Side::After));
                        self.list
                            .push(item.differs(DifferenceKind::Moved, Some(from), Some(to)));
                    }
                    self.list
                        .extend(setting(&item, "type", [was.kind.clone(), is.kind.clone()]));
                }
            }
            self.members(&item, sides.last());
            self.groups(&item, sides.last());
        }
    }

    /// The team that it stands below.
    fn above(&self, team: &Team, side: Side) -> ItemValue {
        let Some(parent) = team.parent() else {
            return ItemValue::Word("the topmost team");
        };
        let all = [self.side(side), self.is, self.was].into_iter();
        let found = all.flat_map(|side| side.teams.iter()).find(|one| one.id == parent);
        ItemValue::Item(named(&parent, found.map(|one| one.name.clone()).unwrap_or_default()))
    }

    fn members(&mut self, team: &ComparedItem, one: &Team) {
        let id: &dyn ToString = &one.id;
        let members = |side: &AccessInventory| -> Option<BTreeMap<UserId, TeamMember>> {
            let known = side.gap(SnapshotItem::TeamMembers, Some(id)).is_none()
                && side.gap(SnapshotItem::Teams, None).is_none();
            let all = side.team_members.get(&one.id).into_iter().flatten();
            let user = |member: &TeamMember| match member.id {
                MemberId::User(id) => Some((id, member.clone())),
                MemberId::Team(_) => None,
            };
            known.then(|| all.filter_map(user).collect())
        };
        let (Some(was), Some(is)) = (members(self.was), members(self.is)) else {
            return;
        };
        let into = || Some(ItemValue::Item(team.subject.clone()));
        for (id, sides) in both(&was, &is) {
            let user = ComparedItem {
                what: ItemKind::User,
                subject: named(&id, sides.last().name.clone()),
                place: ItemLocation::default(),
            };
            self.list.extend(match sides {
                Sides::Before(_) => Some(user.differs(DifferenceKind::TeamLeft, into(), None)),
                Sides::After(_) => Some(user.differs(DifferenceKind::TeamJoined, None, into())),
                Sides::Both(was, is) if was.membership != is.membership => {
                    let of = |one: &Membership| {
                        let text = format!("{} of {}", one.word(), team.subject.name.raw());
                        Some(ItemValue::Text(Untrusted::new(&text)))
                    };
                    let how = DifferenceKind::MembershipChanged;
                    Some(user.differs(how, of(&was.membership), of(&is.membership)))
                }
                Sides::Both(..) => None,
            });
        }
    }

    fn groups(&mut self, team: &ComparedItem, one: &Team) {
        let id: &dyn ToString = &one.id;
        let known = |side: &AccessInventory| {
            side.gap(SnapshotItem::TeamGroups, Some(id)).is_none() && side.gap(SnapshotItem::Teams, None).is_none()
        };
        if known(self.was) && known(self.is) {
            let all = |side: &AccessInventory| side.external_groups.get(&one.id).map(|all| all.rows.clone());
            let (was, is) = (all(self.was).unwrap_or_default(), all(self.is).unwrap_or_default());
            self.external_groups(team, &was, &is);
        }
    }

    /// The external groups that a team or a role has got or lost. Groups of two identity providers may share a name.
    fn external_groups(&mut self, holder: &ComparedItem, was: &[ExternalGroup], is: &[ExternalGroup]) {
        let (was, is) = (providers_by_group(was), providers_by_group(is));
        let none = BTreeSet::new();
        for group in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
            let [from, to] = [&was, &is].map(|side| side.get(group).unwrap_or(&none));
            let unknown = |side: &BTreeSet<_>| side.contains(&None);
            if from != to && !from.is_empty() && !to.is_empty() && (unknown(from) || unknown(to)) {
                let name = format!("provider of external group {}", group.raw());
                let known = [!unknown(from), !unknown(to)];
                self.list.extend(known_on_one_side(holder, &name, known));
                continue;
            }
            let text = |provider: &Option<IdentityProviderRef>| {
                let provider = provider.map(|id| format!(" of {}", self.provider_name(id).raw()));
                let text = format!("{}{}", group.raw(), provider.unwrap_or_default());
                Some(ItemValue::Text(Untrusted::new(&text)))
            };
            let gone = from.difference(to);
            let gone = gone.map(|one| holder.differs(DifferenceKind::ExternalGroupRemoved, text(one), None));
            let new = to.difference(from);
            let new = new.map(|one| holder.differs(DifferenceKind::ExternalGroupAdded, None, text(one)));
            let changed: Vec<_> = gone.chain(new).collect();
            self.list.extend(changed);
        }
    }

    pub(super) fn roles(&mut self) {
        let all = self.sure(
            (&self.was.roles, &self.is.roles),
            |role| role.id,
            |role| &role.name,
            |role| (SnapshotItem::Roles, role.organization),
        );
        for (side, sides) in all {
            let last = sides.last();
            let item = ComparedItem {
                what: ItemKind::Role,
                subject: named(&last.id, last.name.clone()),
                place: self.places.of(&GrantContext::new(last.organization, None, Vec::new())),
            };
            match &sides {
                Sides::Before(_) | Sides::After(_) => self.list.push(item.alone(side, ItemValue::Word("role"), None)),
                Sides::Both(was, is) => {
                    self.list.extend(item.renamed(&was.name, &is.name));
                    let descriptions = [was, is].map(|role| role.description.clone());
                    self.list.extend(setting(&item, "description", descriptions));
                }
            }
            self.role_groups(&item, &sides);
            self.bearers(&item, last);
        }
    }

    fn role_groups(&mut self, item: &ComparedItem, sides: &Sides<'_, RoleGroup>) {
        match sides {
            Sides::Before(one) => self.external_groups(item, one.external_groups.as_deref().unwrap_or_default(), &[]),
            Sides::After(one) => self.external_groups(item, &[], one.external_groups.as_deref().unwrap_or_default()),
            Sides::Both(was, is) => match (&was.external_groups, &is.external_groups) {
                (Some(was), Some(is)) => self.external_groups(item, was, is),
                (was, is) => {
                    let known = [was.is_some(), is.is_some()];
                    self.list.extend(known_on_one_side(item, "external groups", known));
                }
            },
        }
    }

    /// Who has a role.
    fn bearers(&mut self, role: &ComparedItem, one: &RoleGroup) {
        let id: &dyn ToString = &one.id;
        let of = one.organization.as_ref().map(|id| id as &dyn ToString);
        let members = |side: &AccessInventory| -> Option<BTreeMap<UserId, User>> {
            let known =
                side.gap(SnapshotItem::RoleMembers, Some(id)).is_none() && side.gap(SnapshotItem::Roles, of).is_none();
            let all = side.role_members.get(&one.id).into_iter().flatten();
            known.then(|| all.map(|user| (user.id, user.clone())).collect())
        };
        let (Some(was), Some(is)) = (members(self.was), members(self.is)) else {
            return;
        };
        let value = || Some(ItemValue::Item(role.subject.clone()));
        for (id, sides) in both(&was, &is) {
            let user = ComparedItem {
                what: ItemKind::User,
                subject: named(&id, sides.last().username.clone()),
                place: role.place.clone(),
            };
            self.list.extend(match sides {
                Sides::Before(_) => Some(user.differs(DifferenceKind::RoleLost, value(), None)),
                Sides::After(_) => Some(user.differs(DifferenceKind::RoleGained, None, value())),
                Sides::Both(..) => None,
            });
        }
    }
}

fn both<'a, K: Ord + Copy, T>(was: &'a BTreeMap<K, T>, is: &'a BTreeMap<K, T>) -> Vec<(K, Sides<'a, T>)> {
    let keys: BTreeSet<K> = was.keys().chain(is.keys()).copied().collect();
    let sides = keys.into_iter().filter_map(|key| {
        Some((
            key,
            match (was.get(&key), is.get(&key)) {
                (Some(was), Some(is)) => Sides::Both(was, is),
                (Some(was), None) => Sides::Before(was),
                (None, Some(is)) => Sides::After(is),
                (None, None) => return None,
            },
        ))
    });
    sides.collect()
}

/// The identity providers of each group. What its people become in a team is part of its name.
fn providers_by_group(all: &[ExternalGroup]) -> BTreeMap<Untrusted, BTreeSet<Option<IdentityProviderRef>>> {
    let mut found: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for one in all {
        let name = match one.membership.as_ref().map(Membership::word) {
            Some(word) => Untrusted::new(&format!("{} ({word})", one.name.raw())),
            None => one.name.clone(),
        };
        found.entry(name).or_default().insert(one.provider);
    }
    found
}
