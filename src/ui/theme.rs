//! How each role looks: read from `assets/theme.toml`. The only file that names colours.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

const THEMES: &str = include_str!("../../assets/theme.toml");

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// For dark terminals.
    #[default]
    Dark,
    /// For light terminals.
    Light,
    /// For hard light and tired eyes.
    HighContrast,
    /// Without any colour.
    Mono,
}

const NAMES: [(ThemeName, &str); 4] = [
    (ThemeName::Dark, "dark"),
    (ThemeName::Light, "light"),
    (ThemeName::HighContrast, "high-contrast"),
    (ThemeName::Mono, "mono"),
];

impl ThemeName {
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// Their names, for a sentence.
    pub fn names() -> String {
        let names: Vec<&str> = NAMES.iter().map(|(_, name)| *name).collect();
        names.join(", ")
    }

    /// Reads the name of a theme.
    pub fn parse(text: &str) -> Option<Self> {
        NAMES.iter().find(|(_, name)| *name == text).map(|(name, _)| *name)
    }

    /// The word for it.
    pub fn title(self) -> &'static str {
        NAMES
            .iter()
            .find(|(name, _)| *name == self)
            .map_or("", |(_, title)| title)
    }
}

/// What something on screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeRole {
    /// Ordinary text.
    Text,
    /// Less important.
    Dim,
    /// Title of a pane.
    Title,
    /// Title of the pane that has the keys.
    TitleFocused,
    /// Frame.
    Border,
    /// Frame of the pane that has the keys.
    BorderFocused,
    /// The selected row.
    Selection,
    /// Mode of an organization file.
    BadgeFile,
    /// Mode of a real organization.
    BadgeLive,
    /// Mode while nothing can be changed.
    BadgeReadOnly,
    /// Something is lost or went wrong.
    Danger,
    /// Something to think about.
    Warning,
    /// As it should be.
    Ok,
    /// A key in a hint.
    Key,
    /// Words of a hint.
    Label,
    /// A heading in text.
    Heading,
    /// A text field.
    Field,
    /// Words in a text field that is empty.
    FieldEmpty,
    /// What is wrong with it.
    FieldError,
    Button,
    /// The button that has the keys.
    ButtonFocused,
    /// A button that cannot be pressed.
    ButtonOff,
}

const ROLES: usize = 22;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Default,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    LightRed,
    Bold,
    Dim,
    Reverse,
    Underlined,
}

/// The characters that frames and marks are made of.
#[derive(Debug)]
pub struct Lines {
    /// Corners: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    pub across: &'static str,
    pub down: &'static str,
    /// From the first on.
    pub ascending: &'static str,
    /// From the last on.
    pub descending: &'static str,
    /// Where one is in a long list.
    pub thumb: &'static str,
    /// Something is going on.
    pub throbber: &'static [&'static str],
}

const UTF8: Lines = Lines {
    corners: ["┌", "┐", "└", "┘"],
    across: "─",
    down: "│",
    ascending: "▲",
    descending: "▼",
    thumb: "█",
    throbber: &["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧"],
};

const ASCII: Lines = Lines {
    corners: ["+", "+", "+", "+"],
    across: "-",
    down: "|",
    ascending: "^",
    descending: "v",
    thumb: "#",
    throbber: &["|", "/", "-", "\\"],
};

/// A theme, ready to draw with.
#[derive(Debug)]
pub struct Theme {
    /// By role: looked up for every cell that is drawn. `load` makes sure that none is missing.
    styles: Vec<Style>,
    lines: &'static Lines,
}

impl Theme {
    /// Reads one of the themes.
    ///
    /// # Errors
    /// Every problem of the table at once: unknown words and missing roles.
    pub fn load(name: ThemeName, ascii: bool) -> Result<Self, String> {
        let title = name.title();
        let mut tables: BTreeMap<String, BTreeMap<ThemeRole, Vec<Word>>> =
            toml::from_str(section(title)).map_err(|e| e.message().to_owned())?;
        let roles = tables.remove(title).unwrap_or_default();
        if roles.len() != ROLES {
            return Err(format!("The theme {title} names {} of {ROLES} roles.", roles.len()));
        }
        // The map is in the order of the roles, and whole.
        let style = |words: Vec<Word>| {
            let own = words.iter().fold(Style::new().fg(Color::Reset), Word::apply);
            // A role replaces what it is drawn over, so that no colour or attribute of that shows through.
            own.remove_modifier(Modifier::all().difference(own.add_modifier))
        };
        Ok(Self {
            styles: roles.into_values().map(style).collect(),
            lines: if ascii { &ASCII } else { &UTF8 },
        })
    }

    /// How a role looks.
    pub fn style(&self, role: ThemeRole) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// The characters of frames and marks.
    pub fn line(&self) -> &'static Lines {
        self.lines
    }
}

/// The part of the table with one theme: the others are not read on the way to the first frame.
fn section(title: &str) -> &'static str {
    let head = format!("[{title}]");
    let start = THEMES.find(&head).unwrap_or(0);
    let rest = THEMES.get(start..).unwrap_or_default();
    let end = rest.get(1..).and_then(|r| r.find("\n[")).map_or(rest.len(), |i| i + 1);
    rest.get(..end).unwrap_or_default()
}

impl Word {
    fn apply(style: Style, word: &Self) -> Style {
        match word {
            Self::Default => style,
            Self::Red => style.fg(Color::Red),
            Self::Green => style.fg(Color::Green),
            Self::Yellow => style.fg(Color::Yellow),
            Self::Blue => style.fg(Color::Blue),
            Self::Magenta => style.fg(Color::Magenta),
            Self::Cyan => style.fg(Color::Cyan),
            Self::LightRed => style.fg(Color::LightRed),
            Self::Bold => style.add_modifier(Modifier::BOLD),
            Self::Dim => style.add_modifier(Modifier::DIM),
            Self::Reverse => style.add_modifier(Modifier::REVERSED),
            Self::Underlined => style.add_modifier(Modifier::UNDERLINED),
        }
    }
}
