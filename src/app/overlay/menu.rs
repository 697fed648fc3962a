//! The menu that selects the organization to work in.

use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Outcome};
use crate::app::list::RowId;
use crate::app::pane::Pane;
use crate::app::view::groups::GroupsView;
use crate::domain::OrgId;

#[derive(Debug)]
pub struct Menu {
    pane: Pane,
}

impl Menu {
    /// The menu with the current organization selected.
    pub fn new(current: Option<OrgId>) -> Self {
        let mut pane = Pane::new(GroupsView);
        if let Some(current) = current {
            pane.list.choose(RowId::Org(current));
        }
        Self { pane }
    }
}

impl Component for Menu {
    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn on(&mut self, action: Action, _: &Cx<'_>) -> Outcome {
        match (action, self.pane.list.current()) {
            (Action::Open | Action::Press, Some(RowId::Org(id))) => Command::WorkIn(id).into(),
            _ => Outcome::Ignored,
        }
    }
}
