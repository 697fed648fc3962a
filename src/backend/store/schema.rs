//! The format `amtui.organization/1`: its members, and what is wrong with a file that breaks it. Imports `domain`.

mod apis;
mod is_set;
mod shared_list;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use self::is_set::IsSet;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use serde_json::{Map, Value};

use crate::domain::config::{TakenOut, keep_known};
use crate::domain::secret::WipedJson;
use crate::domain::snapshot::{ACCESS, NotRead};
use crate::domain::text::escape;
use crate::domain::{EnvironmentId, EnvironmentKind, OrgId, ProviderId, Untrusted};

pub(super) use apis::{ApiRecord, ApplicationRecord};

/// The name of the format, without its version.
const FORMAT: &str = "amtui.organization/";

/// The version that this program reads and writes.
const VERSION: u64 = 1;

/// Where a snapshot keeps the JSON pointers of secrets that were set where it was taken: none of them is in it.
pub(in crate::backend) const ELSEWHERE: &str = "x-amtui-secrets";

/// Where a snapshot keeps how many values of a client provider were left out of it.
pub(in crate::backend) const LEFT_OUT: &str = "x-amtui-left-out";

/// Where a snapshot says of a user that they took it: `user`, or `only` for somebody who isn't one of the users.
pub(in crate::backend) const TAKER: &str = "x-amtui-account";

/// Characters of a parser's message that are kept: it may quote a value of any length.
const MESSAGE: usize = 200;

/// A whole file. Members that amtui does not know are skipped here; the writer keeps them. A list that isn't there is
/// unknown, not empty.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FileMembers {
    pub(super) format: Untrusted,
    pub(super) organization: StrictObject<NodeRecord>,
    #[serde(default)]
    pub(super) users: Vec<StrictObject<UserRecord>>,
    /// The user names of those who can sign in to the file; without it all users can.
    pub(super) accounts: Option<Vec<Untrusted>>,
    pub(super) environments: Option<Vec<StrictObject<EnvironmentRecord>>>,
    pub(super) client_providers: Option<Vec<StrictObject<ClientProviderRecord>>>,
    pub(super) apis: Option<Vec<StrictObject<ApiRecord>>>,
    pub(super) applications: Option<Vec<StrictObject<ApplicationRecord>>>,
    /// What issuers say about themselves, by issuer.
    #[serde(default)]
    pub(super) discovery: StrictObject<BTreeMap<String, StrictObject<Map<String, Value>>>>,
    #[serde(rename = "x-amtui-snapshot")]
    pub(super) snapshot: Option<StrictObject<SnapshotRecord>>,
    /// In a snapshot: what could not be read when it was taken.
    #[serde(default, rename = "x-amtui-not-read")]
    pub(super) not_read: Vec<StrictObject<NotRead>>,
    /// Read only to be sure that it is a list that one can append to.
    #[serde(default, rename = "audit")]
    _audit: Vec<IgnoredAny>,
}

/// What a snapshot says of itself.
#[derive(Deserialize)]
pub(super) struct SnapshotRecord {
    /// Whether MCP servers and agents were looked for: older ones have none.
    #[serde(default)]
    pub(super) agents: bool,
    /// What was left out of it on purpose.
    #[serde(default)]
    without: Vec<Untrusted>,
}

