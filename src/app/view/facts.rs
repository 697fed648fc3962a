//! Facts about one thing, a row each. What a fact names opens.

use super::Cell;
use crate::app::line::Tone;
use crate::app::list::RowId;
use crate::app::list::column::{Col, Column, fixed, grows};

pub const FACTS: &[Column] = &[fixed(Col::Label, "FIELD", 16, 1), grows(Col::Value, "VALUE", 20)];

#[derive(Debug)]
pub struct Fact {
    label: &'static str,
    /// Fit to be shown.
    value: String,
    tone: Tone,
    pub names: Option<RowId>,
}

impl Fact {
    pub fn new(label: &'static str, value: impl Into<String>, names: Option<RowId>) -> Self {
        Self {
            label,
            value: value.into(),
            tone: Tone::Plain,
            names,
        }
    }

    /// A fact to think about.
    pub fn warning(self) -> Self {
        Self {
            tone: Tone::Warning,
            ..self
        }
    }

    pub fn cell(self, col: Col) -> Cell<'static> {
        match col {
            Col::Label => Cell::dim(self.label),
            _ => Cell::of(self.value, self.tone),
        }
    }
}

/// The fact of a row.
pub fn fact(facts: Vec<Fact>, row: RowId) -> Option<Fact> {
    match row {
        RowId::Entry(at) => facts.into_iter().nth(at),
        _ => None,
    }
}
