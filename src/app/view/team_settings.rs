//! What is known of one team beside its members and permissions.

use super::facts::{Fact, Facts};
use super::who::{refusal, team_name, text_words, time_words};
use crate::app::access_read::AccessRead;
use crate::app::list::RowId;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{Team, TeamId};

#[derive(Debug)]
pub struct TeamSettings(pub TeamId);

impl Facts for TeamSettings {
    fn resources(&self, _: &Model) -> Vec<Resource> {
        vec![AccessRead::Teams.into()]
    }

    fn facts(&self, model: &Model) -> Vec<Fact> {
        let team = model.data.access.team(self.0);
        team.map_or_else(Vec::new, |team| facts(model, team))
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::Teams)
    }

    fn none(&self) -> &'static str {
        "This team is not among those that were read."
    }
}

pub fn facts(model: &Model, team: &Team) -> Vec<Fact> {
    let above = team.ancestors.iter().map(|above| {
        let name = team_name(model, *above);
        Fact::new("Above it", name).names([RowId::Team(*above)])
    });
    let topmost = "none: everyone is a member, and it can't be deleted";
    let topmost = team.ancestors.is_empty().then(|| Fact::new("Above it", topmost));
    let mut facts = vec![
        Fact::new("Name", team.name.shown()),
        Fact::new("Id", team.id.to_string()),
        Fact::new("Type", text_words(team.kind.as_ref())),
    ];
    facts.extend(above.chain(topmost));
    facts.push(Fact::new("Created", time_words(team.created)));
    facts.push(Fact::new("Updated", time_words(team.updated)));
    facts
}
