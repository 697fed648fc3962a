//! What adding, editing, renaming, marking, moving and deleting mean where one is, and whether they may be done: keys, hints
//! and the palette ask here, and here the rules are asked.

use super::App;
use super::action::Action;
use super::key::Key;
use super::list::RowId;
use super::nav::At;
use super::notice::Tone;
use super::page::Page;
use super::pane::{PaneKind, Scope};
use crate::domain::rules::{self, Refusal};
use crate::domain::{EnvironmentId, OrgId, ProviderId, ProviderRef};

/// Something that can be done where one is. Each opens a form, a list or a dialog first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
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
    /// What `action` means where one is: nothing, something that may not be done, or something that may.
    #[must_use]
    pub fn deed(&self, action: Action) -> Option<Result<Deed, Refusal>> {
        let page = self.page()?;
        let list = page.pane()?;
        let row = list.list.current();
        let meant = match action {
            Action::Add => self.added(page, row),
            Action::Edit => edited(page, list.kind, row),
            Action::Rename => environment(page.at, row).map(Deed::Rename),
            // One that is being taken out of use is not taken out anew.
            Action::Retire if !matches!(page.at, At::Retirement(_)) => {
                page.provider().and_then(Option::<ProviderId>::from).map(Deed::Retire)
            }
            Action::Mark => matches!(row, Some(RowId::Api(..))).then_some(Deed::Mark),
            Action::Delete => deleted(page, row),
            _ => None,
        }?;
        let live = self.world.badge.is_live();
        Some(match self.may(meant) {
            Err(Refusal::ReadOnly) if live => Err(Refusal::LiveReadOnly),
            // What is told of roles is a hint there: the platform's answer decides.
            Err(Refusal::NotAdministrator { .. }) if live => Ok(meant),
            may => may.map(|()| meant),
        })
    }

    /// Whether it may be done.
    fn may(&self, deed: Deed) -> Result<(), Refusal> {
        let who = self.world.who()?;
        let here = self.world.organization.ok_or(Refusal::NotSeen)?;
        let data = &self.world.data;
        let owner = |id| data.environment(id).map(|e| e.organization).ok_or(Refusal::NotSeen);
        match deed {
            Deed::AddProvider => rules::add_provider(who, here, self.external()),
            Deed::AddEnvironment(id) => rules::create_environment(who, id, self.environments_of(id).count()),
            // The public contract has no call for any of these.
            Deed::AddGroup(_) | Deed::EditGroup(_) | Deed::DeleteGroup(_) if self.world.badge.is_live() => {
                Err(Refusal::NotInContract)
            }
            Deed::AddGroup(id) => rules::create_group(who, id),
            Deed::EditProvider(id) => match data.provider(id) {
                Some(row) => rules::edit_provider(who, here, row),
                None => rules::manage_providers(who, here),
            },
            Deed::Associate(id) | Deed::Rename(id) => rules::change_environment(who, owner(id)?),
            Deed::Across(_) | Deed::Retire(_) => rules::manage_providers(who, here),
            Deed::EditGroup(id) => rules::edit_group(who, id),
            Deed::Reassign => {
                let owners = self.meant().into_iter().map(|(environment, _)| owner(environment));
                owners
                    .into_iter()
                    .try_for_each(|owner| rules::change_environment(who, owner?))
            }
            Deed::Mark => Ok(()),
            Deed::DeleteProvider(id) => rules::delete_provider(who, here, id),
            Deed::DeleteEnvironment(id) => rules::delete_environment(who, owner(id)?),
            Deed::DeleteGroup(id) => rules::delete_group(who, id),
        }
    }

    /// External client providers, as far as they are read.
    fn external(&self) -> usize {
        let rows = self.world.client_providers();
        let rows = rows.into_iter().flatten();
        rows.filter(|r| r.id != ProviderRef::BuiltIn).count()
    }

    fn added(&self, page: &Page, row: Option<RowId>) -> Option<Deed> {
        let here = self.world.organization?;
        match (page.at, row) {
            (At::ClientProviders | At::ClientProvider(_), _) => Some(Deed::AddProvider),
            (At::Environments | At::Environment(_), _) => Some(Deed::AddEnvironment(here)),
            (At::BusinessGroup(id), _) if page.focus > 0 => Some(Deed::AddEnvironment(id)),
            (At::BusinessGroup(id), _) | (At::BusinessGroups, Some(RowId::Org(id))) => Some(Deed::AddGroup(id)),
            (At::BusinessGroups, _) => Some(Deed::AddGroup(here)),
            _ => None,
        }
    }

    /// Does what `action` means here, where it is one of these; says whether it is.
    pub(super) fn manage(&mut self, action: Action, key: Option<Key>) -> bool {
        let noun = match action {
            Action::Add => "add",
            Action::Edit => "edit",
            Action::Rename => "rename",
            Action::Retire => "move",
            Action::Mark => "mark",
            Action::Delete => "delete",
            _ => return false,
        };
        match self.deed(action) {
            Some(Ok(deed)) => self.begin_deed(deed, key),
            Some(Err(why)) => self.world.say(Tone::Warning, why.to_string()),
            None => self.world.say(Tone::Plain, format!("There is nothing to {noun} here.")),
        }
        true
    }
}

fn environment(at: At, row: Option<RowId>) -> Option<EnvironmentId> {
    match (at, row) {
        (At::Environment(id), _) | (At::Environments | At::BusinessGroup(_), Some(RowId::Environment(id))) => Some(id),
        _ => None,
    }
}

fn edited(page: &Page, kind: PaneKind, row: Option<RowId>) -> Option<Deed> {
    match (page.at, kind, row) {
        (_, PaneKind::Apis(_), Some(_)) | (At::Retirement(_), _, Some(RowId::Api(..))) => Some(Deed::Reassign),
        (At::Retirement(_), _, Some(RowId::Environment(id))) => Some(Deed::Associate(id)),
        (At::ClientProvider(ProviderRef::External(id)), PaneKind::Environments(Scope::Provider(_)), _) => {
            Some(Deed::Across(id))
        }
        (At::BusinessGroup(id), PaneKind::GroupFacts(_), _) | (At::BusinessGroups, _, Some(RowId::Org(id))) => {
            Some(Deed::EditGroup(id))
        }
        (At::ClientProviders | At::ClientProvider(_), ..) => page.provider().map(Deed::EditProvider),
        (at, _, row) => environment(at, row).map(Deed::Associate),
    }
}

fn deleted(page: &Page, row: Option<RowId>) -> Option<Deed> {
    match (page.at, row) {
        (At::ClientProviders | At::ClientProvider(_) | At::Retirement(_), _) => {
            page.provider().map(Deed::DeleteProvider)
        }
        (At::BusinessGroup(id), _) if page.focus == 0 => Some(Deed::DeleteGroup(id)),
        (At::BusinessGroups, Some(RowId::Org(id))) => Some(Deed::DeleteGroup(id)),
        (at, row) => environment(at, row).map(Deed::DeleteEnvironment),
    }
}
