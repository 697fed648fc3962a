//! The characters of frames and marks.

/// The characters that frames and marks are made of.
#[derive(Debug, PartialEq)]
pub struct Signs {
    /// Corners: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    pub across: &'static str,
    pub down: &'static str,
    /// Under the tab that has the keys.
    pub underline: &'static str,
    /// The selected row.
    pub bar: &'static str,
    /// Between the parts of the breadcrumb.
    pub crumb: &'static str,
    /// Parts that are left out.
    pub more: &'static str,
    /// From the first on.
    pub ascending: &'static str,
    /// From the last on.
    pub descending: &'static str,
    /// The part of a list that is in view.
    pub thumb: &'static str,
    /// Something is going on.
    pub throbber: &'static [&'static str],
    /// As it should be, none, disabled, broken.
    pub states: [&'static str; 4],
}

pub(super) const UTF8: Signs = Signs {
    corners: ["╭", "╮", "╰", "╯"],
    across: "─",
    down: "│",
    underline: "━",
    bar: "▌",
    crumb: "›",
    more: "…",
    ascending: "▲",
    descending: "▼",
    thumb: "┃",
    throbber: &["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧"],
    states: ["●", "○", "▲", "✗"],
};

pub(super) const ASCII: Signs = Signs {
    corners: ["+", "+", "+", "+"],
    across: "-",
    down: "|",
    underline: "=",
    bar: ">",
    crumb: ">",
    more: "~",
    ascending: "^",
    descending: "v",
    thumb: "#",
    throbber: &["|", "/", "-", "\\"],
    states: ["+", "o", "!", "x"],
};
