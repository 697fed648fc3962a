//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use crate::app::Place;
use crate::ui::theme::Name;

/// Access Management for Anypoint Platform in the terminal: business groups, environments, client providers.
#[derive(Debug, Parser)]
#[command(name = "amtui", version, about, disable_help_subcommand = true)]
pub struct Cli {
    /// Work on this organization file instead of the demo.
    #[arg(long, value_name = "FILE", conflicts_with = "fresh")]
    pub file: Option<PathBuf>,
    /// Start the demo organization over.
    #[arg(long, conflicts_with = "read_only")]
    pub fresh: bool,
    /// Sign in as this user.
    #[arg(long = "as", value_name = "USER")]
    pub sign_in_as: Option<String>,
    /// Go there: business-groups, environments, client-providers, client-providers/NAME-OR-ID.
    #[arg(long, value_name = "PLACE", value_parser = place)]
    pub open: Option<Place>,
    /// Allow no change.
    #[arg(long)]
    pub read_only: bool,
    /// How it looks.
    #[arg(long, value_name = "THEME", value_enum)]
    pub theme: Option<ThemeName>,
    /// Draw frames with ASCII characters.
    #[arg(long)]
    pub ascii: bool,
}

/// The themes, as the command line spells them.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ThemeName {
    /// For dark terminals.
    Dark,
    /// For light terminals.
    Light,
    /// Bold and plain.
    HighContrast,
    /// Without colours.
    Mono,
}

impl From<ThemeName> for Name {
    fn from(name: ThemeName) -> Self {
        match name {
            ThemeName::Dark => Self::Dark,
            ThemeName::Light => Self::Light,
            ThemeName::HighContrast => Self::HighContrast,
            ThemeName::Mono => Self::Mono,
        }
    }
}

fn place(text: &str) -> Result<Place, String> {
    match text.split_once('/') {
        None if text == "business-groups" => Ok(Place::BusinessGroups),
        None if text == "environments" => Ok(Place::Environments),
        None if text == "client-providers" => Ok(Place::ClientProviders),
        Some(("client-providers", name)) if !name.is_empty() => Ok(Place::Provider(name.to_owned())),
        _ => {
            Err("the places are business-groups, environments, client-providers and client-providers/NAME-OR-ID".into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_and_the_delete_dialog_is_none() {
        assert_eq!(place("environments"), Ok(Place::Environments));
        assert_eq!(place("client-providers/a/b"), Ok(Place::Provider("a/b".into())));
        for wrong in ["", "client-providers/", "delete", "business-groups/x"] {
            assert!(place(wrong).is_err(), "{wrong}");
        }
    }
}
