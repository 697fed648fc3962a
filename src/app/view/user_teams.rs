//! The teams that a user is a member of.

use std::borrow::Cow;

use super::who::{by_mapping_cell, refusal};
use super::{Cell, View};
use crate::app::access_read::AccessRead;
use crate::app::action::Action;
use crate::app::list::column::{Col, Column, fixed, wide};
use crate::app::list::{List, RowId};
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::app::operation::Operation;
use crate::domain::user::UserTeam;
use crate::domain::{Coverage, UserId};

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
}

impl View for UserTeamsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Teams".into()
    }

    fn tab(&self) -> &'static str {
        "Teams"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        let reads = |_| vec![AccessRead::UserTeams(self.0).into(), AccessRead::Teams.into()];
        model.organization.map_or(Vec::new(), reads)
    }

    fn columns(&self, _: &Model) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, model: &Model, _: &List) -> Vec<RowId> {
        self.teams(model).map(|of| RowId::Team(of.team.id)).collect()
    }

    fn cell<'a>(&self, model: &'a Model, _: &List, row: RowId, col: Col) -> Option<Cell<'a>> {
        let of = self.teams(model).find(|of| RowId::Team(of.team.id) == row)?;
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

    fn coverage(&self, model: &Model, _: &List) -> Coverage {
        model.data.access.coverage(AccessRead::UserTeams(self.0))
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::UserTeams(self.0))
    }

    fn none(&self, _: &Model) -> &'static str {
        "A member of no team."
    }
}
