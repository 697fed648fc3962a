//! What a form is made of: sections, fields and buttons.

use tui_input::Input;

use crate::app::secret_field::SecretField;

/// A row of a form.
#[derive(Debug)]
pub enum FormItem {
    /// The title of a section; `open` where it can be folded.
    Section {
        /// The platform's title.
        title: &'static str,
        /// Whether its fields are seen; `None` where they always are.
        open: Option<bool>,
    },
    Field(Field),
    Button(Button),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// Fills the form from the issuer.
    FromIssuer,
    /// Leaves the form.
    Cancel,
    /// Goes on to the review.
    Submit,
}

#[derive(Debug)]
pub struct Field {
    /// Its label, the platform's own word for word.
    pub label: &'static str,
    /// Whether it must be filled in.
    pub required: bool,
    /// What stands in it.
    pub entry: Entry,
    /// What is wrong with it, once one left it or tried to save.
    pub problem: Option<String>,
    /// What else is to be said of it.
    pub hint: Option<String>,
    /// Whether it stands in a section that is folded.
    pub folded: bool,
    /// The text that stood in it at first.
    pub was: String,
}

/// What stands in a field.
#[derive(Debug)]
pub enum Entry {
    Text(Input),
    /// A secret; `stored` where leaving it empty keeps one.
    Secret {
        /// What was typed.
        input: SecretField,
        stored: bool,
    },
    Switch(bool),
    /// One of several words.
    Choice {
        /// The words, fit to be shown.
        options: Vec<String>,
        /// The one that is chosen.
        at: usize,
    },
    /// What cannot be changed here, fit to be shown.
    Fixed(String),
}
