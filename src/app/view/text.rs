//! Lines that were put in when the pane was opened.

use super::{View, ViewShape};
use crate::app::list::List;
use crate::app::model::Model;

#[derive(Debug)]
pub struct TextView;

impl View for TextView {
    fn shape(&self) -> ViewShape {
        ViewShape::Text
    }

    fn empty(&self, _: &Model, _: &List) -> &'static str {
        "No messages yet."
    }
}
