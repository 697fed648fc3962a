//! How each role looks: read from `assets/theme.toml`. The only file that names colours.

pub mod contrast;
mod role;
mod signs;

use ratatui::style::{Color, Modifier, Style};

pub use self::role::ThemeRole;
pub use self::signs::Signs;
use self::signs::{ASCII, UTF8};
pub use crate::app::model::theme_name::ThemeName;

const THEMES: &str = include_str!("../../assets/theme.toml");

/// The colours that a terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Its own sixteen.
    Sixteen,
    /// All.
    True,
}

/// A theme, ready to draw with.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// By role: looked up for every cell that is drawn. `load` makes sure that none is missing.
    styles: Vec<Style>,
    signs: &'static Signs,
}

impl Theme {
    /// Reads one of the themes. `Auto` is the dark one: who knows the background asks for the other.
    ///
    /// # Errors
    /// Every problem of the table at once: unknown words and missing roles.
    pub fn load(name: &ThemeName, depth: Depth, ascii: bool) -> Result<Self, String> {
        let section = section(match (name.base(), depth) {
            (ThemeName::Auto | ThemeName::Own(_) | ThemeName::Dark, Depth::True) => "[dark]",
            (ThemeName::Auto | ThemeName::Own(_) | ThemeName::Dark, Depth::Sixteen) => "[dark-16]",
            (ThemeName::Light, Depth::True) => "[light]",
            (ThemeName::Light, Depth::Sixteen) => "[light-16]",
            (ThemeName::HighContrast, Depth::True) => "[high-contrast]",
            (ThemeName::HighContrast, Depth::Sixteen) => "[high-contrast-16]",
            (ThemeName::Mono, _) => "[mono]",
        });
        let mut styles = vec![None; ThemeRole::ALL.len()];
        let mut problems = Vec::new();
        // A line is a role and its words: that takes no parser on the way to the first frame.
        for line in section.lines().filter(|line| line.contains('=')) {
            let (role, words) = line.split_once('=').unwrap_or_default();
            if set(&mut styles, role.trim(), words.trim().trim_matches('"')).is_none() {
                problems.push(line);
            }
        }
        if let ThemeName::Own(own) = name {
            // What a terminal of sixteen colours can't show stays as it is in the base.
            let shown = |words: &str| depth == Depth::True || !words.contains('#');
            for (role, words) in own.roles.iter().filter(|(_, words)| shown(words)) {
                if set(&mut styles, role, words).is_none() {
                    problems.push(role);
                }
            }
        }
        let missing = ThemeRole::ALL.iter().zip(&styles).filter(|(_, style)| style.is_none());
        problems.extend(missing.map(|((name, _), _)| *name));
        if !problems.is_empty() {
            return Err(format!(
                "The theme {} is not right: {}",
                name.title(),
                problems.join(", ")
            ));
        }
        Ok(Self {
            styles: styles.into_iter().flatten().collect(),
            signs: if ascii { &ASCII } else { &UTF8 },
        })
    }

    /// How a role looks.
    pub fn style(&self, role: ThemeRole) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// The characters of frames and marks.
    pub fn signs(&self) -> &'static Signs {
        self.signs
    }
}

/// Says how a role looks; `None` where there is no such role or look.
fn set(styles: &mut [Option<Style>], role: &str, words: &str) -> Option<()> {
    let (_, role) = ThemeRole::ALL.iter().find(|(name, _)| *name == role)?;
    *styles.get_mut(*role as usize)? = Some(style(words)?);
    Some(())
}

/// Whether these words say how a role looks.
pub fn is_look(words: &str) -> bool {
    style(words).is_some()
}

/// The lines of one theme: the others are not read.
fn section(head: &str) -> &'static str {
    let start = THEMES.find(head).map_or(THEMES.len(), |at| at + head.len());
    let rest = THEMES.get(start..).unwrap_or_default();
    rest.split("\n[").next().unwrap_or_default()
}

/// Reads `foreground [on background] [attributes]`.
fn style(words: &str) -> Option<Style> {
    let mut style = Style::new();
    let mut words = words.split(' ');
    while let Some(word) = words.next() {
        let attribute = match word {
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "reverse" => Modifier::REVERSED,
            "underlined" => Modifier::UNDERLINED,
            "on" => {
                style.bg = Some(colour(words.next()?)?);
                continue;
            }
            word => {
                style.fg = Some(colour(word)?);
                continue;
            }
        };
        style = style.add_modifier(attribute);
    }
    if style.fg.is_none() {
        return Some(style);
    }
    // What has a colour of its own replaces what it is drawn over, so that no attribute of that shows through.
    Some(style.remove_modifier(Modifier::all().difference(style.add_modifier)))
}

/// Red, green and blue of a colour; `None` where the terminal decides.
fn channels(colour: Option<Color>) -> Option<[u8; 3]> {
    match colour? {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        _ => None,
    }
}

fn colour(word: &str) -> Option<Color> {
    if let Some(digits) = word.strip_prefix('#').filter(|digits| digits.len() == 6) {
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        return Some(Color::Rgb(red, green, blue));
    }
    Some(match word {
        "default" => Color::Reset,
        "red" => Color::Red,
        "green" => Color::Green,
        "yellow" => Color::Yellow,
        "blue" => Color::Blue,
        "magenta" => Color::Magenta,
        "cyan" => Color::Cyan,
        "light-red" => Color::LightRed,
        _ => return None,
    })
}
