//! Popups over a page: one list of them, drawn from the bottom up and given keys from the top down.

pub mod browser;
pub mod checklist;
pub mod delete;
pub mod find;
pub mod form;
pub mod menu;
pub mod palette;
pub mod pick;
pub mod review;
pub mod secret;

use super::component::Component;
use super::input::repeat::PressTimer;
use super::keymap::Context;
use super::pane::Pane;
use super::request::OverlayId;
use super::time::Now;
use browser::BrowserWait;
use checklist::Checklist;
use delete::{Delete, Stage};
use find::Find;
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
    Browser(Box<BrowserWait>),
    Help(Pane),
    Palette(Palette),
    Find(Find),
    /// Text to read.
    Viewer(Pane),
}

/// The popups over a page, the last one on top.
#[derive(Debug, Default)]
pub struct Overlays(Vec<Popup>);

#[derive(Debug)]
struct Popup {
    overlay: Overlay,
    id: OverlayId,
    /// Presses of a button, and of Enter in a field.
    presses: PressTimer,
    again: bool,
}

impl Overlays {
    /// The delete dialog, also where help stands over it.
    pub fn dialog(&self) -> Option<&Delete> {
        self.iter().find_map(Overlay::dialog)
    }

    /// Whether a delete dialog does what was confirmed in it: nothing covers it then.
    pub fn is_deleting(&self) -> bool {
        self.dialog().is_some_and(|dialog| dialog.stage != Stage::Confirming)
    }

    /// The form, also where help or a review stands over it.
    pub fn form(&self) -> Option<&Form> {
        self.iter().find_map(Overlay::form)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The height of the topmost popup; 0 where none is open.
    pub(super) fn top(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    pub fn last(&self) -> Option<&Overlay> {
        self.iter().next_back()
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Overlay> + ExactSizeIterator {
        self.0.iter().map(|popup| &popup.overlay)
    }

    pub(super) fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Overlay> {
        self.0.iter_mut().map(|popup| &mut popup.overlay)
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut Overlay> {
        self.iter_mut().next_back()
    }

    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut Overlay> {
        self.0.get_mut(at).map(|popup| &mut popup.overlay)
    }

    pub(super) fn push(&mut self, overlay: Overlay, id: OverlayId) {
        self.0.push(Popup {
            overlay,
            id,
            presses: PressTimer::default(),
            again: false,
        });
    }

    /// Closes the popup at this height, and those over it.
    pub(super) fn truncate(&mut self, at: usize) {
        self.0.truncate(at);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Closes those that `stays` is false for; says whether there were any.
    pub(super) fn retain(&mut self, stays: impl Fn(&Overlay) -> bool) -> bool {
        let before = self.len();
        self.0.retain(|popup| stays(&popup.overlay));
        self.len() < before
    }

    /// Nobody is waited for in the browser any more.
    pub(super) fn stop_showing_address(&mut self) {
        self.retain(|overlay| !matches!(overlay, Overlay::Browser(_)));
    }

    pub(super) fn id(&self, at: usize) -> Option<OverlayId> {
        self.0.get(at).map(|popup| popup.id)
    }

    pub(super) fn position(&self, id: OverlayId) -> Option<usize> {
        self.0.iter().position(|popup| popup.id == id)
    }

    /// Notes a press in the popup on top.
    pub(super) fn press(&mut self, now: Now) {
        if let Some(top) = self.0.last_mut() {
            top.again = top.presses.again(now);
        }
    }

    /// Whether the last press in a popup may only be the one before, held down.
    pub(super) fn again(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|popup| popup.again)
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
            Self::Browser(wait) => &**wait,
            Self::Help(help) => help,
            Self::Palette(palette) => palette,
            Self::Find(find) => find,
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
            Self::Browser(wait) => &mut **wait,
            Self::Help(help) => help,
            Self::Palette(palette) => palette,
            Self::Find(find) => find,
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
