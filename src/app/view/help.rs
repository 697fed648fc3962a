//! The bindings of a screen.

use std::borrow::Cow;

use super::{Cell, View, ViewShape};
use crate::app::action::Action;
use crate::app::keymap::{Binding, Context};
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::location::Location;
use crate::app::model::Model;

const COLUMNS: &[Column] = &[fixed(Col::Keys, "KEYS", 16, 0), grows(Col::Label, "ACTION", 20)];

/// What keys are about, in the order in which they stand: this screen first, and moving about last.
const TOPICS: [&str; 4] = ["This screen", "Other pages", "Every screen", "Moving about"];

/// The place of a binding's topic.
fn topic(binding: &Binding) -> usize {
    let leads = Location::opened_by(binding.action).is_some();
    match binding.context {
        _ if leads || binding.action == Action::Switch => 1,
        Context::Always | Context::Any if binding.action.moves() => 3,
        Context::Always | Context::Any => 2,
        _ => 0,
    }
}

/// The keys that do something on a screen, below the headings of their topics.
#[derive(Debug)]
pub struct HelpView {
    at: Location,
    rows: Vec<RowId>,
}

impl HelpView {
    /// The help of the page at a place, of the bindings that `works` says do something there.
    pub fn new(at: Location, model: &Model, works: impl Fn(&Binding) -> bool) -> Self {
        let bound = |(_, binding): &(usize, &Binding)| !binding.keys.is_empty() && works(binding);
        let bindings: Vec<_> = model.keymap.all().enumerate().filter(bound).collect();
        let mut rows = Vec::new();
        for at in 0..TOPICS.len() {
            let of_topic = bindings.iter().filter(|(_, binding)| topic(binding) == at);
            let mut of_topic = of_topic.map(|(row, _)| RowId::Binding(*row)).peekable();
            rows.extend(of_topic.peek().is_some().then_some(RowId::Entry(at)));
            rows.extend(of_topic);
        }
        Self { at, rows }
    }
}

impl View for HelpView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        format!("Help: {}", self.at.title()).into()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Uncounted
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, _: &Model, _: &List) -> Vec<RowId> {
        self.rows.clone()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        match row {
            RowId::Entry(at) if col == Col::Keys => Some(Cell::of(*TOPICS.get(at)?, Tone::Heading)),
            RowId::Entry(_) => Some(Cell::plain("")),
            row => Some(binding_cell(binding_of(model, row)?, col)),
        }
    }

    /// A topic finds its keys.
    fn also_found_by(&self, model: &Model, row: RowId) -> String {
        let topic = binding_of(model, row).and_then(|binding| TOPICS.get(topic(binding)));
        topic.map_or(String::new(), |topic| (*topic).to_owned())
    }

    /// Each key stays below its heading.
    fn sort(&self, _: &Model, _: &List, _: &mut [RowId]) {}
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
