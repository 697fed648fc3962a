//! Environments: their lists of client providers, and their API instances with the policies of those.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::repeat_n;

use super::comparer::setting;
use super::names::{Names, Side};
use super::{
    ComparedItem, Comparison, Difference, DifferenceKind, EnvironmentState, ItemKind, ItemLocation, ItemName,
    ItemValue, OrganizationState, Sides, order, pairs, unread,
};
use crate::domain::api::ApiKind;
use crate::domain::id::{ProviderId, ProviderRef};
use crate::domain::impact::ProviderRole;
use crate::domain::listing::may_be_hidden;
use crate::domain::{Api, Coverage, EnvironmentUse, Listing, Untrusted};

/// Why an environment that is on the other side alone counts as neither added nor removed.
const UNSEEN: &str = "It may only be hidden: not every environment is visible.";
/// Why API instances that are on the other side alone count as neither added nor removed.
const NO_API: &str = "No API is visible here";
/// Why MCP servers and agents that are on the other side alone count as neither added nor removed.
const NO_AGENT: &str = "MCP servers and agents were not looked at here.";
/// Why client providers that are on the other side alone count as neither added nor removed.
const NO_PROVIDER: &str = "No client provider is visible here";
/// Why policies that are on the other side alone count as neither added nor removed.
const NO_POLICY: &str = "No policy is visible on it";
const OPEN: &str = "Its policies were not read.";

const ON: &str = "enabled";
const OFF: &str = "disabled";

pub(super) fn compare(before: &OrganizationState, after: &OrganizationState, names: &Names, found: &mut Comparison) {
    let both = (&before.environments, &after.environments);
    let rank = |held: &EnvironmentState| (order(&held.organization), order(&held.environment.name));
    for sides in pairs(both, |held: &EnvironmentState| held.environment.id, rank) {
        let here = sides.last();
        let item = ComparedItem {
            what: ItemKind::Environment,
            subject: names.environment(here),
            place: Names::around(here),
        };
        let mut within = EnvironmentComparer {
            names,
            place: names.within(here),
            open: &mut found.open,
            list: &mut found.differences,
        };
        match sides {
            Sides::Before(gone) => within.alone(&item, Side::Before, gone, after.all_environments),
            Sides::After(new) => within.alone(&item, Side::After, new, before.all_environments),
            Sides::Both(was, is) => within.both(&item, was, is),
        }
    }
}

fn kind(held: &EnvironmentState) -> ItemValue {
    ItemValue::Word(held.environment.kind.label())
}

/// What is told of two lists of which a part came, in place of how they differ. `none` is why an empty one proves nothing.
fn doubt<T>(item: &ComparedItem, was: &Listing<T>, is: &Listing<T>, none: &str) -> Option<Difference> {
    let doubt = |held: &Listing<T>, other: &Listing<T>| match &held.coverage {
        Coverage::Partial(why) => Some(ItemValue::Unread(why.clone())),
        Coverage::Unverified if !other.is_empty() => Some(ItemValue::Unread(may_be_hidden(none) + ".")),
        Coverage::Unread => Some(ItemValue::Unread("It was not read.".to_owned())),
        Coverage::Unverified | Coverage::Complete => None,
    };
    let (no, nor) = (doubt(was, is), doubt(is, was));
    let doubted = no.is_some() || nor.is_some();
    doubted.then(|| item.differs(DifferenceKind::NotCompared, no, nor))
}

struct EnvironmentComparer<'a> {
    names: &'a Names,
    place: ItemLocation,
    /// API instances whose policies neither side knows.
    open: &'a mut usize,
    list: &'a mut Vec<Difference>,
}

