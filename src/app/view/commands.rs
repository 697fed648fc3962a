//! Commands of the palette, and what may follow the one that is typed: its filter is a command line.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::help::{binding_cell, binding_of};
use super::{Cell, View, ViewShape};
use crate::app::action::{Action, Argument};
use crate::app::command_line::kind;
use crate::app::keymap::{Binding, Context};
use crate::app::list::column::{Col, Column, fixed, grows};
use crate::app::list::query::{askable, column_name};
use crate::app::list::{List, Order, RowId};
use crate::app::model::Model;
use crate::app::model::theme_name::ThemeName;
use crate::app::operation::Operation;
use crate::domain::near::suggestion;
use crate::domain::text::{escape, fold, normal};

const COLUMNS: &[Column] = &[
    grows(Col::Name, "", 20),
    fixed(Col::Keys, "", 12, 0),
    grows(Col::Label, "", 20),
];

/// Periods of the audit.
const PERIODS: [&str; 6] = ["1h", "24h", "7d", "30d", "90d", "all"];

/// The tours that the program comes with.
const TOURS: [&str; 3] = ["delete", "provider", "access"];

/// What is said beside the column that sorts.
const SORTED: &str = "sorted: Enter reverses";
const REVERSED: &str = "reversed: Enter sorts from the start";

/// Of more rows than these the best are not put first.
const RANKED: usize = 2_000;

/// The commands of a page whose list has these columns.
#[derive(Clone, Debug)]
pub struct CommandsView {
    pub columns: &'static [Column],
    /// How that list is sorted.
    pub order: Order,
    /// What Tab goes through.
    pub completion: Option<Arc<Completion>>,
    /// Whether the line was pasted: then the name in it is meant as it stands.
    pub pasted: bool,
}

/// The rows that Tab goes through, one after the other.
#[derive(Debug)]
pub struct Completion {
    /// The line that Tab wrote. After another edit, Tab starts over.
    pub line: String,
    /// The line before the first Tab.
    pub typed: String,
    pub rows: Vec<RowId>,
    /// The index of the row in the line.
    pub at: usize,
}

/// The command that a line names, with the argument so far, where one may follow.
pub fn completed<'t>(typed: &'t str, model: &Model) -> Option<(Action, &'t str)> {
    let (name, argument) = typed.trim_start().split_once(' ')?;
    let (action, argument) = match action_named(name, model) {
        Some(action) => (action, argument),
        None => spaced(typed, model)?,
    };
    (action.argument() != Argument::Nothing).then(|| (action, argument.trim_start()))
}

/// The command whose name is typed with blanks in it, and what stands behind that: `move dependents Okta`.
fn spaced<'t>(typed: &'t str, model: &Model) -> Option<(Action, &'t str)> {
    let blanks = typed.match_indices(' ');
    let named = |(at, _)| {
        let (name, argument) = typed.split_at_checked(at)?;
        Some((action_named(&hyphened(name), model)?, argument))
    };
    blanks.skip(1).find_map(named)
}

fn hyphened(words: &str) -> String {
    words.trim().replace(' ', "-")
}

/// The folder whose files may follow what is typed, as it is typed: `~/orgs/`, and nothing for the one that is open.
pub fn folder<'t>(typed: &'t str, model: &Model) -> Option<&'t str> {
    let (action, argument) = completed(typed, model)?;
    let takes_file = matches!(
        action.argument(),
        Argument::File | Argument::NeededFile | Argument::RowsFile
    );
    takes_file.then(|| {
        argument
            .rsplit_once('/')
            .map_or("", |(folder, _)| argument.get(..=folder.len()).unwrap_or_default())
    })
}

/// The command of this name.
pub fn action_named(name: &str, model: &Model) -> Option<Action> {
    let mut commands = model.keymap.all().filter(|binding| is_command(binding));
    Some(commands.find(|binding| binding.is_called(name))?.action)
}

fn is_command(binding: &Binding) -> bool {
    !matches!(binding.context, Context::Field | Context::Dialog) && !binding.action.moves()
}

impl CommandsView {
    /// What Tab goes through, where that made this line.
    pub fn completion(&self, line: &str) -> Option<&Completion> {
        self.completion.as_deref().filter(|completion| completion.line == line)
    }

    /// The place of the column that sorts, among those that a command can sort by.
    pub fn sorted(&self) -> Option<usize> {
        let sorted = column_name(self.columns.get(self.order.column?)?);
        self.titles().position(|name| name == sorted)
    }

    fn titles(&self) -> impl Iterator<Item = String> {
        self.columns.iter().map(column_name).filter(|name| !name.is_empty())
    }

    /// Words that may follow a command, where these are no things of the organization.
    fn words(&self, action: Action, model: &Model) -> Vec<String> {
        let all = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match action.argument() {
            Argument::Theme => ThemeName::names(&model.themes),
            Argument::File | Argument::NeededFile | Argument::RowsFile => model.lines.files.clone(),
            Argument::Period => all(&PERIODS),
            Argument::Tour => all(&TOURS),
            Argument::Column => self.titles().collect(),
            Argument::Filter => askable(self.columns).into_iter().map(|(name, _)| name + ":").collect(),
            _ => Vec::new(),
        }
    }

