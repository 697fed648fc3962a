//! The command line.

pub mod help;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::app::viewport::{SMALLEST, Size};
use crate::app::{Place, Show};
use crate::config::ConnectionOptions;
use crate::config::profile::config_file;
use crate::config::settings;
use crate::domain::near::suggestion;
use crate::stage::cast::Version;
use crate::stage::tour::TourName;
use crate::ui::theme::ThemeName;

/// Access Management for Anypoint Platform in the terminal: business groups, environments, client providers.
#[derive(Clone, Debug, Parser)]
#[command(name = "amtui", version, about)]
pub struct Cli {
    /// Work without the full screen, or show a tape or a tour.
    #[command(subcommand)]
    pub command: Option<CliCommand>,
    /// Open this organization file instead of the demo.
    #[arg(long, value_name = "FILE", global = true)]
    pub file: Option<PathBuf>,
    /// Reset the demo first.
    #[arg(long, conflicts_with_all = ["file", "read_only", "profile", "live"])]
    pub fresh: bool,
    /// Which organization on the platform, and what may be done to it.
    #[command(flatten)]
    pub platform: PlatformArgs,
    /// Sign in as this account of the demo or the file.
    #[arg(long = "as", value_name = "ACCOUNT", global = true)]
    pub sign_in_as: Option<String>,
    /// Start at this place: a list, as users or client-applications, or one thing, as users/NAME-OR-ID.
    #[arg(long, value_name = "PLACE", value_parser = place)]
    pub open: Option<Place>,
    /// Refuse every change.
    #[arg(long, global = true)]
    pub read_only: bool,
    /// The colours: auto, dark, light, high-contrast, mono, or a theme of config.toml.
    #[arg(long, value_name = "THEME", value_parser = theme, global = true)]
    pub theme: Option<ThemeName>,
    /// Draw frames with ASCII characters.
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Whether lines take the place of the full screen.
    #[command(flatten)]
    pub lines: LineArgs,
    /// What is done for those who watch.
    #[command(flatten)]
    pub show: ShowArgs,
    /// What is recorded, and how.
    #[command(flatten)]
    pub recording: RecordingArgs,
}

/// Which organization on the platform, and what may be done to it.
#[derive(Clone, Debug, Args)]
pub struct PlatformArgs {
    /// Connect to Anypoint Platform with this profile of config.toml.
    #[arg(long, value_name = "NAME", global = true, conflicts_with_all = ["file", "live"])]
    pub profile: Option<String>,
    /// Connect to Anypoint Platform with the ANYPOINT_ variables, without a profile.
    #[arg(long, global = true, conflicts_with = "file")]
    pub live: bool,
    /// Allow changes on the platform.
    #[arg(long, global = true, conflicts_with = "read_only")]
    pub write: bool,
    /// Show what a change would send, and send nothing.
    #[arg(long, global = true)]
    pub dry_run: bool,
}

/// Whether lines take the place of the full screen.
#[derive(Clone, Debug, Args)]
pub struct LineArgs {
    /// Print lines and read lines, for screen readers: no full screen, no frames. ACCESSIBLE=1 does the same.
    #[arg(long, global = true, conflicts_with = "record")]
    pub accessible: bool,
}

/// What is done for those who watch.
#[derive(Clone, Debug, Args)]
pub struct ShowArgs {
    /// Show the keys that are pressed.
    #[arg(long, global = true)]
    pub keys: bool,
    /// Hide accounts, e-mails, ids and hosts.
    #[arg(long, global = true)]
    pub mask: bool,
}

/// What is recorded, and how.
#[derive(Clone, Debug, Args)]
pub struct RecordingArgs {
    /// Record the screen into this file.
    #[arg(long, value_name = "FILE", global = true)]
    pub record: Option<PathBuf>,
    /// Record your own organization without hiding accounts, ids and hosts.
    #[arg(long, global = true)]
    pub record_unmasked: bool,
    /// The version of the asciicast format: 2 or 3.
    #[arg(long, value_name = "VERSION", value_parser = version, default_value = "2", global = true)]
    pub cast: Version,
    /// Overwrite existing files.
    #[arg(long, global = true)]
    pub force: bool,
}

impl Cli {
    pub fn show(&self) -> Show {
        Show {
            keys: self.show.keys,
            mask: self.show.mask || settings::is_masked(),
            unmasked: self.recording.record_unmasked,
        }
    }

    pub(crate) fn connection_options(&self) -> ConnectionOptions {
        ConnectionOptions {
            profile: self.platform.profile.clone(),
            live: self.platform.live,
            write: self.platform.write,
            file: self.file.is_some() || self.fresh,
        }
    }
}

