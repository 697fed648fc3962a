//! What lines come down to: clicks on what they name, and pastes.

use super::Step;
use crate::app::action::Action;
use crate::app::key::Key;
use crate::app::msg::{Mouse, Msg};
use crate::app::page::Page;
use crate::app::pane::Pane;
use crate::app::target::Target;

pub(super) fn click(target: Target) -> Step {
    Step::Send(Msg::Mouse(Mouse::Click, target))
}

/// Selects a row of the open pane.
pub(super) fn select(page: &Page, at: usize) -> Step {
    select_in(page.focus, at)
}

/// Selects a row of a pane of the page.
pub(super) fn select_in(pane: usize, at: usize) -> Step {
    click(Target::Pane(pane, Some(at)))
}

pub(super) fn act(action: Action) -> Step {
    click(Target::Do(action))
}

/// Replaces the text of the field that has the keys.
pub(super) fn replace(text: &str) -> Vec<Step> {
    let key = |c| Step::Send(Msg::Key(Key::ctrl(c)));
    let typed = (!text.is_empty()).then(|| Step::Send(Msg::Paste(text.to_owned())));
    [key('e'), key('u')].into_iter().chain(typed).collect()
}

/// Filters a list; nothing clears the filter.
pub(super) fn filter(pane: Option<&Pane>, words: &str) -> Vec<Step> {
    let filtered = pane.is_some_and(|pane| !pane.list.filter.value().is_empty());
    match words.trim() {
        "" if filtered => vec![act(Action::Close)],
        "" => vec![Step::Say("There is no filter.".into())],
        words => vec![
            act(Action::Filter),
            Step::Send(Msg::Paste(words.to_owned())),
            act(Action::Run),
        ],
    }
}

pub(super) fn is_back(word: &str) -> bool {
    matches!(word, "back" | "b" | "cancel" | "close")
}
