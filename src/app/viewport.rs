//! The terminal's size, and what the screen shows of the state.

/// Below this width the nav hides.
pub const NAV_WIDTH: u16 = 72;
/// From this many columns on a list has a preview beside it.
pub const PREVIEW_WIDTH: u16 = 110;
/// A preview of this width shows labels and values side by side. It is no narrower but for cells of the list that would be cut.
const USUAL_PREVIEW: u16 = 42;
/// No list makes a preview narrower than this.
const LEAST_PREVIEW: u16 = 29;
/// A preview leaves a list the cells that it has in a window of this width: it keeps the same columns.
const LEAST_WINDOW: u16 = 80;

/// The width of a preview in a window, beside a list that asks for `list` of `room` cells, and a gap. In `uncut` cells
/// nothing of the list is cut.
pub fn preview_width(window: u16, room: u16, list: u16, uncut: u16) -> u16 {
    let left = |list: u16| room.saturating_sub(list.saturating_add(1));
    let most = window.saturating_sub(LEAST_WINDOW + 1);
    let least = left(uncut).clamp(LEAST_PREVIEW, USUAL_PREVIEW);
    (room * 2 / 5).min(left(list).max(least)).min(most)
}

/// Width and height of the terminal, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

/// The smallest window that shows anything.
pub const SMALLEST: Size = Size { width: 60, height: 16 };

impl Size {
    pub fn is_too_small(self) -> bool {
        self.width < SMALLEST.width || self.height < SMALLEST.height
    }
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
    /// Whether the status takes two rows.
    pub tall_status: bool,
    /// The number of the newest notice that is on screen; 0 where none is.
    pub notices: u64,
}
