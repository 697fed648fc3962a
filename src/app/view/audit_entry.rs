//! One entry of the audit, fact by fact. What a fact names opens.

use std::borrow::Cow;

use uuid::Uuid;

use super::audit::{audit_read, object_name, shown_change};
use super::facts::{Fact, Facts};
use super::who::refusal;
use crate::app::access_read::AccessRead;
use crate::app::audit_key::AuditKey;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::audit::{AuditObject, AuditRecord};
use crate::domain::{
    ApiId, ApplicationId, EnvironmentId, IdentityProviderRef, OrgId, PermissionId, ProviderId, ProviderRef,
    RoleGroupId, TeamId, Untrusted,
};

#[derive(Debug)]
pub struct EntryFacts(pub AuditKey);

impl Facts for EntryFacts {
    fn title(&self) -> &'static str {
        "Audit entry"
    }

    fn tab(&self) -> &'static str {
        "Entry"
    }

    fn resources(&self, model: &Model) -> Vec<Resource> {
        let access = &model.data.access;
        let read = access.audit_read_of(self.0).or_else(|| audit_read(model));
        let lists = access.audit_entry(self.0).map(|entry| lists(model, entry));
        let read = read.map(|read| AccessRead::Audit(read).into());
        read.into_iter().chain(lists.into_iter().flatten()).collect()
    }

    fn facts(&self, model: &Model) -> Vec<Fact> {
        let entry = model.data.access.audit_entry(self.0);
        entry.map_or_else(Vec::new, |entry| facts(model, entry))
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::Audit(audit_read(model)?))
    }

    fn none(&self) -> &'static str {
        "This entry is not among those that were read."
    }
}

pub fn facts(model: &Model, entry: &AuditRecord) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |label, value: Option<Cow<'_, str>>, names: Vec<RowId>| {
        facts.extend(value.map(|value| Fact::new(label, value).names(names)));
    };
    let text = |text: &'_ Option<Untrusted>| text.as_ref().map(|text| text.shown().into_owned().into());
    add("Time", entry.time.map(|time| time.to_string().into()), Vec::new());
    add("Product", text(&entry.product), Vec::new());
    add("Type", text(&entry.object_type), Vec::new());
    add("Action", text(&entry.action), Vec::new());
    // What isn't told is left out: most entries tell no result.
    let result = entry
        .failed
        .map(|failed| if failed { "failed" } else { "succeeded" }.into());
    add("Result", result, Vec::new());
    for change in entry.changes() {
        let words = shown_change(model, change).into_owned();
        add("Change", Some(words.into()), Vec::new());
    }
    for object in &entry.objects {
        add(
            "Object",
            name_and_id(object),
            object_row(model, entry, object).into_iter().collect(),
        );
    }
    let user = entry.user_id.map(RowId::User);
    let user_id = entry.user_id.map(|id| Untrusted::new(id.as_str()));
    let who = AuditObject {
        id: user_id,
        name: entry.user.clone(),
    };
    add("User", name_and_id(&who), user.into_iter().collect());
    add("Connected app", text(&entry.connected_app), app_rows(model, entry));
    if let Some(environment) = &entry.environment {
        add(
            "Environment",
            name_and_id(environment),
            environment_row(entry).into_iter().collect(),
        );
    }
    for parent in &entry.parents {
        let row = uuid(parent).map(|id| RowId::Org(OrgId(id)));
        let known = row.filter(|row| model.identity(*row).is_some());
        let name = known.and_then(|row| model.name_of(row));
        let id = || name_and_id(parent);
        add("In", name.map(Cow::Owned).or_else(id), known.into_iter().collect());
    }
    add("Client IP", text(&entry.client_ip), Vec::new());
    add("Id", text(&entry.id), Vec::new());
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

/// The apps of that name: entries name apps, not their ids.
fn app_rows(model: &Model, entry: &AuditRecord) -> Vec<RowId> {
    let named = entry.connected_app.as_ref().zip(model.organization);
    let rows = named.and_then(|(name, here)| {
        let apps = model.data.access.connected_apps(here)?.iter();
        let named = apps.filter(|app| app.name == *name);
        Some(named.map(|app| RowId::ConnectedApp(here, app.id)).collect())
    });
    rows.unwrap_or_default()
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
    if is("application") && !is("connected") {
        lists.push(AccessRead::Applications.into());
    }
    if let (true, Some(RowId::Environment(id))) = (is("api"), environment_row(entry)) {
        lists.push(Resource::Use(id));
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
    let application = text.parse().ok().map(|n| RowId::Application(ApplicationId(n)));
    let application = application.filter(|_| kind(entry).contains("application"));
    let api = text.parse().ok().map(ApiId).filter(|_| kind(entry).contains("api"));
    let api = api.and_then(|id| api_row(model, entry, id));
    let mut all = of_uuid.chain([user, app, provider, application, api]).flatten();
    let known = all.find(|row| model.identity(*row).is_some());
    // Of an API that isn't read, the environment is known at least.
    known.or_else(|| environment_row(entry).filter(|_| kind(entry).contains("api")))
}

/// An API that was read: of the environment of its entry, else of any.
fn api_row(model: &Model, entry: &AuditRecord, id: ApiId) -> Option<RowId> {
    let there = |environment: &EnvironmentId| model.data.api(*environment, id).is_some();
    let told = match environment_row(entry) {
        Some(RowId::Environment(environment)) => Some(environment),
        _ => None,
    };
    let mut all = model
        .data
        .environments_so_far()
        .iter()
        .map(|environment| environment.id);
    let environment = told.filter(there).or_else(|| all.find(there))?;
    Some(RowId::Api(environment, id))
}
