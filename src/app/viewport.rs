//! The terminal's size, and what the screen shows of the state.

/// Below this width the nav hides.
pub const NAV_WIDTH: u16 = 72;
/// From this many columns on the list has a preview.
pub const PREVIEW_WIDTH: u16 = 110;

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
    /// The number of the newest notice that is on screen; 0 where none is.
    pub notices: u64,
}
