//! Everything that depends on a client provider.

use std::borrow::Cow;

use super::providers::added_in_list;
use super::{View, ViewShape};
use crate::app::action::Action;
use crate::app::line::{Line, Tone};
use crate::app::list::column::{Col, Column, fixed, grows, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::app::words::{checked_line, figures, names_by_list, no_dependents, unread_lines};
use crate::domain::impact::{
    AffectedApi, AffectedEnvironment, ApiEffect, ApiEffectCounts, Impact, ProviderRole, assumed,
};
use crate::domain::rules::{self, Refusal, Visibility};
use crate::domain::text::{count, width};
use crate::domain::{Api, ProviderRef};

const ENVIRONMENTS: &[Column] = &[
    grows(Col::Environment, "ENVIRONMENT", 11),
    grows(Col::Role, "EFFECT", 16),
];

const APIS: &[Column] = &[
    grows(Col::Name, "API", 11),
    wide(Col::Environment, "ENVIRONMENT", 12, 1),
    fixed(Col::Status, "EFFECT", 10, 0),
];

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
    let mut lines = figures(model, id, impact);
    lines.extend(no_dependents(model, id, impact));
    if !impact.complete() || !model.data.counts_applications(id) {
        lines.push(Line::text(Tone::Bad, "Impact incomplete"));
    }
    lines.extend(unread_lines(model, impact));
    lines.push(Line::blank());
    lines.push(checked_line(model, impact));
    lines.extend(safer(model, impact));
    if !impact.environments.is_empty() {
        lines.push(Line::blank());
        lines.extend(environments(model, impact));
        if impact.next_built_in() > 0 {
            let text = count(
                impact.next_built_in(),
                "of these environments then has the built-in provider as its default.",
                "of these environments then have the built-in provider as their default.",
            );
            lines.push(Line::text(Tone::Warning, text));
        }
    }
    if !impact.apis.is_empty() {
        lines.push(Line::blank());
        lines.extend(apis(model, impact));
        lines.push(Line::blank());
        if impact.agents > 0 {
            let text = count(
                impact.agents,
                "of them is an MCP server or agent.",
                "of them are MCP servers or agents.",
            );
            lines.push(Line::text(Tone::Dim, text));
        }
        lines.extend(effects(impact.effects()));
        let contracts = impact.contracts.words().unwrap_or("not known".into());
        lines.push(Line::text(
            Tone::Plain,
            format!("Active contracts of these APIs: {contracts}. They stay."),
        ));
    }
    lines.push(Line::blank());
    for (unseen, names) in names_by_list(model, &impact.assumed) {
        let text = assumed(&format!("{} in {names}", unseen.none()));
        lines.push(Line::text(Tone::Dim, text));
    }
    lines.push(Line::text(Tone::Dim, impact.not_looked_at()));
    lines
}

/// The environments that lose it, and what new APIs get there instead.
fn environments(model: &Model, impact: &Impact) -> impl Iterator<Item = Line> {
    let row = |loses: &AffectedEnvironment| {
        let effect = match loses.role {
            ProviderRole::Default => {
                let next = model.provider_name(loses.next_default);
                (Tone::Warning, format!("{} -> {next}", loses.role.label()))
            }
            ProviderRole::Added => (Tone::Plain, "removed".to_owned()),
        };
        let name = model.data.environment_name(loses.environment);
        (RowId::Environment(loses.environment), vec![(Tone::Plain, name), effect])
    };
    let rows = impact.environments.iter().map(row).collect();
    Line::table(ENVIRONMENTS, rows, |text| width(&model.show(text)))
}

/// The APIs that use it, and what they do afterwards.
fn apis(model: &Model, impact: &Impact) -> impl Iterator<Item = Line> {
    let row = |depends: &AffectedApi| {
        let name = model.data.api(depends.environment, depends.api).map(Api::shown_name);
        let place = model.data.environment_name(depends.environment);
        let (tone, effect) = match depends.effect {
            ApiEffect::RejectsRequests => (Tone::Bad, "rejects"),
            ApiEffect::FallsBack => (Tone::Warning, "falls back"),
            ApiEffect::Unread => (Tone::Plain, "not read"),
        };
        let cells = vec![
            (Tone::Plain, name.unwrap_or_default()),
            (Tone::Dim, place),
            (tone, effect.to_owned()),
        ];
        (RowId::Api(depends.environment, depends.api), cells)
    };
    let rows = impact.apis.iter().map(row).collect();
    Line::table(APIS, rows, |text| width(&model.show(text)))
}

/// Why APIs are affected as they are, and what stays as it is.
fn effects(found: ApiEffectCounts) -> impl Iterator<Item = Line> {
    let why = [
        (
            found.reject,
            "Rejects requests: an enabled policy checks tokens with it.",
        ),
        (
            found.fall_back,
            "Falls back to built-in: no enabled policy is tied to it, and its applications must be registered again.",
        ),
        (found.unread, "Policies not read: it may do either."),
    ];
    let shown = why.into_iter().filter(|(n, _)| *n > 0).map(|(_, why)| why.to_owned());
    let others = (found.unaffected > 0).then(|| {
        let keep = count(
            found.unaffected,
            "other API uses another client provider, and keeps it",
            "others use another client provider, and keep it",
        );
        format!("{keep}.")
    });
    shown.chain(others).map(|text| Line::text(Tone::Dim, text))
}

/// The safer way, where anything depends on it: step by step, before it is deleted.
fn safer(model: &Model, impact: &Impact) -> Option<Line> {
    let key = model.keymap.key_of(Action::MoveDependents)?;
    let used = !impact.apis.is_empty() || !impact.environments.is_empty();
    let may = model
        .who()
        .and_then(|who| rules::manage_providers(who, model.organization.ok_or(Refusal::NotSeen)?));
    (used && may.is_ok()).then(|| Line {
        names: Some(RowId::Action(Action::MoveDependents)),
        ..Line::text(Tone::Good, format!("{key}  Move dependents before you delete"))
    })
}
