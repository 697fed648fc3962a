//! Facts about one thing, a row each. What a fact names opens.

use std::borrow::Cow;
use std::fmt::Debug;

use super::{Cell, View, ViewShape};
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;

const COLUMNS: &[Column] = &[fixed(Col::Label, "FIELD", 17, 1), grows(Col::Value, "VALUE", 20)];

#[derive(Debug)]
pub struct Fact {
    pub label: &'static str,
    /// Fit to be shown.
    pub value: String,
    pub tone: Tone,
    names: Vec<RowId>,
}

impl Fact {
    pub fn new(label: &'static str, value: impl Into<String>) -> Self {
        Self {
            label,
            value: value.into(),
            tone: Tone::Plain,
            names: Vec::new(),
        }
    }

    /// A fact that nobody told.
    pub fn unknown(label: &'static str) -> Self {
        Self::new(label, "unknown")
    }

    /// What opens from it: of several, one is chosen.
    #[must_use]
    pub fn names(self, rows: impl IntoIterator<Item = RowId>) -> Self {
        Self {
            names: rows.into_iter().collect(),
            ..self
        }
    }

    #[must_use]
    pub fn of(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// A fact to think about.
    #[must_use]
    pub fn warning(self) -> Self {
        self.of(Tone::Warning)
    }

    fn cell(self, col: Col) -> Cell<'static> {
        match col {
            Col::Label => Cell::dim(self.label),
            _ => Cell::of(self.value, self.tone),
        }
    }
}

/// What is known of one thing.
pub trait Facts: Debug {
    fn title(&self) -> &'static str {
        "Settings"
    }

    /// Its name in the strip of panes.
    fn tab(&self) -> &'static str {
        self.title()
    }

    fn resources(&self, model: &Model) -> Vec<Resource>;

    /// Nothing where the thing isn't among what was read.
    fn facts(&self, model: &Model) -> Vec<Fact>;

    fn refusal(&self, _: &Model) -> Option<String> {
        None
    }

    fn none(&self) -> &'static str;
}

/// A table of facts.
#[derive(Debug)]
pub struct FactsView<T>(pub T);

impl<T: Facts> FactsView<T> {
    fn fact(&self, model: &Model, row: RowId) -> Option<Fact> {
        self.0.facts(model).into_iter().nth(row.entry()?)
    }
}

impl<T: Facts> View for FactsView<T> {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        self.0.title().into()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Uncounted
    }

    fn tab(&self) -> &'static str {
        self.0.tab()
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        self.0.resources(model)
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        (0..self.0.facts(model).len()).map(RowId::Entry).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        Some(self.fact(model, row)?.cell(col))
    }

    fn leads_to(&self, model: &Model, row: RowId) -> Option<Vec<RowId>> {
        Some(self.fact(model, row)?.names)
    }

    fn detail(&self) -> Option<Col> {
        Some(Col::Value)
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        self.0.refusal(model)
    }

    fn none(&self, _: &Model) -> &'static str {
        self.0.none()
    }
}
