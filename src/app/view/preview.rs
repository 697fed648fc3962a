//! What a preview tells of the thing in a row: no more than what was read already.

use super::facts::Fact;
use super::who::{identity_provider_name, text_words};
use super::{
    api_configuration, app_settings, application_settings, audit_entry, role_settings, team_settings, user_settings,
};
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::domain::impact::Unseen;
use crate::domain::{ProviderRef, config};

pub fn preview(model: &Model, row: RowId) -> Vec<Fact> {
    let access = &model.data.access;
    let facts = match row {
        RowId::Provider(id) => Some(provider(model, id)),
        RowId::Org(id) => model.data.organization(id).map(|one| {
            vec![
                Fact::new("Id", one.id.to_string()),
                Fact::new("Type", one.kind()),
                Fact::new("Owner", text_words(one.owner.as_ref())),
            ]
        }),
        RowId::Environment(id) => model.data.environment(id).map(|one| {
            let default = model
                .data
                .default_provider(id)
                .map(|provider| model.provider_name(provider));
            vec![
                Fact::new("Id", one.id.to_string()),
                Fact::new("Type", one.kind.label()),
                Fact::new("Organization", model.thing_name(RowId::Org(one.organization))),
                Fact::new("Default", default.unwrap_or_else(|| "unknown".into())),
            ]
        }),
        RowId::User(id) => access.user(id).map(|one| user_settings::facts(model, one)),
        RowId::Team(id) => access.team(id).map(|one| team_settings::facts(model, one)),
        RowId::Role(organization, id) => {
            let role = access.role(organization, id);
            role.map(|one| role_settings::facts(model, organization, one))
        }
        RowId::IdentityProvider(id) => access.identity_provider(id).map(|one| {
            vec![
                Fact::new("Name", identity_provider_name(model, id)),
                Fact::new("Type", one.kind.label()),
            ]
        }),
        RowId::ConnectedApp(organization, id) => {
            let app = access.connected_app(organization, id);
            app.map(|one| app_settings::facts(model, one))
        }
        RowId::AuditEntry(key) => access.audit_entry(key).map(|one| audit_entry::facts(model, one)),
        RowId::Api(environment, id) => {
            let api = model.data.api(environment, id);
            api.map(|one| api_configuration::configuration(model, one))
        }
        RowId::Application(id) => {
            let application = model.data.any_application(id);
            application.map(|one| application_settings::facts(model, one))
        }
        _ => None,
    };
    facts.unwrap_or_default()
}

fn provider(model: &Model, id: ProviderRef) -> Vec<Fact> {
    let data = &model.data;
    let detail = model.organization.and_then(|here| data.details.get(&(here, id))?.get());
    let issuer = match detail.filter(|detail| detail.config.is_some()) {
        Some(detail) => config::issuer(detail).map_or_else(|| "none".into(), |issuer| issuer.shown().into_owned()),
        None if id == ProviderRef::BuiltIn => "none".into(),
        None => "unknown".into(),
    };
    let usage = data.usage.get(&id).copied().unwrap_or_default();
    let so_far = |n: usize, lists| match n {
        n if data.all_read && data.coverage_of(lists).is_complete() => n.to_string(),
        0 => "unknown".into(),
        n => format!("{n} so far"),
    };
    let offered = |n| match id {
        // A list that may not be seen counts as one without external providers.
        ProviderRef::BuiltIn if data.doubts_built_in_use() => "unknown".into(),
        _ => so_far(n, Unseen::Providers),
    };
    let applications = data.applications_counted(id).and_then(|counted| counted.words());
    vec![
        Fact::new("Issuer", issuer),
        Fact::new("Environments", offered(usage.environments)),
        Fact::new("Default in", offered(usage.default_in)),
        Fact::new("APIs", so_far(usage.apis, Unseen::Apis)),
        Fact::new("Applications", applications.unwrap_or("unknown".into())),
        Fact::new("", "Enter opens the full page."),
    ]
}
