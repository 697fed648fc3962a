//! Identities. UUIDs for organizations, environments and providers, numbers for the rest.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
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
    /// A team of the root organization.
    TeamId,
    /// A role group of one organization.
    RoleGroupId,
    /// A permission of the platform's catalogue.
    PermissionId,
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

/// The longest id that is kept as text, in bytes. A UUID has 36.
const LONGEST: usize = 40;

/// Why a text is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoId;

impl fmt::Display for NoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an id has 1 to {LONGEST} ASCII letters, digits or signs")
    }
}

macro_rules! text_id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        /// Its text is kept as it came. It has visible ASCII characters only, so it can be shown.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; LONGEST]);

        impl $name {
            pub fn as_str(&self) -> &str {
                let text = self.0.split(|byte| *byte == 0).next().unwrap_or_default();
                std::str::from_utf8(text).unwrap_or_default()
            }

            /// Whether `text` is this id.
            pub fn is(&self, text: &str) -> bool {
                self.as_str() == text
            }
        }

        impl FromStr for $name {
            type Err = NoId;

            fn from_str(text: &str) -> Result<Self, NoId> {
                let mut bytes = [0; LONGEST];
                let place = bytes.get_mut(..text.len()).filter(|place| !place.is_empty());
                let place = place.filter(|_| text.bytes().all(|b| b.is_ascii_graphic())).ok_or(NoId)?;
                place.copy_from_slice(text.as_bytes());
                Ok(Self(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(from)?;
                text.parse().map_err(D::Error::custom)
            }
        }
    )+};
}

text_id! {
    /// A user.
    UserId,
    /// A connected app: its client id.
    ConnectedAppId,
    /// An external identity provider.
    IdentityProviderId,
}

/// An identity provider as others refer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityProviderRef {
    /// Anypoint itself: users with a password of the platform.
    BuiltIn,
    External(IdentityProviderId),
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
