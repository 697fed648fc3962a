//! What can be done to the organization: what it needs to be read, and whether the rules allow it.

pub(super) mod associate;
mod begin;
pub(super) mod beginning;
mod delete;
mod meant;
pub(super) mod reassign;
pub(super) mod resume;
pub(super) mod undo;
mod users;

use super::access_read::AccessRead;
use super::action::Action;
use super::list::RowId;
use super::list::marks::Marking;
use super::model::Model;
use super::model::resource::Resource;
use super::view::find::named_lists;
use crate::domain::audit::AuditMember;
use crate::domain::rules::{self, Refusal};
use crate::domain::text::escape;
use crate::domain::{ApiId, EnvironmentId, Error, OrgId, ProviderId, ProviderRef, TeamId, UserId};

/// What is said while an operation waits for what it needs.
const OPENS: &str = "This opens once everything it needs is loaded.";
const SEEKS: &str = "Loading the lists to find";
/// How all of that begins.
pub(super) const WAITS: [&str; 2] = [OPENS, SEEKS];

/// Something that can be done, with what it is about. Keys, hints, palette, help and buttons ask here whether it may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    AddProvider,
    AddEnvironment(OrgId),
    /// Creates a business group below this one.
    AddGroup(OrgId),
    EditProvider(ProviderRef),
    /// Edits name and owner of a business group.
    EditGroup(OrgId),
    /// Sets the client providers of an environment.
    EnvironmentProviders(EnvironmentId),
    /// Sets the environments of a client provider.
    ProviderEnvironments(ProviderId),
    /// Gives these API instances another client provider.
    Reassign(Vec<(EnvironmentId, ApiId)>),
    Rename(EnvironmentId),
    /// Takes a client provider out of use, step by step.
    MoveDependents(ProviderId),
    /// Marks the selected row.
    Mark(Marking),
    DeleteProvider(ProviderRef),
    DeleteEnvironment(EnvironmentId),
    DeleteGroup(OrgId),
    DeleteTeam(TeamId),
    /// Lets these users sign in, or keeps them from it.
    EnableUsers(Vec<UserId>, bool),
    /// Shows what is known of a client provider as JSON.
    ShowJson(ProviderRef),
    CopyJson(ProviderRef),
    /// Opens the page of one of these, which a person chooses.
    OpenOneOf(Vec<RowId>),
    /// Opens the page of what has this name or id, once the lists are read that it may stand in.
    OpenNamed(String),
    /// Shows the ready-made filters of the audit, or the values that its lists have of one member.
    AuditFilters(Option<AuditMember>),
}

impl Operation {
    /// Asks the rules.
    ///
    /// # Errors
    /// The sentence that says why it may not be done.
    pub fn allowed(&self, model: &Model) -> Result<(), String> {
        let live = model.mode.is_live();
        match self.ruled(model) {
            Err(Refusal::ReadOnly) if live => Err(Refusal::LiveReadOnly.to_string()),
            // What is told of roles is a hint there: the platform's answer decides.
            Err(Refusal::NotAdministrator { .. }) if live => Ok(()),
            Err(why) => Err(why.to_string()),
            Ok(()) => Ok(()),
        }
    }

    fn ruled(&self, model: &Model) -> Result<(), Refusal> {
        if matches!(
            self,
            Self::ShowJson(_) | Self::CopyJson(_) | Self::OpenOneOf(_) | Self::OpenNamed(_) | Self::AuditFilters(_)
        ) {
            return Ok(());
        }
        let who = model.who()?;
        let here = model.organization.ok_or(Refusal::NotSeen)?;
        let owner = |id| {
            let environment = model.data.environment(id);
            environment.map(|e| e.organization).ok_or(Refusal::NotSeen)
        };
        match *self {
            Self::AddProvider => {
                let rows = model.client_providers().unwrap_or_default().iter();
                let external = rows.filter(|row| row.is_external());
                rules::add_provider(who, here, external.count())
            }
            Self::AddEnvironment(id) => rules::create_environment(who, id, model.environments_of(id).count()),
            Self::AddGroup(id) => rules::create_group(who, id),
            Self::EditProvider(id) => match model.data.provider(id) {
                Some(row) => rules::edit_provider(who, here, row),
                None => rules::manage_providers(who, here),
            },
            Self::EditGroup(id) => rules::edit_group(who, id),
            Self::EnvironmentProviders(id) | Self::Rename(id) => rules::change_environment(who, owner(id)?),
            Self::ProviderEnvironments(_) | Self::MoveDependents(_) => rules::manage_providers(who, here),
            Self::Reassign(ref apis) => apis
                .iter()
                .try_for_each(|(environment, _)| rules::change_environment(who, owner(*environment)?)),
            Self::Mark(_)
            | Self::ShowJson(_)
            | Self::CopyJson(_)
            | Self::OpenOneOf(_)
            | Self::OpenNamed(_)
            | Self::AuditFilters(_) => Ok(()),
            Self::DeleteProvider(id) => rules::delete_provider(who, here, id),
            Self::DeleteEnvironment(id) => rules::delete_environment(who, owner(id)?),
            Self::DeleteGroup(id) => rules::delete_group(who, id),
            Self::DeleteTeam(id) => rules::delete_team(who, model.data.access.team(id).ok_or(Refusal::NotSeen)?),
            Self::EnableUsers(ref users, enabled) => match users.as_slice() {
                [one] => {
                    // Who isn't read yet is read first.
                    let user = model.data.access.user(*one).map(|user| user.username.clone());
                    rules::set_user_enabled(who, &user.unwrap_or_default(), enabled)
                }
                // Of several, the review says which stay as they are.
                _ => rules::set_user_enabled(who, &"".into(), true),
            },
        }
    }

