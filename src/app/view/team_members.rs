//! The users in a team. Its child teams have a list of their own.

use super::users::status_words;
use super::who::by_mapping_cell;
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::action::Action;
use crate::app::line::Tone;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::TeamId;
use crate::domain::team::{MemberId, TeamMember};

const COLUMNS: &[Column] = &[
    wide(Col::Name, "NAME", 16, 0),
    wide(Col::Username, "USERNAME", 14, 1),
    fixed(Col::Role, "TYPE", 10, 2),
    fixed(Col::Origin, "ADDED", 10, 3),
    fixed(Col::Status, "STATUS", 8, 4),
];

#[derive(Debug)]
pub struct TeamMembersView(pub TeamId);

impl View for TeamMembersView {
    fn tab(&self) -> &'static str {
        "Members"
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(AccessRead::TeamMembers(self.0))
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let reads = |here| {
            [
                AccessRead::TeamMembers(self.0),
                AccessRead::Users(here),
                AccessRead::Teams,
            ]
        };
        model
            .organization
            .map_or(Vec::new(), |here| reads(here).map(Resource::from).into())
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let members = model.data.access.team_members(self.0).into_iter().flatten();
        let user = |member: &TeamMember| match member.id {
            MemberId::User(id) => Some(RowId::User(id)),
            MemberId::Team(_) => None,
        };
        members.filter_map(user).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let RowId::User(id) = row else {
            return None;
        };
        let access = &model.data.access;
        let member = access.team_member(self.0, id)?;
        let user = access.listed_user(id);
        Some(match col {
            Col::Name => Cell::plain(user.and_then(|user| user.name.as_ref()).unwrap_or(&member.name).shown()),
            Col::Username => Cell::plain(user.map_or(&member.name, |user| &user.username).shown()),
            Col::Role => Cell::plain(member.membership.label()),
            Col::Origin => by_mapping_cell(member.by_mapping),
            _ if user.is_some_and(|user| user.enabled == Some(true)) => Cell::of("enabled", Tone::Good),
            _ => Cell::dim(user.map_or("unknown", status_words)),
        })
    }

    /// Those of the team that everyone is in are not listed.
    fn is_listed(&self, model: &Model) -> bool {
        !has_everyone(model, self.0)
    }

    /// Nobody is deleted from here: on the page of a team, the team is meant.
    fn operation(&self, action: Action, _: &List, _: &Model) -> Option<Result<Operation, String>> {
        (action == Action::Delete).then_some(Ok(Operation::DeleteTeam(self.0)))
    }

    fn none(&self, model: &Model) -> &'static str {
        if has_everyone(model, self.0) {
            "Everyone in the organization is a member. Nobody is listed here."
        } else {
            "No members."
        }
    }
}

fn has_everyone(model: &Model, team: TeamId) -> bool {
    let access = &model.data.access;
    access.team(team).is_some_and(|team| access.holds_everyone(team))
}
