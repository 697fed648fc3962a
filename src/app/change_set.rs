//! Changes that a person reads in a review before they are made.

use super::line::{Line, Tone};
use crate::domain::UserId;
use crate::domain::change::Change;
use crate::domain::text::count;

#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSet {
    pub title: String,
    /// The word on the button that makes them: `Save`.
    pub verb: &'static str,
    /// What they change, to read.
    pub lines: Vec<Line>,
    /// Each with what it is about, fit to be shown, where there are several. Each may fail by itself.
    pub changes: Vec<(String, Change)>,
    /// What must be ticked first.
    pub accept: Option<&'static str>,
    /// The users that they disable: administrators among them are named first.
    pub disables: Vec<UserId>,
}

impl ChangeSet {
    pub fn one(title: String, verb: &'static str, facts: Vec<(&'static str, String)>, change: Change) -> Self {
        let line = |(label, value): (&str, String)| {
            Line::pair(label, if value.is_empty() { "(not set)".into() } else { value })
        };
        Self {
            title,
            verb,
            lines: facts.into_iter().map(line).collect(),
            changes: vec![(String::new(), change)],
            accept: None,
            disables: Vec::new(),
        }
    }
}

/// What is said of things that were chosen and went before the review.
pub fn no_longer_there(gone: usize, one: &str, many: &str) -> Option<Line> {
    (gone > 0).then(|| Line::text(Tone::Warning, format!("{} no longer there.", count(gone, one, many))))
}