    /// What must be known whole before it begins: nothing is chosen from the beginning of a list.
    pub fn needs(&self, model: &Model) -> Vec<Resource> {
        let here = || model.organization.into_iter();
        let lists = || here().map(Resource::Providers).chain([Resource::Environments]);
        match self {
            Self::ShowJson(ProviderRef::BuiltIn) | Self::CopyJson(ProviderRef::BuiltIn) => Vec::new(),
            Self::EditProvider(id) | Self::ShowJson(id) | Self::CopyJson(id) => {
                here().map(|here| Resource::Provider(here, *id)).collect()
            }
            Self::EnvironmentProviders(id) => lists().chain([Resource::Use(*id)]).collect(),
            Self::ProviderEnvironments(_) => model.usage_resources(),
            Self::Reassign(apis) => {
                let data = &model.data;
                let protection =
                    |(environment, id): &(EnvironmentId, ApiId)| data.any_protection_of(data.api(*environment, *id)?);
                let uses = apis.iter().map(|(environment, _)| Resource::Use(*environment));
                lists().chain(uses).chain(apis.iter().filter_map(protection)).collect()
            }
            Self::Rename(_) => vec![Resource::Environments],
            // A list of members names users whom the list of users may lack.
            Self::EnableUsers(ids, _) => {
                let unread = ids.iter().filter(|id| model.data.access.user(**id).is_none());
                let reads = unread.map(|id| Resource::from(AccessRead::User(*id)));
                let is_gone = |read: &Resource| matches!(model.data.error(*read), Some(Error::NotFound(_)));
                reads.filter(|read| !is_gone(read)).collect()
            }
            Self::OpenNamed(_) => named_lists(model),
            _ => Vec::new(),
        }
    }

    /// What is said while it waits for that.
    pub(super) fn waits(&self) -> String {
        match self {
            Self::OpenNamed(name) => format!("{SEEKS} '{}'.", escape(name)),
            _ => OPENS.into(),
        }
    }

    /// Whether anything is on its way that it may wait for.
    pub(super) fn is_being_read(&self, model: &Model) -> bool {
        match self {
            // Hundreds of them: what is on its way is looked through instead.
            Self::ProviderEnvironments(_) => model.data.reads_environments(),
            _ => self
                .needs(model)
                .iter()
                .any(|resource| model.data.is_loading(*resource)),
        }
    }

    /// The client provider that it reads by itself: it is read again where that failed, and the failure is told.
    pub(super) fn reads_provider(&self) -> Option<ProviderRef> {
        match self {
            Self::EditProvider(id) | Self::ShowJson(id) | Self::CopyJson(id) => Some(*id),
            _ => None,
        }
    }

    /// What is said where `action` has nothing to be about.
    pub fn nothing_to(action: Action) -> String {
        let verb = match action {
            Action::MoveDependents => "move".to_owned(),
            Action::Mark | Action::MarkRange | Action::UnmarkRange | Action::InvertMarks => "mark".to_owned(),
            _ => action.name(),
        };
        format!("There is nothing to {verb} here.")
    }

    /// What it deletes or adds something below.
    pub fn subject(&self) -> Option<RowId> {
        match *self {
            Self::DeleteProvider(id) => Some(RowId::Provider(id)),
            Self::DeleteEnvironment(id) => Some(RowId::Environment(id)),
            Self::DeleteGroup(id) | Self::AddGroup(id) => Some(RowId::Org(id)),
            Self::DeleteTeam(id) => Some(RowId::Team(id)),
            _ => None,
        }
    }
}

/// The noun as a sentence begins with it: `An environment`.
pub(super) fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'A']) {
        "An"
    } else {
        "A"
    };
    format!("{article} {noun}")
}
