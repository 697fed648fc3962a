//! The command palette. Its filter is the command line.

use std::sync::Arc;

use tui_input::Input;

use crate::app::action::{Action, Argument};
use crate::app::component::{Command, Component, Cx, Outcome};
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::theme_name::ThemeName;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::view::commands::{CommandsView, Completion, command, completed, folder, is_guess};

#[derive(Debug)]
pub struct Palette {
    pane: Pane,
    commands: CommandsView,
    /// How many lines back the shown line is; 0 for what is typed.
    back: usize,
}

impl Palette {
    /// The palette that `action` opens: with nothing typed, or with the command that sorts and the column that does.
    pub fn new(action: Action, over: Option<&Page>, model: &Model) -> Self {
        let list = over.and_then(Page::pane);
        let commands = CommandsView {
            columns: list.map(|list| list.columns(model)).unwrap_or_default(),
            order: list.map(|list| list.list.order).unwrap_or_default(),
            completion: None,
        };
        let mut pane = Pane::new(commands.clone());
        pane.list.filtering = true;
        if action == Action::SortBy {
            pane.list.filter = Input::new(format!("{} ", Action::Sort.name()));
            pane.list.choose(RowId::Entry(commands.sorted().unwrap_or(0)));
        }
        Self {
            pane,
            commands,
            back: 0,
        }
    }

    /// The theme that the command line names so far: the screen shows it before it is chosen.
    pub fn theme(&self, model: &Model) -> Option<ThemeName> {
        let (name, argument) = command(self.pane.list.filter.value(), model);
        ThemeName::find(argument.filter(|_| name == "theme")?, &model.themes)
    }

    /// The folder whose files may follow what is typed.
    pub fn folder(&self, model: &Model) -> Option<&str> {
        folder(self.pane.list.filter.value(), model)
    }

    /// Another line stands there.
    fn set(&mut self, line: String) -> Outcome {
        self.pane.list.filter = Input::new(line);
        self.pane.list.select(0, 1);
        self.pane.list.selected = None;
        Command::Refresh.into()
    }

    /// Puts the selected row into the line, and then the next one or the one before, round and round.
    fn complete(&mut self, forward: bool, model: &Model) -> Outcome {
        let line = self.pane.list.filter.value();
        let (rows, typed, at) = match self.commands.completion(line) {
            Some(going) => {
                let step = if forward { 1 } else { going.rows.len().saturating_sub(1) };
                let at = (going.at + step) % going.rows.len().max(1);
                (going.rows.clone(), going.typed.clone(), at)
            }
            None => (self.pane.list.rows.clone(), line.to_owned(), self.pane.list.index()),
        };
        let taken = rows.get(at).copied();
        let Some((row, line)) = taken.and_then(|row| Some((row, self.commands.taken(row, &typed, model)?))) else {
            return Outcome::done();
        };
        // Behind a command that takes something, Tab goes through what it takes, and behind a folder through its files.
        let goes_on = !line.ends_with([' ', '/']);
        self.commands.completion = goes_on.then(|| {
            Arc::new(Completion {
                line: line.clone(),
                typed,
                rows,
                at,
            })
        });
        let list = std::mem::take(&mut self.pane.list);
        self.pane = Pane::new(self.commands.clone());
        self.pane.list = list;
        let outcome = self.set(line);
        if goes_on {
            self.pane.list.choose(row);
        }
        outcome
    }

    /// The line that Enter runs: of columns and themes the selected one, whatever of it is typed.
    fn line(&self, model: &Model) -> String {
        let typed = self.pane.list.filter.value();
        let chooses = completed(typed, model)
            .is_some_and(|(action, _)| matches!(action.argument(), Argument::Column | Argument::Theme));
        let row = self.pane.list.current().filter(|_| chooses);
        let chosen = row.and_then(|row| self.commands.taken(row, typed, model));
        chosen.unwrap_or_else(|| typed.to_owned())
    }

    /// Whether the selected command isn't named by what is typed, and nobody moved to it.
    fn guesses(&self, model: &Model) -> bool {
        let line = self.pane.list.filter.value();
        let row = self.pane.list.current().filter(|_| completed(line, model).is_none());
        !self.pane.list.is_chosen() && row.is_some_and(|row| is_guess(line, row, model))
    }

    /// What a line asks for: the command that it names, else the selected one.
    fn run(&self, line: &str, model: &Model) -> Option<Command> {
        if let Some((action, argument)) = completed(line, model) {
            let argument = Some(argument.trim().to_owned()).filter(|argument| !argument.is_empty());
            return Some(Command::Run(action, argument));
        }
        let RowId::Binding(at) = self.pane.list.current()? else {
            return None;
        };
        let argument = command(line, model).1.map(str::to_owned);
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
        match action {
            Action::Close => Command::CloseOverlay.into(),
            // Before the first row are the lines that were run before.
            Action::Up if self.pane.list.index() == 0 => match cx.model.earlier_line(self.back + 1) {
                Some(line) => {
                    self.back += 1;
                    self.set(line.to_owned())
                }
                None => Outcome::done(),
            },
            Action::Down if self.back > 0 => {
                self.back -= 1;
                self.set(cx.model.earlier_line(self.back).unwrap_or_default().to_owned())
            }
            Action::Next | Action::Previous => self.complete(action == Action::Next, cx.model),
            // A guess is taken into the line. Who meant it presses Enter again.
            Action::Open | Action::Run | Action::Press if self.guesses(cx.model) => self.complete(true, cx.model),
            Action::Open | Action::Run | Action::Press => {
                let line = self.line(cx.model);
                match self.run(&line, cx.model) {
                    Some(run) => Outcome::Handled(vec![Command::CloseOverlay, Command::KeepLine(line), run]),
                    None => Outcome::done(),
                }
            }
            _ => Outcome::Ignored,
        }
    }
}
