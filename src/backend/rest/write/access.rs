//! Users and teams: enabling and disabling a user, deleting a team. Imports `domain`.

use serde_json::json;

use super::super::call::Call;
use super::super::contract::WriteKind;
use super::super::read::ACCOUNTS;
use super::super::{RestBackend, RestSession};
use super::outcome::{compare, gone};
use super::seen::not_again;
use crate::backend::precondition::{self, subject};
use crate::domain::change::{Object, Seen};
use crate::domain::rules;
use crate::domain::{Error, TeamId, Untrusted, UserId};

impl RestBackend {
    pub(super) fn set_enabled(
        &self,
        session: &RestSession,
        (id, was): (UserId, &Untrusted),
        enabled: bool,
    ) -> Result<(Object, Untrusted), Error> {
        let (object, root) = (Object::User(id), session.root);
        let noun = subject(object, was);
        let context = self.context(session)?;
        rules::set_user_enabled(context.actor(), was, enabled)?;
        let now = self.read_user(root, id, &noun)?;
        precondition::same_name(object, "saved", was, &now.username)?;
        precondition::other_state(&now, enabled)?;
        let path = format!("{ACCOUNTS}/{root}/users/{id}");
        let call = Call::write(WriteKind::SetUserEnabled(id, enabled), path, noun.clone());
        let before = now.enabled;
        let look = || {
            let now = self.read_user(root, id, &noun)?.enabled;
            Ok(compare((), now == Some(enabled), now == before, &noun))
        };
        self.send(&call.json(&json!({"enabled": enabled}))?, look)?;
        Ok((object, now.username))
    }

    /// The teams below it go with it: they and what they have must be what the person saw.
    pub(super) fn delete_team(
        &self,
        session: &RestSession,
        (id, was): (TeamId, &Untrusted),
        seen: &Seen,
    ) -> Result<(Object, Untrusted), Error> {
        let (object, root) = (Object::Team(id), session.root);
        let noun = subject(object, was);
        let context = self.context(session)?;
        let now = self.read_team(root, id, &noun)?;
        rules::delete_team(context.actor(), &now)?;
        precondition::same_name(object, "deleted", was, &now.name)?;
        let teams = self.read_teams(root, &|_| ());
        let teams = teams.map_err(|why| not_again("the teams can't be read again", why))?;
        if !teams.is_complete() {
            return Err(Error::Failed(
                "not every team could be read, and those below this one go with it".into(),
            ));
        }
        precondition::no_other_below(&now, &teams, seen)?;
        let below = teams.iter().filter(|team| team.id != id && team.is_within(id));
        self.nothing_new_in_teams([&now].into_iter().chain(below), seen)?;
        let path = format!("{ACCOUNTS}/{root}/teams/{id}");
        let call = Call::write(WriteKind::DeleteTeam, path, noun.clone());
        self.send(&call, || gone(self.read_team(root, id, &noun), was))?;
        Ok((object, now.name))
    }
}
