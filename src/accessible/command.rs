//! What a line means on a page: a number, a filter, a word, or the name of an action.

use super::numbers::row;
use super::page::{column_name, sortable, tab_name};
use super::steps::{act, click, filter, is_back, select, select_in};
use super::way::{Way, way};
use super::{Conversation, Step, help};
use crate::app::App;
use crate::app::action::{Action, Argument};
use crate::app::key::Key;
use crate::app::keymap::Meaning;
use crate::app::list::RowId;
use crate::app::list::query::column_called;
use crate::app::location::Location;
use crate::app::msg::Msg;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::target::Target;
use crate::app::view::ViewShape;

/// What stands for the thing that the page is about.
const THIS: &str = "this";

/// Runs a command of the palette with what follows it.
fn palette(name: &str, argument: &str) -> Vec<Step> {
    let line = format!("{name} {argument}");
    vec![
        act(Action::Palette),
        Step::Send(Msg::Paste(line.trim_end().to_owned())),
        act(Action::Run),
    ]
}

fn say(app: &App, words: String) -> Vec<Step> {
    vec![Step::Say(app.model().show(words).into_owned())]
}

impl Conversation {
    pub(super) fn command(&mut self, app: &App, page: &Page, line: &str) -> Vec<Step> {
        if let Ok(number) = line.parse::<usize>() {
            return self.open(app, page, number);
        }
        if let Some(words) = line.strip_prefix('/') {
            return filter(page.pane(), words);
        }
        let line = line.strip_prefix(':').map_or(line, str::trim);
        let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match name {
            "" if line.is_empty() && rest.is_empty() => Vec::new(),
            "?" | "help" => help::lines(app, page).into_iter().map(Step::Say).collect(),
            "commands" => help::commands(app).into_iter().map(Step::Say).collect(),
            "more" | "previous" => self.turn(app, name == "more"),
            "list" => self.again(0),
            "quit" | "q" => self.leave(app),
            "menu" => help::menu(app).into_iter().map(Step::Say).collect(),
            "tab" | "tabs" => tab(app, page, rest),
            "show" | "preview" | "p" => self.show(app, page, rest),
            "select" => self.select(app, page, rest),
            "find" | "f" if !rest.is_empty() => vec![act(Action::Find), Step::Send(Msg::Paste(rest.to_owned()))],
            "sort" | "s" => sort(app, page, rest),
            _ if is_back(name) && rest.is_empty() => back(app),
            _ => match action(app, name) {
                Some(action) => self.act(app, page, action, rest),
                None => say(app, help::unknown(app, page, name)),
            },
        }
    }

    /// Opens what a number names.
    fn open(&mut self, app: &App, page: &Page, number: usize) -> Vec<Step> {
        let Some((list, at, row)) = row(app.model(), page, number) else {
            return say(app, help::no_row(app, page, number));
        };
        self.chosen = Some(row);
        vec![select_in(list, at), act(Action::Open)]
    }

    fn select(&mut self, app: &App, page: &Page, rest: &str) -> Vec<Step> {
        let number = rest.parse().unwrap_or(0);
        let Some((list, at, row)) = row(app.model(), page, number) else {
            return say(app, help::no_row(app, page, number));
        };
        self.chosen = Some(row);
        let name = app.model().name_of(row).unwrap_or_else(|| format!("row {number}"));
        let said = Step::Say(app.model().show(format!("Selected {name}.")).into_owned());
        vec![select_in(list, at), said]
    }

    /// Everything that is known of a row. Selected rows are in view, and what rows in view are made of is read.
    fn show(&mut self, app: &App, page: &Page, rest: &str) -> Vec<Step> {
        let number = rest.parse().unwrap_or(0);
        let Some((list, at, row)) = row(app.model(), page, number) else {
            return say(app, help::no_row(app, page, number));
        };
        self.shows = Some(row);
        vec![select_in(list, at)]
    }

    fn act(&mut self, app: &App, page: &Page, action: Action, rest: &str) -> Vec<Step> {
        match way(action) {
            Way::Words(words) | Way::Screen(words) => vec![Step::Say(words.into())],
            Way::Name if rest.is_empty() => vec![act(action)],
            Way::Row if rest.is_empty() => self.about(app, page, action),
            Way::Row if rest == THIS => this(app, page, action),
            way => match rest.parse::<usize>().ok().filter(|_| way == Way::Row) {
                Some(number) => {
                    let Some((list, at, row)) = row(app.model(), page, number) else {
                        return say(app, help::no_row(app, page, number));
                    };
                    self.chosen = Some(row);
                    vec![select_in(list, at), act(action)]
                }
                None if action.argument() == Argument::Nothing => {
                    let name = action.name();
                    let with = if way == Way::Row {
                        "the number of a row"
                    } else {
                        "nothing"
                    };
                    say(app, format!("{name} takes {with}, not '{rest}'."))
                }
                None => palette(&action.name(), rest),
            },
        }
    }

