//! Lines of text that a person reads, each with the tone it is meant in.

use super::list::RowId;

/// How a text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    /// Less important.
    Dim,
    Heading,
    /// Something went as it should.
    Good,
    /// Something to think about.
    Warning,
    /// Something is lost or went wrong.
    Bad,
    /// A kind of environment.
    Production,
    Sandbox,
    Design,
}

/// A label with a value, or text alone (then the value is empty).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub tone: Tone,
    pub label: String,
    pub value: String,
    /// What opens from it.
    pub names: Option<RowId>,
}

impl Line {
    pub fn text(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            label: text.into(),
            value: String::new(),
            names: None,
        }
    }

    pub fn pair(label: &str, value: impl Into<String>) -> Self {
        Self {
            tone: Tone::Plain,
            label: label.into(),
            value: value.into(),
            names: None,
        }
    }

    #[must_use]
    pub fn naming(self, row: RowId) -> Self {
        Self {
            names: Some(row),
            ..self
        }
    }

    pub fn blank() -> Self {
        Self::text(Tone::Plain, "")
    }
}
