//! Differences between two states of an organization. What has the same id on both sides is the same.

mod access;
mod apps;
mod comparer;
mod environments;
mod names;
mod permissions;
mod providers;
mod shared_names;
mod state;
mod teams;
mod value;

use std::collections::BTreeMap;

use serde::Serialize;

use super::snapshot::SnapshotItem;
use super::text::{Untrusted, count, escape, fold, within, word};
use names::{Names, Side};

pub use state::{AccessMissing, EnvironmentState, OrganizationState, ProviderState};
pub use value::ItemValue;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ItemKind {
    #[serde(rename = "client provider")]
    Provider,
    #[serde(rename = "environment")]
    Environment,
    /// A client provider that can be chosen in an environment.
    #[serde(rename = "association")]
    AssociationChange,
    #[serde(rename = "API")]
    Api,
    #[serde(rename = "policy")]
    Policy,
    #[serde(rename = "user")]
    User,
    #[serde(rename = "team")]
    Team,
    #[serde(rename = "role")]
    Role,
    #[serde(rename = "connected app")]
    ConnectedApp,
    #[serde(rename = "identity provider")]
    IdentityProvider,
    /// A list that says who may do what, and that one side doesn't have whole.
    #[serde(untagged)]
    List(SnapshotItem),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    Added,
    Removed,
    Renamed,
    TypeChanged,
    /// One setting of a client provider has another value.
    SettingChanged,
    /// New APIs of an environment get another client provider.
    DefaultChanged,
    OrderChanged,
    Moved,
    Disabled,
    Enabled,
    /// A user has a permission that they had in no way before, or the other way round.
    PermissionGained,
    PermissionLost,
    /// A team or a role has a permission itself, or a user has directly what they may have through others too.
    PermissionAdded,
    PermissionRemoved,
    TeamJoined,
    TeamLeft,
    MembershipChanged,
    RoleGained,
    RoleLost,
    ExternalGroupAdded,
    ExternalGroupRemoved,
    ScopeGained,
    ScopeLost,
    OwnerChanged,
    /// It could not be read on one side, or on both.
    NotCompared,
}

impl ItemKind {
    pub fn noun(self) -> String {
        word(&self)
    }
}

impl DifferenceKind {
    /// Whether something is there now that was not.
    pub fn is_more(self) -> bool {
        matches!(
            self,
            Self::Added
                | Self::PermissionGained
                | Self::PermissionAdded
                | Self::TeamJoined
                | Self::RoleGained
                | Self::ExternalGroupAdded
                | Self::ScopeGained
        )
    }

    /// The opposite.
    pub fn is_less(self) -> bool {
        matches!(
            self,
            Self::Removed
                | Self::PermissionLost
                | Self::PermissionRemoved
                | Self::TeamLeft
                | Self::RoleLost
                | Self::ExternalGroupRemoved
                | Self::ScopeLost
        )
    }

