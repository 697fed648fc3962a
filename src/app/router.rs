//! The pages on the way here, the popups over the last of them, and the nav.

use super::overlay::Overlay;
use super::page::Page;

/// Where a person is.
#[derive(Debug, Default)]
pub(super) struct Router {
    /// The way here: the last page is shown.
    pub(super) pages: Vec<Page>,
    /// Popups: the last one is on top and has the keys.
    pub(super) overlays: Vec<Overlay>,
    /// The nav entry that has the keys, while the nav has them.
    pub(super) nav: Option<usize>,
}

impl Router {
    pub(super) fn page(&self) -> Option<&Page> {
        self.pages.last()
    }
}
