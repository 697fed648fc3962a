//! The filter of a table: words anywhere in a row, and `provider:okta` in one column.

use super::RowId;
use super::column::{Col, Column};
use crate::app::model::shown::Shown;
use crate::domain::text::fold;

/// Names of columns that a filter can be about, with the columns. What is named by no table is a word like any other.
const NAMED: [(&str, Col); 18] = [
    ("provider", Col::Provider),
    ("policy", Col::Policy),
    ("environment", Col::Environment),
    ("type", Col::Type),
    ("idle", Col::LastSignIn),
    ("mfa", Col::Mfa),
    ("status", Col::Status),
    ("time", Col::Time),
    ("product", Col::Product),
    ("action", Col::Action),
    ("object", Col::Object),
    ("user", Col::User),
    ("app", Col::ConnectedApp),
    ("scope", Col::Scopes),
    ("unused", Col::LastUsed),
    ("owner", Col::Owner),
    ("contracts", Col::Contracts),
    ("same-name", Col::Name),
];

/// A filter, taken apart.
#[derive(Debug)]
pub struct Query<'a> {
    columns: &'a [Column],
    words: String,
    named: Vec<(Col, String)>,
}

impl<'a> Query<'a> {
    /// Reads a filter over a table of `columns`; `typed` is folded. A value with blanks stands in quotes.
    pub fn of(typed: &str, columns: &'a [Column]) -> Self {
        let mut query = Self {
            columns,
            words: String::new(),
            named: Vec::new(),
        };
        for part in parts(typed) {
            let named = part.split_once(':').and_then(|(name, value)| {
                let (_, col) = NAMED.iter().find(|(known, _)| *known == name)?;
                let there = columns.iter().any(|c| c.col == *col);
                there.then(|| (*col, value.replace('"', "")))
            });
            if let Some(named) = named {
                query.named.push(named);
            } else {
                query.words.push_str(part);
                query.words.push(' ');
            }
        }
        query.words.truncate(query.words.trim_end().len());
        query
    }

    /// Whether something is sought in this column alone.
    pub fn names(&self, col: Col) -> bool {
        self.named.iter().any(|(named, _)| *named == col)
    }

    /// The words that are sought in all columns.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.split_whitespace()
    }

    /// Whether a row with this text fits; [`text_of`] makes it. `matches` may know better than the text of one column.
    pub fn fits(&self, text: &str, matches: impl Fn(Col, &str) -> Option<bool>) -> bool {
        let has = |text: &str, words: &str| words.split_whitespace().all(|word| text.contains(word));
        let in_column = |(col, words): &(Col, String)| {
            if let Some(fits) = matches(*col, words) {
                return fits;
            }
            let at = self.columns.iter().position(|column| column.col == *col);
            at.and_then(|at| text.split(BETWEEN).nth(at))
                .is_some_and(|cell| has(cell, words))
        };
        self.named.iter().all(in_column) && has(text, &self.words)
    }
}

/// Stands between the cells of a row; no cell has it.
const BETWEEN: char = '\n';

/// The text of a row that a filter searches: its cells, folded.
pub fn text_of<'t>(columns: &[Column], cell: impl Fn(Col) -> Shown<'t>) -> String {
    let mut text = String::new();
    for column in columns {
        text.push_str(&cell(column.col));
        text.push(BETWEEN);
    }
    fold(&text)
}

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
    texts: Vec<String>,
}

impl Prepared {
    /// Keeps the prepared text while rows and columns are the same, and prepares it again otherwise.
    pub fn kept(self, state: TextState, rows: &[RowId], text: impl Fn(RowId) -> String) -> Self {
        if self.state == Some(state) && self.rows == rows {
            return self;
        }
        Self {
            state: Some(state),
            rows: rows.to_vec(),
            texts: rows.iter().map(|row| text(*row)).collect(),
        }
    }

    /// The rows that fit.
    pub fn found(&self, query: &Query, matches: impl Fn(RowId, Col, &str) -> Option<bool>) -> Vec<RowId> {
        let rows = self.rows.iter().zip(&self.texts);
        let fits = |(row, text): &(&RowId, &String)| query.fits(text, |col, wanted| matches(**row, col, wanted));
        rows.filter(fits).map(|(row, _)| *row).collect()
    }
}

/// Parts between blanks; what stands in quotes is not taken apart.
fn parts(typed: &str) -> Vec<&str> {
    let mut quoted = false;
    let between = move |c: char| {
        quoted ^= c == '"';
        c == ' ' && !quoted
    };
    typed.split(between).filter(|part| !part.is_empty()).collect()
}
