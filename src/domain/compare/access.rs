//! Who may do what: what both sides know of it, and who is new, gone, enabled or disabled.

use std::collections::BTreeSet;

use super::comparer::{AccessComparer, PlaceNames, enabled, named, setting, yes_or_no};
use super::permissions::Permissions;
use super::shared_names::SharedNames;
use super::{
    AccessMissing, ComparedItem, Comparison, DifferenceKind, ItemKind, ItemLocation, ItemName, ItemValue,
    OrganizationState, Sides,
};
use crate::domain::User;
use crate::domain::access::AccessInventory;
use crate::domain::snapshot::{NotRead, SnapshotItem};

/// The lists that there are once, or once for each organization.
const LISTS: [SnapshotItem; 5] = [
    SnapshotItem::Users,
    SnapshotItem::Teams,
    SnapshotItem::Roles,
    SnapshotItem::ConnectedApps,
    SnapshotItem::IdentityProviders,
];

pub(super) fn compare(before: &OrganizationState, after: &OrganizationState, found: &mut Comparison) {
    let (Ok(was), Ok(is)) = (&before.access, &after.access) else {
        absent_on_a_side(before, after, found);
        return;
    };
    let (was, is) = (beside((before, was), (after, is)), beside((after, is), (before, was)));
    let first = found.differences.len();
    let mut comparer = AccessComparer {
        was: &was,
        is: &is,
        places: PlaceNames::new(before, after),
        list: &mut found.differences,
    };
    found.absent = comparer.gaps();
    comparer.users();
    comparer.teams();
    comparer.roles();
    comparer.apps();
    comparer.identity_providers();
    found.uncertain = Permissions::compare(&mut comparer);
    let names = SharedNames::new([&was, &is]);
    let new = found.differences.iter_mut().skip(first);
    new.for_each(|difference| names.mark(difference));
}

/// What one side knows, beside the other: what is empty on both is no gap, and an organization that only the other one
/// sees is.
fn beside(
    (own, access): (&OrganizationState, &AccessInventory),
    (other, others): (&OrganizationState, &AccessInventory),
) -> AccessInventory {
    let mut access = access.beside(others);
    let unseen = other
        .organizations
        .iter()
        .filter(|(id, _)| !own.organizations.contains_key(id));
    for (id, name) in unseen.filter(|_| !own.all_environments) {
        for what in [SnapshotItem::Roles, SnapshotItem::ConnectedApps] {
            let id = id.to_string();
            if others.has_rows(what, Some(&id)) {
                access.add_gap(NotRead {
                    what,
                    id: Some(id),
                    name: name.clone(),
                    why: "This organization isn't visible here.".into(),
                });
            }
        }
    }
    access
}

/// Neither side knows it, or one: then all of it is one thing that isn't compared.
fn absent_on_a_side(before: &OrganizationState, after: &OrganizationState, found: &mut Comparison) {
    let missing = "It has no users, teams, roles, connected apps and identity providers.";
    let why = |state: &OrganizationState| {
        let is_unknown = matches!(state.access, Err(AccessMissing::Unknown));
        is_unknown.then(|| ItemValue::Unread(missing.to_owned()))
    };
    let (no, nor) = (why(before), why(after));
    if no.is_some() && nor.is_some() {
        found.absent = LISTS.to_vec();
        return;
    }
    for what in LISTS {
        let item = whole(what);
        found
            .differences
            .push(item.differs(DifferenceKind::NotCompared, no.clone(), nor.clone()));
    }
}

fn whole(what: SnapshotItem) -> ComparedItem {
    ComparedItem {
        what: ItemKind::List(what),
        subject: ItemName {
            name: "all".into(),
            ..ItemName::default()
        },
        place: ItemLocation::default(),
    }
}

impl AccessComparer<'_> {
    /// What one side doesn't know, by name. What neither has at all comes back: nobody missed it.
    fn gaps(&mut self) -> Vec<SnapshotItem> {
        let mut absent = Vec::new();
        let (was, is) = (self.was.gaps_by_key(), self.is.gaps_by_key());
        let all: BTreeSet<_> = was.keys().chain(is.keys()).collect();
        for key in all {
            let (no, nor) = (was.get(key), is.get(key));
            let (what, id) = (key.0, key.1.as_ref());
            if id.is_none()
                && no.is_some()
                && nor.is_some()
                && !(self.was.has_rows(what, None) || self.is.has_rows(what, None))
            {
                absent.push(what);
                continue;
            }
            let name = nor.or(no).map(|gap| gap.name.clone()).unwrap_or_default();
            let subject = id.map(|id| named(id, name));
            let item = match subject {
                Some(subject) => ComparedItem { subject, ..whole(what) },
                None => whole(what),
            };
            let why = |gap: Option<&NotRead>| gap.map(|gap| ItemValue::Unread(gap.why.shown().into_owned()));
            self.list
                .push(item.differs(DifferenceKind::NotCompared, why(no), why(nor)));
        }
        absent
    }

    fn users(&mut self) {
        let both = (&**self.was.users, &**self.is.users);
        let all = self.sure(
            both,
            |user| user.id,
            |user| &user.username,
            |_| (SnapshotItem::Users, None),
        );
        for (side, sides) in all {
            let last = sides.last();
            let item = ComparedItem {
                what: ItemKind::User,
                subject: named(&last.id, last.username.clone()),
                place: ItemLocation::default(),
            };
            match sides {
                Sides::Before(one) | Sides::After(one) => self.list.push(item.alone(side, status(one), None)),
                Sides::Both(was, is) => {
                    self.list.extend(item.renamed(&was.username, &is.username));
                    self.list.extend(enabled(&item, was.enabled, is.enabled));
                    for (name, on) in [
                        ("MFA exemption", [was.mfa_exempt, is.mfa_exempt]),
                        ("IP exemption", [was.ip_exempt, is.ip_exempt]),
                        ("deleted", [was.deleted, is.deleted]),
                    ] {
                        self.list.extend(setting(&item, name, on.map(|on| on.map(yes_or_no))));
                    }
                    self.list
                        .extend(setting(&item, "e-mail", [was.email.clone(), is.email.clone()]));
                    // A provider with another name is still the same.
                    if was.provider != is.provider {
                        let providers = [was, is].map(|user| user.provider.map(|id| self.provider_name(id)));
                        self.list.extend(setting(&item, "identity provider", providers));
                    }
                }
            }
        }
    }
}

fn status(user: &User) -> ItemValue {
    ItemValue::Word(match user.enabled {
        Some(true) => "enabled",
        Some(false) => "disabled",
        None => "status unknown",
    })
}
