//! The values that the audit of the organization can be narrowed to, as its own lists tell them.

use std::borrow::Cow;

use super::{Cell, View, ViewShape};
use crate::app::access_read::AccessRead;
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::domain::audit::{AuditMember, AuditValue, AuditValues};

const COLUMNS: &[Column] = &[grows(Col::Name, "", 20), fixed(Col::Note, "", 8, 1)];
/// The row above the values, which takes a choice back.
const ANY: RowId = RowId::Entry(0);

#[derive(Debug)]
pub struct AuditValuesView(pub AuditMember);

fn values(model: &Model) -> Option<&AuditValues> {
    model.data.access.audit_values(model.organization?)
}

impl AuditValuesView {
    fn all<'a>(&self, model: &'a Model) -> &'a [AuditValue] {
        values(model).map_or(&[], |values| values.of(self.0))
    }
}

/// The value of a row; `None` for any.
pub fn value_in(model: &Model, member: AuditMember, row: RowId) -> Option<&AuditValue> {
    let at = row.entry()?.checked_sub(1)?;
    values(model)?.of(member).get(at)
}

/// What is chosen, in words.
pub fn chosen(model: &Model) -> Vec<String> {
    let words = |member: AuditMember| {
        let name = model.audit.chosen(member)?;
        let known = values(model).map_or(&[][..], |values| values.of(member));
        let known = known.iter().find(|value| value.name == *name);
        let label = known.map_or(name, |value| &value.label).shown();
        Some(format!("{} {label}", member.label().to_lowercase()))
    };
    AuditMember::ALL.into_iter().filter_map(words).collect()
}

impl View for AuditValuesView {
    fn title(&self, model: &Model) -> Cow<'static, str> {
        match values(model) {
            Some(values) if !values.whole => format!("{}: there may be more", self.0.label()).into(),
            _ => self.0.label().into(),
        }
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Uncounted
    }

    fn read(&self, model: &Model) -> Option<AccessRead> {
        Some(AccessRead::AuditValues(model.organization?))
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let any = (!self.all(model).is_empty()).then_some(ANY);
        let rows = (1..=self.all(model).len()).map(RowId::Entry);
        any.into_iter().chain(rows).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let value = value_in(model, self.0, row);
        let chosen = model.audit.chosen(self.0);
        Some(match col {
            Col::Name => value.map_or(Cell::plain("Any"), |value| Cell::plain(value.label.shown())),
            _ if chosen == value.map(|value| &value.name) => Cell::dim("chosen"),
            _ => Cell::plain(""),
        })
    }

    /// The name that the query takes may be another one than what a person reads.
    fn also_found_by(&self, model: &Model, row: RowId) -> String {
        value_in(model, self.0, row).map_or_else(String::new, |value| value.name.shown().into_owned())
    }

    fn none(&self, _: &Model) -> &'static str {
        "The audit names no values."
    }
}