impl SnapshotRecord {
    pub(super) fn leaves_out_access(&self) -> bool {
        self.without.iter().any(|what| what.raw() == ACCESS)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NodeRecord {
    pub(super) id: OrgId,
    pub(super) name: Untrusted,
    pub(super) domain: Option<Untrusted>,
    pub(super) owner: Option<StrictObject<OwnerRecord>>,
    pub(super) owner_id: Option<Untrusted>,
    pub(super) client_id: Option<Untrusted>,
    #[serde(default)]
    pub(super) client_secret: IsSet,
    #[serde(default)]
    pub(super) entitlements: Map<String, Value>,
    pub(super) environments_count: Option<usize>,
    #[serde(default)]
    pub(super) sub_organizations: Vec<StrictObject<NodeRecord>>,
}

#[derive(Deserialize)]
pub(super) struct OwnerRecord {
    pub(super) username: Option<Untrusted>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserRecord {
    pub(super) id: Untrusted,
    pub(super) username: Untrusted,
    pub(super) first_name: Option<Untrusted>,
    pub(super) last_name: Option<Untrusted>,
    #[serde(default)]
    pub(super) roles: Vec<StrictObject<RoleRecord>>,
    pub(super) active_organization_id: Option<OrgId>,
    pub(super) enabled: Option<bool>,
    /// The one who took a snapshot may not have been told all (R27).
    #[serde(default, rename = "x-amtui-scoped")]
    pub(super) scoped: bool,
    /// The one who took a snapshot signs in to it.
    #[serde(rename = "x-amtui-account")]
    pub(super) taker: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RoleRecord {
    pub(super) name: Untrusted,
    pub(super) organization_id: OrgId,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EnvironmentRecord {
    pub(super) id: EnvironmentId,
    pub(super) organization_id: OrgId,
    pub(super) name: Untrusted,
    /// `production`, `sandbox` or `design`; without it `isProduction` decides.
    #[serde(rename = "type")]
    pub(super) kind: Option<EnvironmentKind>,
    #[serde(default)]
    pub(super) is_production: bool,
    /// The first is the default (R51).
    pub(super) client_management_provider_ids: Option<Vec<ProviderId>>,
    /// In a snapshot: why MCP servers and agents were not looked at when it was taken.
    #[serde(rename = "x-amtui-agents-not-read")]
    pub(super) agents_not_read: Option<Untrusted>,
}

/// A provider as the platform gives it, with what is known to be harmless: nothing else of the program ever holds the rest.
pub(super) struct ClientProviderRecord {
    pub(super) known: ProviderMembers,
    pub(super) object: Value,
    pub(super) taken: TakenOut,
}

/// The members of a provider that amtui itself needs.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProviderMembers {
    pub(super) provider_id: ProviderId,
    pub(super) organization_id: OrgId,
    pub(super) name: Untrusted,
    #[serde(rename = "type")]
    _type: StrictObject<Type>,
}

#[derive(Deserialize)]
struct Type {
    #[serde(rename = "name")]
    _name: Untrusted,
}

impl<'de> Deserialize<'de> for ClientProviderRecord {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut object = Value::deserialize(from)?;
        let (mut secrets, unknown) = elsewhere(&mut object);
        let taken = keep_known(&mut object);
        for here in taken.secrets {
            if !secrets.contains(&here) {
                secrets.push(here);
            }
        }
        let unknown = taken.unknown + unknown;
        // The path within a provider is told in words: the members are read from a value, not from the file.
        let known = serde_path_to_error::deserialize(&object).map_err(|e| {
            let place = match e.path().to_string() {
                path if path == "." => String::new(),
                path => format!("`{path}`: "),
            };
            serde::de::Error::custom(format!("{place}{}", e.inner()))
        })?;
        let taken = TakenOut { secrets, unknown };
        Ok(Self { known, object, taken })
    }
}

/// Takes what a snapshot says of a provider out of it: the secrets that are set elsewhere, and how many values were left
/// out. What is no pointer may be anything: it is dropped.
fn elsewhere(object: &mut Value) -> (Vec<String>, usize) {
    let mut member = |name| {
        let found = object.as_object_mut().and_then(|members| members.shift_remove(name));
        WipedJson(found.unwrap_or_default())
    };
    let (listed, left_out) = (member(ELSEWHERE), member(LEFT_OUT));
    let pointers = listed.0.as_array().into_iter().flatten().filter_map(Value::as_str);
    let pointers = pointers.filter(|text| text.starts_with('/')).map(str::to_owned);
    let left_out = left_out.0.as_u64().and_then(|n| usize::try_from(n).ok());
    (pointers.collect(), left_out.unwrap_or(0))
}

/// A JSON object and nothing else. Derived structs would take a list of their members as well, which the writer could
/// not find its way in.
#[derive(Default)]
pub(super) struct StrictObject<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for StrictObject<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Only<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Only<T> {
            type Value = StrictObject<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<StrictObject<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(StrictObject)
            }
        }
        from.deserialize_map(Only(PhantomData))
    }
}

