//! Everything that was read and has a page, to be found by name, id, host or client id.

use std::borrow::Cow;

use super::connected_apps::owners;
use super::{Cell, View, ViewShape};
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::column::{Col, Column, fixed, grows, wide};
use crate::app::list::query::Query;
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::text::fold;
use crate::domain::{Coverage, Error, OrgId, Untrusted};

const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "KIND", 18, 1),
    wide(Col::Environment, "IN", 14, 2),
    fixed(Col::Id, "ID", 36, 3),
];

/// Of more rows than these the best are not put first: who types on has fewer.
const RANKED: usize = 2_000;

/// Those are read where you work alone: each business group takes requests of its own.
const ELSEWHERE: &str = "Not searched: client providers, roles and connected apps of other business groups.";

#[derive(Debug)]
pub struct FindView {
    /// Whether it reads what was not read yet.
    pub reads_all: bool,
}

/// All users, where the account may list them, and else the members of the business group you work in.
fn users(model: &Model, here: OrgId) -> AccessRead {
    let root = owners(model).filter(|all| model.data.error((*all).into()).is_none());
    root.unwrap_or(AccessRead::Users(here))
}

/// The lists that it searches, and what they list.
fn lists(model: &Model) -> Vec<(Resource, &'static str)> {
    let mut lists = vec![
        (Resource::Tree, "business groups"),
        (Resource::Environments, "environments"),
        (AccessRead::Teams.into(), "teams"),
        (AccessRead::IdentityProviders.into(), "identity providers"),
        (AccessRead::Applications.into(), "client applications"),
    ];
    if let Some(here) = model.organization {
        lists.extend([
            (Resource::Providers(here), "client providers"),
            (users(model, here).into(), "users"),
            (AccessRead::Roles(here).into(), "roles"),
            (AccessRead::ConnectedApps(here).into(), "connected apps"),
        ]);
    }
    lists
}

/// Those that name what has a page, and can be read whole in few requests. What could not be read is left out, but not what
/// was stopped.
pub fn named_lists(model: &Model) -> Vec<Resource> {
    let lists = lists(model).into_iter().map(|(resource, _)| resource);
    let few = lists.filter(|list| *list != AccessRead::Applications.into());
    few.filter(|list| matches!(model.data.error(*list), None | Some(Error::Stopped)))
        .collect()
}

/// The lists that nobody has read, where there are any: `Not searched: client applications.`
pub fn not_searched(model: &Model) -> Option<String> {
    let unread = lists(model).into_iter().filter(|(list, _)| !model.data.has(*list));
    let names: Vec<_> = unread.map(|(_, name)| name).collect();
    (!names.is_empty()).then(|| format!(" Not searched: {}.", names.join(", ")))
}

/// The settings of the client providers, which have their addresses.
fn settings(model: &Model) -> impl Iterator<Item = Resource> {
    let providers = model.client_providers().unwrap_or_default().iter();
    let external = providers.filter(|row| row.is_external());
    let here = model.organization.into_iter();
    external.flat_map(move |row| here.clone().map(|here| Resource::Provider(here, row.id)))
}

/// What is not searched, or only in part.
fn unread(model: &Model) -> Vec<String> {
    let mut unread = Vec::new();
    for (resource, nouns) in lists(model) {
        let partial = match resource {
            Resource::Access(read @ AccessRead::Users(_)) if owners(model) != Some(read) => true,
            Resource::Access(read) => !model.data.access.coverage(read).is_complete(),
            Resource::Environments => !model.data.environment_coverage.is_complete(),
            _ => false,
        };
        if !model.data.has(resource) {
            unread.push(nouns.to_owned());
        } else if partial {
            unread.push(format!("some {nouns}"));
        }
    }
    let mut addresses = settings(model).filter(|resource| !model.data.has(*resource)).peekable();
    if addresses.peek().is_some() {
        let why = addresses.find_map(|resource| model.data.error(resource));
        let why = why.map(|why| format!(" ({})", why.to_string().trim_end_matches('.')));
        unread.push(format!("addresses of client providers{}", why.unwrap_or_default()));
    }
    if !model.data.all_read {
        unread.push("some APIs".to_owned());
    }
    unread
}

/// What else a thing may be sought by, beside what its row shows.
fn known_by<'a>(model: &'a Model, row: RowId) -> Vec<Cow<'a, str>> {
    let data = &model.data;
    let uris = |all: &'a [Untrusted]| all.iter().map(Untrusted::shown);
    let mut known: Vec<Cow<'a, str>> = Vec::new();
    match row {
        RowId::User(id) => {
            if let Some(user) = data.access.user(id) {
                known.extend([&user.name, &user.email].into_iter().flatten().map(Untrusted::shown));
            }
        }
        RowId::Application(id) => {
            known.push(id.to_string().into());
            let application = data.any_application(id);
            known.extend(
                application
                    .and_then(|one| one.redirect_uris.as_deref())
                    .into_iter()
                    .flat_map(uris),
            );
        }
        RowId::ConnectedApp(organization, id) => {
            if let Some(app) = data.access.connected_app(organization, id) {
                known.extend(app.redirect_uris.as_deref().into_iter().flat_map(uris));
                known.extend(app.website.iter().map(Untrusted::shown));
            }
        }
        RowId::Api(environment, id) => {
            if let Some(api) = data.api(environment, id) {
                known.extend(api.label.iter().map(Untrusted::shown));
            }
        }
        RowId::Provider(id) => {
            let here = model.organization.and_then(|here| data.details.get(&(here, id)));
            let config = here.and_then(|read| read.get()?.config.as_ref());
            let mut hosts = Vec::new();
            if let Some(config) = config {
                addresses(config, &mut hosts);
            }
            known.extend(
                hosts
                    .into_iter()
                    .map(|host| Untrusted::new(host).shown().into_owned().into()),
            );
        }
        _ => {}
    }
    known
}

