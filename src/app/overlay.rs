//! Popups over a page: one list of them, drawn from the bottom up and given keys from the top down.

pub mod checklist;
pub mod delete;
pub mod form;
pub mod help;
pub mod menu;
pub mod palette;
pub mod pick;
pub mod review;
pub mod secret;
pub mod viewer;

use super::component::Component;
use super::keymap::Context;
use super::model::Model;
use super::pane::Pane;
use checklist::Checklist;
use delete::Delete;
use form::Form;
use help::Help;
use menu::Menu;
use palette::Palette;
use pick::Pick;
use review::Review;
use secret::Revealed;
use viewer::Viewer;

/// A popup. Only what draws asks which one it is: all else asks its component.
#[derive(Debug)]
pub enum Overlay {
    Menu(Menu),
    Delete(Box<Delete>),
    Form(Box<Form>),
    Review(Box<Review>),
    Checklist(Box<Checklist>),
    Pick(Box<Pick>),
    Secret(Box<Revealed>),
    Help(Help),
    Palette(Palette),
    Viewer(Viewer),
}

/// Closes what goes by itself now; says whether anything did.
pub(super) fn close_expired(overlays: &mut Vec<Overlay>, model: &Model) -> bool {
    let open = overlays.len();
    overlays.retain(|overlay| !overlay.component().expired(model));
    overlays.len() < open
}

impl Overlay {
    pub fn component(&self) -> &dyn Component {
        match self {
            Self::Menu(menu) => menu,
            Self::Delete(dialog) => &**dialog,
            Self::Form(form) => &**form,
            Self::Review(review) => &**review,
            Self::Checklist(list) => &**list,
            Self::Pick(pick) => &**pick,
            Self::Secret(secret) => &**secret,
            Self::Help(help) => help,
            Self::Palette(palette) => palette,
            Self::Viewer(viewer) => viewer,
        }
    }

    pub fn component_mut(&mut self) -> &mut dyn Component {
        match self {
            Self::Menu(menu) => menu,
            Self::Delete(dialog) => &mut **dialog,
            Self::Form(form) => &mut **form,
            Self::Review(review) => &mut **review,
            Self::Checklist(list) => &mut **list,
            Self::Pick(pick) => &mut **pick,
            Self::Secret(secret) => &mut **secret,
            Self::Help(help) => help,
            Self::Palette(palette) => palette,
            Self::Viewer(viewer) => viewer,
        }
    }

    /// Its list, where it has one.
    pub fn pane(&self) -> Option<&Pane> {
        self.component().pane()
    }

    pub fn pane_mut(&mut self) -> Option<&mut Pane> {
        self.component_mut().pane_mut()
    }

    pub fn contexts(&self) -> &'static [Context] {
        self.component().contexts()
    }

    pub fn dialog(&self) -> Option<&Delete> {
        match self {
            Self::Delete(dialog) => Some(dialog),
            _ => None,
        }
    }

    pub fn form(&self) -> Option<&Form> {
        match self {
            Self::Form(form) => Some(form),
            _ => None,
        }
    }

    pub fn form_mut(&mut self) -> Option<&mut Form> {
        match self {
            Self::Form(form) => Some(form),
            _ => None,
        }
    }
}
