//! Facts put into lines a person reads: a provider's configuration, what depends on it, an organization's settings.

mod changes;
mod impact;

pub use super::line::Line;
use super::line::Tone;
use super::model::Model;
use crate::domain::config::{self, FieldDisplay, sections};
use crate::domain::id::ProviderRef;
use crate::domain::rules::{self, Visibility};
use crate::domain::text::escape;
use crate::domain::{OrgId, Provider, ProviderKind, Untrusted};

pub use changes::changes;
pub(super) use impact::impact;
pub use impact::{assumptions, checked, holds, losses, unread};

/// The lines of a JSON text.
#[must_use]
pub fn json(text: &str) -> Vec<Line> {
    // Indentation is ours; what follows it is not.
    let line = |text: &str| {
        let body = text.trim_start_matches(' ');
        Line::text(
            Tone::Plain,
            format!("{}{}", " ".repeat(text.len() - body.len()), escape(body)),
        )
    };
    text.lines().map(line).collect()
}

/// The configuration of a provider, section by section.
pub(super) fn config(model: &Model, id: ProviderRef) -> Vec<Line> {
    let mut lines = Vec::new();
    if id == ProviderRef::BuiltIn {
        return vec![
            Line::text(Tone::Plain, "Anypoint itself is a client provider."),
            Line::text(Tone::Plain, "It has no configuration and cannot be deleted."),
            Line::blank(),
            Line::text(Tone::Dim, "It serves every environment without an external one."),
        ];
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
            "amtui does not know this type. J shows all of it as JSON.",
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
        "The issuer names them; saving the form reads them anew."
    } else {
        "The issuer names none: these three are offered then."
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
    }
    lines
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

/// What is known of one organization.
pub(super) fn group(model: &Model, id: OrgId) -> Vec<Line> {
    let Some(tree) = model.data.tree.get() else {
        return Vec::new();
    };
    let Some(organization) = tree.get(id) else {
        return vec![Line::text(Tone::Warning, "This organization is not there any more.")];
    };
    let shown = |t: &Option<Untrusted>| t.as_ref().map_or("(not set)".into(), |t| t.shown().into_owned());
    let path = organization
        .parents
        .iter()
        .filter_map(|p| tree.get(*p))
        .map(|o| o.name.shown());
    let path: Vec<_> = path.collect();
    let mut lines = vec![
        Line::pair("Name", organization.name.shown()),
        Line::pair("Type", organization.kind()),
        Line::pair("Id", organization.id.to_string()),
        Line::pair("Owner", shown(&organization.owner)),
    ];
    if organization.is_root() {
        lines.push(Line::pair("Domain", shown(&organization.domain)));
    } else {
        lines.push(Line::pair("Parents", path.join(" > ")));
    }
    lines.push(Line::pair("Client ID", shown(&organization.client_id)));
    if organization.has_secret {
        let may = model.who().and_then(|who| rules::reveal_secret(who, id)).is_ok();
        let value = if may {
            "******** (set; :reveal shows it)"
        } else {
            "******** (set)"
        };
        lines.push(Line::pair("Client Secret", value));
    }
    for (name, on) in &organization.entitlements {
        let mark = if *on { 'x' } else { ' ' };
        lines.push(Line::text(
            Tone::Plain,
            format!("[{mark}] Entitlement {}", name.shown()),
        ));
    }
    lines
}
