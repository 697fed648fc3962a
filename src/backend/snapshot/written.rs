//! A snapshot in the format of organization files. Imports `domain`.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{OrganizationRead, access, apis::api};
use crate::backend::inventory::{Inventory, ONLY_NAMES};
use crate::backend::store::{ELSEWHERE, LEFT_OUT, TAKER, format_name};
use crate::domain::access::AccessInventory;
use crate::domain::config::keep_known;
use crate::domain::permission::{ADMINISTRATOR, describe};
use crate::domain::record;
use crate::domain::snapshot::{ACCESS, NotRead, SnapshotItem};
use crate::domain::{
    ApiId, ApplicationId, Coverage, Environment, EnvironmentKind, EnvironmentNames, EnvironmentUse, Error, OrgId,
    Organization, Provider, ProviderId, ProviderKind, ProviderRow, Role, Untrusted,
};

pub(super) fn file(read: &OrganizationRead<'_>, from: &str, now: i64) -> Result<(Value, Vec<NotRead>), Error> {
    let taken = Timestamp::from_second(now).map_err(|e| Error::Internal(e.to_string()))?;
    let inventory = &read.inventory;
    let list = |(what, coverage): (SnapshotItem, &Coverage)| {
        Some(NotRead {
            what,
            id: None,
            name: Untrusted::default(),
            why: coverage.partial_reason()?.into(),
        })
    };
    let lists = [
        (SnapshotItem::Environments, &inventory.list_coverage),
        (SnapshotItem::Providers, &inventory.providers.coverage),
    ];
    let mut not_read: Vec<NotRead> = lists.into_iter().filter_map(list).collect();
    let (environments, apis, named) = environments(inventory, &mut not_read);
    let providers = inventory.configurations.iter();
    let providers: Vec<Value> = providers
        .map(|(row, answer)| provider(row, answer, inventory.root, &mut not_read))
        .collect();
    let applications = applications(read, &named, &mut not_read);
    let organization = organization(inventory, &mut not_read);
    let (users, accounts, note) = users(read);
    // The copy itself says that an empty list proves nothing.
    let access = read.access.as_ref();
    let gaps = access.into_iter().flat_map(AccessInventory::gaps);
    not_read.extend(gaps.filter(|gap| !gap.is_unverified()).cloned());
    let mut about = Map::new();
    about.insert("taken".into(), taken.to_string().into());
    about.insert("agents".into(), true.into());
    if access.is_none() {
        about.insert("without".into(), json!([ACCESS]));
    }
    if !from.is_empty() {
        about.insert("from".into(), from.into());
    }
    if let Some(note) = note {
        about.insert("note".into(), note.into());
    }
    let mut json = json!({
        "format": format_name(),
        "x-amtui-snapshot": about,
        "x-amtui-not-read": not_read,
        "organization": organization,
        "users": users,
        "accounts": accounts,
        "environments": environments,
        "clientProviders": providers,
        "apis": apis,
        "applications": applications,
    });
    if let Some(members) = json.as_object_mut() {
        let lists = access.into_iter().flat_map(access::lists);
        members.extend(lists.map(|(name, rows)| (name.to_owned(), rows.into())));
    }
    Ok((json, not_read))
}

/// Why something could not be read, for somebody who has the file and not the screen.
fn why(error: &Error) -> Untrusted {
    match error {
        Error::NotRead(why) => why.as_str().into(),
        other => other.to_string().as_str().into(),
    }
}

/// The organizations below each other. Where one in between is not seen, what is below it stands below the one above.
fn organization(read: &Inventory, not_read: &mut Vec<NotRead>) -> Value {
    let seen = |id: OrgId| read.tree.get(id).is_some();
    let owners = read.environments.iter().map(|environment| environment.organization);
    let unseen: BTreeSet<OrgId> = owners.filter(|id| !seen(*id)).collect();
    let unseen: Vec<Organization> = unseen.into_iter().map(|id| stand_in(id, read.root)).collect();
    not_read.extend(unseen.iter().map(|group| NotRead {
        what: SnapshotItem::Group,
        id: Some(group.id.to_string()),
        name: Untrusted::default(),
        why: "It has environments, and it is not among the visible organizations.".into(),
    }));
    let mut below: HashMap<OrgId, Vec<&Organization>> = HashMap::new();
    for one in read.tree.iter().chain(&unseen).filter(|one| one.id != read.root) {
        let above = one.parents.iter().rev().find(|id| seen(**id));
        below.entry(above.copied().unwrap_or(read.root)).or_default().push(one);
    }
    read.tree.root().map_or(Value::Null, |root| node(root, &[], &below))
}

fn stand_in(id: OrgId, root: OrgId) -> Organization {
    Organization {
        id,
        name: Untrusted::new(&id.to_string()),
        parents: vec![root],
        owner: None,
        domain: None,
        client_id: None,
        has_secret: false,
        entitlements: Vec::new(),
        environments: None,
    }
}

