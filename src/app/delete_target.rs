//! What a delete dialog is about: a client provider, an environment, a business group or a team.

use std::borrow::Cow;

use crate::app::access_read::{AccessRead, AccessReply};
use crate::app::location::Location;
use crate::app::request::{Reply, Request};
use crate::domain::change::{Change, ChangeKind, Object, Seen};
use crate::domain::{EnvironmentId, EnvironmentKind, OrgId, ProviderId, ProviderKind, ProviderRef, TeamId, Untrusted};

/// What is to be deleted, as it was when the dialog opened. Of what changes behind the dialog it follows the name alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteTarget {
    /// The organization it belongs to: the root, of a client provider.
    pub organization: OrgId,
    /// Its name, and whether it is the root.
    pub organization_name: (Untrusted, bool),
    pub thing: Thing,
    pub name: Untrusted,
    /// How it is called in sentences, fit to be shown: an environment with its organization where another one has the same name.
    pub called: String,
}

/// What can be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A client provider.
    Provider(ProviderId, ProviderKind),
    /// An environment, with everything in it.
    Environment(EnvironmentId, EnvironmentKind),
    /// A business group, with everything in it.
    Group(OrgId),
    /// A team, with the teams below it.
    Team(TeamId),
}

impl DeleteTarget {
    /// The platform's word for it.
    pub fn noun(&self) -> &'static str {
        self.object().noun()
    }

    pub fn object(&self) -> Object {
        match self.thing {
            Thing::Provider(id, _) => Object::Provider(id),
            Thing::Environment(id, _) => Object::Environment(id),
            Thing::Group(id) => Object::Group(id),
            Thing::Team(id) => Object::Team(id),
        }
    }

    /// What is said where a look shows that it was not deleted.
    pub fn still_there(&self) -> String {
        format!("'{}' was not deleted: it is still there.", self.called)
    }

    /// Its whole id.
    pub fn id(&self) -> String {
        match self.thing {
            Thing::Provider(id, _) => id.to_string(),
            Thing::Environment(id, _) => id.to_string(),
            Thing::Group(id) => id.to_string(),
            Thing::Team(id) => id.to_string(),
        }
    }

    /// What kind of thing it is: `OIDC DCR`, `production`.
    pub fn kind(&self) -> Cow<'_, str> {
        match &self.thing {
            Thing::Provider(_, kind) => kind.label(),
            Thing::Environment(_, kind) => kind.label().into(),
            Thing::Group(_) => "business group".into(),
            Thing::Team(..) => "team".into(),
        }
    }

    /// The client provider, where it is one.
    pub fn provider(&self) -> Option<ProviderRef> {
        match self.thing {
            Thing::Provider(id, _) => Some(ProviderRef::External(id)),
            _ => None,
        }
    }

    pub fn page(&self) -> Location {
        match self.thing {
            Thing::Provider(id, _) => Location::ClientProvider(ProviderRef::External(id)),
            Thing::Environment(id, _) => Location::Environment(id),
            Thing::Group(id) => Location::BusinessGroup(id),
            Thing::Team(id) => Location::Team(id),
        }
    }

    /// The request that reads it.
    pub fn read(&self) -> Request {
        match self.thing {
            Thing::Provider(id, _) => Request::Provider(self.organization, ProviderRef::External(id)),
            Thing::Environment(..) => Request::Environments,
            Thing::Group(_) => Request::Tree,
            Thing::Team(..) => Request::Access(AccessRead::Teams),
        }
    }

    /// The request that says whether it is still there: by its id where there is one for that, as not standing in a list
    /// may have other reasons (R27).
    pub fn look(&self) -> Request {
        match self.thing {
            Thing::Environment(id, _) => Request::EnvironmentUse(id),
            Thing::Team(id) => Request::Access(AccessRead::Team(id)),
            _ => self.read(),
        }
    }

    /// Whether [`DeleteTarget::look`] reads a list. A missing list doesn't prove that its rows are gone.
    pub fn is_looked_for_in_list(&self) -> bool {
        matches!(self.thing, Thing::Group(_))
    }

    /// The request that deletes it, unless more goes with it than was `seen`.
    pub fn delete(&self, seen: Seen) -> Request {
        let was = self.name.clone();
        let change = match &self.thing {
            Thing::Provider(provider, kind) => Change::DeleteProvider {
                organization: self.organization,
                provider: *provider,
                was,
                kind: kind.clone(),
                seen,
            },
            Thing::Environment(environment, _) => Change::DeleteEnvironment {
                environment: *environment,
                was,
                seen,
            },
            Thing::Group(group) => Change::DeleteGroup {
                group: *group,
                was,
                seen,
            },
            Thing::Team(team) => Change::DeleteTeam { team: *team, was, seen },
        };
        Request::Change(Box::new(change))
    }

    /// Whether `request` deletes something.
    pub fn deletes(request: &Request) -> bool {
        matches!(request, Request::Change(change) if change.kind() == ChangeKind::Delete)
    }

    /// What an answer to [`DeleteTarget::read`] says of it: its name and its kind now, or that it is not there.
    pub fn found(&self, reply: &Reply) -> Option<Found> {
        let (name, other_kind) = match (&self.thing, reply) {
            (Thing::Environment(..), Reply::EnvironmentUse(_)) => return Some(Found::Same),
            (Thing::Provider(_, kind), Reply::Provider(now)) => {
                let other = (!kind.may_be(&now.row.kind)).then(|| now.row.kind.label().into_owned());
                (&now.row.name, other)
            }
            (Thing::Environment(id, kind), Reply::Environments(all)) => match all.iter().find(|e| e.id == *id) {
                Some(now) => (&now.name, (now.kind != *kind).then(|| now.kind.label().to_owned())),
                None => return Some(Found::NotListed),
            },
            (Thing::Group(id), Reply::Tree(tree)) => match tree.get(*id) {
                Some(now) => (&now.name, (now.kind() != self.kind()).then(|| now.kind().to_owned())),
                None => return Some(Found::NotListed),
            },
            (Thing::Team(id), Reply::Access(AccessReply::Teams(all))) => match all.iter().find(|team| team.id == *id) {
                Some(now) => (&now.name, None),
                None => return Some(Found::NotListed),
            },
            (Thing::Team(..), Reply::Access(AccessReply::Team(now))) => (&now.name, None),
            _ => return None,
        };
        Some(match other_kind {
            _ if *name != self.name => Found::Renamed(name.shown().into_owned()),
            Some(kind) => Found::OtherKind(kind),
            None => Found::Same,
        })
    }
}

/// What became of the thing while the dialog was open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Same,
    /// It has this name now.
    Renamed(String),
    /// It is of this kind now.
    OtherKind(String),
    /// It does not stand in the list any more, whatever the reason.
    NotListed,
}
