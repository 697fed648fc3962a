//! Names that tell things of one kind apart.

use std::collections::HashMap;
use std::hash::Hash;

use super::id::OrgId;
use super::organization::Tree;
use super::text::{Untrusted, normal, within};

/// The first of its names that no other thing shares; the last where all are shared. `names` go from short to long.
pub(super) fn distinct_names<K: Copy + Eq + Hash, T: Copy>(
    things: impl IntoIterator<Item = (K, T)>,
    names: &[&dyn Fn(T) -> Untrusted],
) -> HashMap<K, Untrusted> {
    let mut found = HashMap::new();
    let mut shared: Vec<(K, T)> = things.into_iter().collect();
    for name in names {
        let mut by_name: HashMap<String, Vec<(K, T)>> = HashMap::new();
        for (key, thing) in shared {
            let name = name(thing);
            by_name.entry(normal(name.raw())).or_default().push((key, thing));
            found.insert(key, name);
        }
        shared = by_name.into_values().filter(|same| same.len() > 1).flatten().collect();
    }
    found
}

/// A name behind that of its organization: `Retail / Production`.
pub(super) fn placed(name: &Untrusted, organization: OrgId, tree: Option<&Tree>) -> Untrusted {
    let known = tree.and_then(|tree| tree.get(organization));
    let organization = known.map_or_else(|| organization.short(), |one| one.name.raw().to_owned());
    Untrusted::new(&within(&organization, name.raw()))
}

/// A name before the start of an id: `Production 7fa4c39a`.
pub(super) fn with_id(id: &str, name: &Untrusted) -> Untrusted {
    Untrusted::new(&format!("{} {id}", name.raw()))
}
