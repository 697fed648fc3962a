//! The theme in use: chosen, previewed in the palette, or fitting the terminal's background.

use std::time::Duration;

use anyhow::Result;

use crate::app::App;
use crate::app::overlay::Overlay;
use crate::shell::options::ThemeOptions;
use crate::ui::theme::{Theme, ThemeName};

/// An answer that takes longer is no answer: the screen must not change under somebody who reads it.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) struct Themes {
    chosen: ThemeOptions,
    /// What `theme` was made of.
    drawn: ThemeOptions,
    theme: Theme,
    /// The theme that fits the terminal's background, once that is known.
    fitting: ThemeName,
    asked: Option<Duration>,
}

impl Themes {
    /// Until the terminal answers, `light` says what `auto` stands for.
    pub fn new(theme: Theme, chosen: ThemeOptions, light: bool) -> Self {
        Self {
            drawn: chosen.clone(),
            chosen,
            theme,
            fitting: ThemeName::on(light),
            asked: None,
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
    pub fn asks(&mut self, now: Duration) -> bool {
        let asks = self.chosen.name == ThemeName::Auto && self.asked.is_none();
        if asks {
            self.asked = Some(now);
        }
        asks
    }

    /// Takes the terminal's answer. Nothing changes under an open dialog, or long after the question.
    pub fn answer(&mut self, light: bool, app: &App, now: Duration) {
        let in_time = self.asked.is_some_and(|asked| now <= asked + PATIENCE);
        if in_time && app.dialog().is_none() {
            self.fitting = ThemeName::on(light);
        }
    }
}