fn node(one: &Organization, parents: &[OrgId], below: &HashMap<OrgId, Vec<&Organization>>) -> Value {
    let groups = below.get(&one.id).map(Vec::as_slice).unwrap_or_default();
    let ids: Vec<OrgId> = groups.iter().map(|group| group.id).collect();
    let path = [parents, &[one.id]].concat();
    let nodes: Vec<Value> = groups.iter().map(|group| node(group, &path, below)).collect();
    let entitlements: Map<String, Value> = one
        .entitlements
        .iter()
        .map(|(name, on)| (name.raw().to_owned(), (*on).into()))
        .collect();
    json!({
        "id": one.id,
        "name": one.name,
        "domain": one.domain,
        "owner": {"username": one.owner},
        "clientId": one.client_id,
        "isRoot": one.is_root(),
        "isMaster": one.is_root(),
        "parentOrganizationIds": parents,
        "subOrganizationIds": ids,
        "entitlements": entitlements,
        "environmentsCount": one.environments,
        "subOrganizations": nodes,
    })
}

/// The users, the one account of the copy, and what is to be said about it. It is the one who took it. Their roles stay what
/// they are where they allow what was read; else the platform told too little of them, and without an administrator nothing
/// can be tried out.
fn users(read: &OrganizationRead<'_>) -> (Vec<Value>, [Untrusted; 1], Option<&'static str>) {
    let (account, inventory) = (read.account, &read.inventory);
    let nameless = account.username.raw().is_empty();
    let told = describe(&account.roles, &inventory.tree) == account.permission;
    let allowed = |environment: &Environment| {
        let owner = inventory.tree.get(environment.organization);
        owner.is_some_and(|owner| account.administers(owner))
    };
    let note = if nameless {
        Some("The account that took this has no user name. Here it is the local administrator.")
    } else {
        (!told || !inventory.environments.iter().all(allowed)).then_some(
            "The roles of the account that took this are not known. Here it is an administrator of the root.",
        )
    };
    // A file names no organizations but those that are seen.
    let seen = |role: &&Role| inventory.tree.get(role.organization).is_some();
    let role = |role: &Role| json!({"name": role.name, "organizationId": role.organization});
    let roles = match note {
        Some(_) => vec![json!({"name": ADMINISTRATOR, "organizationId": inventory.root})],
        None => account.roles.iter().filter(seen).map(role).collect(),
    };
    let username = if nameless {
        "local".into()
    } else {
        account.username.clone()
    };
    let listed = read.access.iter().flat_map(|access| access.users.iter());
    let mut users: Vec<Map<String, Value>> = listed.map(access::user).collect();
    let own = users
        .iter()
        .position(|user| user.get("username") == Some(&json!(username)));
    let taker = if own.is_some() { "user" } else { "only" };
    let mut own = own.map_or_else(
        || {
            record::known([
                ("id", json!(username)),
                ("username", json!(username)),
                ("firstName", json!(account.name)),
            ])
        },
        |at| users.remove(at),
    );
    own.insert(TAKER.into(), taker.into());
    own.insert("roles".into(), roles.into());
    own.insert("activeOrganizationId".into(), json!(account.active));
    // What was not told then is not known to be absent in the copy either.
    if account.limited_by_scopes || (!nameless && note.is_some()) {
        own.insert("x-amtui-scoped".into(), true.into());
    }
    users.insert(0, own);
    (users.into_iter().map(Value::Object).collect(), [username], note)
}

/// The environments, their API instances, and the client applications that those name.
fn environments(read: &Inventory, not_read: &mut Vec<NotRead>) -> (Vec<Value>, Vec<Value>, BTreeSet<ApplicationId>) {
    let known: HashSet<ProviderId> = read.providers.iter().filter_map(|row| row.id.into()).collect();
    let called = EnvironmentNames::new(&read.environments, Some(&read.tree));
    let (mut environments, mut apis) = (Vec::new(), Vec::new());
    let (mut seen, mut named) = (HashSet::new(), BTreeSet::new());
    for (environment, answer) in read.used() {
        let sound = match answer {
            Ok(uses) => odd(uses, &known, &seen).map_or(Ok(uses), |odd| Err(Untrusted::new(&odd))),
            Err(error) => Err(why(error)),
        };
        let mut object = json!({
            "id": environment.id,
            "organizationId": environment.organization,
            "name": environment.name,
            "isProduction": environment.kind == EnvironmentKind::Production,
            "type": environment.kind,
        });
        let mut missing = |why: Option<Untrusted>| {
            not_read.extend(why.map(|why| NotRead {
                what: SnapshotItem::Environment,
                id: Some(environment.id.to_string()),
                name: called.get(environment).clone(),
                why,
            }));
        };
        match sound {
            Ok(uses) => {
                missing(uses.partial_reason().map(|gap| Untrusted::new(&gap)));
                if let Some(members) = object.as_object_mut() {
                    members.insert("clientManagementProviderIds".into(), json!(uses.providers.rows));
                    if let Some(why) = &uses.agents_not_read {
                        members.insert("x-amtui-agents-not-read".into(), json!(why));
                    }
                }
                for one in &uses.apis {
                    seen.insert(one.id);
                    named.extend(one.contracts.iter().map(|contract| contract.application));
                    apis.push(api(one, environment));
                }
                not_read.extend(uses.apis.iter().filter_map(|api| {
                    Some(NotRead {
                        what: SnapshotItem::Api,
                        id: Some(api.id.to_string()),
                        name: api.name(),
                        why: why(read.unprotected.get(&(environment.id, api.id))?),
                    })
                }));
            }
            Err(why) => missing(Some(why)),
        }
        environments.push(object);
    }
    (environments, apis, named)
}

