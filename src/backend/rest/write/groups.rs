//! Business groups: creating, editing and deleting one on the platform. Imports `domain`.
//!
//! The call that creates one isn't in the public contract: other tools use it. Entitlements of the root alone are never sent.

use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::super::call::Call;
use super::super::contract::WriteKind;
use super::super::pages::PagedList;
use super::super::read::ACCOUNTS;
use super::super::{RestBackend, RestSession, wire};
use super::created;
use super::outcome::{AppliedChange, LookResult, compare, gone, only_new};
use super::seen::not_again;
use crate::backend::precondition::{self, subject};
use crate::domain::change::{Object, Seen};
use crate::domain::rules::{self, Refusal};
use crate::domain::{Error, Listing, OrgId, Organization, Tree, Untrusted};

/// Entitlements of the root alone, which the platform refuses.
const OF_ROOT: [&str; 7] = [
    "hybrid",
    "flexGateway",
    "omniGateway",
    "serviceMesh",
    "workerLoggingOverride",
    "runtimeFabric",
    "designCenter",
];

fn rows(tree: &Tree) -> Listing<Organization> {
    Listing {
        rows: tree.iter().cloned().collect(),
        coverage: tree.coverage().clone(),
    }
}

impl RestBackend {
    /// It may create environments, and no business groups of its own.
    pub(super) fn create_group(
        &self,
        session: &RestSession,
        parent: OrgId,
        (name, owner): (&str, &Untrusted),
    ) -> Result<(Object, Untrusted), Error> {
        let context = self.context(session)?;
        rules::create_group(context.actor(), parent)?;
        rules::group_name(name)?;
        let body = json!({
            "name": name,
            "parentOrganizationId": parent,
            "ownerId": self.owner_id(session, owner)?,
            "entitlements": {"createEnvironments": true, "createSubOrgs": false, "globalDeployment": false},
        });
        let call = Call::write(WriteKind::CreateGroup, ACCOUNTS.into(), "This organization".into());
        let before = rows(&context.tree);
        let look = || {
            let asked = |o: &Organization| o.name.raw() == name && o.parents.last() == Some(&parent);
            Ok(only_new(&before, &rows(&self.read_tree(session)?), |o| o.id, asked))
        };
        let unknown = |why: &str| {
            Error::PartlyApplied(format!(
                "The platform accepted business group '{}', and its id is not known: {why}. It may be listed only after you \
                 sign in again.",
                Untrusted::from(name).shown()
            ))
        };
        match self.send(&call.json(&body)?, look)? {
            AppliedChange::Found(now) => Ok((Object::Group(now.id), now.name)),
            AppliedChange::Unseen(why) => Err(unknown(&why)),
            AppliedChange::Shown(answer) => {
                let answer = created(&answer);
                let id = answer
                    .id
                    .ok_or_else(|| unknown("the answer has another form than expected"))?;
                Ok((Object::Group(OrgId(id.0)), answer.name.unwrap_or_else(|| name.into())))
            }
        }
    }

    /// Whether the platform keeps what is left out isn't documented: what it takes is sent as it is.
    pub(super) fn edit_group(
        &self,
        session: &RestSession,
        (id, was): (OrgId, &Untrusted),
        name: &str,
        owner: Option<(Option<&Untrusted>, &Untrusted)>,
    ) -> Result<(Object, Untrusted), Error> {
        let (object, noun) = (Object::Group(id), subject(Object::Group(id), was));
        let context = self.context(session)?;
        let before = self.read_group(&context.tree, id, was)?;
        rules::edit_group(context.actor(), id)?;
        rules::group_name(name)?;
        precondition::same_name(object, "saved", was, &before.name)?;
        let owner = match owner {
            Some((was, owner)) => {
                let now = before.owner.as_ref().and_then(|owner| owner.username.as_ref());
                // Not every answer names the owner.
                if was.is_some() && now.is_some() {
                    precondition::same_owner(&before.name, was, now)?;
                }
                Some(self.owner_id(session, owner)?)
            }
            None => before.owner_id.clone(),
        };
        let mut body = Map::new();
        body.insert("name".into(), name.into());
        body.extend(owner.iter().map(|owner| ("ownerId".to_owned(), owner.raw().into())));
        let minutes = before
            .session_timeout
            .map(|minutes| ("sessionTimeout".to_owned(), minutes.into()));
        body.extend(minutes);
        let mut entitlements = before.entitlements;
        entitlements.retain(|name, _| !OF_ROOT.contains(&name.as_str()));
        if !entitlements.is_empty() {
            body.insert("entitlements".into(), entitlements.into());
        }
        let call = Call::write(WriteKind::EditGroup(id), format!("{ACCOUNTS}/{id}"), noun.clone());
        let look = || {
            let now = self.read_node(id, &noun)?;
            let is = |name: &str, owner: &Option<Untrusted>| now.name.raw() == name && now.owner_id == *owner;
            let (asked, same) = (is(name, &owner), is(before.name.raw(), &before.owner_id));
            Ok(compare((), asked, same, &noun))
        };
        self.send(&call.json(&Value::Object(body))?, look)?;
        Ok((object, name.into()))
    }

