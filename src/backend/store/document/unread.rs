//! What a snapshot could not read, and lists that a file lacks: none of it may count as nothing. Imports `domain`.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::hash::Hash;
use std::str::FromStr;
use std::sync::Arc;

use super::{FileMembers, StrictObject};
use crate::backend::store::absent::absence;
use crate::domain::rules::Refusal;
use crate::domain::snapshot::SnapshotItem;
use crate::domain::{ApplicationId, Coverage, EnvironmentId, EnvironmentUse, Error, ProviderId, ProviderRef};

pub(in super::super) const ENVIRONMENTS: &str = "environments";
pub(in super::super) const PROVIDERS: &str = "clientProviders";

/// What is not in the file, and why. Ids of what is gone from the file meanwhile may be among them.
#[derive(Default)]
pub(in super::super) struct Unread {
    /// Why not every environment is in the file.
    environment_list: Option<String>,
    environments: HashMap<EnvironmentId, String>,
    /// Why not every client provider is in the file.
    provider_list: Option<String>,
    providers: HashMap<ProviderId, String>,
    /// Client providers whose applications are not there.
    lists: HashMap<ProviderRef, String>,
    /// Why no client application is in the file.
    application_list: Option<String>,
    applications: HashSet<ApplicationId>,
    /// Lists that the file doesn't have.
    absent: Vec<&'static str>,
    /// What a newer amtui names: it may be any part of the file.
    anything: Option<String>,
}

impl Unread {
    /// Takes the list out of a file. The error is a sentence that says what is wrong and where.
    pub(super) fn of(file: &mut FileMembers) -> Result<Self, String> {
        let mut unread = Self {
            environment_list: absence(file.environments.as_ref(), "`environments`"),
            provider_list: absence(file.client_providers.as_ref(), "`clientProviders`"),
            absent: [
                file.environments.is_none().then_some(ENVIRONMENTS),
                file.client_providers.is_none().then_some(PROVIDERS),
            ]
            .into_iter()
            .flatten()
            .collect(),
            application_list: absence(file.applications.as_ref(), "`applications`"),
            ..Self::default()
        };
        for (i, StrictObject(piece)) in std::mem::take(&mut file.not_read).into_iter().enumerate() {
            let why = piece.why.shown().into_owned();
            let id = piece.id.as_deref();
            match piece.what {
                SnapshotItem::Environments => unread.environment_list = Some(why),
                SnapshotItem::Providers => unread.provider_list = Some(why),
                SnapshotItem::Environment => {
                    unread.environments.insert(EnvironmentId(parse(i, id)?), why);
                }
                SnapshotItem::Provider => {
                    unread.providers.insert(ProviderId(parse(i, id)?), why);
                }
                SnapshotItem::Applications => {
                    let provider = id.map(|id| parse(i, Some(id)).map(ProviderId)).transpose()?;
                    unread.lists.insert(provider.into(), why);
                }
                SnapshotItem::Application => {
                    unread.applications.insert(ApplicationId(parse(i, id)?));
                }
                SnapshotItem::Other => unread.anything = Some(why),
                // Nobody looks these up here; an API says itself that its policies are not in the file.
                _ => {}
            }
        }
        Ok(unread)
    }

    /// Refuses to add to a list that the file doesn't have: it would look whole.
    pub(in super::super) fn has(&self, list: &'static str) -> Result<(), Refusal> {
        if self.absent.contains(&list) {
            Err(Refusal::NoList(list))
        } else {
            Ok(())
        }
    }

    /// How many of the environments are in the file.
    pub(in super::super) fn all_environments(&self) -> Coverage {
        self.known(self.environment_list.as_ref())
    }

    /// How many of the client providers are in the file.
    pub(in super::super) fn all_providers(&self) -> Coverage {
        self.known(self.provider_list.as_ref())
    }

    /// What an environment uses, as far as it was read; refuses to tell it where nothing was.
    pub(in super::super) fn used(
        &self,
        id: EnvironmentId,
        uses: &Arc<EnvironmentUse>,
    ) -> Result<Arc<EnvironmentUse>, Error> {
        match self.environments.get(&id) {
            None if self.anything.is_none() => Ok(Arc::clone(uses)),
            Some(why) if uses.providers.is_empty() && uses.apis.is_empty() => Err(Error::NotRead(why.clone())),
            why => Ok(Arc::new(EnvironmentUse::clone(uses).covered(|_| self.known(why)))),
        }
    }

    /// Refuses to tell what an environment uses.
    pub(in super::super) fn environment(&self, id: EnvironmentId) -> Result<(), Error> {
        refuse(&self.environments, &id)
    }

    /// Refuses to tell the configuration of a client provider.
    pub(in super::super) fn provider(&self, id: ProviderRef) -> Result<(), Error> {
        match id {
            ProviderRef::BuiltIn => Ok(()),
            ProviderRef::External(id) => refuse(&self.providers, &id),
        }
    }

    /// How many of the client applications of a client provider are in the file; refuses to tell them where none was read.
    pub(in super::super) fn applications(&self, of: ProviderRef, rows: usize) -> Result<Coverage, Error> {
        match self.lists.get(&of) {
            Some(why) if rows == 0 => Err(Error::NotRead(why.clone())),
            why => Ok(self.known(why.or(self.application_list.as_ref()))),
        }
    }

    /// The same for all client providers together.
    pub(in super::super) fn all_applications(&self, none: bool) -> Result<Coverage, Error> {
        match self.lists.values().min() {
            Some(why) if none => Err(Error::NotRead(why.clone())),
            why => Ok(self.known(why.or(self.application_list.as_ref()))),
        }
    }

    /// How much is in the file of a list that lacks rows for this reason.
    fn known(&self, why: Option<&String>) -> Coverage {
        Coverage::from_reason(why.or(self.anything.as_ref()).map(String::as_str))
    }

    /// Whether a contract may name this client application although it is not there.
    pub(super) fn application(&self, id: ApplicationId) -> bool {
        let list = self.application_list.is_some() || !self.lists.is_empty();
        list || self.anything.is_some() || self.applications.contains(&id)
    }
}

fn refuse<T: Hash + Eq>(unread: &HashMap<T, String>, id: &T) -> Result<(), Error> {
    match unread.get(id) {
        Some(why) => Err(Error::NotRead(why.clone())),
        None => Ok(()),
    }
}

fn parse<T: FromStr<Err: Display>>(i: usize, id: Option<&str>) -> Result<T, String> {
    let wrong = |why: String| format!("`x-amtui-not-read[{i}].id` is no id: {why}.");
    let id = id.ok_or_else(|| wrong("there is none".into()))?;
    id.parse().map_err(|e: T::Err| wrong(e.to_string()))
}
