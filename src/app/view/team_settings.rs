//! What is known of one team beside its members and permissions.

use std::borrow::Cow;

use super::View;
use super::who::{refusal, team_name};
use crate::app::access_read::AccessRead;
use crate::app::line::{Line, Tone};
use crate::app::list::List;
use crate::app::model::Model;
use crate::app::model::resource::Resource;
use crate::domain::{TeamId, UnixTime};

#[derive(Debug)]
pub struct TeamSettingsView(pub TeamId);

impl View for TeamSettingsView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Settings".into()
    }

    fn tab(&self) -> &'static str {
        "Settings"
    }

    fn resources(&self, model: &Model, _: &List) -> Vec<Resource> {
        model
            .organization
            .map_or(Vec::new(), |_| vec![AccessRead::Teams.into()])
    }

    fn is_text(&self) -> bool {
        true
    }

    fn lines(&self, model: &Model) -> Option<Vec<Line>> {
        Some(settings(model, self.0))
    }

    fn refusal(&self, model: &Model) -> Option<String> {
        refusal(model, AccessRead::Teams)
    }
}

fn settings(model: &Model, id: TeamId) -> Vec<Line> {
    let Some(team) = model.data.access.team(id) else {
        return Vec::new();
    };
    let time = |time: Option<UnixTime>| time.map_or("unknown".into(), |time| time.to_string());
    let path: Vec<String> = team.ancestors.iter().map(|above| team_name(model, *above)).collect();
    let kind = team.kind.as_ref().map_or("unknown".into(), |kind| kind.shown());
    let mut lines = vec![
        Line::pair("Name", team.name.shown()),
        Line::pair("Id", team.id.to_string()),
        Line::pair("Type", kind),
        Line::pair(
            "Parent teams",
            if path.is_empty() {
                "(none)".into()
            } else {
                path.join(" > ")
            },
        ),
        Line::pair("Created", time(team.created)),
        Line::pair("Updated", time(team.updated)),
    ];
    if team.ancestors.is_empty() {
        lines.push(Line::blank());
        lines.push(Line::text(
            Tone::Dim,
            "Everyone is a member of the topmost team. It can't be deleted.",
        ));
    }
    lines
}
