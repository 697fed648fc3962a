//! The account that the credentials belong to, what it sees, and what it may do. Imports `domain`.

use std::sync::Arc;

use serde_json::Value;

use super::auth::ME;
use super::pages::{PagedList, understood};
use super::read::{ACCOUNTS, refused};
use super::{RestBackend, RestSession, convert, guard, wire};
use crate::domain::{Account, Coverage, Error, OrgId, Tree, Untrusted};

const OWN_GROUPS: &str = "You may not read the tree of business groups. Only those that you belong to are visible.";

impl RestBackend {
    /// Whose credentials these are: one request, as a rule. Their rights are read later, and taken for all until then: the
    /// platform decides anyway.
    pub(super) fn identify(&self) -> Result<RestSession, Error> {
        let mut me: wire::MeWire = self.access.get(ME.into(), "Your account")?;
        // A token may be an app's as well. An app that acts on behalf of a user is that user.
        let for_itself = |client: &wire::ClientWire| me.user.is_none() || client.acts_for_itself();
        let app = self.access.is_app() || (!self.access.on_behalf() && me.client.as_ref().is_some_and(for_itself));
        if app {
            self.access.note_app();
        }
        let user = me.user.as_mut();
        let client = me.client.as_ref().and_then(|client| client.org_id);
        let own = user.as_ref().and_then(|user| {
            let active = || user.properties.cs_auth.as_ref()?.active_organization_id;
            let organization = user.organization.as_ref().map(|o| o.id);
            organization.or(user.organization_id).or_else(active)
        });
        let own = if app { client.or(own) } else { own.or(client) };
        let own = own.ok_or_else(|| Error::Failed("it does not say which organization is yours".into()))?;

        let mut known = wire::UnderstoodWire::default();
        if let Some(user) = user {
            // Without its parents one could be taken for the root.
            let placed = |node: &wire::NodeWire| node.parent_organization_ids.is_some();
            if let Some(node) = user.organization.take().filter(placed) {
                convert::organizations(node, None, &mut known);
            }
            let member_of = std::mem::take(&mut user.member_of_organizations);
            known.skipped += member_of.skipped;
            for node in member_of.rows {
                if placed(&node) {
                    convert::organizations(node, None, &mut known);
                } else {
                    known.skipped += 1;
                }
            }
        }
        if !known.rows.iter().any(|o| o.id == own) {
            let node: wire::NodeWire = self.access.get(format!("{ACCOUNTS}/{own}"), "Your organization")?;
            convert::organizations(node, None, &mut known);
        }
        let known = known.listing("business groups");
        let found = known.iter().find(|o| o.id == own);
        let root = found.and_then(|o| o.parents.first().copied()).unwrap_or(own);
        let through_app = me.client.is_some() || self.access.on_behalf();
        let narrowed = app || (through_app && self.access.is_narrowed());
        // An app acts by its scopes, which are not told; the roles are of the user who made it.
        let user = me.user.as_ref().filter(|_| !app).map(|user| user.id.clone());
        Ok(RestSession {
            account: convert::account(&me, app, narrowed, root),
            root,
            user,
            app: me
                .client
                .as_ref()
                .filter(|_| app)
                .and_then(|client| client.id.raw().parse().ok()),
            known,
            scopes_shown: Arc::default(),
        })
    }

    pub(super) fn read_account(&self, session: &RestSession) -> Result<Account, Error> {
        let roles = match &session.user {
            Some(user) => self.roles(session.root, user)?,
            None => None,
        };
        Ok(match roles {
            Some(roles) => convert::with_roles(
                &session.account,
                roles,
                &convert::tree(session.known.clone()),
                session.root,
            ),
            None => session.account.clone(),
        })
    }

    fn roles(&self, root: OrgId, user: &Untrusted) -> Result<Option<Vec<wire::RoleWire>>, Error> {
        // It goes into a path.
        if user.raw().is_empty() || !user.raw().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Ok(None);
        }
        let path = format!(
            "{ACCOUNTS}/{root}/users/{}/roles?role_groups=true&teams=true",
            user.raw()
        );
        let list = PagedList::new(path, 500, "Your permissions", "permissions");
        // Somebody may hold one role several times, as in two teams: each is a row.
        match self.pages(&list, Value::to_string) {
            Ok(rows) => {
                let read = |row| serde_json::from_value(row).map_err(|e| Error::Failed(e.to_string()));
                let roles = understood(rows, list.rows, read);
                // A part of the roles would deny what another one allows.
                Ok(roles.is_complete().then_some(roles.rows))
            }
            Err(why) if refused(&why) => Ok(None),
            Err(why) => Err(why),
        }
    }

    /// The whole tree; who may not read it sees the organizations they belong to (R13).
    pub(super) fn read_tree(&self, session: &RestSession) -> Result<Tree, Error> {
        let (root, known) = (session.root, &session.known);
        let path = format!("{ACCOUNTS}/{root}/hierarchy");
        let mut all = match self.access.get::<wire::NodeWire>(path, "The organization") {
            Ok(node) => {
                let mut all = wire::UnderstoodWire::default();
                convert::organizations(node, None, &mut all);
                all.listing("business groups")
            }
            Err(why) if refused(&why) && !known.is_empty() => {
                let mut own = known.clone();
                own.coverage = own.coverage.and(Coverage::Partial(OWN_GROUPS.into()));
                own
            }
            Err(why) => return Err(why),
        };
        // Entitlements are told of one's own organization, and not in the tree.
        for organization in &mut all.rows {
            if organization.entitlements.is_empty()
                && let Some(told) = known.iter().find(|o| o.id == organization.id)
            {
                organization.entitlements.clone_from(&told.entitlements);
            }
        }
        let tree = convert::tree(all);
        *guard(&self.tree) = Some(tree.clone());
        Ok(tree)
    }

    /// The same session, knowing what its account may do.
    pub(super) fn note(&self, session: &RestSession, account: &Account) {
        let mut current = guard(&self.session);
        // Somebody else may have signed in meanwhile.
        if current
            .as_ref()
            .is_some_and(|now| now.account.username == session.account.username)
        {
            *current = Some(Arc::new(RestSession {
                account: account.clone(),
                root: session.root,
                user: session.user.clone(),
                app: session.app,
                known: session.known.clone(),
                scopes_shown: Arc::clone(&session.scopes_shown),
            }));
        }
    }
}
