//! The bindings of the screen below.

use crate::app::component::Component;
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
        Self {
            pane: Pane::new(HelpView(contexts, about)),
        }
    }
}

impl Component for Help {
    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }
}
