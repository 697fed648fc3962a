//! Things as JSON, without secrets, to be shown or copied.

use serde_json::{Value, json};

use crate::app::action::Action;
use crate::app::component::Command;
use crate::app::copy::copied;
use crate::app::line::Tone;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::view::audit_json::entry_json;
use crate::app::words;
use crate::domain::record;
use crate::domain::text::to_json;

/// Shows or copies what is known of the thing in a row. Client providers are read first: see `Operation::ShowJson`.
pub fn commands(action: Action, row: Option<RowId>, model: &Model) -> Vec<Command> {
    let json = row.and_then(|row| json_of(row, model));
    let Some(json) = json else {
        return vec![Command::Notify(Tone::Plain, "There is no JSON to show here.".into())];
    };
    let text = to_json(&json);
    if action == Action::Json {
        let name = row.and_then(|row| model.name_of(row)).unwrap_or_default();
        return vec![Command::ShowText {
            title: format!("JSON of {name}, secrets removed"),
            lines: words::json(&text),
        }];
    }
    copied(text, "Copied as JSON, secrets removed.".into(), model)
}

/// What is known of the thing in a row, with the members of organization files.
fn json_of(row: RowId, model: &Model) -> Option<Value> {
    let (data, access) = (&model.data, &model.data.access);
    Some(match row {
        RowId::Org(id) => record::organization(data.organization(id)?),
        RowId::Environment(id) => record::environment(data.environment(id)?),
        RowId::Api(environment, id) => record::api(data.api(environment, id)?),
        RowId::Application(id) => record::application(data.any_application(id)?),
        RowId::User(id) => record::user(access.user(id)?),
        RowId::Team(id) => {
            let mut team = record::team(access.team(id)?);
            if let Some(members) = access.team_members(id).filter(|all| all.is_complete()) {
                let members: Vec<Value> = members.iter().filter_map(record::team_member).collect();
                team.insert("members".into(), members.into());
            }
            if let Some(groups) = access.team_mappings(id).filter(|all| all.is_complete()) {
                team.insert("mappings".into(), groups.iter().map(record::external_group).collect());
            }
            team.into()
        }
        RowId::Role(organization, id) => record::role_group(access.role(organization, id)?).into(),
        RowId::Permission(_, id) => record::permission(access.permission(id)?),
        RowId::IdentityProvider(id) => {
            let mut provider = record::identity_provider(access.identity_provider(id)?);
            if let (Some(details), Some(record)) = (access.identity_details(id), provider.as_object_mut()) {
                let settings = details
                    .settings
                    .iter()
                    .map(|(label, value)| ((*label).to_owned(), json!(value)));
                record.insert("settings".into(), Value::Object(settings.collect()));
            }
            provider
        }
        RowId::ConnectedApp(organization, id) => {
            let app = access.connected_app(organization, id)?;
            let mut record = record::connected_app(app);
            let scopes = match access.app_scopes(organization, id) {
                Some(own) if own.is_complete() => Some(own.iter().map(record::app_scope).collect()),
                // The list of apps may lack some of these.
                Some(_) => None,
                None => app.scopes.as_ref().map(|named| json!(named)),
            };
            record.extend(scopes.map(|scopes| ("scopes".to_owned(), scopes)));
            record.into()
        }
        RowId::AuditEntry(key) => entry_json(model, key)?,
        _ => return None,
    })
}
