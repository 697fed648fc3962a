//! What can be entered: on a page, as a command, and in place of a word that means nothing.

use std::collections::BTreeSet;

use super::numbers;
use super::way::{Way, way};
use crate::app::App;
use crate::app::action::Action;
use crate::app::keymap::{Binding, Context};
use crate::app::location::{API_MANAGER, Location, NAV};
use crate::app::model::shown::Shown;
use crate::app::offers::works_here;
use crate::app::page::Page;

/// What holds on every page.
const WORDS: [&str; 16] = [
    "A number: open that row.",
    "show and a number: everything that is known of a row, a fact a line.",
    "select and a number: the row that actions are about.",
    "more, previous, list: the next part of a list, the part before, all from the beginning.",
    "/ and words: filter the list. / alone clears the filter.",
    "find and words: everything of that name, id, host or client id.",
    "sort and a column: sort the list. The same again turns it round.",
    "tab and a number or name: another tab of the page.",
    "menu: the lists of Access Management. The name of one opens it, as client-providers or cp.",
    "back, or b: the page before.",
    "quit, or q: leave. Ctrl-C and Ctrl-D leave too.",
    "? : this help.",
    ": and a name: the command of that name. commands lists them all.",
    "The name of an action: do it to the page, or to what was selected.",
    "An action and a number: do it to that row, as delete 3.",
    "An action and this: do it to what the page is about.",
];

/// The help of a page: what always holds, then its actions.
pub(super) fn lines(app: &App, page: &Page) -> Vec<Shown<'static>> {
    let mut out: Vec<Shown<'static>> = vec![Shown::from("What you can enter:")];
    out.extend(WORDS.map(Shown::from));
    out.push("Actions of this page:".into());
    let here = named(app, |binding| {
        works_here(app, page, binding)
            && Location::opened_by(binding.action).is_none()
            && !matches!(way(binding.action), Way::Words(_) | Way::Screen(_))
    });
    out.extend(here);
    if page.at.entry().is_some() {
        out.push("Names of lists: menu lists them.".into());
    }
    out
}

/// Every command, with what it does.
pub(super) fn commands(app: &App) -> Vec<Shown<'static>> {
    named(app, |binding| !matches!(way(binding.action), Way::Words(_)))
}

fn named(app: &App, is: impl Fn(&Binding) -> bool) -> Vec<Shown<'static>> {
    let mut seen = BTreeSet::new();
    let all = app.model().keymap.all();
    let all = all.filter(|binding| !matches!(binding.context, Context::Field | Context::Dialog));
    let all = all
        .filter(|binding| is(binding))
        .filter(|binding| seen.insert(binding.action));
    let words = |binding: &Binding| {
        let names = [binding.action.name()]
            .into_iter()
            .chain(binding.aliases.iter().cloned());
        let names = names.collect::<Vec<_>>().join(", ");
        let takes = binding.action.argument().words();
        let means = means(binding.action).unwrap_or(&binding.label);
        app.model().show(format!("{names}{takes}: {means}.")).into_owned()
    };
    all.map(words).collect()
}

/// What an action does, where its label is only its name.
fn means(action: Action) -> Option<&'static str> {
    use Action as A;
    Some(match action {
        A::Open => "the page of a thing",
        A::Back => "the page before",
        A::Filter => "only the rows with these words",
        A::Sort => "the list in the order of a column",
        A::Reload => "read what is shown again",
        A::Find => "everything by name, id, host or client id",
        A::Add => "make a new thing in this list",
        A::Edit => "change a thing",
        A::Rename => "give an environment another name",
        A::Mark => "choose an API or a user together with others, to change them at once",
        A::InvertMarks => "mark what isn't marked, and the other way round",
        A::Delete => "delete a thing, once you have typed its name",
        A::Impact => "what depends on a client provider",
        A::MoveDependents => "move what depends on a client provider to another one",
        A::CopyName => "the name of a thing, to copy",
        A::CopyId => "the id of a thing, to copy",
        A::Undo => "take back the last change",
        A::Redo => "make again what was taken back",
        A::Quit => "leave",
        _ => return None,
    })
}

/// The lists, with the names that open them.
pub(super) fn menu(app: &App) -> Vec<Shown<'static>> {
    let model = app.model();
    let nav = NAV.iter().map(|entry| (entry.title, entry.action));
    let others = API_MANAGER.iter().map(|(action, at)| (at.title(), *action));
    let line = |(title, action): (&'static str, Action)| {
        let name = Shown::from(title).then(": ");
        name.then(model.show(action.name()))
    };
    nav.chain(others).map(line).collect()
}

/// What is said of a number that no row has.
pub(super) fn no_row(app: &App, page: &Page, number: usize) -> String {
    let rows = numbers::last(app.model(), page);
    match (rows, number) {
        (0, _) => "There are no rows here.".to_owned(),
        (_, 0) => format!("Give the number of a row, from 1 to {rows}."),
        _ => format!("There is no row {number}. The rows are 1 to {rows}."),
    }
}

/// What is said of a word that nothing has as its name.
pub(super) fn unknown(app: &App, page: &Page, name: &str) -> String {
    let all = app.model().keymap.all();
    let names: BTreeSet<String> = all
        .filter(|binding| !matches!(binding.context, Context::Field | Context::Dialog))
        .filter(|binding| !matches!(way(binding.action), Way::Words(_)))
        .map(|binding| binding.action.name())
        .collect();
    let near = names
        .iter()
        .filter(|known| known.starts_with(name) || known.contains(name));
    let near: Vec<_> = near.take(4).map(String::as_str).collect();
    let rows = numbers::last(app.model(), page);
    let rows = if rows > 0 {
        format!(" The rows are 1 to {rows}.")
    } else {
        String::new()
    };
    let near = if near.is_empty() {
        String::new()
    } else {
        format!(" Near it: {}.", near.join(", "))
    };
    format!("Nothing here is called '{name}'.{near}{rows} Enter ? for everything you can enter.")
}
