//! The terminal's size, and what the screen shows of the state.

/// Below this width the nav hides.
pub const NAV_WIDTH: u16 = 72;
/// From this many columns on a list can have a preview.
pub const PREVIEW_WIDTH: u16 = 110;
/// The narrowest preview: an id stands in it unbroken.
const LEAST_PREVIEW: u16 = 42;

/// When a preview stands beside lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preview {
    #[default]
    Never,
    /// Where it takes no column from the list.
    WithRoom,
    /// Also where the list loses columns: it was asked for.
    Always,
}

impl From<bool> for Preview {
    fn from(on: bool) -> Self {
        if on { Self::WithRoom } else { Self::Never }
    }
}

impl Preview {
    /// Its width beside a list that needs `list` of `room` cells, and a gap.
    pub fn width(self, room: u16, list: u16) -> Option<u16> {
        let usual = room * 2 / 5;
        let left = room.saturating_sub(list + 1);
        match self {
            Self::Never => None,
            Self::WithRoom => (left >= LEAST_PREVIEW).then(|| usual.min(left)),
            Self::Always => Some(usual.min(left.max(LEAST_PREVIEW))),
        }
    }
}

/// Width and height of the terminal, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

/// What the screen shows of the state. Moves, orders and confirmations depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Viewport {
    /// Rows of the list that has the keys.
    pub rows: usize,
    /// Its columns that are not left out for want of room: a bit each.
    pub columns: u32,
    /// Whether all of the delete dialog is seen, where one is open.
    pub fits: bool,
    /// Whether a preview stands beside the list.
    pub preview: bool,
    /// The number of the newest notice that is on screen; 0 where none is.
    pub notices: u64,
}
