//! One entry of the audit, fact by fact. What a fact names opens.

use std::borrow::Cow;

use uuid::Uuid;

use super::audit::{audit_read, object_name};
use super::facts::{FACTS, Fact, fact};
use super::who::refusal;
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::audit_key::AuditKey;
use crate::app::list::column::{Col, Column};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::audit::{AuditObject, AuditRecord};
use crate::domain::{
    EnvironmentId, IdentityProviderRef, OrgId, PermissionId, ProviderId, ProviderRef, RoleGroupId, TeamId, Untrusted,
};

#[derive(Debug)]
pub struct AuditEntryView(pub AuditKey);

impl View for AuditEntryView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Audit entry".into()
    }

    fn has_count(&self) -> bool {
        false
    }

    fn tab(&self) -> &'static str {
        "Entry"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let access = &model.data.access;
        let read = access.audit_read_of(self.0).or_else(|| audit_read(model, None));
        let lists = access.audit_entry(self.0).map(|entry| lists(model, entry));
        let read = read.map(|read| AccessRead::Audit(read).into());
        read.into_iter().chain(lists.into_iter().flatten()).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        FACTS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        (0..self.facts(model).len()).map(RowId::Entry).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        Some(fact(self.facts(model), row)?.cell(col))
    }

    fn leads_to(&self, model: &Model, row: RowId) -> Option<Vec<RowId>> {
        Some(fact(self.facts(model), row)?.names.into_iter().collect())
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::Value)
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::Audit(audit_read(model, None)?))
    }

    fn none(&self, _: &Model) -> &'static str {
        "This entry is not among those that were read."
    }
}

impl AuditEntryView {
    fn facts(&self, model: &Model) -> Vec<Fact> {
        let entry = model.data.access.audit_entry(self.0);
        entry.map_or_else(Vec::new, |entry| facts(model, entry))
    }
}

fn facts(model: &Model, entry: &AuditRecord) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |label, value: Option<Cow<'_, str>>, names| {
        facts.extend(value.map(|value| Fact::new(label, value, names)));
    };
    let text = |text: &'_ Option<Untrusted>| text.as_ref().map(|text| text.shown().into_owned().into());
    add("Time", entry.time.map(|time| time.to_string().into()), None);
    add("Product", text(&entry.product), None);
    add("Type", text(&entry.object_type), None);
    add("Action", text(&entry.action), None);
    let result = match entry.failed {
        Some(true) => "failed",
        Some(false) => "succeeded",
        None => "unknown",
    };
    add("Result", Some(result.into()), None);
    for object in &entry.objects {
        add("Object", name_and_id(object), object_row(model, entry, object));
    }
    let user = entry.user_id.map(RowId::User);
    let user_id = entry.user_id.map(|id| Untrusted::new(id.as_str()));
    let who = AuditObject {
        id: user_id,
        name: entry.user.clone(),
    };
    add("User", name_and_id(&who), user);
    add("Connected app", text(&entry.connected_app), app_row(model, entry));
    if let Some(environment) = &entry.environment {
        add("Environment", name_and_id(environment), environment_row(entry));
    }
    for parent in &entry.parents {
        let row = uuid(parent).map(|id| RowId::Org(OrgId(id)));
        let known = row.filter(|row| model.identity(*row).is_some());
        let name = known.and_then(|row| model.name_of(row));
        let id = || name_and_id(parent);
        add("In", name.map(Cow::Owned).or_else(id), known);
    }
    add("Client IP", text(&entry.client_ip), None);
    add("Id", text(&entry.id), None);
    facts
}

/// `Okta Production (2e50e859-0042-46ff-8cf8-1ad6f0c78b67)`.
fn name_and_id(object: &AuditObject) -> Option<Cow<'_, str>> {
    match (&object.name, &object.id) {
        (Some(name), Some(id)) if name != id => Some(format!("{} ({})", name.shown(), id.shown()).into()),
        _ => object_name(object),
    }
}

fn uuid(object: &AuditObject) -> Option<Uuid> {
    Uuid::try_parse(object.id.as_ref()?.raw()).ok()
}

fn environment_row(entry: &AuditRecord) -> Option<RowId> {
    Some(RowId::Environment(EnvironmentId(uuid(entry.environment.as_ref()?)?)))
}

/// The one app of that name: entries name apps, not their ids.
fn app_row(model: &Model, entry: &AuditRecord) -> Option<RowId> {
    let (name, here) = (entry.connected_app.as_ref()?, model.organization?);
    let mut named = model
        .data
        .access
        .connected_apps(here)?
        .iter()
        .filter(|app| app.name == *name);
    let row = named.next().map(|app| RowId::ConnectedApp(here, app.id));
    row.filter(|_| named.next().is_none())
}

/// The type of an entry in lower case: the platform documents no list of types, so words in it decide.
fn kind(entry: &AuditRecord) -> String {
    entry
        .object_type
        .as_ref()
        .map_or(String::new(), |kind| kind.raw().to_lowercase())
}

/// The lists that tell whether what an entry names is there.
fn lists(model: &Model, entry: &AuditRecord) -> Vec<Resource> {
    let Some(here) = model.organization else {
        return Vec::new();
    };
    let kind = kind(entry);
    let is = |word| kind.contains(word);
    let mut lists = Vec::new();
    if is("client provider") {
        lists.push(Resource::Providers(here));
    }
    if is("environment") || entry.environment.is_some() {
        lists.push(Resource::Environments);
    }
    if is("team") {
        lists.push(AccessRead::Teams.into());
        lists.push(AccessRead::Permissions.into());
    }
    if is("identity") {
        lists.push(AccessRead::IdentityProviders.into());
    }
    if is("connected app") || entry.connected_app.is_some() {
        lists.push(AccessRead::ConnectedApps(here).into());
    }
    if is("role") {
        lists.push(AccessRead::Roles(here).into());
    }
    if is("user") || is("role") || is("team") || is("permission") || entry.user_id.is_some() {
        lists.push(AccessRead::Users(here).into());
    }
    lists
}

/// What an object of an entry is, where that is there: an id is one of the thing that was read with it.
fn object_row(model: &Model, entry: &AuditRecord, object: &AuditObject) -> Option<RowId> {
    let text = object.id.as_ref()?.raw();
    let user = text.parse().ok().map(RowId::User);
    let of_uuid = uuid(object).into_iter().flat_map(|id| {
        let here = model.organization;
        let role = here.map(|here| RowId::Role(here, RoleGroupId(id)));
        let permission = here.map(|here| RowId::Permission(here, PermissionId(id)));
        [
            Some(RowId::Provider(ProviderRef::External(ProviderId(id)))),
            Some(RowId::Environment(EnvironmentId(id))),
            Some(RowId::Org(OrgId(id))),
            Some(RowId::Team(TeamId(id))),
            role,
            permission,
        ]
    });
    let app = model
        .organization
        .and_then(|here| Some(RowId::ConnectedApp(here, text.parse().ok()?)));
    let provider = IdentityProviderRef::of_user(text).map(RowId::IdentityProvider);
    let mut all = of_uuid.chain([user, app, provider]).flatten();
    let known = all.find(|row| model.identity(*row).is_some());
    // An API has no page of its own here: its environment lists it.
    known.or_else(|| environment_row(entry).filter(|_| kind(entry).contains("api")))
}
