//! Keys that were pressed before the rows that they are about have come.

use super::action::{Action, Argument};
use super::key::Key;
use super::keymap::Meaning;
use super::location::{Location, NAV};
use super::model::Model;
use super::navigation::Router;
use super::page::Page;
use super::pane::Pane;

/// So many keys are kept: more come only from a key that is held down.
const MOST: usize = 64;

/// They are pressed in their order once the rows are there, so that none is lost or meets another row.
#[derive(Debug, Default)]
pub(super) struct KeysAhead {
    keys: Vec<Key>,
    /// The page that they were pressed on.
    at: Option<Location>,
    /// Whether one of them may open a field: those after it may be its text.
    types: bool,
}

/// The page whose list has the keys and still has no row, while its rows are being read.
fn waiting<'a>(router: &'a Router, model: &Model) -> Option<&'a Page> {
    let free = router.overlays.is_empty() && router.nav.is_none();
    let page = router.page().filter(|_| free)?;
    let awaits = |pane: &Pane| !pane.list.filtering && pane.awaits_rows(model);
    page.pane().is_some_and(awaits).then_some(page)
}

impl KeysAhead {
    /// Keeps a key for later; says whether it did. A key that goes elsewhere drops those before it.
    pub(super) fn keeps(&mut self, key: Key, router: &Router, model: &Model) -> bool {
        let Some(page) = waiting(router, model) else {
            return false;
        };
        let action = match model.keymap.resolve(page.contexts(), &[key.pressed()]) {
            Meaning::Action(action) => Some(action),
            Meaning::Begun | Meaning::Nothing => None,
        };
        if self.keys.is_empty() {
            (self.at, self.types) = (Some(page.at), false);
            if !action.is_some_and(|action| is_about_a_row(action, page)) {
                return false;
            }
        } else if action.is_some_and(|action| drops(action, self.types)) {
            self.forget();
            return false;
        }
        let selects = |action: Action| action.moves_in_list() || matches!(action, Action::Open | Action::Unfold);
        self.types |= !action.is_some_and(selects);
        if self.keys.len() < MOST {
            self.keys.push(key);
        }
        true
    }

    /// The keys to press now, since their rows are there.
    pub(super) fn released(&mut self, router: &Router, model: &Model) -> Vec<Key> {
        let awaits = || waiting(router, model).is_some_and(|page| Some(page.at) == self.at);
        if self.keys.is_empty() || awaits() {
            return Vec::new();
        }
        let here = router.page().map(|page| page.at);
        let is_wanted = here == self.at && router.overlays.is_empty();
        let keys = std::mem::take(&mut self.keys);
        if is_wanted { keys } else { Vec::new() }
    }

    /// What was pressed is not wanted any more.
    pub(super) fn forget(&mut self) {
        self.keys.clear();
    }
}

/// Whether there must be rows for it to mean anything.
fn is_about_a_row(action: Action, page: &Page) -> bool {
    let selected = action.argument() == Argument::Name && action != Action::Switch && page.at.object().is_none();
    action.moves_in_list() || matches!(action, Action::Open | Action::Unfold | Action::Mark) || selected
}

/// Whether it leaves the list, stops waiting for it, or can't wait. A letter may be text where `types`.
fn drops(action: Action, types: bool) -> bool {
    use Action as A;
    let goes = NAV.iter().any(|entry| entry.action == action);
    let leaves = matches!(
        action,
        A::Back | A::Quit | A::Switch | A::Find | A::Palette | A::Help | A::Reload | A::Mouse
    );
    let always = matches!(
        action,
        A::Close | A::Cancel | A::Mask | A::ShowKeys | A::Record | A::Shot | A::Redraw | A::Suspend | A::Tour
    );
    always || ((goes || leaves) && !types)
}
