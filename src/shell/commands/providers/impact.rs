//! `amtui providers impact`: what depends on one client provider.

use serde_json::{Value, json};

use super::{count_applications, is_complete};
use crate::backend::Backend;
use crate::backend::inventory::Inventory;
use crate::domain::api::ApiKind;
use crate::domain::impact::{Impact, ProviderRole, Unseen};
use crate::domain::listing::may_be_hidden;
use crate::domain::{Counted, Coverage, EnvironmentNames, ProviderRow, Untrusted};
use crate::shell::commands::exit::{Exit, INCOMPLETE};
use crate::shell::console::{TextTable, print, warn};

pub fn impact(backend: &dyn Backend, inventory: &Inventory, row: &ProviderRow, json: bool) -> Result<u8, Exit> {
    let found = inventory.impact(row.id);
    let counted = count_applications(backend, inventory, row);
    let complete = found.complete() && is_complete(counted.as_ref());
    let (table, object) = impact_of(inventory, row, &found, counted.as_ref());
    print(json, &object, &table)?;
    if !json {
        for sentence in found.sentences() {
            warn(&format!("{sentence}."));
        }
        warn(&format!(
            "Checked {} of {} environments. {}",
            found.environments_read,
            found.environments_listed,
            found.not_looked_at()
        ));
    }
    warn_assumptions(&found);
    if !complete {
        warn_incomplete(&found, counted.as_ref());
    }
    Ok(if complete { 0 } else { INCOMPLETE })
}

fn impact_of(
    inventory: &Inventory,
    row: &ProviderRow,
    found: &Impact,
    counted: Option<&Counted>,
) -> (TextTable, Value) {
    let environment = |id| inventory.environments.iter().find(move |e| e.id == id);
    let names = EnvironmentNames::new(&inventory.environments, Some(&inventory.tree));
    let shown = |id| {
        environment(id)
            .map(|e| names.get(e).shown().into_owned())
            .unwrap_or_default()
    };
    let mut table = TextTable::new(&["WHAT", "NAME", "ENVIRONMENT", "OUTCOME"]);
    let (mut environments, mut apis) = (Vec::new(), Vec::new());
    for loses in &found.environments {
        let outcome = match loses.role {
            ProviderRole::Default => "default removed",
            ProviderRole::Added => "removed",
        };
        table.row(vec![
            "environment".into(),
            shown(loses.environment),
            String::new(),
            outcome.into(),
        ]);
        let name = environment(loses.environment).map(|e| e.name.raw());
        environments.push(
            json!({"id": loses.environment, "name": name, "part": loses.role.label(),
            "organizationId": environment(loses.environment).map(|e| e.organization)}),
        );
    }
    for depends in &found.apis {
        let uses = inventory.uses.get(&depends.environment).and_then(|u| u.as_ref().ok());
        let Some(api) = uses.and_then(|uses| uses.api(depends.api)) else {
            continue;
        };
        let outcome = depends.effect.label();
        let what = if api.kind == ApiKind::Unknown {
            "instance"
        } else {
            api.kind.label()
        };
        table.row(vec![
            what.to_lowercase(),
            api.shown_name(),
            shown(depends.environment),
            outcome.into(),
        ]);
        apis.push(
            json!({"id": depends.api, "kind": api.kind, "asset": api.asset.raw(), "version": api.version.raw(),
            "label": api.label.as_ref().map(Untrusted::raw),
            "environmentId": depends.environment, "outcome": outcome}),
        );
    }
    let effects = found.effects();
    let words = counted.and_then(Counted::words).unwrap_or("not known".into());
    table.row(vec!["applications".into(), words, String::new(), String::new()]);
    let assumed = found.assumed.iter();
    let assumed = assumed.map(|(at, of)| json!({"environmentId": at, "list": of.label()}));
    let assumed: Vec<Value> = assumed.collect();
    let agents = found.agents_not_read.iter();
    let agents: Vec<Value> = agents
        .map(|(at, why)| json!({"environmentId": at, "why": why}))
        .collect();
    let contracts = found.contracts.coverage.is_complete() && !found.may_miss(Unseen::Apis);
    let object = json!({"name": row.name.raw(), "id": row.id, "complete": found.complete() && is_complete(counted),
        "read": found.environments_read, "of": found.environments_listed, "environments": environments, "apis": apis,
        "effects": {"rejectRequests": effects.reject, "fallBack": effects.fall_back, "unread": effects.unread,
            "unaffected": effects.unaffected}, "assumedEmpty": assumed, "agentsNotRead": agents,
        "contracts": contracts.then_some(found.contracts.n),
        "applications": counted.and_then(Counted::verified_count)});
    (table, object)
}

pub fn warn_assumptions(found: &Impact) {
    if let Some(text) = found.assumptions() {
        warn(&text);
    }
}

pub fn warn_incomplete(found: &Impact, counted: Option<&Counted>) {
    warn(&format!("Impact incomplete: {}.", missing_reason(found, counted)));
}

pub fn missing_reason(found: &Impact, counted: Option<&Counted>) -> String {
    if let Some(missing) = found.missing() {
        let all_read = found.environments_read == found.environments_listed;
        // The reason of one environment says little about the others.
        let same = |why: &str| found.failed.len() > 1 && found.failed.iter().all(|(_, other)| other == why);
        let why = found.failed.first().filter(|(_, why)| all_read || same(why));
        let why = why.map(|(_, why)| format!(": {}", why.trim_end_matches('.')));
        return missing + &why.unwrap_or_default();
    }
    match counted.map(|counted| &counted.coverage) {
        None | Some(Coverage::Unread) => "its client applications could not be counted".into(),
        Some(Coverage::Partial(why)) => why.trim_end_matches('.').to_owned(),
        Some(Coverage::Unverified) => may_be_hidden("no client application of it is visible"),
        Some(Coverage::Complete) => "it is complete".into(),
    }
}
