//! What the deletion of a team takes from whom, in sentences.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::some::some;
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::data::TeamLoss;
use crate::domain::access::TeamDeletion;
use crate::domain::text::{count, fold};
use crate::domain::{EnvironmentId, Grant, GrantContext, IdentityProviderRef, OrgId, TeamId, Tree, Untrusted};

/// From which height on permissions are told one by one. Two more rows have room for one more.
const TELLS: usize = 20;

/// Child teams, who loses which permission and who keeps it another way, and external groups.
pub fn team_losses(model: &Model, team: TeamId) -> Vec<Line> {
    let Some(impact) = model.data.access.team_loss(team) else {
        return vec![Line::text(Tone::Bad, "! What is deleted with it isn't loaded yet.")];
    };
    let bad = |text: String| Line::text(Tone::Bad, text);
    let deletion = &impact.deletion;
    let mut lines = Vec::new();
    if !deletion.below.is_empty() {
        let names = deletion.below.iter().filter_map(|id| model.data.access.team(*id));
        let names = some(names.map(|team| team.name.shown().into_owned()).collect());
        lines.push(bad(format!(
            "! {} below it: {names}",
            count(deletion.below.len(), "team", "teams")
        )));
    }
    if !deletion.members.is_empty() {
        let (n, verb) = agree(deletion.members.len(), ("member", "leaves"), ("members", "leave"));
        let teams = if deletion.below.is_empty() {
            "this team"
        } else {
            "these teams"
        };
        lines.push(bad(format!("! {n} {verb} {teams}")));
    }
    let mut all: Vec<_> = impact
        .permissions
        .iter()
        .filter(|(_, (lost, _))| !lost.is_empty())
        .collect();
    // An administrator less weighs most.
    all.sort_by_key(|(grant, _)| !administers(grant));
    // The whole dialog must fit into the window.
    let told = usize::from(model.size.height).saturating_sub(TELLS) / 2;
    let labels = LazyCell::new(|| model.data.tree.get().map(Tree::labels).unwrap_or_default());
    for (grant, (lost, kept)) in all.iter().take(told) {
        let first = lost.first().map_or("", String::as_str);
        let (who, verb) = match lost.len() {
            1 => (first.to_owned(), "loses"),
            n => (format!("{first} and {} more", n - 1), "lose"),
        };
        let others = match kept.len() {
            0 => String::new(),
            1 => "; 1 keeps it another way".to_owned(),
            n => format!("; {n} keep it another way"),
        };
        lines.push(bad(format!(
            "! {who} {verb} {}{others}",
            grant_words(model, &labels, grant)
        )));
    }
    let weighs = all
        .first()
        .and_then(|(grant, _)| grant.name.as_ref().filter(|_| administers(grant)));
    match (all.len().saturating_sub(told), weighs) {
        (0, _) => {}
        (1, _) if told > 0 => lines.push(bad("! 1 more permission is lost".into())),
        (more, _) if told > 0 => lines.push(bad(format!("! {more} more permissions are lost"))),
        (n, Some(name)) => lines.push(bad(format!("! Permissions lost: {n}, {} among them", name.shown()))),
        (n, None) => lines.push(bad(format!("! Permissions lost: {n}"))),
    }
    let untold = all
        .iter()
        .skip(told)
        .filter(|(grant, _)| !is_place_named(model, &grant.context));
    let untold = untold.count();
    if untold > 0 {
        let permissions = count(untold, "permission", "permissions");
        lines.push(bad(format!("! Where {permissions} of them apply is not read.")));
    }
    let kept = impact
        .permissions
        .values()
        .filter(|(lost, kept)| lost.is_empty() && !kept.is_empty())
        .count();
    if kept > 0 {
        let text = match kept {
            1 => "1 permission of the team stays: everybody has it from elsewhere too.".to_owned(),
            n => format!("{n} permissions of the team stay: everybody has them from elsewhere too."),
        };
        lines.push(Line::text(Tone::Dim, text));
    }
    let groups = group_names(model, deletion);
    if !groups.is_empty() {
        let (one, several) = (("external group", "leads"), ("external groups", "lead"));
        let (n, verb) = agree(groups.len(), one, several);
        lines.push(bad(format!("! {n} no longer {verb} to a team: {}", some(groups))));
    }
    lines.extend(missing(model, team, impact));
    if lines.is_empty() {
        lines.push(Line::text(Tone::Good, "No members, child teams or external groups."));
    }
    lines
}

