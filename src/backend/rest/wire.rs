//! The platform's answers as they come, as far as amtui reads them. Imports `domain`.
//!
//! Members that are not named here are skipped while reading, secrets among them. Beyond ids, names and parents all is
//! optional (R14).

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::auth::parse;
use crate::domain::{ApplicationId, EnvironmentId, Error, OrgId, ProviderId, Untrusted};

/// A page of a list: its rows as they came, and how many rows there are in all, where that is told.
#[derive(Deserialize)]
pub(super) struct PageWire<'a> {
    #[serde(
        borrow,
        alias = "applications",
        alias = "assets",
        alias = "contracts",
        alias = "instances",
        alias = "policies",
        alias = "suggestedClientManagementProviderIds"
    )]
    data: Vec<&'a RawValue>,
    #[serde(default)]
    pub(super) total: CountWire,
    /// The audit log stops counting at some number.
    #[serde(default, deserialize_with = "lenient")]
    capped: bool,
}

/// How many of something there are, as an answer tells it: a number, which may stand in quotes.
#[derive(Clone, Copy, Default)]
pub(super) enum CountWire {
    #[default]
    Missing,
    Known(usize),
    /// It is there, and cannot be understood.
    Odd,
}

impl CountWire {
    pub(super) fn told(self) -> Option<usize> {
        match self {
            Self::Known(n) => Some(n),
            Self::Missing | Self::Odd => None,
        }
    }
}

impl<'de> Deserialize<'de> for CountWire {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let told = Value::deserialize(from)?;
        if told.is_null() {
            return Ok(Self::Missing);
        }
        Ok(number(told).map_or(Self::Odd, Self::Known))
    }
}

impl<'a> PageWire<'a> {
    pub(super) fn of(body: &'a [u8]) -> Result<Self, Error> {
        if body.trim_ascii_start().starts_with(b"[") {
            let data = parse(body)?;
            return Ok(Self {
                data,
                total: CountWire::Missing,
                capped: false,
            });
        }
        let mut page: Self = parse(body)?;
        if page.capped {
            page.total = CountWire::Missing;
        }
        Ok(page)
    }

    pub(super) fn rows<T: DeserializeOwned>(&self) -> UnderstoodWire<T> {
        UnderstoodWire::of(self.data.iter().map(|row| serde_json::from_str(row.get())))
    }
}

#[derive(Clone)]
pub(super) struct UnderstoodWire<T> {
    pub(super) rows: Vec<T>,
    pub(super) skipped: usize,
}

impl<T> UnderstoodWire<T> {
    pub(super) fn of<E>(all: impl Iterator<Item = Result<T, E>>) -> Self {
        let (mut rows, mut skipped) = (Vec::new(), 0);
        for row in all {
            match row {
                Ok(row) => rows.push(row),
                Err(_) => skipped += 1,
            }
        }
        Self { rows, skipped }
    }
}

impl<T> Default for UnderstoodWire<T> {
    fn default() -> Self {
        let rows = Vec::new();
        Self { rows, skipped: 0 }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for UnderstoodWire<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(from)? {
            Value::Null => Self::default(),
            Value::Array(rows) => Self::of(rows.into_iter().map(serde_json::from_value)),
            _ => Self {
                skipped: 1,
                ..Self::default()
            },
        })
    }
}

#[derive(Deserialize)]
pub(super) struct TotalWire {
    #[serde(deserialize_with = "number")]
    pub(super) total: u64,
}

#[derive(Deserialize)]
pub(super) struct MeWire {
    pub(super) user: Option<UserWire>,
    pub(super) client: Option<ClientWire>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserWire {
    #[serde(default, deserialize_with = "lenient")]
    pub(super) id: Untrusted,
    pub(super) username: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) first_name: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) last_name: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) organization_id: Option<OrgId>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) organization: Option<NodeWire>,
    #[serde(default)]
    pub(super) member_of_organizations: UnderstoodWire<NodeWire>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) properties: PropertiesWire,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PropertiesWire {
    pub(super) cs_auth: Option<ActiveOrganizationWire>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ActiveOrganizationWire {
    pub(super) active_organization_id: Option<OrgId>,
}

#[derive(Deserialize)]
pub(super) struct ClientWire {
    #[serde(rename = "client_id")]
    pub(super) id: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) name: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) org_id: Option<OrgId>,
    #[serde(default, deserialize_with = "lenient")]
    grant_types: Vec<String>,
}

impl ClientWire {
    /// Whether it may act on its own behalf. Where its grants aren't told, it may.
    pub(super) fn acts_for_itself(&self) -> bool {
        self.grant_types.is_empty() || self.grant_types.iter().any(|grant| grant == "client_credentials")
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NodeWire {
    pub(super) id: OrgId,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) name: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) domain: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) owner: Option<OwnerWire>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) client_id: Option<Untrusted>,
    /// Not lenient: without its parents an organization counts as the root.
    pub(super) parent_organization_ids: Option<Vec<OrgId>>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) entitlements: Map<String, Value>,
    #[serde(default)]
    pub(super) environments_count: CountWire,
    #[serde(default)]
    pub(super) sub_organizations: UnderstoodWire<NodeWire>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) owner_id: Option<Untrusted>,
    /// In minutes.
    #[serde(default, deserialize_with = "lenient")]
    pub(super) session_timeout: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) deleted_at: Option<Untrusted>,
    /// Those right below it, where it says so.
    #[serde(default, deserialize_with = "lenient")]
    pub(super) sub_organization_ids: Option<Vec<Untrusted>>,
}

#[derive(Clone, Deserialize)]
pub(super) struct OwnerWire {
    #[serde(default, deserialize_with = "lenient")]
    pub(super) id: Option<Untrusted>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) username: Option<Untrusted>,
}

#[derive(Deserialize)]
pub(super) struct RoleWire {
    pub(super) name: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) context_params: PlaceWire,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PlaceWire {
    #[serde(deserialize_with = "lenient")]
    pub(super) org: Option<OrgId>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EnvironmentWire {
    pub(super) id: EnvironmentId,
    pub(super) organization_id: OrgId,
    pub(super) name: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) is_production: bool,
    #[serde(default, rename = "type", deserialize_with = "lenient")]
    pub(super) kind: Option<Untrusted>,
}

/// What an answer to a change may hold; the contract promises nothing.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct CreatedWire {
    #[serde(deserialize_with = "lenient")]
    pub(super) provider_id: Option<ProviderId>,
    #[serde(deserialize_with = "lenient")]
    pub(super) id: Option<EnvironmentId>,
    #[serde(deserialize_with = "lenient")]
    pub(super) name: Option<Untrusted>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ApplicationWire {
    #[serde(deserialize_with = "number")]
    pub(super) id: ApplicationId,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) name: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) client_id: Untrusted,
    /// May be an empty object: the built-in one.
    #[serde(default)]
    pub(super) client_provider: Option<RegisteredWire>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RegisteredWire {
    pub(super) provider_id: Option<ProviderId>,
}

/// A client as its provider's list has it. Its secret is in there as well, and skipped.
#[derive(Deserialize)]
pub(super) struct RegisteredClientWire {
    pub(super) client_id: Untrusted,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) grant_types: Vec<Untrusted>,
}

/// What is not as expected is not there: for members that are good to have and no more.
pub(super) fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

/// A number, which may stand in quotes.
pub(super) fn number<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<T, D::Error> {
    let mut value = Value::deserialize(from)?;
    if let Some(number) = value.as_str().and_then(|text| text.parse::<u64>().ok()) {
        value = number.into();
    }
    serde_json::from_value(value).map_err(D::Error::custom)
}

pub(super) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}
