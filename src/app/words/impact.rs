//! What depends on a thing that may be deleted, in sentences: shared by the dialog, the Impact pane and the messages.

use std::collections::BTreeMap;

use crate::app::action::Action;
use crate::app::line::{Line, Tone};
use crate::app::model::Model;
use crate::app::overlay::delete::Thing;
use crate::app::remote::{Remote, RemoteState};
use crate::domain::environment::Empty;
use crate::domain::id::ProviderRef;
use crate::domain::impact::{ApiEffects, Impact, NOT_LOOKED_AT, Unseen, assumed};
use crate::domain::listing::MISSING_SCOPE;
use crate::domain::rules::{self, Refusal, Visibility};
use crate::domain::text::{at_least, count};
use crate::domain::{Api, Coverage, Environment};

/// How many environments are named in one sentence.
const NAMED: usize = 6;
/// From this many minutes on a reading is old.
const OLD: usize = 5;

/// The sentences that the delete dialog and the Impact pane begin with.
#[must_use]
pub fn losses(model: &Model, provider: ProviderRef, impact: &Impact) -> Vec<Line> {
    let applications = model.data.counts.get(&provider);
    let mut lines = Vec::new();
    let mut warn = |text: String| lines.push(Line::text(Tone::Bad, text));
    for sentence in impact.sentences() {
        warn(format!("! {sentence}"));
    }
    let gap = applications
        .and_then(Remote::get)
        .and_then(|count| count.coverage.partial_reason());
    let counted = applications.and_then(Remote::get).map(|count| count.n);
    match (counted, applications.and_then(RemoteState::error)) {
        (_, Some(error)) => warn(format!("! Its client applications could not be counted: {error}")),
        (Some(0), None) if model.data.doubts_count(provider) => {
            warn(format!(
                "! No client application of it is seen. Not verified: {MISSING_SCOPE}"
            ));
        }
        (Some(0), None) if gap.is_none() => {}
        (Some(n), None) => {
            let n = usize::try_from(n).unwrap_or(usize::MAX);
            let was = if n == 1 { "was" } else { "were" };
            warn(format!(
                "! {} {was} registered through it",
                count(n, "client application", "client applications")
            ));
            if let Some(why) = gap {
                warn(format!("! Not all of its client applications are counted. {why}"));
            }
        }
        (None, None) => warn("! Its client applications are not counted yet".into()),
    }
    if lines.is_empty() && impact.complete() && counted == Some(0) && gap.is_none() {
        let seen = if impact.assumed.is_empty() { "" } else { " are seen" };
        let text = format!("No dependents{seen} in any environment.");
        lines.push(Line::text(Tone::Good, text));
    }
    lines
}

/// What an environment or a business group takes along when it is deleted; of a client provider see [`losses`].
#[must_use]
pub fn holds(model: &Model, thing: &Thing) -> Vec<Line> {
    let data = &model.data;
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
        let mut names: Vec<_> = own.iter().take(NAMED).map(|e| e.name.shown()).collect();
        let more = own.len() - names.len();
        if more > 0 {
            names.push(format!("{more} more").into());
        }
        let short = matches!(thing, Thing::Group(id) if data.short.contains(id));
        let text = if own.is_empty() && short {
            "! No environment is seen.".to_owned()
        } else if own.is_empty() {
            "No environments.".to_owned()
        } else {
            format!(
                "! {}: {}",
                count(own.len(), "environment", "environments"),
                names.join(", ")
            )
        };
        let tone = if own.is_empty() && !short {
            Tone::Good
        } else {
            Tone::Bad
        };
        lines.push(Line::text(tone, text));
        if let Some(why) = data.listed.partial_reason().filter(|_| short) {
            lines.push(Line::text(Tone::Bad, format!("! {why}")));
        }
    }
    let apis = || {
        own.iter()
            .filter_map(|e| data.environment_use(e.id))
            .flat_map(|u| u.apis.iter())
    };
    let contracts: usize = apis().map(Api::active_contracts).sum();
    let more = !apis().all(Api::knows_contracts);
    let unread = apis().filter(|api| !api.known).count();
    let uses = || own.iter().map(|e| Some((*e, data.environment_use(e.id)?)));
    let read = uses().all(|u| u.is_some_and(|(_, uses)| uses.partial_reason().is_none()));
    let unverified = uses()
        .flatten()
        .any(|(_, uses)| uses.apis.coverage == Coverage::Unverified);
    for (environment, uses) in uses().flatten() {
        if let Some(why) = uses.partial_reason() {
            let name = data.environment_name(environment.id);
            let text = format!("! Not all of {name} was read. {why}");
            lines.push(Line::text(Tone::Bad, text));
        }
    }
    match apis().count() {
        0 if unverified => lines.push(Line::text(
            Tone::Bad,
            format!("! No API is seen. Not verified: {MISSING_SCOPE}"),
        )),
        0 if read => lines.push(Line::text(Tone::Good, "No APIs.")),
        0 => {}
        n => lines.push(Line::text(
            Tone::Bad,
            format!(
                "! {} with {}",
                count(n, "API", "APIs"),
                at_least(contracts, more, "active contract", "active contracts")
            ),
        )),
    }
    if unread > 0 {
        let text = format!("! The contracts of {} were not read", count(unread, "API", "APIs"));
        lines.push(Line::text(Tone::Bad, text));
    }
    lines.push(Line::text(
        Tone::Dim,
        "Not looked at: applications deployed there, and what other products keep in it.",
    ));
    lines
}

