//! Changes whose outcome is unknown, until a reading tells it.

use std::collections::BTreeSet;

use super::access_read::AccessRead;
use super::delete_target::DeleteTarget;
use super::list::RowId;
use super::model::data::Data;
use super::model::remote::Remote;
use super::model::resource::Resource;
use super::overlay::form::Form;
use super::request::Ticket;
use crate::domain::change::{Change, ChangeResult, Object};
use crate::domain::draft::{Edit, EditState, found, name_of};
use crate::domain::impact::ChangeEffects;
use crate::domain::rules::may_be_named;
use crate::domain::{Error, ProviderRef, ProviderRow, Untrusted};

/// A change that was sent, and of which nobody knows whether it was made.
#[derive(Debug)]
pub(super) struct Doubt {
    pub(super) of: Doubted,
    /// The newest request when it arose: what was asked for until then may tell how it was before.
    pub(super) after: Ticket,
}

#[derive(Debug)]
pub(super) enum Doubted {
    /// A deletion, and what it does.
    Delete(Box<DeleteTarget>, ChangeEffects),
    /// Anything else.
    Change(Box<Sent>),
}

/// A change as it was sent.
#[derive(Debug)]
pub(super) struct Sent {
    /// Without secrets: no reading shows them, and they aren't kept longer than they are needed.
    pub(super) change: Change,
    /// The name that it gives, or that of what it is about.
    name: Untrusted,
    /// What was there before: an addition is something else.
    pub(super) before: BTreeSet<RowId>,
    /// At least a part of it is made.
    partly: bool,
    /// It was said that nothing of it is seen.
    pub(super) missed: bool,
}

/// What a reading says of a change.
pub(super) enum Verdict {
    Done(ChangeResult),
    /// A whole sentence.
    NotDone(String),
}

/// What a reading says of a deletion.
pub(super) enum DeletionVerdict {
    Deleted,
    NotDeleted,
    /// It doesn't stand in the list. That may have other reasons (R27).
    NotListed,
}

/// `None` where the reading is about something else, says nothing, or failed.
pub(super) fn deletion_verdict(of: Object, data: &Data, resource: Resource) -> Option<DeletionVerdict> {
    let ready = data.is_ready(resource);
    let (there, is_list) = match (of, resource) {
        (Object::Provider(id), Resource::Providers(organization)) => {
            let rows = data.providers.get(&organization).and_then(Remote::get);
            let is = |row: &ProviderRow| row.id == ProviderRef::External(id);
            (rows.is_some_and(|rows| rows.iter().any(is)), true)
        }
        (Object::Provider(id), Resource::Provider(_, of)) if of == ProviderRef::External(id) => (ready, false),
        (Object::Environment(id), Resource::Environments) => (data.environment(id).is_some(), true),
        (Object::Environment(id), Resource::Use(of)) if of == id => (ready, false),
        (Object::Team(id), Resource::Access(AccessRead::Teams)) => (data.access.team(id).is_some(), true),
        (Object::Team(id), Resource::Access(AccessRead::Team(of))) if of == id => (ready, false),
        (Object::Group(id), Resource::Tree) => (data.organization(id).is_some(), true),
        _ => return None,
    };
    match data.error(resource) {
        Some(Error::NotFound(_)) if !is_list => Some(DeletionVerdict::Deleted),
        _ if !ready => None,
        _ if there => Some(DeletionVerdict::NotDeleted),
        _ => is_list.then_some(DeletionVerdict::NotListed),
    }
}

impl Sent {
    /// `None` for a change that no reading tells by itself, or of which it isn't known what was there before.
    pub(super) fn of(change: &Change, data: &Data) -> Option<Self> {
        let environment = |id| data.environment(id).map(|e| e.name.clone());
        let (change, name, before) = match change {
            Change::AddProvider {
                organization,
                kind,
                edits,
            } => {
                let rows = data.providers.get(organization).and_then(Remote::get);
                let before = rows.filter(|rows| rows.is_complete())?;
                let before = before.iter().map(|row| RowId::Provider(row.id));
                let change = Change::AddProvider {
                    organization: *organization,
                    kind: kind.clone(),
                    edits: Vec::new(),
                };
                (change, name_of(edits)?.into(), before.collect())
            }
            Change::CreateEnvironment { name, organization, .. } => {
                let whole = !data.partly_listed.contains(organization);
                let before = data.environments.get().filter(|all| whole && all.is_complete())?;
                let before = before.iter().map(|e| RowId::Environment(e.id));
                (change.clone(), name.as_str().into(), before.collect())
            }
            Change::EditProvider {
                organization,
                provider,
                was,
                edits,
            } if edits.iter().any(Edit::is_plain) => {
                let change = Change::EditProvider {
                    organization: *organization,
                    provider: *provider,
                    was: was.clone(),
                    edits: edits.iter().filter(|edit| edit.is_plain()).cloned().collect(),
                };
                (
                    change,
                    name_of(edits).map_or_else(|| was.clone(), Into::into),
                    BTreeSet::new(),
                )
            }
            Change::RenameEnvironment { name, .. } => (change.clone(), name.as_str().into(), BTreeSet::new()),
            Change::Associate { environment: id, .. } => (change.clone(), environment(*id)?, BTreeSet::new()),
            Change::Reassign { environment, api, .. } => {
                (change.clone(), data.api(*environment, *api)?.name(), BTreeSet::new())
            }
            _ => return None,
        };
        Some(Self {
            change,
            name,
            before,
            partly: false,
            missed: false,
        })
    }

