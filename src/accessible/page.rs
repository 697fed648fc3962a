//! A page in lines: where it is, its tabs, and its rows by number.

use super::PART;
use super::numbers::{self, number_of};
use super::spoken::spoken;
use crate::app::App;
use crate::app::action::Action;
use crate::app::heading::breadcrumb;
use crate::app::line::Line;
use crate::app::list::RowId;
use crate::app::list::column::{Col, Column};
use crate::app::model::Model;
use crate::app::model::shown::Shown;
use crate::app::offers::is_offered;
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::status::page_status;
use crate::app::view::ViewShape;

/// A sign that the cell of a tree begins with.
const FOLDS: [char; 2] = ['-', '+'];

/// What the names of the actions stand behind. They change with the selected row: that alone is no news.
pub(super) const ACTIONS: &str = "Actions: ";

/// What is told of a page.
pub(super) fn lines(app: &App, page: &Page, from: usize) -> Vec<Shown<'static>> {
    let model = app.model();
    let crumbs = breadcrumb(app, page).into_iter().map(|(_, name)| name);
    let place = crumbs.reduce(|all, next| all.then(", ").then(next)).unwrap_or_default();
    let mut out = vec![Shown::from("Page: ").then(place).then(".")];
    out.extend(tabs(model, page));
    let mut before = 0;
    for (at, pane) in numbers::told(page).filter_map(|at| Some((at, page.panes.get(at)?))) {
        let numbered = numbers::numbered(model, pane);
        if at == page.focus {
            out.extend(pane_lines(model, pane, from, &numbered));
        } else {
            out.extend(beside(model, pane, before, &numbered));
        }
        before += numbered.len();
    }
    // No line is cut.
    let status = page_status(app, page, None);
    if !status.words.is_empty() && !status.turns {
        out.push(spoken(model, &status.words));
    }
    out.extend(offered(app, page));
    out
}

/// The names of the tabs, with the one that is open.
fn tabs(model: &Model, page: &Page) -> Option<Shown<'static>> {
    let tab = |(at, pane): (usize, &Pane)| {
        let (_, count) = pane.tab(model);
        let name = tab_name(model, pane);
        let open = if at == page.focus { ", open" } else { "" };
        let count = if count.is_empty() {
            count
        } else {
            format!(", {}", rows_words(&count))
        };
        format!("{} {name}{count}{open}", at + 1)
    };
    let shown = page.panes.iter().enumerate();
    let shown = shown.filter(|(_, pane)| pane.view().shape() != ViewShape::Button);
    let all: Vec<String> = shown.map(tab).collect();
    (page.panes.len() > 1).then(|| model.show(format!("Tabs: {}.", all.join("; "))).into_owned())
}

/// What a pane is called by who opens it.
pub(super) fn tab_name(model: &Model, pane: &Pane) -> String {
    match pane.view().tab() {
        "" => pane.view().title(model).into_owned(),
        name => name.to_owned(),
    }
}

/// What another pane of the page says; its numbers go on from those of the panes before.
fn beside(model: &Model, pane: &Pane, before: usize, numbered: &[usize]) -> Vec<Shown<'static>> {
    let title = model.show(format!("{}.", pane.view().title(model))).into_owned();
    let rows = pane.list.rows.iter().enumerate().take(PART);
    let rows = rows.filter_map(|(at, row)| row_line(model, pane, (at, *row), number_of(at, numbered, before)));
    std::iter::once(title).chain(rows).collect()
}

/// What can be done here, by its name.
fn offered(app: &App, page: &Page) -> Option<Shown<'static>> {
    let mut names: Vec<String> = Vec::new();
    for binding in app.model().keymap.bindings(app.contexts()) {
        let own = matches!(
            binding.action,
            Action::Open | Action::Help | Action::Palette | Action::Filter | Action::Sort | Action::Next
        );
        let name = binding.action.name();
        if !own && !binding.action.moves() && is_offered(app, page, binding) && !names.contains(&name) {
            names.push(name);
        }
    }
    let words = names.join(", ");
    (!words.is_empty()).then(|| app.model().show(format!("{ACTIONS}{words}. ? lists all.")).into_owned())
}