/// `Checked 12 of 12 environments, 14:02:11.`, or what is missing; with its age where the reading is old.
#[must_use]
pub fn checked(model: &Model, impact: &Impact) -> Line {
    let at = model.data.checked();
    let age = at.and_then(|at| age(model.now.unix - at.unix));
    let when = at.map(|at| format!(", {}", model.clock(at))).unwrap_or_default();
    let tone = if impact.complete() && age.is_none() {
        Tone::Dim
    } else {
        Tone::Warning
    };
    let ago = age.map(|age| format!(", {age} ago")).unwrap_or_default();
    let text = format!("Checked {} of {} environments{when}{ago}.", impact.read, impact.of);
    Line::text(tone, text)
}

/// How old a reading is, in words; `None` where it is too new to be told.
fn age(seconds: i64) -> Option<String> {
    let minutes = usize::try_from(seconds / 60).ok()?;
    match minutes {
        0..OLD => None,
        OLD..60 => Some(count(minutes, "minute", "minutes")),
        _ => Some(count(minutes / 60, "hour", "hours")),
    }
}

/// Which environments could not be read, and why.
#[must_use]
pub fn unread(model: &Model, impact: &Impact) -> Vec<Line> {
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (id, why) in &impact.failed {
        reasons.entry(why).or_default().push(model.data.environment_name(*id));
    }
    let told = reasons
        .into_iter()
        .map(|(why, names)| Line::text(Tone::Warning, format!("Not read: {}: {why}", some(names))));
    let list = match model.data.environments.error() {
        Some(why) => Some(format!("The list of environments may be old: {why}")),
        // While it is read anew there is nothing to say of it yet.
        None => model.data.listed.partial_reason().map(str::to_owned),
    };
    let list = list.map(|text| Line::text(Tone::Warning, text));
    let doubts = named(model, &impact.unverified).into_iter().map(|(unseen, names)| {
        let text = format!("Not verified: {} is seen in {names}: {MISSING_SCOPE}", unseen.none());
        Line::text(Tone::Warning, text)
    });
    list.into_iter().chain(told).chain(doubts).collect()
}

/// What is taken for granted, in short.
#[must_use]
pub fn assumptions(impact: &Impact) -> Option<Line> {
    Some(Line::text(Tone::Dim, impact.assumptions()?))
}

/// Of each list the environments in which it is empty.
fn named(model: &Model, empty: &Empty) -> BTreeMap<Unseen, String> {
    let mut lists: BTreeMap<Unseen, Vec<String>> = BTreeMap::new();
    for (id, unseen) in empty {
        lists.entry(*unseen).or_default().push(model.data.environment_name(*id));
    }
    lists.into_iter().map(|(unseen, names)| (unseen, some(names))).collect()
}

/// The first names, and how many there are beyond.
fn some(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{more}", names.join(", "))
}

/// The safer way, where anything depends on it: step by step, before it is deleted.
fn safer(model: &Model, impact: &Impact) -> Option<Line> {
    let key = model.keymap.key_of(Action::Retire)?;
    let used = !impact.apis.is_empty() || !impact.environments.is_empty();
    let may = model
        .who()
        .and_then(|who| rules::manage_providers(who, model.organization.ok_or(Refusal::NotSeen)?));
    (used && may.is_ok()).then(|| Line::text(Tone::Good, format!("{key}  Move dependents first, step by step")))
}

/// Why APIs are affected as they are, and what stays as it is.
fn effects(found: ApiEffects) -> impl Iterator<Item = String> {
    let why = [
        (
            found.reject,
            "reject requests: an enabled policy checks tokens with this provider.",
        ),
        (
            found.fall_back,
            "fall back to the built-in provider: no enabled policy is tied to this one. Their client applications must be registered anew.",
        ),
        (found.unread, "could not be told: their policies were not read."),
        (found.unaffected, "others use another client provider, and keep it."),
    ];
    why.into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, why)| format!("{n} {why}"))
}

/// Everything that depends on a provider.
pub(in crate::app) fn impact(model: &Model, id: ProviderRef) -> Vec<Line> {
    match model.view() {
        Some(Visibility::Names(why) | Visibility::Nothing(why)) => {
            return vec![Line::text(Tone::Warning, why.to_string())];
        }
        Some(Visibility::Full) | None => {}
    }
    let Some(impact) = model.data.impact(id) else {
        return Vec::new();
    };
    let mut lines = vec![checked(model, impact)];
    if !impact.complete() || !model.data.counted(id) {
        lines.push(Line::text(Tone::Bad, "Impact incomplete"));
    }
    lines.extend(unread(model, impact));
    lines.push(Line::blank());
    lines.extend(losses(model, id, impact));
    lines.extend(safer(model, impact));
    if !impact.environments.is_empty() {
        lines.push(Line::blank());
        lines.push(Line::text(Tone::Heading, "Affected environments"));
        for loses in &impact.environments {
            let next = if loses.part == crate::domain::impact::ProviderRole::Default {
                format!("default; next {}", model.provider_name(loses.next_default))
            } else {
                loses.part.label().into()
            };
            lines.push(Line::pair(
                &format!("  {}", model.data.environment_name(loses.environment)),
                next,
            ));
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
            lines.push(Line::pair(
                &format!("  {name}"),
                format!("{} ({place})", depends.effect.label()),
            ));
        }
        lines.push(Line::blank());
        let more = if impact.all_contracts { "" } else { "+" };
        lines.push(Line::text(
            Tone::Plain,
            format!("Active contracts of these APIs: {}{more}. They stay.", impact.contracts),
        ));
    }
    lines.push(Line::blank());
    for (unseen, names) in named(model, &impact.assumed) {
        let text = assumed(&format!("{} in {names}", unseen.none()));
        lines.push(Line::text(Tone::Dim, text));
    }
    lines.push(Line::text(Tone::Dim, NOT_LOOKED_AT));
    lines
}
