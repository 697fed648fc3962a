//! What an operation begins with: its popup, or the commands that do all of it.

use super::beginning::Beginning;
use super::{Operation, associate, delete, reassign, users};
use crate::app::action::Action;
use crate::app::component::Command;
use crate::app::copy::copied;
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::location::Location;
use crate::app::model::Model;
use crate::app::overlay::form::Form;
use crate::app::overlay::pick::{Choice, Pick};
use crate::app::page::audit::presets;
use crate::app::words;
use crate::domain::draft::Draft;
use crate::domain::rules;
use crate::domain::text::to_json;
use crate::domain::{Provider, ProviderKind, ProviderRef};

/// The types of the platform's menu, with its words. `PingFederate` is there to say why it is not.
const TYPES: [(&str, ProviderKind); 4] = [
    ("OpenID Connect Dynamic Client Registration", ProviderKind::Oidc),
    (
        "OpenID Connect DCR for Microsoft Entra ID (Azure AD)",
        ProviderKind::EntraId,
    ),
    ("OpenAM", ProviderKind::OpenAm { version: None }),
    ("PingFederate", ProviderKind::PingFederate { version: None }),
];

impl Operation {
    /// What it begins with, once everything that it needs is read.
    pub fn begin(&self, model: &Model) -> Beginning {
        match *self {
            Self::AddProvider => types().into(),
            Self::AddEnvironment(id) => Some(Form::environment(model, id)).into(),
            Self::AddGroup(id) => Some(Form::group(model, id)).into(),
            Self::EditProvider(id) => provider_form(id, model).into(),
            Self::EditGroup(id) => Form::group_settings(model, id).into(),
            Self::EnvironmentProviders(id) => associate::environment_providers(id, model).into(),
            Self::ProviderEnvironments(id) => Some(associate::provider_environments(id, model)).into(),
            Self::Reassign(ref apis) => reassign::choose_provider(apis, model).into(),
            Self::Rename(id) => Form::environment_name(model, id).into(),
            Self::MoveDependents(id) => Command::Open(Location::MoveDependents(id)).into(),
            Self::Mark(marking) => Command::Mark(marking).into(),
            Self::DeleteProvider(id) => delete::provider(id, model),
            Self::DeleteEnvironment(id) => delete::environment(id, model),
            Self::DeleteGroup(id) => delete::group(id, model),
            Self::DeleteTeam(id) => delete::team(id, model),
            Self::EnableUsers(ref ids, enabled) => users::review(ids, enabled, model).into(),
            Self::OpenOneOf(ref rows) => {
                Pick::new("Open", rows.iter().filter_map(|row| opens(*row, model)).collect()).into()
            }
            Self::OpenNamed(ref name) => Command::Run(Action::Open, Some(name.clone())).into(),
            Self::AuditFilters(member) => member.map_or_else(presets, Pick::audit).into(),
            Self::ShowJson(id) | Self::CopyJson(id) => self.json(id, model),
        }
    }

    /// Shows or copies what is known of a client provider.
    fn json(&self, id: ProviderRef, model: &Model) -> Beginning {
        if id == ProviderRef::BuiltIn {
            let text = "Anypoint (built-in) has no configuration.";
            return Command::Notify(Tone::Plain, text.into()).into();
        }
        let Some(detail) = detail(id, model) else {
            return Beginning::default();
        };
        let Some(config) = &detail.config else {
            let text = "From here you see only its name and type.";
            return Command::Notify(Tone::Warning, text.into()).into();
        };
        let text = to_json(config);
        let left_out = detail.left_out();
        if matches!(self, Self::ShowJson(_)) {
            let title = format!("JSON of {}, secrets removed", detail.row.name.shown());
            let note = left_out.map(|note| Line::text(Tone::Warning, note));
            let lines = note.into_iter().chain(words::json(&text)).collect();
            return Command::ShowText { title, lines }.into();
        }
        let note = left_out.map(|note| format!(" {note}")).unwrap_or_default();
        let said = format!("Copied as JSON, secrets removed.{note}");
        Beginning {
            popup: None,
            commands: copied(text, said, model),
        }
    }
}

fn detail(id: ProviderRef, model: &Model) -> Option<&Provider> {
    model.data.details.get(&(model.organization?, id))?.get()
}

fn provider_form(id: ProviderRef, model: &Model) -> Option<Form> {
    let detail = detail(id, model).filter(|detail| detail.config.is_some())?;
    Some(Form::provider(
        model.organization?,
        Draft::from_provider(detail.clone()),
    ))
}

/// The choice that opens the page of a thing.
fn opens(row: RowId, model: &Model) -> Option<Choice> {
    Some(Choice {
        name: model.thing_name(row),
        note: match row {
            RowId::Permission(..) => "who else has this permission".to_owned(),
            _ => row.noun()?.to_owned(),
        },
        does: Ok(Command::Open(Location::of(row)?)),
    })
}

fn types() -> Pick {
    let choice = |(name, kind): (&str, ProviderKind)| {
        let addable = rules::addable(&kind);
        Choice {
            name: name.to_owned(),
            note: addable
                .as_ref()
                .map_or("unavailable: Enter for details", |()| "")
                .to_owned(),
            does: addable
                .map(|()| Command::AddProvider(kind))
                .map_err(|why| why.to_string()),
        }
    };
    Pick::new(
        "Add client provider: choose its type",
        TYPES.into_iter().map(choice).collect(),
    )
}
