//! What the command line and the terminal allow: checked before the terminal is touched.

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};

use super::recorder::RecordingOptions;
use crate::app::msg::ScreenSettings;
use crate::app::show::UNMASKED;
use crate::app::view::lists;
use crate::app::{Mode, Place};
use crate::backend::Output;
use crate::cli::{Cli, CliCommand};
use crate::config;
use crate::config::profile::config_file;
use crate::config::settings::{self, FileSettings, Setting, SettingOrigin, first};
use crate::ui::theme::{Depth, Theme, ThemeName};

pub(super) fn check_terminal() -> Result<()> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        bail!("amtui needs a terminal. For scripts use `amtui providers`.");
    }
    Ok(())
}

/// Whether lines take the place of the full screen.
pub(super) fn in_lines(cli: &Cli) -> bool {
    cli.lines.accessible || config::accessible()
}

/// Lines come from a person: nothing is deleted by what a program sends. They may be printed anywhere.
pub(super) fn check_lines(cli: &Cli) -> Result<()> {
    if !std::io::stdin().is_terminal() {
        bail!("Accessible mode reads what you type in a terminal. For scripts use `amtui providers`.");
    }
    if cli.recording.record.is_some() {
        bail!("Only the full screen is recorded. Leave out --record, or ACCESSIBLE.");
    }
    Ok(())
}

/// Refuses to record a person's own organization unmasked, unless they allow it.
pub(super) fn check_recording(cli: &Cli) -> Result<()> {
    let mode = if cli.platform.profile.is_some() || cli.platform.live {
        Mode::Live
    } else if cli.file.is_some() {
        Mode::File
    } else {
        Mode::Demo
    };
    if cli.recording.record.is_some() && !mode.may_record(cli.show().mask, cli.recording.record_unmasked) {
        bail!(UNMASKED);
    }
    Ok(())
}

/// Without UTF-8 the locale asks for ASCII, where nothing else is set.
fn ascii(cli: &Cli, file: &FileSettings) -> Setting<bool> {
    let option = cli.ascii.then_some((true, "--ascii"));
    let set = first(option, settings::switch("AMTUI_ASCII"), file.ascii, false);
    if set.origin == SettingOrigin::Default && !config::utf8() {
        return Setting {
            value: true,
            origin: SettingOrigin::Locale,
        };
    }
    set
}

impl Preferences {
    /// What the app is told of them.
    pub fn of_screen(&self, file: FileSettings) -> ScreenSettings {
        let columns = file.columns.iter();
        let sign_in_as = match (&self.sign_in_as.value, &self.sign_in_as.origin) {
            (Some(name), SettingOrigin::File(line)) => Some((name.as_str().into(), *line)),
            _ => None,
        };
        ScreenSettings {
            mouse: Some(self.mouse.value),
            preview: Some(self.preview.value),
            themes: file.themes,
            columns: columns.flat_map(|own| lists::chosen(own.list, &own.columns)).collect(),
            read_only: self.read_only.value,
            sign_in_as,
        }
    }

    pub fn colours(&self) -> ThemeOptions {
        let depth = if config::truecolor() {
            Depth::True
        } else {
            Depth::Sixteen
        };
        ThemeOptions {
            name: self.theme.value.clone(),
            depth,
            ascii: self.ascii.value,
        }
    }
}

/// A theme, and what the terminal can show of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeOptions {
    pub name: ThemeName,
    pub depth: Depth,
    /// Whether frames are drawn with ASCII characters.
    pub ascii: bool,
}

/// The settings of the screen, and where each comes from.
pub struct Preferences {
    pub theme: Setting<ThemeName>,
    pub ascii: Setting<bool>,
    pub mouse: Setting<bool>,
    pub preview: Setting<bool>,
    pub remember: Setting<bool>,
    pub open: Setting<Option<Place>>,
    pub sign_in_as: Setting<Option<String>>,
    pub mask: Setting<bool>,
    pub read_only: Setting<bool>,
}

