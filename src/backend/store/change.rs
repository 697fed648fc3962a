//! The changes of a file backend, each under the lock of the file. Each happens whole or not at all, can be undone, and
//! is in the audit. Its parts plan a change, by kind of object. Imports `domain`.

mod access;
mod apis;
mod audit;
mod check;
mod details;
mod environments;
mod groups;
mod history;
mod plan;
mod providers;
mod undo;

use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

use self::check::{Harm, check};
pub(super) use self::history::Journal;
use self::history::JournalEntry;
use self::plan::{Plan, PlanContext};
use super::access::Directory;
use super::document::{ApplicationsByName, Document};
use super::editor::Editor;
use super::file::FileContent;
use super::journal::{RecordCollection, revert};
use super::json::{FileJson, Reach};
use super::medium::LockedMedium;
use super::{FileBackend, guard};
use crate::backend::new_file::error;
use crate::backend::precondition;
use crate::domain::change::{Change, ChangeKind, ChangeResult};
use crate::domain::secret::WipedBytes;
use crate::domain::text::escape;
use crate::domain::{Account, Environment, Error, OrgId, ProviderRef};

/// The file under its lock: its bytes, and what they mean.
struct OpenFile<'a> {
    file: LockedMedium<'a>,
    content: FileContent,
    document: Arc<Document>,
    /// Read only for a change that needs it.
    directory: Option<Directory>,
}

