//! Commands of the palette that name what they are about.

use std::collections::BTreeSet;

use super::action::Action;
use super::component::Command;
use super::copy::copy;
use super::line::Tone;
use super::list::RowId;
use super::list::query::{column_called, no_column};
use super::location::Location;
use super::model::Model;
use super::operation::Operation;
use super::page::audit::period;
use super::page::export::export;
use super::page::{Page, json};
use super::view::find::{named_lists, not_searched};
use crate::domain::Untrusted;
use crate::domain::near::suggestion;
use crate::domain::text::{escape, fold, normal};

/// What kind of thing the name behind a command is of; `None` where that may be any.
pub fn kind(action: Action) -> Option<&'static str> {
    match action {
        Action::Rename => Some("environment"),
        Action::Switch => Some("business group"),
        Action::MoveDependents | Action::Impact => Some("client provider"),
        _ => None,
    }
}

/// Does what `action` asks for to the thing that has this name or id.
pub fn on_named(action: Action, wanted: &str, page: &Page, model: &Model) -> Vec<Command> {
    if model.account.is_none() {
        let row = sign_in_row(wanted, page, model).filter(|_| action == Action::Open);
        let command = row.and_then(|row| page.opens(row, model));
        return vec![command.unwrap_or(Command::Notify(Tone::Plain, "Sign in first.".into()))];
    }
    match action {
        Action::Export => return vec![export(page.pane(), wanted, model)],
        Action::Period => return vec![period(wanted, page, model)],
        Action::Filter => return vec![Command::Filter(wanted.to_owned())],
        Action::Sort => return vec![sort(wanted, page, model)],
        _ => {}
    }
    let row = match named(action, wanted, page, model) {
        Ok(row) => row,
        // It may be in a list that nobody read yet.
        Err(_) if action == Action::Open && named_lists(model).iter().any(|list| !model.data.has(*list)) => {
            return vec![Command::start(Ok(Operation::OpenNamed(wanted.to_owned())))];
        }
        Err(why) => {
            let also = not_searched(model).filter(|_| action == Action::Open);
            let why = format!("{why}{}", also.unwrap_or_default());
            return vec![Command::Notify(Tone::Warning, why)];
        }
    };
    match (action, row) {
        (Action::Open, row) => Location::of(row).map(Command::Open).into_iter().collect(),
        (Action::Switch, RowId::Org(id)) => vec![Command::WorkIn(id)],
        (Action::CopyName | Action::CopyId, row) => copy(action, Some(row), model),
        (Action::Impact, RowId::Provider(id)) => page.impact(id, model),
        (Action::Json | Action::CopyJson, row) if !matches!(row, RowId::Provider(_)) => {
            json::commands(action, Some(row), model)
        }
        _ => vec![Command::start(Operation::about(action, row, model))],
    }
}

/// The one row of a page to sign in on that begins so.
fn sign_in_row(wanted: &str, page: &Page, model: &Model) -> Option<RowId> {
    let listed = page.pane()?;
    let column = listed.columns(model).first()?;
    let wanted = fold(wanted.trim());
    let begins = |row: &&RowId| fold(&listed.cell(model, **row, column.col).text).starts_with(&wanted);
    let mut rows = listed.list.rows.iter().filter(begins);
    rows.next().copied().filter(|_| rows.next().is_none())
}

/// What is said where a list can't be sorted.
pub const NO_COLUMNS: &str = "There are no columns to sort by here.";

/// Sorts by the column of this title.
fn sort(wanted: &str, page: &Page, model: &Model) -> Command {
    let columns = page.pane().map(|pane| pane.columns(model)).unwrap_or_default();
    let wanted = fold(wanted.trim());
    if let Some(at) = column_called(&wanted, columns) {
        return Command::SortBy(at);
    }
    if columns.iter().all(|column| column.title.is_empty()) {
        return Command::Notify(Tone::Plain, NO_COLUMNS.into());
    }
    Command::Notify(Tone::Warning, no_column(&wanted, columns))
}

/// The one thing that has this name or id. Of several that have it, the page's object is meant, where it is one of them.
fn named(action: Action, wanted: &str, page: &Page, model: &Model) -> Result<RowId, String> {
    let kind = kind(action);
    let takes = |row: RowId| kind.is_none() || row.noun() == kind;
    let is = |name: &Untrusted, id: &str| {
        // What stands on screen may be a stand-in.
        let shown = [model.show(id), model.show(name.shown())];
        id == wanted || normal(name.raw()) == normal(wanted) || shown.iter().any(|shown| &**shown == wanted)
    };
    let all = || model.things().filter(|row| takes(*row));
    let found = all().filter(|row| model.identity(*row).is_some_and(|(name, id)| is(name, &id)));
    let mut found: BTreeSet<RowId> = found.collect();
    if found.is_empty() {
        let folded = fold(&normal(wanted));
        let nearly = |row: &RowId| {
            model
                .identity(*row)
                .is_some_and(|(name, _)| fold(&normal(name.raw())) == folded)
        };
        found.extend(all().filter(nearly));
    }
    let found: Vec<RowId> = found.into_iter().collect();
    let object = page.at.object();
    match (found.as_slice(), object.filter(|object| found.contains(object))) {
        ([one], _) => Ok(*one),
        (_, Some(object)) => Ok(object),
        ([], None) => {
            let no = kind.map_or("Nothing".into(), |noun| format!("No {noun}"));
            let names: Vec<_> = all().filter_map(|row| Some(model.identity(row)?.0.shown())).collect();
            let near = suggestion(wanted, names.iter().map(|name| &**name));
            Err(format!("{no} here is named '{}'.{near}", escape(wanted)))
        }
        _ => Err(format!(
            "Several things here are named '{}'. Use the id: :{} ID",
            escape(wanted),
            action.name()
        )),
    }
}
