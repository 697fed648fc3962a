//! Lines that were put in when the pane was opened.

use std::borrow::Cow;

use super::{View, ViewShape};
use crate::app::list::List;
use crate::app::model::Model;

/// The title over the lines.
#[derive(Debug)]
pub struct TextView(pub Cow<'static, str>);

impl View for TextView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        self.0.clone()
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Text
    }

    fn empty(&self, _: &Model, _: &List) -> &'static str {
        "No messages yet."
    }
}
