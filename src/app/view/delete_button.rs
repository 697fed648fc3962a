//! The button that opens the delete dialog, in the strip of a client provider's panes.

use std::borrow::Cow;

use super::View;
use crate::app::model::Model;

#[derive(Debug)]
pub struct DeleteButtonView;

impl View for DeleteButtonView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Delete".into()
    }

    fn tab(&self) -> &'static str {
        "[ Delete ]"
    }
}
