//! The names of the themes, and a person's own themes.

use std::sync::Arc;

/// What a person chooses the colours by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// The one that fits the terminal's background.
    #[default]
    Auto,
    /// For dark terminals.
    Dark,
    /// For light terminals.
    Light,
    /// For hard light and tired eyes.
    HighContrast,
    /// Without any colour.
    Mono,
    /// A theme of config.toml.
    Own(Arc<OwnTheme>),
}

/// A theme of config.toml: another theme, and what looks different in it.
#[derive(Debug, PartialEq, Eq)]
pub struct OwnTheme {
    pub name: String,
    /// One of [`ThemeName::BASES`].
    pub base: ThemeName,
    /// Roles and how they look, as in `assets/theme.toml`.
    pub roles: Vec<(String, String)>,
    /// Whether something of it was wrong and is left out.
    pub partial: bool,
}

impl ThemeName {
    /// The themes that amtui comes with.
    pub const ALL: [Self; 5] = [Self::Auto, Self::Dark, Self::Light, Self::HighContrast, Self::Mono];

    /// What an own theme can build on.
    pub const BASES: [Self; 4] = [Self::Dark, Self::Light, Self::HighContrast, Self::Mono];

    /// The one for a light background, or for a dark one.
    pub fn on(light: bool) -> Self {
        if light { Self::Light } else { Self::Dark }
    }

    /// The names of all themes: a person's own come last.
    pub fn names(own: &[Self]) -> Vec<String> {
        Self::ALL
            .iter()
            .chain(own)
            .map(|name| name.title().to_owned())
            .collect()
    }

    /// Reads the name of a theme that amtui comes with.
    pub fn parse(text: &str) -> Option<Self> {
        Self::find(text, &[])
    }

    /// Reads the name of a theme.
    pub fn find(text: &str, own: &[Self]) -> Option<Self> {
        Self::ALL.iter().chain(own).find(|name| name.title() == text).cloned()
    }

    /// The theme that an own one builds on, else itself.
    pub fn base(&self) -> &Self {
        match self {
            Self::Own(own) => &own.base,
            name => name,
        }
    }

    /// The word for it.
    pub fn title(&self) -> &str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Mono => "mono",
            Self::Own(own) => &own.name,
        }
    }
}
