//! The configuration of a client provider, section by section.

use std::borrow::Cow;

use super::providers::{added_in_list, orphan_read, orphans};
use super::{View, ViewShape};
use crate::app::access_read::AccessRead;
use crate::app::action::Action;
use crate::app::line::{Line, Tone};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::config::{self, FieldDisplay, sections};
use crate::domain::permission::ADMINISTRATOR;
use crate::domain::rules::Visibility;
use crate::domain::{Provider, ProviderKind, ProviderRef, Untrusted};

#[derive(Debug)]
pub struct ConfigurationView(pub ProviderRef);

impl View for ConfigurationView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Configuration".into()
    }

    fn tab(&self) -> &'static str {
        "Configuration"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let permissions = Resource::from(AccessRead::Permissions);
        let resources = |here| vec![Resource::Provider(here, self.0), Resource::Providers(here), permissions];
        let own = model.organization.map_or(Vec::new(), resources);
        let orphans = orphan_read(model).filter(|_| self.0 == ProviderRef::BuiltIn);
        own.into_iter().chain(orphans).collect()
    }

    fn operation(&self, action: Action, _: &List, model: &Model) -> Option<Result<Operation, String>> {
        (action == Action::Add).then(|| Err(added_in_list(model)))
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Text
    }

    fn lines(&self, model: &Model) -> Option<Vec<Line>> {
        Some(configuration(model, self.0))
    }
}

fn configuration(model: &Model, id: ProviderRef) -> Vec<Line> {
    let mut lines = Vec::new();
    if id == ProviderRef::BuiltIn {
        lines.extend([
            Line::text(Tone::Plain, "Anypoint itself is a client provider."),
            Line::text(Tone::Plain, "It has no configuration and can't be deleted."),
            Line::blank(),
            Line::text(Tone::Dim, "Environments without an external client provider use it."),
        ]);
        lines.extend(orphans(model));
        return lines;
    }
    match model.view() {
        Some(Visibility::Names(why) | Visibility::Nothing(why)) => {
            lines.extend(facts(model, id));
            lines.push(Line::blank());
            lines.push(Line::text(Tone::Warning, why.to_string()));
            return lines;
        }
        Some(Visibility::Full) | None => {}
    }
    let detail = model.organization.and_then(|here| model.data.details.get(&(here, id)));
    let Some(provider) = detail.and_then(|d| d.get()) else {
        return lines;
    };
    lines.extend(facts(model, id));
    if let ProviderKind::Other(_) = provider.row.kind {
        lines.push(Line::blank());
        lines.push(Line::text(
            Tone::Warning,
            "amtui doesn't know this type. J shows all of it as JSON.",
        ));
    }
    for section in sections(&provider.row.kind) {
        lines.push(Line::blank());
        lines.push(Line::text(Tone::Heading, section.title));
        for field in section.fields {
            lines.push(setting(field, provider));
        }
        if section.title == "Grant types" {
            lines.extend(grant_types(provider));
        }
    }
    lines
}

/// What each grant type asks for (R36, R37).
fn grant_types(provider: &Provider) -> Vec<Line> {
    let found = config::grant_types(provider);
    let note = if found.listed {
        "The issuer's document lists them. Saving reads it again."
    } else {
        "The issuer lists none, so these three are offered."
    };
    let words = |(name, needs): &(Untrusted, Option<&str>)| {
        let needs = needs.map_or(String::new(), |needs| format!("only together with {needs}"));
        Line::pair(&format!("  {}", name.shown()), needs)
    };
    let types = found.types.iter().map(words);
    types.chain([Line::text(Tone::Dim, format!("  {note}"))]).collect()
}

fn facts(model: &Model, id: ProviderRef) -> Vec<Line> {
    let row = model.data.provider(id);
    let mut lines = vec![
        Line::pair("Name", model.provider_name(id)),
        Line::pair("Type", row.map(|r| r.kind.label().into_owned()).unwrap_or_default()),
    ];
    if let ProviderRef::External(id) = id {
        lines.push(Line::pair("Id", id.to_string()));
        lines.extend(deleted_by(model));
    }
    lines
}

/// Who can delete it (R21): the line leads to all who have that permission in the root.
fn deleted_by(model: &Model) -> Option<Line> {
    let root = model.data.tree.get()?.root()?;
    let line = Line::pair("Can delete it", format!("{ADMINISTRATOR}s"));
    let permission = model.data.access.administrator();
    Some(match permission {
        Some(permission) => line.naming(RowId::Permission(root.id, permission)),
        None => line,
    })
}

fn setting(field: &config::FormField, provider: &Provider) -> Line {
    match field.shown(provider) {
        FieldDisplay::Text(text) => Line::pair(&format!("  {}", field.label), text),
        FieldDisplay::Secret(true) => Line::pair(&format!("  {}", field.label), "******** (set)"),
        FieldDisplay::Secret(false) | FieldDisplay::Unset => Line {
            tone: Tone::Dim,
            ..Line::pair(&format!("  {}", field.label), "(not set)")
        },
        FieldDisplay::Switch(on) => Line::text(
            Tone::Plain,
            format!("  [{}] {}", if on { 'x' } else { ' ' }, field.label),
        ),
        FieldDisplay::NotInApi => Line {
            tone: Tone::Dim,
            ..Line::pair(&format!("  {}", field.label), "not available through the API")
        },
    }
}
