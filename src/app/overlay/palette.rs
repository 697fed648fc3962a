//! The command palette. Its filter is the command line.

use tui_input::Input;

use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Outcome};
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::theme_name::ThemeName;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::view::commands::{CommandsView, command, completed};

#[derive(Debug)]
pub struct Palette {
    pane: Pane,
    commands: CommandsView,
    /// How many commands back the line was run that stands there now; 0 for what is typed.
    back: usize,
}

impl Palette {
    pub fn new(over: Option<&Page>, model: &Model) -> Self {
        let columns = over.and_then(Page::pane).map(|list| list.columns(model));
        let commands = CommandsView(columns.unwrap_or_default());
        let mut pane = Pane::new(commands);
        pane.list.filtering = true;
        Self {
            pane,
            commands,
            back: 0,
        }
    }

    /// The theme that the command line names so far: the screen shows it before it is chosen.
    pub fn theme(&self, model: &Model) -> Option<ThemeName> {
        let (name, argument) = command(self.pane.list.filter.value());
        ThemeName::find(argument.filter(|_| name == "theme")?, &model.themes)
    }

    /// Another line stands there.
    fn set(&mut self, line: String) -> Outcome {
        self.pane.list.filter = Input::new(line);
        self.pane.list.select(0, 1);
        self.pane.list.selected = None;
        Command::Refresh.into()
    }

    /// What the line asks for: the command that it names, else the selected one.
    fn run(&self, model: &Model) -> Option<Command> {
        let typed = self.pane.list.filter.value();
        if let Some((action, argument)) = completed(typed, model) {
            let argument = Some(argument.trim().to_owned()).filter(|argument| !argument.is_empty());
            return Some(Command::Run(action, argument));
        }
        let RowId::Binding(at) = self.pane.list.current()? else {
            return None;
        };
        let argument = command(typed).1.map(str::to_owned);
        let binding = model.keymap.all().nth(at)?;
        Some(Command::Run(binding.action, argument))
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
        let line = || self.pane.list.filter.value().to_owned();
        match action {
            Action::Close => Command::CloseOverlay.into(),
            // Before the first row are the lines that were run before.
            Action::Up if self.pane.list.index() == 0 => match cx.model.line_back(self.back + 1) {
                Some(line) => {
                    self.back += 1;
                    self.set(line.to_owned())
                }
                None => Outcome::done(),
            },
            Action::Down if self.back > 0 => {
                self.back -= 1;
                self.set(cx.model.line_back(self.back).unwrap_or_default().to_owned())
            }
            Action::Next => {
                let row = self.pane.list.current();
                match row.and_then(|row| self.commands.taken(row, &line(), cx.model)) {
                    Some(line) => self.set(line),
                    None => Outcome::done(),
                }
            }
            Action::Open | Action::Run | Action::Press => match self.run(cx.model) {
                Some(run) => Outcome::Handled(vec![Command::CloseOverlay, Command::KeepLine(line()), run]),
                None => Outcome::done(),
            },
            _ => Outcome::Ignored,
        }
    }
}