    /// The environments in it go with it. The platform may do that later, and answer 202 until then.
    pub(super) fn delete_group(
        &self,
        session: &RestSession,
        (id, was): (OrgId, &Untrusted),
        seen: &Seen,
    ) -> Result<(Object, Untrusted), Error> {
        let (object, noun) = (Object::Group(id), subject(Object::Group(id), was));
        let context = self.context(session)?;
        let now = self.read_group(&context.tree, id, was)?;
        rules::delete_group(context.actor(), id)?;
        // Only a whole tree tells of all groups below it.
        if !context.tree.coverage().is_complete() {
            rules::none_below(&now.name, now.sub_organization_ids.as_ref().map(Vec::len))?;
        }
        precondition::same_name(object, "deleted", was, &now.name)?;
        if !seen.is_open() {
            let environments = self.environments_of(id, "");
            let environments = environments.map_err(|why| not_again("the environments can't be read again", why))?;
            self.nothing_new_in(&environments, (object, was), seen)?;
        }
        let call = Call::write(WriteKind::DeleteGroup, format!("{ACCOUNTS}/{id}"), noun.clone());
        let look = || match self.read_node(id, &noun) {
            // Deleted ones are still told by some calls.
            Ok(node) if node.deleted_at.is_some() => Ok(LookResult::AsAsked(())),
            // The platform answers 400 for an organization that it doesn't know.
            Err(Error::Rejected(why)) => {
                let tree = self.read_tree(session)?;
                if tree.coverage().is_complete() && tree.get(id).is_none() {
                    Ok(LookResult::AsAsked(()))
                } else {
                    Err(Error::Rejected(why))
                }
            }
            other => gone(other, was),
        };
        self.send(&call, look)?;
        Ok((object, now.name))
    }

    fn read_node(&self, id: OrgId, noun: &str) -> Result<wire::NodeWire, Error> {
        self.access.get(format!("{ACCOUNTS}/{id}"), noun)
    }

    /// A business group as it is now, unless the whole tree is known and lacks it.
    fn read_group(&self, tree: &Tree, id: OrgId, was: &Untrusted) -> Result<wire::NodeWire, Error> {
        if tree.get(id).is_none() && tree.coverage().is_complete() {
            return Err(precondition::gone(Object::Group(id), was));
        }
        self.read_node(id, &subject(Object::Group(id), was))
    }

    /// The id of the user with exactly this name.
    fn owner_id(&self, session: &RestSession, owner: &Untrusted) -> Result<Untrusted, Error> {
        if let Some(id) = session.user.as_ref().filter(|_| session.account.username == *owner) {
            return Ok(id.clone());
        }
        let nobody = || Error::from(Refusal::NoSuchUser(owner.shown().into_owned()));
        if owner.raw().is_empty() {
            return Err(nobody());
        }
        let name: String = form_urlencoded::byte_serialize(owner.raw().as_bytes()).collect();
        let path = format!("{ACCOUNTS}/{}/users?type=host&search={name}", session.root);
        let list = PagedList::new(path, 500, "This organization", "users");
        let found = self.pages(&list, |row: &wire::OwnerWire| row.id.clone())?;
        let named = |row: &&wire::OwnerWire| row.username.as_ref() == Some(owner);
        match found.iter().find(named).and_then(|row| row.id.clone()) {
            Some(id) => Ok(id),
            None if found.is_complete() => Err(nobody()),
            None => Err(Error::Failed("not every user could be read".into())),
        }
    }
}
