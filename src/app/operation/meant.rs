//! The operation that a key means on a page, or why it means none there.

use super::{Operation, with_article};
use crate::app::action::Action;
use crate::app::list::RowId;
use crate::app::list::marks::Marking;
use crate::app::model::Model;
use crate::app::page::Page;
use crate::domain::ProviderRef;

impl Operation {
    /// What `action` does on a page. What it is about is fixed from here on.
    ///
    /// # Errors
    /// The sentence that says why it does nothing there.
    pub fn meant(action: Action, page: &Page, model: &Model) -> Result<Self, String> {
        let nothing = || Self::nothing_to(action);
        let shown = page.pane().ok_or_else(nothing)?;
        if action == Action::Add && model.organization.is_none() {
            return Err(nothing());
        }
        if let Some(meant) = shown.view().operation(action, &shown.list, model) {
            return meant;
        }
        match (action, page.subject()) {
            (Action::Edit, Some(RowId::Api(environment, id))) => {
                let marked = shown.list.meant_apis();
                // On the page of an API nothing else is meant.
                Ok(Self::Reassign(if marked.is_empty() {
                    vec![(environment, id)]
                } else {
                    marked
                }))
            }
            (Action::Enable | Action::Disable, Some(RowId::User(id))) => {
                let marked = shown.list.meant(|row| match row {
                    RowId::User(id) => Some(id),
                    _ => None,
                });
                // On the page of a user nothing else is meant.
                let users = if marked.is_empty() { vec![id] } else { marked };
                Ok(Self::EnableUsers(users, action == Action::Enable))
            }
            // Only rows are marked, not what a page is about.
            (Action::Mark | Action::MarkRange | Action::UnmarkRange | Action::InvertMarks, subject)
                if shown.list.current() != subject =>
            {
                Err(nothing())
            }
            (_, None) => Err(shown.view().refusal(model).unwrap_or_else(nothing)),
            (Action::Add, Some(RowId::Provider(_) | RowId::Environment(_) | RowId::Org(_))) => Err(nothing()),
            (_, Some(row)) => Self::about(action, page.meant(action, row), model),
        }
    }

    /// What `action` does to a thing, wherever that stands.
    ///
    /// # Errors
    /// The sentence that says why it does nothing to it.
    pub fn about(action: Action, row: RowId, model: &Model) -> Result<Self, String> {
        Ok(match (action, row) {
            (Action::Edit, RowId::Provider(id)) => Self::EditProvider(id),
            (Action::Edit, RowId::Environment(id)) => Self::EnvironmentProviders(id),
            (Action::Edit, RowId::Org(id)) => Self::EditGroup(id),
            (Action::Rename, RowId::Environment(id)) => Self::Rename(id),
            (Action::MoveDependents, RowId::Provider(ProviderRef::External(id))) => Self::MoveDependents(id),
            (Action::Mark, RowId::Api(..) | RowId::User(_)) => Self::Mark(Marking::Row),
            (Action::MarkRange, RowId::Api(..) | RowId::User(_)) => Self::Mark(Marking::Range(true)),
            (Action::UnmarkRange, RowId::Api(..) | RowId::User(_)) => Self::Mark(Marking::Range(false)),
            (Action::InvertMarks, RowId::Api(..) | RowId::User(_)) => Self::Mark(Marking::Invert),
            (Action::Enable | Action::Disable, RowId::User(id)) => {
                Self::EnableUsers(vec![id], action == Action::Enable)
            }
            (Action::Delete, RowId::Provider(id)) => Self::DeleteProvider(id),
            (Action::Delete, RowId::Environment(id)) => Self::DeleteEnvironment(id),
            (Action::Delete, RowId::Org(id)) => Self::DeleteGroup(id),
            (Action::Delete, RowId::Team(id)) => Self::DeleteTeam(id),
            (Action::Json, RowId::Provider(id)) => Self::ShowJson(id),
            (Action::CopyJson, RowId::Provider(id)) => Self::CopyJson(id),
            _ => return Err(no_such(action, row, model)),
        })
    }
}

/// Why `action` does nothing to a thing of this kind.
fn no_such(action: Action, row: RowId, model: &Model) -> String {
    let Some(noun) = row.noun() else {
        return Operation::nothing_to(action);
    };
    let done = match action {
        Action::Mark | Action::MarkRange | Action::UnmarkRange | Action::InvertMarks => {
            let instead = match row {
                RowId::Environment(_) => {
                    let key = model.key_of(Action::Edit);
                    format!(" To set a client provider in several, press {key} on the tab Environments of its page.")
                }
                _ => String::new(),
            };
            return format!("Only APIs and users can be marked.{instead}");
        }
        Action::Add => "added",
        Action::Edit => "edited",
        Action::Delete => "deleted",
        Action::Enable | Action::Disable => return format!("{} works only on a user.", model.key_of(action)),
        Action::Rename if matches!(row, RowId::Provider(_) | RowId::Org(_)) => {
            return format!("{} edits a {noun} and its name.", model.key_of(Action::Edit));
        }
        Action::Rename => "renamed",
        Action::MoveDependents => {
            return format!("{} works only on a client provider.", model.key_of(action));
        }
        _ => return Operation::nothing_to(action),
    };
    let elsewhere = match row {
        RowId::Api(..) | RowId::Application(_) => " Use API Manager on the platform.",
        RowId::User(_) | RowId::Team(_) | RowId::Role(..) => " Use Access Management on the platform.",
        _ => "",
    };
    format!("{} can't be {done} here.{elsewhere}", with_article(noun))
}
