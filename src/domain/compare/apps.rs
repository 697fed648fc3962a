//! Connected apps with their scopes, and identity providers with their settings.

use std::collections::{BTreeMap, BTreeSet};

use super::comparer::{AccessComparer, enabled, known_on_one_side, named, setting, yes_or_no};
use super::{ComparedItem, Difference, DifferenceKind, ItemKind, ItemLocation, ItemValue, Sides};
use crate::domain::access::AccessInventory;
use crate::domain::connected_app::AppScope;
use crate::domain::grant::GrantContext;
use crate::domain::identity_provider::{IdentityProvider, IdentityProviderDetails};
use crate::domain::snapshot::SnapshotItem;
use crate::domain::{ConnectedApp, IdentityProviderRef, Untrusted, UserId};

impl AccessComparer<'_> {
    pub(super) fn apps(&mut self) {
        let all = self.sure(
            (&self.was.apps, &self.is.apps),
            |app| app.id,
            |app| &app.name,
            |app| (SnapshotItem::ConnectedApps, app.organization),
        );
        for (side, sides) in all {
            let last = sides.last();
            let item = ComparedItem {
                what: ItemKind::ConnectedApp,
                subject: named(&last.id, last.name.clone()),
                place: self.places.of(&GrantContext::new(last.organization, None, Vec::new())),
            };
            let none = BTreeSet::new();
            let scopes = match sides {
                Sides::Before(one) => {
                    self.list
                        .push(item.alone(side, ItemValue::Word(one.kind().label()), None));
                    self.was.scopes_of(one).map(|was| (was, none))
                }
                Sides::After(one) => {
                    self.list
                        .push(item.alone(side, ItemValue::Word(one.kind().label()), None));
                    self.is.scopes_of(one).map(|is| (none, is))
                }
                Sides::Both(was, is) => {
                    self.list.extend(item.renamed(&was.name, &is.name));
                    self.list.extend(enabled(&item, was.enabled, is.enabled));
                    self.owner(&item, was, is);
                    self.list.extend(app_settings(&item, was, is));
                    let known = |side: &AccessInventory, app: &ConnectedApp| {
                        let whole = side.gap(SnapshotItem::AppScopes, Some(&app.id)).is_none();
                        side.scopes_of(app).filter(|_| whole)
                    };
                    known(self.was, was).zip(known(self.is, is))
                }
            };
            if let Some((was, is)) = scopes {
                self.scopes(&item, &was, &is);
            }
        }
    }

    fn owner(&mut self, item: &ComparedItem, was: &ConnectedApp, is: &ConnectedApp) {
        let value = |id: UserId| Some(ItemValue::Item(self.holder(crate::domain::grant::HolderId::User(id)).1));
        let changed = match (was.owner, is.owner) {
            (Some(from), Some(to)) => {
                (from != to).then(|| item.differs(DifferenceKind::OwnerChanged, value(from), value(to)))
            }
            (from, to) => known_on_one_side(item, "owner", [from.is_some(), to.is_some()]),
        };
        self.list.extend(changed);
    }

    fn scopes(&mut self, app: &ComparedItem, was: &BTreeSet<AppScope>, is: &BTreeSet<AppScope>) {
        let at = |scope: &AppScope| {
            let mut place = self.places.of(&scope.context);
            place.organization = place.organization.or_else(|| app.place.organization.clone());
            ComparedItem {
                what: ItemKind::ConnectedApp,
                subject: app.subject.clone(),
                place,
            }
        };
        let value = |scope: &AppScope| Some(ItemValue::Text(scope.scope.clone()));
        let lost = was
            .difference(is)
            .map(|one| at(one).differs(DifferenceKind::ScopeLost, value(one), None));
        let gained = is
            .difference(was)
            .map(|one| at(one).differs(DifferenceKind::ScopeGained, None, value(one)));
        let all: Vec<Difference> = lost.chain(gained).collect();
        self.list.extend(all);
    }

    pub(super) fn identity_providers(&mut self) {
        let all = self.sure(
            (&self.was.identity_providers, &self.is.identity_providers),
            |one| ProviderKey(one.provider.id),
            |one| &one.provider.name,
            |_| (SnapshotItem::IdentityProviders, None),
        );
        for (side, sides) in all {
            let last = sides.last();
            let item = ComparedItem {
                what: ItemKind::IdentityProvider,
                subject: named(&ProviderKey(last.provider.id), last.provider.name.clone()),
                place: ItemLocation::default(),
            };
            let kind = |one: &IdentityProviderDetails| ItemValue::Text(Untrusted::new(&one.provider.kind.label()));
            match sides {
                Sides::Before(one) | Sides::After(one) => self.list.push(item.alone(side, kind(one), None)),
                Sides::Both(was, is) => {
                    self.list.extend(item.renamed(&was.provider.name, &is.provider.name));
                    if was.provider.kind != is.provider.kind {
                        let changed = item.differs(DifferenceKind::TypeChanged, Some(kind(was)), Some(kind(is)));
                        self.list.push(changed);
                    }
                    let key = ProviderKey(was.provider.id);
                    let unread =
                        [self.was, self.is].map(|side| side.gap(SnapshotItem::IdentityProvider, Some(&key)).is_some());
                    if unread == [false, false] {
                        self.settings(&item, was, is);
                    }
                }
            }
        }
    }

    /// An identity provider by its name; by its id where nobody tells that.
    pub(super) fn provider_name(&self, id: IdentityProviderRef) -> Untrusted {
        if id == IdentityProviderRef::BuiltIn {
            return IdentityProvider::built_in().name;
        }
        let mut all = self.is.identity_providers.iter().chain(&self.was.identity_providers);
        let named = all.find(|one| one.provider.id == id);
        named.map_or_else(
            || Untrusted::new(&ProviderKey(id).to_string()),
            |one| one.provider.name.clone(),
        )
    }

    fn settings(&mut self, item: &ComparedItem, was: &IdentityProviderDetails, is: &IdentityProviderDetails) {
        let settings = |one: &IdentityProviderDetails| -> BTreeMap<&'static str, Untrusted> {
            one.settings.iter().cloned().collect()
        };
        let (before, after) = (settings(was), settings(is));
        let names: BTreeSet<&'static str> = before.keys().chain(after.keys()).copied().collect();
        for name in names {
            let value = |side: &BTreeMap<&'static str, Untrusted>| Some(side.get(name).cloned().unwrap_or_default());
            self.list.extend(setting(item, name, [value(&before), value(&after)]));
        }
        let disabled = [was.login_disabled, is.login_disabled].map(|on| on.map(yes_or_no));
        self.list.extend(setting(item, "sign-in disabled", disabled));
    }
}

