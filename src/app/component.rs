//! What a page or a popup is to the app: it takes inputs and answers with commands.

use std::time::Duration;

use super::action::Action;
use super::key::Key;
use super::keymap::Context;
use super::line::Tone;
use super::location::Location;
use super::model::Model;
use super::msg::Effect;
use super::operation::Operation;
use super::request::Reply;
use super::resource::Resource;
use super::target::Control;
use super::viewport::Viewport;
use crate::domain::{ApiId, EnvironmentId, Error, ProviderKind, ProviderRef};

/// What surrounds a component while it takes an input. It is lent per call and never stored.
#[derive(Clone, Copy, Debug)]
pub struct Cx<'a> {
    pub model: &'a Model,
    pub viewport: Viewport,
    /// The key behind an action; `None` where a click or a command chose it.
    pub key: Option<Key>,
}

impl Cx<'_> {
    /// Whether the terminal said that the key is held down.
    #[must_use]
    pub fn repeats(&self) -> bool {
        self.key.is_some_and(|key| key.repeat)
    }
}

/// The whole answer to an input.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The input means nothing here: the app looks further.
    Ignored,
    Handled(Vec<Command>),
}

impl Outcome {
    /// Handled, and nothing else is to be done.
    #[must_use]
    pub fn done() -> Self {
        Self::Handled(Vec::new())
    }
}

impl From<Command> for Outcome {
    fn from(command: Command) -> Self {
        Self::Handled(vec![command])
    }
}

/// What the app is to do. Plain data: it names no type of a page or a popup.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Opens a page on top of the way here.
    Open(Location),
    /// Goes back to a page of the way here, or opens it anew.
    GoTo(Location),
    /// Closes the popup on top.
    CloseOverlay,
    /// Begins an operation, as far as it is allowed.
    Start(Operation),
    /// Opens the form of a new client provider.
    AddProvider(ProviderKind),
    /// Reviews the move of API instances to another client provider.
    Reassign(Vec<(EnvironmentId, ApiId)>, ProviderRef),
    /// Brings the demo organization back to how it was at first.
    StartOver,
    /// Says something that may go unread.
    Notify(Tone, String),
    /// Says what became of a change: it stays until it is read.
    Outcome(Tone, String),
    /// Asks the shell for something.
    Effect(Effect),
    /// Acts as if a key of this action was pressed.
    Act(Action),
}

/// A page or a popup: it owns its state, its keys, its rows and its deadline.
pub trait Component {
    /// The contexts of the bindings that apply.
    fn contexts(&self) -> &'static [Context];

    /// What must be read for it.
    fn resources(&self, _: &Model) -> Vec<Resource> {
        Vec::new()
    }

    /// Derives rows and lines. Cheap when nothing changed.
    fn refresh(&mut self, _: &Model) {}

    fn on(&mut self, action: Action, cx: &Cx<'_>) -> Outcome;

    /// A key that types.
    fn edit(&mut self, _: Key, _: &Cx<'_>) -> Outcome {
        Outcome::Ignored
    }

    fn paste(&mut self, _: &str, _: &Cx<'_>) -> Outcome {
        Outcome::Ignored
    }

    fn click(&mut self, _: Control, _: &Cx<'_>) -> Outcome {
        Outcome::Ignored
    }

    /// The answer to what it asked for itself.
    fn answer(&mut self, _: Result<Reply, Error>, _: &Cx<'_>) -> Outcome {
        Outcome::Ignored
    }

    fn tick(&mut self, _: &Cx<'_>) -> Outcome {
        Outcome::Ignored
    }

    /// When it wants a tick.
    fn deadline(&self) -> Option<Duration> {
        None
    }
}