impl EnvironmentComparer<'_> {
    fn item(&self, what: ItemKind, subject: ItemName) -> ComparedItem {
        ComparedItem {
            what,
            subject,
            place: self.place.clone(),
        }
    }

    fn provider(&self, id: ProviderRef, side: Side) -> ItemValue {
        ItemValue::Item(self.names.provider(id, side))
    }

    /// An environment that is on one side alone: what is in it came or went with it, where all of the other side are listed.
    fn alone(&mut self, item: &ComparedItem, side: Side, held: &EnvironmentState, all_listed: bool) {
        let doubt = (!all_listed).then_some(UNSEEN);
        self.list.push(item.alone(side, kind(held), doubt));
        if let (true, Ok(uses)) = (all_listed, &held.uses) {
            let none = EnvironmentUse::default();
            let (was, is) = match side {
                Side::Before => (&**uses, &none),
                Side::After => (&none, &**uses),
            };
            self.associations(was, is);
            self.apis(was, is);
        }
    }

    fn both(&mut self, item: &ComparedItem, was: &EnvironmentState, is: &EnvironmentState) {
        self.list
            .extend(item.renamed(&was.environment.name, &is.environment.name));
        if was.environment.organization != is.environment.organization {
            let [from, to] = [was, is].map(|one| Some(ItemValue::Text(one.organization.clone())));
            self.list.push(item.differs(DifferenceKind::Moved, from, to));
        }
        if was.environment.kind != is.environment.kind {
            let changed = item.differs(DifferenceKind::TypeChanged, Some(kind(was)), Some(kind(is)));
            self.list.push(changed);
        }
        let (Ok(one), Ok(other)) = (&was.uses, &is.uses) else {
            let not_compared = item.differs(DifferenceKind::NotCompared, unread(&was.uses), unread(&is.uses));
            self.list.push(not_compared);
            return;
        };
        if let Some(not_compared) = doubt(item, &one.providers, &other.providers, NO_PROVIDER) {
            self.list.push(not_compared);
        } else {
            self.associations(one, other);
            self.default_and_order(item, one, other);
        }
        self.list.extend(doubt(item, &one.apis, &other.apis, NO_API));
        self.apis(one, other);
    }

    /// What can be chosen on one side alone, each with what it was there.
    fn associations(&mut self, was: &EnvironmentUse, is: &EnvironmentUse) {
        for (side, these, others) in [(Side::Before, was, is), (Side::After, is, was)] {
            let all = these.providers.iter().enumerate();
            for (at, id) in all.filter(|(_, id)| !others.providers.contains(id)) {
                let subject = self.names.provider(ProviderRef::External(*id), side);
                let item = self.item(ItemKind::AssociationChange, subject);
                let role = ItemValue::Word(ProviderRole::of(at == 0).label());
                self.list.push(item.alone(side, role, None));
            }
        }
    }

    /// The default for new APIs, and whether those that are on both sides stand in another order there.
    fn default_and_order(&mut self, item: &ComparedItem, was: &EnvironmentUse, is: &EnvironmentUse) {
        let (from, to) = (was.default_provider(), is.default_provider());
        if from != to {
            let (from, to) = (self.provider(from, Side::Before), self.provider(to, Side::After));
            let changed = item.differs(DifferenceKind::DefaultChanged, Some(from), Some(to));
            self.list.push(changed);
        }
        let stay = |these: &EnvironmentUse, others: &EnvironmentUse| -> Vec<ProviderId> {
            let stays = |id: &&ProviderId| others.providers.contains(id);
            these.providers.iter().filter(stays).copied().collect()
        };
        let all = |uses: &EnvironmentUse, side| {
            let named = |id: &ProviderId| self.names.provider(ProviderRef::External(*id), side);
            Some(ItemValue::Providers(uses.providers.iter().map(named).collect()))
        };
        if stay(was, is) != stay(is, was) {
            let (was, is) = (all(was, Side::Before), all(is, Side::After));
            self.list.push(item.differs(DifferenceKind::OrderChanged, was, is));
        }
    }

    /// What is on one side alone came or went only where the other side's list is complete.
    fn apis(&mut self, was: &EnvironmentUse, is: &EnvironmentUse) {
        let (before, after) = (&was.apis, &is.apis);
        let twins = twins(before, after);
        for sides in pairs((before, after), |api: &Api| api.id, |api: &Api| order(&api.name())) {
            let api = sides.last();
            let name = api.name();
            let subject = ItemName {
                id: Some(api.id.to_string()),
                twin: twins.get(&name).is_some_and(|n| *n > 1),
                name,
            };
            let item = self.item(ItemKind::Api, subject);
            let (side, other) = match sides {
                Sides::Before(_) => (Side::Before, is),
                Sides::After(_) => (Side::After, was),
                Sides::Both(was, is) => {
                    self.both_apis(&item, was, is);
                    continue;
                }
            };
            if other.apis.is_complete() {
                let doubt = (api.kind != ApiKind::Api && other.agents_not_read.is_some()).then_some(NO_AGENT);
                self.list
                    .push(item.alone(side, self.provider(api.provider, side), doubt));
            }
        }
    }

    fn both_apis(&mut self, item: &ComparedItem, was: &Api, is: &Api) {
        self.list
            .extend(item.renamed(&was.name_without_kind(), &is.name_without_kind()));
        if was.provider != is.provider {
            let from = self.provider(was.provider, Side::Before);
            let to = self.provider(is.provider, Side::After);
            self.list
                .push(item.differs(DifferenceKind::Moved, Some(from), Some(to)));
        }
        let groups = [was, is].map(|api| api.group.clone());
        self.list.extend(setting(item, "API group", groups));
        let open = |api: &Api| (!api.protection_known()).then(|| ItemValue::Unread(OPEN.into()));
        match (open(was), open(is)) {
            (None, None) => match doubt(item, &was.policies, &is.policies, NO_POLICY) {
                Some(not_compared) => self.list.push(not_compared),
                None => self.policies(&item.subject, was, is),
            },
            (Some(_), Some(_)) => *self.open += 1,
            (no, nor) => self.list.push(item.differs(DifferenceKind::NotCompared, no, nor)),
        }
    }

    /// Compares the policies of one API instance. They have no identity but their asset, and one may be applied twice.
    fn policies(&mut self, api: &ItemName, was: &Api, is: &Api) {
        let assets: BTreeSet<&Untrusted> = was.policies.iter().chain(&is.policies).map(|p| &p.asset).collect();
        for asset in assets {
            let subject = ItemName {
                name: asset.clone(),
                ..ItemName::default()
            };
            let mut item = self.item(ItemKind::Policy, subject);
            item.place.api = Some(api.clone());
            let applied = |api: &Api, disabled| {
                let same = api.policies.iter().filter(|p| p.asset == *asset);
                same.filter(|p| p.disabled == disabled).count()
            };
            let lost_and_new = |disabled| {
                let (was, is) = (applied(was, disabled), applied(is, disabled));
                (was.saturating_sub(is), is.saturating_sub(was))
            };
            let ((lost_on, new_on), (lost_off, new_off)) = (lost_and_new(false), lost_and_new(true));
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
                let one = item.differs(how, before.map(ItemValue::Word), after.map(ItemValue::Word));
                self.list.extend(repeat_n(one, times));
            }
        }
    }
}

/// How many API instances of an environment have each name.
fn twins(before: &[Api], after: &[Api]) -> BTreeMap<Untrusted, usize> {
    let known: BTreeMap<_, _> = before.iter().chain(after).map(|api| (api.id, api.name())).collect();
    let mut names = BTreeMap::new();
    for name in known.into_values() {
        *names.entry(name).or_default() += 1;
    }
    names
}
