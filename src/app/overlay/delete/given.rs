//! What the delete dialog asks for, and how much of it is entered (docs/guide.md, D6-D9).

use tui_input::Input;

use super::{Completeness, Delete, Stage};
use crate::app::target::Control;
use crate::domain::confirm::{Confirmation, TextMatch};

/// The organization's name, which must be typed as well where the organization is protected.
#[derive(Debug)]
pub struct Guard {
    /// What must be typed.
    pub ask: Confirmation,
    /// What was typed.
    pub input: Input,
}

impl Delete {
    /// The same dialog, which asks for the organization's name as well.
    #[must_use]
    pub fn guarded(self, ask: Confirmation) -> Self {
        let input = Input::default();
        let guard = Some(Guard { ask, input });
        Self { guard, ..self }
    }

    /// Whether everything that is asked is given.
    pub fn ready(&self, completeness: Completeness) -> bool {
        self.stage == Stage::Confirming && self.given(completeness)
    }

    pub(super) fn given(&self, completeness: Completeness) -> bool {
        self.named() && self.guard_given() && (completeness == Completeness::Complete || self.accepted())
    }

    pub(super) fn named(&self) -> bool {
        self.ask.matches(self.input.value())
    }

    fn guard_given(&self) -> bool {
        let given = |guard: &Guard| guard.ask.matches(guard.input.value());
        self.guard.as_ref().is_none_or(given)
    }

    /// What the field asks for that has the keys, or had them, and what it holds.
    fn asked(&self) -> (&Confirmation, &str) {
        match (&self.guard, self.named()) {
            (Some(guard), true) => (&guard.ask, guard.input.value()),
            _ => (&self.ask, self.input.value()),
        }
    }

    pub fn nothing_typed(&self) -> bool {
        self.asked().1.is_empty()
    }

    /// Whether what is typed is a beginning of what is asked for.
    pub fn is_right_so_far(&self) -> bool {
        let (ask, typed) = self.asked();
        matches!(ask.compare(typed), TextMatch::Partial(..))
    }

    /// What is still needed, as a noun; nothing where everything that is asked is given.
    pub fn needs(&self, completeness: Completeness) -> Option<&'static str> {
        if !self.named() {
            Some(self.ask.noun())
        } else if !self.guard_given() {
            Some("root")
        } else if self.given(completeness) {
            None
        } else {
            Some("tick")
        }
    }

    /// The feedback under the field.
    pub fn feedback(&self, completeness: Completeness) -> String {
        match (&self.hint, self.needs(completeness), completeness) {
            (Some(hint), ..) => hint.clone(),
            (None, None, _) if self.focus == Control::Confirm => "It matches. Press Enter to delete.".into(),
            (None, Some("tick"), Completeness::Arriving) => "Checking what depends on it.".into(),
            (None, Some("tick"), _) => "Tick the box first: the impact is incomplete.".into(),
            _ => match (&self.guard, self.named()) {
                (Some(guard), true) if !self.guard_given() && guard.input.value().is_empty() => {
                    "Next, the organization's name: press Tab.".into()
                }
                (Some(guard), true) => guard.ask.feedback(guard.input.value(), self.way()),
                _ => self.ask.feedback(self.input.value(), self.way()),
            },
        }
    }

    /// The keys that lead to the button from the control that has the focus.
    fn way(&self) -> &'static str {
        match self.focus {
            Control::Accept => "Press Tab, then Enter to go to Delete.",
            Control::Cancel => "Press Tab to go to Delete.",
            _ => "Press Enter to go to Delete.",
        }
    }
}