/// A number of things, and the verb that fits it.
fn agree(n: usize, one: (&str, &'static str), several: (&str, &'static str)) -> (String, &'static str) {
    (count(n, one.0, several.0), if n == 1 { one.1 } else { several.1 })
}

/// Whether a permission is one of administrators, as its name says.
fn administers(grant: &Grant) -> bool {
    let name = grant.name.as_ref();
    name.is_some_and(|name| fold(name.raw()).contains("administrator"))
}

/// What is not known of it, and how far the reading is.
fn missing(model: &Model, team: TeamId, loss: &TeamLoss) -> Vec<Line> {
    let progress = model.data.access.team_loss_progress(team);
    let unknown = match progress {
        Some((_, looked_up)) => loss.deletion.members.len() - looked_up,
        None => loss.unknown,
    };
    let arriving = progress.map(|(read, of)| {
        let text = format!("Checking what members keep elsewhere: {read} of {of}.");
        Line::text(Tone::Warning, text)
    });
    let members = count(unknown, "member", "members");
    let unknown = (unknown > 0).then(|| format!("! What {members} keep elsewhere isn't checked."));
    let gap = || (progress.is_none()).then(|| Some(format!("! {}", loss.coverage.partial_reason()?)))?;
    let missing = unknown.or_else(gap).map(|text| Line::text(Tone::Bad, text));
    arriving.into_iter().chain(missing).collect()
}

/// Each external group once, with its identity provider where two groups have one name.
fn group_names(model: &Model, deletion: &TeamDeletion) -> Vec<String> {
    let groups = deletion.mappings.iter().map(|(_, group)| (&group.name, group.provider));
    let groups: BTreeSet<_> = groups.collect();
    let named = |name: &Untrusted| groups.iter().filter(|(other, _)| *other == name).count();
    let words = |(name, provider): &(&Untrusted, Option<IdentityProviderRef>)| match provider {
        Some(id) if named(name) > 1 => format!("{} of {}", name.shown(), provider_name(model, *id)),
        _ => name.shown().into_owned(),
    };
    groups.iter().map(words).collect()
}

fn provider_name(model: &Model, id: IdentityProviderRef) -> String {
    let name = model.name_of(RowId::IdentityProvider(id));
    name.unwrap_or_else(|| match id {
        IdentityProviderRef::BuiltIn => "Anypoint".into(),
        IdentityProviderRef::External(id) => id.to_string(),
    })
}

/// Whether the place where it holds has a name that was read.
pub fn is_place_named(model: &Model, context: &GrantContext) -> bool {
    let data = &model.data;
    context.environment.is_none_or(|id| data.environment(id).is_some())
        && context.organization.is_none_or(|id| data.organization(id).is_some())
}

/// `View APIs in Retail / Production > asset orders`.
fn grant_words(model: &Model, labels: &BTreeMap<OrgId, String>, grant: &Grant) -> String {
    let name = grant
        .name
        .as_ref()
        .map_or_else(|| grant.permission.short(), |name| name.shown().into_owned());
    let data = &model.data;
    let organization = |id: OrgId| {
        let known = labels.get(&id).cloned();
        known.unwrap_or_else(|| format!("organization {} (not read)", id.short()))
    };
    let environment = |id: EnvironmentId| match data.environment(id) {
        Some(_) => data.environment_name(id),
        None => format!("environment {} (not read)", id.short()),
    };
    let context = &grant.context;
    let place = context
        .environment
        .map(environment)
        .or_else(|| context.organization.map(organization));
    let place: Vec<String> = place.into_iter().chain(context.narrowing()).collect();
    if place.is_empty() {
        return name;
    }
    format!("{name} in {}", place.join(" > "))
}
