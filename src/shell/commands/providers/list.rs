//! `amtui providers list`: all client providers, with how much each is used.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{impact, is_complete, verify_count};
use crate::backend::Backend;
use crate::backend::inventory::Inventory;
use crate::domain::impact::{AffectedApi, ApiEffect, Usage};
use crate::domain::text::count;
use crate::domain::{Counted, ProviderRef};
use crate::shell::commands::exit::{Exit, INCOMPLETE};
use crate::shell::console::{TextTable, print, warn};

/// `is_file` says that each application tells whether it lost its registration.
pub fn list(backend: &dyn Backend, inventory: &Inventory, is_file: bool, json: bool) -> Result<u8, Exit> {
    let mut table = TextTable::new(&["NAME", "TYPE", "ID", "ENVS", "APIS", "APPS"]);
    let mut objects = Vec::new();
    let rows = &inventory.providers;
    let counts: BTreeMap<ProviderRef, Counted> = rows
        .iter()
        .filter_map(|row| Some((row.id, backend.count_applications(row.id).ok()?)))
        .collect();
    let mut missing = rows
        .coverage
        .partial_reason()
        .map(|why| why.trim_end_matches('.').to_owned());
    let mut uncounted = 0;
    let mut built_in = Usage::default();
    for row in rows {
        let impact = inventory.impact(row.id);
        let counted = verify_count(inventory, row, |id| counts.get(&id).cloned());
        let found_all = impact.found_all();
        let complete = found_all && is_complete(counted.as_ref());
        if !found_all {
            missing.get_or_insert_with(|| impact::missing_reason(&impact, counted.as_ref()));
        }
        if !row.is_external() {
            let rejects = |api: &&AffectedApi| api.effect == ApiEffect::RejectsRequests;
            built_in.orphaned = impact.apis.iter().filter(rejects).count();
        }
        uncounted += usize::from(!is_complete(counted.as_ref()));
        let more = if found_all { "" } else { "+" };
        table.row(vec![
            row.name.shown().into_owned(),
            row.kind.label().into_owned(),
            row.id.id_text(),
            format!("{}{more}", impact.environments.len()),
            format!("{}{more}", impact.apis.len()),
            counted.as_ref().and_then(Counted::words).unwrap_or("-".into()),
        ]);
        objects.push(json!({"name": row.name.raw(), "type": row.kind.label(), "id": row.id,
            "environments": impact.environments.len(), "apis": impact.apis.len(),
            "applications": counted.as_ref().and_then(Counted::verified_count), "complete": complete}));
    }
    if uncounted > 0 {
        let of = count(uncounted, "client provider", "client providers");
        missing.get_or_insert_with(|| format!("the client applications of {of} could not be counted"));
    }
    print(json, &Value::Array(objects), &table)?;
    let mut unregistered = 0;
    if is_file {
        let told = backend.applications(ProviderRef::BuiltIn);
        let why = match &told {
            Ok(all) => all
                .coverage
                .gap("The list of client applications is not read.")
                .map(str::to_owned),
            Err(why) => Some(why.to_string()),
        };
        missing = missing.or(why.map(|why| why.trim_end_matches('.').to_owned()));
        unregistered = told.map_or(0, |all| all.unregistered());
    }
    if let Some(orphans) = built_in.orphans(unregistered) {
        warn(&orphans);
    }
    let Some(missing) = missing else {
        return Ok(0);
    };
    warn(&format!("The numbers are incomplete: {missing}."));
    Ok(INCOMPLETE)
}
