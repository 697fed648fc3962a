//! A menu of a few things to choose from; what cannot be chosen says why.

use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Outcome};
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::pane::Pane;

/// A menu of choices.
#[derive(Debug)]
pub struct Pick {
    pane: Pane,
    choices: Vec<Choice>,
}

/// One line of a menu.
#[derive(Debug)]
pub struct Choice {
    pub name: String,
    pub note: String,
    /// What it does; or why it cannot be chosen.
    pub does: Result<Command, String>,
}

impl Pick {
    pub fn new(title: impl Into<String>, choices: Vec<Choice>) -> Self {
        let line = |choice: &Choice| Line {
            tone: if choice.does.is_ok() { Tone::Plain } else { Tone::Dim },
            ..Line::pair(&choice.name, choice.note.clone())
        };
        Self {
            pane: Pane::text(title.into(), choices.iter().map(line).collect()),
            choices,
        }
    }

    /// Whether a choice can't be taken back.
    pub fn is_final(&self) -> bool {
        let is_final = |choice: &Choice| matches!(choice.does, Ok(Command::StartOver));
        self.choices.iter().any(is_final)
    }
}

impl Component for Pick {
    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn on(&mut self, action: Action, _: &Cx<'_>) -> Outcome {
        if !matches!(action, Action::Open | Action::Unfold | Action::Run) {
            return Outcome::Ignored;
        }
        let Some(RowId::Line(at)) = self.pane.list.current() else {
            return Outcome::done();
        };
        match self.choices.get(at).map(|choice| choice.does.clone()) {
            None => Outcome::done(),
            Some(Err(why)) => Command::Notify(Tone::Warning, why).into(),
            Some(Ok(Command::CloseOverlay)) => Command::CloseOverlay.into(),
            Some(Ok(command)) => Outcome::Handled(vec![Command::CloseOverlay, command]),
        }
    }
}
