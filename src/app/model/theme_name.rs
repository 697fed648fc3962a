//! The names of the themes.

/// What a person chooses the colours by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
}

impl ThemeName {
    pub const ALL: [Self; 5] = [Self::Auto, Self::Dark, Self::Light, Self::HighContrast, Self::Mono];

    /// Their names, for a sentence.
    pub fn names() -> String {
        Self::ALL.map(Self::title).join(", ")
    }

    /// Reads the name of a theme.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.title() == text)
    }

    /// The word for it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Mono => "mono",
        }
    }
}
