//! What an operation begins with: a popup, commands, or both.

use crate::app::component::Command;
use crate::app::overlay::Overlay;
use crate::app::overlay::checklist::Checklist;
use crate::app::overlay::form::Form;
use crate::app::overlay::pick::Pick;

/// A popup, and the commands that are run once it is shown.
#[derive(Debug, Default)]
pub struct Beginning {
    pub popup: Option<Overlay>,
    pub commands: Vec<Command>,
}

impl From<Command> for Beginning {
    fn from(command: Command) -> Self {
        Self {
            popup: None,
            commands: vec![command],
        }
    }
}

impl From<Option<Form>> for Beginning {
    fn from(form: Option<Form>) -> Self {
        Self {
            popup: form.map(|form| Overlay::Form(Box::new(form))),
            commands: Vec::new(),
        }
    }
}

impl From<Pick> for Beginning {
    fn from(menu: Pick) -> Self {
        Self {
            popup: Some(Overlay::Pick(Box::new(menu))),
            commands: Vec::new(),
        }
    }
}

impl From<Option<Checklist>> for Beginning {
    fn from(list: Option<Checklist>) -> Self {
        Self {
            popup: list.map(|list| Overlay::Checklist(Box::new(list))),
            commands: Vec::new(),
        }
    }
}
