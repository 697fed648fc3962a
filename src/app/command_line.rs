//! Commands of the palette that name what they are about.

use std::collections::BTreeSet;

use super::action::Action;
use super::component::Command;
use super::copy::copy;
use super::line::Tone;
use super::list::RowId;
use super::location::Location;
use super::model::Model;
use super::operation::Operation;
use super::page::audit::period;
use super::page::export::export;
use super::page::{Page, json};
use crate::domain::text::{escape, normal};
use crate::domain::{Tree, Untrusted};

/// What kind of thing the name behind a command is of; `None` where that may be any.
fn kind(action: Action) -> Option<&'static str> {
    match action {
        Action::Rename => Some("environment"),
        Action::Switch => Some("business group"),
        Action::MoveDependents | Action::Impact => Some("client provider"),
        _ => None,
    }
}

/// Does what `action` asks for to the thing that has this name or id.
pub fn on_named(action: Action, wanted: &str, page: &Page, model: &Model) -> Vec<Command> {
    match action {
        Action::Export => return vec![export(page.pane(), wanted, model)],
        Action::Period => return vec![period(wanted, model)],
        _ => {}
    }
    let row = match named(action, wanted, page, model) {
        Ok(row) => row,
        Err(why) => return vec![Command::Notify(Tone::Warning, why)],
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

/// The one thing that has this name or id. Of several that have it, the page's object is meant, where it is one of them.
fn named(action: Action, wanted: &str, page: &Page, model: &Model) -> Result<RowId, String> {
    let kind = kind(action);
    let data = &model.data;
    let providers = model.client_providers().unwrap_or_default().iter();
    let providers = providers.map(|p| (RowId::Provider(p.id), &p.name, p.id.id_text()));
    let environments = data.environments_so_far().iter();
    let environments = environments.map(|e| (RowId::Environment(e.id), &e.name, e.id.to_string()));
    let groups = data.tree.get().into_iter().flat_map(Tree::iter);
    let groups = groups.map(|o| (RowId::Org(o.id), &o.name, o.id.to_string()));
    let takes = |row: RowId| kind.is_none() || row.noun() == kind;
    let is = |name: &Untrusted, id: &str| {
        // What stands on screen may be a stand-in.
        let shown = [model.show(id), model.show(name.shown())];
        id == wanted || normal(name.raw()) == normal(wanted) || shown.iter().any(|shown| &**shown == wanted)
    };
    let lists = model.data.access.rows().filter_map(|row| {
        let (name, id) = model.identity(row)?;
        Some((row, name, id))
    });
    let all = providers.chain(environments).chain(groups).chain(lists);
    let found = all.filter(|(row, name, id)| takes(*row) && is(name, id));
    let found: BTreeSet<RowId> = found.map(|(row, ..)| row).collect();
    let found: Vec<RowId> = found.into_iter().collect();
    let object = page.at.object();
    match (found.as_slice(), object.filter(|object| found.contains(object))) {
        ([one], _) => Ok(*one),
        (_, Some(object)) => Ok(object),
        ([], None) => {
            let no = kind.map_or("Nothing".into(), |noun| format!("No {noun}"));
            Err(format!("{no} here is named '{}'.", escape(wanted)))
        }
        _ => Err(format!(
            "Several things here are named '{}'. Use the id: :{} ID",
            escape(wanted),
            action.name()
        )),
    }
}