/// What to do in place of working. Showing things happens on a copy in memory.
#[derive(Clone, Debug, Subcommand)]
pub enum CliCommand {
    /// Play a tape (the VHS language) or a tour.
    Play {
        /// The tape, a tour's .toml file, or a tour that comes with amtui: access, delete or provider.
        tape: PathBuf,
        /// Play this many times as fast.
        #[arg(long, value_name = "N", default_value_t = 1.0)]
        speed: f64,
        /// Wait for Space after each key.
        #[arg(long, conflicts_with = "headless")]
        step: bool,
        /// Run without a terminal and without delays.
        #[arg(long)]
        headless: bool,
    },
    /// Client providers for scripts: a table on a terminal, tab-separated lines otherwise.
    Providers {
        /// What to do.
        #[command(subcommand)]
        command: ProvidersCommand,
        /// Print JSON.
        #[arg(long, global = true)]
        json: bool,
    },
    /// Show what changed between two organization files or snapshots: a table on a terminal, tab-separated lines otherwise.
    Diff {
        /// The earlier one.
        before: PathBuf,
        /// The later one.
        after: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Save the organization as a file without secrets, to open it with --file.
    Snapshot {
        /// The file.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Leave out who may do what: users, teams, roles, connected apps and identity providers.
        #[arg(long, value_name = "WHAT", value_enum)]
        without: Option<LeftOut>,
    },
    /// Say who may do what and why, which connected apps there are, or which users.
    Report(ReportArgs),
    /// Show folders, profiles and the variables that are set.
    Info {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show the settings in use, and where each comes from.
    Config {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print every key and command, with your own changes.
    Keys {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print a script that completes commands, options and names in your shell.
    Completions {
        /// The shell.
        shell: ShellName,
    },
    /// Print the manual page.
    Man,
    /// Store the secret of --profile in the keyring.
    SignIn,
    /// Remove the secret of --profile from the keyring.
    SignOut,
    /// Show a guided tour: deleting a client provider, adding one, or who may do what.
    Tour {
        /// The tour: delete, provider or access.
        #[arg(id = "tour", value_name = "NAME", value_parser = TourName::parse, default_value = "delete")]
        name: TourName,
    },
    /// Save a picture of a place.
    Shot {
        /// The place, as for --open.
        #[arg(value_parser = place)]
        place: Place,
        /// The size of the screen.
        #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size, default_value = "80x24")]
        size: Size,
        /// The picture: .svg, .html, .txt or .ansi.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}

// No doc comment: it would be the help text of the command.
#[derive(Clone, Debug, Args)]
pub struct ReportArgs {
    /// What it is about.
    pub what: ReportKind,
    /// Save it in this file, as CSV where its name ends with .csv.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write JSON.
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Write CSV.
    #[arg(long)]
    pub csv: bool,
}

/// What a snapshot can leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LeftOut {
    Access,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportKind {
    Access,
    Apps,
    Users,
}

/// A shell that `completions` has a script for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ShellName {
    Bash,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
    Zsh,
}

impl ShellName {
    pub fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Fish => "fish",
            Self::PowerShell => "powershell",
            Self::Zsh => "zsh",
        }
    }
}

/// What to do with client providers. It happens to the organization itself, not to a copy.
#[derive(Clone, Debug, Subcommand)]
pub enum ProvidersCommand {
    /// List client providers, and how much each is used.
    List,
    /// Show the settings of a client provider, without secrets.
    Show {
        /// Its name or its id.
        #[arg(id = "provider", value_name = "NAME")]
        name: String,
    },
    /// Show what depends on a client provider.
    Impact {
        /// Its name or its id.
        #[arg(id = "provider", value_name = "NAME")]
        name: String,
    },
    /// Delete a client provider for the whole organization.
    Delete(DeleteArgs),
}

// No doc comment: it would be the help text of the command.
#[derive(Clone, Debug, Args)]
pub struct DeleteArgs {
    /// Its name or its id.
    #[arg(id = "provider", value_name = "NAME")]
    pub name: String,
    /// The name again, or the id where the name is not enough. Without this option you are asked.
    #[arg(long, value_name = "NAME")]
    pub confirm: Option<String>,
    /// The root organization's name, where the profile says that it is protected.
    #[arg(long, value_name = "NAME")]
    pub confirm_organization: Option<String>,
    /// Continue although the impact is incomplete.
    #[arg(long)]
    pub accept_incomplete: bool,
}

fn theme(text: &str) -> Result<ThemeName, String> {
    // No file is read for the themes that amtui comes with.
    if let Some(name) = ThemeName::parse(text) {
        return Ok(name);
    }
    let own = config_file().settings.themes;
    ThemeName::find(text, &own).ok_or_else(|| {
        let names = ThemeName::names(&own);
        let near = suggestion(text, names.iter().map(String::as_str));
        format!("the themes are {}.{near}", names.join(", "))
    })
}

fn version(text: &str) -> Result<Version, String> {
    match text {
        "2" => Ok(Version::Two),
        "3" => Ok(Version::Three),
        _ => Err("the versions are 2 and 3".into()),
    }
}

fn size(text: &str) -> Result<Size, String> {
    let size = text.split_once('x').and_then(|(w, h)| {
        Some(Size {
            width: w.parse().ok()?,
            height: h.parse().ok()?,
        })
    });
    let fits = |s: &Size| (SMALLEST.width..=500).contains(&s.width) && (SMALLEST.height..=200).contains(&s.height);
    size.filter(fits)
        .ok_or_else(|| format!("a size is from {}x{} to 500x200", SMALLEST.width, SMALLEST.height))
}

fn place(text: &str) -> Result<Place, String> {
    Place::parse(text).ok_or_else(|| {
        let lists: Vec<String> = Place::lists().map(|(name, _)| name).collect();
        let near = Place::near(text);
        let lists = lists.join(", ");
        format!("the places are {lists}; one thing of a list is opened as LIST/NAME-OR-ID, as users/ana.ortiz.{near}")
    })
}