/// What contradicts the other answers in that of an environment: somebody made a change in between.
fn odd(uses: &EnvironmentUse, known: &HashSet<ProviderId>, apis: &HashSet<ApiId>) -> Option<String> {
    let of_apis = uses.apis.iter().filter_map(|api| Option::from(api.provider));
    let mut providers = uses.providers.iter().copied().chain(of_apis);
    if let Some(id) = providers.find(|id| !known.contains(id)) {
        return Some(format!(
            "It uses client provider {id}, which is not in the list of client providers."
        ));
    }
    let twice = uses.apis.iter().find(|api| apis.contains(&api.id))?;
    Some(format!("Its API {} was read in another environment as well.", twice.id))
}

/// A provider with what is known to be harmless. Of one that could not be read the file has what lists tell.
fn provider(row: &ProviderRow, answer: &Result<Provider, Error>, root: OrgId, not_read: &mut Vec<NotRead>) -> Value {
    let id = Option::<ProviderId>::from(row.id);
    let read = match answer {
        Ok(provider) => provider
            .config
            .as_ref()
            .and_then(Value::as_object)
            .map(|config| (config.clone(), provider.secrets.clone(), provider.unknown))
            .ok_or_else(|| ONLY_NAMES.into()),
        Err(error) => Err(why(error)),
    };
    let (mut members, mut secrets, mut left_out) = read.unwrap_or_else(|why| {
        not_read.push(NotRead {
            what: SnapshotItem::Provider,
            id: id.map(|id| id.to_string()),
            name: row.name.clone(),
            why,
        });
        (as_listed(row), Vec::new(), 0)
    });
    // What a file cannot do without, where the answer did not have it.
    let own = |value: Option<&Value>, id: &Value| {
        value.is_some_and(|v| v.as_str().map(str::to_ascii_lowercase).as_deref() == id.as_str())
    };
    for (name, id) in [("providerId", json!(id)), ("organizationId", json!(root))] {
        if !own(members.get(name), &id) {
            members.insert(name.into(), id);
        }
    }
    if !members.get("name").is_some_and(Value::is_string) {
        members.insert("name".into(), json!(row.name));
    }
    let mut object = Value::Object(members);
    if !object.pointer("/type/name").is_some_and(Value::is_string)
        && let Some(members) = object.as_object_mut()
    {
        members.insert("type".into(), kind(&row.kind));
    }
    // The backend keeps them to itself. What it missed stays out of the file all the same.
    let missed = keep_known(&mut object);
    secrets.extend(missed.secrets);
    left_out += missed.unknown;
    if let Some(members) = object.as_object_mut() {
        if !secrets.is_empty() {
            members.insert(ELSEWHERE.into(), json!(secrets));
        }
        if left_out > 0 {
            members.insert(LEFT_OUT.into(), json!(left_out));
        }
    }
    object
}

fn as_listed(row: &ProviderRow) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("name".into(), json!(row.name));
    members.insert("type".into(), kind(&row.kind));
    if row.kind == ProviderKind::EntraId {
        members.insert("azure_ad_provider".into(), json!({}));
    }
    members
}

fn kind(kind: &ProviderKind) -> Value {
    match kind {
        ProviderKind::OpenAm { version } | ProviderKind::PingFederate { version } => {
            json!({"name": kind.wire_name(), "version": version})
        }
        _ => json!({"name": kind.wire_name()}),
    }
}

/// The client applications of every provider. Those that a contract names and no list has are told as missing.
fn applications(
    read: &OrganizationRead<'_>,
    named: &BTreeSet<ApplicationId>,
    not_read: &mut Vec<NotRead>,
) -> Vec<Value> {
    let (mut seen, mut objects) = (HashSet::new(), Vec::new());
    let mut complete = true;
    for (row, answer) in &read.applications {
        let gap = match answer {
            Ok(list) => list.coverage.partial_reason().map(Untrusted::new),
            Err(error) => Some(why(error)),
        };
        complete &= gap.is_none();
        not_read.extend(gap.map(|why| NotRead {
            what: SnapshotItem::Applications,
            id: Option::<ProviderId>::from(row.id).map(|id| id.to_string()),
            name: row.name.clone(),
            why,
        }));
        // One that was moved in between is in two lists.
        let list = answer.iter().flat_map(|list| list.iter());
        objects.extend(list.filter(|one| seen.insert(one.id)).map(record::application));
    }
    // Where a whole list is missing, they may be in it.
    let missing = named.iter().filter(|id| complete && !seen.contains(*id));
    not_read.extend(missing.map(|id| NotRead {
        what: SnapshotItem::Application,
        id: Some(id.to_string()),
        name: Untrusted::default(),
        why: "A contract names it, and no list of client applications has it.".into(),
    }));
    objects
}
