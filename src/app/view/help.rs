//! The bindings of a screen.

use std::borrow::Cow;

use super::{Cell, View, ViewShape};
use crate::app::keymap::{Binding, Context};
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::location::Location;
use crate::app::model::Model;

const COLUMNS: &[Column] = &[
    fixed(Col::Keys, "KEYS", 16, 0),
    grows(Col::Label, "ACTION", 20),
    fixed(Col::Type, "TOPIC", 12, 1),
];

/// What keys are about, in the order in which they stand: this screen first, and moving about last.
const TOPICS: [&str; 4] = ["this screen", "this product", "every screen", "moving about"];

/// The place of a binding's topic.
fn topic(binding: &Binding) -> usize {
    match binding.context {
        Context::Always | Context::Any if binding.action.moves() => 3,
        Context::Always | Context::Any => 2,
        Context::Area => 1,
        _ => 0,
    }
}

#[derive(Debug)]
pub struct HelpView(pub &'static [Context], pub Location);

impl View for HelpView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        format!("Help: {}", self.1.title()).into()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Uncounted
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let applies = |b: &Binding| self.0.contains(&b.context) && !b.keys.is_empty();
        let all = model.keymap.all().enumerate();
        let mut rows: Vec<_> = all.filter(|(_, binding)| applies(binding)).collect();
        rows.sort_by_key(|(_, binding)| topic(binding));
        rows.into_iter().map(|(at, _)| RowId::Binding(at)).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let binding = binding_of(model, row)?;
        Some(match col {
            Col::Type => Cell::dim(TOPICS.get(topic(binding)).copied().unwrap_or_default()),
            _ => binding_cell(binding, col),
        })
    }
}

/// The binding in a row.
pub fn binding_of(model: &Model, row: RowId) -> Option<&Binding> {
    match row {
        RowId::Binding(at) => model.keymap.all().nth(at),
        _ => None,
    }
}

/// The keys and the label of a binding.
pub fn binding_cell(binding: &Binding, col: Col) -> Cell<'_> {
    match col {
        Col::Keys => Cell::plain(binding.keys_shown(" ")),
        _ => Cell::plain(binding.label.as_str()),
    }
}