/// The lines of a list: its title, the rows from `from` on, and the notes below. Rows in `numbered` have numbers.
pub(super) fn pane_lines(model: &Model, pane: &Pane, from: usize, numbered: &[usize]) -> Vec<Shown<'static>> {
    let mut out = vec![title(model, pane)];
    out.extend(pane.view().subtitle(model).map(|words| spoken(model, &words)));
    let shown = pane.list.rows.iter().enumerate().skip(from).take(PART);
    out.extend(shown.filter_map(|(at, row)| row_line(model, pane, (at, *row), number_of(at, numbered, 0))));
    out.extend(pane.empty(model).map(|(_, words)| spoken(model, &words)));
    let (all, last) = (pane.list.rows.len(), from.saturating_add(PART));
    if last < all {
        let left = all - last;
        out.push(
            model
                .show(format!("{left} more. Enter more to hear them."))
                .into_owned(),
        );
    }
    let notes = pane.notes(model).filter(|note| !note.label.trim().is_empty());
    out.extend(notes.map(|note| spoken(model, &note.label)));
    out
}

fn rows_words(counts: &str) -> String {
    let rows = if counts == "1" { "row" } else { "rows" };
    format!("{counts} {rows}")
}

fn title(model: &Model, pane: &Pane) -> Shown<'static> {
    let name = pane.view().title(model);
    let whole = pane.title(model);
    let counts = whole
        .strip_prefix(&*name)
        .unwrap_or_default()
        .trim_matches([' ', '(', ')']);
    let filter = pane.list.filter.value();
    let words = match (counts.is_empty(), filter.is_empty()) {
        (true, true) => format!("{name}."),
        (true, false) => format!("{name}, filter {filter}."),
        (false, true) => format!("{name}: {}.", rows_words(counts)),
        (false, false) => format!("{name}: {counts} rows match {filter}."),
    };
    let order = pane.list.order;
    let sorted = order.column.and_then(|at| pane.columns(model).get(at)).map(|column| {
        let way = if order.reverse { ", from the end" } else { "" };
        format!(" Sorted by {}{way}.", column_name(column))
    });
    model.show(words + &sorted.unwrap_or_default()).into_owned()
}

/// A row with its number, and its cells behind their columns; nothing for a row without words.
pub(super) fn row_line(
    model: &Model,
    pane: &Pane,
    (at, row): (usize, RowId),
    number: Option<usize>,
) -> Option<Shown<'static>> {
    if let RowId::Line(line) = row {
        return text_line(model, pane.lines.get(line)?, number);
    }
    let number = number.map_or(String::new(), |number| format!("{number}. "));
    let mut words = model.show(number).into_owned();
    let (columns, shown) = (pane.columns(model), pane.shown_columns(model));
    let mut first = true;
    for column in shown.into_iter().filter_map(|at| columns.get(at)) {
        let cell = pane.cell(model, row, column.col).text;
        let text = cell_words(model, pane, &cell);
        if text.is_empty() {
            continue;
        }
        let before = match (std::mem::take(&mut first), column.title) {
            (true, _) => "",
            (_, "") => "; ",
            (_, "VALUE") => ": ",
            // `policy fails` says already that it is about the policy.
            _ if text.starts_with(&column_name(column)) => "; ",
            _ => {
                words = words
                    .then("; ")
                    .then(model.show(column_name(column)))
                    .then(" ")
                    .then(text);
                continue;
            }
        };
        words = words.then(before).then(text);
        if let ("", Some(depth)) = (before, depth(pane, &cell)) {
            words = words.then(model.show(format!("; level {depth}")));
        }
    }
    let marked = pane.list.marks.places().binary_search(&at).is_ok();
    Some(words.then(if marked { "; marked" } else { "" }))
}

