//! Text to read.

use crate::app::component::Component;
use crate::app::line::Line;
use crate::app::pane::Pane;

#[derive(Debug)]
pub struct Viewer {
    pub title: String,
    pane: Pane,
}

impl Viewer {
    pub fn new(title: impl Into<String>, lines: Vec<Line>) -> Self {
        Self {
            title: title.into(),
            pane: Pane::text(lines),
        }
    }
}

impl Component for Viewer {
    fn pane(&self) -> Option<&Pane> {
        Some(&self.pane)
    }

    fn pane_mut(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }
}
