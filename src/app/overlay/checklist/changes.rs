//! What the ticks of a checklist change: the client providers of environments.

use super::{CheckId, Checklist, ChecklistSubject};
use crate::app::change_set::{ChangeSet, no_longer_there};
use crate::app::component::Command;
use crate::app::line::{Line, Tone};
use crate::app::model::Model;
use crate::domain::association::{AssociationChange, shared};
use crate::domain::change::Change;
use crate::domain::rules::{self, Refusal};
use crate::domain::text::count;
use crate::domain::{Environment, EnvironmentId, EnvironmentUse, ProviderId, ProviderRef};

/// One environment and the list it is to have.
struct Wanted<'a> {
    environment: &'a Environment,
    uses: &'a EnvironmentUse,
    /// The list as the person saw it.
    was: Vec<ProviderId>,
    providers: Vec<ProviderId>,
    made_default: Option<ProviderId>,
}

fn found(id: EnvironmentId, model: &Model) -> Option<(&Environment, &EnvironmentUse)> {
    let data = &model.data;
    Some((data.environment(id)?, data.environment_use(id)?.as_ref()))
}

/// How many environments were to be changed and are no longer there.
fn gone(list: &Checklist, model: &Model) -> usize {
    let own = match &list.subject {
        ChecklistSubject::EnvironmentProviders { environment, was } if list.providers() != *was => Some(*environment),
        _ => None,
    };
    let changed = list.checks.iter().filter(|check| check.on != check.was);
    let changed = changed.filter_map(|check| match check.id {
        CheckId::Environment(id) => Some(id),
        CheckId::Provider(_) => None,
    });
    let all = changed.chain(own);
    all.filter(|id| found(*id, model).is_none()).count()
}

fn wanted<'a>(list: &Checklist, model: &'a Model) -> Vec<Wanted<'a>> {
    match &list.subject {
        ChecklistSubject::EnvironmentProviders { environment, was } => {
            let found = found(*environment, model).into_iter();
            let wanted = found.map(|(environment, uses)| Wanted {
                environment,
                uses,
                was: was.clone(),
                providers: list.providers(),
                made_default: list.made_default,
            });
            wanted.filter(|w| w.providers != w.was).collect()
        }
        ChecklistSubject::ProviderEnvironments { provider } => {
            let changed = list.checks.iter().filter(|c| c.on != c.was);
            let wanted = changed.filter_map(|check| {
                let CheckId::Environment(id) = check.id else {
                    return None;
                };
                let (environment, uses) = found(id, model)?;
                // Done before, by an earlier try or by somebody else.
                if uses.providers.contains(provider) == check.on {
                    return None;
                }
                let others = uses.providers.iter().filter(|p| *p != provider).copied();
                Some(Wanted {
                    environment,
                    uses,
                    was: uses.providers.to_vec(),
                    providers: others.chain(check.on.then_some(*provider)).collect(),
                    made_default: None,
                })
            });
            wanted.collect()
        }
    }
}

fn may_associate(wanted: &Wanted<'_>, model: &Model) -> Result<(), Refusal> {
    let name = |id| model.provider_name(ProviderRef::External(id));
    rules::associate(
        model.who()?,
        wanted.environment.organization,
        &wanted.was,
        &wanted.providers,
        wanted.made_default,
        name,
    )
}

