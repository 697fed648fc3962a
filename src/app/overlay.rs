//! Popups over a page: one list of them, drawn from the bottom up and given keys from the top down.

pub mod checklist;
pub mod delete;
pub mod form;
pub mod pick;
pub mod review;
pub mod secret;

use tui_input::Input;

use super::component::Component;
use super::keymap::Context;
use super::line::Line;
use super::location::Location;
use super::pane::Pane;
use super::view::kind::PaneKind;
use checklist::Checklist;
use delete::Delete;
use form::Form;
use pick::Pick;
use review::Review;
use secret::Revealed;

/// A popup.
#[derive(Debug)]
pub enum Overlay {
    /// Selects the organization to work in.
    Menu(Pane),
    /// The delete dialog.
    Delete(Box<Delete>),
    /// A form.
    Form(Box<Form>),
    /// What saving would change, and what became of it.
    Review(Box<Review>),
    /// Boxes to tick.
    Checklist(Box<Checklist>),
    /// A menu of choices.
    Pick(Box<Pick>),
    /// A secret, for a short time.
    Secret(Box<Revealed>),
    /// Help of the screen below.
    Help {
        /// Its bindings.
        pane: Pane,
        /// The screen it is about.
        about: Location,
    },
    /// The command palette.
    Palette(Pane),
    /// Text to read.
    Viewer {
        /// What it is.
        title: String,
        /// Its lines.
        pane: Pane,
    },
}

impl Overlay {
    /// The menu of organizations.
    #[must_use]
    pub fn menu() -> Self {
        Self::Menu(Pane::new(PaneKind::Groups))
    }

    /// Help for the bindings of `contexts`; what one types searches it.
    #[must_use]
    pub fn help(contexts: &[Context], about: Location) -> Self {
        let mut pane = Pane::new(PaneKind::Help);
        pane.contexts = contexts.to_vec();
        pane.list.filtering = true;
        Self::Help { pane, about }
    }

    /// The palette: its filter is the command line.
    #[must_use]
    pub fn palette() -> Self {
        let mut pane = Pane::new(PaneKind::Commands);
        pane.list.filtering = true;
        Self::Palette(pane)
    }

    /// Text to read.
    #[must_use]
    pub fn viewer(title: impl Into<String>, lines: Vec<Line>) -> Self {
        Self::Viewer {
            title: title.into(),
            pane: Pane::text(lines),
        }
    }

    /// Its list, where it has one.
    #[must_use]
    pub fn pane(&self) -> Option<&Pane> {
        match self {
            Self::Menu(pane) | Self::Palette(pane) | Self::Help { pane, .. } | Self::Viewer { pane, .. } => Some(pane),
            Self::Review(review) => Some(&review.pane),
            Self::Checklist(list) => Some(&list.pane),
            Self::Pick(pick) => Some(&pick.pane),
            Self::Delete(_) | Self::Form(_) | Self::Secret(_) => None,
        }
    }

    /// Its list, where it has one.
    pub fn pane_mut(&mut self) -> Option<&mut Pane> {
        match self {
            Self::Menu(pane) | Self::Palette(pane) | Self::Help { pane, .. } | Self::Viewer { pane, .. } => Some(pane),
            Self::Review(review) => Some(&mut review.pane),
            Self::Checklist(list) => Some(&mut list.pane),
            Self::Pick(pick) => Some(&mut pick.pane),
            Self::Delete(_) | Self::Form(_) | Self::Secret(_) => None,
        }
    }

    /// The delete dialog, where it is one.
    #[must_use]
    pub fn dialog(&self) -> Option<&Delete> {
        if let Self::Delete(dialog) = self {
            Some(dialog)
        } else {
            None
        }
    }

    /// The delete dialog, where it is one.
    pub fn dialog_mut(&mut self) -> Option<&mut Delete> {
        if let Self::Delete(dialog) = self {
            Some(dialog)
        } else {
            None
        }
    }

    /// The form, where it is one.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        if let Self::Form(form) = self { Some(form) } else { None }
    }

    /// The form, where it is one.
    pub fn form_mut(&mut self) -> Option<&mut Form> {
        if let Self::Form(form) = self { Some(form) } else { None }
    }

    /// The review, where it is one.
    pub fn review_mut(&mut self) -> Option<&mut Review> {
        if let Self::Review(review) = self {
            Some(review)
        } else {
            None
        }
    }

    /// Its text field, where it has one with the keys.
    pub fn field_mut(&mut self) -> Option<&mut Input> {
        match self {
            Self::Delete(dialog) => dialog.field_mut(),
            _ => self.pane_mut().filter(|p| p.list.filtering).map(|p| &mut p.list.filter),
        }
    }

    /// The contexts of its bindings.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        match self {
            Self::Delete(dialog) if dialog.in_field() => &[Context::Field, Context::Always],
            Self::Form(form) if form.in_field() => &[Context::Form, Context::Field, Context::Always],
            Self::Form(_) | Self::Review(_) => &[Context::Form, Context::Dialog, Context::Always],
            Self::Delete(_) => &[Context::Dialog, Context::Always],
            Self::Checklist(list) if !list.pane.list.filtering => &[Context::Checklist, Context::Any, Context::Always],
            _ => self.pane().map_or(&[Context::Any, Context::Always], Pane::contexts),
        }
    }

    /// The component behind it, where it is one.
    pub fn component_mut(&mut self) -> Option<&mut dyn Component> {
        match self {
            Self::Pick(pick) => Some(&mut **pick),
            _ => None,
        }
    }
}
