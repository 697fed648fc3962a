//! What is changed on the platform: each change is checked against what is there now, and sent once. Imports `domain`.
//!
//! Between looking and sending somebody else may change it all the same: the platform has no versions to send along.

mod access;
mod environments;
mod groups;
mod outcome;
mod providers;
mod seen;

use serde_json::json;

use super::call::Answer;
use super::read::{refused, unlisted};
use super::{RestBackend, RestSession, convert, wire};
use crate::backend::precondition;
use crate::domain::change::{Change, ChangeResult};
use crate::domain::rules::{Actor, Refusal};
use crate::domain::{Account, Error, OrgId, ProviderId, ProviderRef, ProviderRow, Tree};

impl RestBackend {
    pub(super) fn make(&self, session: &RestSession, change: &Change) -> Result<ChangeResult, Error> {
        let (object, name) = match change {
            Change::AddProvider {
                organization,
                kind,
                edits,
            } => self.add(session, *organization, kind, edits)?,
            Change::EditProvider {
                organization,
                provider,
                was,
                edits,
            } => self.edit(session, *organization, (*provider, was), edits)?,
            Change::DeleteProvider {
                organization,
                provider,
                was,
                kind,
                seen,
            } => return self.delete_provider(session, *organization, (*provider, was), kind, seen),
            Change::Associate {
                environment,
                was,
                providers,
                made_default,
            } => self.associate(session, *environment, (was, providers), *made_default)?,
            Change::CreateEnvironment {
                organization,
                name,
                kind,
                providers,
            } => {
                let body = json!({"name": name, "type": kind, "isProduction": kind.label() == "production"});
                self.create(session, *organization, (name, &body), providers)?
            }
            Change::RenameEnvironment { environment, was, name } => {
                self.rename_environment(session, *environment, was, name)?
            }
            Change::DeleteEnvironment { environment, was, seen } => {
                self.delete_environment(session, (*environment, was), seen)?
            }
            Change::Reassign {
                environment,
                api,
                was,
                provider,
            } => self.reassign(session, (*environment, *api), *was, *provider)?,
            Change::SetUserEnabled { user, was, enabled } => self.set_enabled(session, (*user, was), *enabled)?,
            Change::DeleteTeam { team, was, seen } => self.delete_team(session, (*team, was), seen)?,
            Change::CreateGroup { parent, name, owner } => self.create_group(session, *parent, (name, owner))?,
            Change::EditGroup {
                group,
                was,
                name,
                owner,
            } => self.edit_group(
                session,
                (*group, was),
                name,
                owner.as_ref().map(|(was, owner)| (was.as_ref(), owner)),
            )?,
            Change::DeleteGroup { group, was, seen } => self.delete_group(session, (*group, was), seen)?,
        };
        Ok(ChangeResult::new(object, name))
    }

    fn row(&self, session: &RestSession, provider: ProviderRef) -> Result<ProviderRow, Error> {
        match provider {
            ProviderRef::BuiltIn => Ok(convert::built_in().row),
            ProviderRef::External(id) => Ok(self.read_provider(session.root, id, "This client provider")?.row),
        }
    }

    /// How the providers are called, where this account may know all of them.
    fn names(&self, session: &RestSession) -> Result<Option<Vec<ProviderRow>>, Error> {
        match self.rows(session.root) {
            Err(why) if refused(&why) => Ok(None),
            other => other.map(|list| list.is_complete().then_some(list.rows)),
        }
    }

    fn context<'a>(&self, session: &'a RestSession) -> Result<RuleContext<'a>, Error> {
        let mut anyone = session.account.clone();
        anyone.roles.push(convert::administrator(session.root));
        Ok(RuleContext {
            tree: self
                .read_tree(session)
                .map_err(|why| unlisted("business groups", why))?,
            account: &session.account,
            anyone,
        })
    }
}

/// What the rules are asked on. The account counts as an administrator there: whether it is, the platform says.
struct RuleContext<'a> {
    tree: Tree,
    account: &'a Account,
    anyone: Account,
}

impl RuleContext<'_> {
    fn actor(&self) -> Actor<'_> {
        Actor {
            account: &self.anyone,
            tree: &self.tree,
            read_only: false,
        }
    }

    /// A rule of what belongs to the root; elsewhere it tells whether the account has a role there.
    fn root(&self, organization: OrgId, rule: impl Fn(Actor<'_>) -> Result<(), Refusal>) -> Result<(), Error> {
        let mut who = self.actor();
        if self.tree.get(organization).is_some_and(|o| !o.is_root()) {
            who.account = self.account;
        }
        Ok(rule(who)?)
    }
}

fn created(answer: &Answer) -> wire::CreatedWire {
    serde_json::from_slice(&answer.body).unwrap_or_default()
}

fn called(rows: Option<&[ProviderRow]>, id: ProviderId) -> String {
    let row = rows
        .into_iter()
        .flatten()
        .find(|row| row.id == ProviderRef::External(id));
    row.map_or_else(|| id.to_string(), |row| row.name.shown().into_owned())
}

fn all_there(rows: Option<&[ProviderRow]>, ids: &[ProviderId]) -> Result<(), Error> {
    let there = |id| rows.is_none_or(|rows| rows.iter().any(|row| row.id == ProviderRef::External(id)));
    precondition::all_there(ids, there)
}
