//! Differences between two states of an organization. Client providers, environments with their associations, and API
//! instances with their policies are the same where their ids are.

mod environments;
mod names;
mod providers;
mod state;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::environment;
use super::text::{Untrusted, count, escape, fold, word};
use names::{Names, Side};

pub use state::{EnvironmentState, OrganizationState, ProviderState};

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
    /// It could not be read on one side, or on both.
    NotCompared,
}

impl ItemKind {
    pub fn noun(self) -> String {
        word(&self)
    }
}

impl DifferenceKind {
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
        let within = match (shown(&self.environment), shown(&self.organization)) {
            (Some(environment), Some(organization)) => Some(environment::within(&organization, &environment)),
            (environment, organization) => environment.or(organization),
        };
        let all: Vec<String> = shown(&self.api).into_iter().chain(within).collect();
        all.join(", ")
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum ItemValue {
    /// A word of ours: `default`, `set`, `disabled`.
    Word(&'static str),
    Text(Untrusted),
    Provider(ItemName),
    Providers(Vec<ItemName>),
    /// The value of a setting. Of a secret, `Word` says `set` or `not set`.
    Value(Value),
    /// It could not be read: a sentence that says why, fit to be shown.
    Unread(String),
}

impl ItemValue {
    pub fn shown(&self) -> String {
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Text(text) => text.shown().into_owned(),
            Self::Provider(provider) => provider.shown(),
            Self::Providers(all) if all.is_empty() => "none".into(),
            Self::Providers(all) => all.iter().map(ItemName::shown).collect::<Vec<_>>().join(", "),
            Self::Value(Value::String(text)) => escape(text).into_owned(),
            Self::Value(Value::Array(items)) if items.iter().all(Value::is_string) => {
                let words: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                escape(&words.join(", ")).into_owned()
            }
            Self::Value(other) => escape(&other.to_string()).into_owned(),
            Self::Unread(why) => why.clone(),
        }
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
        let told = told.flat_map(|told| match told {
            ItemValue::Provider(one) => std::slice::from_ref(one),
            ItemValue::Providers(several) => several,
            _ => &[],
        });
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
    /// Whether the states are of two organizations, which have nothing in common.
    pub strangers: bool,
}

impl Comparison {
    /// Whether everything that is on one side could be compared with the other.
    pub fn complete(&self) -> bool {
        self.differences.iter().all(|d| d.how != DifferenceKind::NotCompared)
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
        strangers.into_iter().chain(open).chain(unknown).collect()
    }
}

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
