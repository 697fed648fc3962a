//! One cell of a table.

use std::borrow::Cow;

use crate::app::line::Tone;

#[derive(Debug)]
pub struct Cell<'a> {
    pub text: Cow<'a, str>,
    pub tone: Tone,
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