/// The addresses in the settings of a client provider.
fn addresses<'a>(value: &'a serde_json::Value, found: &mut Vec<&'a str>) {
    match value {
        serde_json::Value::String(text) if text.contains("://") => found.push(text),
        serde_json::Value::Array(all) => all.iter().for_each(|one| addresses(one, found)),
        serde_json::Value::Object(members) => members.values().for_each(|one| addresses(one, found)),
        _ => {}
    }
}

impl View for FindView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Find".into()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Table
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        if !self.reads_all {
            return Vec::new();
        }
        let lists = lists(model).into_iter().map(|(resource, _)| resource);
        let lists = lists.chain(model.usage_resources());
        lists.chain(settings(model)).collect()
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let data = &model.data;
        let uses = data.environments_so_far().iter();
        let apis = uses
            .filter_map(|one| data.use_so_far(one.id))
            .flat_map(|uses| uses.apis.iter());
        model
            .things()
            .chain(apis.map(|api| RowId::Api(api.environment, api.id)))
            .collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let data = &model.data;
        Some(match (col, row) {
            (Col::Name, RowId::User(id)) => Cell::plain(data.access.user(id)?.username.shown()),
            (Col::Name, _) => Cell::plain(model.name_of(row)?),
            (Col::Type, _) => Cell::dim(row.noun()?),
            (Col::Environment, RowId::Api(environment, _)) => Cell::dim(data.environment_name(environment)),
            (Col::Environment, RowId::Environment(id)) => {
                Cell::dim(data.organization(data.environment(id)?.organization)?.name.shown())
            }
            (Col::Environment, RowId::Role(of, _) | RowId::ConnectedApp(of, _)) => {
                Cell::dim(data.organization(of)?.name.shown())
            }
            (Col::Environment, RowId::Application(id)) => {
                Cell::dim(model.provider_name(data.any_application(id)?.provider))
            }
            (Col::Environment, _) => return None,
            (_, RowId::Application(id)) => Cell::dim(data.any_application(id)?.client_id.shown()),
            _ => Cell::dim(model.identity(row)?.1),
        })
    }

    fn also_found_by(&self, model: &Model, row: RowId) -> String {
        known_by(model, row).join(" ")
    }

    /// What is named exactly comes first, then what begins as it is typed.
    fn sort(&self, model: &Model, list: &List, rows: &mut [RowId]) {
        let query = Query::of(&fold(list.filter.value()), COLUMNS);
        let in_name = |at: usize| COLUMNS.get(at).is_some_and(|column| column.col == Col::Name);
        let words = query.sought().filter(|(at, _)| at.is_none_or(in_name));
        let typed = words.map(|(_, word)| word).collect::<Vec<_>>().join(" ");
        if typed.is_empty() || rows.len() > RANKED {
            return;
        }
        rows.sort_by_cached_key(|row| {
            let name = model.identity(*row).map(|(name, _)| fold(&model.show(name.shown())));
            match name {
                Some(name) if name == typed => 0,
                Some(name) if name.starts_with(&typed) => 1,
                Some(name) if name.contains(&typed) => 2,
                _ => 3,
            }
        });
    }

    fn notes(&self, model: &Model) -> Vec<Line> {
        let many = model.data.tree.get().is_some_and(|tree| tree.len() > 1);
        let elsewhere = many.then(|| Line::text(Tone::Dim, ELSEWHERE));
        let unread = unread(model);
        if unread.is_empty() {
            return elsewhere.into_iter().collect();
        }
        let lists = lists(model).into_iter().map(|(resource, _)| resource);
        let loading = lists
            .chain(settings(model))
            .any(|resource| model.data.is_loading(resource));
        let how = match (loading, self.reads_all) {
            (true, _) => " They are being loaded.",
            (_, true) => "",
            _ => " Tab loads them.",
        };
        let unread = format!("Not searched: {}.{how}", unread.join(", "));
        [Line::text(Tone::Warning, unread)]
            .into_iter()
            .chain(elsewhere)
            .collect()
    }

    fn after_no_match(&self) -> &'static str {
        "Esc leaves."
    }

    fn is_arriving(&self, model: &Model) -> bool {
        !unread(model).is_empty()
    }

    fn coverage(&self, _: &Model, _: &List) -> Coverage {
        Coverage::Complete
    }

    fn none(&self, _: &Model) -> &'static str {
        "Nothing is loaded yet."
    }
}
