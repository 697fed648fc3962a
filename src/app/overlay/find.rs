//! One box that finds everything by name, id, host or client id.

use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Outcome};
use crate::app::location::Location;
use crate::app::model::Model;
use crate::app::pane::Pane;
use crate::app::view::find::FindView;

#[derive(Debug)]
pub struct Find {
    pane: Pane,
    reads_all: bool,
}

impl Find {
    /// On the platform it searches what was read, until somebody asks for the rest: that may take many requests.
    pub fn new(reads_all: bool) -> Self {
        let mut pane = Pane::new(FindView { reads_all });
        pane.list.filtering = true;
        Self { pane, reads_all }
    }

    /// Whether it would find more with what was not read.
    pub fn may_read_more(&self, model: &Model) -> bool {
        !self.reads_all && self.pane.view().is_arriving(model)
    }
}

impl Component for Find {
    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn on(&mut self, action: Action, _: &Cx<'_>) -> Outcome {
        match (action, self.pane.list.current()) {
            (Action::Close, _) => Command::CloseOverlay.into(),
            (Action::Next, _) => {
                let filter = std::mem::take(&mut self.pane.list.filter);
                *self = Self::new(true);
                self.pane.list.filter = filter;
                Command::Refresh.into()
            }
            (Action::Open | Action::Run | Action::Press, Some(row)) => {
                let open = Location::of(row).map(Command::Open);
                Outcome::Handled([Command::CloseOverlay].into_iter().chain(open).collect())
            }
            _ => Outcome::Ignored,
        }
    }
}
