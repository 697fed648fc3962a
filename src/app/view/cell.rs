//! One cell of a table.

use std::borrow::Cow;

use crate::app::line::Tone;
use crate::app::model::shown::Shown;

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
