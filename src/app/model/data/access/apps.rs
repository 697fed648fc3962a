//! The connected apps and identity providers that were read, and the users of each of those.

use std::collections::HashMap;
use std::sync::Arc;

use super::AccessData;
use crate::app::access_read::{AccessRead, AccessReply};
use crate::app::list::RowId;
use crate::domain::access::PlaceAccess;
use crate::domain::change::Object;
use crate::domain::connected_app::{AppAuthorization, AppScope};
use crate::domain::identity_provider::{IdentityProviderDetails, IdentitySettings, SigningKey};
use crate::domain::text::count;
use crate::domain::{
    ConnectedApp, ConnectedAppId, Counted, Coverage, IdentityProviderId, IdentityProviderRef, Listing, OrgId, User,
};

/// How many of these users sign in through each identity provider, and through one that is not told.
pub(super) fn count_users(users: &[User]) -> HashMap<Option<IdentityProviderRef>, u64> {
    let providers = users.iter().map(|user| user.provider);
    providers.fold(HashMap::new(), |mut counts, provider| {
        *counts.entry(provider).or_default() += 1;
        counts
    })
}

impl AccessData {
    pub fn connected_apps(&self, organization: OrgId) -> Option<&Arc<Listing<ConnectedApp>>> {
        match self.so_far(AccessRead::ConnectedApps(organization))? {
            AccessReply::ConnectedApps(apps) => Some(apps),
            _ => None,
        }
    }

    pub fn connected_app(&self, organization: OrgId, id: ConnectedAppId) -> Option<&ConnectedApp> {
        let places = self.places.get(&AccessRead::ConnectedApps(organization))?;
        let at = *places.get(&RowId::ConnectedApp(organization, id))?;
        self.connected_apps(organization)?.get(at)
    }

    pub fn app_scopes(&self, organization: OrgId, id: ConnectedAppId) -> Option<&Listing<AppScope>> {
        match self.so_far(AccessRead::AppScopes(organization, id))? {
            AccessReply::AppScopes(scopes) => Some(scopes),
            _ => None,
        }
    }

    /// What of who may do what goes with an environment or a business group.
    pub fn place_access(&self, place: Object) -> Option<&PlaceAccess> {
        match self.so_far(AccessRead::PlaceAccess(place))? {
            AccessReply::PlaceAccess(found) => Some(found),
            _ => None,
        }
    }

    /// The scopes of the app that is signed in.
    pub fn own_scopes(&self) -> Option<&Listing<AppScope>> {
        match self.so_far(AccessRead::OwnScopes)? {
            AccessReply::AppScopes(scopes) => Some(scopes),
            _ => None,
        }
    }

    pub fn app_authorizations(&self, organization: OrgId) -> Option<&Listing<AppAuthorization>> {
        match self.so_far(AccessRead::AppAuthorizations(organization))? {
            AccessReply::AppAuthorizations(all) => Some(all),
            _ => None,
        }
    }

    /// How many users of a list sign in through an identity provider.
    pub fn users_through(&self, users: AccessRead, provider: IdentityProviderRef) -> Option<Counted> {
        let n = |provider| {
            Some(
                self.user_counts
                    .get(&users)?
                    .get(&provider)
                    .copied()
                    .unwrap_or_default(),
            )
        };
        let untold = usize::try_from(n(None)?).unwrap_or(usize::MAX);
        let gap = (untold > 0).then(|| {
            let users = count(untold, "user", "users");
            format!("It is not known through which identity provider {users} may sign in.")
        });
        Some(Counted {
            n: n(Some(provider))?,
            coverage: self.coverage(users).and(Coverage::from_reason(gap.as_deref())),
        })
    }

    pub fn identity_details(&self, id: IdentityProviderRef) -> Option<&IdentityProviderDetails> {
        match self.so_far(AccessRead::IdentityProvider(id))? {
            AccessReply::IdentityProvider(details) => Some(details),
            _ => None,
        }
    }

    pub fn identity_keys(&self, id: IdentityProviderId) -> Option<&Listing<SigningKey>> {
        match self.so_far(AccessRead::IdentityProviderKeys(id))? {
            AccessReply::SigningKeys(keys) => Some(keys),
            _ => None,
        }
    }

    pub fn identity_settings(&self) -> Option<&IdentitySettings> {
        match self.so_far(AccessRead::IdentitySettings)? {
            AccessReply::IdentitySettings(settings) => Some(settings),
            _ => None,
        }
    }
}
