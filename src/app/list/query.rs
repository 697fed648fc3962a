//! The filter of a table: words anywhere in a row, and `provider:okta` in one column.

use std::borrow::Cow;

use super::column::{Col, Column};
use crate::domain::text::contains_words;

/// Names of columns that a filter can be about, with the columns. What is named by no table is a word like any other.
const NAMED: [(&str, Col); 4] = [
    ("provider", Col::Provider),
    ("policy", Col::Policy),
    ("environment", Col::Environment),
    ("type", Col::Type),
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
    #[must_use]
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
    #[must_use]
    pub fn names(&self, col: Col) -> bool {
        self.named.iter().any(|(named, _)| *named == col)
    }

    /// The words that are sought in all columns.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.split_whitespace()
    }

    /// Whether a row fits, given the text of each of its columns.
    pub fn fits<'t>(&self, text: impl Fn(Col) -> Cow<'t, str>) -> bool {
        if !self.named.iter().all(|(col, value)| contains_words(&text(*col), value)) {
            return false;
        }
        let mut hay = String::new();
        for column in self.columns {
            hay.push_str(&text(column.col));
            hay.push(' ');
        }
        contains_words(&hay, &self.words)
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
