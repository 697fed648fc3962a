//! A menu of a few things to choose from; what cannot be chosen says why.

use crate::app::notice::Tone;
use crate::app::pane::Pane;
use crate::app::words::Line;
use crate::domain::{ApiId, EnvironmentId, ProviderKind, ProviderRef};

/// A menu.
#[derive(Debug)]
pub struct Pick {
    /// What is asked.
    pub title: String,
    /// Its rows, a line a choice.
    pub pane: Pane,
    choices: Vec<Choice>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// To add a client provider of this kind.
    Add(ProviderKind),
    /// To give API instances this provider.
    Reassign(Vec<(EnvironmentId, ApiId)>, ProviderRef),
    /// To keep everything as it is.
    Keep,
    /// To start the demo over.
    StartOver,
    /// Nothing: this is why.
    Off(String),
}

impl Pick {
    /// A menu; each choice with its name and what is to be said of it.
    #[must_use]
    pub fn new(title: impl Into<String>, choices: Vec<(String, String, Choice)>) -> Self {
        let line = |(name, words, choice): &(String, String, Choice)| Line {
            tone: if matches!(choice, Choice::Off(_)) {
                Tone::Dim
            } else {
                Tone::Plain
            },
            ..Line::pair(name, words.clone())
        };
        Self {
            title: title.into(),
            pane: Pane::text(choices.iter().map(line).collect()),
            choices: choices.into_iter().map(|(.., choice)| choice).collect(),
        }
    }

    /// The choice of a row.
    #[must_use]
    pub fn choice(&self, line: usize) -> Option<&Choice> {
        self.choices.get(line)
    }
}
