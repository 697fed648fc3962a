//! Environments: their lists of client providers, and their API instances with the policies of those.

use std::collections::BTreeMap;

use super::names::{Names, Side};
use super::{
    Comparison, Difference, DifferenceKind, EnvironmentState, ItemKind, ItemLocation, ItemName, ItemValue,
    OrganizationState, order, pairs, text,
};
use crate::domain::id::{ProviderId, ProviderRef};
use crate::domain::impact::ProviderRole;
use crate::domain::{Api, Coverage, EnvironmentUse, Listing, Untrusted};

/// Why an environment that is on the other side alone counts as neither added nor removed.
const UNSEEN: &str = "It may only be hidden: not every environment is visible.";
/// Why API instances that are on the other side alone count as neither added nor removed.
const NO_API: &str = "No API is visible here, and a connected app without the scope gets the same answer.";
/// Why client providers that are on the other side alone count as neither added nor removed.
const NO_PROVIDER: &str =
    "No client provider is visible here, and a connected app without the scope gets the same answer.";
/// Why policies that are on the other side alone count as neither added nor removed.
const NO_POLICY: &str = "No policy is visible on it, and a connected app without the scope gets the same answer.";
const OPEN: &str = "Its policies were not read.";

pub(super) fn compare(before: &OrganizationState, after: &OrganizationState, names: &Names, found: &mut Comparison) {
    let both = (&before.environments, &after.environments);
    let rank = |held: &EnvironmentState| (order(&held.organization), order(&held.environment.name));
    for (was, is) in pairs(both, |held: &EnvironmentState| held.environment.id, rank) {
        let Some(here) = is.or(was) else {
            continue;
        };
        let mut list = Vec::new();
        let tell = |how, before, after| Difference {
            what: ItemKind::Environment,
            how,
            subject: names.environment(here),
            place: Names::around(here),
            setting: None,
            before,
            after,
        };
        let kind = |held: &EnvironmentState| Some(ItemValue::Word(held.environment.kind.label()));
        let unseen = || Some(ItemValue::Unread(UNSEEN.into()));
        let mut within = EnvironmentComparer {
            names,
            place: names.within(here),
            open: &mut found.open,
        };
        match (was, is) {
            (Some(_), None) if !after.all_environments => list.push(tell(DifferenceKind::NotCompared, None, unseen())),
            (None, Some(_)) if !before.all_environments => list.push(tell(DifferenceKind::NotCompared, unseen(), None)),
            // What is in it came or went with it.
            (Some(gone), None) => {
                list.push(tell(DifferenceKind::Removed, kind(gone), None));
                if let Ok(uses) = &gone.uses {
                    within.associations(uses, &EnvironmentUse::default(), &mut list);
                    within.apis(&uses.apis, &Listing::default(), &mut list);
                }
            }
            (None, Some(new)) => {
                list.push(tell(DifferenceKind::Added, None, kind(new)));
                if let Ok(uses) = &new.uses {
                    within.associations(&EnvironmentUse::default(), uses, &mut list);
                    within.apis(&Listing::default(), &uses.apis, &mut list);
                }
            }
            (Some(was), Some(is)) => {
                if was.environment.name != is.environment.name {
                    let (was, is) = (&was.environment.name, &is.environment.name);
                    list.push(tell(DifferenceKind::Renamed, Some(text(was)), Some(text(is))));
                }
                if was.environment.kind != is.environment.kind {
                    list.push(tell(DifferenceKind::TypeChanged, kind(was), kind(is)));
                }
                match (&was.uses, &is.uses) {
                    (Ok(one), Ok(other)) => {
                        match doubts(&one.providers, &other.providers, NO_PROVIDER) {
                            (None, None) => {
                                within.associations(one, other, &mut list);
                                list.extend(within.default(one, other, &tell));
                                list.extend(within.order(one, other, &tell));
                            }
                            (no, nor) => list.push(tell(DifferenceKind::NotCompared, no, nor)),
                        }
                        match doubts(&one.apis, &other.apis, NO_API) {
                            (None, None) => {}
                            (no, nor) => list.push(tell(DifferenceKind::NotCompared, no, nor)),
                        }
                        within.apis(&one.apis, &other.apis, &mut list);
                    }
                    (one, other) => {
                        let why = |uses: &Result<_, String>| uses.as_ref().err().cloned().map(ItemValue::Unread);
                        list.push(tell(DifferenceKind::NotCompared, why(one), why(other)));
                    }
                }
            }
            (None, None) => {}
        }
        found.differences.append(&mut list);
    }
}

