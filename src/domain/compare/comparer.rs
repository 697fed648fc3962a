//! Both sides of a comparison of who may do what, their names, and what is surely missing.

use std::collections::BTreeMap;

use super::names::Side;
use super::{
    ComparedItem, Difference, DifferenceKind, ItemKind, ItemLocation, ItemName, ItemValue, OrganizationState, Sides,
    order, pairs,
};
use crate::domain::access::AccessInventory;
use crate::domain::grant::{GrantContext, HolderId};
use crate::domain::snapshot::SnapshotItem;
use crate::domain::{EnvironmentId, OrgId, Untrusted};

/// The names of organizations and environments; the later ones go first.
pub(super) struct PlaceNames {
    organizations: BTreeMap<OrgId, Untrusted>,
    environments: BTreeMap<EnvironmentId, Untrusted>,
}

impl PlaceNames {
    pub(super) fn new(before: &OrganizationState, after: &OrganizationState) -> Self {
        let mut organizations = before.organizations.clone();
        organizations.extend(after.organizations.clone());
        let all = before.environments.iter().chain(&after.environments);
        Self {
            organizations,
            environments: all
                .map(|one| (one.environment.id, one.environment.name.clone()))
                .collect(),
        }
    }

    pub(super) fn organization(&self, id: OrgId) -> ItemName {
        named(&id, self.organizations.get(&id).cloned().unwrap_or_default())
    }

    pub(super) fn of(&self, context: &GrantContext) -> ItemLocation {
        let environment = |id| named(&id, self.environments.get(&id).cloned().unwrap_or_default());
        ItemLocation {
            organization: context.organization.map(|id| self.organization(id)),
            environment: context.environment.map(environment),
            ..ItemLocation::default()
        }
    }
}

pub(super) fn named(id: &impl ToString, name: Untrusted) -> ItemName {
    ItemName {
        id: Some(id.to_string()),
        name,
        twin: false,
    }
}

pub(super) struct AccessComparer<'a> {
    pub(super) was: &'a AccessInventory,
    pub(super) is: &'a AccessInventory,
    pub(super) places: PlaceNames,
    pub(super) list: &'a mut Vec<Difference>,
}

impl AccessComparer<'_> {
    pub(super) fn side(&self, side: Side) -> &AccessInventory {
        match side {
            Side::Before => self.was,
            Side::After => self.is,
        }
    }

    /// Brings together what both sides list, or one that surely misses it on the other. What may only be unseen is left out:
    /// the gap says so.
    pub(super) fn sure<'b, T, K: Ord + ToString + Copy>(
        &self,
        (before, after): (&'b [T], &'b [T]),
        key: impl Fn(&T) -> K,
        name: impl Fn(&T) -> &Untrusted,
        of: impl Fn(&T) -> (SnapshotItem, Option<OrgId>),
    ) -> Vec<(Side, Sides<'b, T>)> {
        let all = pairs((before, after), &key, |one| order(name(one)));
        let gap = |side: Side, one: &T| {
            let (what, id) = of(one);
            let id = id.as_ref().map(|id| id as &dyn ToString);
            self.side(side).gap(what, id).is_some()
        };
        let sure = all.into_iter().filter_map(|sides| match sides {
            Sides::Before(one) => (!gap(Side::After, one)).then_some((Side::Before, sides)),
            Sides::After(one) => (!gap(Side::Before, one)).then_some((Side::After, sides)),
            Sides::Both(..) => Some((Side::After, sides)),
        });
        sure.collect()
    }

    /// Who somebody is, as the later side that lists them says.
    pub(super) fn holder(&self, holder: HolderId) -> (ItemKind, ItemName) {
        let sides = || [self.is, self.was].into_iter();
        match holder {
            HolderId::User(id) => {
                let user = sides().flat_map(|side| side.users.iter()).find(|one| one.id == id);
                (
                    ItemKind::User,
                    named(&id, user.map(|one| one.username.clone()).unwrap_or_default()),
                )
            }
            HolderId::Team(id) => {
                let team = sides().flat_map(|side| side.teams.iter()).find(|one| one.id == id);
                (
                    ItemKind::Team,
                    named(&id, team.map(|one| one.name.clone()).unwrap_or_default()),
                )
            }
            HolderId::RoleGroup(id) => {
                let role = sides().flat_map(|side| side.roles.iter()).find(|one| one.id == id);
                (
                    ItemKind::Role,
                    named(&id, role.map(|one| one.name.clone()).unwrap_or_default()),
                )
            }
        }
    }
}

pub(super) fn yes_or_no(on: bool) -> Untrusted {
    if on { "yes" } else { "no" }.into()
}

/// Whether it was enabled or disabled.
pub(super) fn enabled(item: &ComparedItem, was: Option<bool>, is: Option<bool>) -> Option<Difference> {
    let word = |on: bool| Some(ItemValue::Word(if on { "enabled" } else { "disabled" }));
    match (was, is) {
        (Some(false), Some(true)) => Some(item.differs(DifferenceKind::Enabled, word(false), word(true))),
        (Some(true), Some(false)) => Some(item.differs(DifferenceKind::Disabled, word(true), word(false))),
        _ => known_on_one_side(item, "status", [was.is_some(), is.is_some()]),
    }
}

/// A setting that has another value, or that one side alone knows.
pub(super) fn setting(item: &ComparedItem, name: &str, sides: [Option<Untrusted>; 2]) -> Option<Difference> {
    match sides {
        [Some(was), Some(is)] => (was != is).then(|| Difference {
            setting: Some(name.to_owned()),
            ..item.differs(
                DifferenceKind::SettingChanged,
                Some(ItemValue::Text(was)),
                Some(ItemValue::Text(is)),
            )
        }),
        [was, is] => known_on_one_side(item, name, [was.is_some(), is.is_some()]),
    }
}

/// What one side alone knows may have changed.
pub(super) fn known_on_one_side(item: &ComparedItem, name: &str, [was, is]: [bool; 2]) -> Option<Difference> {
    let unknown = |known: bool| (!known).then(|| ItemValue::Unread("It isn't known here.".to_owned()));
    (was != is).then(|| Difference {
        setting: Some(name.to_owned()),
        ..item.differs(DifferenceKind::NotCompared, unknown(was), unknown(is))
    })
}
