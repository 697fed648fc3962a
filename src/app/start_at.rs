//! The place to open after signing in, and how it is found by name or id.

use super::location::Place;
use crate::domain::text::{escape, identifies};
use crate::domain::{OrgId, ProviderRef, ProviderRow, Tree, Untrusted};

/// Where to go as soon as that can be found.
#[derive(Debug)]
pub(super) struct StartAt {
    pub(super) place: Place,
    /// Who is asked there once more whether to delete: who was signed out while the dialog was open.
    pub(super) delete: Option<Untrusted>,
}

impl From<Place> for StartAt {
    fn from(place: Place) -> Self {
        Self { place, delete: None }
    }
}

/// The organization that `ANYPOINT_ORG` names, or a sentence that says why there is none.
pub(super) fn organization(wanted: &str, tree: &Tree) -> Result<OrgId, String> {
    let named = tree.iter().filter(|o| identifies(wanted, &o.id.to_string(), &o.name));
    let found: Vec<OrgId> = named.map(|o| o.id).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(format!("There is no organization '{}' here.", escape(wanted))),
        _ => Err("Several organizations have the name in ANYPOINT_ORG. Use the id.".into()),
    }
}

/// The client provider of this name or id, or a sentence that says why there is none.
pub(super) fn provider(wanted: &str, rows: &[ProviderRow]) -> Result<ProviderRef, String> {
    let named = rows
        .iter()
        .filter(|row| identifies(wanted, &row.id.id_text(), &row.name));
    let found: Vec<ProviderRef> = named.map(|row| row.id).collect();
    let name = escape(wanted);
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(format!("There is no client provider '{name}' here.")),
        several => Err(format!(
            "{} client providers are named '{name}'. Use the id.",
            several.len()
        )),
    }
}