/// How deep a row of a tree stands.
fn depth(pane: &Pane, cell: &str) -> Option<usize> {
    let is_tree = pane.view().shape() == ViewShape::Tree;
    is_tree.then(|| {
        (cell.len()
            - cell
                .trim_start_matches(' ')
                .trim_start_matches(FOLDS)
                .trim_start()
                .len())
            / 2
    })
}

fn cell_words(model: &Model, pane: &Pane, cell: &str) -> Shown<'static> {
    match cell.trim_start_matches(' ') {
        "-" => pane.view().absent().into(),
        text if offers_key(text) => spoken(model, text),
        text => {
            let text = text
                .strip_prefix(['-', '+'])
                .filter(|rest| rest.starts_with(' '))
                .unwrap_or(text);
            model.show(text.trim().to_owned()).into_owned()
        }
    }
}

/// Whether a cell or a value says what a key does with it.
fn offers_key(text: &str) -> bool {
    text.starts_with("ready: Enter ") || text.starts_with("unavailable: Enter ")
}

/// A line of text; nothing for a blank one and for the titles of a table.
fn text_line(model: &Model, line: &Line, number: Option<usize>) -> Option<Shown<'static>> {
    let becomes = |text: &str| text.replace(" -> ", " becomes ");
    // Cells and values are what the organization says: but for two words of the program, no key is named there.
    let said = |text: &str| match text {
        text if offers_key(text) => spoken(model, text),
        text => {
            let words: Vec<&str> = text.split_whitespace().collect();
            model.show(becomes(&words.join(" "))).into_owned()
        }
    };
    let words = if let Some(row) = &line.row {
        let cells = row.columns.iter().zip(&row.cells).enumerate();
        let told = cells.map(|(i, (column, (_, text)))| match i {
            0 => text.clone(),
            _ => format!("{} {text}", column_name(column)),
        });
        said(&told.collect::<Vec<_>>().join("; "))
    } else if line.value.is_empty() {
        spoken(model, &becomes(line.label.trim()))
    } else {
        spoken(model, &format!("{}: ", line.label.trim()))
            .then(" ")
            .then(said(&line.value))
    };
    if words.is_empty() {
        return None;
    }
    let number = number.map_or(String::new(), |number| format!("{number}. "));
    Some(model.show(number).into_owned().then(words))
}

/// The title of a column as a word in a sentence.
pub(super) fn column_name(column: &Column) -> String {
    let words = column.title.split(' ').map(|word| match word {
        "ID" | "MFA" | "JSON" | "URL" | "API" => word.to_owned(),
        "APIS" => "APIs".to_owned(),
        "ENVS" => "environments".to_owned(),
        "APPS" => "applications".to_owned(),
        other => other.to_lowercase(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Everything that is known of a row, a fact a line.
pub(super) fn facts(model: &Model, pane: &Pane, row: RowId) -> Vec<Shown<'static>> {
    let fact = |label: String, value: Shown<'_>| model.show(format!("{label}: {}", &*value)).into_owned();
    let mut out = Vec::new();
    for column in pane.columns(model).iter().filter(|column| !column.title.is_empty()) {
        let cell = pane.cell(model, row, column.col).text;
        let words = cell_words(model, pane, &cell);
        if !words.is_empty() || cell.is_empty() {
            out.push(fact(first_upper(&column_name(column)), words));
        }
    }
    for known in crate::app::view::preview::preview(model, row) {
        let line = if known.label.is_empty() {
            spoken(model, &known.value)
        } else {
            fact(known.label.to_owned(), cell_words(model, pane, &known.value))
        };
        if !out.contains(&line) {
            out.push(line);
        }
    }
    out
}

fn first_upper(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|c| c.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// The columns that a list can be sorted by, with their places.
pub(super) fn sortable<'a>(model: &Model, pane: &'a Pane) -> Vec<(usize, &'a Column)> {
    let columns = pane.columns(model).iter().enumerate();
    columns
        .filter(|(_, column)| !column.title.is_empty() && column.col != Col::SameName)
        .collect()
}
