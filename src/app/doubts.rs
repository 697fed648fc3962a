//! Changes whose outcome is unknown, until a reading tells it.

use std::collections::BTreeSet;

use super::App;
use super::awaited::Awaited;
use super::data::Data;
use super::line::Tone;
use super::list::RowId;
use super::overlay::delete::{self, DeleteTarget};
use super::overlay::form::Form;
use super::remote::Remote;
use super::request::{Reply, Ticket};
use super::resource::Resource;
use crate::domain::change::{Change, ChangeResult, Object};
use crate::domain::draft::{Edit, EditState, found, name_of};
use crate::domain::impact::ChangeEffects;
use crate::domain::rules::may_be_named;
use crate::domain::{Error, ProviderRef, Untrusted};

/// A change that was sent, and of which nobody knows whether it was made.
#[derive(Debug)]
pub(super) struct Doubt {
    of: Doubted,
    /// The newest request when it arose: what was asked for until then may tell how it was before.
    after: Ticket,
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
    change: Change,
    /// The name that it gives, or that of what it is about.
    name: Untrusted,
    /// What was there before: an addition is something else.
    before: BTreeSet<RowId>,
    /// It was said that nothing of it is seen.
    missed: bool,
}

/// What a reading says of a change.
enum Told {
    Done(ChangeResult),
    /// A whole sentence.
    Not(String),
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
                let whole = !data.short.contains(organization);
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
            missed: false,
        })
    }

    /// Whether `newer` sets all that this sets: what became of this one matters to nobody then.
    fn is_replaced_by(&self, newer: &Change) -> bool {
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
    fn is_in(&self, form: &Form) -> bool {
        match &self.change {
            Change::EditProvider { provider, .. } => form.edits() == Some(ProviderRef::External(*provider)),
            _ => form.edits().is_none(),
        }
    }

    /// The only one that is new, or that none is.
    fn added(called: &Untrusted, noun: &str, new: impl Iterator<Item = (Object, Untrusted)>) -> Option<Told> {
        let mut new = new.fuse();
        match (new.next(), new.next()) {
            (Some((object, name)), None) => Some(Told::Done(ChangeResult::new(object, name))),
            (None, _) => Some(Told::Not(format!(
                "There is no new {noun} '{}' in the list.",
                called.shown()
            ))),
            _ => None,
        }
    }

    /// What the piece that was just read says of it; nothing where that is about something else, about neither, or a part.
    fn told(&self, data: &Data, resource: Resource) -> Option<Told> {
        let name = self.name.shown();
        let done = |object| Told::Done(ChangeResult::new(object, self.name.clone()));
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
                    EditState::AsBefore => Some(Told::Not(format!(
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
                    return Some(Told::Not(text));
                }
                may_be_named(self.name.raw(), &now.name)
                    .then(|| Told::Done(ChangeResult::new(Object::Environment(now.id), now.name.clone())))
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
                (now.rows == *was).then_some(Told::Not(text))
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
                (now == *was).then_some(Told::Not(text))
            }
            _ => None,
        }
    }
}

impl App {
    /// From here on it is in doubt whether this was made.
    pub(super) fn doubt(&mut self, of: Doubted) {
        let after = Ticket(self.requests.tickets);
        if let Doubted::Change(sent) = &of {
            self.drop_replaced(&sent.change);
        }
        self.requests.doubts.push(Doubt { of, after });
    }

    /// What was added by a change whose outcome is known is not the addition that is looked for.
    pub(super) fn not_in_doubt(&mut self, change: Option<&Change>, object: Object) {
        if let Some(change) = change {
            self.drop_replaced(change);
        }
        for doubt in &mut self.requests.doubts {
            if let Doubted::Change(sent) = &mut doubt.of {
                sent.before.insert(object.into());
            }
        }
    }

    fn drop_replaced(&mut self, newer: &Change) {
        let replaced = |doubt: &Doubt| matches!(&doubt.of, Doubted::Change(sent) if sent.is_replaced_by(newer));
        self.requests.doubts.retain(|doubt| !replaced(doubt));
    }

