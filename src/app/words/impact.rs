//! The impact of a deletion in sentences, for the dialog and the Impact pane.

use std::collections::{BTreeMap, BTreeSet};

use super::some::{NAMED, some};
use super::team::team_losses;
use crate::app::access_read::AccessRead;
use crate::app::delete_target::Thing;
use crate::app::line::{Line, Tone};
use crate::app::model::Model;
use crate::app::model::remote::{Remote, RemoteState};
use crate::app::model::resource::Resource;
use crate::domain::change::Object;
use crate::domain::environment::Empty;
use crate::domain::id::{EnvironmentId, ProviderRef};
use crate::domain::impact::{Impact, Unseen};
use crate::domain::listing::{MISSING_SCOPE, not_verified};
use crate::domain::text::count;
use crate::domain::{Api, Counted, Coverage, Environment};

/// From this many minutes on a reading is old.
const OLD: usize = 5;

/// The sentences that the delete dialog begins with.
pub fn provider_losses(model: &Model, provider: ProviderRef, impact: &Impact) -> Vec<Line> {
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
            warn(not_verified("! No client application of it"));
        }
        (Some(0), None) => {
            if let Some(why) = gap {
                warn(format!("! Its client applications could not be counted: {why}"));
            }
        }
        (Some(n), None) => {
            let n = usize::try_from(n).unwrap_or(usize::MAX);
            warn(format!(
                "! {} registration",
                count(n, "client application loses its", "client applications lose their")
            ));
            if let Some(why) = gap {
                warn(format!("! Not all of its client applications are counted. {why}"));
            }
        }
        (None, None) => warn("! Its client applications are not counted yet".into()),
    }
    if lines.is_empty() {
        lines.extend(no_dependents(model, provider, impact));
    }
    lines
}

/// Says that nothing depends on a client provider, where that is known.
pub fn no_dependents(model: &Model, provider: ProviderRef, impact: &Impact) -> Option<Line> {
    let applications = model.data.counts.get(&provider)?;
    let count = applications.get()?;
    let sure = applications.error().is_none() && count.coverage.partial_reason().is_none();
    let read = impact.complete() && impact.agents_not_read.is_empty();
    let known = sure && read && !model.data.doubts_count(provider);
    let none = count.n == 0 && impact.environments.is_empty() && impact.apis.is_empty();
    let seen = if impact.assumed.is_empty() { "" } else { " are visible" };
    let text = format!("No dependents{seen} in any environment.");
    (known && none).then(|| Line::text(Tone::Good, text))
}

