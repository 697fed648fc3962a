//! Commands of the palette: its filter is a command line.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::help::{binding_cell, binding_of};
use super::{Cell, View, ViewShape, sort};
use crate::app::keymap::{Binding, Context};
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::domain::text::{escape, fold};

const COLUMNS: &[Column] = &[
    grows(Col::Name, "", 20),
    fixed(Col::Keys, "", 12, 0),
    grows(Col::Label, "", 20),
];

#[derive(Debug)]
pub struct CommandsView;

impl View for CommandsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Command".into()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Uncounted
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let mut seen = BTreeSet::new();
        let mut is_command = |b: &Binding| {
            let typed = matches!(b.context, Context::Field | Context::Dialog);
            !typed && !b.action.moves() && seen.insert(b.action)
        };
        let all = model.keymap.all().enumerate();
        let commands = all.filter(|(_, binding)| is_command(binding));
        commands.map(|(at, _)| RowId::Binding(at)).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let binding = binding_of(model, row)?;
        Some(match col {
            Col::Name => Cell::plain(names(binding)),
            _ => binding_cell(binding, col),
        })
    }

    fn searched<'a>(&self, filter: &'a str) -> &'a str {
        command(filter).0
    }

    fn no_match(&self, filter: &str) -> Option<String> {
        Some(format!("No command has \"{}\" in its name.", escape(filter)))
    }

    /// What begins as it is typed comes first, and before all what has that name.
    fn sort(&self, model: &Model, list: &List, rows: &mut [RowId]) {
        sort::by_cells(self, model, list, rows);
        let typed = fold(self.searched(list.filter.value()));
        rows.sort_by_key(|row| {
            let named = |names: &Binding| names.action.name() == typed || names.aliases.contains(&typed);
            match binding_of(model, *row) {
                Some(binding) if named(binding) => 0,
                Some(binding) if binding.action.name().starts_with(&typed) => 1,
                _ => 2,
            }
        });
    }
}

/// What a command is called and takes: `client-providers, cp`.
fn names(binding: &Binding) -> String {
    let names = [binding.action.name()]
        .into_iter()
        .chain(binding.aliases.iter().cloned());
    names.collect::<Vec<_>>().join(", ") + binding.action.argument().words()
}

/// A command line: the name of a command, and what follows it.
pub fn command(typed: &str) -> (&str, Option<&str>) {
    let (name, rest) = typed.trim_start().split_once(' ').unwrap_or((typed.trim(), ""));
    (name, Some(rest.trim()).filter(|rest| !rest.is_empty()))
}