    /// The line with the selected row in it: what Tab makes of it.
    pub fn taken(&self, row: RowId, typed: &str, model: &Model) -> Option<String> {
        if let Some(binding) = binding_of(model, row) {
            let more = if binding.action.argument() == Argument::Nothing {
                ""
            } else {
                " "
            };
            return Some(binding.action.name() + more);
        }
        let (action, _) = completed(typed, model)?;
        let argument = self.argument(action, row, model)?;
        Some(format!("{} {argument}", action.name()))
    }

    /// Whether a row is only a guess at what has consequences. Enter takes that into the line first.
    pub fn is_guess(&self, row: RowId, line: &str, model: &Model) -> bool {
        if let Some(binding) = binding_of(model, row) {
            return binding.action.has_consequences() && is_guessed(line, binding, model);
        }
        completed(line, model).is_some_and(|(action, typed)| {
            let whole = self.argument(action, row, model).unwrap_or_default();
            action.has_consequences() && fold(&normal(&whole)) != fold(&normal(typed)) && !gives_id(line, row, model)
        })
    }

    /// What stands behind the command for a row: the id, where another thing that it takes has the same name.
    fn argument(&self, action: Action, row: RowId, model: &Model) -> Option<String> {
        if let RowId::Entry(at) = row {
            return self.words(action, model).into_iter().nth(at);
        }
        let (name, id) = model.identity(row)?;
        let mut others = model.things().filter(|other| model.share_name(row, *other));
        let has_twin = others.any(|other| takes(action, other, model));
        let id = Some(id).filter(|id| has_twin && !id.is_empty());
        Some(id.unwrap_or_else(|| name.shown().into_owned()))
    }
}

/// How many rows have exactly this name.
fn named_so(typed: &str, list: &List, model: &Model) -> usize {
    let typed = fold(&normal(typed.trim()));
    let names = list.rows.iter().filter_map(|row| Some(model.identity(*row)?.0));
    names.filter(|name| fold(&normal(name.raw())) == typed).count()
}

/// Whether a command takes a thing in place of what is selected.
fn takes(action: Action, row: RowId, model: &Model) -> bool {
    use Action as A;
    match action {
        A::Edit | A::Rename | A::MoveDependents | A::Delete | A::Enable | A::Disable => {
            Operation::about(action, row, model).is_ok()
        }
        _ => kind(action).is_none() || row.noun() == kind(action),
    }
}

impl View for CommandsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Command".into()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Uncounted
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, list: &List) -> Vec<RowId> {
        if let Some(completion) = self.completion(list.filter.value()) {
            return completion.rows.clone();
        }
        match completed(list.filter.value(), model) {
            Some((action, _)) if action.argument() == Argument::Name => {
                model.things().filter(|row| takes(action, *row, model)).collect()
            }
            Some((action, _)) => (0..self.words(action, model).len()).map(RowId::Entry).collect(),
            None => {
                let mut seen = BTreeSet::new();
                let all = model.keymap.all().enumerate();
                let typed = hyphened(&fold(command(list.filter.value(), model).0));
                let found = |binding: &Binding| {
                    !binding.action.loses()
                        || typed.is_empty()
                        || binding.is_called(&typed)
                        || binding.begins_word(&typed)
                };
                let commands =
                    all.filter(|(_, binding)| is_command(binding) && seen.insert(binding.action) && found(binding));
                commands.map(|(at, _)| RowId::Binding(at)).collect()
            }
        }
    }

    fn cell<'a>(&self, model: &'a Model, list: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        if let Some(binding) = binding_of(model, row) {
            return Some(match col {
                Col::Name => Cell::plain(names(binding)),
                _ => binding_cell(binding, col),
            });
        }
        Some(match col {
            Col::Name => {
                let (action, _) = completed(list.filter.value(), model)?;
                match row {
                    RowId::Entry(_) => Cell::plain(self.argument(action, row, model)?),
                    row => Cell::plain(model.name_of(row)?),
                }
            }
            Col::Label => match (row, completed(list.filter.value(), model)) {
                (RowId::Entry(at), Some((Action::Sort, _))) if self.sorted() == Some(at) => {
                    Cell::plain(if self.order.reverse { REVERSED } else { SORTED })
                }
                _ => Cell::dim(model.kind_of(row)),
            },
            _ => Cell::plain(""),
        })
    }

    fn searched<'a>(&self, model: &Model, filter: &'a str) -> &'a str {
        if self.completion(filter).is_some() {
            return "";
        }
        completed(filter, model).map_or_else(|| command(filter, model).0, |(_, argument)| argument)
    }

    /// Where any text may follow a command, the line counts as it is typed, until somebody moves to a row. So does a name
    /// that several rows have. Rows that are too many to be put in order may hide the one that is meant.
    fn highlights(&self, model: &Model, list: &List) -> bool {
        let as_typed = |(action, argument): (Action, &str)| match action.argument() {
            Argument::Column | Argument::Theme | Argument::Tour => false,
            Argument::Name => {
                self.pasted
                    || argument.trim().is_empty()
                    || list.rows.len() > RANKED
                    || named_so(argument, list, model) > 1
            }
            _ => true,
        };
        list.is_chosen() || !completed(list.filter.value(), model).is_some_and(as_typed)
    }

    /// A thing is found by its id as well.
    fn also_found_by(&self, model: &Model, row: RowId) -> String {
        model.identity(row).map_or(String::new(), |(_, id)| id)
    }

    /// A few letters of a command are enough, and a name that is typed is part of the whole one.
    fn is_fuzzy(&self) -> bool {
        true
    }

    fn no_match(&self, model: &Model, filter: &str) -> Option<String> {
        Some(match completed(filter, model) {
            Some((action, _)) => match action.argument() {
                Argument::Column => "No column has this name.".to_owned(),
                Argument::Name => "Nothing that was read so far has this name.".to_owned(),
                _ => "Enter takes it as it is typed.".to_owned(),
            },
            None => format!("No command has \"{}\" in its name.", escape(command(filter, model).0)),
        })
    }

    /// What has that name comes first, then what begins as it is typed.
    fn sort(&self, model: &Model, list: &List, rows: &mut [RowId]) {
        let typed = fold(self.searched(model, list.filter.value()));
        if typed.is_empty() || rows.len() > RANKED {
            return;
        }
        rows.sort_by_cached_key(|row| {
            if let Some(binding) = binding_of(model, *row) {
                return rank(
                    &hyphened(&typed),
                    &binding.action.name(),
                    &binding.aliases,
                    &binding.label,
                );
            }
            let (name, id) = match model.identity(*row) {
                Some((name, id)) => (name.shown(), Some(fold(&id))),
                None => (
                    self.cell(model, list, *row, Col::Name)
                        .map(|cell| cell.text)
                        .unwrap_or_default(),
                    None,
                ),
            };
            let name = fold(&model.show(name));
            rank(&typed, &name, id.as_slice(), "")
        });
    }

    fn none(&self, _: &Model) -> &'static str {
        "Type what follows the command, and press Enter."
    }
}

