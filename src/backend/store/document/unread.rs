//! What a snapshot could not read: it is not there in the file, and must not count as nothing. Imports `domain`.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::hash::Hash;
use std::str::FromStr;

use super::Object;
use crate::domain::snapshot::{NotRead, Piece};
use crate::domain::{ApplicationId, EnvironmentId, Error, ProviderId, ProviderRef};

/// What is not in the file, and why. Ids of what is gone from the file meanwhile may be among them.
#[derive(Default)]
pub(in super::super) struct Unread {
    environments: HashMap<EnvironmentId, String>,
    providers: HashMap<ProviderId, String>,
    /// Client providers whose applications are not there.
    lists: HashMap<ProviderRef, String>,
    applications: HashSet<ApplicationId>,
}

impl Unread {
    /// Reads the list of a file. The error is a sentence that says what is wrong and where.
    pub(super) fn of(list: Vec<Object<NotRead>>) -> Result<Self, String> {
        let mut unread = Self::default();
        for (i, Object(piece)) in list.into_iter().enumerate() {
            let why = piece.why.shown().into_owned();
            let id = piece.id.as_deref();
            match piece.what {
                Piece::Environment => {
                    unread.environments.insert(EnvironmentId(parse(i, id)?), why);
                }
                Piece::Provider => {
                    unread.providers.insert(ProviderId(parse(i, id)?), why);
                }
                Piece::Applications => {
                    let provider = id.map(|id| parse(i, Some(id)).map(ProviderId)).transpose()?;
                    unread.lists.insert(provider.into(), why);
                }
                Piece::Application => {
                    unread.applications.insert(ApplicationId(parse(i, id)?));
                }
                // What nobody looks up.
                Piece::Group | Piece::Other => {}
            }
        }
        Ok(unread)
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

    /// Refuses to tell the client applications of a client provider.
    pub(in super::super) fn applications(&self, of: ProviderRef) -> Result<(), Error> {
        refuse(&self.lists, &of)
    }

    /// Whether a contract may name this client application although it is not there.
    pub(super) fn application(&self, id: ApplicationId) -> bool {
        !self.lists.is_empty() || self.applications.contains(&id)
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
