//! Facts put into lines a person reads: a provider's configuration, what depends on it, an organization's settings.

use std::collections::BTreeMap;

use super::cells;
use super::notice::Tone;
use super::overlay::delete::Thing;
use super::remote::{Piece, Remote};
use super::world::World;
use crate::domain::config::{Shown, sections};
use crate::domain::id::ProviderRef;
use crate::domain::impact::{Impact, NOT_LOOKED_AT};
use crate::domain::rules::View;
use crate::domain::text::{count, escape};
use crate::domain::{Environment, EnvironmentId, OrgId, Provider, ProviderId, ProviderKind};

/// A line: a label with a value, or text alone (then the value is empty).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How it is meant.
    pub tone: Tone,
    /// At the left.
    pub label: String,
    /// At the right of the label.
    pub value: String,
}

impl Line {
    /// Text alone.
    #[must_use]
    pub fn text(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            label: text.into(),
            value: String::new(),
        }
    }

    /// A label with its value.
    #[must_use]
    pub fn pair(label: &str, value: impl Into<String>) -> Self {
        Self {
            tone: Tone::Plain,
            label: label.into(),
            value: value.into(),
        }
    }
}

fn blank() -> Line {
    Line::text(Tone::Plain, "")
}

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
pub(super) fn config(world: &World, id: ProviderRef) -> Vec<Line> {
    let mut lines = Vec::new();
    if id == ProviderRef::BuiltIn {
        return vec![
            Line::text(Tone::Plain, "Anypoint itself is a client provider."),
            Line::text(Tone::Plain, "It has no configuration and cannot be deleted."),
            blank(),
            Line::text(Tone::Dim, "It serves every environment without an external one."),
        ];
    }
    match world.view() {
        Some(View::Names(why) | View::Nothing(why)) => {
            lines.extend(facts(world, id));
            lines.push(blank());
            lines.push(Line::text(Tone::Warning, why.to_string()));
            return lines;
        }
        Some(View::Full) | None => {}
    }
    let detail = world.organization.and_then(|here| world.data.details.get(&(here, id)));
    let Some(provider) = detail.and_then(|d| d.get()) else {
        return lines;
    };
    lines.extend(facts(world, id));
    if let ProviderKind::Other(_) = provider.row.kind {
        lines.push(blank());
        lines.push(Line::text(
            Tone::Warning,
            "amtui does not know this type. J shows all of it as JSON.",
        ));
    }
    for section in sections(&provider.row.kind) {
        lines.push(blank());
        lines.push(Line::text(Tone::Heading, section.title));
        for field in section.fields {
            lines.push(setting(field, provider));
        }
    }
    lines
}

fn facts(world: &World, id: ProviderRef) -> Vec<Line> {
    let row = world.data.provider(id);
    let mut lines = vec![
        Line::pair("Name", world.provider_name(id)),
        Line::pair("Type", row.map(|r| r.kind.label().into_owned()).unwrap_or_default()),
    ];
    if let ProviderRef::External(id) = id {
        lines.push(Line::pair("Id", id.to_string()));
    }
    lines
}

fn setting(field: &crate::domain::config::Field, provider: &Provider) -> Line {
    match field.shown(provider) {
        Shown::Text(text) => Line::pair(&format!("  {}", field.label), text),
        Shown::Secret(true) => Line::pair(&format!("  {}", field.label), "******** (set)"),
        Shown::Secret(false) | Shown::Unset => Line {
            tone: Tone::Dim,
            ..Line::pair(&format!("  {}", field.label), "(not set)")
        },
        Shown::Switch(on) => Line::text(
            Tone::Plain,
            format!("  [{}] {}", if on { 'x' } else { ' ' }, field.label),
        ),
        Shown::NotInApi => Line {
            tone: Tone::Dim,
            ..Line::pair(&format!("  {}", field.label), "not available through the API")
        },
    }
}

