//! The platform's rows of identity providers, their keys and the organization-wide switches.
//!
//! Members that are not named here are skipped while reading.

use serde::Deserialize;

use super::super::wire::lenient;
use super::wire::{flag, time};
use crate::domain::identity_provider::{IdentityProviderKind, IdentitySettings, SigningKey};
use crate::domain::time::UnixTime;
use crate::domain::{IdentityProvider, IdentityProviderId, IdentityProviderRef, Untrusted};

#[derive(Deserialize)]
pub(super) struct IdentityProviderWire {
    pub(super) provider_id: IdentityProviderId,
    #[serde(default, deserialize_with = "lenient")]
    name: Untrusted,
    #[serde(rename = "type")]
    kind: IdentityTypeWire,
}

#[derive(Deserialize)]
struct IdentityTypeWire {
    name: Untrusted,
}

impl IdentityProviderWire {
    pub(super) fn provider(self) -> IdentityProvider {
        IdentityProvider {
            id: IdentityProviderRef::External(self.provider_id),
            name: self.name,
            kind: IdentityProviderKind::parse(self.kind.name.raw()),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct SigningKeyWire {
    id: Untrusted,
    #[serde(default, deserialize_with = "flag")]
    primary: Option<bool>,
    #[serde(default, deserialize_with = "time")]
    created_at: Option<UnixTime>,
    #[serde(default, deserialize_with = "flag")]
    is_default_certificate: Option<bool>,
}

impl SigningKeyWire {
    pub(super) fn key(self) -> SigningKey {
        SigningKey {
            id: self.id,
            primary: self.primary,
            created: self.created_at,
            default_certificate: self.is_default_certificate,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct IdentitySettingsWire {
    #[serde(default, deserialize_with = "flag")]
    allow_new_non_sso_users: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    bypass_expiration: Option<bool>,
}

impl IdentitySettingsWire {
    pub(super) fn settings(self) -> IdentitySettings {
        IdentitySettings {
            allow_new_non_sso_users: self.allow_new_non_sso_users,
            bypass_expiration: self.bypass_expiration,
        }
    }
}