    /// A piece was read, or could not be: what that says of changes in doubt is told.
    pub(super) fn settle_doubts(&mut self, ticket: Ticket, resource: Resource) {
        for mut doubt in std::mem::take(&mut self.requests.doubts) {
            let left = match &mut doubt.of {
                _ if ticket <= doubt.after => true,
                Doubted::Delete(target, trace) => self.settle_delete(target, trace, resource),
                Doubted::Change(sent) => self.settle_change(sent, resource),
            };
            if left {
                self.requests.doubts.push(doubt);
            }
        }
    }

    /// Says whether it is still in doubt.
    fn settle_change(&mut self, sent: &mut Sent, resource: Resource) -> bool {
        let told = Some(&self.model.data).filter(|data| data.is_ready(resource));
        match told.and_then(|data| sent.told(data, resource)) {
            None => true,
            Some(Told::Done(done)) => {
                let name = self.model.data.called(Some(&sent.change), &done);
                let said = sent.change.summary(done.object, &name);
                if let Some(form) = self.form_mut().filter(|form| form.doubt && sent.is_in(form)) {
                    form.note = Some(format!("It is saved: {said}."));
                }
                self.model.data.trace(ChangeEffects::from(&sent.change));
                self.model.outcome(Tone::Good, format!("{said}."));
                false
            }
            Some(Told::Not(why)) => {
                // A list may not have it yet: one that comes later may.
                let adds = matches!(
                    sent.change,
                    Change::AddProvider { .. } | Change::CreateEnvironment { .. }
                );
                if !std::mem::replace(&mut sent.missed, true) {
                    self.model.outcome(Tone::Warning, why);
                }
                adds
            }
        }
    }

    /// Says whether it is still in doubt.
    fn settle_delete(&mut self, target: &DeleteTarget, trace: &ChangeEffects, resource: Resource) -> bool {
        let data = &self.model.data;
        let (there, read) = match (target.object(), resource) {
            (Object::Provider(id), Resource::Providers(org)) => {
                let rows = data.providers.get(&org).and_then(Remote::get);
                let row = |row: &crate::domain::ProviderRow| row.id == ProviderRef::External(id);
                (rows.is_some_and(|rows| rows.iter().any(row)), true)
            }
            (Object::Provider(id), Resource::Provider(_, of)) if of == ProviderRef::External(id) => {
                (data.is_ready(resource), false)
            }
            (Object::Environment(id), Resource::Environments) => (data.environment(id).is_some(), true),
            (Object::Environment(id), Resource::Use(of)) if of == id => (data.is_ready(resource), false),
            (Object::Group(id), Resource::Tree) => (data.organization(id).is_some(), false),
            _ => return true,
        };
        if !read && matches!(data.error(resource), Some(Error::NotFound(_))) {
            self.deleted(target, trace.clone(), None);
            return false;
        }
        if !data.is_ready(resource) {
            return true;
        }
        if there {
            self.model.outcome(Tone::Bad, target.still_there());
            return false;
        }
        // Not standing in a list may have other reasons (R27): it is looked for by its id.
        let looks = |awaited: &Awaited| matches!(awaited, Awaited::Look(of) if **of == *target);
        if read && !self.requests.awaiting.any(looks) {
            self.send_awaited(target.look(), Awaited::Look(Box::new(target.clone())));
        }
        true
    }

    /// What was looked for by its id was found, or not.
    pub(super) fn looked(&mut self, target: &DeleteTarget, result: &Result<Reply, Error>) {
        let is = |doubt: &mut Doubt| matches!(&doubt.of, Doubted::Delete(of, _) if **of == *target);
        let gone = matches!(result, Err(Error::NotFound(_)));
        let there = result
            .as_ref()
            .is_ok_and(|reply| target.found(reply) == Some(delete::Found::Same));
        if !gone && !there {
            return;
        }
        let doubt = self.requests.doubts.extract_if(.., is).next();
        match doubt.map(|doubt| doubt.of) {
            Some(Doubted::Delete(target, trace)) if gone => self.deleted(&target, trace, None),
            Some(Doubted::Delete(target, _)) => self.model.outcome(Tone::Bad, target.still_there()),
            _ => {}
        }
    }
}
