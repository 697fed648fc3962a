//! The teams that a user is a member of.

use super::who::by_mapping_cell;
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::action::Action;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::team::Membership;
use crate::domain::user::UserTeam;
use crate::domain::{Team, UserId};

const COLUMNS: &[Column] = &[
    wide(Col::Name, "NAME", 18, 0),
    fixed(Col::Role, "TYPE", 10, 1),
    fixed(Col::Origin, "ADDED", 10, 2),
];

#[derive(Debug)]
pub struct UserTeamsView(pub UserId);

impl UserTeamsView {
    fn teams<'a>(&self, model: &'a Model) -> impl Iterator<Item = &'a UserTeam> {
        model.data.access.user_teams(self.0).into_iter().flatten()
    }

    /// The team that everybody is in, where it isn't among those that list the user.
    fn everyones<'a>(&self, model: &'a Model) -> Option<&'a Team> {
        let access = &model.data.access;
        let listed = access.user_teams(self.0)?;
        let team = access.team(access.everyones_team()?)?;
        listed.iter().all(|of| of.team.id != team.id).then_some(team)
    }
}

impl View for UserTeamsView {
    fn tab(&self) -> &'static str {
        "Teams"
    }

    fn read(&self, _: &Model) -> Option<AccessRead> {
        Some(AccessRead::UserTeams(self.0))
    }

    fn resources(&self, _: &Model, _: &List) -> Vec<Resource> {
        vec![AccessRead::UserTeams(self.0).into(), AccessRead::Teams.into()]
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        let everyones = self.everyones(model).map(|team| RowId::Team(team.id));
        let listed = self.teams(model).map(|of| RowId::Team(of.team.id));
        listed.chain(everyones).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let Some(of) = self.teams(model).find(|of| RowId::Team(of.team.id) == row) else {
            let team = self.everyones(model).filter(|team| RowId::Team(team.id) == row)?;
            return Some(match col {
                Col::Name => Cell::plain(team.name.shown()),
                Col::Role => Cell::plain(Membership::Member.label()),
                _ => Cell::dim("as anyone"),
            });
        };
        Some(match col {
            Col::Name => Cell::plain(of.team.name.shown()),
            Col::Role => Cell::plain(of.membership.label()),
            _ => by_mapping_cell(of.by_mapping),
        })
    }

    /// These rows say what a user is in: no team is deleted for everybody by mistake.
    fn operation(&self, action: Action, _: &List, _: &Model) -> Option<Result<Operation, String>> {
        let no = "This list says where the user is a member. A team is deleted on its own page.";
        (action == Action::Delete).then(|| Err(no.into()))
    }

    fn none(&self, _: &Model) -> &'static str {
        "A member of no team."
    }
}