/// The sentences that the delete dialog and the Impact pane begin with.
#[must_use]
pub fn losses(impact: &Impact, applications: Option<&Remote<u64>>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut warn = |text: String| lines.push(Line::text(Tone::Bad, text));
    if !impact.environments.is_empty() {
        let n = impact.environments.len();
        let lose = if n == 1 { "loses" } else { "lose" };
        let default = match (n, impact.default_in()) {
            (1, 1) => "as its default".into(),
            (1, _) => "not as its default".into(),
            (_, 0) => "none of them uses it as the default".into(),
            (_, 1) => "1 of them uses it as the default".into(),
            (_, m) => format!("{m} of them use it as the default"),
        };
        warn(format!(
            "! {} {lose} it ({default})",
            count(n, "environment", "environments")
        ));
    }
    if !impact.apis.is_empty() {
        warn(format!(
            "! {} can no longer authorize their users",
            count(impact.apis.len(), "API", "APIs")
        ));
    }
    let counted = applications.and_then(Remote::get).copied();
    match (counted, applications.and_then(Piece::error)) {
        (_, Some(error)) => warn(format!("! Its client applications could not be counted: {error}")),
        (Some(0), None) => {}
        (Some(n), None) => {
            let n = usize::try_from(n).unwrap_or(usize::MAX);
            let was = if n == 1 { "was" } else { "were" };
            warn(format!(
                "! {} {was} registered through it",
                count(n, "client application", "client applications")
            ));
        }
        (None, None) => warn("! Its client applications are not counted yet".into()),
    }
    if lines.is_empty() && impact.complete() && counted == Some(0) {
        lines.push(Line::text(Tone::Good, "No dependents in any environment."));
    }
    lines
}

/// What an environment or a business group takes along when it is deleted; of a client provider see [`losses`].
#[must_use]
pub fn holds(world: &World, thing: &Thing) -> Vec<Line> {
    let data = &world.data;
    let own: Vec<&Environment> = match thing {
        Thing::Environment(id, _) => data.environment(*id).into_iter().collect(),
        Thing::Group(id) => {
            let all = data.environments.get().into_iter().flatten();
            all.filter(|e| e.organization == *id).collect()
        }
        Thing::Provider(..) => Vec::new(),
    };
    let mut lines = Vec::new();
    if let Thing::Group(_) = thing {
        let names: Vec<_> = own.iter().map(|e| e.name.shown()).collect();
        let text = if own.is_empty() {
            "No environments.".to_owned()
        } else {
            format!(
                "! {}: {}",
                count(own.len(), "environment", "environments"),
                names.join(", ")
            )
        };
        let tone = if own.is_empty() { Tone::Good } else { Tone::Bad };
        lines.push(Line::text(tone, text));
    }
    let apis = || {
        own.iter()
            .filter_map(|e| data.environment_use(e.id))
            .flat_map(|u| u.apis.iter())
    };
    let contracts: usize = apis().map(crate::domain::Api::active_contracts).sum();
    let read = own.iter().all(|e| data.environment_use(e.id).is_some());
    match apis().count() {
        0 if read => lines.push(Line::text(Tone::Good, "No APIs.")),
        0 => {}
        n => lines.push(Line::text(
            Tone::Bad,
            format!(
                "! {} with {}",
                count(n, "API", "APIs"),
                count(contracts, "active contract", "active contracts")
            ),
        )),
    }
    lines.push(Line::text(
        Tone::Dim,
        "Not looked at: applications deployed there, and what other products keep in it.",
    ));
    lines
}

/// `Checked 12 of 12 environments, 14:02:11.`, or what is missing.
#[must_use]
pub fn checked(world: &World, impact: &Impact) -> Line {
    let when = world
        .data
        .checked
        .map(|now| format!(", {}", world.clock(now)))
        .unwrap_or_default();
    let tone = if impact.complete() { Tone::Dim } else { Tone::Warning };
    let text = format!("Checked {} of {} environments{when}.", impact.read, impact.of);
    Line::text(tone, text)
}

/// Which environments could not be read, and why.
#[must_use]
pub fn unread(world: &World, impact: &Impact) -> Vec<Line> {
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (id, why) in &impact.failed {
        reasons.entry(why).or_default().push(environment_name(world, *id));
    }
    let told = reasons.into_iter().map(|(why, mut names)| {
        let more = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        Line::text(Tone::Warning, format!("Not read: {}{more}: {why}", names.join(", ")))
    });
    let list = world.data.environments.error();
    let list = list.map(|why| Line::text(Tone::Warning, format!("The list of environments may be old: {why}")));
    list.into_iter().chain(told).collect()
}

