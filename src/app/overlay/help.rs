//! The bindings of the screen below. What is typed searches them.

use crate::app::action::Action;
use crate::app::component::{Command, Component, Cx, Outcome};
use crate::app::keymap::Context;
use crate::app::location::Location;
use crate::app::pane::Pane;
use crate::app::view::help::HelpView;

#[derive(Debug)]
pub struct Help {
    pane: Pane,
}

impl Help {
    pub fn new(contexts: &'static [Context], about: Location) -> Self {
        let mut pane = Pane::new(HelpView(contexts, about));
        pane.list.filtering = true;
        Self { pane }
    }
}

impl Component for Help {
    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn on(&mut self, action: Action, _: &Cx<'_>) -> Outcome {
        // It is searched from its first key on: there is no search to leave before the help itself.
        if action == Action::Close && self.pane.list.filter.value().is_empty() {
            return Command::CloseOverlay.into();
        }
        Outcome::Ignored
    }
}