/// What is told of two lists of which a part came, in place of how they differ. `none` is why an empty one proves nothing.
fn doubts<T>(was: &Listing<T>, is: &Listing<T>, none: &str) -> (Option<ItemValue>, Option<ItemValue>) {
    let doubt = |held: &Listing<T>, other: &Listing<T>| match &held.coverage {
        Coverage::Partial(why) => Some(ItemValue::Unread(why.clone())),
        Coverage::Unverified if !other.is_empty() => Some(ItemValue::Unread(none.to_owned())),
        Coverage::Unverified | Coverage::Complete => None,
    };
    (doubt(was, is), doubt(is, was))
}

struct EnvironmentComparer<'a> {
    names: &'a Names,
    place: ItemLocation,
    /// API instances whose policies neither side knows.
    open: &'a mut usize,
}

impl EnvironmentComparer<'_> {
    fn difference(&self, what: ItemKind, how: DifferenceKind, subject: ItemName) -> Difference {
        Difference {
            what,
            how,
            subject,
            place: self.place.clone(),
            setting: None,
            before: None,
            after: None,
        }
    }

    /// What can be chosen on one side alone, each with what it was there.
    fn associations(&self, was: &EnvironmentUse, is: &EnvironmentUse, list: &mut Vec<Difference>) {
        let part = |at: usize| Some(ItemValue::Word(ProviderRole::of(at == 0).label()));
        let alone = |these: &EnvironmentUse, others: &EnvironmentUse| -> Vec<(usize, ProviderId)> {
            let all = these.providers.iter().copied().enumerate();
            all.filter(|(_, id)| !others.providers.contains(id)).collect()
        };
        for (at, id) in alone(was, is) {
            let subject = self.names.provider(ProviderRef::External(id), Side::Before);
            list.push(Difference {
                before: part(at),
                ..self.difference(ItemKind::AssociationChange, DifferenceKind::Removed, subject)
            });
        }
        for (at, id) in alone(is, was) {
            let subject = self.names.provider(ProviderRef::External(id), Side::After);
            list.push(Difference {
                after: part(at),
                ..self.difference(ItemKind::AssociationChange, DifferenceKind::Added, subject)
            });
        }
    }

    fn default(&self, was: &EnvironmentUse, is: &EnvironmentUse, tell: &Tell<'_>) -> Option<Difference> {
        let (was, is) = (was.default_provider(), is.default_provider());
        (was != is).then(|| {
            tell(
                DifferenceKind::DefaultChanged,
                Some(self.provider(was, Side::Before)),
                Some(self.provider(is, Side::After)),
            )
        })
    }

    /// Whether those that are on both sides stand in another order there.
    fn order(&self, was: &EnvironmentUse, is: &EnvironmentUse, tell: &Tell<'_>) -> Option<Difference> {
        let stay = |these: &EnvironmentUse, others: &EnvironmentUse| -> Vec<ProviderId> {
            let stays = |id: &&ProviderId| others.providers.contains(id);
            these.providers.iter().filter(stays).copied().collect()
        };
        let all = |uses: &EnvironmentUse, side| {
            let named = |id: &ProviderId| self.names.provider(ProviderRef::External(*id), side);
            Some(ItemValue::Providers(uses.providers.iter().map(named).collect()))
        };
        (stay(was, is) != stay(is, was)).then(|| {
            tell(
                DifferenceKind::OrderChanged,
                all(was, Side::Before),
                all(is, Side::After),
            )
        })
    }

    fn provider(&self, id: ProviderRef, side: Side) -> ItemValue {
        ItemValue::Provider(self.names.provider(id, side))
    }

    /// What is on one side alone came or went only where the other side's list is complete.
    fn apis(&mut self, before: &Listing<Api>, after: &Listing<Api>, list: &mut Vec<Difference>) {
        let twins = twins(before, after);
        for (was, is) in pairs((before, after), |api: &Api| api.id, |api: &Api| order(&api.name())) {
            let Some(api) = is.or(was) else {
                continue;
            };
            let name = api.name();
            let subject = ItemName {
                id: Some(api.id.to_string()),
                twin: twins.get(&name).is_some_and(|n| *n > 1),
                name,
            };
            let tell = |how, before, after| Difference {
                before,
                after,
                ..self.difference(ItemKind::Api, how, subject.clone())
            };
            match (was, is) {
                (Some(_), None) if !after.is_complete() => {}
                (None, Some(_)) if !before.is_complete() => {}
                (Some(gone), None) => {
                    let provider = self.provider(gone.provider, Side::Before);
                    list.push(tell(DifferenceKind::Removed, Some(provider), None));
                }
                (None, Some(new)) => {
                    let provider = self.provider(new.provider, Side::After);
                    list.push(tell(DifferenceKind::Added, None, Some(provider)));
                }
                (Some(was), Some(is)) => {
                    if was.name() != is.name() {
                        list.push(tell(
                            DifferenceKind::Renamed,
                            Some(text(&was.name())),
                            Some(text(&is.name())),
                        ));
                    }
                    if was.provider != is.provider {
                        let from = self.provider(was.provider, Side::Before);
                        let to = self.provider(is.provider, Side::After);
                        list.push(tell(DifferenceKind::Moved, Some(from), Some(to)));
                    }
                    let open = |api: &Api| (!api.protection_known).then(|| ItemValue::Unread(OPEN.into()));
                    let (no, nor) = match (open(was), open(is)) {
                        (None, None) => doubts(&was.policies, &is.policies, NO_POLICY),
                        (Some(_), Some(_)) => {
                            *self.open += 1;
                            continue;
                        }
                        either => either,
                    };
                    match (no, nor) {
                        (None, None) => self.policies(&subject, was, is, list),
                        (no, nor) => list.push(tell(DifferenceKind::NotCompared, no, nor)),
                    }
                }
                (None, None) => {}
            }
        }
    }

    /// Compares the policies of one API instance. They have no identity but their asset, and one may be applied twice.
    fn policies(&self, api: &ItemName, was: &Api, is: &Api, list: &mut Vec<Difference>) {
        let mut all: BTreeMap<&Untrusted, [PolicyCounts; 2]> = BTreeMap::new();
        for (side, api) in [was, is].into_iter().enumerate() {
            for policy in &api.policies {
                let sides = all.entry(&policy.asset).or_default();
                if let Some(applied) = sides.get_mut(side) {
                    *(if policy.disabled {
                        &mut applied.off
                    } else {
                        &mut applied.on
                    }) += 1;
                }
            }
        }
        for (asset, [was, is]) in all {
            let tell = |how, before: Option<&'static str>, after: Option<&'static str>| {
                let subject = ItemName {
                    name: asset.clone(),
                    ..ItemName::default()
                };
                let mut difference = self.difference(ItemKind::Policy, how, subject);
                difference.place.api = Some(api.clone());
                difference.before = before.map(ItemValue::Word);
                difference.after = after.map(ItemValue::Word);
                difference
            };
            let fewer = |one: usize, other: usize| one.saturating_sub(other);
            let (lost_on, new_on) = (fewer(was.on, is.on), fewer(is.on, was.on));
            let (lost_off, new_off) = (fewer(was.off, is.off), fewer(is.off, was.off));
            // One that is gone as enabled and there as disabled was switched off.
            let (switched_off, switched_on) = (lost_on.min(new_off), lost_off.min(new_on));
            let told = [
                (switched_off, DifferenceKind::Disabled, Some(ON), Some(OFF)),
                (switched_on, DifferenceKind::Enabled, Some(OFF), Some(ON)),
                (lost_on - switched_off, DifferenceKind::Removed, Some(ON), None),
                (lost_off - switched_on, DifferenceKind::Removed, Some(OFF), None),
                (new_on - switched_on, DifferenceKind::Added, None, Some(ON)),
                (new_off - switched_off, DifferenceKind::Added, None, Some(OFF)),
            ];
            for (times, how, before, after) in told {
                list.extend((0..times).map(|_| tell(how, before, after)));
            }
        }
    }
}

const ON: &str = "enabled";
const OFF: &str = "disabled";

#[derive(Clone, Copy, Default)]
struct PolicyCounts {
    on: usize,
    off: usize,
}

type Tell<'a> = dyn Fn(DifferenceKind, Option<ItemValue>, Option<ItemValue>) -> Difference + 'a;

/// How many API instances of an environment have each name.
fn twins(before: &[Api], after: &[Api]) -> BTreeMap<Untrusted, usize> {
    let known: BTreeMap<_, _> = before.iter().chain(after).map(|api| (api.id, api.name())).collect();
    let mut names = BTreeMap::new();
    for name in known.into_values() {
        *names.entry(name).or_default() += 1;
    }
    names
}