/// The id of an identity provider, as the platform writes it in users.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ProviderKey(IdentityProviderRef);

impl std::fmt::Display for ProviderKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            IdentityProviderRef::BuiltIn => f.write_str("mulesoft"),
            IdentityProviderRef::External(id) => id.fmt(f),
        }
    }
}

/// What else an app says of itself. A row without grant types doesn't tell its settings.
fn app_settings(item: &ComparedItem, was: &ConnectedApp, is: &ConnectedApp) -> Vec<Difference> {
    let list = |all: &[Untrusted]| {
        let mut all: Vec<&str> = all.iter().map(Untrusted::raw).collect();
        all.sort_unstable();
        Untrusted::new(&all.join(", "))
    };
    let told = |app: &ConnectedApp| !app.grant_types.is_empty();
    if !told(was) || !told(is) {
        return known_on_one_side(item, "settings", [told(was), told(is)])
            .into_iter()
            .collect();
    }
    let both = |of: &dyn Fn(&ConnectedApp) -> Option<Untrusted>| [was, is].map(of);
    [
        setting(item, "grant types", both(&|app| Some(list(&app.grant_types)))),
        setting(
            item,
            "redirect URIs",
            both(&|app| app.redirect_uris.as_deref().map(list)),
        ),
        setting(item, "audience", both(&|app| app.audience.clone())),
        setting(item, "website", both(&|app| app.website.clone())),
    ]
    .into_iter()
    .flatten()
    .collect()
}