#[derive(Deserialize)]
struct Head {
    format: Option<Value>,
}

/// Reads the members of a file. The error is a sentence that says what is wrong and where.
pub(super) fn parse(bytes: &[u8]) -> Result<FileMembers, String> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Err("it starts with a byte order mark. Save it as UTF-8 without one.".into());
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("it is UTF-16. Save it as UTF-8.".into());
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("it is empty.".into());
    }
    match read::<FileMembers>(bytes) {
        Ok(file) if file.format.raw() == format_name() => Ok(file),
        Ok(file) => Err(wrong_format(Some(file.format.raw()))),
        // A file of another format breaks ours in many places; its format is the one worth naming.
        Err((Category::Data, why)) => match read::<Head>(bytes) {
            Ok(head) if head.format.as_ref().and_then(Value::as_str) == Some(&format_name()) => Err(why),
            Ok(head) => Err(wrong_format(head.format.as_ref().and_then(Value::as_str))),
            Err((_, why)) => Err(why),
        },
        Err((_, why)) => Err(why),
    }
}

/// The name of the format with its version.
pub(in crate::backend) fn format_name() -> String {
    format!("{FORMAT}{VERSION}")
}

fn wrong_format(found: Option<&str>) -> String {
    let version = found
        .and_then(|f| f.strip_prefix(FORMAT))
        .and_then(|v| v.parse::<u64>().ok());
    match (found, version) {
        (_, Some(version)) if version > VERSION => format!(
            "a newer amtui wrote it: `format` is version {version}, and this amtui reads version {VERSION}. Update amtui."
        ),
        (Some(found), _) => format!(
            "it is not an organization file: `format` is \"{}\", not \"{}\".",
            short(found),
            format_name()
        ),
        (None, _) => format!(
            "it is not an organization file: it does not say `\"format\": \"{}\"`.",
            format_name()
        ),
    }
}

/// Reads some members of a file that was read before.
pub(super) fn members<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    read(bytes).map_err(|(_, why)| why)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, (Category, String)> {
    // Keeping track of the place takes a third of the time, and looking at each text whether it is UTF-8 a sixth: only a
    // file that is wrong is read that way.
    if let Ok(text) = str::from_utf8(bytes)
        && let Ok(file) = serde_json::from_str::<StrictObject<T>>(text)
    {
        return Ok(file.0);
    }
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize::<_, StrictObject<T>>(&mut from);
    let (path, cause) = match read {
        Ok(file) => match from.end() {
            Ok(()) => return Ok(file.0),
            Err(cause) => (String::new(), cause),
        },
        Err(e) => (e.path().to_string(), e.into_inner()),
    };
    let (line, column) = (cause.line(), cause.column());
    let text = cause.to_string();
    let text = text
        .strip_suffix(&format!(" at line {line} column {column}"))
        .unwrap_or(&text);
    let text = short(&unquoted(text));
    let why = if cause.classify() != Category::Data {
        format!("it is not JSON: {text} at line {line}, column {column}.")
    } else if path.is_empty() || path == "." {
        format!("{text}, at line {line}.")
    } else {
        format!("`{}`, line {line}: {text}.", escape(&path))
    };
    Err((cause.classify(), why))
}

/// The parser quotes the text it did not expect; a secret in the wrong place must not come to the screen with it.
fn unquoted(text: &str) -> String {
    match (text.split_once(" \""), text.rsplit_once('"')) {
        (Some((before, _)), Some((_, after))) => format!("{before}{after}"),
        _ => text.to_owned(),
    }
}

fn short(text: &str) -> String {
    let mut kept: String = text.chars().take(MESSAGE).collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    escape(&kept).into_owned()
}
