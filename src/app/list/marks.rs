//! The rows of a list that are marked, and the range that is being marked.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::RowId;

/// What a key does to marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marking {
    /// Marks the selected row, or takes its mark away.
    Row,
    /// Begins or ends a range, which each move marks; `false` takes the marks away.
    Range(bool),
    /// Marks what isn't marked, and nothing else.
    Invert,
}

#[derive(Debug, Default)]
pub struct Marks {
    rows: BTreeSet<RowId>,
    /// Derived: the places of the marked rows, from the first on.
    places: Vec<usize>,
    range: Option<MarkRange>,
}

#[derive(Debug)]
struct MarkRange {
    /// Where it begins.
    anchor: RowId,
    at: usize,
    marks: bool,
    /// What was marked before it began.
    before: BTreeSet<RowId>,
}

impl Marks {
    /// The places of the marked rows, from the first on.
    pub fn places(&self) -> &[usize] {
        &self.places
    }

    /// Whether a range is being marked.
    pub fn in_range(&self) -> bool {
        self.range.is_some()
    }

    /// Follows other rows. A range whose first row is gone ends.
    pub(super) fn follow(&mut self, rows: &[RowId]) {
        self.places.clear();
        if !self.rows.is_empty() {
            let marked = rows.iter().enumerate().filter(|(_, row)| self.rows.contains(row));
            self.places.extend(marked.map(|(at, _)| at));
        }
        self.range = self.range.take().and_then(|range| {
            let at = rows.iter().position(|row| *row == range.anchor)?;
            Some(MarkRange { at, ..range })
        });
    }

    pub(super) fn toggle(&mut self, at: usize, rows: &[RowId]) {
        let marked = self.places.binary_search(&at).is_ok();
        self.end_range();
        self.set(at..=at, rows, |_, _| !marked);
    }

    pub(super) fn invert(&mut self, rows: &[RowId]) {
        self.end_range();
        let before = self.rows.clone();
        self.set(0..=rows.len().saturating_sub(1), rows, |_, row| !before.contains(row));
    }

    /// Begins a range at a row, or ends the one that is being marked.
    pub(super) fn range(&mut self, marks: bool, at: usize, rows: &[RowId]) {
        if self.end_range() == Some(marks) {
            return;
        }
        let Some(anchor) = rows.get(at).copied() else {
            return;
        };
        let before = self.rows.clone();
        self.set(at..=at, rows, |_, _| marks);
        self.range = Some(MarkRange {
            anchor,
            at,
            marks,
            before,
        });
    }

    /// The selection moved: the range follows it. Only rows between both places change.
    pub(super) fn moved(&mut self, from: usize, to: usize, rows: &[RowId]) {
        let Some(range) = self.range.take() else {
            return;
        };
        let within = range.at.min(to)..=range.at.max(to);
        let changed = from.min(to)..=from.max(to);
        self.set(changed, rows, |at, row| {
            if within.contains(&at) {
                range.marks
            } else {
                range.before.contains(row)
            }
        });
        self.range = Some(range);
    }

    /// Leaves the range as it is; says what it did to its rows, where there was one.
    pub(super) fn end_range(&mut self) -> Option<bool> {
        self.range.take().map(|range| range.marks)
    }

    /// Takes all marks away; says whether there were any.
    pub(super) fn clear(&mut self) -> bool {
        self.range = None;
        self.places.clear();
        !std::mem::take(&mut self.rows).is_empty()
    }

    fn set(&mut self, places: RangeInclusive<usize>, rows: &[RowId], marked: impl Fn(usize, &RowId) -> bool) {
        let (first, last) = (*places.start(), *places.end());
        let mut now = Vec::new();
        for (at, row) in rows.iter().enumerate().take(last + 1).skip(first) {
            if marked(at, row) {
                self.rows.insert(*row);
                now.push(at);
            } else {
                self.rows.remove(row);
            }
        }
        let from = self.places.partition_point(|at| *at < first);
        let to = self.places.partition_point(|at| *at <= last);
        self.places.splice(from..to, now);
    }
}
