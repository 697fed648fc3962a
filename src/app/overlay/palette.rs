//! The command palette. Its filter is the command line.

use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Outcome};
use crate::app::list::RowId;
use crate::app::model::theme_name::ThemeName;
use crate::app::pane::Pane;
use crate::app::view::commands::{CommandsView, command};

#[derive(Debug)]
pub struct Palette {
    pane: Pane,
}

impl Default for Palette {
    fn default() -> Self {
        let mut pane = Pane::new(CommandsView);
        pane.list.filtering = true;
        Self { pane }
    }
}

impl Palette {
    /// The theme that the command line names so far: the screen shows it before it is chosen.
    pub fn theme(&self) -> Option<ThemeName> {
        let (name, argument) = command(self.pane.list.filter.value());
        argument.filter(|_| name == "theme").and_then(ThemeName::parse)
    }
}

impl Component for Palette {
    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn on(&mut self, action: Action, cx: &Cx<'_>) -> Outcome {
        match (action, self.pane.list.current()) {
            (Action::Close, _) => Command::CloseOverlay.into(),
            (Action::Open | Action::Run | Action::Press, Some(RowId::Binding(at))) => {
                let argument = command(self.pane.list.filter.value()).1.map(str::to_owned);
                let binding = cx.model.keymap.all().nth(at);
                let run = binding.map(|binding| Command::Run(binding.action, argument));
                Outcome::Handled([Command::CloseOverlay].into_iter().chain(run).collect())
            }
            _ => Outcome::Ignored,
        }
    }
}