impl FileBackend {
    fn lock(&self, directory: bool) -> Result<OpenFile<'_>, Error> {
        // Looked at before the lock: who reads a file locks what is kept of it first.
        let cached = self.document.kept();
        // Where it can't even be read, that says more than that it can't be written.
        let file = self.medium.lock(&self.waiting);
        let file = file.or_else(|why| self.document().and(Err(why)))?;
        let content = file.read()?;
        let document = match cached {
            Some((stamp, document)) if stamp == content.stamp => document,
            _ => Arc::new(Document::parse(&content.bytes).map_err(|why| self.wrong(why))?),
        };
        let directory = directory.then(|| Directory::parse(&content.bytes)).transpose();
        let directory = directory.map_err(|why| error(self.medium.path(), why))?;
        Ok(OpenFile {
            file,
            content,
            document,
            directory,
        })
    }

    /// Takes the JSON apart as far as a change reaches.
    fn json<'a>(&self, open: &'a OpenFile<'_>, reach: &Reach) -> Result<FileJson<'a>, Error> {
        // Reading skips what it does not know; keeping it is harder, as when it is nested without end.
        FileJson::parse(&open.content.bytes, reach, &open.document.order).map_err(|e| {
            let why = format!("it can be read, but not changed: {}.", escape(&e.to_string()));
            error(self.medium.path(), why)
        })
    }

    /// The file as it is to be written.
    fn bytes(&self, open: &OpenFile<'_>, json: &FileJson<'_>) -> Result<WipedBytes, Error> {
        let written = json.written(open.content.bytes.len());
        written.map_err(|e| error(self.medium.path(), format!("it can't be written: {e}.")))
    }

    /// The account signed in, as `document` has it.
    fn account<'a>(&self, document: &'a Document) -> Result<&'a Account, Error> {
        let username = guard(&self.session).clone().ok_or(Error::SignedOut)?;
        document.account(&username).ok_or(Error::SignedOut)
    }

    pub(super) fn make(&self, change: &Change) -> Result<ChangeResult, Error> {
        // One change at a time: the journal must be in the order of the file.
        let mut journal = guard(&self.journal);
        let (step, done) = self.write(change, self.medium.new_id(), None)?;
        journal.made.push(step);
        journal.undone.clear();
        Ok(done)
    }

    /// Makes the change again that was undone last. The same rules hold as at first, and it must come to the same.
    pub(super) fn redo_last(&self) -> Result<String, Error> {
        let mut journal = guard(&self.journal);
        self.signed_in()?;
        let last = journal.undone.last().ok_or(Error::NothingToRedo)?;
        let (step, _) = self.write(&last.change, last.id, Some(last))?;
        let redone = format!("Redone: {}", step.summary);
        journal.undone.pop();
        journal.made.push(step);
        Ok(redone)
    }

    /// Makes a change; what it makes gets this id. One that was undone is made `again` only if it comes to the same.
    fn write(
        &self,
        change: &Change,
        id: Uuid,
        again: Option<&JournalEntry>,
    ) -> Result<(JournalEntry, ChangeResult), Error> {
        // Refused without waiting for other writers, and again below, where all of it may have changed meanwhile.
        let (document, account) = self.signed_in()?;
        let needs_directory = match change {
            Change::SetUserEnabled { .. } | Change::DeleteTeam { .. } => true,
            Change::DeleteEnvironment { seen, .. } | Change::DeleteGroup { seen, .. } => seen.access().is_some(),
            _ => false,
        };
        let directory = needs_directory.then(|| self.read_directory()).transpose()?;
        let context = PlanContext {
            document: &document,
            account: &account,
            directory: directory.as_deref(),
        };
        plan(context, change, id)?;

        let open = self.lock(needs_directory)?;
        let account = self.account(&open.document)?;
        let context = PlanContext {
            document: &open.document,
            account,
            directory: open.directory.as_ref(),
        };
        let plan = plan(context, change, id)?;
        let called = context.final_name(&plan);
        let values = details::values(change, &plan.name, context);
        let also_changed = details::also_changed(change, context);
        let mut json = self.json(&open, &reach(change, &open.document))?;
        let mut editor = Editor::new(&mut json.value.0);
        (plan.make)(&mut editor).ok_or_else(mismatch)?;
        let summary = change.summary(plan.object, &called);
        let step = JournalEntry {
            action: change.kind(),
            undone: match change.kind() {
                ChangeKind::Delete => format!("{} is back", precondition::subject(plan.object, &called)),
                _ => format!("Undone: {summary}"),
            },
            summary,
            fields: change.fields(),
            values,
            also_changed,
            object: plan.object,
            name: plan.name,
            organization: plan.organization,
            parent: plan.parent,
            deeds: editor.finish(),
            change: change.clone(),
            id,
        };
        if again.is_some_and(|before| before.deeds != step.deeds) {
            return Err(Error::Changed(format!(
                "Not redone: what \"{}\" changes isn't as undo left it. Make the change again to see what it does now.",
                step.summary
            )));
        }
        let action = if again.is_some() { ChangeKind::Redo } else { step.action };
        self.audit(&mut json.value.0, (&open.document, account), action, &step)?;
        let bytes = self.bytes(&open, &json)?;
        // A file that can't be read any more is the one harm that no undo takes back.
        let refused = |harm| {
            let why = match harm {
                Harm::LeftBehind => "a deletion would leave permissions behind in what goes with it.".into(),
                Harm::Unreadable(why) => format!("it was not changed, as it could not be read again: {why}"),
            };
            error(self.medium.path(), why)
        };
        open.file.replace_if(&bytes, self.parallel, || {
            let read = check(&bytes, step.object, &open.content.bytes);
            read.map(drop).map_err(refused)
        })?;
        let done = ChangeResult::new(step.object, called);
        Ok((step, done))
    }

    pub(super) fn undo_last(&self) -> Result<String, Error> {
        let mut journal = guard(&self.journal);
        self.signed_in()?;
        let step = journal.made.last().ok_or(Error::NothingToUndo)?;

        let open = self.lock(false)?;
        let account = self.account(&open.document)?;
        undo::may_take_back(
            step,
            PlanContext {
                document: &open.document,
                account,
                directory: None,
            },
        )?;
        let kept = |why: &str| Error::Changed(format!("Not undone: after \"{}\" {why}.", step.summary));
        // What was made was whole without it before: only a new link to it can be in the way.
        let refused = |harm| match harm {
            Harm::Unreadable(why) if step.action != ChangeKind::Create => Error::Changed(format!(
                "Not undone: without \"{}\" the file couldn't be read. {why}",
                step.summary
            )),
            _ => kept("something else started to use it"),
        };
        let mut json = self.json(&open, &Reach::of(&step.deeds))?;
        revert(&mut json.value.0, &step.deeds).ok_or_else(|| kept("the same settings were changed again"))?;
        self.audit(&mut json.value.0, (&open.document, account), ChangeKind::Undo, step)?;
        let bytes = self.bytes(&open, &json)?;
        open.file.replace_if(&bytes, self.parallel, || {
            let document = check(&bytes, step.object, &open.content.bytes).map_err(refused)?;
            let context = PlanContext {
                document: &document,
                account: self.account(&document)?,
                directory: None,
            };
            undo::may_bring_back(step, context)
        })?;
        let undone = step.undone.clone();
        let step = journal.made.pop();
        journal.undone.extend(step);
        Ok(undone)
    }

    /// Stores where the account works. That is no change: it has no audit entry, and nothing to undo. The demo alone keeps it:
    /// a file that was opened doesn't change by being looked at.
    pub(super) fn write_active(&self, account: &Account, organization: OrgId) -> Result<(), Error> {
        let open = self.lock(false)?;
        let mut json = self.json(&open, &Reach::default())?;
        let mut editor = Editor::new(&mut json.value.0);
        let users = editor.set(RecordCollection::Users, "activeOrganizationId", |user| {
            let same = user.get("username").and_then(Value::as_str) == Some(account.username.raw());
            same.then(|| organization.to_string().into())
        });
        // A file without users has the one local account, and no place to keep this.
        if users == 0 {
            return Ok(());
        }
        let bytes = self.bytes(&open, &json)?;
        open.file.replace(&bytes)
    }
}