    pub(super) fn made_partly(self, partly: bool) -> Self {
        Self { partly, ..self }
    }

    pub(super) fn what_is_saved(&self) -> &'static str {
        if self.partly { "At least a part of this" } else { "It" }
    }

    /// Whether `newer` sets all that this sets: what became of this one matters to nobody then.
    pub(super) fn is_replaced_by(&self, newer: &Change) -> bool {
        match (&self.change, newer) {
            (
                Change::EditProvider { provider, edits, .. },
                Change::EditProvider {
                    provider: of,
                    edits: newer,
                    ..
                },
            ) => {
                let set_anew = |edit: &Edit| newer.iter().any(|newer| newer.path == edit.path);
                provider == of && edits.iter().all(set_anew)
            }
            _ => false,
        }
    }

    /// Whether `form` is about the same.
    pub(super) fn is_in(&self, form: &Form) -> bool {
        match &self.change {
            Change::EditProvider { provider, .. } => form.edits() == Some(ProviderRef::External(*provider)),
            _ => form.edits().is_none(),
        }
    }

    /// The only one that is new, or that none is.
    fn added(called: &Untrusted, noun: &str, new: impl Iterator<Item = (Object, Untrusted)>) -> Option<Verdict> {
        let mut new = new.fuse();
        match (new.next(), new.next()) {
            (Some((object, name)), None) => Some(Verdict::Done(ChangeResult::new(object, name))),
            (None, _) => Some(Verdict::NotDone(format!(
                "There is no new {noun} '{}' in the list.",
                called.shown()
            ))),
            _ => None,
        }
    }

    /// What the piece that was just read says of it; nothing where that is about something else, about neither, or a part.
    pub(super) fn verdict(&self, data: &Data, resource: Resource) -> Option<Verdict> {
        let name = self.name.shown();
        let done = |object| Verdict::Done(ChangeResult::new(object, self.name.clone()));
        match (&self.change, resource) {
            (Change::AddProvider { organization, .. }, Resource::Providers(of)) if of == *organization => {
                let rows = data.providers.get(&of)?.get().filter(|rows| rows.is_complete())?;
                let new = rows
                    .iter()
                    .filter(|row| row.name == self.name && !self.before.contains(&RowId::Provider(row.id)));
                let new = new.filter_map(|row| match row.id {
                    ProviderRef::External(id) => Some((Object::Provider(id), row.name.clone())),
                    ProviderRef::BuiltIn => None,
                });
                Self::added(&self.name, "client provider", new)
            }
            (
                Change::EditProvider {
                    organization,
                    provider,
                    was,
                    edits,
                },
                Resource::Provider(at, of),
            ) if at == *organization && of == ProviderRef::External(*provider) => {
                let config = data.details.get(&(at, of))?.get()?.config.as_ref()?;
                match found(config, edits) {
                    EditState::AsSent => Some(done(Object::Provider(*provider))),
                    EditState::AsBefore => Some(Verdict::NotDone(format!(
                        "Client provider '{}' was not changed: it is as it was.",
                        was.shown()
                    ))),
                    EditState::Other | EditState::OnlySecrets => None,
                }
            }
            (Change::CreateEnvironment { organization, .. }, Resource::Environments) => {
                let all = data.environments.get().filter(|all| all.is_complete())?;
                let here = all.iter().filter(|e| e.organization == *organization);
                let new = here.filter(|e| {
                    !self.before.contains(&RowId::Environment(e.id)) && may_be_named(self.name.raw(), &e.name)
                });
                let new = new.map(|e| (Object::Environment(e.id), e.name.clone()));
                Self::added(
                    &data.new_environment_name(*organization, &self.name),
                    "environment",
                    new,
                )
            }
            (Change::RenameEnvironment { environment, was, .. }, Resource::Environments) => {
                let now = data.environment(*environment)?;
                if now.name == *was {
                    let text = format!("Environment '{}' was not renamed.", data.environment_name(now.id));
                    return Some(Verdict::NotDone(text));
                }
                may_be_named(self.name.raw(), &now.name)
                    .then(|| Verdict::Done(ChangeResult::new(Object::Environment(now.id), now.name.clone())))
            }
            (
                Change::Associate {
                    environment,
                    was,
                    providers,
                    ..
                },
                Resource::Use(id),
            ) if id == *environment => {
                let now = Some(&data.environment_use(id)?.providers).filter(|now| now.is_complete())?;
                if now.rows == *providers {
                    return Some(done(Object::Environment(id)));
                }
                let name = data.environment_name(id);
                let text = format!("The client providers of environment '{name}' are as they were.");
                (now.rows == *was).then_some(Verdict::NotDone(text))
            }
            (
                Change::Reassign {
                    environment,
                    api,
                    was,
                    provider,
                },
                Resource::Use(id),
            ) if id == *environment => {
                let now = data.api(id, *api)?.provider;
                if now == *provider {
                    return Some(done(Object::Api(id, *api)));
                }
                let text = format!("The client provider of API '{name}' is as it was.");
                (now == *was).then_some(Verdict::NotDone(text))
            }
            _ => None,
        }
    }
}
