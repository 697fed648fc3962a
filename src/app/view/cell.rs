//! One cell of a table.

use std::borrow::Cow;

use crate::app::line::Tone;
use crate::app::list::column::{Column, SIGN};
use crate::app::model::shown::Shown;
use crate::domain::text::width;

/// A cell as it is drawn, searched and sorted by.
#[derive(Debug)]
pub struct ShownCell<'a> {
    pub text: Shown<'a>,
    pub tone: Tone,
}

/// A cell as a view makes it.
#[derive(Debug)]
pub struct Cell<'a> {
    pub text: Cow<'a, str>,
    pub tone: Tone,
}

impl Default for ShownCell<'_> {
    fn default() -> Self {
        Self {
            text: Shown::default(),
            tone: Tone::Plain,
        }
    }
}

impl ShownCell<'_> {
    /// The cells that it takes in its column.
    pub fn cells(&self, column: &Column) -> u16 {
        let sign = if self.sign(column).is_some() { SIGN } else { 0 };
        u16::try_from(width(&self.text))
            .unwrap_or(u16::MAX)
            .saturating_add(sign)
    }

    /// Which of the signs for states stands before it. What is unknown has none.
    pub fn sign(&self, column: &Column) -> Option<usize> {
        if !column.is_state() || matches!(&*self.text, "" | "-" | "unknown") {
            return None;
        }
        match self.tone {
            Tone::Good => Some(0),
            Tone::Dim => Some(1),
            Tone::Warning => Some(2),
            Tone::Bad => Some(3),
            _ => None,
        }
    }
}

impl<'a> Cell<'a> {
    pub fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self::of(text, Tone::Plain)
    }

    pub fn dim(text: impl Into<Cow<'a, str>>) -> Self {
        Self::of(text, Tone::Dim)
    }

    pub fn of(text: impl Into<Cow<'a, str>>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }
}
