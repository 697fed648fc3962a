//! Identities. UUIDs for organizations, environments and providers, numbers for the rest.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The first 8 characters, for narrow columns.
            pub fn short(self) -> String {
                self.0.hyphenated().to_string().chars().take(8).collect()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    )+};
}

uuid_id! {
    /// A root organization or a business group.
    OrgId,
    /// An environment of one organization.
    EnvironmentId,
    /// An external client provider.
    ProviderId,
}

macro_rules! number_id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

number_id! {
    /// An API instance.
    ApiId,
    /// A client application.
    ApplicationId,
}

/// A client provider as others refer to it: the built-in one has no id and is `null` on the wire (docs/platform.md, R30).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Option<ProviderId>", into = "Option<ProviderId>")]
pub enum ProviderRef {
    /// Anypoint itself.
    BuiltIn,
    /// One of at most 25 configured ones.
    External(ProviderId),
}

impl ProviderRef {
    /// Its id as text; empty for the built-in one.
    pub fn id_text(self) -> String {
        Option::from(self).map_or(String::new(), |id: ProviderId| id.to_string())
    }
}

impl From<Option<ProviderId>> for ProviderRef {
    fn from(id: Option<ProviderId>) -> Self {
        id.map_or(Self::BuiltIn, Self::External)
    }
}

impl From<ProviderRef> for Option<ProviderId> {
    fn from(provider: ProviderRef) -> Self {
        match provider {
            ProviderRef::BuiltIn => None,
            ProviderRef::External(id) => Some(id),
        }
    }
}
