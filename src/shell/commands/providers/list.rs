//! `amtui providers list`: all client providers, with how much each is used.

use serde_json::{Value, json};

use super::{impact, whole};
use crate::backend::Backend;
use crate::backend::inventory::Inventory;
use crate::domain::text::count;
use crate::domain::{Counted, ProviderId, ProviderRef};
use crate::shell::commands::exit::{Exit, INCOMPLETE};
use crate::shell::console::{TextTable, print, warn};

pub fn list(backend: &dyn Backend, inventory: &Inventory, json: bool) -> Result<u8, Exit> {
    let mut table = TextTable::new(&["NAME", "TYPE", "ID", "ENVS", "APIS", "APPS"]);
    let mut objects = Vec::new();
    let counts: Vec<Option<Counted>> = inventory
        .providers
        .iter()
        .map(|row| backend.count_applications(row.id).ok())
        .collect();
    // Those of the built-in one come from another call, with a scope of its own.
    let external = inventory
        .providers
        .iter()
        .zip(&counts)
        .filter(|(row, _)| row.id != ProviderRef::BuiltIn);
    let shown = external
        .filter_map(|(_, count)| count.as_ref())
        .any(|count| count.n > 0);
    let mut missing = inventory
        .providers
        .coverage
        .partial_reason()
        .map(|why| why.trim_end_matches('.').to_owned());
    let mut uncounted = 0;
    for (row, counted) in inventory.providers.iter().zip(counts) {
        let impact = inventory.impact(row.id);
        let counted = counted.map(|count| count.verified(|| shown));
        let found_all = impact.found_all();
        let complete = found_all && whole(counted.as_ref());
        if !found_all {
            missing.get_or_insert_with(|| impact::missing(&impact, counted.as_ref()));
        }
        uncounted += usize::from(!whole(counted.as_ref()));
        let more = if found_all { "" } else { "+" };
        table.row(vec![
            row.name.shown().into_owned(),
            row.kind.label().into_owned(),
            row.id.id_text(),
            format!("{}{more}", impact.environments.len()),
            format!("{}{more}", impact.apis.len()),
            counted
                .as_ref()
                .filter(|c| c.verified_count().is_some())
                .map_or("-".into(), Counted::to_string),
        ]);
        objects.push(
            json!({"name": row.name.raw(), "type": row.kind.label(), "id": Option::<ProviderId>::from(row.id),
            "environments": impact.environments.len(), "apis": impact.apis.len(),
            "applications": counted.as_ref().and_then(Counted::verified_count), "complete": complete}),
        );
    }
    if uncounted > 0 {
        let of = count(uncounted, "client provider", "client providers");
        missing.get_or_insert_with(|| format!("the client applications of {of} could not be counted"));
    }
    print(json, &Value::Array(objects), &table)?;
    let Some(missing) = missing else {
        return Ok(0);
    };
    warn(&format!("The numbers are incomplete: {missing}."));
    Ok(INCOMPLETE)
}