/// Whether a command is neither called as it is typed, nor the only one with a word in its name that begins so.
fn is_guessed(line: &str, binding: &Binding, model: &Model) -> bool {
    let typed = hyphened(&fold(command(line, model).0));
    let begun = model
        .keymap
        .all()
        .filter(|binding| is_command(binding) && binding.begins_word(&typed));
    let begun: BTreeSet<Action> = begun.map(|binding| binding.action).collect();
    !(binding.is_called(&typed) || begun.len() == 1 && begun.contains(&binding.action))
}

/// Whether a line gives the id of a thing. Others may have its name.
pub fn gives_id(line: &str, row: RowId, model: &Model) -> bool {
    let typed = completed(line, model).map(|(_, argument)| argument.trim());
    let id = model.identity(row).map(|(_, id)| id);
    typed.zip(id).is_some_and(|(typed, id)| typed == id)
}

/// What is said of a line that names no command.
pub fn no_command(line: &str, model: &Model) -> String {
    let name = command(line, model).0;
    let all = model.keymap.all().filter(|binding| is_command(binding));
    let names: Vec<String> = all.map(|binding| binding.action.name()).collect();
    let near = suggestion(name, names.iter().map(String::as_str));
    format!("No command is called '{}'.{near}", escape(name))
}

/// How well a name fits what is typed: 0 fits best.
fn rank(typed: &str, name: &str, aliases: &[String], label: &str) -> u8 {
    match () {
        () if name == typed || aliases.iter().any(|alias| alias == typed) => 0,
        () if name.starts_with(typed) => 1,
        () if aliases.iter().any(|alias| alias.starts_with(typed)) => 2,
        () if name.contains(typed) => 3,
        () if hyphened(&fold(label)).contains(typed) => 4,
        () => 5,
    }
}

/// What a command is called and takes: `client-providers, cp`.
fn names(binding: &Binding) -> String {
    let names = [binding.action.name()]
        .into_iter()
        .chain(binding.aliases.iter().cloned());
    names.collect::<Vec<_>>().join(", ") + binding.action.argument().words()
}

/// A command line: the name of a command, also with blanks in it, and what follows it.
pub fn command<'t>(typed: &'t str, model: &Model) -> (&'t str, Option<&'t str>) {
    let name = hyphened(&fold(typed));
    let begins = |binding: &Binding| is_command(binding) && binding.action.name().starts_with(&name);
    if typed.trim().contains(' ') && model.keymap.all().any(begins) {
        return (typed.trim(), None);
    }
    let (name, rest) = typed.trim_start().split_once(' ').unwrap_or((typed.trim(), ""));
    (name, Some(rest.trim()).filter(|rest| !rest.is_empty()))
}