/// What an environment or a business group takes along when it is deleted; of a client provider see [`provider_losses`].
pub fn contents(model: &Model, thing: &Thing) -> Vec<Line> {
    let data = &model.data;
    let own: Vec<&Environment> = match thing {
        Thing::Environment(id, _) => data.environment(*id).into_iter().collect(),
        Thing::Group(id) => {
            let all = data.environments.get().into_iter().flatten();
            all.filter(|e| e.organization == *id).collect()
        }
        Thing::Provider(..) => Vec::new(),
        Thing::Team(id) => return team_losses(model, *id),
    };
    let mut lines = Vec::new();
    if let Thing::Group(_) = thing {
        let mut names: Vec<_> = own.iter().take(NAMED).map(|e| e.name.shown()).collect();
        let more = own.len() - names.len();
        if more > 0 {
            names.push(format!("{more} more").into());
        }
        let short = matches!(thing, Thing::Group(id) if data.partly_listed.contains(id));
        let text = if own.is_empty() && short {
            "! No environment is visible.".to_owned()
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
        if let Some(why) = data.environment_coverage.partial_reason().filter(|_| short) {
            lines.push(Line::text(Tone::Bad, format!("! {why}")));
        }
    }
    let apis = || {
        own.iter()
            .filter_map(|e| data.environment_use(e.id))
            .flat_map(|u| u.apis.iter())
    };
    let contracts = apis().map(Api::active_contracts).fold(Counted::default(), Counted::and);
    let told_so = |coverage: &Coverage| apis().filter(|api| api.contracts.coverage == *coverage).count();
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
    let agents = uses()
        .flatten()
        .filter_map(|(e, uses)| Some((e.id, uses.agents_not_read.as_ref()?)));
    let (unlisted, reasons): (Vec<EnvironmentId>, Vec<&String>) = agents.unzip();
    if let Some(why) = reasons.first() {
        let names = unlisted.iter().map(|id| data.environment_name(*id)).collect();
        let text = format!("! Not looked at: MCP servers and agents in {}. {why}", some(names));
        lines.push(Line::text(Tone::Bad, text));
    }
    match apis().count() {
        0 if unverified => lines.push(Line::text(Tone::Bad, not_verified("! No API"))),
        0 if read && unlisted.is_empty() => lines.push(Line::text(Tone::Good, "No APIs.")),
        0 => {}
        n => lines.push(Line::text(
            Tone::Bad,
            format!(
                "! {} with {}",
                count(n, "API", "APIs"),
                contracts.nouns("active contract", "active contracts")
            ),
        )),
    }
    let (unread, hidden) = (told_so(&Coverage::Unread), told_so(&Coverage::Unverified));
    if unread > 0 {
        let text = format!("! The contracts of {} were not read", count(unread, "API", "APIs"));
        lines.push(Line::text(Tone::Bad, text));
    }
    if hidden > 0 {
        let text = not_verified(&format!("! No contract of {}", count(hidden, "API", "APIs")));
        lines.push(Line::text(Tone::Bad, text));
    }
    lines.extend(access_in(model, thing));
    lines
}

/// What of who may do what goes with it, and what else was not looked at.
fn access_in(model: &Model, thing: &Thing) -> Vec<Line> {
    let (place, what, none) = match thing {
        Thing::Environment(id, _) => (
            Object::Environment(*id),
            "permissions and scopes in it",
            "No permissions or scopes in it.",
        ),
        Thing::Group(id) => (
            Object::Group(*id),
            "its roles, permissions and connected apps",
            "No roles, permissions or connected apps.",
        ),
        Thing::Provider(..) | Thing::Team(_) => return Vec::new(),
    };
    if model.mode.is_live() {
        let text = format!("Not looked at: {what}, applications deployed there, and what other products keep.");
        return vec![Line::text(Tone::Dim, text)];
    }
    let others = Line::text(Tone::Dim, "Not looked at: deployed applications and other products.");
    let Some(found) = model.data.access.place_access(place) else {
        let read = Resource::Access(AccessRead::PlaceAccess(place));
        let known = match model.data.error(read) {
            Some(why) => Line::text(Tone::Bad, format!("! Not read: {what}. {why}")),
            None => Line::text(Tone::Warning, format!("Reading {what}.")),
        };
        return vec![known, others];
    };
    let words = found.words().map(|words| Line::text(Tone::Bad, format!("! {words}")));
    let rest = match &found.coverage {
        Coverage::Complete => words.is_none().then(|| Line::text(Tone::Good, none)),
        Coverage::Partial(why) => Some(Line::text(Tone::Bad, format!("! Not all {what} are known. {why}"))),
        Coverage::Unverified | Coverage::Unread => {
            Some(Line::text(Tone::Bad, not_verified("! No permission or scope in it")))
        }
    };
    words.into_iter().chain(rest).chain([others]).collect()
}

/// `Checked 12 of 12 environments, 14:02:11.`, or what is missing; with its age where the reading is old.
pub fn checked_line(model: &Model, impact: &Impact) -> Line {
    let at = model.data.checked();
    let age = at.and_then(|at| age(model.now.unix - at.unix));
    let when = at.map(|at| format!(", {}", model.clock(at))).unwrap_or_default();
    let tone = if impact.complete() && age.is_none() {
        Tone::Dim
    } else {
        Tone::Warning
    };
    let ago = age.map(|age| format!(", {age} ago")).unwrap_or_default();
    let (read, listed) = (impact.environments_read, impact.environments_listed);
    let text = match (impact.environments_old, at) {
        (old, Some(at)) if old > 0 => {
            let at = model.clock(at);
            format!("Checked {read} of {listed} environments. {old} count as read before, {at}{ago}.")
        }
        _ => format!("Checked {read} of {listed} environments{when}{ago}."),
    };
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
pub fn unread_lines(model: &Model, impact: &Impact) -> Vec<Line> {
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
        None => model.data.environment_coverage.partial_reason().map(str::to_owned),
    };
    let list = list.map(|text| Line::text(Tone::Warning, text));
    let doubts = names_by_list(model, &impact.unverified)
        .into_iter()
        .map(|(unseen, names)| {
            let text = format!("Not verified: {} is visible in {names}: {MISSING_SCOPE}", unseen.none());
            Line::text(Tone::Warning, text)
        });
    list.into_iter().chain(told).chain(doubts).collect()
}

/// Tells a reason once that the count, the list and the environments have in common.
pub fn tell_once<'a>(lines: impl Iterator<Item = &'a mut Line>, model: &Model, provider: ProviderRef) {
    let counted = model.data.counts.get(&provider).and_then(RemoteState::error);
    let listed = model.data.environments.error();
    let impact = model.data.impact(provider);
    let read = impact
        .iter()
        .flat_map(|impact| &impact.failed)
        .map(|(_, why)| why.clone());
    let errors = [counted, listed].into_iter().flatten().map(ToString::to_string);
    let reasons: BTreeSet<String> = errors.chain(read).collect();
    let mut told = BTreeSet::new();
    for line in lines {
        for reason in &reasons {
            if let Some(begin) = line.label.strip_suffix(reason.as_str())
                && !told.insert(reason)
            {
                line.label = format!("{}, for the same reason.", begin.trim_end_matches(": "));
            }
        }
    }
}

/// Says that MCP servers and agents were not looked at, where that is so.
pub fn unlisted_line(impact: &Impact) -> Option<Line> {
    Some(Line::text(Tone::Warning, impact.agents_doubt()?))
}

/// What is taken for granted, in short.
pub fn assumption_line(impact: &Impact) -> Option<Line> {
    Some(Line::text(Tone::Dim, impact.assumptions()?))
}

/// Of each list the environments in which it is empty.
pub fn names_by_list(model: &Model, empty: &Empty) -> BTreeMap<Unseen, String> {
    let mut lists: BTreeMap<Unseen, Vec<String>> = BTreeMap::new();
    for (id, unseen) in empty {
        lists.entry(*unseen).or_default().push(model.data.environment_name(*id));
    }
    lists.into_iter().map(|(unseen, names)| (unseen, some(names))).collect()
}
