//! A menu of a few things to choose from; what cannot be chosen says why.

use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Outcome};
use crate::app::line::{Line, Tone};
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::audit_watch::AuditChange;
use crate::app::pane::Pane;
use crate::app::view::audit_values::{AuditValuesView, value_in};
use crate::domain::audit::AuditMember;

/// A menu of choices.
#[derive(Debug)]
pub struct Pick {
    pane: Pane,
    choices: Choices,
}

#[derive(Debug)]
enum Choices {
    /// One for each line.
    Lines(Vec<Choice>),
    /// The values that the audit tells.
    Audit(AuditMember),
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
            choices: Choices::Lines(choices),
        }
    }

    /// The menu of the values that the audit tells.
    pub fn audit(member: AuditMember) -> Self {
        Self {
            pane: Pane::new(AuditValuesView(member)),
            choices: Choices::Audit(member),
        }
    }

    fn chosen(&self, row: RowId, model: &Model) -> Option<Result<Command, String>> {
        match (&self.choices, row) {
            (Choices::Lines(all), RowId::Line(at)) => all.get(at).map(|choice| choice.does.clone()),
            (Choices::Lines(_), _) => None,
            (Choices::Audit(member), row) => {
                let name = value_in(model, *member, row).map(|value| value.name.clone());
                Some(Ok(Command::Audit(AuditChange::Only(*member, name))))
            }
        }
    }

    /// Whether a choice can't be taken back.
    pub fn is_final(&self) -> bool {
        let is_final = |choice: &Choice| matches!(choice.does, Ok(Command::StartOver));
        matches!(&self.choices, Choices::Lines(all) if all.iter().any(is_final))
    }
}

impl Component for Pick {
    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn on(&mut self, action: Action, cx: &Cx<'_>) -> Outcome {
        if !matches!(action, Action::Open | Action::Unfold | Action::Run) {
            return Outcome::Ignored;
        }
        let row = self.pane.list.current();
        match row.and_then(|row| self.chosen(row, cx.model)) {
            None => Outcome::done(),
            Some(Err(why)) => Command::Notify(Tone::Warning, why).into(),
            Some(Ok(Command::CloseOverlay)) => Command::CloseOverlay.into(),
            Some(Ok(command)) => Outcome::Handled(vec![Command::CloseOverlay, command]),
        }
    }
}
