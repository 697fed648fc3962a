//! Another client provider for API instances: which ones it may be, and the review of the move.

use crate::app::change_set::{ChangeSet, no_longer_there};
use crate::app::component::Command;
use crate::app::line::Line;
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::overlay::pick::{Choice, Pick};
use crate::domain::change::Change;
use crate::domain::environment::Unseen;
use crate::domain::listing::not_verified;
use crate::domain::rules;
use crate::domain::{Api, ApiId, Environment, EnvironmentId, EnvironmentUse, ProviderRef};

/// The menu of the client providers that the API instances may get.
pub(super) fn choose_provider(apis: &[(EnvironmentId, ApiId)], model: &Model) -> Pick {
    let rows = model.client_providers().unwrap_or_default().iter();
    let choices = rows.map(|row| {
        let uses_it = |(environment, api): &(EnvironmentId, ApiId)| {
            let api = model.data.api(*environment, *api);
            api.is_some_and(|api| api.provider == row.id)
        };
        let moves = |api: &&_| !uses_it(api) && locked(**api, row.id, model).is_some_and(|l| l.is_empty());
        let may = apis.iter().filter(moves).count();
        let note = match (apis.iter().all(uses_it), may, apis.len()) {
            (true, ..) => "in use now".into(),
            (_, 0, 1) => "unavailable: Enter for details".into(),
            (_, 1, 1) => "possible".into(),
            (_, may, all) => format!("{may} of {all} can be moved"),
        };
        Choice {
            name: model.provider_name(row.id),
            note,
            does: Ok(Command::Reassign(apis.to_vec(), row.id)),
        }
    });
    let title = match apis {
        [(environment, api)] => {
            let name = model.data.api(*environment, *api).map(Api::shown_name);
            format!("Client provider of {}", name.unwrap_or_default())
        }
        many => format!("Client provider of {} APIs", many.len()),
    };
    Pick::new(title, choices.collect())
}

fn found((environment, api): (EnvironmentId, ApiId), model: &Model) -> Option<(&Environment, &EnvironmentUse, &Api)> {
    let data = &model.data;
    Some((
        data.environment(environment)?,
        data.environment_use(environment)?,
        data.api(environment, api)?,
    ))
}

/// Why an API instance cannot get a provider; none where it can.
fn locked(at: (EnvironmentId, ApiId), provider: ProviderRef, model: &Model) -> Option<Vec<rules::LockReason>> {
    let (environment, uses, api) = found(at, model)?;
    let name = model.provider_name(provider);
    let there = model.data.environment_name(environment.id);
    let to = (provider, model.data.kind(provider), name.as_str());
    Some(rules::lock_reasons_for(api, &there, uses, to))
}

/// The review of moving API instances: what moves, and why the others stay.
pub(in crate::app) fn review(apis: &[(EnvironmentId, ApiId)], provider: ProviderRef, model: &Model) -> ChangeSet {
    let mut lines = Vec::new();
    let mut changes = Vec::new();
    let (mut stay, mut doubts) = (Vec::new(), Vec::new());
    let mut gone = 0;
    let after = model.provider_name(provider);
    for at in apis {
        let Some((environment, _, api)) = found(*at, model) else {
            gone += 1;
            continue;
        };
        let name = format!("{} ({})", api.shown_name(), model.data.environment_name(environment.id));
        if api.provider == provider {
            stay.push(Line::text(Tone::Dim, format!("{name} already uses it.")));
            continue;
        }
        let reasons = locked(*at, provider, model).unwrap_or_default();
        if reasons.is_empty() {
            if let Some(list) = Unseen::hidden_of(api) {
                let text = format!("! {name}: {}", not_verified(list.none()));
                doubts.push(Line::text(Tone::Bad, text));
            }
            let before = model.provider_name(api.provider);
            lines.push(Line::pair(&name, format!("{before} -> {after}")));
            let change = Change::Reassign {
                environment: at.0,
                api: at.1,
                was: api.provider,
                provider,
            };
            changes.push((name, change));
        } else {
            stay.push(Line::text(Tone::Bad, format!("! {name} keeps its client provider:")));
            stay.extend(reasons.iter().map(|r| Line::text(Tone::Plain, format!("    {r}"))));
        }
    }
    if changes.is_empty() {
        lines.push(Line::text(Tone::Bad, "None of these APIs can be moved."));
    } else {
        let text = "Provider-specific policies use the new provider once the API is redeployed.";
        lines.push(Line::text(Tone::Dim, text));
    }
    let accept = (!doubts.is_empty()).then_some("Move although contracts or policies may be hidden");
    lines.extend(doubts);
    lines.extend(stay);
    lines.extend(no_longer_there(gone, "API is", "APIs are"));
    let title = format!("Move to {after}");
    ChangeSet {
        title,
        verb: "Move",
        lines,
        changes,
        accept,
        disables: Vec::new(),
    }
}