impl Preferences {
    /// An option goes before a variable, and both go before config.toml.
    pub fn of(cli: &Cli, file: &FileSettings) -> Self {
        let variable = settings::switch;
        let no_color = config::no_color().then_some((ThemeName::Mono, "NO_COLOR"));
        let theme = settings::theme(&file.themes).or(no_color);
        let defaults = file.defaults.clone();
        Self {
            theme: first(
                cli.theme.clone().map(|name| (name, "--theme")),
                theme,
                file.theme.clone(),
                ThemeName::Auto,
            ),
            ascii: ascii(cli, file),
            mouse: first(None, variable("AMTUI_MOUSE"), file.mouse, true),
            preview: first(None, variable("AMTUI_PREVIEW"), file.preview, true),
            remember: settings::remember(file),
            open: first(
                cli.open.clone().map(|place| (Some(place), "--open")),
                None,
                defaults.open.map(|(place, line)| (Some(place), line)),
                None,
            ),
            sign_in_as: first(
                cli.sign_in_as.clone().map(|name| (Some(name), "--as")),
                None,
                defaults.sign_in_as.map(|(name, line)| (Some(name), line)),
                None,
            ),
            mask: first(
                cli.show.mask.then_some((true, "--mask")),
                settings::guard("AMTUI_MASK"),
                None,
                false,
            ),
            read_only: read_only(cli, file),
        }
    }
}

/// Whether every change is refused. `--write` goes before a default.
fn read_only(cli: &Cli, file: &FileSettings) -> Setting<bool> {
    let refuses = cli.read_only.then_some((true, "--read-only"));
    let allows = cli.platform.write.then_some((false, "--write"));
    first(
        refuses.or(allows),
        settings::guard("AMTUI_READ_ONLY"),
        file.defaults.read_only,
        false,
    )
}

/// The same, with what config.toml says.
pub(super) fn is_read_only(cli: &Cli) -> bool {
    cli.read_only || read_only(cli, &config_file().settings).value
}

impl ThemeOptions {
    /// What the command line and the variables say, before any file is read.
    pub(super) fn of(cli: &Cli) -> Self {
        Preferences::of(cli, &FileSettings::default()).colours()
    }

    /// The same with what config.toml says.
    pub(super) fn of_person(cli: &Cli) -> Self {
        Preferences::of(cli, &config_file().settings).colours()
    }

    /// For a picture: it has all colours and characters whatever the terminal can show.
    pub(super) fn of_picture(cli: &Cli) -> Self {
        Self {
            depth: Depth::True,
            ascii: cli.ascii,
            ..Self::of_person(cli)
        }
    }

    /// # Errors
    /// The theme has a defect, which a test rules out.
    pub fn load(&self) -> Result<Theme> {
        Theme::load(&self.name, self.depth, self.ascii).map_err(|why| anyhow!(why))
    }
}

/// How files are made that the command line asks for: with `--force` a file that is there gives way, unless amtui uses it.
pub(super) fn output(cli: &Cli) -> Output {
    let of_amtui = config::state_dir().map(|folder| ["demo.json", "log", "log.1"].map(|name| folder.join(name)));
    let of_person = config::config_dir().map(|folder| ["config.toml", "keys.toml"].map(|name| folder.join(name)));
    let mut in_use: Vec<PathBuf> = cli.file.iter().cloned().collect();
    in_use.extend(of_amtui.into_iter().flatten());
    in_use.extend(of_person.into_iter().flatten());
    if let Some(CliCommand::Play { tape, .. }) = &cli.command {
        in_use.push(tape.clone());
    }
    Output::new(cli.recording.force, in_use)
}

pub(super) fn recording(cli: &Cli) -> RecordingOptions {
    RecordingOptions {
        version: cli.recording.cast,
        output: output(cli),
    }
}