    /// An action without a number: about the rows that are marked or were chosen, or about the page. Nobody sees which row is
    /// selected, so that a list asks.
    fn about(&self, app: &App, page: &Page, action: Action) -> Vec<Step> {
        let Some(shown) = page.pane() else {
            return vec![act(action)];
        };
        let current = shown.list.current();
        let is_thing = current.is_some_and(|row| row.noun().is_some());
        if !is_thing || !shown.list.marks.places().is_empty() {
            return vec![act(action)];
        }
        // It may not be selected anymore: to read other rows selects them.
        let chosen = shown.list.rows.iter().position(|row| self.chosen == Some(*row));
        if let Some(at) = chosen {
            return vec![select(page, at), act(action)];
        }
        if page.at.object().is_some() {
            return this(app, page, action);
        }
        say(
            app,
            format!("Which one? Enter {} and the number of a row.", action.name()),
        )
    }
}

/// Does something to what the page is about, whatever row is selected.
fn this(app: &App, page: &Page, action: Action) -> Vec<Step> {
    let Some(object) = page.at.object() else {
        return say(app, "This page is a list. Give the number of a row.".into());
    };
    let id = app
        .model()
        .identity(object)
        .map(|(_, id)| id)
        .filter(|id| !id.is_empty());
    match id {
        Some(id)
            if action.argument() == Argument::Name && !matches!(object, RowId::Api(..) | RowId::Application(_)) =>
        {
            palette(&action.name(), &id)
        }
        // A pane whose rows are no things is about the page.
        _ => {
            let no_things = |pane: &Pane| pane.list.current().is_none_or(|row| row.noun().is_none());
            let about = page.panes.iter().position(no_things).unwrap_or(page.focus);
            vec![click(Target::Pane(about, None)), act(action)]
        }
    }
}

fn back(app: &App) -> Vec<Step> {
    let filtered = app.page().and_then(Page::pane);
    if filtered.is_some_and(|pane| !pane.list.filter.value().is_empty()) {
        return vec![act(Action::Close)];
    }
    let before = act(Action::Back);
    if app
        .page()
        .is_some_and(|page| matches!(page.at, Location::SignIn | Location::Products))
    {
        return vec![Step::Say("This is the first page. Enter quit to leave.".into())];
    }
    vec![before]
}

/// Opens a tab by its number or name, or says which there are.
fn tab(app: &App, page: &Page, rest: &str) -> Vec<Step> {
    let wanted = rest.to_lowercase();
    let names = page
        .panes
        .iter()
        .enumerate()
        .filter(|(_, pane)| pane.view().shape() != ViewShape::Button);
    let mut names = names.map(|(at, pane)| (at, tab_name(app.model(), pane).to_lowercase()));
    let number = rest.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let found = names.find(|(at, name)| Some(*at) == number || (!wanted.is_empty() && name.starts_with(&wanted)));
    match found {
        Some((at, _)) if page.panes.len() > 1 => vec![click(Target::Pane(at, None))],
        _ if page.panes.len() > 1 => {
            let all = page
                .panes
                .iter()
                .filter(|pane| pane.view().shape() != ViewShape::Button);
            let all: Vec<_> = all.map(|pane| tab_name(app.model(), pane)).collect();
            say(app, format!("Enter tab and one of: {}.", all.join(", ")))
        }
        _ => vec![Step::Say("This page has no tabs.".into())],
    }
}

/// Sorts by a column; by the same one again, the other way round.
fn sort(app: &App, page: &Page, rest: &str) -> Vec<Step> {
    let columns = page.pane().map(|pane| sortable(app.model(), pane)).unwrap_or_default();
    let wanted = rest.to_lowercase();
    let found = columns.iter().find(|(_, column)| {
        let name = column_name(column).to_lowercase();
        !wanted.is_empty() && (name.starts_with(&wanted) || column.title.to_lowercase() == wanted)
    });
    let other = || {
        page.pane()
            .and_then(|pane| column_called(&wanted, pane.columns(app.model())))
    };
    if let Some(at) = found.map(|(at, _)| *at).or_else(other) {
        return vec![click(Target::Head(at))];
    }
    let names: Vec<_> = columns.iter().map(|(_, column)| column_name(column)).collect();
    if names.is_empty() {
        return vec![Step::Say("There is nothing to sort here.".into())];
    }
    say(app, format!("Enter sort and one of: {}.", names.join(", ")))
}

/// The action of this name, of this other name, or of this key.
fn action(app: &App, name: &str) -> Option<Action> {
    let keymap = &app.model().keymap;
    let named = keymap.all().find(|binding| binding.is_called(name));
    let by_key = || match keymap.resolve(app.contexts(), &[Key::parse(name)?]) {
        Meaning::Action(action) => Some(action),
        Meaning::Begun | Meaning::Nothing => None,
    };
    named.map(|binding| binding.action).or_else(by_key)
}
