//! The lists whose columns a person can choose, and the columns that each can have.

use super::{
    apis, audit, client_applications, connected_apps, environments, groups, identity_providers, providers, roles,
    teams, users,
};
use crate::app::list::column::{ChosenColumns, Column};
use crate::app::list::query::{self, column_name};

pub type ColumnSets = &'static [&'static [Column]];

/// The lists by the names that `--open` knows, each with the columns that it has at first, and those that it has at times.
const LISTS: [(&str, ColumnSets); 11] = [
    ("business-groups", &[groups::COLUMNS]),
    ("users", &[users::COLUMNS]),
    ("teams", &[teams::COLUMNS]),
    ("environments", &[environments::COLUMNS, environments::CHANGED]),
    ("roles", &[roles::COLUMNS]),
    ("identity-providers", &[identity_providers::COLUMNS]),
    (
        "client-providers",
        &[providers::COLUMNS, providers::TWINS, providers::NAMES],
    ),
    ("connected-apps", &[connected_apps::COLUMNS]),
    ("audit-logs", &[audit::ALL]),
    ("api-manager", &[apis::ALL]),
    ("client-applications", &[client_applications::COLUMNS]),
];

/// The names of the lists.
pub fn names() -> impl Iterator<Item = &'static str> {
    LISTS.iter().map(|(name, _)| *name)
}

/// The columns that a list has at first, and those that it has at times.
pub fn sets(list: &str) -> ColumnSets {
    let found = LISTS.iter().find(|(name, _)| *name == list);
    found.map_or(&[], |(_, sets)| sets)
}

/// The names of the columns that a list can have.
pub fn column_names(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    for name in sets(list).iter().copied().flatten().map(column_name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The name of the column of a list that has this title or other name.
pub fn column_called(list: &str, name: &str) -> Option<String> {
    let mut sets = sets(list).iter();
    let column = sets.find_map(|set| set.get(query::column_called(name, set)?))?;
    Some(column_name(column))
}

/// The list with these columns, in this order.
///
/// The column that names the rows stands first where nobody names it. One that tells apart what looks alike, or says what
/// changed, stands at the end.
pub fn chosen(list: &str, wanted: &[String]) -> Vec<ChosenColumns> {
    let all = sets(list);
    let usual = all.first().copied().unwrap_or_default();
    let of = |set: &&'static [Column]| {
        let set: &'static [Column] = set;
        let at = |name: &String| set.iter().position(|column| column_name(column) == *name);
        let mut shown: Vec<usize> = wanted.iter().filter_map(at).collect();
        for (at, column) in set.iter().enumerate() {
            let usual = usual.iter().find(|usual| usual.col == column.col);
            let needed = usual.is_none_or(|usual| column.rank == 0 && usual.rank > 0);
            if needed && !shown.contains(&at) {
                shown.push(at);
            }
        }
        let name = set.iter().position(|column| column.rank == 0);
        if let Some(name) = name.filter(|name| !shown.contains(name)) {
            shown.insert(0, name);
        }
        ChosenColumns { of: set, shown }
    };
    all.iter().map(of).filter(|chosen| !chosen.shown.is_empty()).collect()
}
