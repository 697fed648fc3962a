//! The texts that a filter searches, kept from letter to letter.

use super::RowId;
use super::column::{Col, Column};
use super::query::{Fit, Query};

/// What the text of a row follows from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextState {
    pub revision: u64,
    pub masked: bool,
    /// Of the time zone.
    pub offset: i32,
    pub columns: &'static [Column],
}

/// The texts of all rows, kept from key to key.
#[derive(Debug, Default)]
pub struct Prepared {
    state: Option<TextState>,
    rows: Vec<RowId>,
    /// Beside each row: none before it is prepared, an old one until it is prepared again.
    texts: Vec<Option<String>>,
    /// The places of the rows that are to be prepared, the next one last.
    rest: Vec<usize>,
    /// The words that were sought last in all texts, and the places of what they found.
    last: Option<(String, Vec<usize>)>,
}

impl Prepared {
    /// Keeps the prepared text while rows and columns are the same, and prepares it again otherwise: at most so many rows
    /// at once, where a person types meanwhile.
    #[must_use]
    pub fn kept(
        mut self,
        state: TextState,
        rows: &[RowId],
        most: Option<usize>,
        text: impl Fn(RowId) -> String,
    ) -> Self {
        if self.state != Some(state) || self.rows != rows {
            self.begin(state, rows);
        }
        let left = most.map_or(0, |most| self.rest.len().saturating_sub(most));
        if !self.rest.is_empty() {
            self.last = None;
        }
        for at in self.rest.split_off(left).into_iter().rev() {
            if let (Some(row), Some(place)) = (self.rows.get(at), self.texts.get_mut(at)) {
                *place = Some(text(*row));
            }
        }
        self
    }

    /// Begins anew. After an answer the old texts do until the new ones are there: what is found and selected stays.
    fn begin(&mut self, state: TextState, rows: &[RowId]) {
        let revised = |old: TextState| {
            TextState {
                revision: state.revision,
                ..old
            } == state
        };
        let mut texts = if self.state.is_some_and(revised) {
            self.texts_for(rows)
        } else {
            Vec::new()
        };
        texts.resize(rows.len(), None);
        // Rows without a text come first.
        let (old, mut new): (Vec<_>, Vec<_>) = (0..rows.len())
            .rev()
            .partition(|at| texts.get(*at).is_some_and(Option::is_some));
        self.rest = old;
        self.rest.append(&mut new);
        (self.state, self.rows, self.texts) = (Some(state), rows.to_vec(), texts);
        self.last = None;
    }

    /// The old texts, beside the same rows of a new list. What an answer brings stands in one place, mostly.
    fn texts_for(&mut self, rows: &[RowId]) -> Vec<Option<String>> {
        let same = |(old, new): &(&RowId, &RowId)| old == new;
        let above = self.rows.iter().zip(rows).take_while(same).count();
        let most_below = self.rows.len().min(rows.len()) - above;
        let below = self
            .rows
            .iter()
            .rev()
            .zip(rows.iter().rev())
            .take_while(same)
            .take(most_below)
            .count();
        let mut texts = std::mem::take(&mut self.texts);
        let ending = texts.split_off(texts.len().saturating_sub(below));
        texts.truncate(above);
        texts.resize(rows.len() - below, None);
        texts.extend(ending);
        texts
    }

    /// Whether the text of every row is there, and none is an old one.
    pub fn is_whole(&self) -> bool {
        self.rest.is_empty()
    }

    /// The rows that have a text, each with it.
    pub fn texts(&self) -> impl Iterator<Item = (RowId, &str)> {
        let texts = self.rows.iter().zip(&self.texts);
        texts.filter_map(|(row, text)| Some((*row, text.as_deref()?)))
    }

    /// The rows that fit, of those that have a text. Who types on seeks among what fewer letters found.
    pub fn found(
        &mut self,
        typed: &str,
        query: &Query,
        columns: &[Column],
        matches: impl Fn(RowId, Col, &str) -> Option<Fit>,
    ) -> Vec<RowId> {
        let narrows = query.has_only_words() && self.is_whole();
        let before = self
            .last
            .take()
            .filter(|(before, _)| narrows && typed.starts_with(before.as_str()));
        let mut places = before.map_or_else(|| (0..self.rows.len()).collect(), |(_, places)| places);
        let found = |at: &usize| {
            let (row, text) = (self.rows.get(*at)?, self.texts.get(*at)?.as_deref()?);
            let fits = query.fits(text, columns, |col, wanted| matches(*row, col, wanted));
            fits.then_some(*row)
        };
        places.retain(|at| found(at).is_some());
        let rows = places.iter().filter_map(|at| self.rows.get(*at).copied()).collect();
        self.last = narrows.then(|| (typed.to_owned(), places));
        rows
    }
}
