//! Keys and mouse events as the program knows them: what a terminal library says, without the library.

use std::fmt;

/// One key press. Releases never get this far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Control is held.
    pub ctrl: bool,
    /// Alt is held.
    pub alt: bool,
    /// The terminal says that the key is held down and this is not its first event.
    pub repeat: bool,
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// A character, as typed.
    Char(char),
    /// F1 to F12.
    F(u8),
    Enter,
    /// Escape.
    Esc,
    Tab,
    /// Tab with shift.
    BackTab,
    Backspace,
    Delete,
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            repeat: false,
        }
    }

    /// A character without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// A character with Control.
    pub const fn ctrl(c: char) -> Self {
        Self {
            ctrl: true,
            ..Self::char(c)
        }
    }

    /// The same key as a first press.
    #[must_use]
    pub const fn pressed(self) -> Self {
        Self { repeat: false, ..self }
    }

    /// The character it types, where it types one.
    pub const fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The same letter, capital or small.
    pub fn in_other_case(self) -> Option<Self> {
        let c = self.typed().filter(char::is_ascii_alphabetic)?;
        Some(Self::char((u8::try_from(c).ok()? ^ 0x20).into()))
    }

    /// Reads the name of a key: `j`, `Ctrl-D`, `Shift-Tab`, `PgDn`, `F1`, `Space`.
    pub fn parse(name: &str) -> Option<Self> {
        let mut key = Self::plain(Code::Esc);
        let mut rest = name;
        loop {
            if let Some(r) = rest.strip_prefix("Ctrl-") {
                (key.ctrl, rest) = (true, r);
            } else if let Some(r) = rest.strip_prefix("Alt-") {
                (key.alt, rest) = (true, r);
            } else {
                break;
            }
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) if key.ctrl => Code::Char(c.to_ascii_lowercase()),
            (Some(c), None) => Code::Char(c),
            _ => NAMES
                .iter()
                .find(|(_, n)| *n == rest)
                .map(|(code, _)| *code)
                .or_else(|| {
                    let n = rest.strip_prefix('F')?.parse().ok()?;
                    (1..=12).contains(&n).then_some(Code::F(n))
                })?,
        };
        Some(key)
    }
}

const NAMES: [(Code, &str); 17] = [
    (Code::Char(' '), "Space"),
    (Code::Enter, "Enter"),
    (Code::Esc, "Esc"),
    (Code::Tab, "Tab"),
    (Code::BackTab, "Shift-Tab"),
    (Code::Backspace, "Backspace"),
    (Code::Delete, "Delete"),
    (Code::Insert, "Insert"),
    (Code::Up, "Up"),
    (Code::Down, "Down"),
    (Code::Left, "Left"),
    (Code::Right, "Right"),
    (Code::Home, "Home"),
    (Code::End, "End"),
    (Code::PageUp, "PgUp"),
    (Code::PageDown, "PgDn"),
    (Code::Char('-'), "Minus"),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-")] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((_, name)) = NAMES.iter().find(|(code, _)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            Code::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            // Every other code stands in the table above.
            _ => Ok(()),
        }
    }
}
