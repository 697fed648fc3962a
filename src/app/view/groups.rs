//! The tree of organizations: each stands below its parent, whatever the order is.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::sort::{SortKey, sorted_by};
use super::{Cell, View, ViewShape, shown_cell};
use crate::app::action::Action;
use crate::app::list::column::{Col, Column, fixed, grows, number};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::{OrgId, Tree};

pub(super) const COLUMNS: &[Column] = &[
    grows(Col::Name, "NAME", 20),
    fixed(Col::Type, "TYPE", 17, 2),
    number(Col::Environments, "ENVS", 5, 1),
    fixed(Col::Owner, "OWNER", 12, 3),
];

#[derive(Debug)]
pub struct GroupsView;

impl View for GroupsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Business Groups".into()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Tree
    }

    fn resources(&self, _: &Model, _: &List) -> Vec<Resource> {
        vec![Resource::Tree, Resource::Environments]
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, list: &List) -> Vec<RowId> {
        let filtering = !list.filter.value().is_empty();
        let shown = |parents: &[OrgId]| filtering || !parents.iter().any(|p| list.folded.contains(&RowId::Org(*p)));
        let all = model.data.tree.get().into_iter().flat_map(Tree::iter);
        all.filter(|o| shown(&o.parents)).map(|o| RowId::Org(o.id)).collect()
    }

    fn total(&self, model: &Model, _: usize) -> usize {
        model.data.tree.get().map_or(0, Tree::len)
    }

    fn cell<'a>(&self, model: &'a Model, list: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::Org(id) = row else {
            return None;
        };
        let tree = model.data.tree.get()?;
        let organization = tree.get(id)?;
        Some(match col {
            Col::Name => {
                let mark = match (tree.has_children(id), list.folded.contains(&row)) {
                    (false, _) => ' ',
                    (true, false) => '-',
                    (true, true) => '+',
                };
                let depth = organization.parents.len() * 2;
                Cell::plain(format!("{:depth$}{mark} {}", "", organization.name.shown()))
            }
            Col::Type if organization.is_root() => Cell::plain("root"),
            Col::Type => Cell::dim("business group"),
            Col::Environments => {
                // Who does not administer an organization is not told its environments: none seen is not none there.
                model.account.as_ref().filter(|a| a.administers(organization))?;
                model.data.environments.get()?;
                let own = model.data.environment_counts.get(&id).copied().unwrap_or_default();
                let more = if model.data.partly_listed.contains(&id) {
                    "+"
                } else {
                    ""
                };
                Cell::plain(format!("{own}{more}"))
            }
            Col::Owner => Cell::dim(organization.owner.as_ref()?.shown()),
            _ => return None,
        })
    }

    fn sort(&self, model: &Model, list: &List, rows: &mut [RowId]) {
        let (column, reverse) = (sorted_by(self, model, list), list.order.reverse);
        let Some(tree) = model.data.tree.get().filter(|_| column.is_some() || reverse) else {
            return;
        };
        // The cell of a name is indented and marked: neither says anything about its place among its siblings.
        let key = |id: OrgId, column| match (column, tree.get(id)) {
            (Col::Name, Some(organization)) => SortKey::of(&model.show(organization.name.shown())),
            _ => SortKey::of(&shown_cell(self, model, list, RowId::Org(id), column).text),
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
        if reverse {
            rows.sort_by_cached_key(|row| path(row).into_iter().map(Reverse).collect::<Vec<_>>());
        } else {
            rows.sort_by_cached_key(path);
        }
    }

    fn operation(&self, action: Action, list: &List, model: &Model) -> Option<Result<Operation, String>> {
        let below = match list.current() {
            Some(RowId::Org(id)) => id,
            _ => model.organization?,
        };
        (action == Action::Add).then_some(Ok(Operation::AddGroup(below)))
    }

    fn none(&self, _: &Model) -> &'static str {
        "No organizations."
    }
}
