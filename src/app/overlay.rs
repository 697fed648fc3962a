//! Popups over a page: one list of them, drawn from the bottom up and given keys from the top down.

pub mod checklist;
pub mod delete;
pub mod form;
pub mod menu;
pub mod palette;
pub mod pick;
pub mod review;
pub mod secret;

use std::ops::{Deref, DerefMut};

use super::component::Component;
use super::input::repeat::PressTimer;
use super::keymap::Context;
use super::pane::Pane;
use super::request::OverlayId;
use super::time::Now;
use checklist::Checklist;
use delete::Delete;
use form::Form;
use menu::Menu;
use palette::Palette;
use pick::Pick;
use review::Review;
use secret::Revealed;

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
    Help(Pane),
    Palette(Palette),
    /// Text to read.
    Viewer(Pane),
}

/// The popups over a page, the last one on top.
#[derive(Debug, Default)]
pub(super) struct Overlays {
    open: Vec<Overlay>,
    /// What is known of each of them, whatever it is.
    opened: Vec<PopupState>,
}

#[derive(Debug)]
struct PopupState {
    id: OverlayId,
    /// Presses of a button, and of Enter in a field.
    presses: PressTimer,
    again: bool,
}

impl Deref for Overlays {
    type Target = [Overlay];

    fn deref(&self) -> &[Overlay] {
        &self.open
    }
}

impl DerefMut for Overlays {
    fn deref_mut(&mut self) -> &mut [Overlay] {
        &mut self.open
    }
}

impl Overlays {
    pub(super) fn push(&mut self, overlay: Overlay, id: OverlayId) {
        self.open.push(overlay);
        self.opened.push(PopupState {
            id,
            presses: PressTimer::default(),
            again: false,
        });
    }

    /// Closes the popup at this height, and those over it.
    pub(super) fn truncate(&mut self, at: usize) {
        self.open.truncate(at);
        self.opened.truncate(at);
    }

    pub(super) fn clear(&mut self) {
        self.truncate(0);
    }

    /// Closes those that `stays` is false for; says whether there were any.
    pub(super) fn retain(&mut self, stays: impl Fn(&Overlay) -> bool) -> bool {
        let before = self.open.len();
        let open = std::mem::take(&mut self.open).into_iter();
        let all = open.zip(std::mem::take(&mut self.opened));
        (self.open, self.opened) = all.filter(|(overlay, _)| stays(overlay)).unzip();
        self.open.len() < before
    }

    pub(super) fn id(&self, at: usize) -> Option<OverlayId> {
        self.opened.get(at).map(|opened| opened.id)
    }

    pub(super) fn position(&self, id: OverlayId) -> Option<usize> {
        self.opened.iter().position(|opened| opened.id == id)
    }

    /// Notes a press in the popup on top.
    pub(super) fn press(&mut self, now: Now) {
        if let Some(top) = self.opened.last_mut() {
            top.again = top.presses.again(now);
        }
    }

    /// Whether the last press in a popup may only be the one before, held down.
    pub(super) fn again(&self, at: usize) -> bool {
        self.opened.get(at).is_some_and(|opened| opened.again)
    }
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
