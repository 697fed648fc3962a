//! Lines that were put in when the pane was opened.

use std::borrow::Cow;

use super::View;
use crate::app::list::List;
use crate::app::model::Model;

#[derive(Debug)]
pub struct TextView;

impl View for TextView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "".into()
    }

    fn is_text(&self) -> bool {
        true
    }

    fn empty(&self, _: &Model, _: &List) -> &'static str {
        "No messages yet."
    }
}