/// Which API instances and client applications `change` may touch.
fn reach(change: &Change, document: &Document) -> Reach {
    let environments = |held: &dyn Fn(&Environment) -> bool| {
        let uses = document.environments.iter().filter(|e| held(e));
        let uses = uses.filter_map(|e| document.uses.get(&e.id));
        Reach {
            apis: uses.flat_map(|uses| uses.apis.iter()).map(|api| api.id).collect(),
            ..Reach::default()
        }
    };
    match change {
        Change::DeleteProvider { provider, .. } => {
            let id = ProviderRef::External(*provider);
            let apis = document.uses.values().flat_map(|uses| uses.apis.iter());
            let applications = document.applications.get(&id).map(ApplicationsByName::unordered);
            let applications = applications.unwrap_or_default();
            Reach {
                apis: apis.filter(|api| api.provider == id).map(|api| api.id).collect(),
                applications: applications.iter().map(|one| one.id).collect(),
            }
        }
        Change::DeleteEnvironment { environment, .. } => environments(&|e| e.id == *environment),
        Change::DeleteGroup { group, .. } => environments(&|e| e.organization == *group),
        Change::Reassign { api, .. } => Reach {
            apis: [*api].into(),
            ..Reach::default()
        },
        Change::AddProvider { .. }
        | Change::EditProvider { .. }
        | Change::Associate { .. }
        | Change::CreateEnvironment { .. }
        | Change::RenameEnvironment { .. }
        | Change::CreateGroup { .. }
        | Change::EditGroup { .. }
        | Change::SetUserEnabled { .. }
        | Change::DeleteTeam { .. } => Reach::default(),
    }
}

/// What `change` comes to; `id` is for what it makes, where it makes something.
fn plan<'a>(context: PlanContext<'a>, change: &'a Change, id: Uuid) -> Result<Plan<'a>, Error> {
    match change {
        Change::AddProvider {
            organization,
            kind,
            edits,
        } => providers::add(context, (*organization, id), kind, edits),
        Change::EditProvider {
            organization,
            provider,
            was,
            edits,
        } => providers::edit(context, *organization, (*provider, was), edits),
        Change::DeleteProvider {
            organization,
            provider,
            was,
            kind,
            seen,
        } => providers::delete(context, *organization, (*provider, was), kind, seen),
        Change::Associate {
            environment,
            was,
            providers,
            made_default,
        } => environments::associate(context, *environment, (was, providers), *made_default),
        Change::CreateEnvironment {
            organization,
            name,
            kind,
            providers,
        } => environments::create(context, (*organization, id), (name, *kind), providers),
        Change::RenameEnvironment { environment, was, name } => {
            environments::rename(context, (*environment, was), name)
        }
        Change::DeleteEnvironment { environment, was, seen } => {
            environments::delete(context, (*environment, was), seen)
        }
        Change::CreateGroup { parent, name, owner } => groups::create(context, (*parent, id), name, owner),
        Change::EditGroup {
            group,
            was,
            name,
            owner,
        } => groups::edit(
            context,
            (*group, was),
            name,
            owner.as_ref().map(|(was, owner)| (was.as_ref(), owner)),
        ),
        Change::DeleteGroup { group, was, seen } => groups::delete(context, (*group, was), seen),
        Change::Reassign {
            environment,
            api,
            was,
            provider,
        } => apis::reassign(context, (*environment, *api), *was, *provider),
        Change::SetUserEnabled { user, was, enabled } => access::set_enabled(context, (*user, was), *enabled),
        Change::DeleteTeam { team, was, seen } => access::delete_team(context, (*team, was), seen),
    }
}

/// The two readings of one file disagree.
fn mismatch() -> Error {
    Error::Internal("the organization file reads differently for looking and for changing".into())
}
