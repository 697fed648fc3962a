//! Lines of text that a person reads, each with the tone it is meant in.

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
}

/// A label with a value, or text alone (then the value is empty).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub tone: Tone,
    pub label: String,
    pub value: String,
}

impl Line {
    pub fn text(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            label: text.into(),
            value: String::new(),
        }
    }

    pub fn pair(label: &str, value: impl Into<String>) -> Self {
        Self {
            tone: Tone::Plain,
            label: label.into(),
            value: value.into(),
        }
    }

    pub fn blank() -> Self {
        Self::text(Tone::Plain, "")
    }
}
