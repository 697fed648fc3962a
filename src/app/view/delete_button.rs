//! The button that opens the delete dialog, in the strip of a client provider's panes.

use std::borrow::Cow;

use super::providers::added_in_list;
use super::{View, ViewShape};
use crate::app::action::Action;
use crate::app::list::List;
use crate::app::model::Model;
use crate::app::operation::Operation;

#[derive(Debug)]
pub struct DeleteButtonView;

impl View for DeleteButtonView {
    fn title(&self, _: &Model) -> Cow<'static, str> {
        "Delete".into()
    }

    fn tab(&self) -> &'static str {
        "Delete"
    }

    fn action(&self) -> Option<Action> {
        Some(Action::Delete)
    }

    fn shape(&self) -> ViewShape {
        ViewShape::Button
    }

    fn enter(&self, _: &List) -> Option<Action> {
        Some(Action::Delete)
    }

    fn operation(&self, action: Action, _: &List, model: &Model) -> Option<Result<Operation, String>> {
        (action == Action::Add).then(|| Err(added_in_list(model)))
    }
}
