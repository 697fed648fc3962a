//! What is known of a connected app beside its scopes. Its secret is never read.

use std::borrow::Cow;

use super::connected_apps::{has_no_owner, last_used_cell, owners};
use super::facts::{FACTS, Fact, fact};
use super::who::{day, refusal};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{ConnectedApp, ConnectedAppId, OrgId, Untrusted};

#[derive(Debug)]
pub struct AppSettingsView(pub OrgId, pub ConnectedAppId);

impl AppSettingsView {
    fn facts(&self, model: &Model) -> Vec<Fact> {
        let app = model.data.access.connected_app(self.0, self.1);
        app.map_or_else(Vec::new, |app| facts(model, app))
    }
}

impl View for AppSettingsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Settings".into()
    }

    fn has_count(&self) -> bool {
        false
    }

    fn tab(&self) -> &'static str {
        "Settings"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        if model.organization.is_none() {
            return Vec::new();
        }
        let own = [AccessRead::ConnectedApps(self.0)];
        own.into_iter().chain(owners(model)).map(Resource::from).collect()
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
        refusal(model, AccessRead::ConnectedApps(self.0))
    }

    fn none(&self, _: &Model) -> &'static str {
        "This app is not among those that were read."
    }
}

fn facts(model: &Model, app: &ConnectedApp) -> Vec<Fact> {
    let text = |text: &Option<Untrusted>| {
        text.as_ref()
            .map_or("unknown".to_owned(), |text| text.shown().into_owned())
    };
    let list = |all: &[Untrusted]| {
        let all: Vec<_> = all.iter().map(Untrusted::shown).collect();
        if all.is_empty() {
            "none".to_owned()
        } else {
            all.join(", ")
        }
    };
    let status = match app.enabled {
        Some(true) => "enabled",
        Some(false) => "disabled",
        None => "unknown",
    };
    let organization = app.organization.map(RowId::Org);
    vec![
        Fact::new("Name", app.name.shown(), None),
        Fact::new("Client id", app.id.to_string(), None),
        Fact::new("Kind", app.kind().label(), None),
        Fact::new("Status", status, None),
        owner(model, app),
        Fact::new(
            "Business group",
            organization.map_or("unknown".into(), |row| model.thing_name(row)),
            organization,
        ),
        Fact::new("Grant types", list(&app.grant_types), None),
        Fact::new("Redirect URIs", list(&app.redirect_uris), None),
        Fact::new("Audience", text(&app.audience), None),
        Fact::new("Website", text(&app.website), None),
        Fact::new("Created", app.created.map_or("unknown".into(), day), None),
        Fact::new("Last used", last_used_cell(app.last_used).text, None),
    ]
}

fn owner(model: &Model, app: &ConnectedApp) -> Fact {
    let Some(id) = app.owner else {
        return Fact::new("Owner", "unknown", None);
    };
    let user = model.data.access.user(id);
    let name = user.map_or_else(|| id.to_string(), |user| user.username.shown().into_owned());
    match has_no_owner(model, app) {
        // The platform gives such an app to the owner of the root organization.
        Some(true) => Fact::new("Owner", format!("{name} (gone: no user of this organization)"), None).warning(),
        _ => Fact::new("Owner", name, Some(RowId::User(id))),
    }
}
