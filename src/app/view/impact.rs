//! Everything that depends on a client provider.

use std::borrow::Cow;

use super::providers::added_in_list;
use super::{View, ViewShape};
use crate::app::action::Action;
use crate::app::line::{Line, Tone};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::app::words::{checked_line, names_by_list, provider_losses, unread_lines};
use crate::domain::impact::{ApiEffectCounts, Impact, NOT_LOOKED_AT, ProviderRole, assumed};
use crate::domain::rules::{self, Refusal, Visibility};
use crate::domain::{Api, ProviderRef};

#[derive(Debug)]
pub struct ImpactView(pub ProviderRef);

impl View for ImpactView {
    fn title(&self, model: &Model) -> Cow<'static, str> {
        let complete = model.data.impact(self.0).is_some_and(Impact::complete);
        if complete && model.data.counts_applications(self.0) {
            "Impact: complete"
        } else {
            "Impact"
        }
        .into()
    }

    fn tab(&self) -> &'static str {
        "Impact"
    }

    fn action(&self) -> Option<Action> {
        Some(Action::Impact)
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        resources(model, self.0)
    }

    fn operation(&self, action: Action, _: &List, model: &Model) -> Option<Result<Operation, String>> {
        (action == Action::Add).then(|| Err(added_in_list(model)))
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Text
    }

    fn lines(&self, model: &Model) -> Option<Vec<Line>> {
        Some(lines(model, self.0))
    }
}

/// The resources that say what depends on a client provider.
pub fn resources(model: &Model, provider: ProviderRef) -> Vec<Resource> {
    let Some(here) = model.organization else {
        return Vec::new();
    };
    let mut resources = model.impact_resources(provider);
    resources.extend([Resource::Count(provider), Resource::Providers(here)]);
    resources
}

fn lines(model: &Model, id: ProviderRef) -> Vec<Line> {
    match model.view() {
        Some(Visibility::Names(why) | Visibility::Nothing(why)) => {
            return vec![Line::text(Tone::Warning, why.to_string())];
        }
        Some(Visibility::Full) | None => {}
    }
    let Some(impact) = model.data.impact(id) else {
        return Vec::new();
    };
    let mut lines = vec![checked_line(model, impact)];
    if !impact.complete() || !model.data.counts_applications(id) {
        lines.push(Line::text(Tone::Bad, "Impact incomplete"));
    }
    lines.extend(unread_lines(model, impact));
    lines.push(Line::blank());
    lines.extend(provider_losses(model, id, impact));
    lines.extend(safer(model, impact));
    if !impact.environments.is_empty() {
        lines.push(Line::blank());
        lines.push(Line::text(Tone::Heading, "Affected environments"));
        for loses in &impact.environments {
            let next = if loses.role == ProviderRole::Default {
                format!("default; next {}", model.provider_name(loses.next_default))
            } else {
                loses.role.label().into()
            };
            let name = format!("  {}", model.data.environment_name(loses.environment));
            lines.push(Line::pair(&name, next).naming(RowId::Environment(loses.environment)));
        }
        if impact.next_built_in() > 0 {
            let text = format!(
                "  New APIs get the built-in provider in {} of them.",
                impact.next_built_in()
            );
            lines.push(Line::text(Tone::Warning, text));
        }
    }
    if !impact.apis.is_empty() {
        lines.push(Line::blank());
        lines.push(Line::text(
            Tone::Heading,
            format!("APIs that use it ({})", impact.apis.len()),
        ));
        lines.extend(effects(impact.effects()).map(|text| Line::text(Tone::Plain, format!("  {text}"))));
        for depends in &impact.apis {
            let name = model.data.api(depends.environment, depends.api);
            let name = name.map(Api::shown_name).unwrap_or_default();
            let place = model.data.environment_name(depends.environment);
            let effect = format!("{} ({place})", depends.effect.label());
            let row = RowId::Api(depends.environment, depends.api);
            lines.push(Line::pair(&format!("  {name}"), effect).naming(row));
        }
        lines.push(Line::blank());
        let more = if impact.all_contracts { "" } else { "+" };
        lines.push(Line::text(
            Tone::Plain,
            format!("Active contracts of these APIs: {}{more}. They stay.", impact.contracts),
        ));
    }
    lines.push(Line::blank());
    for (unseen, names) in names_by_list(model, &impact.assumed) {
        let text = assumed(&format!("{} in {names}", unseen.none()));
        lines.push(Line::text(Tone::Dim, text));
    }
    lines.push(Line::text(Tone::Dim, NOT_LOOKED_AT));
    lines
}

/// Why APIs are affected as they are, and what stays as it is.
fn effects(found: ApiEffectCounts) -> impl Iterator<Item = String> {
    let why = [
        (
            found.reject,
            "reject requests: an enabled policy checks tokens with this provider.",
        ),
        (
            found.fall_back,
            "fall back to the built-in provider: no enabled policy is tied to this one. Their client applications must be registered again.",
        ),
        (found.unread, "may do either: their policies were not read."),
        (found.unaffected, "others use another client provider, and keep it."),
    ];
    why.into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, why)| format!("{n} {why}"))
}

/// The safer way, where anything depends on it: step by step, before it is deleted.
fn safer(model: &Model, impact: &Impact) -> Option<Line> {
    let key = model.keymap.key_of(Action::MoveDependents)?;
    let used = !impact.apis.is_empty() || !impact.environments.is_empty();
    let may = model
        .who()
        .and_then(|who| rules::manage_providers(who, model.organization.ok_or(Refusal::NotSeen)?));
    (used && may.is_ok()).then(|| Line::text(Tone::Good, format!("{key}  Move dependents before you delete")))
}
