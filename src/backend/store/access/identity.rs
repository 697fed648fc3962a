//! The identity providers of a file.

use std::collections::HashMap;

use super::super::absent::not_there;
use super::super::ids::once;
use super::super::schema::StrictObject;
use super::gaps::Gaps;

use super::records::{IdentityProviderRecord, IdentitySettingsRecord};
use crate::domain::identity_provider::{IdentityProviderDetails, IdentitySettings, SigningKey};
use crate::domain::snapshot::SnapshotItem;
use crate::domain::text::fold;
use crate::domain::{Coverage, IdentityProvider, IdentityProviderId, IdentityProviderRef, Listing};

pub(super) struct IdentityLists {
    /// The external ones, by name.
    pub(super) details: Listing<IdentityProviderDetails>,
    /// Those that the file lists for a provider.
    keys: HashMap<IdentityProviderId, Vec<SigningKey>>,
    pub(super) settings: IdentitySettings,
}

impl IdentityLists {
    /// The built-in one first, then by name. Where scopes limit the account, no external one proves nothing (R27).
    pub(super) fn rows(&self, limited_by_scopes: bool) -> Listing<IdentityProvider> {
        let none = Coverage::unverified_if_empty(limited_by_scopes, self.details.len());
        let external = self.details.iter().map(|one| one.provider.clone());
        Listing {
            rows: [IdentityProvider::built_in()].into_iter().chain(external).collect(),
            coverage: self.details.coverage.clone().and(none),
        }
    }

    pub(super) fn find(&self, id: IdentityProviderRef) -> Option<IdentityProviderDetails> {
        if id == IdentityProviderRef::BuiltIn {
            return Some(IdentityProviderDetails {
                provider: IdentityProvider::built_in(),
                login_disabled: None,
                settings: Vec::new(),
            });
        }
        self.details.iter().find(|one| one.provider.id == id).cloned()
    }

    pub(super) fn keys(&self, id: IdentityProviderId) -> Listing<SigningKey> {
        let found = self.keys.get(&id);
        Listing {
            rows: found.cloned().unwrap_or_default(),
            coverage: found.map_or_else(|| not_there("keys of this provider"), |_| Coverage::Complete),
        }
    }
}

/// Reads the list and the settings of a file.
pub(super) fn read(
    records: Option<Vec<StrictObject<IdentityProviderRecord>>>,
    settings: &IdentitySettingsRecord,
    gaps: &Gaps,
) -> Result<IdentityLists, String> {
    let coverage = gaps.of_list(SnapshotItem::IdentityProviders, records.as_ref());
    let (mut rows, mut keys, mut seen) = (Vec::new(), HashMap::new(), HashMap::new());
    for (i, StrictObject(record)) in records.into_iter().flatten().enumerate() {
        let IdentityProviderRef::External(id) = record.details.provider.id else {
            continue;
        };
        once(&mut seen, id, format!("identityProviders[{i}].providerId"))?;
        rows.push(record.details);
        if let Some(listed) = record.keys {
            let key = listed.into_iter().map(|key| SigningKey {
                id: key.id,
                primary: key.primary,
                created: key.created_at.map(|at| at.0),
                default_certificate: key.is_default_certificate,
            });
            keys.insert(id, key.collect());
        }
    }
    rows.sort_by_cached_key(|one| (fold(one.provider.name.raw()), one.provider.id));
    Ok(IdentityLists {
        details: Listing { rows, coverage },
        keys,
        settings: IdentitySettings {
            allow_new_non_sso_users: settings.allow_new_non_sso_users,
            bypass_expiration: settings.bypass_expiration,
        },
    })
}
