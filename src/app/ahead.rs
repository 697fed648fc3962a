//! Moves in a list, and Enter, pressed before the rows that they are about have come.

use super::action::Action;
use super::key::Key;
use super::keymap::{Keymap, Meaning};
use super::location::Location;
use super::model::Model;
use super::navigation::Router;
use super::page::Page;
use super::pane::Pane;

/// So many keys are kept. More come only from a key that is held down: then none of them is pressed.
const MOST: usize = 64;

/// They are pressed in their order once the rows are there, up to the first that opens a row. No key that could change
/// anything is kept, nor what comes after one that opens: nobody saw what it is about.
#[derive(Debug, Default)]
pub(super) struct KeysAhead {
    keys: Vec<Key>,
    /// The page that they were pressed on, and its pane.
    at: Option<(Location, usize)>,
}

/// The page whose list has the keys and still has no row, while its rows are being read.
fn waiting<'a>(router: &'a Router, model: &Model) -> Option<&'a Page> {
    let free = router.overlays.is_empty() && router.nav.is_none();
    let page = router.page().filter(|_| free)?;
    let awaits = |pane: &Pane| !pane.list.filtering && pane.awaits_rows(model);
    page.pane().is_some_and(awaits).then_some(page)
}

fn place(page: &Page) -> (Location, usize) {
    (page.at, page.focus)
}

fn action(key: Key, page: &Page, keymap: &Keymap) -> Option<Action> {
    match keymap.resolve(page.contexts(), &[key.pressed()]) {
        Meaning::Action(action) => Some(action),
        Meaning::Begun | Meaning::Nothing => None,
    }
}

fn opens(action: Action) -> bool {
    matches!(action, Action::Open | Action::Unfold)
}

impl KeysAhead {
    /// Keeps a key for later; says whether it did. Any other key drops those before it.
    pub(super) fn keeps(&mut self, key: Key, router: &Router, model: &Model) -> bool {
        let page = waiting(router, model);
        let Some(page) = page.filter(|page| {
            let action = action(key, page, &model.keymap);
            action.is_some_and(|action| action.moves_in_list() || opens(action))
        }) else {
            self.forget();
            return false;
        };
        if self.at != Some(place(page)) {
            self.forget();
            self.at = Some(place(page));
        }
        if self.keys.len() <= MOST {
            self.keys.push(key);
        }
        true
    }

    /// The keys to press now, since their rows are there.
    pub(super) fn released(&mut self, router: &Router, model: &Model) -> Vec<Key> {
        if self.keys.is_empty() || waiting(router, model).is_some_and(|page| Some(place(page)) == self.at) {
            return Vec::new();
        }
        let mut keys = std::mem::take(&mut self.keys);
        let free = router.overlays.is_empty() && router.nav.is_none();
        let here = router.page().filter(|page| free && Some(place(page)) == self.at);
        let Some(page) = here.filter(|_| keys.len() <= MOST) else {
            return Vec::new();
        };
        let first = keys
            .iter()
            .position(|key| action(*key, page, &model.keymap).is_some_and(opens));
        keys.truncate(first.map_or(MOST, |at| at + 1));
        keys
    }

    /// What was pressed is not wanted any more.
    pub(super) fn forget(&mut self) {
        self.keys.clear();
    }
}
