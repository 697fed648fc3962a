//! What adding, editing, renaming, marking, moving and deleting mean where one is, and whether they may be done: keys, hints
//! and the palette ask here, and here the rules are asked.

use super::App;
use super::action::Action;
use super::key::Key;
use super::line::Tone;
use super::list::RowId;
use super::view::kind::{PaneKind, Scope};
use crate::domain::rules::{self, Refusal};
use crate::domain::{EnvironmentId, OrgId, ProviderId, ProviderRef};

/// Something that can be done where one is. Each opens a form, a list or a dialog first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Adds a client provider.
    AddProvider,
    /// Creates an environment.
    AddEnvironment(OrgId),
    /// Creates a business group below this one.
    AddGroup(OrgId),
    /// Edits a client provider.
    EditProvider(ProviderRef),
    /// Sets the client providers of an environment.
    Associate(EnvironmentId),
    /// Sets the environments of a client provider.
    Across(ProviderId),
    /// Edits name and owner of a business group.
    EditGroup(OrgId),
    /// Gives the API instances that are meant another client provider.
    Reassign,
    /// Renames an environment.
    Rename(EnvironmentId),
    /// Takes a client provider out of use, step by step.
    Retire(ProviderId),
    /// Marks the selected row.
    Mark,
    /// Deletes a client provider.
    DeleteProvider(ProviderRef),
    /// Deletes an environment.
    DeleteEnvironment(EnvironmentId),
    /// Deletes a business group.
    DeleteGroup(OrgId),
}

impl App {
    /// What `action` does where one is.
    ///
    /// # Errors
    /// The sentence that says why it does nothing there.
    pub fn operation(&self, action: Action) -> Result<Operation, String> {
        let nothing = || nothing_to(action);
        let page = self.page().ok_or_else(nothing)?;
        let list = page.pane().ok_or_else(nothing)?;
        let meant = match (action, list.kind, list.list.current()) {
            (Action::Add, kind, _) => self.added(kind, page.subject()),
            // These rows say what is used where: that is edited, and nothing is deleted everywhere by mistake.
            (Action::Edit, PaneKind::EnvironmentProviders(id), _) => Ok(Operation::Associate(id)),
            (Action::Edit, PaneKind::Environments(Scope::Provider(ProviderRef::External(id))), _) => {
                Ok(Operation::Across(id))
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
            ) => Err(self.taken_out(provider, environment, row)),
            (Action::Delete, PaneKind::Retirement(id), Some(RowId::Environment(_))) => Err(format!(
                "{} does this step. The last one deletes {}.",
                self.key_of(Action::Open),
                self.model.provider_name(ProviderRef::External(id))
            )),
            // One that is being taken out of use is not taken out anew.
            (Action::Retire, PaneKind::Retirement(_), _) => Err(nothing()),
            _ => page
                .subject()
                .ok_or_else(nothing)
                .and_then(|row| self.about(action, row)),
        }?;
        self.allowed(meant)
    }

    /// What `action` does to a thing, wherever that stands.
    ///
    /// # Errors
    /// The sentence that says why it does nothing to it.
    pub(super) fn about(&self, action: Action, row: RowId) -> Result<Operation, String> {
        Ok(match (action, row) {
            (Action::Edit, RowId::Provider(id)) => Operation::EditProvider(id),
            (Action::Edit, RowId::Environment(id)) => Operation::Associate(id),
            (Action::Edit, RowId::Org(id)) => Operation::EditGroup(id),
            (Action::Edit, RowId::Api(..)) => Operation::Reassign,
            (Action::Rename, RowId::Environment(id)) => Operation::Rename(id),
            (Action::Retire, RowId::Provider(ProviderRef::External(id))) => Operation::Retire(id),
            (Action::Mark, RowId::Api(..)) => Operation::Mark,
            (Action::Delete, RowId::Provider(id)) => Operation::DeleteProvider(id),
            (Action::Delete, RowId::Environment(id)) => Operation::DeleteEnvironment(id),
            (Action::Delete, RowId::Org(id)) => Operation::DeleteGroup(id),
            _ => return Err(self.no_such(action, row)),
        })
    }

    /// The same operation, where the rules allow it.
    ///
    /// # Errors
    /// The sentence that says why they do not.
    pub(super) fn allowed(&self, operation: Operation) -> Result<Operation, String> {
        let live = self.model.mode.is_live();
        match self.may(operation) {
            Err(Refusal::ReadOnly) if live => Err(Refusal::LiveReadOnly.to_string()),
            // What is told of roles is a hint there: the platform's answer decides.
            Err(Refusal::NotAdministrator { .. }) if live => Ok(operation),
            Err(why) => Err(why.to_string()),
            Ok(()) => Ok(operation),
        }
    }

