//! What lies under the mouse, in the program's terms. The layout functions that draw use also answer this.

use super::action::Action;
use super::location::Location;

/// Something a person can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing that reacts.
    Nothing,
    /// Outside the topmost popup.
    Outside,
    /// A nav entry, by its fixed number.
    Nav(u8),
    /// A row of the list that has the content, a popup or the focus, by its place in that list.
    Row(usize),
    /// A pane of a page that has several, by its number, and a row of it where one lies there.
    Pane(usize, Option<usize>),
    /// A part of the breadcrumb that leads somewhere.
    Crumb(Location),
    /// The title of a column of the list that has the keys, by the column's place in its table.
    Head(usize),
    /// A hint or a button that stands for an action.
    Do(Action),
    /// A control of a dialog.
    Control(Control),
    /// A row of a form, by its place in it.
    Item(usize),
}

impl Control {
    /// The one of `controls` that stands after this one, or before it; round the end.
    #[must_use]
    pub fn turn(self, controls: &[Self], forward: bool) -> Self {
        let at = controls.iter().position(|c| *c == self).unwrap_or(0);
        let n = controls.len().max(1);
        let next = if forward { at + 1 } else { at + n - 1 } % n;
        controls.get(next).copied().unwrap_or(self)
    }
}

/// The controls of a dialog, in Tab order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// The box that accepts an incomplete impact.
    Accept,
    /// The text field.
    Field,
    /// The text field for the organization's name.
    Guard,
    /// The button that leaves things as they are.
    Cancel,
    /// The button that does it.
    Confirm,
}