    /// Its name, as in JSON: `setting-changed`.
    pub fn name(self) -> String {
        word(&self)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemName {
    /// Its id; the built-in client provider has none, nor has a policy.
    pub id: Option<String>,
    /// Its name, the later one where it was renamed.
    pub name: Untrusted,
    /// Whether another item of its kind has the same name, before or after.
    pub twin: bool,
}

impl ItemName {
    /// Its name, fit to be shown; with the beginning of its id where the name alone does not say which it is.
    pub fn shown(&self) -> String {
        let name = self.name.shown();
        let unnamed = name.is_empty();
        let name = if unnamed { "(no name)" } else { &name };
        match &self.id {
            Some(id) if self.twin || unnamed => format!("{name} {}", id.chars().take(8).collect::<String>()),
            _ => name.to_owned(),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemLocation {
    pub organization: Option<ItemName>,
    /// The environment; none where it is the environment itself that differs.
    pub environment: Option<ItemName>,
    pub api: Option<ItemName>,
}

impl ItemLocation {
    /// Fit to be shown: `orders-api 1.0.0, Acme Corp / Production`. Empty for what belongs to the whole organization.
    pub fn shown(&self) -> String {
        let shown = |named: &Option<ItemName>| named.as_ref().map(ItemName::shown);
        let place = match (shown(&self.environment), shown(&self.organization)) {
            (Some(environment), Some(organization)) => Some(within(&organization, &environment)),
            (environment, organization) => environment.or(organization),
        };
        let all: Vec<String> = shown(&self.api).into_iter().chain(place).collect();
        all.join(", ")
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub what: ItemKind,
    pub how: DifferenceKind,
    pub subject: ItemName,
    pub place: ItemLocation,
    pub setting: Option<String>,
    pub before: Option<ItemValue>,
    pub after: Option<ItemValue>,
}

impl Difference {
    pub fn named(&self) -> impl Iterator<Item = &ItemName> {
        let told = [&self.before, &self.after].into_iter().flatten();
        let told = told.flat_map(ItemValue::named);
        let place = [&self.place.organization, &self.place.environment, &self.place.api];
        place.into_iter().flatten().chain([&self.subject]).chain(told)
    }

    /// What happened, in a few words: `client provider setting changed`.
    pub fn words(&self) -> String {
        format!("{} {}", self.what.noun(), self.how.name().replace('-', " "))
    }

    /// Where, fit to be shown: the place, or the path of the setting without its first slash.
    pub fn shown_place(&self) -> String {
        match &self.setting {
            Some(path) => escape(path.trim_start_matches('/')).into_owned(),
            None => self.place.shown(),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Client providers first, then environment by environment, each by name; the order of the states plays no part.
    pub differences: Vec<Difference>,
    /// API instances whose policies neither side knows, because its backend leaves them out.
    pub open: usize,
    /// Settings of client providers that amtui does not know, and so does not compare.
    pub unknown: usize,
    /// What says who may do what, and is in neither state.
    pub absent: Vec<SnapshotItem>,
    /// Users of whom it can't be said what else they gained or lost.
    pub uncertain: usize,
    /// Whether the states are of two organizations, which have nothing in common.
    pub strangers: bool,
}

impl Comparison {
    /// Whether everything that is on one side could be compared with the other.
    pub fn complete(&self) -> bool {
        self.uncertain == 0 && self.differences.iter().all(|d| d.how != DifferenceKind::NotCompared)
    }

    /// Sentences that qualify the list of differences.
    pub fn notes(&self) -> Vec<String> {
        let strangers = "These are two different organizations: nothing in one is in the other.";
        let open = match self.open {
            0 => None,
            1 => Some("The policies of 1 API were read on neither side.".to_owned()),
            n => Some(format!("The policies of {n} APIs were read on neither side.")),
        };
        let strangers = self.strangers.then(|| strangers.to_owned());
        let unknown = (self.unknown > 0).then(|| {
            let settings = count(self.unknown, "unknown setting", "unknown settings");
            format!("Not compared: {settings} of client providers. They may contain secrets.")
        });
        let absent = (!self.absent.is_empty()).then(|| {
            let lists: Vec<String> = self.absent.iter().map(|what| what.noun()).collect();
            format!("Neither side has these, so they aren't compared: {}.", lists.join(", "))
        });
        let uncertain = (self.uncertain > 0).then(|| {
            let users = count(self.uncertain, "user", "users");
            format!("{users} may have gained or lost more: one side doesn't know all that they have through teams and roles.")
        });
        let left_out = LEFT_OUT.iter().filter(|_| self.differences.is_empty());
        let left_out = left_out.map(|text| (*text).to_owned());
        let access = absent.into_iter().chain(uncertain).chain(left_out);
        strangers.into_iter().chain(open).chain(unknown).chain(access).collect()
    }
}

/// What both sides may have, and no comparison looks at.
const LEFT_OUT: [&str; 2] = [
    "Not compared: business groups, client applications, contracts, sign-ins and the values of secrets.",
    "Nor are: authorizations of connected apps, signing keys, settings of all identity providers, and the list of permissions.",
];

/// Says what is different after `before` became `after`. What could not be read on one side is told as not compared, and
/// never as added or removed.
pub fn compare(before: &OrganizationState, after: &OrganizationState) -> Comparison {
    let names = Names::of(before, after);
    let mut found = Comparison {
        strangers: before.root != after.root,
        ..Comparison::default()
    };
    providers::compare(before, after, &names, &mut found);
    environments::compare(before, after, &names, &mut found);
    access::compare(before, after, &mut found);
    found
}

/// Something with the same id on both sides, or on one.
enum Sides<'a, T> {
    Before(&'a T),
    After(&'a T),
    Both(&'a T, &'a T),
}

impl<'a, T> Sides<'a, T> {
    fn last(&self) -> &'a T {
        match self {
            Self::Before(one) | Self::After(one) | Self::Both(_, one) => one,
        }
    }
}

/// Brings together what has the same key, in the order that `rank` gives: of the later one where both are there.
fn pairs<'a, T, K: Ord, R: Ord>(
    (before, after): (impl IntoIterator<Item = &'a T>, impl IntoIterator<Item = &'a T>),
    key: impl Fn(&T) -> K,
    rank: impl Fn(&T) -> R,
) -> Vec<Sides<'a, T>> {
    let before = before.into_iter().map(|one| (key(one), Sides::Before(one)));
    let mut all: BTreeMap<K, Sides<'a, T>> = before.collect();
    for one in after {
        let sides = match all.remove(&key(one)) {
            Some(Sides::Before(was)) => Sides::Both(was, one),
            _ => Sides::After(one),
        };
        all.insert(key(one), sides);
    }
    let mut pairs: Vec<_> = all.into_values().collect();
    // Stable: what ranks alike stays in the order of its key.
    pairs.sort_by_cached_key(|sides| rank(sides.last()));
    pairs
}

/// What is compared, by its name.
struct ComparedItem {
    what: ItemKind,
    subject: ItemName,
    place: ItemLocation,
}

impl ComparedItem {
    fn differs(&self, how: DifferenceKind, before: Option<ItemValue>, after: Option<ItemValue>) -> Difference {
        Difference {
            what: self.what,
            how,
            subject: self.subject.clone(),
            place: self.place.clone(),
            setting: None,
            before,
            after,
        }
    }

    /// It is on one side alone, as `value` there. `doubt` says why that may be because the other side's list is a part.
    fn alone(&self, side: Side, value: ItemValue, doubt: Option<&str>) -> Difference {
        let unread = doubt.map(|why| ItemValue::Unread(why.to_owned()));
        match (side, unread) {
            (Side::Before, None) => self.differs(DifferenceKind::Removed, Some(value), None),
            (Side::After, None) => self.differs(DifferenceKind::Added, None, Some(value)),
            (Side::Before, unread) => self.differs(DifferenceKind::NotCompared, None, unread),
            (Side::After, unread) => self.differs(DifferenceKind::NotCompared, unread, None),
        }
    }

    fn renamed(&self, was: &Untrusted, is: &Untrusted) -> Option<Difference> {
        let text = |name: &Untrusted| Some(ItemValue::Text(name.clone()));
        (was != is).then(|| self.differs(DifferenceKind::Renamed, text(was), text(is)))
    }
}

/// Why one side could not be read.
fn unread<T>(read: &Result<T, String>) -> Option<ItemValue> {
    read.as_ref().err().cloned().map(ItemValue::Unread)
}

/// A name as lists are sorted by it.
fn order(name: &Untrusted) -> String {
    fold(name.raw())
}
