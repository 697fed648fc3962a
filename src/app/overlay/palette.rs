//! The command palette. Its filter is the command line.

use std::sync::Arc;

use tui_input::Input;

use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Outcome, edit_filter, paste_into_filter};
use crate::app::key::Key;
use crate::app::line::Tone;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::theme_name::ThemeName;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::view::View;
use crate::app::view::commands::{
    CommandsView, Completion, action_named, command, completed, folder, gives_id, no_command,
};
use crate::app::view::help::binding_of;

/// Commands of vim that save.
const SAVES: [&str; 4] = ["w", "w!", "write", "update"];

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
            pasted: false,
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
        self.show_commands();
        let outcome = self.set(line);
        if goes_on {
            self.pane.list.choose(row);
        }
        outcome
    }

    /// Shows the commands as they are now.
    fn show_commands(&mut self) {
        let list = std::mem::take(&mut self.pane.list);
        self.pane = Pane::new(self.commands.clone());
        self.pane.list = list;
    }

    /// Runs the highlighted row; without one, the line as it is typed.
    fn run(&mut self, model: &Model) -> Outcome {
        let list = &self.pane.list;
        let typed = list.filter.value();
        if !list.is_chosen() && SAVES.contains(&typed.trim()) && action_named(typed.trim(), model).is_none() {
            let text = "There is nothing to save: each change is saved when you confirm it.";
            return Outcome::Handled(vec![Command::CloseOverlay, Command::Notify(Tone::Plain, text.into())]);
        }
        let row = list.current().filter(|_| self.commands.highlights(model, list));
        if row.is_some_and(|row| !list.is_chosen() && self.commands.is_guess(row, typed, model)) {
            return self.complete(true, model);
        }
        let named = completed(typed, model).is_some();
        let chosen = row.filter(|row| named && !gives_id(typed, *row, model));
        let chosen = chosen.and_then(|row| self.commands.taken(row, typed, model));
        let line = chosen.unwrap_or_else(|| typed.to_owned());
        let run = match (completed(&line, model), row.and_then(|row| binding_of(model, row))) {
            (Some((action, argument)), _) => Command::Run(
                action,
                Some(argument.trim().to_owned()).filter(|argument| !argument.is_empty()),
            ),
            (None, Some(binding)) => Command::Run(binding.action, command(&line, model).1.map(str::to_owned)),
            (None, None) => return Command::Notify(Tone::Warning, no_command(&line, model)).into(),
        };
        Outcome::Handled(vec![Command::CloseOverlay, Command::KeepLine(line), run])
    }
}

impl Component for Palette {
    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn edit(&mut self, key: Key, _: &Cx<'_>) -> Outcome {
        let typed = self.pane.list.filter.value().to_owned();
        let outcome = edit_filter(&mut self.pane, key);
        if self.pane.list.filter.value() != typed {
            if std::mem::take(&mut self.commands.pasted) {
                self.show_commands();
            }
            // Nobody moved to what another line finds.
            self.pane.list.select(0, 1);
            self.pane.list.selected = None;
        }
        outcome
    }

    fn paste(&mut self, text: &str, _: &Cx<'_>) -> Outcome {
        self.commands.pasted = true;
        self.show_commands();
        paste_into_filter(&mut self.pane, text)
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
            Action::Open | Action::Run | Action::Press => self.run(cx.model),
            _ => Outcome::Ignored,
        }
    }
}