/// What is ticked, to be reviewed; or what is said instead.
pub(super) fn changes(list: &Checklist, model: &Model) -> Result<ChangeSet, Command> {
    let wanted = wanted(list, model);
    let name = |one: &Wanted<'_>| model.data.environment_name(one.environment.id);
    let refused = wanted
        .iter()
        .find_map(|one| Some((one, may_associate(one, model).err()?)));
    if let Some((one, why)) = refused {
        return Err(Command::Notify(Tone::Warning, format!("{}: {why}", name(one))));
    }
    let gone = no_longer_there(gone(list, model), "environment is", "environments are");
    if wanted.is_empty() {
        let nothing = Line::text(Tone::Plain, "No changes to save.");
        let line = gone.unwrap_or(nothing);
        return Err(Command::Notify(line.tone, line.label));
    }
    let mut lines: Vec<Line> = wanted.iter().flat_map(|one| association_lines(one, model)).collect();
    lines.extend(sharing(&wanted, model));
    lines.extend(gone);
    let several = wanted.len() > 1;
    let change = |one: Wanted<'_>| {
        let name = if several { name(&one) } else { String::new() };
        let change = Change::Associate {
            environment: one.environment.id,
            was: one.was,
            providers: one.providers,
            made_default: one.made_default,
        };
        (name, change)
    };
    Ok(ChangeSet {
        title: list.title.clone(),
        verb: "Save",
        lines,
        changes: wanted.into_iter().map(change).collect(),
        accept: None,
        disables: Vec::new(),
    })
}

fn association_lines(wanted: &Wanted<'_>, model: &Model) -> Vec<Line> {
    let names = |ids: &[ProviderId]| {
        let names: Vec<String> = ids
            .iter()
            .map(|id| model.provider_name(ProviderRef::External(*id)))
            .collect();
        names.join(", ")
    };
    let association = AssociationChange::new(wanted.uses, &wanted.providers);
    let mut lines = vec![Line::text(
        Tone::Heading,
        format!(
            "{} ({})",
            model.data.environment_name(wanted.environment.id),
            wanted.environment.kind.label()
        ),
    )];
    if !association.added.is_empty() {
        lines.push(Line::pair("  Add", names(&association.added)));
    }
    if !association.removed.is_empty() {
        lines.push(Line::pair("  Remove", names(&association.removed)));
    }
    if let Some(default) = association.default {
        let before = model.data.default_provider(wanted.environment.id);
        let before = before.map_or_else(|| "not known".into(), |id| model.provider_name(id));
        let after = model.provider_name(default);
        lines.push(Line::pair("  Default for new APIs", format!("{before} -> {after}")));
    }
    if association.added.is_empty() && association.removed.is_empty() && association.default.is_none() {
        lines.push(Line::pair("  Order", names(&wanted.providers)));
    }
    if model.data.hides_providers(wanted.uses) {
        let words = "! Saving may remove client providers that you can't see.";
        lines.push(Line::text(Tone::Warning, words));
    }
    let there = wanted.uses.apis.len();
    let words = match (there, association.staying) {
        (0, _) => "  It has no APIs yet.".into(),
        (n, 0) => format!("  {} in it: each keeps its client provider.", count(n, "API", "APIs")),
        (n, staying) => format!(
            "  {} in it: each keeps its client provider, {staying} of them one that is removed.",
            count(n, "API", "APIs")
        ),
    };
    lines.push(Line::text(Tone::Dim, words));
    lines
}

/// The advice against sharing a provider between production and the rest, where the change leads there (R56).
fn sharing(wanted: &[Wanted<'_>], model: &Model) -> Vec<Line> {
    let data = &model.data;
    let mut added: Vec<ProviderId> = wanted
        .iter()
        .flat_map(|w| AssociationChange::new(w.uses, &w.providers).added)
        .collect();
    added.sort_unstable();
    added.dedup();
    let after = |environment: &Environment| -> Vec<ProviderId> {
        let changed = wanted.iter().find(|w| w.environment.id == environment.id);
        let uses = || data.environment_use(environment.id).map(|u| u.providers.to_vec());
        changed.map_or_else(|| uses().unwrap_or_default(), |w| w.providers.clone())
    };
    let mut lines = Vec::new();
    for provider in added {
        let all = data.environments.get().into_iter().flatten();
        let kinds = all.filter(|e| after(e).contains(&provider)).map(|e| e.kind);
        if shared(kinds) {
            let name = model.provider_name(ProviderRef::External(provider));
            let text =
                format!("! Production and other environments would share {name}. MuleSoft advises against that.");
            lines.push(Line::text(Tone::Warning, text));
        }
    }
    lines
}
