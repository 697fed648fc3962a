//! The operation that a key means on a page, or why it means none there.

use super::Operation;
use crate::app::action::Action;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::page::Page;
use crate::app::view::kind::{PaneKind, Scope};
use crate::domain::{EnvironmentId, ProviderRef};

impl Operation {
    /// What `action` does on a page. What it is about is fixed from here on.
    ///
    /// # Errors
    /// The sentence that says why it does nothing there.
    pub fn meant(action: Action, page: &Page, model: &Model) -> Result<Self, String> {
        let nothing = || nothing_to(action);
        let shown = page.pane().ok_or_else(nothing)?;
        match (action, shown.kind, shown.list.current()) {
            (Action::Add, kind, _) => added(kind, page.subject(), model),
            // These rows say what is used where: that is edited, and nothing is deleted everywhere by mistake.
            (Action::Edit, PaneKind::EnvironmentProviders(id), _) => Ok(Self::EnvironmentProviders(id)),
            (Action::Edit, PaneKind::Environments(Scope::Provider(ProviderRef::External(id))), _) => {
                Ok(Self::ProviderEnvironments(id))
            }
            (
                Action::Delete,
                PaneKind::EnvironmentProviders(environment),
                Some(row @ RowId::Provider(provider @ ProviderRef::External(_))),
            )
            | (
                Action::Delete,
                PaneKind::Environments(Scope::Provider(provider)),
                Some(row @ RowId::Environment(environment)),
            ) => Err(taken_out(provider, environment, row, model)),
            (Action::Delete, PaneKind::Retirement(id), Some(RowId::Environment(_))) => Err(format!(
                "{} does this step. The last one deletes {}.",
                model.key_of(Action::Open),
                model.provider_name(ProviderRef::External(id))
            )),
            // One that is being taken out of use is not taken out anew.
            (Action::Retire, PaneKind::Retirement(_), _) => Err(nothing()),
            (Action::Edit, _, Some(RowId::Api(..))) => Ok(Self::Reassign(page.meant_apis())),
            _ => {
                let row = page.subject().ok_or_else(nothing)?;
                Self::about(action, row, model)
            }
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
            (Action::Retire, RowId::Provider(ProviderRef::External(id))) => Self::Retire(id),
            (Action::Mark, RowId::Api(..)) => Self::Mark,
            (Action::Delete, RowId::Provider(id)) => Self::DeleteProvider(id),
            (Action::Delete, RowId::Environment(id)) => Self::DeleteEnvironment(id),
            (Action::Delete, RowId::Org(id)) => Self::DeleteGroup(id),
            (Action::Json, RowId::Provider(id)) => Self::ShowJson(id),
            (Action::CopyJson, RowId::Provider(id)) => Self::CopyJson(id),
            _ => return Err(no_such(action, row, model)),
        })
    }
}

/// What is added to a list, or below the organization that `row` is.
fn added(list: PaneKind, row: Option<RowId>, model: &Model) -> Result<Operation, String> {
    let here = model.organization.ok_or_else(|| nothing_to(Action::Add))?;
    let edit = model.key_of(Action::Edit);
    Ok(match (list, row) {
        (PaneKind::Providers, _) => Operation::AddProvider,
        (PaneKind::Environments(Scope::Organization(id)), _) => Operation::AddEnvironment(id),
        (PaneKind::Environments(Scope::Here), _) => Operation::AddEnvironment(here),
        (PaneKind::Groups | PaneKind::GroupFacts(_), Some(RowId::Org(id))) => Operation::AddGroup(id),
        (PaneKind::Groups, _) => Operation::AddGroup(here),
        (PaneKind::EnvironmentProviders(id), _) => {
            let name = model.thing_name(RowId::Environment(id));
            return Err(format!("{edit} chooses the client providers of {name}."));
        }
        (PaneKind::Environments(Scope::Provider(id @ ProviderRef::External(_))), _) => {
            return Err(format!(
                "{edit} chooses the environments of {}.",
                model.provider_name(id)
            ));
        }
        (PaneKind::Config(_) | PaneKind::Impact(_) | PaneKind::DeleteButton(_), _) => {
            let list = model.key_of(Action::ClientProviders);
            let add = model.key_of(Action::Add);
            return Err(format!(
                "A client provider is added in the list of them: {list}, then {add}."
            ));
        }
        (_, Some(row @ (RowId::Api(..) | RowId::Application(_)))) => return Err(no_such(Action::Add, row, model)),
        _ => return Err(nothing_to(Action::Add)),
    })
}

/// What is said where somebody deletes a row that says what is used where.
fn taken_out(provider: ProviderRef, environment: EnvironmentId, row: RowId, model: &Model) -> String {
    let (thing, name) = match row {
        RowId::Provider(_) => ("client provider", model.thing_name(row)),
        _ => ("environment", model.thing_name(row)),
    };
    let delete = format!("To delete the {thing}: :{} {name}", Action::Delete.name());
    if provider == ProviderRef::BuiltIn {
        return delete;
    }
    let edit = model.key_of(Action::Edit);
    let place = model.thing_name(RowId::Environment(environment));
    format!(
        "{edit} takes {} out of {place}. {delete}",
        model.provider_name(provider)
    )
}

/// Why `action` does nothing to a thing of this kind.
fn no_such(action: Action, row: RowId, model: &Model) -> String {
    let thing = match row {
        RowId::Provider(_) => "client provider",
        RowId::Environment(_) => "environment",
        RowId::Org(_) => "business group",
        RowId::Api(..) => "API",
        RowId::Application(_) => "client application",
        _ => return nothing_to(action),
    };
    let done = match action {
        Action::Add => "added",
        Action::Edit => "edited",
        Action::Delete => "deleted",
        Action::Rename if matches!(row, RowId::Provider(_) | RowId::Org(_)) => {
            return format!("{} edits a {thing}, its name as well.", model.key_of(Action::Edit));
        }
        Action::Rename => "renamed",
        Action::Retire | Action::Json | Action::CopyJson => {
            return format!("{} is about a client provider.", model.key_of(action));
        }
        _ => return nothing_to(action),
    };
    let article = if matches!(row, RowId::Api(..) | RowId::Environment(_)) {
        "An"
    } else {
        "A"
    };
    let elsewhere = match row {
        RowId::Api(..) => " API Manager on the platform does that.",
        _ => "",
    };
    format!("{article} {thing} can't be {done} here.{elsewhere}")
}

fn nothing_to(action: Action) -> String {
    let verb = match action {
        Action::Retire => "move".to_owned(),
        _ => action.name(),
    };
    format!("There is nothing to {verb} here.")
}
