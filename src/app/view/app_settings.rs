//! What is known of a connected app beside its scopes. Its secret is never read.

use super::connected_apps::{has_no_owner, last_used_cell, owners};
use super::facts::{Fact, Facts};
use super::who::{day, list_words, refusal, text_words};
use crate::app::access_read::AccessRead;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{ConnectedApp, ConnectedAppId, OrgId};

#[derive(Debug)]
pub struct AppSettings(pub OrgId, pub ConnectedAppId);

impl Facts for AppSettings {
    fn resources(&self, model: &Model) -> Vec<Resource> {
        let own = [AccessRead::ConnectedApps(self.0)];
        own.into_iter().chain(owners(model)).map(Resource::from).collect()
    }

    fn facts(&self, model: &Model) -> Vec<Fact> {
        let app = model.data.access.connected_app(self.0, self.1);
        app.map_or_else(Vec::new, |app| facts(model, app))
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::ConnectedApps(self.0))
    }

    fn none(&self) -> &'static str {
        "This app is not among those that were read."
    }
}

pub fn facts(model: &Model, app: &ConnectedApp) -> Vec<Fact> {
    let status = match app.enabled {
        Some(true) => "enabled",
        Some(false) => "disabled",
        None => "unknown",
    };
    let organization = app.organization.map(RowId::Org);
    vec![
        Fact::new("Name", app.name.shown()),
        Fact::new("Client id", app.id.to_string()),
        Fact::new("Kind", app.kind().label()),
        Fact::new("Status", status),
        owner(model, app),
        Fact::new(
            "Organization",
            organization.map_or("unknown".into(), |row| model.thing_name(row)),
        )
        .names(organization),
        // There is no app without one: where none came, nobody told them.
        Fact::new(
            "Grant types",
            list_words(Some(&*app.grant_types).filter(|all| !all.is_empty())),
        ),
        Fact::new("Redirect URIs", list_words(app.redirect_uris.as_deref())),
        Fact::new("Audience", text_words(app.audience.as_ref())),
        Fact::new("Website", text_words(app.website.as_ref())),
        Fact::new("Created", app.created.map_or("unknown".into(), day)),
        Fact::new("Last used", last_used_cell(app.last_used).text),
    ]
}

fn owner(model: &Model, app: &ConnectedApp) -> Fact {
    let Some(id) = app.owner else {
        return Fact::new("Owner", "unknown");
    };
    let user = model.data.access.user(id);
    let name = user.map_or_else(|| id.to_string(), |user| user.username.shown().into_owned());
    match has_no_owner(model, app) {
        // The platform gives such an app to the owner of the root organization.
        Some(true) => Fact::new("Owner", format!("{name} (gone: no user of this organization)")).warning(),
        _ => Fact::new("Owner", name).names([RowId::User(id)]),
    }
}
