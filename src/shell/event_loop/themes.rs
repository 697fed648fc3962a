//! The theme in use: chosen, previewed in the palette, or fitting the terminal's background.

use anyhow::Result;

use crate::app::App;
use crate::app::overlay::Overlay;
use crate::shell::options::ThemeOptions;
use crate::ui::theme::{Theme, ThemeName};

pub struct Themes {
    chosen: ThemeOptions,
    /// What `theme` was made of.
    drawn: ThemeOptions,
    theme: Theme,
    /// The theme that fits the terminal's background, once that is known.
    fitting: ThemeName,
    asked: bool,
    /// Whether the background is light, as the terminal said. It counts when no dialog is open.
    answered: Option<bool>,
}

impl Themes {
    /// Until the terminal answers, `light` says what `auto` stands for.
    pub fn new(theme: Theme, chosen: ThemeOptions, light: bool) -> Self {
        Self {
            drawn: chosen.clone(),
            chosen,
            theme,
            fitting: ThemeName::on(light),
            asked: false,
            answered: None,
        }
    }

    pub fn choose(&mut self, chosen: ThemeOptions) {
        self.chosen = chosen;
    }

    pub fn choose_name(&mut self, name: ThemeName) {
        self.chosen.name = name;
    }

    /// What was chosen, with the theme that `auto` stands for now.
    pub fn chosen(&self) -> ThemeOptions {
        self.fit(self.chosen.clone())
    }

    fn fit(&self, options: ThemeOptions) -> ThemeOptions {
        let name = match options.name {
            ThemeName::Auto => self.fitting.clone(),
            name => name,
        };
        ThemeOptions { name, ..options }
    }

    /// Brings the theme up to date with what was chosen, or with what the palette names.
    ///
    /// # Errors
    /// The theme has a defect, which a test rules out.
    pub fn refresh(&mut self, app: &App) -> Result<()> {
        if let (Some(light), None) = (self.answered, app.overlays().dialog()) {
            self.fitting = ThemeName::on(light);
        }
        let named = match app.overlays().last() {
            Some(Overlay::Palette(palette)) => palette.theme(app.model()),
            _ => None,
        };
        let name = named.unwrap_or_else(|| self.chosen.name.clone());
        let wanted = self.fit(ThemeOptions { name, ..self.chosen });
        if wanted != self.drawn {
            self.theme = wanted.load()?;
            self.drawn = wanted;
        }
        Ok(())
    }

    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// Whether the terminal is to be asked for its background: once, where that decides.
    pub fn asks(&mut self) -> bool {
        let asks = self.chosen.name == ThemeName::Auto && !self.asked;
        self.asked |= asks;
        asks
    }

    /// Takes the terminal's answer, whenever it comes. Nothing changes under an open dialog.
    pub fn answer(&mut self, light: bool) {
        self.answered = Some(light);
    }
}
