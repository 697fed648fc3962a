//! The order of the rows in a pane.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::columns;
use super::list::RowId;
use super::list::column::Col;
use super::model::Model;
use super::pane::Pane;
use super::view::kind::PaneKind;
use crate::domain::text::fold;
use crate::domain::{OrgId, Tree};

/// Numbers before words, words whatever their case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(u64),
    Word(String),
}

impl SortKey {
    fn of(text: &str) -> Self {
        // `4 (1 production)` sorts as 4.
        let number = text.split_once(" (").map_or(text, |(number, _)| number);
        // So does `4+`.
        let number = number.strip_suffix('+').unwrap_or(number);
        number.parse().map_or_else(|_| Self::Word(fold(text)), Self::Number)
    }
}

impl Pane {
    /// The column that the rows are sorted by.
    #[must_use]
    pub fn sorted_by(&self, model: &Model) -> Option<Col> {
        let columns = columns::columns(self.kind, model);
        self.list.order.column.and_then(|c| columns.get(c)).map(|c| c.col)
    }

    /// Sorts `rows`, which come in their natural order.
    pub(super) fn sort(&self, model: &Model, rows: &mut [RowId]) {
        let reverse = self.list.order.reverse;
        match (self.sorted_by(model), model.data.tree.get()) {
            (None, _) if !reverse => {}
            (column, Some(tree)) if self.kind == PaneKind::Groups => self.sort_tree(model, tree, column, rows),
            (column, _) => {
                if let Some(column) = column {
                    rows.sort_by_cached_key(|row| SortKey::of(&self.cell(model, *row, column).text));
                }
                if reverse {
                    rows.reverse();
                }
            }
        }
    }

    /// Sorts the children of each organization among themselves: each stays below its parent.
    fn sort_tree(&self, model: &Model, tree: &Tree, column: Option<Col>, rows: &mut [RowId]) {
        // The cell of a name is indented and marked: neither says anything about its place among its siblings.
        let key = |id: OrgId, column| match (column, tree.get(id)) {
            (Col::Name, Some(organization)) => SortKey::of(&model.masked(organization.name.shown())),
            _ => SortKey::of(&self.cell(model, RowId::Org(id), column).text),
        };
        let nodes = tree.iter().enumerate();
        // Its place in the tree keeps apart what has the same key, so that no child gets among strangers.
        let keys: BTreeMap<OrgId, _> = nodes
            .map(|(at, o)| (o.id, (column.map(|c| key(o.id, c)), at)))
            .collect();
        let path = |row: &RowId| {
            let RowId::Org(id) = row else {
                return Vec::new();
            };
            let parents = tree.get(*id).map(|o| o.parents.as_slice()).unwrap_or_default();
            let path = parents.iter().chain([id]).filter_map(|id| keys.get(id).cloned());
            path.collect()
        };
        if self.list.order.reverse {
            rows.sort_by_cached_key(|row| path(row).into_iter().map(Reverse).collect::<Vec<_>>());
        } else {
            rows.sort_by_cached_key(path);
        }
    }
}