fn environment_name(world: &World, id: EnvironmentId) -> String {
    let name = world.data.environment(id).map(|e| e.name.shown().into_owned());
    name.unwrap_or_else(|| id.short())
}

/// Everything that depends on a provider.
pub(super) fn impact(world: &World, id: ProviderRef) -> Vec<Line> {
    match world.view() {
        Some(View::Names(why) | View::Nothing(why)) => return vec![Line::text(Tone::Warning, why.to_string())],
        Some(View::Full) | None => {}
    }
    let Some(impact) = world.data.impact(id) else {
        return Vec::new();
    };
    let mut lines = vec![checked(world, impact)];
    if !impact.complete() || !world.data.counted(id) {
        lines.push(Line::text(Tone::Bad, "Impact incomplete"));
    }
    lines.extend(unread(world, impact));
    lines.push(blank());
    lines.extend(losses(impact, world.data.counts.get(&id)));
    if !impact.environments.is_empty() {
        lines.push(blank());
        lines.push(Line::text(Tone::Heading, "Environments that lose it"));
        for loses in &impact.environments {
            let next = if loses.part == crate::domain::impact::Part::Default {
                format!("default; next {}", world.provider_name(loses.next_default))
            } else {
                loses.part.label().into()
            };
            lines.push(Line::pair(
                &format!("  {}", environment_name(world, loses.environment)),
                next,
            ));
        }
        if impact.fall_back() > 0 {
            let n = count(impact.fall_back(), "environment falls", "environments fall");
            lines.push(Line::text(
                Tone::Warning,
                format!("  {n} back to the built-in provider."),
            ));
        }
    }
    if !impact.apis.is_empty() {
        lines.push(blank());
        lines.push(Line::text(
            Tone::Heading,
            format!("APIs that use it ({})", impact.apis.len()),
        ));
        let (failing, back) = (impact.failing(), impact.apis.len() - impact.failing());
        if failing > 0 {
            let n = count(failing, "API fails", "APIs fail");
            lines.push(Line::text(
                Tone::Plain,
                format!("  {n} at the policy that is tied to it."),
            ));
        }
        if back > 0 {
            let n = count(back, "API falls", "APIs fall");
            lines.push(Line::text(
                Tone::Plain,
                format!("  {n} back to the built-in provider, and work again once their client applications are registered anew."),
            ));
        }
        for depends in &impact.apis {
            let name = world.data.api(depends.environment, depends.api);
            let name = name.map(cells::api_name).unwrap_or_default();
            let outcome = if depends.policy_fails {
                "policy fails"
            } else {
                "falls back"
            };
            let place = environment_name(world, depends.environment);
            lines.push(Line::pair(&format!("  {name}"), format!("{outcome} ({place})")));
        }
        lines.push(blank());
        lines.push(Line::text(
            Tone::Plain,
            format!("Active contracts of these APIs: {}. They stay.", impact.contracts),
        ));
        lines.push(Line::text(
            Tone::Plain,
            "Safer first: m moves these APIs to another provider, step by step.",
        ));
    }
    lines.push(blank());
    lines.push(Line::text(Tone::Dim, NOT_LOOKED_AT));
    lines
}

/// What is known of one organization.
pub(super) fn group(world: &World, id: OrgId) -> Vec<Line> {
    let Some(tree) = world.data.tree.get() else {
        return Vec::new();
    };
    let Some(organization) = tree.get(id) else {
        return vec![Line::text(Tone::Warning, "This organization is not there any more.")];
    };
    let shown = |t: &Option<crate::domain::Foreign>| t.as_ref().map_or("(not set)".into(), |t| t.shown().into_owned());
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
    lines
}

/// How many environments are named that could not be read for one reason.
const NAMED: usize = 6;

/// The id of a provider as text; empty for the built-in one.
#[must_use]
pub fn provider_id(id: ProviderRef) -> String {
    Option::<ProviderId>::from(id)
        .map(|id| id.to_string())
        .unwrap_or_default()
}