    /// Whether it may be done.
    fn may(&self, operation: Operation) -> Result<(), Refusal> {
        let who = self.model.who()?;
        let here = self.model.organization.ok_or(Refusal::NotSeen)?;
        let data = &self.model.data;
        let owner = |id| data.environment(id).map(|e| e.organization).ok_or(Refusal::NotSeen);
        match operation {
            Operation::AddProvider => rules::add_provider(who, here, self.external()),
            Operation::AddEnvironment(id) => rules::create_environment(who, id, self.environments_of(id).count()),
            // The public contract has no call for any of these.
            Operation::AddGroup(_) | Operation::EditGroup(_) | Operation::DeleteGroup(_)
                if self.model.mode.is_live() =>
            {
                Err(Refusal::NotInContract)
            }
            Operation::AddGroup(id) => rules::create_group(who, id),
            Operation::EditProvider(id) => match data.provider(id) {
                Some(row) => rules::edit_provider(who, here, row),
                None => rules::manage_providers(who, here),
            },
            Operation::Associate(id) | Operation::Rename(id) => rules::change_environment(who, owner(id)?),
            Operation::Across(_) | Operation::Retire(_) => rules::manage_providers(who, here),
            Operation::EditGroup(id) => rules::edit_group(who, id),
            Operation::Reassign => {
                let owners = self.meant().into_iter().map(|(environment, _)| owner(environment));
                owners
                    .into_iter()
                    .try_for_each(|owner| rules::change_environment(who, owner?))
            }
            Operation::Mark => Ok(()),
            Operation::DeleteProvider(id) => rules::delete_provider(who, here, id),
            Operation::DeleteEnvironment(id) => rules::delete_environment(who, owner(id)?),
            Operation::DeleteGroup(id) => rules::delete_group(who, id),
        }
    }

    /// External client providers, as far as they are read.
    fn external(&self) -> usize {
        let rows = self.model.client_providers();
        let rows = rows.into_iter().flatten();
        rows.filter(|r| r.id != ProviderRef::BuiltIn).count()
    }

    /// What is added to a list, or below the organization that `row` is.
    fn added(&self, list: PaneKind, row: Option<RowId>) -> Result<Operation, String> {
        let here = self.model.organization.ok_or_else(|| nothing_to(Action::Add))?;
        let edit = self.key_of(Action::Edit);
        Ok(match (list, row) {
            (PaneKind::Providers, _) => Operation::AddProvider,
            (PaneKind::Environments(Scope::Organization(id)), _) => Operation::AddEnvironment(id),
            (PaneKind::Environments(Scope::Here), _) => Operation::AddEnvironment(here),
            (PaneKind::Groups | PaneKind::GroupFacts(_), Some(RowId::Org(id))) => Operation::AddGroup(id),
            (PaneKind::Groups, _) => Operation::AddGroup(here),
            (PaneKind::EnvironmentProviders(id), _) => {
                let name = self.model.thing_name(RowId::Environment(id));
                return Err(format!("{edit} chooses the client providers of {name}."));
            }
            (PaneKind::Environments(Scope::Provider(id @ ProviderRef::External(_))), _) => {
                return Err(format!(
                    "{edit} chooses the environments of {}.",
                    self.model.provider_name(id)
                ));
            }
            (PaneKind::Config(_) | PaneKind::Impact(_) | PaneKind::DeleteButton(_), _) => {
                let list = self.key_of(Action::ClientProviders);
                let add = self.key_of(Action::Add);
                return Err(format!(
                    "A client provider is added in the list of them: {list}, then {add}."
                ));
            }
            (_, Some(row @ (RowId::Api(..) | RowId::Application(_)))) => return Err(self.no_such(Action::Add, row)),
            _ => return Err(nothing_to(Action::Add)),
        })
    }

    /// What is said where somebody deletes a row that says what is used where.
    fn taken_out(&self, provider: ProviderRef, environment: EnvironmentId, row: RowId) -> String {
        let model = &self.model;
        let (thing, name) = match row {
            RowId::Provider(_) => ("client provider", model.thing_name(row)),
            _ => ("environment", model.thing_name(row)),
        };
        let delete = format!("To delete the {thing}: :{} {name}", Action::Delete.name());
        if provider == ProviderRef::BuiltIn {
            return delete;
        }
        let edit = self.key_of(Action::Edit);
        let place = model.thing_name(RowId::Environment(environment));
        format!(
            "{edit} takes {} out of {place}. {delete}",
            model.provider_name(provider)
        )
    }

    /// Why `action` does nothing to a thing of this kind.
    fn no_such(&self, action: Action, row: RowId) -> String {
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
                return format!("{} edits a {thing}, its name as well.", self.key_of(Action::Edit));
            }
            Action::Rename => "renamed",
            Action::Retire | Action::Json | Action::CopyJson => {
                return format!("{} is about a client provider.", self.key_of(action));
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

    /// The key that asks for `action`, or the command where no key does.
    pub(super) fn key_of(&self, action: Action) -> String {
        let key = self.model.keymap.key_of(action);
        key.unwrap_or_else(|| format!(":{}", action.name()))
    }

    /// Does what `action` means here, where it is one of these; says whether it is.
    pub(super) fn manage(&mut self, action: Action, key: Option<Key>) -> bool {
        let is_one = matches!(
            action,
            Action::Add | Action::Edit | Action::Rename | Action::Retire | Action::Mark | Action::Delete
        );
        if is_one {
            let operation = self.operation(action);
            self.start_or_say(operation, key);
        }
        is_one
    }

    /// Begins a operation, or says why not.
    pub(super) fn start_or_say(&mut self, operation: Result<Operation, String>, key: Option<Key>) {
        match operation {
            Ok(operation) => self.start(operation, key),
            Err(why) => self.model.say(Tone::Warning, why),
        }
    }
}

fn nothing_to(action: Action) -> String {
    let verb = match action {
        Action::Retire => "move".to_owned(),
        _ => action.name(),
    };
    format!("There is nothing to {verb} here.")
}
